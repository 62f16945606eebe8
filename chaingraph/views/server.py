"""The built site on this computer, with a what-if box and a page for SPARQL queries. Needs the extra ``serve``."""

from __future__ import annotations

import asyncio
import json
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from chaingraph.catalogue import speaker
from chaingraph.document import Column, Table
from chaingraph.errors import UsageError
from chaingraph.findings.world import World
from chaingraph.graph.sparql import QueryError, Question, Told, Workers
from chaingraph.questions.whatif.ask import WhatIf, whatif
from chaingraph.questions.whatif.document import whatif_tables
from chaingraph.tables.marks import WIDE_SEMICOLON
from chaingraph.threads import in_thread
from chaingraph.views.gate import SITE_POLICY, Gate, while_there
from chaingraph.views.site import asking_page

MOST_ITEMS = 50  # of one what-if
LONGEST_ITEM = 200  # letters
MOST_WAITING = 4  # what-ifs
RETRY_SECONDS = 5
_BUSY = QueryError("busy", "server.what-ifs-busy")


def server(world: World, site: Path, region: str | None, lang: str, host: str, workers: Workers) -> ASGIApp:
    """An application with the folder ``site`` at ``/``, ``/whatif`` and ``/sparql``, behind the gate. Nothing that is
    asked changes the data. Pages are served at once, whatever is being computed.
    """
    code = world.places.require(region)
    one_at_a_time = asyncio.Lock()  # a what-if is a transaction of the one connection
    waiting = 0

    def page(kind: str, values: dict[str, str], tables: tuple[Table, ...], fault: UsageError | None) -> HTMLResponse:
        html = asking_page(kind, world.places, code, values, tables, fault.text(lang) if fault else None, lang)
        busy = isinstance(fault, QueryError) and fault.kind in ("busy", "stopped")
        status = 503 if busy else 400 if fault else 200
        return HTMLResponse(html, status, {"retry-after": str(RETRY_SECONDS)} if busy else None)

    async def computed(asked: dict[str, list[str]]) -> tuple[Table, ...]:
        nonlocal waiting
        if waiting >= MOST_WAITING:
            raise _BUSY
        waiting += 1
        try:
            await one_at_a_time.acquire()
        finally:
            waiting -= 1
        question = partial(whatif, world, code, add=asked["add"], remove=asked["remove"], projects=asked["project"])
        work = asyncio.ensure_future(in_thread(question))
        work.add_done_callback(freed)
        return whatif_tables(world, await asyncio.shield(work), lang)

    def freed(done: asyncio.Future[WhatIf]) -> None:
        one_at_a_time.release()  # only now, whether or not somebody still waits for it
        if not done.cancelled():
            done.exception()  # else asyncio would tell of one that nobody has seen

    async def supposed(request: Request) -> HTMLResponse:
        values = {key: request.query_params.get(key, "") for key in ("add", "remove", "project")}
        tables: tuple[Table, ...] = ()
        fault = None
        if any(value.strip() for value in values.values()):
            try:
                tables = await while_there(request, computed(_items(values)))
            except UsageError as error:
                fault = error
        return await in_thread(page, "whatif", values, tables, fault)

    async def sparql(request: Request) -> HTMLResponse:
        query = request.query_params.get("query", "")
        tables: tuple[Table, ...] = ()
        fault = None
        if query.strip():
            try:
                answer = await while_there(request, workers.ask(Question(query, "page", cut=True, sorted=True)))
                tables = (await in_thread(_table, answer, workers.limits.rows, lang),)
            except UsageError as error:
                fault = error
        return await in_thread(page, "sparql", {"query": query}, tables, fault)

    app = Starlette(
        routes=[
            Route("/whatif", supposed),
            Route("/sparql", sparql),
            Mount("/", StaticFiles(directory=site, html=True)),
        ],
    )
    return Gate(app, host, asking=("/whatif", "/sparql"), policy=SITE_POLICY)


def _items(values: dict[str, str]) -> dict[str, list[str]]:
    """What is told in each box, item by item, each once. Raises UsageError when there are too many or too long ones."""
    wished = {
        key: list(dict.fromkeys(part.strip() for part in value.replace(WIDE_SEMICOLON, ";").split(";") if part.strip()))
        for key, value in values.items()
    }
    if sum(map(len, wished.values())) > MOST_ITEMS:
        raise UsageError("server.most-changes", most=MOST_ITEMS)
    if any(len(item) > LONGEST_ITEM for items in wished.values() for item in items):
        raise UsageError("server.longest-item", most=LONGEST_ITEM)
    return wished


def _table(answer: Told, most: int, lang: str) -> Table:
    """The answer as a table; its title says how many rows are shown, and whether there are more."""
    say = speaker(lang)
    try:
        content = answer.path.read_text("utf-8")
    finally:
        answer.path.unlink(missing_ok=True)
    if answer.kind == "triples":
        title = say("server.turtle-cut", most=most) if answer.more else "Turtle"
        return _texts(title, ["Turtle"], [[line] for line in content.splitlines()])
    results = json.loads(content)
    if answer.kind == "boolean":
        return _texts("ASK", ["ASK"], [[str(results["boolean"]).lower()]])
    count = len(results["rows"])
    title = say("server.rows-cut" if answer.more else "server.rows", n=count)
    return _texts(title, results["columns"], results["rows"])


def _texts(title: str, heads: list[str], rows: list[list[str | None]]) -> Table:
    columns = tuple(Column(key=head, label=head) for head in heads)
    return Table(key="answer", title=title, columns=columns, rows=tuple(map(tuple, rows)))
