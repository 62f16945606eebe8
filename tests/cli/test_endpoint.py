"""The endpoint on the built store, and the endpoint as data: real processes on loopback."""

from __future__ import annotations

import csv
import io
import json
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

import chaingraph as cg
from chaingraph.graph import ask, load, open_store
from tests.cli.servers import running
from tests.cli.test_commands import TINY, run

PLANNER = sorted((Path(__file__).parents[2] / "ontology" / "planner").glob("*.rq"))
FORM = "application/x-www-form-urlencoded"


def endpoint(
    *words: str | Path, scratch: Path, lang: str = "en"
) -> AbstractContextManager[tuple[str, subprocess.Popen[str]]]:
    return running("endpoint", *words, scratch=scratch, lang=lang)


def post(url: str, body: str, kind: str = "application/sparql-query", accept: str = "application/sparql-results+json") -> tuple[int, str]:  # fmt: skip
    request = urllib.request.Request(url, body.encode(), {"Content-Type": kind, "Accept": accept})
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=600) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.fixture(scope="module")
def jilin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with endpoint("--timeout", "600", scratch=tmp_path_factory.mktemp("scratch")) as (url, _):
        yield url


@pytest.fixture(scope="module")
def store() -> object:
    return open_store(load(None))


def test_select_ask_and_construct_are_answered_and_nothing_is_changed(jilin: str) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    before = post(jilin, count)
    assert before[0] == 200
    ontology = "PREFIX cg: <https://w3id.org/chaingraph/ontology#> "
    code, told = post(jilin, ontology + "ASK { ?c a cg:IndustryChain }")
    assert (code, json.loads(told)["boolean"]) == (200, True)
    code, told = post(jilin, ontology + "CONSTRUCT { ?c a cg:IndustryChain } WHERE { ?c a cg:IndustryChain }", accept="application/n-triples")  # fmt: skip
    assert (code, told.count("IndustryChain")) == (200, 9)
    for url, body, kind in (
        (jilin.replace("/query", "/update"), "INSERT DATA { <urn:a> <urn:b> 1 }", "application/sparql-update"),
        (jilin.replace("/query", "/update"), "update=" + urllib.parse.quote("CLEAR ALL"), FORM),
        (jilin.replace("/query", "/store?default"), "<urn:a> <urn:b> 1 .", "text/turtle"),
        (jilin, "DROP ALL", "application/sparql-query"),
    ):
        assert post(url, body, kind)[0] in (400, 403, 405), body
    assert post(jilin, count) == before


def told_apart(row: list[str]) -> list[list[str]]:
    """Cells as sorted items: SPARQL leaves open in which order GROUP_CONCAT joins."""
    return [sorted(cell.split("、")) for cell in row]


@pytest.mark.parametrize("path", PLANNER, ids=lambda path: path.stem)
def test_the_planners_questions_have_the_answers_of_query(path: Path, jilin: str, store: object) -> None:
    text = path.read_text("utf-8")
    expected = ask(store, text)  # type: ignore[arg-type]
    code, told = post(jilin, "query=" + urllib.parse.quote(text), FORM, "text/csv")
    head, *rows = csv.reader(io.StringIO(told))
    assert (code, head) == (200, expected.columns)
    assert sorted(map(told_apart, rows)) == sorted(map(told_apart, expected.rows))
    assert rows


def test_there_are_planner_questions() -> None:
    assert len(PLANNER) >= 10


