"""Every kind of file that a command reads, spoilt and handed to the command itself.

The promise of :func:`try_command`: it ends with 0, 1 or 2, and what it says holds no traceback, no panic of native
code and no warning of a library, on the real file descriptor 2 as well. ``spoilt`` and the readers below the commands
are those of :mod:`tests.fuzzing`.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pyoxigraph as ox

from chaingraph.cli import main
from chaingraph.tables.intake import import_files
from tests import fuzzing
from tests.fuzzing import SEEDS, TINY, faulty, mutate, mutate_csv, mutate_zip
from tests.graph.test_remote import JSON, Handler, fake

LEAKS = re.compile(
    r"Traceback \(most recent|panicked at|RUST_BACKTRACE|stack backtrace|Exception ignored|Unforeseen|意外错误|\bUserWarning\b|^\s*File \"",
    re.MULTILINE,
)
Words = tuple[str, ...]
_TABLES = (
    "regions",
    "chains",
    "products",
    "inputs",
    "enterprises",
    "makes",
    "targets",
    "projects",
    "sources",
    "supplies",
)


@dataclass(frozen=True)
class Kind:
    """``lay`` puts the bytes into a folder and gives the commands, one or more, each of which reads them there."""

    seed: Callable[[], bytes]
    spoil: Callable[[bytes, Random], bytes]
    lay: Callable[[Path, bytes], list[Words]]


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it wrote to the descriptors 1 and 2."""

    code: int
    out: str
    err: str


def run_here(*words: str) -> Ended:
    """A command in this process, by the program's own entry."""
    streams, argv, hook = (sys.stdout, sys.stderr), sys.argv, sys.unraisablehook
    kept = os.dup(1), os.dup(2)
    code: Any = 0
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        try:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            with os.fdopen(os.dup(1), "w", encoding="utf-8") as one, os.fdopen(os.dup(2), "w", encoding="utf-8") as two:
                sys.stdout, sys.stderr, sys.argv = one, two, ["chaingraph", *words]
                try:
                    main.run()
                except SystemExit as ended:
                    code = ended.code or 0
        finally:
            (sys.stdout, sys.stderr), sys.argv, sys.unraisablehook = streams, argv, hook
            for place, number in enumerate(kept, start=1):
                os.dup2(number, place)
                os.close(number)
        told = []
        for file in (out, err):
            file.seek(0)
            told.append(file.read().decode("utf-8", "replace"))
    return Ended(code, *told)


def try_command(kind: str, data: bytes, folder: Path, turn: int | None = None) -> str:
    """Hands the file to the commands that read it, or to the one whose ``turn`` it is.

    Returns how the worst of them ended: read, problems (1), refused (2), memory (2). Raises AssertionError for any other
    end, and for words that are no person's.
    """
    worst = "read"
    calls = KINDS[kind].lay(folder, data)
    for words in calls if turn is None else [calls[turn % len(calls)]]:
        ended = run_here(*words)
        log = re.search(r"(\S+chaingraph-\S+\.log)", ended.err)
        if log:
            ended = Ended(ended.code, ended.out, ended.err + Path(log.group(1)).read_text("utf-8"))
            Path(log.group(1)).unlink()
        assert ended.code in (0, 1, 2), (words, ended)
        assert not LEAKS.search(ended.err), (words, ended)
        assert not LEAKS.search(ended.out), (words, ended)
        assert ended.code == 0 or ended.err.strip() or ended.out.strip(), (words, ended)
        if words[0] == "validate" and "json" in words and ended.code < 2:
            _well_said(json.loads(ended.out))
        said = ("read", "problems", "memory" if "内存" in ended.err or "too little memory" in ended.err else "refused")[
            ended.code
        ]
        worst = max(worst, said, key=("read", "problems", "refused", "memory").index)
    return worst


def _well_said(problems: list[dict[str, Any]]) -> None:
    from chaingraph.catalogue import Names
    from chaingraph.problems import Problem, Severity

    told = [
        Problem(
            **{name: one[name] for name in ("table", "row", "column", "value", "code")},
            severity=Severity(one["severity"]),
            problem=Names(zh=one["problem_zh"], en=one["problem_en"]),
            fix=Names(zh=one["fix_zh"], en=one["fix_en"]),
        )
        for one in problems
    ]
    assert list(faulty(told)) == []


# --- what reads a file of each kind


