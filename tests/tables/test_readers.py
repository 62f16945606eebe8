"""Readers that others have written never reach a person: damaged files of every kind are named, panics and crashes included."""

from __future__ import annotations

import ast
import errno
import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import python_calamine

from chaingraph import guard
from chaingraph.apart import read_apart
from chaingraph.cli import faults
from chaingraph.errors import DataError, UsageError
from chaingraph.graph import read_any
from chaingraph.tables import archive, check, read_tables
from chaingraph.tables.intake import read_decisions, read_map
from tests import fuzzing, spoiling
from tests.fuzzing import SEEDS, TINY

ROOT = Path(__file__).parents[2]
OLD = (SEEDS / "registry.xls").read_bytes()
CUTS = (8192, 9000, 9700, 16696)  # the last makes the reader panic
GREEDY = 0x0200.to_bytes(2, "little") + (14).to_bytes(2, "little")  # the record of a sheet's size


class Panic(BaseException):
    """As PanicException of pyo3: no Exception."""


def fails(error: BaseException) -> Callable[[], None]:
    def call() -> None:
        raise error

    return call


# --- the guard


@pytest.mark.parametrize(
    "error",
    [
        Panic("range end index"),
        LookupError("unknown encoding"),
        RecursionError("deep"),
        ValueError(),
        OSError(5, "I/O error"),
        duckdb.IOException("no magic"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x"),
    ],
)
def test_whatever_a_reader_raises_is_unreadable(error: BaseException) -> None:
    def lazily() -> Iterator[int]:
        yield 1
        raise error

    for read in (
        lambda: guard.read(fails(error)),
        lambda: guard.read_native(fails(error)),
        lambda: list(guard.each(lazily())),
    ):
        with pytest.raises(guard.Unreadable) as caught:
            read()
        assert caught.value.cause is error
        assert caught.value.zh
        assert "\n" not in caught.value.en
    panic = guard.Unreadable(Panic("range end index 64 out of range"))
    assert panic.why == guard.DAMAGED


@pytest.mark.parametrize(
    "error",
    [
        KeyboardInterrupt(),
        SystemExit(3),
        GeneratorExit(),
        UsageError("中", "e"),
        DataError([]),
        OSError(errno.ENOSPC, "No space left on device"),
    ],
)
def test_what_is_not_the_readers_passes(error: BaseException) -> None:
    for read in (guard.read, guard.read_native):
        with pytest.raises(type(error)) as caught:
            read(fails(error))
        assert caught.value is error


def test_a_fault_of_ours_beside_the_reader_stays_one() -> None:
    with pytest.raises(ZeroDivisionError):
        [1 // one for one in guard.each([0])]


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        duckdb.OutOfMemoryException("Out of Memory Error: failed to allocate data of size 8.0 GiB"),
        RuntimeError("std::bad_alloc"),
        Panic("failed to spawn thread: Os { code: 11 }"),
    ],
)
def test_memory_is_said_and_not_blamed_on_the_file_alone(error: BaseException) -> None:
    with pytest.raises(UsageError, match="too little memory"):
        guard.read(fails(error))
    told = faults.as_usage_error(error)
    assert told is not None
    assert told.text("zh").startswith("内存不足")


def test_what_a_library_says_of_memory_while_it_is_loaded_is_understood() -> None:
    numpy = ImportError(
        "\n\nIMPORTANT: PLEASE READ THIS FOR ADVICE ON HOW TO SOLVE THIS ISSUE!\n\nImporting the numpy C-extensions failed.\n"
    )
    numpy.__cause__ = ImportError("x.so: failed to map segment from shared object")
    told = faults.as_usage_error(numpy)
    assert told is not None
    assert "memory" in told.text("en")
    assert faults.as_usage_error(ImportError("No module named 'numpy'")) is None
    assert faults.as_usage_error(ValueError("out of memory")) is None  # may quote a cell
    assert (
        faults.as_usage_error(duckdb.ConversionException("Could not convert string 'out of memory' to INT64")) is None
    )


def test_standard_error_of_native_code_is_held_and_handed_on_without_panics(capfd: pytest.CaptureFixture[str]) -> None:
    with guard.quiet():
        os.write(2, b"a warning\n")
        with guard.quiet():
            os.write(
                2,
                b"\nthread '<unnamed>' (7) panicked at src/cfb.rs:345:9:\nrange end index\nstack backtrace:\n  0: x\n",
            )
        assert capfd.readouterr().err == ""
    os.write(2, b"later\n")
    assert capfd.readouterr().err == "a warning\nlater\n"


