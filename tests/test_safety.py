"""Safety under load and fault: kills, two runs at once, full disks, unreadable and odd files, hostile input by reader."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from chaingraph import safe_write
from chaingraph.cli import faults
from chaingraph.errors import DataError, UsageError
from chaingraph.graph import load, read_any
from chaingraph.graph.store import ask, open_store
from chaingraph.problems import Problem
from chaingraph.questions.report.sets import read_sets
from chaingraph.tables import check, read_tables
from chaingraph.tables.intake import import_files, read_map
from chaingraph.tables.read import connect
from tests import fuzzing, killing
from tests.cli.test_commands import TINY, run, run_apart
from tests.fuzzing import _ods, _workbook

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="these tests fork")
ROOT = Path(__file__).resolve().parent.parent


def texts(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def errors(problems: list[Problem]) -> set[str]:
    return {one.code for one in problems if one.severity == "error"}


# --- kills


@pytest.mark.parametrize("exchanged", [True, False], ids=["exchange", "two renames"])
@pytest.mark.parametrize("name", ["whole_folder", "whole_file", "whole_update"])
def test_a_kill_leaves_the_old_result_or_the_new_one(name: str, exchanged: bool, tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    road = next(one for one in killing.moves(tmp_path) if one.name == name)
    killing.measure(road, temporary)
    tally = killing.kill(road, 25, "operation", 1, temporary, exchanged=exchanged)
    assert tally.broken == []
    assert tally.killed == 25
    assert tally.found["new"] + tally.found["old"] + tally.found["none, as before"] == 25
    assert tally.leftovers > 0


def test_the_kills_can_see_a_broken_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    road = next(one for one in killing.moves(tmp_path) if one.name == "whole_folder")
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    killing.measure(road, temporary)

    def careless(new: Path, target: Path) -> None:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(new, target)

    monkeypatch.setattr(safe_write, "_exchange", careless)
    assert killing.kill(road, 25, "operation", 1, temporary).broken


def test_a_whole_command_is_killed_as_well(tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    road = next(one for one in killing.roads(tmp_path) if one.name == "export --to folder")
    killing.measure(road, temporary)
    tally = killing.kill(road, 4, "operation", 1, temporary)
    assert tally.broken == []
    assert tally.killed == 4


def test_a_living_run_is_not_swept_and_a_dead_one_is(tmp_path: Path) -> None:
    out = tmp_path / "site"
    dead = tmp_path / f".site{safe_write._PART}dead0000"
    (dead / "new" / "site").mkdir(parents=True)
    (dead / safe_write._LOCK).touch()
    empty = tmp_path / f".site{safe_write._PART}empty000"
    empty.mkdir()
    mine = tmp_path / f".site{safe_write._PART}mine0000"
    mine.mkdir()
    (mine / "notes.txt").write_text("no lock in it: not of ours")
    with safe_write.whole_folder(out) as outer:
        (outer / "a").write_text("a")
        assert not dead.exists()
        assert not empty.exists()
        with safe_write.whole_folder(out) as inner:
            assert outer.exists()
            (inner / "b").write_text("b")
        assert {one.name for one in out.iterdir()} == {"b", "build.json"}
    assert {one.name for one in out.iterdir()} == {"a", "build.json"}, "the later one wins whole"
    assert {one.name for one in tmp_path.iterdir()} == {"site", mine.name}


def test_readers_put_back_what_a_kill_between_two_renames_left(tmp_path: Path) -> None:
    data = tmp_path / "data"
    away = tmp_path / f".data{safe_write._PART}dead0000"
    shutil.copytree(TINY, away / "old" / "data")
    (away / safe_write._LOCK).touch()
    assert run("validate", data).returncode == 0
    assert texts(data) == texts(TINY)
    assert not away.exists()


def test_a_name_as_long_as_the_disk_allows(tmp_path: Path) -> None:
    out = tmp_path / ("长" * 84)
    for text in ("a", "b"):
        with safe_write.whole_folder(out) as new:
            (new / "x").write_text(text)
    assert (out / "x").read_text() == "b"
    assert list(tmp_path.iterdir()) == [out]


def test_an_exported_folder_is_named_after_itself(tmp_path: Path) -> None:
    for _ in range(2):
        assert run("export", TINY, "--to", "folder", "--out", tmp_path / "mine").returncode == 0
        assert json.loads((tmp_path / "mine" / "datapackage.json").read_text("utf-8"))["name"] == "mine"


def test_an_exported_workbook_repeats_itself(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert run("export", TINY, "--to", "xlsx", "--out", tmp_path / name).returncode == 0
    times = {info.date_time for name in ("a.xlsx", "b.xlsx") for info in zipfile.ZipFile(tmp_path / name).infolist()}
    core = [zipfile.ZipFile(tmp_path / name).read("docProps/core.xml") for name in ("a.xlsx", "b.xlsx")]
    assert core[0] == core[1]
    assert b"2000-01-01" in core[0]
    assert len(times) == 1


# --- two runs at once


def start(*words: str | Path) -> subprocess.Popen[str]:
    env = {**os.environ, "LC_ALL": "zh_CN.UTF-8"}
    return subprocess.Popen(
        [sys.executable, "-m", "chaingraph", *map(str, words)],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def test_two_exports_into_one_folder_do_not_mix(tmp_path: Path) -> None:
    data = killing.two_versions(tmp_path)
    wanted = []
    for name, path in data.items():
        assert run("export", path, "--to", "folder", "--out", tmp_path / f"whole{name}" / "out").returncode == 0
        wanted.append(texts(tmp_path / f"whole{name}" / "out"))
    for _ in range(2):
        both = [start("export", path, "--to", "folder", "--out", tmp_path / "out") for path in data.values()]
        told = [one.communicate(timeout=120) for one in both]
        assert [one.returncode for one in both] == [0, 0], told
        assert texts(tmp_path / "out") in wanted
        assert killing.leftovers(tmp_path / "out") == []


def test_two_imports_at_once_lose_nothing(tmp_path: Path) -> None:
    into = tmp_path / "data"
    shutil.copytree(TINY, into)
    files = []
    for name in ("P", "Q"):
        files.append(tmp_path / f"{name}企业.csv")
        files[-1].write_text(f"id,name_zh,region\n{name}1,{name}新新有限公司,220100\n", "utf-8")
    both = [start("import", file, "--into", into, "--doubtful", "new") for file in files]
    told = [one.communicate(timeout=120) for one in both]
    assert {one.returncode for one in both} <= {0, 2}, told
    assert 0 in {one.returncode for one in both}
    text = (into / "enterprises.csv").read_text("utf-8-sig")
    for name, one, (_, said) in zip("PQ", both, told, strict=True):
        assert (f"{name}新新有限公司" in text) == (one.returncode == 0)
        assert one.returncode == 0 or "请重试" in said
    assert killing.leftovers(into) == []


# --- full disks


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 96 KB."""
    where = tmp_path / "disk"
    where.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", where], check=False, capture_output=True
    ).returncode:
        pytest.skip("no right to mount a small disk")
    yield where
    subprocess.run(["umount", where], check=True)