def test_the_ontology_and_each_source_stand_in_graphs_of_their_own(jilin: str) -> None:
    code, told = post(jilin, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", accept="text/csv")
    graphs = set(told.split())
    assert code == 200
    assert "https://w3id.org/chaingraph/ontology" in graphs
    assert len([graph for graph in graphs if "/id/source/" in graph]) > 100


def test_an_endpoint_is_data_with_the_same_findings(jilin: str) -> None:
    assert run("gaps", jilin, "--format", "json").stdout == run("gaps", "--format", "json").stdout


def test_an_endpoint_is_data_for_other_commands(tmp_path: Path) -> None:
    with endpoint(TINY, scratch=tmp_path) as (url, _):
        assert run("diff", TINY, url, lang="en").stdout == "The two datasets are the same.\n"
        assert cg.load("sparql+" + url).count("enterprises") == cg.load(TINY).count("enterprises") > 0
        assert run("query", url, "ASK { ?c a cg:IndustryChain }").stdout == "true\n"
        assert run("validate", url, "--format", "json").returncode == 0
        wrong = run("validate", url.replace("/query", ""), lang="en")
        assert (wrong.returncode, "404" in wrong.stderr) == (2, True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "term"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_stops_and_leaves_nothing_behind(number: signal.Signals, lang: str, tmp_path: Path) -> None:
    with endpoint(TINY, scratch=tmp_path, lang=lang) as (url, process):
        assert post(url, "ASK {}")[0] == 200
        assert list(tmp_path.iterdir())
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in err
    assert ("已停止" if lang == "zh" else "Stopped") in err
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OSError, match=r"refused|Connection"):
        socket.create_connection(("127.0.0.1", urllib.parse.urlsplit(url).port or 0), timeout=5)


def test_a_store_is_kept_used_again_and_renewed(tmp_path: Path) -> None:
    data, kept, scratch = tmp_path / "d", tmp_path / "store", tmp_path / "scratch"
    scratch.mkdir()
    assert run("export", TINY, "--to", "folder", "--out", data).returncode == 0
    chains = (
        "PREFIX cg: <https://w3id.org/chaingraph/ontology#> SELECT (COUNT(?c) AS ?n) WHERE { ?c a cg:IndustryChain }"
    )
    first = []
    for _ in range(2):
        with endpoint(data, "--store", kept, scratch=scratch) as (url, _):
            first.append(post(url, chains, accept="text/csv")[1].split()[1])
        first.append((kept / "oxigraph" / "IDENTITY").read_bytes())
    assert first[:2] == first[2:]
    with (data / "chains.csv").open("a", encoding="utf-8") as file:
        file.write("zz,新链" + "," * ((data / "chains.csv").read_text("utf-8").split("\n")[0].count(",") - 1) + "\n")
    (kept / "oxigraph" / "stray").write_text("of the old store", "utf-8")
    (kept / "notes.txt").write_text("mine", "utf-8")
    with endpoint(data, "--store", kept, scratch=scratch) as (url, _):
        assert int(post(url, chains, accept="text/csv")[1].split()[1]) == int(first[0]) + 1
    assert (kept / "oxigraph" / "IDENTITY").read_bytes() != first[1]
    assert not (kept / "oxigraph" / "stray").exists()
    assert (kept / "notes.txt").read_text("utf-8") == "mine"
    (data / "chains.csv").write_text("id,name_zh\n,\n,x\n", "utf-8")
    state = (kept / "store-state.txt").read_bytes()
    assert run("endpoint", data, "--port", "0", "--store", kept).returncode == 1
    assert (kept / "store-state.txt").read_bytes() == state


def test_the_output_of_build_is_data(tmp_path: Path) -> None:
    assert run("build", TINY, "--out", tmp_path / "site").returncode == 0
    assert run("gaps", tmp_path / "site", "--format", "json").stdout == run("gaps", TINY, "--format", "json").stdout
    (tmp_path / "scratch").mkdir()
    with endpoint(tmp_path / "site", scratch=tmp_path / "scratch") as (url, _):
        assert post(url, "ASK { ?s ?p ?o }")[0] == 200


def test_a_wrong_call_is_answered(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("endpoint", TINY, "--port", str(taken.getsockname()[1]))
        assert done.returncode == 2
        assert "--port" in done.stderr
    assert run("endpoint", TINY, "--host", "no.such.host.invalid").returncode == 2
    assert run("endpoint", tmp_path / "nothing").returncode == 2
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    done = run("endpoint", TINY, "--port", "0", "--store", tmp_path)
    assert done.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_missing_part_names_the_command_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    import chaingraph.views
    from chaingraph.cli.app import app

    monkeypatch.setitem(sys.modules, "chaingraph.views.gate", None)
    monkeypatch.delattr(chaingraph.views, "gate", raising=False)  # where an earlier test has loaded it
    for command in ("endpoint", "serve"):
        done = CliRunner().invoke(app, [command, str(TINY)])
        assert isinstance(done.exception, cg.UsageError)
        assert f'pip install "chaingraph[{command}]"' in str(done.exception)