def _data(name: str) -> Callable[[Path, bytes], list[Words]]:
    """A file that is DATA itself."""

    def lay(folder: Path, data: bytes) -> list[Words]:
        path = folder / name
        path.write_bytes(data)
        return [("validate", str(path), "--format", "json"), ("gaps", str(path), "--top", "2")]

    return lay


def _book(name: str) -> Callable[[Path, bytes], list[Words]]:
    """A workbook: DATA, or a list to import or to check."""

    def lay(folder: Path, data: bytes) -> list[Words]:
        shutil.copytree(TINY, folder / "data")
        path = folder / name
        path.write_bytes(data)
        calls: list[Words] = [("import", str(path), "--into", str(folder / "data"))]
        if path.suffix in (".xlsx", ".xlsm"):
            calls.append(("check", str(path), "--out", str(folder / f"checked{path.suffix}")))
        return [*calls, ("validate", str(path), "--format", "json")]

    return lay


def _list(name: str) -> Callable[[Path, bytes], list[Words]]:
    """A list to import."""

    def lay(folder: Path, data: bytes) -> list[Words]:
        shutil.copytree(TINY, folder / "data")
        (folder / name).write_bytes(data)
        return [("import", str(folder / name), "--into", str(folder / "data"))]

    return lay


def _table(suffix: str, name: str | None = None) -> Callable[[Path, bytes], list[Words]]:
    """A table of a dataset folder; which one, its header tells."""

    def lay(folder: Path, data: bytes) -> list[Words]:
        table = name or _TABLES[data[0] % len(_TABLES)]
        body = data if name else data[1:]
        shutil.copytree(TINY, folder / "data")
        (folder / "data" / f"{table}.csv").unlink()
        (folder / "data" / f"{table}{suffix}").write_bytes(body)
        return [
            ("validate", str(folder / "data"), "--format", "json"),
            ("import", str(TINY / "makes.csv"), "--into", str(folder / "data")),
        ]

    return lay


def _tables(encoding: str) -> Callable[[bytes, Random], bytes]:
    """Spoils one of the tables; its number goes before it."""

    def spoil(_: bytes, chance: Random) -> bytes:
        number = chance.randrange(len(_TABLES))
        data = (TINY / f"{_TABLES[number]}.csv").read_bytes()
        spoilt = (
            mutate_csv(data, chance)
            if encoding == "utf-8"
            else mutate(data.decode("utf-8-sig").encode(encoding), chance)
        )
        return bytes([number]) + spoilt

    return spoil


def _built(folder: Path, data: bytes) -> list[Words]:
    (folder / "built").mkdir()
    (folder / "built" / "findings.json").write_text("[]")
    (folder / "built" / "graph.nq").write_bytes(data)
    return [("validate", str(folder / "built"), "--format", "json"), ("gaps", str(folder / "built"), "--top", "2")]


@cache
def _imported() -> dict[str, bytes]:
    """The files of a dataset into which a list was imported, the record of it as well."""
    with tempfile.TemporaryDirectory() as folder:
        place, path = Path(folder) / "data", Path(folder) / "企业.csv"
        shutil.copytree(TINY, place)
        rows = (TINY / "enterprises.csv").read_text("utf-8-sig").splitlines()
        old = dict(zip(rows[0].split(","), rows[1].split(","), strict=True))
        path.write_text(
            f"id,name_zh,region,note\nNEW1,新新有限公司,220100,新\n{old['id']},{old['name_zh']}改,{old['region']},改\n",
            "utf-8",
        )
        report = import_files(place, [path], as_new=True, by="t", now=datetime(2025, 1, 1, tzinfo=UTC))
        assert report.step == 1, report.problems
        return {one.relative_to(place).as_posix(): one.read_bytes() for one in place.rglob("*") if one.is_file()}


_RECORD = ".imports/0001-2025-01-01.json"


def _record(folder: Path, data: bytes) -> list[Words]:
    for name, text in (_imported() | {_RECORD: data}).items():
        (folder / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "data" / name).write_bytes(text)
    return [("import", "--undo", "--into", str(folder / "data"))]


def _beside(name: str) -> Callable[[Path, bytes], list[Words]]:
    """A file within a dataset folder, read when a list is imported into it."""

    def lay(folder: Path, data: bytes) -> list[Words]:
        place = folder / "data"
        shutil.copytree(TINY, place)
        (place / name).write_bytes(data)
        (folder / "企业.csv").write_text("id,name_zh,region\nNEW1,新新有限公司,220100\n", "utf-8")
        return [("import", str(folder / "企业.csv"), "--into", str(place))]

    return lay


