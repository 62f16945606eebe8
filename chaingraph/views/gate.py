"""The one gate before every server of the program: who may ask, how much and how long, and what a browser may do with
the answer.

A browser lets any page of any site send requests to this computer. So a request must name this server as its host (else
a foreign name could be pointed at it), and must not come from a page of another origin. Nothing here is a password.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import sys
from collections.abc import Awaitable, Callable, Collection
from contextlib import AbstractContextManager, nullcontext
from typing import ClassVar, TypeVar
from urllib.parse import urlsplit

import h11
import uvicorn
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from chaingraph.errors import UsageError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
ANY = ("0.0.0.0", "::")
HEADER_SECONDS = 5.0  # for a request's head
BODY_SECONDS = 20.0  # for its body
SEND_SECONDS = 60.0  # for a client to take the next part of an answer
MOST_CONNECTIONS = 200
MOST_URL = 32_768  # bytes
MOST_BODY = 2_000_000  # bytes
END_SECONDS = 2  # for answers under way when the server is to end

SITE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
_CLOSE = {"connection": "close"}
Result = TypeVar("Result")


class ClientGone(Exception):
    """Whoever asked has left."""


class Gate:
    """Lets through to ``app`` what its own pages and programs of this computer ask, and marks every answer."""

    def __init__(self, app: ASGIApp, host: str, *, asking: Collection[str] | None, policy: str) -> None:
        """``host`` is the address listened on. ``asking``: the paths that compute something, never for another site's
        pages; None for all paths. ``policy``: the Content-Security-Policy.
        """
        self.app, self.asking = app, asking
        bare = host.strip("[]").lower()
        self.any = bare in ANY
        self.names = {*LOOPBACK, bare}
        if self.any:
            own = socket.gethostname().lower()
            self.names |= {own, own.partition(".")[0], f"{own.partition('.')[0]}.local"}
        self.headers = {**_HEADERS, "content-security-policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False
        asking = self._is_asking(scope["path"])

        async def marked(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                there = {name.lower() for name, _ in message["headers"]}
                headers = {**self.headers, **({"cache-control": "no-store"} if asking else {})}
                new = [(name.encode(), value.encode()) for name, value in headers.items() if name.encode() not in there]
                message = {**message, "headers": [*message["headers"], *new]}
            try:
                await asyncio.wait_for(send(message), SEND_SECONDS)
            except TimeoutError as error:
                raise ClientGone from error

        refused = self._refused(scope, asking=asking)
        if refused is not None:
            await _say(*refused)(scope, receive, marked)
            return
        try:
            await self.app(scope, _Body(receive).receive, marked)
        except ClientGone:
            return
        except Exception as error:  # told here, where it is known whether an answer has begun
            sys.stderr.write(f"chaingraph: {type(error).__name__}: {' '.join(str(error).split())[:300]}\n")
            if not begun:
                await _say(500, "unforeseen error")(scope, receive, marked)

    def _is_asking(self, path: str) -> bool:
        return self.asking is None or path.rstrip("/") in self.asking

    def _refused(self, scope: Scope, *, asking: bool) -> tuple[int, str] | None:
        """Status and reason, None for a request that is let through."""
        headers: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MOST_URL:
            return 414, "the address is too long; send the query with POST"
        hosts = headers.get("host", [])
        own = _place("//" + hosts[0]) if len(hosts) == 1 and not set("/?#@\\") & set(hosts[0]) else None
        if own is None or not self._known(own[0]):
            return 400, "this server answers only to the name or address it listens on (Host)"
        for origin in headers.get("origin", []):
            if _place(origin) != own:
                return 403, "requests of pages of other origins are refused (Origin)"
        sites = headers.get("sec-fetch-site", [])
        if any(site not in ("same-origin", "none") for site in sites):
            visit = (
                not asking
                and scope["method"] in ("GET", "HEAD")
                and headers.get("sec-fetch-mode") == ["navigate"]
                and headers.get("sec-fetch-dest") == ["document"]
            )
            if not visit:
                return 403, "requests of pages of other sites are refused (Sec-Fetch-Site)"
        if asking and not sites and any(_place(referer) != own for referer in headers.get("referer", [])):
            return 403, "requests of pages of other sites are refused (Referer)"
        length = headers.get("content-length", ["0"])
        if not length[0].isdigit() or int(length[0]) > MOST_BODY:
            return 413, "the body is too large"
        return None

    def _known(self, name: str) -> bool:
        if name in self.names:
            return True
        if not self.any:
            return False
        try:  # a foreign name can be pointed at this computer, an address cannot
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def _place(address: str) -> tuple[str, int] | None:
    """Host and port of an origin or ``//host:port``; None when it is malformed or names more than that."""
    try:
        parts = urlsplit(address)
        name, port = parts.hostname, parts.port
    except ValueError:
        return None
    if (
        not name
        or parts.username is not None
        or parts.scheme not in ("", "http", "https")
        or any(letter.isspace() for letter in address)
    ):
        return None
    return name.rstrip("."), port or (443 if parts.scheme == "https" else 80)


