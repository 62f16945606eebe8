"""Endpoints that answer wrongly, or not at all: a clear error, never wrong data."""

from __future__ import annotations

import base64
import json
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import chaingraph as cg
from chaingraph.graph import load, open_store, remote
from chaingraph.schema import SCHEMA

TINY = Path(__file__).parents[1] / "ontology" / "tiny"
JSON = "application/sparql-results+json"
Reply = Callable[["Handler", str], None]


class Handler(BaseHTTPRequestHandler):
    """Answers each POST as its server says."""

    server: Any

    def do_POST(self) -> None:
        self.server.seen.append(self)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.reply(self, urllib.parse.parse_qs(body)["query"][0])

    def log_message(self, *_: Any) -> None:
        """Says nothing."""

    def send(self, body: bytes, kind: str = JSON, code: int = 200, length: int | None = None, **headers: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def fake(reply: Reply) -> Iterator[tuple[str, list[Handler]]]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.reply, server.seen = reply, []
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql", server.seen
    finally:
        server.shutdown()
        server.server_close()


def honest(store: ox.Store, change: Callable[[str, dict[str, Any]], None] = lambda *_: None) -> Reply:
    """Answers from a store; ``change`` may falsify the results."""

    def reply(handler: Handler, query: str) -> None:
        told = json.loads(store.query(query).serialize(format=ox.QueryResultsFormat.JSON) or b"{}")  # type: ignore[union-attr]
        change(query, told)
        handler.send(json.dumps(told).encode())

    return reply


@pytest.fixture(scope="module")
def tiny() -> ox.Store:
    return open_store(load(TINY))


def cells(dataset: cg.Dataset) -> dict[str, list[Any]]:
    told = {}
    for name, table in SCHEMA.tables.items():
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        told[name] = sorted(dataset.rows(f"select {columns} from {name}"), key=repr)
    return told


def rows_asked(query: str) -> bool:
    return query.startswith(("SELECT ?s", "SELECT DISTINCT ?s"))


def test_an_honest_endpoint_gives_the_tables(tiny: ox.Store) -> None:
    with fake(honest(tiny)) as (url, seen):
        assert cells(load(url)) == cells(load("sparql+" + url)) == cells(load(TINY))
        assert all(handler.path == "/sparql" for handler in seen)


def test_a_server_that_gives_few_rows_at_a_time_is_asked_again(tiny: ox.Store) -> None:
    def few(query: str, told: dict[str, Any]) -> None:
        if rows_asked(query):
            told["results"]["bindings"] = told["results"]["bindings"][:25]

    with fake(honest(tiny, few)) as (url, seen):
        assert cells(load(url)) == cells(load(TINY))
        assert len(seen) > 40


def test_large_tables_are_read_in_parts(tiny: ox.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "PAGE", 30)
    asked = []
    with fake(honest(tiny, lambda query, _: asked.append(query))) as (url, _):
        assert cells(load(url)) == cells(load(TINY))
    assert any("LIMIT 30 OFFSET 30" in query for query in asked)


def test_named_graphs_are_read_where_the_default_graph_is_empty(tiny: ox.Store) -> None:
    store = ox.Store()
    store.extend(quad for quad in tiny if quad.graph_name != ox.DefaultGraph())
    for quad in tiny.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        graph = ox.NamedNode("urn:twice" if hash(quad.subject) % 2 else "urn:once")
        store.add(ox.Quad(quad.subject, quad.predicate, quad.object, graph))
    with fake(honest(store)) as (url, _):
        assert cells(load(url)) == cells(load(TINY))


def test_the_tables_are_checked_like_any_other(tiny: ox.Store) -> None:
    store = ox.Store()
    store.extend(tiny)
    makes = next(iter(tiny.quads_for_pattern(None, ox.NamedNode("https://w3id.org/chaingraph/ontology#madeProduct"), None, ox.DefaultGraph())))  # fmt: skip
    store.remove(makes)
    store.add(ox.Quad(makes.subject, makes.predicate, ox.NamedNode("https://w3id.org/chaingraph/id/product/no-such")))
    with fake(honest(store)) as (url, _), pytest.raises(cg.DataError) as caught:
        load(url)
    assert any(one.value == "no-such" and one.table == "makes" for one in caught.value.problems)


def cut(handler: Handler, query: str) -> None:
    told = json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"type": "literal", "value": "3"}}]}})
    if query.startswith("ASK"):
        handler.send(b'{"head":{},"boolean":true}')
    else:
        handler.send(told.encode()[:-20], length=len(told))
        handler.close_connection = True


def chunk_cut(handler: Handler, query: str) -> None:
    if query.startswith("ASK"):
        handler.send(b'{"head":{},"boolean":true}')
        return
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b'ffff\r\n{"head":{"vars":["n"')
    handler.close_connection = True


def no_rows(query: str, told: dict[str, Any]) -> None:
    if rows_asked(query):
        told["results"]["bindings"] = []


def repeats(query: str, told: dict[str, Any]) -> None:
    if rows_asked(query):
        told["results"]["bindings"] *= 3


def other_columns(query: str, told: dict[str, Any]) -> None:
    if rows_asked(query):
        told["head"]["vars"] = ["x", "y", "z"]
        told["results"]["bindings"] = []


