"""Both servers behind the one gate: who is let in, what an attacker hears, and what many endless queries do."""

from __future__ import annotations

import http.client
import importlib
import json
import os
import signal
import socket
import subprocess
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from chaingraph.graph import load
from chaingraph.views import gate
from chaingraph.views.endpoint import SOLUTIONS, best
from tests.cli.servers import running
from tests.cli.test_commands import TINY
from tests.graph.test_sparql import ENDLESS, HUNGRY, LARGE, attacks, listening

FORM = "application/x-www-form-urlencoded"
PATIENCE = 120  # seconds: the machine may be busy
Server = tuple[str, int, subprocess.Popen[str], str]  # command, port, process, path of queries


@pytest.fixture(scope="module", params=["serve", "endpoint"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(
        request.param, TINY, "--timeout", "60", "--rows", "1000", scratch=tmp_path_factory.mktemp("scratch")
    ) as (url, process):
        path = "/query" if request.param == "endpoint" else "/sparql"
        yield request.param, urllib.parse.urlsplit(url).port or 0, process, path


def ask(
    port: int, path: str, query: str | None = None, method: str = "GET", body: str | None = None, **headers: str
) -> tuple[int, str, dict[str, str]]:
    """One request; names of headers have _ for -."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    if query is not None and method == "GET":
        path += "?" + urllib.parse.urlencode({"query": query})
    if query is not None and method == "POST":
        body = urllib.parse.urlencode({"query": query})
        told.setdefault("Content-Type", FORM)
    talk = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        talk.request(method, path, body.encode() if body is not None else None, told)
        answer = talk.getresponse()
        return answer.status, answer.read().decode(), {name.lower(): value for name, value in answer.getheaders()}
    finally:
        talk.close()


def test_an_attack_is_refused_and_its_listener_hears_nothing(server: Server) -> None:
    command, port, _, path = server
    with listening() as (place, heard):
        texts = attacks(place)
        for name, text in texts.items():
            status, told, _ = ask(port, path, text)
            assert (status, "CONCAT(" in told) == (400, True), name
        graphs = [
            ("query", "SELECT * { ?s ?p ?o }"),
            ("default-graph-uri", f"http://{place}/x"),
            ("named-graph-uri", f"http://{place}/x"),
        ]
        ask(port, path + "?" + urllib.parse.urlencode(graphs))
        ask(port, path, f"SELECT * FROM <http://{place}/x> FROM NAMED <http://{place}/y> {{ ?s ?p ?o }}")
        if command == "endpoint":
            assert ask(port, path, texts["lateral"], "POST")[0] == 400
            assert (
                ask(port, path, method="POST", body=texts["silent"], Content_Type="application/sparql-query")[0] == 400
            )
            for text in (f"LOAD <http://{place}/x>", f"LOAD SILENT <http://{place}/x> INTO GRAPH <urn:g>"):
                assert ask(port, path, text)[0] == 400
                assert ask(port, path, method="POST", body=text, Content_Type="application/sparql-update")[0] == 403
                assert (
                    ask(port, path, method="POST", body=urllib.parse.urlencode({"update": text}), Content_Type=FORM)[0]
                    == 403
                )
    assert heard == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:{port}"}, 200),
        ({"Host": "LOCALHOST."}, 200),
        ({"Host": "[::1]:{port}"}, 200),
        ({"Host": "evil.example"}, 400),
        ({"Host": "evil.example:{port}"}, 400),
        ({"Host": "127.0.0.1.evil.example"}, 400),
        ({"Host": "192.168.1.5:{port}"}, 400),
        ({"Host": "evil@127.0.0.1"}, 400),
        ({"Host": "127.0.0.1/x"}, 400),
        ({"Host": ""}, 400),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "http://localhost:{port}"}, 403),
        ({"Origin": "http://127.0.0.1:{port}"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Referer": "https://evil.example/page"}, 403),
        ({"Referer": "http://127.0.0.1:{port}/sparql"}, 200),
    ],
)
def test_only_its_own_pages_and_programs_of_this_computer_ask(
    headers: dict[str, str], status: int, server: Server
) -> None:
    _, port, _, path = server
    told = {name.replace("-", "_"): value.format(port=port) for name, value in headers.items()}
    assert ask(port, path, "ASK { ?s ?p ?o }", **told)[0] == status


def test_pages_may_be_visited_from_elsewhere_and_not_be_used(server: Server) -> None:
    command, port, _, _ = server
    if command == "endpoint":
        pytest.skip("it has no pages")
    visit = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert ask(port, "/index.html", **visit)[0] == 200
    assert ask(port, "/whatif?add=x", **visit)[0] == 403
    assert ask(port, "/whatif/?add=x", **visit)[0] == 403
    for dest in ("script", "image", "iframe", "empty"):
        assert ask(port, "/index.html", **{**visit, "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": dest})[0] == 403


def test_every_answer_is_marked(server: Server) -> None:
    _, port, _, path = server
    told = [
        ask(port, path, "ASK {}"),
        ask(port, path, "SELECT"),
        ask(port, "/none"),
        ask(port, "/", Host="evil.example"),
        ask(port, path, method="OPTIONS"),
    ]
    assert [one[0] for one in told] == [200, 400, 404, 400, 405]
    for _, _, headers in told:
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert not [name for name in headers if name.startswith("access-control") or name == "server"]
    assert told[0][2]["cache-control"] == "no-store"


def test_what_is_too_long_is_refused(server: Server) -> None:
    command, port, _, path = server
    assert ask(port, path, "ASK {} #" + "x" * gate.MOST_URL)[0] == 414
    if command == "endpoint":
        assert ask(port, path, "ASK {} #" + "x" * 60_000, "POST")[0] == 200
        assert (
            ask(
                port,
                path,
                method="POST",
                body="x",
                Content_Type="application/sparql-query",
                Content_Length=str(gate.MOST_BODY + 1),
            )[0]
            == 413
        )
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as talk:
            talk.sendall(
                b"POST /query HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
            part = b"x" * 100_000
            for _ in range(gate.MOST_BODY // len(part) + 1):
                talk.sendall(f"{len(part):x}\r\n".encode() + part + b"\r\n")
            assert talk.recv(100).startswith(b"HTTP/1.1 413")


def test_half_open_connections_are_closed(server: Server) -> None:
    _, port, _, path = server
    begun = time.monotonic()
    half = [socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) for _ in range(gate.MOST_CONNECTIONS + 20)]
    half[-1].sendall(b"GET / HTTP/1.1\r\nHost: 127")
    assert ask(port, path, "ASK {}")[0] == 200  # more than are kept: the idlest gave way
    for one in half:
        with suppress(ConnectionResetError):
            assert one.recv(1) == b""
    assert time.monotonic() - begun > gate.HEADER_SECONDS - 1
    for one in half:
        one.close()


def children(process: subprocess.Popen[str]) -> list[int]:
    return (
        [int(one) for one in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
        if Path("/proc/self/task").exists()
        else []
    )


def grown(process: subprocess.Popen[str]) -> int:
    """Bytes that the server itself has in memory, 0 where that is not known."""
    try:
        return int(Path(f"/proc/{process.pid}/statm").read_text().split()[1]) * 4096
    except OSError:
        return 0


def send(port: int, path: str, query: str) -> socket.socket:
    talk = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    talk.sendall(
        f"GET {path}?{urllib.parse.urlencode({'query': query})} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n".encode()
    )
    return talk


def test_thirty_endless_queries_do_not_stop_it(server: Server) -> None:
    """Two are computed, some wait, the rest is refused at once; abandoned, they are ended and others answered."""
    command, port, process, path = server
    before = grown(process)
    endless = [send(port, path, ENDLESS) for _ in range(30)]
    refused = ask(port, path, "ASK {}")
    assert (refused[0], int(refused[2]["retry-after"]) > 0) == (503, True)
    assert ask(port, "/index.html")[0] == (200 if command == "serve" else 404)
    if command == "serve":
        assert ask(port, "/whatif")[0] == 200
    for one in endless:
        one.close()
    until = time.monotonic() + PATIENCE
    status = 503
    while status == 503 and time.monotonic() < until:
        status = ask(port, path, "ASK { ?s ?p ?o }")[0]
    assert status == 200
    assert grown(process) - before < 200_000_000


def test_what_is_too_large_is_cut_and_that_is_said(server: Server) -> None:
    command, port, process, path = server
    before = grown(process)
    status, told, _ = ask(port, path, LARGE)
    if command == "serve":
        assert (status, "the first 1000 rows; there are more" in told) == (200, True)
    else:
        assert (status, "rows" in told) == (400, True)
    assert grown(process) - before < 200_000_000


@pytest.mark.parametrize(
    ("accept", "kind", "begins"),
    [
        (None, "application/sparql-results+json", '{"head"'),
        ("*/*", "application/sparql-results+json", '{"head"'),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml", "<?xml"),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("text/csv, application/json;q=0.5", "text/csv", "n\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values", "?n\n"),
        ("TEXT/*", "text/xml", "<?xml"),
        ("image/png", None, ""),
        ("application/json;q=0", None, ""),
    ],
)
def test_the_form_is_negotiated(accept: str | None, kind: str | None, begins: str, server: Server) -> None:
    command, port, _, path = server
    if command == "serve":
        pytest.skip("it has pages")
    status, told, headers = ask(port, path, "SELECT (1 AS ?n) {}", **({"Accept": accept} if accept else {}))
    if kind is None:
        assert status == 406
    else:
        assert (status, headers["content-type"].partition(";")[0], told[: len(begins)]) == (200, kind, begins)


@pytest.mark.parametrize("kind", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"])
def test_triples_have_their_forms(kind: str, server: Server) -> None:
    command, port, _, path = server
    if command == "serve":
        pytest.skip("it has pages")
    status, told, headers = ask(port, path, "CONSTRUCT WHERE { ?c a cg:IndustryChain }", Accept=kind)
    assert (status, headers["content-type"].partition(";")[0], "IndustryChain" in told) == (200, kind, True)


def test_a_wrong_request_is_told_so(server: Server) -> None:
    command, port, _, path = server
    if command == "serve":
        pytest.skip("it has pages")
    sparql = "application/sparql-query"
    assert ask(port, path)[0] == 400
    assert ask(port, path + "?query=ASK{}&query=ASK{}")[0] == 400
    assert ask(port, path, method="POST", body="ASK {}", Content_Type="text/plain")[0] == 415
    assert ask(port, path, method="POST", body="query=%FF", Content_Type=FORM)[0] == 400
    assert ask(port, path, method="PUT", body="x")[0] == 405
    assert ask(port, path, method="HEAD")[0] == 405
    status, told, _ = ask(
        port, path + "?default-graph-uri=urn%3Anone", method="POST", body="ASK { ?s ?p ?o }", Content_Type=sparql
    )
    assert (status, json.loads(told)["boolean"]) == (200, False)
    assert ask(port, path + "?query=ASK{}&default-graph-uri=no%20iri")[0] == 400


def test_the_best_of_the_welcome_forms() -> None:
    assert best(SOLUTIONS, "") == "application/sparql-results+json"
    assert best(SOLUTIONS, "*/*;q=0.1, text/csv;q=0.2") == "text/csv"
    assert best(SOLUTIONS, "text/csv;q=zero, text/*;q=0") is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "term"])
@pytest.mark.parametrize("command", ["serve", "endpoint"])
def test_it_stops_under_endless_queries_and_leaves_nothing_behind(
    command: str, number: signal.Signals, tmp_path: Path
) -> None:
    path = "/query" if command == "endpoint" else "/sparql"
    with running(command, TINY, "--memory", "0.06", "--timeout", "600", scratch=tmp_path) as (url, process):
        port = urllib.parse.urlsplit(url).port or 0
        status, told, _ = ask(port, path, HUNGRY)
        assert (status, "0.06 GB" in told) == (400, True)
        open_ones = [send(port, path, ENDLESS) for _ in range(6)]
        for one in open_ones[:3]:
            one.close()
        ask(port, "/none")
        workers = children(process)
        process.send_signal(number)
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (0, "")
    assert err.strip() == "Stopped."
    assert list(tmp_path.iterdir()) == []
    for worker in workers:
        assert not Path(f"/proc/{worker}").exists()
    for one in open_ones[3:]:
        one.close()


@pytest.mark.parametrize("command", ["serve", "endpoint"])
@pytest.mark.parametrize("moment", ["while reading", "swallowed"])
def test_a_signal_before_it_serves_ends_it_as_well(
    command: str, moment: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this process: the signal comes while the data are read, and a library may make another error of it, or none."""
    module = importlib.import_module(f"chaingraph.cli.{command}")

    def interrupted(data: str | None, step: object) -> object:
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)
        except KeyboardInterrupt:
            if moment == "while reading":
                raise RuntimeError("a library was interrupted") from None
        return load(data)

    monkeypatch.setattr(module, "load", interrupted)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        module.command(str(TINY), port=0, lang="en")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert capsys.readouterr().err.strip() == "Stopped."


def test_a_served_address_is_known_by_its_own_names() -> None:
    def app(*_: object) -> None:
        raise AssertionError

    for host, name, known in (
        ("127.0.0.1", "10.0.0.5", False), ("10.0.0.5", "10.0.0.5", True), ("10.0.0.5", "evil.example", False), ("0.0.0.0", "10.0.0.5", True),
        ("0.0.0.0", socket.gethostname().lower(), True), ("0.0.0.0", "evil.example", False), ("::", "fe80::1", True), ("[::1]", "::1", True),
    ):  # fmt: skip
        assert gate.Gate(app, host, asking=None, policy="")._known(name) is known, (host, name)  # type: ignore[arg-type]