def _map(folder: Path, data: bytes) -> list[Words]:
    shutil.copytree(TINY, folder / "data")
    (folder / "map.toml").write_bytes(data)
    (folder / "nodes.csv").write_text("id,name,use\nx1,甲,主要\n", "utf-8")
    return [("import", str(folder / "nodes.csv"), "--into", str(folder / "data"), "--map", str(folder / "map.toml"))]


def _sets(folder: Path, data: bytes) -> list[Words]:
    (folder / "sets.toml").write_bytes(data)
    return [
        ("report", str(TINY), "--sets", str(folder / "sets.toml"), "--set", "没有这一套", "--out", str(folder / "out"))
    ]


def _matrix(folder: Path, data: bytes) -> list[Words]:
    (folder / "m.csv").write_bytes(data)
    return [("related", str(TINY), "--matrix", str(folder / "m.csv"))]


def _manifest(folder: Path, data: bytes) -> list[Words]:
    (folder / "out").mkdir()
    (folder / "out" / "build.json").write_bytes(data)
    (folder / "out" / "index.html").write_text("x")
    return [("export", str(TINY), "--to", "folder", "--out", str(folder / "out"))]


_FOREIGN = {
    "nodes": "position,name,id,chain,group\nupstream,料,n1,c,material\nmidstream,件,n2,c,\ndownstream,车,n3,c,\n",
    "node_edges": "from,to,confidence\nn1,n2,5\nn2,n3,3\n",
    "company_product": "node_id,code,company,role\nn1,000001,甲,龙头\nn2,600002,乙,\n",
    "use_matrix": "rownames,A1,B2,F01000,T001\nA1,5,20,1,26\nB2,-3,0,1,0\nT005,3,21,2,29\nV00100,97,79,0,0\nT008,100,100,0,0\n",
    "make_matrix": "rownames,A1,B2,T008\nA1,90,10,100\nB2,60,40,100\n",
    "commodity_meta": "Code,Name,Category\nA1,Ore,11: Mining\nB2,Steel,31-33: Making\n",
}


def _foreign_spoilt(_: bytes, chance: Random) -> bytes:
    number = chance.randrange(len(_FOREIGN))
    return bytes([number]) + mutate_csv(list(_FOREIGN.values())[number].encode(), chance)


def _foreign(folder: Path, data: bytes) -> list[Words]:
    spoilt = list(_FOREIGN)[data[0] % len(_FOREIGN)]
    group = list(_FOREIGN)[:3] if spoilt in list(_FOREIGN)[:3] else list(_FOREIGN)[3:]
    (folder / "theirs").mkdir()
    for name in group:
        (folder / "theirs" / f"{name}.csv").write_bytes(data[1:] if name == spoilt else _FOREIGN[name].encode())
    return [("adapt", str(folder / "theirs"), "--out", str(folder / "ours"))]


# --- seeds


def _tsv() -> bytes:
    return (TINY / "enterprises.csv").read_bytes().replace(b",", b"\t")


@cache
def _duckdb() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.duckdb"
        con = duckdb.connect(str(path))
        for file in sorted(TINY.glob("*.csv")):
            con.execute(f"create table {file.stem} as select * from read_csv('{file}', header=true, all_varchar=true)")
        con.close()
        return path.read_bytes()


def _macro_book() -> bytes:
    """A workbook as .xlsm, with parts that Excel writes and xlsxwriter does not: a calculation chain and custom XML."""
    data = io.BytesIO(fuzzing.seed("xlsx"))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "xl/calcChain.xml",
            '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A1" i="1"/></calcChain>',
        )
        book.writestr("customXml/item1.xml", "<a/>")
    return data.getvalue()


# --- answers of a SPARQL endpoint


def _number(_: bytes, chance: Random) -> bytes:
    return str(chance.randrange(1 << 32)).encode()