def test_calls_in_many_threads_leave_standard_error_where_it_was(capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> None:
        for _ in range(50):
            with pytest.raises(guard.Unreadable):
                guard.read_native(fails(Panic()))

    before = os.fstat(2)
    threads = [threading.Thread(target=work) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert os.path.samestat(os.fstat(2), before)
    os.write(2, b"here\n")
    assert capfd.readouterr().err == "here\n"


READING = {
    "loads",
    "load_workbook",
    "from_path",
    "fromstring",
    "bulk_load",
    "parse_query_results",
    "reader",
    "DictReader",
    "ZipFile",
    "is_zipfile",
    "get_sheet_by_name",
    "to_python",
}
GUARDS = ("read", "read_native", "each")


def reading(source: str, exempt: Collection[str] = ()) -> tuple[int, list[str]]:
    """How often foreign readers are handed to the guard, and where they are called by themselves."""
    tree = ast.parse(source)
    handed = [
        part
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GUARDS
        for part in node.args
    ]
    guarded = {id(part) for part in handed}
    named = sum(isinstance(part, ast.Attribute) and part.attr in READING for part in handed)
    alone = []
    for node in ast.walk(tree):
        name = getattr(node.func, "attr", "") if isinstance(node, ast.Call) else ""
        if name in READING and name not in exempt:
            named += id(node) in guarded
            if id(node) not in guarded:
                alone.append(f"{getattr(node, 'lineno', 0)} calls {name} outside the guard")
    return named, alone


def test_readers_are_called_through_the_guard() -> None:
    """Reading functions of libraries stand as arguments of the guard, not called by themselves."""
    exempt = {
        "write.py": {"loads", "reader"},
        "store.py": READING,
        "apart.py": {"loads", "from_path", "get_sheet_by_name", "to_python"},
        "worker.py": {"loads"},
        "sparql.py": {"loads"},
        "fidelity.py": {"from_path", "get_sheet_by_name", "to_python", "ZipFile"},
    }  # own files; in a process apart; what parent and worker say; called through the guard as a whole
    seen = 0
    for folder in ("tables", "graph", "findings"):
        for path in (ROOT / "chaingraph" / folder).rglob("*.py"):
            named, alone = reading(path.read_text("utf-8"), exempt.get(path.name, set()))
            assert alone == [], path
            seen += named
    assert seen >= 5


def test_a_reader_called_by_itself_is_seen() -> None:
    assert reading("book = openpyxl.load_workbook(path)") == (0, ["1 calls load_workbook outside the guard"])
    assert reading("book = read(openpyxl.load_workbook, path)\nfor line in each(csv.reader(file)): pass") == (2, [])


# --- old workbooks


def test_the_seed_really_panics_and_the_guard_holds_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.xls"
    path.write_bytes(OLD[: CUTS[-1]])
    with pytest.raises(BaseException, match=r"range|index|slice|unwrap") as bare:
        python_calamine.CalamineWorkbook.from_path(path)
    assert not isinstance(bare.value, Exception)
    assert "panicked at" in capfd.readouterr().err
    with pytest.raises(guard.Unreadable, match="damaged"):
        guard.read_native(python_calamine.CalamineWorkbook.from_path, path)
    assert capfd.readouterr().err == ""


def greedy() -> bytes:
    """The sound file, but that one sheet says it has four thousand million rows: the reader asks for as much memory and is ended."""
    at = OLD.index(GREEDY) + 4
    return OLD[:at] + bytes(4) + b"\xff\xff\xff\xff" + OLD[at + 8 :]


@pytest.mark.parametrize("data", [*(OLD[:size] for size in CUTS), greedy()], ids=[*map(str, CUTS), "greedy"])
def test_a_damaged_old_workbook_is_named(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "名单.xls"
    path.write_bytes(data)
    for words in (("validate", str(path)), ("gaps", str(path)), ("import", str(path), "--into", str(tmp_path / "new"))):
        ended = spoiling.run_here(*words)
        assert ended.code == 1, ended
        assert "名单.xls" in ended.out + ended.err
        assert "damaged" in ended.out + ended.err or "损坏" in ended.out + ended.err
        assert not spoiling.LEAKS.search(ended.out + ended.err), ended
    assert not (tmp_path / "new").exists()


def test_an_old_workbook_is_read_apart_as_it_would_be_here() -> None:
    for name in ("registry.xls", "registry.ods"):
        book = python_calamine.CalamineWorkbook.from_path(SEEDS / name)
        sheets = read_apart(SEEDS / name)
        assert [one.name for one in sheets] == book.sheet_names
        assert all(one.visible and not one.fault for one in sheets)
        told = {tuple(row) for one in sheets for row in one.rows}
        assert any("2024-05-06" in row for row in told)
        assert {"enterprises", "makes"} <= set(read_tables(SEEDS / name).columns)
    merged = next(one for one in read_apart(SEEDS / "registry.xls") if one.merged)
    (top, left), (bottom, right) = merged.merged[0]
    assert (bottom - top, right - left) == (1, 0)


def test_a_reader_that_ends_itself_apart_is_told_by_why_it_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends: list[tuple[int, bytes, bytes]] = []

    def ended(*_: object, **__: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess([], *ends[-1])

    monkeypatch.setattr(subprocess, "run", ended)
    for code, out, err, want in [
        (-6, b"", b"memory allocation of 343597384320 bytes failed", guard.Unreadable),
        (-24, b"[[", b"", guard.Unreadable),
        (0, b'{"fault": ["guard.file-damaged", {}]}', b"", guard.Unreadable),
        (-6, b"", b"memory allocation of 65536 bytes failed", UsageError),
        (1, b"", b"MemoryError", UsageError),
        (-9, b"", b"", UsageError),
    ]:
        ends.append((code, out, err))
        with pytest.raises(want):
            read_apart(tmp_path / "x.xls")


# --- other kinds, each once broken


def test_odd_parts_of_a_workbook_are_refused_or_left(tmp_path: Path) -> None:
    def changed(part: str, old: bytes, new: bytes) -> Path:
        path = tmp_path / "x.xlsx"
        with zipfile.ZipFile(path, "w") as book, zipfile.ZipFile(path.with_name("seed.xlsx")) as seed:
            for name in seed.namelist():
                text = seed.read(name)
                assert name != part or old in text
                book.writestr(name, text.replace(old, new, 1) if name == part else text)
        return path

    (tmp_path / "seed.xlsx").write_bytes(fuzzing.seed("xlsx"))
    odd = changed("xl/workbook.xml", b'encoding="UTF-8"', b'encoding="klingon"')  # LookupError of the XML parser
    assert archive.look(odd).refused is None
    assert check(read_tables(odd)) is not None
    wide = changed(
        "xl/worksheets/sheet1.xml",
        b"</sheetData>",
        b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )
    assert {one.code for one in check(read_tables(wide))} == {"refused"}
    ended = spoiling.run_here("check", str(wide), "--out", str(tmp_path / "out.xlsx"))
    assert ended.code == 1
    assert "17179869184" in ended.out + ended.err


def test_a_name_in_a_package_that_is_no_text_is_refused(tmp_path: Path) -> None:
    data = bytearray(fuzzing.seed("xlsx"))
    at = data.index(b"PK\x01\x02")
    data[at + 9] |= 0x08  # says that names are UTF-8
    data[at + 46] = 0xFF
    (tmp_path / "x.xlsx").write_bytes(data)
    assert archive.look(tmp_path / "x.xlsx").refused is not None


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "a = 1" + "0" * 5000, "a = 2024-99-99"])
def test_an_endless_map_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(text)
    with pytest.raises(UsageError, match=r"m\.toml"):
        read_map(tmp_path / "m.toml")


def test_a_cell_of_matches_that_is_too_long_is_refused(tmp_path: Path) -> None:
    (tmp_path / "matches.csv").write_text("left_name,decision\n" + "x" * 200_000 + ",same\n")
    with pytest.raises(UsageError, match="matches"):
        read_decisions([tmp_path / "matches.csv"])


@pytest.mark.parametrize("change", [
    lambda told: told.update(step=float("inf")), lambda told: told.pop("by"), lambda told: told.update(files=[1]), lambda told: told.update(date=None),
    lambda told: told.update(by="\ud800"), lambda told: told["tables"].update(enterprises=[]), lambda told: told["tables"]["enterprises"]["changed"][0].update(before={"nonsense": "x"}),
    lambda told: told["tables"]["enterprises"]["changed"][0].update(nth="1"), lambda told: told["tables"]["enterprises"]["changed"][0].update(before={"park": "x"}),
])  # fmt: skip
def test_a_damaged_import_record_changes_nothing(change: Callable[[dict[str, Any]], None], tmp_path: Path) -> None:
    record = spoiling._RECORD
    told = json.loads(spoiling._imported()[record])
    change(told)
    for name, text in spoiling._imported().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text)
    (tmp_path / record).write_text(json.dumps(told))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    ended = spoiling.run_here("import", "--undo", "--into", str(tmp_path))
    assert (
        ended.code in (0, 2) if change.__code__.co_consts and "park" in change.__code__.co_consts else ended.code == 2
    ), ended
    assert not spoiling.LEAKS.search(ended.err)
    if ended.code:
        assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("text", ['{"resources": [{"name": "\\ud800"}]}', '{"resources": []}'])
def test_a_descriptor_that_cannot_be_written_again_stays(text: str, tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "d")
    (tmp_path / "d" / "datapackage.json").write_text(text)
    (tmp_path / "企业.csv").write_text("id,name_zh,region\nNEW1,新新有限公司,220100\n", "utf-8")
    ended = spoiling.run_here("import", str(tmp_path / "企业.csv"), "--into", str(tmp_path / "d"))
    assert ended.code == 0, ended


def test_a_file_whose_name_is_no_text_can_be_imported(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.csv"))
    rows = (TINY / "enterprises.csv").read_text("utf-8-sig").splitlines()
    try:
        path.write_text(f"{rows[0]}\nNEW1,新新有限公司,,,220100{',' * (rows[0].count(',') - 4)}\n", "utf-8")
    except OSError:
        pytest.skip("the file system takes text only")
    shutil.copytree(TINY, tmp_path / "d")
    ended = spoiling.run_here("import", str(path), "--into", str(tmp_path / "d"))
    assert ended.code == 0, ended
    assert spoiling.run_here("import", "--undo", "--into", str(tmp_path / "d")).code == 0


def test_a_damaged_database_file_is_named(tmp_path: Path) -> None:
    data = spoiling.seed("duckdb")
    for number, spoilt in enumerate((data[:5000], data[:4096] + bytes(8192) + data[12288:], b"\0" * 8 + data[8:])):
        path = tmp_path / f"{number}.duckdb"
        path.write_bytes(spoilt)
        assert any(one.severity == "error" for one in check(read_any(path)))


# --- too little memory


@pytest.mark.skipif(sys.platform == "win32", reason="no bounds of the address space")
@pytest.mark.parametrize("kilobytes", [60_000, 200_000, 400_000, 600_000, 900_000, 1_000_000])
def test_too_little_memory_from_the_first_line_on_is_one_sentence(kilobytes: int, tmp_path: Path) -> None:
    import resource

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (kilobytes << 10, kilobytes << 10))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-m", "chaingraph", "build", str(TINY), "--out", str(out), "--lang", "en"],
        preexec_fn=bound,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, ""), done
    assert done.stderr == "Error: there is too little memory; close other programs or use a larger machine\n"
    assert not out.exists()