def fill(disk: Path, leave: int = 0) -> None:
    with (disk / "filler").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
    os.truncate(disk / "filler", (disk / "filler").stat().st_size - leave)


WRITERS = {
    "build": ("build", "{data}", "--out", "{disk}/site"),
    "export folder": ("export", "{data}", "--to", "folder", "--out", "{disk}/copy"),
    "export xlsx": ("export", "{data}", "--to", "xlsx", "--out", "{disk}/x.xlsx"),
    "export turtle": ("export", "{data}", "--to", "turtle", "--out", "{disk}/x.ttl"),
    "export jsonld": ("export", "{data}", "--to", "jsonld", "--out", "{disk}/x.jsonld"),
    "export graphml": ("export", "{data}", "--to", "graphml", "--out", "{disk}/x.graphml"),
    "report": ("report", "{data}", "--out", "{disk}/papers"),
    "template": ("template", "{disk}/t.xlsx"),
    "merge": ("merge", "{data}", "{data}", "--out", "{disk}/both"),
    "check": ("check", "{book}", "--out", "{disk}/c.xlsx"),
}  # fmt: skip


@pytest.mark.parametrize("leave", [0, 8192], ids=["full", "two pages left"])
@pytest.mark.parametrize("name", WRITERS)
def test_a_full_disk_is_said_and_leaves_nothing(name: str, leave: int, disk: Path, tmp_path: Path) -> None:
    if leave and name in ("export graphml", "template"):
        pytest.skip("may fit")
    book = tmp_path / "b.xlsx"
    book.write_bytes(_workbook())
    fill(disk, leave)
    before = sorted(one.name for one in disk.iterdir())
    words = [word.format(data=TINY, disk=disk, book=book) for word in WRITERS[name]]
    done = run_apart(*words)
    assert done.returncode == 2, done
    assert "磁盘已满" in done.stderr
    assert str(disk) in done.stderr
    assert "Exception ignored" not in done.stderr
    assert sorted(one.name for one in disk.iterdir()) == before