class _Body:
    """The messages of a request: a body no larger and no slower than is allowed, then whatever comes."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._left, self._whole = MOST_BODY, False
        self._until = asyncio.get_running_loop().time() + BODY_SECONDS

    async def receive(self) -> Message:
        if self._whole:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError as error:
            raise HTTPException(408, "the body took too long\n", _CLOSE) from error
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                raise HTTPException(413, "the body is too large\n", _CLOSE)
            self._whole = not message.get("more_body", False)
        return message


def _say(status: int, text: str) -> Response:
    return PlainTextResponse(text + "\n", status, _CLOSE if status != 403 else None)


async def while_there(request: Request, work: Awaitable[Result]) -> Result:
    """What ``work`` gives, which is cancelled when the client leaves. Raises ClientGone then."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_left(request.receive))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            gone.result()  # raises what was wrong with the rest of the request
            raise ClientGone
        return task.result()
    finally:
        task.cancel()
        gone.cancel()


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue


class _Protocol(H11Protocol):
    """Uvicorn's own, but that whoever connects must send a request's head in time, and the idlest gives way when too
    many do.
    """

    waiting: ClassVar[dict[_Protocol, None]] = {}  # in the order of their coming
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            oldest = next(iter(self.waiting), self)
            oldest._unwatch()
            oldest.transport.abort()
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._unwatch()
        super().connection_lost(exc)

    def _watch(self) -> None:
        """A head is awaited from the first byte, or the connection, on until it is whole."""
        if self.conn.their_state is not h11.IDLE or self.transport.is_closing():
            self._unwatch()
        elif self._timer is None:
            self._timer = self.loop.call_later(HEADER_SECONDS, self.transport.abort)
            self.waiting[self] = None

    def _unwatch(self) -> None:
        self.waiting.pop(self, None)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ending: Callable[[], None]) -> None:
        super().__init__(config)
        self._ending = ending

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        """None: signals are the command's own matter (chaingraph.cli.stopping)."""
        return nullcontext()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends what computes first, so that nothing is waited for."""
        self._ending()
        await super().shutdown(sockets)


def listener(host: str, port: int) -> socket.socket:
    """A socket bound to ``host`` and ``port`` (0 for any free one). Raises UsageError when it cannot be had."""
    bare = host.strip("[]")
    try:
        family, kind, _, _, address = socket.getaddrinfo(bare, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind)
        try:
            if sys.platform != "win32":  # there it would let another program listen at the same place
                bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind(address)
            bound.listen(128)
        except OSError:
            bound.close()
            raise
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UsageError("server.not-listening", address=f"{host}:{port}", why=why) from error
    return bound


def shown(host: str, bound: socket.socket) -> str:
    """``host:port`` as it stands in an address."""
    bare = host.strip("[]")
    return f"[{bare}]:{bound.getsockname()[1]}" if ":" in bare else f"{bare}:{bound.getsockname()[1]}"


def run(
    app: ASGIApp, bound: socket.socket, when_asked: Callable[[Callable[[], None]], None], ending: Callable[[], None]
) -> None:
    """Serves ``app`` until the function that ``when_asked`` is given gets called (from a signal's handler, say).

    ``ending`` is called then, to stop what computes. Answers under way have two seconds to be sent.
    """
    config = uvicorn.Config(
        app,
        http=_Protocol,
        ws="none",
        loop="asyncio",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=END_SECONDS,
        backlog=128,
        h11_max_incomplete_event_size=MOST_URL * 2,
    )
    server = _Server(config, ending)
    when_asked(lambda: setattr(server, "should_exit", True))
    server.run(sockets=[bound])
