"""Hostile input by reader: bombs, circles, depth, odd types, nasty names; each is refused or harmless."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from chaingraph.errors import DataError, UsageError
from chaingraph.graph import load
from chaingraph.graph.store import ask, open_store
from chaingraph.problems import Problem
from chaingraph.tables import check, read_tables
from chaingraph.tables.intake import import_files
from tests import fuzzing
from tests.cli.test_commands import TINY, environment, run, sound
from tests.fuzzing import _ods, _workbook
from tests.tables.test_paths import small

ROOT = Path(__file__).resolve().parent.parent


def errors(problems: list[Problem]) -> set[str]:
    return {one.code for one in problems if one.severity == "error"}


def tried_apart(code: str, words: Sequence[str]) -> dict[str, list[object] | int]:
    """What ``code`` prints of each word, as a line of JSON, in a process of its own: a stack that overflows ends it.

    One process goes through the words; of a word at which it ends stands the exit code, and a new one goes on behind it.
    """
    told: dict[str, list[object] | int] = {}
    while len(told) < len(words):
        rest = words[len(told) :]
        done = subprocess.run(
            [sys.executable, "-c", code, *rest],
            env={**os.environ, **environment("zh"), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        told |= zip(rest, map(json.loads, done.stdout.splitlines()), strict=False)
        if len(told) < len(words):
            told[words[len(told)]] = done.returncode
    return told


def test_a_word_that_ends_the_process_is_told_from_the_others() -> None:
    code = "import os, sys\nfor word in sys.argv[1:]:\n    if word == 'b': os._exit(7)\n    print(f'[\"{word}\"]', flush=True)"
    assert tried_apart(code, ["a", "b", "c", "d"]) == {"a": ["a"], "b": 7, "c": ["c"], "d": ["d"]}


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


@pytest.fixture(scope="module")
def validated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[object] | int]:
    """How ``validate`` ended on each hostile file and what it said, by the file's name."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, text in HOSTILE_RDF.items():
        (folder / name).write_text(text, "utf-8")
    code = (
        "import json, sys\nfrom tests.spoiling import run_here\n"
        "for path in sys.argv[1:]:\n    ended = run_here('validate', path)\n"
        "    print(json.dumps([ended.code, ended.out, ended.err]), flush=True)"
    )
    told = tried_apart(code, [str(folder / name) for name in HOSTILE_RDF])
    return {Path(path).name: ended for path, ended in told.items()}


@pytest.mark.parametrize("name", HOSTILE_RDF)
def test_hostile_rdf_is_refused_or_harmless(
    name: str, validated: dict[str, list[object] | int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(*words: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    ended = validated[name]
    assert isinstance(ended, list), f"the process ended with {ended}"
    code, out, err = ended
    done = sound(subprocess.CompletedProcess([name], int(str(code)), str(out), str(err)))
    assert done.returncode == 1, done
    assert "root:" not in done.stdout + done.stderr
    assert len(done.stdout) < 100_000
    path = tmp_path / name
    path.write_text(HOSTILE_RDF[name], "utf-8")
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


NESTED = ["!", "(", "-", "1+", "1=1||", "{", "{?a ?b ?c} UNION ", "FILTER NOT EXISTS {", "[?p "]


@pytest.fixture(scope="module")
def nested() -> dict[str, list[object] | int]:
    """What stands of a process that asked the queries nested with each part."""
    code = (
        "import sys, pyoxigraph as ox\nfrom chaingraph.errors import UsageError\nfrom chaingraph.graph.store import ask, _LONGEST\n"
        "for part in sys.argv[1:]:\n  for text in ('SELECT * { ?a ?b ?c FILTER(', 'SELECT * { ', 'SELECT * { ?a ?b '):\n"
        "    for size in (_LONGEST, 4 * _LONGEST):\n        count = (size - len(text)) // len(part)\n        try:\n            ask(ox.Store(), text + part * count)\n"
        "        except UsageError as error:\n            assert error.zh\n  print('[\"alive\"]', flush=True)"
    )
    return tried_apart(code, NESTED)


@pytest.mark.parametrize("part", NESTED)
def test_a_query_nested_without_end_does_not_end_the_process(part: str, nested: dict[str, list[object] | int]) -> None:
    """Found here: the parser's stack overflowed at 10,000 brackets, and with it the process (or the server)."""
    assert nested[part] == ["alive"]


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
    small(tmp_path / "d", "own")
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
    small(tmp_path / "d", "own")
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
    damaged: tuple[object, ...] = (
        {"created": False, "columns": []},
        {"changed": 5, "added": []},
        [],
        {"changed": [{"key": [[1]], "nth": "x"}], "added": []},
    )
    for chains in damaged:
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
    file.write_text("id,name_zh,region\nNEW1,新新有限公司,990100\n", "utf-8")
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
        data = small(tmp_path / str(number), "旧厂")
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