@contextmanager
def spoilt_endpoint(data: bytes) -> Iterator[str]:
    """The address of a server that tells TINY and spoils one of its answers (body, or head and body), chosen by ``data``."""
    chance = Random(data)
    wrong, whole, xml = chance.randrange(30), chance.random() < 0.3, chance.random() < 0.4
    form, kind = (
        (ox.QueryResultsFormat.XML, "application/sparql-results+xml") if xml else (ox.QueryResultsFormat.JSON, JSON)
    )

    def reply(handler: Handler, query: str) -> None:
        body: bytes = store().query(query).serialize(format=form) or b""  # type: ignore[union-attr]
        head = f"HTTP/1.0 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        if len(handler.server.seen) - 1 != wrong:
            handler.wfile.write(head + body)
        elif whole:
            handler.wfile.write(mutate(head + body, chance))
        else:
            spoilt = mutate(body, chance)
            handler.wfile.write(head.replace(str(len(body)).encode(), str(len(spoilt)).encode()) + spoilt)

    with fake(reply) as (address, _):
        yield address


@cache
def store() -> ox.Store:
    """The graph of TINY, merged as an endpoint tells it."""
    found = ox.Store()
    for quad in ox.parse(path=str(TINY / "graph.nq"), format=ox.RdfFormat.N_QUADS):
        found.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    return found


ENDPOINT = "SPARQL answers"
_address: list[str] = []
KINDS: dict[str, Kind] = {
    "csv (UTF-8)": Kind(lambda: b"\0" + (TINY / "regions.csv").read_bytes(), _tables("utf-8"), _table(".csv")),
    "csv (GBK)": Kind(lambda: b"\0" + (TINY / "regions.csv").read_text("utf-8-sig").encode("gb18030"), _tables("gb18030"), _table(".csv")),
    "csv list": Kind(lambda: (TINY / "enterprises.csv").read_bytes(), mutate_csv, _list("企业.csv")),
    "tsv list": Kind(_tsv, mutate, _list("企业.tsv")),
    "xlsx": Kind(lambda: fuzzing.seed("xlsx"), mutate_zip, _book("x.xlsx")),
    "xlsm": Kind(_macro_book, mutate_zip, _book("x.xlsm")),
    "xls": Kind(lambda: (SEEDS / "registry.xls").read_bytes(), mutate, _book("x.xls")),
    "ods": Kind(lambda: (SEEDS / "registry.ods").read_bytes(), mutate_zip, _book("x.ods")),
    "parquet": Kind(lambda: fuzzing.seed("parquet"), mutate, _table(".parquet", "enterprises")),
    "duckdb": Kind(_duckdb, mutate, _data("x.duckdb")),
    "graph.nq of build": Kind(lambda: fuzzing.seed("nq"), mutate, _built),
    **{name: Kind((lambda name=name: fuzzing.seed(name)), mutate, _data(f"x.{name}")) for name in ("nq", "nt", "ttl", "trig", "jsonld", "rdf")},
    "datapackage.json": Kind(lambda: fuzzing.seed("datapackage.json"), mutate, _beside("datapackage.json")),
    "column map": Kind(lambda: fuzzing.seed("column map"), mutate, _map),
    "sets": Kind(lambda: fuzzing.seed("sets"), mutate, _sets),
    "matches.csv": Kind(lambda: fuzzing.seed("matches.csv"), mutate_csv, _beside("matches.csv")),
    "import record": Kind(lambda: _imported()[_RECORD], mutate, _record),
    "build.json": Kind(lambda: fuzzing.seed("build.json"), mutate, _manifest),
    "matrix": Kind(lambda: fuzzing.seed("matrix"), mutate_csv, _matrix),
    ENDPOINT: Kind(lambda: b"0", _number, lambda *_: [("validate", _address[0], "--format", "json")]),
    "foreign tables": Kind(lambda: b"\0" + _FOREIGN["nodes"].encode(), _foreign_spoilt, _foreign),
}  # fmt: skip


@cache
def seed(kind: str) -> bytes:
    """A sound file of the kind."""
    return KINDS[kind].seed()


def spoilt(kind: str, number: int, sound: bytes | None = None) -> bytes:
    """The file of the kind with this number, the same at all times."""
    chance = Random(f"{kind} {number}")
    return KINDS[kind].spoil(seed(kind) if sound is None else sound, chance)


def tried(kind: str, data: bytes, turn: int | None = None) -> str:
    """Hands the file to its commands in a folder of its own; see :func:`try_command`."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, ExitStack() as stack:
        if kind == ENDPOINT:
            _address[:] = [stack.enter_context(spoilt_endpoint(data))]
        return try_command(kind, data, Path(folder), turn)