def blank(query: str, told: dict[str, Any]) -> None:
    for row in told.get("results", {}).get("bindings", ()) if rows_asked(query) else ():
        row["o"] = {"type": "bnode", "value": "b0"}


def unbound(query: str, told: dict[str, Any]) -> None:
    for row in told.get("results", {}).get("bindings", ()) if rows_asked(query) else ():
        row.pop("o", None)


def no_number(query: str, told: dict[str, Any]) -> None:
    if "COUNT" in query:
        told["results"]["bindings"][0]["n"]["value"] = "-many"


@pytest.mark.parametrize("change", [no_rows, repeats, other_columns, blank, unbound, no_number], ids=lambda one: one.__name__)  # fmt: skip
def test_a_false_answer_is_the_data_at_fault(change: Callable[..., None], tiny: ox.Store) -> None:
    with fake(honest(tiny, change)) as (url, _), pytest.raises(cg.DataError) as caught:
        load(url)
    assert caught.value.problems[0].code == "unreadable"
    assert url in caught.value.problems[0].text("zh")


@pytest.mark.parametrize("reply", [cut, chunk_cut], ids=lambda one: one.__name__)
def test_a_cut_answer_is_the_data_at_fault(reply: Reply) -> None:
    with fake(reply) as (url, _), pytest.raises(cg.DataError, match="breaks off"):
        load(url)


def test_a_store_of_something_else_is_the_data_at_fault() -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c")))
    with fake(honest(store)) as (url, _), pytest.raises(cg.DataError, match="no data of this ontology"):
        load(url)


REFUSALS: dict[str, tuple[Reply, str]] = {
    "html": (lambda h, _: h.send(b"<html>hello</html>", "text/html"), "text/html"),
    "turtle": (lambda h, _: h.send(b"", "text/turtle"), "text/turtle"),
    "missing": (lambda h, _: h.send(b"<html>", "text/html", 404), "HTTP 404"),
    "password": (lambda h, _: h.send(b"", "text/plain", 401), "password"),
    "broken": (lambda h, _: h.send("出错\x1b[31m".encode(), "text/plain; charset=utf-8", 500), "出错"),
    "redirect": (lambda h, _: h.send(b"", "text/plain", 302, Location="http://127.0.0.1:9/x"), "http://127.0.0.1:9/x"),
    "redirect-kept": (lambda h, _: h.send(b"", "text/plain", 307, Location="/other"), "/other"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_is_the_call_at_fault_and_nothing_else_is_asked(name: str) -> None:
    reply, words = REFUSALS[name]
    with fake(reply) as (url, seen), pytest.raises(cg.UsageError) as caught:
        load(url)
    assert words in caught.value.en
    assert "\x1b" not in caught.value.en + caught.value.zh
    assert len(seen) == 1


def silent(handler: Handler, _: str) -> None:
    time.sleep(3)


def dripping(handler: Handler, _: str) -> None:
    handler.send(b"{", length=1000)
    try:
        for _ in range(60):
            time.sleep(0.05)
            handler.wfile.write(b" ")
            handler.wfile.flush()
    except OSError:  # the reader has had enough
        return


def endless(handler: Handler, _: str) -> None:
    try:
        handler.send(b'{"head":{"vars":["n"]}' + b" " * 3_000_000, length=10_000_000)
    except OSError:
        return


@pytest.mark.parametrize(
    ("reply", "limit", "value", "words"),
    [
        (silent, "SILENCE_SECONDS", 0.3, "does not answer"),
        (dripping, "ANSWER_SECONDS", 0.5, "too long"),
        (endless, "MOST_BYTES", 1_000_000, "too large"),
    ],
    ids=["silent", "dripping", "endless"],
)
def test_patience_has_an_end(
    reply: Reply, limit: str, value: float, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, limit, value)
    with fake(reply) as (url, _), pytest.raises(cg.UsageError, match=words):
        load(url)


def test_too_much_is_not_even_begun(tiny: ox.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "MOST_STATEMENTS", 10)
    with fake(honest(tiny)) as (url, _), pytest.raises(cg.UsageError, match="export an RDF file"):
        load(url)


def test_a_password_is_sent_and_never_said(tiny: ox.Store) -> None:
    with fake(honest(tiny)) as (url, seen):
        load(url.replace("http://", "http://wang:g%40heim@"))
        assert {handler.headers["Authorization"] for handler in seen} == {"Basic " + base64.b64encode(b"wang:g@heim").decode()}  # fmt: skip
    with fake(lambda h, _: h.send(b"", "text/plain", 403)) as (url, _), pytest.raises(cg.UsageError) as caught:
        load(url.replace("http://", "http://wang:g%40heim@"))
    assert "heim" not in caught.value.en + caught.value.zh


@pytest.mark.parametrize("address", ["http://", "http://a b/", "http://h:port/", "http://h:1/\x00", "http:///query", "ftp://x/y", "sparql://x"])  # fmt: skip
def test_an_address_that_is_none_is_the_call_at_fault(address: str) -> None:
    with pytest.raises(cg.UsageError):
        load(address)


def test_nobody_listens() -> None:
    with pytest.raises(cg.UsageError, match="does not answer"):
        load("http://127.0.0.1:1/query")
