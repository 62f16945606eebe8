"""``chaingraph endpoint``."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from chaingraph.cli.options import Data, Language
from chaingraph.cli.output import progress, to_stderr
from chaingraph.cli.place import whole_folder
from chaingraph.errors import UsageError
from chaingraph.graph import load, state_of, write_store

EPILOG = '例 Example: [bold]pip install "chaingraph\\[endpoint]" && chaingraph endpoint data/jilin --store 图库[/bold]'
STORE, STATE = "oxigraph", "store-state.txt"
_START_SECONDS = 60.0
_STOP_SECONDS = 10.0


def command(
    data: Data = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="端口；0 为任一空闲端口。The port; 0 for any free one.")] = 7878,
    host: Annotated[
        str, typer.Option(help="监听地址；默认只限本机。The address to listen on; this computer only unless told.")
    ] = "127.0.0.1",
    store: Annotated[
        Path | None, typer.Option(metavar="DIR", help="图库文件夹，数据未变时下次直接使用；省略时为临时的。Folder to keep the store in, used again while the data are the same; temporary when left out.")
    ] = None,
    timeout: Annotated[int, typer.Option(min=1, metavar="SECONDS", help="一次查询至多几秒。The longest that a query may take.")] = 120,
    *,
    lang: Language,
) -> None:  # fmt: skip
    """SPARQL 端点。"""
    program = _program()
    bind = _free(host, port)
    with _stoppable(), tempfile.TemporaryDirectory(prefix="chaingraph-") as scratch:
        place = _built(data, store, Path(scratch), lang)
        with _server(program, place, bind, timeout, Path(scratch) / "server.log") as server:
            _say(bind, host, lang)
            try:
                code = server.wait()
            except KeyboardInterrupt:
                to_stderr("已停止。" if lang == "zh" else "Stopped.")
                return
            raise UsageError(
                f"Oxigraph 服务器已退出（{code}）：{_last(scratch)}",
                f"the Oxigraph server has ended ({code}): {_last(scratch)}",
            )


def _program() -> str:
    """The server of the package ``oxigraph``: that of this Python, else one on the path."""
    found = shutil.which("oxigraph", path=sysconfig.get_path("scripts")) or shutil.which("oxigraph")
    if found is None:
        raise UsageError(
            '缺少组件：请运行 pip install "chaingraph[endpoint]"',
            'parts are missing: run pip install "chaingraph[endpoint]"',
        )
    return found


def _free(host: str, port: int) -> str:
    """``host:port`` to listen on. Raises UsageError when it cannot be had."""
    bare = host.strip("[]")
    try:
        family, kind, _, _, address = socket.getaddrinfo(bare, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            number = probe.getsockname()[1]
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"不能监听 {host}:{port}：{why}；请换一个 --port 或 --host",
            f"{host}:{port} cannot be listened on: {why}; choose another --port or --host",
        ) from error
    return f"[{bare}]:{number}" if ":" in bare else f"{bare}:{number}"


@contextmanager
def _stoppable() -> Iterator[None]:
    """Takes SIGTERM, and the end of the terminal, for Ctrl+C, so that what was begun is tidied up."""
    asked: list[int] = []

    def stop(number: int, _: Any) -> None:
        asked.append(number)
        raise KeyboardInterrupt

    names = [name for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), stop) for name in names}
    try:
        yield
    except Exception:
        if asked:  # a library put an error of its own in the place of ours
            raise KeyboardInterrupt from None
        raise
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _built(data: str | None, store: Path | None, scratch: Path, lang: str) -> Path:
    """The folder of an up-to-date store: the old one when nothing has changed, else a new one put in its place whole."""
    with progress(lang) as step:
        if store is None:
            write_store(load(data, step), scratch / STORE)
            return scratch / STORE
        state = state_of(data)
        if state is not None and _read(store / STATE) == state and (store / STORE).is_dir():
            to_stderr(
                "数据未变，使用已有的图库。" if lang == "zh" else "The data are the same: the store is used again."
            )
            return store / STORE
        with whole_folder(store, owned=STORE) as folder:
            step("SPARQL")
            write_store(load(data, step), folder / STORE)
            (folder / STATE).write_text(state or "", "utf-8")
    return store / STORE


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError):
        return None


@contextmanager
def _server(program: str, place: Path, bind: str, timeout: int, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The running server, ended with the block. Raises UsageError when it does not come up."""
    words = [program, "serve-read-only", "--location", str(place), "--bind", bind, "--timeout-s", str(timeout)]
    with log.open("wb") as out:
        server = _started(words, out)
        try:
            until = time.monotonic() + _START_SECONDS
            while server.poll() is None and time.monotonic() < until and not _answers(bind):
                time.sleep(0.05)
            if server.poll() is not None or time.monotonic() >= until:
                why = _last(str(log.parent))
                raise UsageError(f"Oxigraph 服务器未能启动：{why}", f"the Oxigraph server did not start: {why}")
            yield server
        finally:
            server.terminate()
            try:
                server.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _started(words: list[str], out: IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
    except OSError as error:
        why = error.strerror or str(error)
        raise UsageError(f"无法运行 oxigraph：{why}", f"oxigraph cannot be run: {why}") from error


def _answers(bind: str) -> bool:
    host, _, port = bind.rpartition(":")
    bare = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host.strip("[]"), host.strip("[]"))
    try:
        with socket.create_connection((bare, int(port)), timeout=1):
            return True
    except OSError:
        return False


def _last(folder: str) -> str:
    lines = (_read(Path(folder) / "server.log") or "").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "?")


def _say(bind: str, host: str, lang: str) -> None:
    from chaingraph.views.server import LOOPBACK  # slow to import, needed here only

    url = f"http://{bind}/query"
    example = f"curl {url} -H 'Accept: text/csv' --data-urlencode 'query=SELECT (COUNT(*) AS ?n) WHERE {{ ?s ?p ?o }}'"
    if lang == "zh":
        to_stderr(f"SPARQL 端点（只读）：{url}\n例：{example}\n别处读取：chaingraph gaps {url}\n按 Ctrl+C 结束。")
    else:
        to_stderr(
            f"SPARQL endpoint (read only): {url}\nExample: {example}\nRead it elsewhere: chaingraph gaps {url}\nCtrl+C ends it."
        )
    if host not in LOOPBACK:
        to_stderr(
            "注意：同一网络的人都能查询，没有口令；查询中的 SERVICE 会让本机去访问别处。"
            if lang == "zh"
            else "Note: anyone on this network can query it, there is no password, and SERVICE in a query makes this computer ask others."
        )
