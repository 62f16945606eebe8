"""Safety under load and fault: kills, two runs at once, full disks, unreadable and odd files."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import duckdb
import pytest

from chaingraph import safe_write
from chaingraph.cli import faults
from chaingraph.errors import UsageError
from chaingraph.graph import read_any
from chaingraph.problems import Problem
from chaingraph.questions.report.sets import read_sets
from chaingraph.tables import check, read_tables
from chaingraph.tables.intake import import_files, read_map
from chaingraph.tables.read import connect
from tests import killing
from tests.cli.test_commands import TINY, run, run_apart
from tests.fuzzing import _workbook
from tests.tables.test_paths import small

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
MAY_FIT = ("export graphml", "template")  # into two pages
NO_ARCHIVE = ("export folder", "export turtle", "export jsonld", "export graphml", "merge")


@pytest.mark.parametrize("leave", [0, 8192], ids=["full", "two pages left"])
@pytest.mark.parametrize("name", WRITERS)
def test_a_full_disk_is_said_and_leaves_nothing(name: str, leave: int, disk: Path, tmp_path: Path) -> None:
    if leave and name in MAY_FIT:
        pytest.skip("may fit")
    book = tmp_path / "b.xlsx"
    book.write_bytes(_workbook())
    fill(disk, leave)
    before = sorted(one.name for one in disk.iterdir())
    words = [word.format(data=TINY, disk=disk, book=book) for word in WRITERS[name]]
    # An archive that cannot be ended, and what is flushed late: those are the program as a person starts it.
    done = (run if name in NO_ARCHIVE and not leave else run_apart)(*words)
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


@cache
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
    small(folder, "own")
    path = folder / name
    (folder / f"{path.stem}.csv").unlink(missing_ok=True)
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
