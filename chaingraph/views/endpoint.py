"""The SPARQL 1.1 Protocol over a store on the disk, for reading. Needs the extra ``endpoint``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.datastructures import ImmutableMultiDict
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from chaingraph.graph.sparql import QueryError, Question, Workers
from chaingraph.views.gate import DATA_POLICY, Gate, while_there

# By the order of our preference, the first being what is given when all are as welcome.
SOLUTIONS = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
TRIPLES = {
    "text/turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON_LD",
    "application/n-quads": "N_QUADS",
    "application/trig": "TRIG",
    "application/xml": "RDF_XML",
    "text/xml": "RDF_XML",
    "application/json": "JSON_LD",
    "text/plain": "N_TRIPLES",
}
_STATUS = {
    "busy": 503,
    "stopped": 503,
    "time": 504,
    "form": 406,
    "failed": 500,
}  # of a query without an answer; else 400
RETRY_SECONDS = 5
_NO_UPDATES = "read only: updates are not possible"


def endpoint(workers: Workers, host: str) -> ASGIApp:
    """An application with ``/query``, behind the gate. Refusals are plain text with the fitting status; what is
    answered is whole.
    """

    async def query(request: Request) -> Response:
        asked = await _asked(request)
        accept = ",".join(request.headers.getlist("accept"))
        solutions, triples = best(SOLUTIONS, accept), best(TRIPLES, accept)
        question = Question(
            asked["query"],
            SOLUTIONS.get(solutions or ""),
            TRIPLES.get(triples or ""),
            tuple(asked.getlist("default-graph-uri")),
            tuple(asked.getlist("named-graph-uri")),
        )
        try:
            answer = await while_there(request, workers.ask(question))
        except QueryError as error:
            headers = {"retry-after": str(RETRY_SECONDS)} if error.kind in ("busy", "stopped") else None
            return PlainTextResponse(str(error) + "\n", _STATUS.get(error.kind, 400), headers)
        kind = triples if answer.kind == "triples" else solutions
        return _Once(answer.path, media_type=kind, headers={"vary": "Accept"})

    async def no_update(_: Request) -> Response:
        return PlainTextResponse(_NO_UPDATES + "\n", 403)

    routes = [
        Route("/query", query, methods=["GET", "POST"]),
        *(Route(path, no_update, methods=["GET", "POST", "PUT", "DELETE", "PATCH"]) for path in ("/update", "/store")),
    ]
    for route in routes:
        (route.methods or set()).discard("HEAD")  # would compute an answer to throw it away
    return Gate(Starlette(routes=routes), host, asking=None, policy=DATA_POLICY)


async def _asked(request: Request) -> ImmutableMultiDict[str, str]:
    """The parameters of a request, ``query`` among them, once. Raises HTTPException."""
    pairs = request.query_params.multi_items()
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "application/x-www-form-urlencoded":
            try:
                pairs += parse_qsl((await request.body()).decode("ascii"), True, errors="strict", max_num_fields=1_000)
            except ValueError:
                raise HTTPException(400, "the form is malformed or not UTF-8\n") from None
        elif kind == "application/sparql-query":
            try:
                pairs.append(("query", (await request.body()).decode("utf-8")))
            except UnicodeDecodeError:
                raise HTTPException(400, "the query is not UTF-8\n") from None
        elif kind == "application/sparql-update":
            raise HTTPException(403, _NO_UPDATES + "\n")
        else:
            raise HTTPException(
                415, "POST a form (application/x-www-form-urlencoded) or a query (application/sparql-query)\n"
            )
    asked = ImmutableMultiDict(pairs)
    if asked.getlist("update"):
        raise HTTPException(403, _NO_UPDATES + "\n")
    if len(asked.getlist("query")) != 1:
        raise HTTPException(400, "give one parameter query with the text of a SPARQL query\n")
    return asked


def best(kinds: Sequence[str] | dict[str, str], accept: str) -> str | None:
    """Which of some media types, by order of preference, an Accept header likes best; None when it takes none."""
    wishes: list[tuple[str, float]] = []
    for part in accept.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    weight = float(value)
                except ValueError:
                    weight = 0.0
        if kind:
            wishes.append((kind, weight))
    if not wishes:
        return next(iter(kinds))

    def weight_of(kind: str) -> float:
        for pattern in (kind, f"{kind.partition('/')[0]}/*", "*/*"):  # the closest counts
            weights = [weight for wish, weight in wishes if wish == pattern]
            if weights:
                return max(weights)
        return 0.0

    liked = max(kinds, key=weight_of)  # the first of equals
    return liked if weight_of(liked) > 0 else None


class _Once(FileResponse):
    """A file that is gone when it has been sent, or when its reader leaves."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            Path(self.path).unlink(missing_ok=True)