def test_an_import_into_a_full_disk_keeps_the_data(disk: Path, tmp_path: Path) -> None:
    shutil.copytree(TINY, disk / "data", ignore=shutil.ignore_patterns("*.nq"))
    before = texts(disk / "data")
    file = tmp_path / "企业.csv"
    file.write_text(
        "id,name_zh,region,note\n" + "".join(f"N{n},新{n}有限公司,220100,{'x' * 900}\n" for n in range(60)), "utf-8"
    )
    done = run_apart("import", file, "--into", disk / "data", "--doubtful", "new")
    assert done.returncode == 2, done
    assert "磁盘已满" in done.stderr
    assert texts(disk / "data") == before
    assert [one.name for one in disk.iterdir()] == ["data"]


@pytest.mark.parametrize(
    "words",
    [("export", "{data}", "--to", "turtle", "--out", "{out}"), ("query", "{data}", "ASK {{}}")],
    ids=lambda one: one[0],
)
def test_a_full_folder_of_temporary_files_is_said(
    words: tuple[str, ...], disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(
        disk, 4096
    )  # room for the trial by which Python takes a folder for one of temporary files; else it takes another
    monkeypatch.setenv("TMPDIR", str(disk))
    done = run_apart(*(word.format(data=TINY, out=tmp_path / "x.ttl") for word in words))
    assert done.returncode == 2, done
    assert "磁盘已满" in done.stderr or str(disk) in done.stderr
    assert sorted(one.name for one in disk.iterdir()) == ["filler"]


def test_a_full_output_is_said() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "chaingraph", "gaps", str(TINY), "--format", "json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 2
    assert "disk is full" in done.stderr or "磁盘已满" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_what_does_not_fit_into_memory_goes_to_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    con = connect()
    assert con.execute("select current_setting('temp_directory')").fetchone()[0].startswith(str(tmp_path / "tmp"))  # type: ignore[index]
    con.execute("set memory_limit='60MB'")
    con.execute("create table t as select range as a, md5(range::varchar) as b from range(2_000_000) order by b")
    con.close()
    assert [one.name for one in tmp_path.iterdir()] == ["tmp"]
    assert [list(one.iterdir()) for one in (tmp_path / "tmp").iterdir()] == [[]]  # the folder of this process, emptied


def test_too_little_memory_is_said() -> None:
    con = connect()
    con.execute("set memory_limit='20MB'")
    con.execute("set max_temp_directory_size='0MB'")
    with pytest.raises(duckdb.OutOfMemoryException) as caught:
        con.execute("create table t as select range as a, md5(range::varchar) as b from range(10_000_000) order by b")
    told = faults.as_usage_error(caught.value)
    assert told is not None
    assert "内存" in told.text("zh")
    assert faults.as_usage_error(ValueError("x")) is None
    assert faults.as_usage_error(OSError(122, "Disk quota exceeded")).text("zh").startswith("磁盘已满")  # type: ignore[union-attr]


# --- unreadable and odd files


_BOUND = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]