def test_the_package_loads_what_it_stands_on_when_it_is_used() -> None:
    code = "import sys, chaingraph, chaingraph.cli.main; assert not {'duckdb', 'numpy', 'pyoxigraph'} & set(sys.modules); assert callable(chaingraph.gaps); assert 'load' in dir(chaingraph)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    import chaingraph

    with pytest.raises(AttributeError, match="nonsense"):
        chaingraph.nonsense  # noqa: B018


def test_a_panic_elsewhere_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    from chaingraph.cli import asking

    def panics(*_: object) -> None:
        raise Panic("poisoned")

    monkeypatch.setattr(asking, "load", panics)
    ended = spoiling.run_here("gaps", str(TINY), "--lang", "en")
    assert ended.code == 70
    assert ended.err.startswith("Unforeseen error: poisoned")
    assert "Traceback" not in ended.err


# --- every kind of file, spoilt, through the commands that read it


@pytest.mark.parametrize("kind", spoiling.KINDS)
def test_spoilt_files_end_with_0_1_or_2_and_a_clear_word(kind: str) -> None:
    spoiling.tried(kind, spoiling.spoilt(kind, 1), 1)


@pytest.mark.parametrize("kind", ["csv (GBK)", "xls", "ods", "duckdb", "import record", "tsv list"])
def test_the_sound_file_of_a_kind_is_read(kind: str) -> None:
    assert spoiling.tried(kind, spoiling.seed(kind), 0) == "read"


def test_a_leak_would_be_seen() -> None:
    assert spoiling.LEAKS.search("\nthread '<unnamed>' panicked at src/x.rs")
    assert spoiling.LEAKS.search("Traceback (most recent call last):")
