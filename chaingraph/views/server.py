"""The built site on this computer, with a what-if box and a page for SPARQL queries. Needs the extra ``serve``."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from chaingraph.errors import UsageError
from chaingraph.findings import World
from chaingraph.findings.sheet import Sheet, same
from chaingraph.findings.whatif import whatif
from chaingraph.graph import ask, open_store
from chaingraph.views.site import asking_page

if TYPE_CHECKING:
    from starlette.applications import Starlette

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
ROWS = 1_000  # of an answer, shown


def server(world: World, site: Path, region: str | None, lang: str, hosts: tuple[str, ...] = LOOPBACK) -> Starlette:
    """An application with the folder ``site`` at ``/``, ``/whatif`` and ``/sparql``. Only requests for ``hosts`` are answered,
    so that no page of another site can reach it by a name of its own. Nothing that is asked changes the data.
    """
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware
    from starlette.requests import Request
    from starlette.responses import HTMLResponse
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles

    code = world.places.require(region)
    store = open_store(world.dataset)
    one_at_a_time = Lock()  # a what-if is a transaction of the one connection

    def page(kind: str, values: dict[str, str], sheets: tuple[Sheet, ...], fault: str | None) -> HTMLResponse:
        told = asking_page(kind, world.places, code, values, sheets, fault, lang)
        return HTMLResponse(told, status_code=400 if fault else 200)

    def supposed(request: Request) -> HTMLResponse:
        values = {key: request.query_params.get(key, "") for key in ("add", "remove", "project")}
        told: tuple[Sheet, ...] = ()
        fault = None
        if any(one.strip() for one in values.values()):
            lists = {
                key: [part.strip() for part in one.replace("；", ";").split(";") if part.strip()]
                for key, one in values.items()
            }
            try:
                with one_at_a_time:
                    told = whatif(world, code, lists["add"], lists["remove"], lists["project"]).sheets
            except UsageError as error:
                fault = error.text(lang)
        return page("whatif", values, told, fault)

    def sparql(request: Request) -> HTMLResponse:
        query = request.query_params.get("query", "")
        told: tuple[Sheet, ...] = ()
        fault = None
        if query.strip():
            try:
                told = (_answer(query),)
            except UsageError as error:
                fault = error.text(lang)
        return page("sparql", {"query": query}, told, fault)

    def _answer(query: str) -> Sheet:
        answer = ask(store, query)
        if answer.turtle is not None:
            return Sheet(
                "answer",
                same("Turtle"),
                (same("Turtle"),),
                tuple((same(line),) for line in answer.turtle.splitlines()[:ROWS]),
            )
        if answer.boolean is not None:
            return Sheet("answer", same("ASK"), (same("ASK"),), ((same(str(answer.boolean).lower()),),))
        title = (f"{len(answer.rows)} 行", f"{len(answer.rows)} rows")
        return Sheet(
            "answer",
            title,
            tuple(map(same, answer.columns)),
            tuple(tuple(map(same, row)) for row in answer.rows[:ROWS]),
        )

    return Starlette(
        routes=[
            Route("/whatif", supposed),
            Route("/sparql", sparql),
            Mount("/", StaticFiles(directory=site, html=True)),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))],
    )