def as_nobody(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """The program without the right of root to read everything."""
    bound = _BOUND if os.getuid() == 0 else []
    env = {**os.environ, "LC_ALL": "zh_CN.UTF-8", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*bound, sys.executable, "-m", "chaingraph", *map(str, words)],
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def can_be_nobody() -> bool:
    return os.getuid() != 0 or (shutil.which("setpriv") is not None and as_nobody("--version").returncode == 0)


@pytest.mark.parametrize("name", ["chains.csv", "x.xlsx", "x.nq", "map.toml", "out"])
def test_a_file_that_may_not_be_read_is_named(name: str, tmp_path: Path) -> None:
    if not can_be_nobody():
        pytest.skip("the interpreter is out of reach of another user")
    folder = tmp_path / "d"
    shutil.copytree(TINY, folder)
    try:
        path = folder / name
        if name == "out":
            folder.chmod(0o555)
            done = as_nobody("export", folder, "--to", "folder", "--out", folder / "out")
            assert done.returncode == 2, done
            assert "无法写入" in done.stderr
            return
        if name != "chains.csv":
            path.write_bytes(b"x")
        path.chmod(0)
        words = {
            "map.toml": ("import", folder / "makes.csv", "--into", tmp_path / "new", "--map", path),
            "chains.csv": ("validate", folder),
        }.get(name, ("validate", path))
        done = as_nobody(*words)
        assert done.returncode in (1, 2), done
        assert name in "".join(
            letter for letter in done.stdout + done.stderr if letter not in "│ \n"
        )  # a long path is folded
        assert "Traceback" not in done.stderr
        assert "意外" not in done.stderr
        assert not (tmp_path / "new").exists()
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize("kind", ["fifo", "dangling", "socket", "folder"])
@pytest.mark.parametrize("name", ["chains.csv", "makes.parquet", "supplies.csv"])
def test_what_is_no_file_is_named_and_not_waited_for(kind: str, name: str, tmp_path: Path) -> None:
    folder = tmp_path / "d"
    shutil.copytree(TINY, folder)
    path = folder / name
    (folder / f"{path.stem}.csv").unlink()
    make_odd(kind, path)
    found = [one for one in check(read_tables(folder)) if one.table == path.stem and one.severity == "error"]
    if kind == "folder":
        assert {one.code for one in found} <= {"table-missing", "unreadable"}
    else:
        assert [one.code for one in found] == ["unreadable"]


def make_odd(kind: str, path: Path) -> None:
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "dangling":
        path.symlink_to(path.parent / "nowhere")
    elif kind == "socket":
        here = Path.cwd()
        os.chdir(path.parent)  # the name of a socket is short
        try:
            with socket.socket(socket.AF_UNIX) as one:
                one.bind(path.name)
        finally:
            os.chdir(here)
    else:
        path.mkdir()


@pytest.mark.parametrize("name", ["x.xlsx", "x.xls", "x.ods", "x.nq", "x.ttl", "x.rdf", "x.csv"])
def test_a_pipe_is_no_dataset(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    with pytest.raises(UsageError):
        read_any(tmp_path / name)
    with pytest.raises(UsageError):
        import_files(tmp_path, [tmp_path / name])
    for reader in (read_map, read_sets):
        with pytest.raises(UsageError):
            reader(tmp_path / name)


def test_a_file_that_vanishes_while_it_is_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(TINY, tmp_path / "d")
    from chaingraph.tables import raw

    look = raw.look_csv

    def gone(path: Path) -> tuple[str | None, bool, bool]:
        told = look(path)
        if path.name == "makes.csv":
            path.unlink()
        return told

    monkeypatch.setattr(raw, "look_csv", gone)
    assert ("makes", "unreadable") in {(one.table, one.code) for one in check(read_tables(tmp_path / "d"))}


# --- hostile input by reader


def test_a_table_that_fails_half_way_is_no_table(tmp_path: Path) -> None:
    """Found by the fuzzer: a spoilt Parquet left its name among the tables, and every check of it failed."""
    shutil.copytree(TINY, tmp_path / "d")
    (tmp_path / "d" / "enterprises.csv").unlink()
    path = tmp_path / "d" / "enterprises.parquet"
    duckdb.connect().execute(
        f"copy (select * from read_csv('{TINY}/enterprises.csv', header=true)) to '{path}' (format parquet, compression uncompressed)"
    )
    data = path.read_bytes()
    path.write_bytes(b"PAR1" + b"\xff" * 300 + data[304:])
    assert ("enterprises", "unreadable") in {(one.table, one.code) for one in check(read_tables(tmp_path / "d"))}


def test_an_old_workbook_whose_sectors_run_in_a_circle_is_refused(tmp_path: Path) -> None:
    """Found by the fuzzer: the reader of workbooks followed them until no memory was left."""
    path = tmp_path / "x.xls"
    path.write_bytes(fuzzing.seed("xls in a circle"))
    assert errors(check(read_tables(path))) == {"refused"}
    (tmp_path / "new").mkdir()
    assert {one.problem.code for one in import_files(tmp_path / "new", [path]).problems} == {"refused"}


HOSTILE_RDF = {
    "laughs.rdf": '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)) + ']><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:c="http://c/"><rdf:Description><c:x>&j;</c:x></rdf:Description></rdf:RDF>',
    "external.rdf": '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:c="http://c/"><rdf:Description><c:x>&a;</c:x></rdf:Description></rdf:RDF>',
    "deep.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:c="http://c/">' + "<rdf:Description><c:x>" * 20_000,
    "remote.jsonld": '{"@context": "http://127.0.0.1:9/context.jsonld", "name": "x"}',
    "deep.jsonld": '{"http://c/x":' * 50_000,
    "list.jsonld": "[" * 100_000 + "]" * 100_000,
    "deep.ttl": "<http://a> <http://b> " + "[ <http://b> " * 50_000,
    "list.ttl": "<http://a> <http://b> " + "(" * 50_000 + ")" * 50_000 + " .",
    "circle.ttl": "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . _:a rdf:first 1 ; rdf:rest _:a .",
    "long.nt": '<http://a> <http://b> "' + "x" * 10_000_000 + '" .',
    "nul.nt": '<http://a> <http://b> "\\u0000" .',
    "trick.nq": "<../../../etc/passwd> <http://b> <file:///etc/passwd> .",
    "utf16.ttl": "\ufeff<http://a> <http://b> 'x' .",
}  # fmt: skip


def test_entities_that_stand_for_a_prefix_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.rdf"
    path.write_bytes(
        fuzzing.seed("rdf").replace(
            b"<rdf:RDF", b'<!DOCTYPE rdf:RDF [<!ENTITY xsd "http://www.w3.org/2001/XMLSchema#">]><rdf:RDF', 1
        )
    )
    assert load(path).count("chains") == load(TINY).count("chains")


@pytest.mark.parametrize("name", HOSTILE_RDF)
def test_hostile_rdf_is_refused_or_harmless(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*words: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    path = tmp_path / name
    path.write_text(HOSTILE_RDF[name], "utf-8")
    done = run_apart("validate", path)  # in a process of its own: a stack that overflows ends it
    assert done.returncode == 1, done
    assert "root:" not in done.stdout + done.stderr
    assert len(done.stdout) < 100_000
    with pytest.raises(DataError):
        load(path)


def test_a_link_to_another_server_in_a_query_is_refused() -> None:
    store = open_store(load(TINY))
    for text in (
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "LOAD <file:///etc/passwd>",
        "DROP ALL",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o } LIMIT 1 #",
    ):
        with suppress(UsageError):
            assert ask(store, text).rows == []


@pytest.mark.parametrize(
    "part", ["!", "(", "-", "1+", "1=1||", "{", "{?a ?b ?c} UNION ", "FILTER NOT EXISTS {", "[?p "]
)
def test_a_query_nested_without_end_does_not_end_the_process(part: str) -> None:
    """Found here: the parser's stack overflowed at 10,000 brackets, and with it the process (or the server)."""
    code = (
        "import sys, pyoxigraph as ox\nfrom chaingraph.errors import UsageError\nfrom chaingraph.graph.store import ask, _LONGEST\npart = sys.argv[1]\n"
        "for text in ('SELECT * { ?a ?b ?c FILTER(', 'SELECT * { ', 'SELECT * { ?a ?b '):\n"
        "    for size in (_LONGEST, 4 * _LONGEST):\n        count = (size - len(text)) // len(part)\n        try:\n            ask(ox.Store(), text + part * count)\n"
        "        except UsageError as error:\n            assert error.zh\nprint('alive')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, part],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "alive\n", (done.returncode, done.stderr[-500:])


NASTY = (
    "..",
    "../../x",
    "a/b",
    "CON",
    "con.txt",
    "x" * 3_000,
    "> } DROP ALL #",
    "' or 1=1 --",
    "</script><script>alert(1)</script>",
    "%2e%2e%2f",
    "=1+1",
    "\u202ex",
    "a\\b",
    "{{7*7}}",
    "甲",
)


def test_nasty_ids_and_names_are_harmless_everywhere(tmp_path: Path) -> None:
    data = tmp_path / "d"
    data.mkdir()

    def table(name: str, *rows: tuple[str, ...]) -> None:
        with (data / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)

    table("regions", ("code", "name_zh", "parent"), ("220000", "吉林省", ""))
    table("chains", ("id", "name_zh"), *((one, one) for one in NASTY))
    table("products", ("id", "name_zh", "chain", "final"), *((one, one, one, "yes") for one in NASTY))
    table("inputs", ("product", "input"), *pairwise(NASTY))
    table("enterprises", ("id", "name_zh", "region", "status"), *((one, one, "220000", "active") for one in NASTY))
    table("makes", ("enterprise", "product"), *((one, one) for one in NASTY))
    out = tmp_path / "deep" / "er" / "site"
    done = run("build", data, "--out", out)
    assert done.returncode == 0, done
    for path in out.rglob("*"):
        assert path.resolve().is_relative_to(out.resolve())
        assert len(path.name.encode()) < 120
        assert not {"con", "nul", "aux", "prn"} & {path.name.lower().split(".")[0]}
    assert {one.name for one in tmp_path.iterdir()} == {"d", "deep"}
    for path in out.rglob("*.html"):
        assert "<script>alert(1)" not in path.read_text("utf-8")
    store = open_store(load(data))
    assert len(ask(store, "SELECT ?c { ?c a cg:IndustryChain }").rows) == len(NASTY)
    book = zipfile.ZipFile(out / "findings.xlsx")
    assert not any(b"<f>" in book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/"))


def test_parents_and_inputs_in_a_circle_end(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "d")
    path = tmp_path / "d" / "regions.csv"
    lines = ["code,name_zh,parent", *(f"22{n:04d},地{n},22{(n + 1) % 2000:04d}" for n in range(2000))]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    assert "region-cycle" in errors(check(read_tables(tmp_path / "d")))


CSVS = {
    "utf-16": ("id,name_zh\nc1,链\n".encode("utf-16"), True),
    "bom twice": (b"\xef\xbb\xbf\xef\xbb\xbfid,name_zh\nc1,\xe9\x93\xbe\n", False),
    "return only": (b"id,name_zh\rc1,\xe9\x93\xbe\r", False),
    "mixed": ("id,name_zh\nc1,链\n".encode() + "c2,条\n".encode("gb18030") + b"c3,\xff\xff\n", True),
    "nul": (b"id,name_zh\nc1,\x00\n", True),
    "wide": (b"id,name_zh" + b",x" * 20_000 + b"\nc1,a\n", True),
    "long": (b"id,name_zh,note\nc1,a," + b"x" * 10_000_000 + b"\n", True),
    "long quoted": (b'id,name_zh,note\nc1,a,"' + b"x" * 10_000_000 + b'"\n', True),
    "open quote": (b'id,name_zh\nc1,"a\n' + b"c2,b\n" * 1000, True),
    "only nul": (b"\x00" * 10_000, True),
}  # fmt: skip


@pytest.mark.parametrize("name", CSVS)
def test_a_hostile_csv_is_named_or_read(name: str, tmp_path: Path) -> None:
    data, refused = CSVS[name]
    shutil.copytree(TINY, tmp_path / "d")
    (tmp_path / "d" / "chains.csv").write_bytes(data)
    found = [one for one in check(read_tables(tmp_path / "d")) if one.table == "chains" and one.severity == "error"]
    assert bool(found) == refused
    assert len(found) < 1000


@pytest.mark.parametrize(
    "select",
    ["1 as id", "{'a': 1} as id, 'x' as name_zh", "map {'a': 1} as id, 'x' as name_zh", "[['a']] as id, ['b'] as name_zh", "170141183460469231731687303715884105727::hugeint as id, 'x' as name_zh",
     "date '2024-01-01' as id, 'nan'::double as name_zh", "'\\xff'::blob as id, 'inf'::float as name_zh", "interval 1 day as id, uuid() as name_zh", "null as id, null as name_zh", "'a' as id, 'b' as name_zh where false"],
)  # fmt: skip
def test_odd_types_of_parquet_are_named_or_read(select: str, tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "d")
    (tmp_path / "d" / "chains.csv").unlink()
    duckdb.connect().execute(f"copy (select {select}) to '{tmp_path / 'd' / 'chains.parquet'}' (format parquet)")
    assert check(read_tables(tmp_path / "d"))


def xlsx(path: Path, changes: dict[str, bytes | None]) -> Path:
    with zipfile.ZipFile(io.BytesIO(_workbook())) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, text in {**parts, **changes}.items():
            if text is not None:
                new.writestr(name, text)
    return path


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(b'<!ENTITY %s "%s">' % (b, b"&%s;" % a * 10) for a, b in ((b"abcdefghij"[n : n + 1], b"abcdefghij"[n + 1 : n + 2]) for n in range(9))) + b"]>"  # fmt: skip
BOOKS: dict[str, dict[str, bytes | None]] = {
    "entities in the strings": {"xl/sharedStrings.xml": LAUGHS + b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&j;</t></si></sst>'},
    "entities in the list of sheets": {"xl/workbook.xml": LAUGHS + b"<workbook>&j;</workbook>"},
    "entities in the links": {"xl/_rels/workbook.xml.rels": LAUGHS + b"<Relationships>&j;</Relationships>"},
    "strings that lie of their count": {"xl/sharedStrings.xml": b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="4294967295" uniqueCount="4294967295"><si><t>x</t></si></sst>'},
    "no list of sheets": {"xl/workbook.xml": None},
    "a string that is not there": {"xl/worksheets/sheet1.xml": b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>99999999</v></c></row></sheetData></worksheet>'},
    "a sheet of a wide size": {"xl/worksheets/sheet1.xml": b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'},
    "a column beyond the last": {"xl/worksheets/sheet1.xml": b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="4294967295"><c r="ZZZZZZ4294967295"><v>1</v></c></row></sheetData></worksheet>'},
    "deep nesting": {"xl/worksheets/sheet1.xml": b"<a>" * 100_000},
    "a workbook within": {"xl/worksheets/sheet1.xml": _workbook()},
    "a path outside": {"../../../evil.xml": b"x", "/etc/evil": b"x"},
}  # fmt: skip


@pytest.mark.parametrize("name", BOOKS)
def test_a_hostile_workbook_is_refused_or_harmless(name: str, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "x.xlsx", BOOKS[name])
    done = run("validate", path)
    assert done.returncode in (0, 1), done
    if name != "a path outside":
        assert done.returncode == 1
    assert len(done.stdout) < 1_000_000
    assert {one.name for one in tmp_path.iterdir()} == {"x.xlsx"}
    done = run("check", path)
    assert done.returncode in (0, 1, 2), done


def test_an_ods_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.ods"
    with zipfile.ZipFile(io.BytesIO(_ods())) as old:
        text = old.read("content.xml")
    for repeated in (b'table:number-rows-repeated="1048576" ', b'table:number-rows-repeated="4294967295" '):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            new.writestr(
                "content.xml",
                text.replace(b"<table:table-row>", b"<table:table-row %s>" % repeated).replace(
                    b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="16384" '
                ),
            )
        assert errors(check(read_tables(path))) & {"refused", "unreadable"}


def test_a_damaged_record_of_an_import_is_refused(tmp_path: Path) -> None:
    """Found by the fuzzer: a record without its list of changes."""
    shutil.copytree(TINY, tmp_path / "d")
    (tmp_path / "d" / ".imports").mkdir()
    record = tmp_path / "d" / ".imports" / "0001-2025-01-01.json"
    for chains in (
        {"created": False, "columns": []},
        {"changed": 5, "added": []},
        [],
        {"changed": [{"key": [[1]], "nth": "x"}], "added": []},
    ):
        record.write_text(
            json.dumps(
                {"step": 1, "date": "2025-01-01T00:00:00+08:00", "by": "t", "files": [], "tables": {"chains": chains}}
            ),
            "utf-8",
        )
        done = run("import", "--undo", "--into", tmp_path / "d")
        assert done.returncode == 2, done
        assert "0001-2025-01-01.json" in done.stderr


def test_garbage_in_the_descriptor_is_harmless(tmp_path: Path) -> None:
    file = tmp_path / "企业.csv"
    file.write_text("id,name_zh,region\nNEW1,新新有限公司,220100\n", "utf-8")
    for number, text in enumerate(
        (
            "",
            "[]",
            "{",
            '{"resources": 5}',
            '{"resources": [5]}',
            '{"resources": [{"name": ["x"], "path": "../../etc/passwd"}]}',
            "[" * 100_000,
            '{"resources": [{"name": "enterprises", "schema": []}]}',
        )
    ):
        data = tmp_path / str(number)
        shutil.copytree(TINY, data)
        (data / "datapackage.json").write_text(text, "utf-8")
        report = import_files(data, [file], as_new=True)
        assert not report.refused
        assert b"NEW1" in (data / "enterprises.csv").read_bytes()


def test_twenty_thousand_unknown_columns_are_counted_and_not_listed(tmp_path: Path) -> None:
    """Found here: a near name was sought for each of them, for minutes."""
    header = "id,name_zh,region," + ",".join(f"x{n}" for n in range(20_000))
    (tmp_path / "d").mkdir()
    path = tmp_path / "企业.csv"
    path.write_text(f"{header}\nE1,甲甲有限公司,220100{',1' * 20_000}\n", "utf-8")
    report = import_files(tmp_path / "d", [path], as_new=True)
    assert sum(one.problem.code == "column-unknown" for one in report.problems) == 51
    (tmp_path / "d" / "enterprises.csv").write_bytes(path.read_bytes())
    found = [one for one in check(read_tables(tmp_path / "d")) if one.code == "column-unknown"]
    assert len(found) == 51
    assert "19950" in found[0].zh + found[-1].zh
