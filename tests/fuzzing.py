"""Broken inputs for every reader, and what each reader promises of them.

A seed of each kind of file is made from the small dataset; ``mutate`` spoils its bytes, or the parts inside a zipped
workbook, or cells. The promise of :func:`try_reader`: the reader ends with data or with DataError or UsageError, and
each problem has a table, both languages and a fix.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random

import duckdb
import pyoxigraph as ox

from chaingraph.errors import ChaingraphError, DataError, UsageError
from chaingraph.graph import load, read_any
from chaingraph.graph.store import ask
from chaingraph.problems import Problem
from chaingraph.questions.report.sets import BUNDLED, read_sets
from chaingraph.safe_write import whole_folder
from chaingraph.tables import check
from chaingraph.tables.dataset import dataset_from
from chaingraph.tables.intake import import_files, read_decisions, read_map, undo
from chaingraph.tables.matrix import read_matrix
from chaingraph.tables.write import write_workbook

TINY = Path(__file__).resolve().parent / "ontology" / "tiny"
SEEDS = Path(__file__).resolve().parent / "seeds"  # written by LibreOffice from tables of TINY
TEXTS: tuple[str, ...] = (
    "", " ", "\u3000", ";", "；", ";;", ",", '"', '""', "'", "\t", "\n", "\r", "\r\n", "\x00", "\x01", "\x1f", "\x7f", "\u200b", "\u202e",
    "\ufeff", "\ufffe", "\U0001f9e8", "=1+1", "@SUM(A1)", "-1", "+1", "0", "00", "1e308", "1e-320", "1e999", "-0", "nan", "NaN", "inf", "-inf", "Infinity", "1_000",
    "1,000", "１２３", "٣", "0x10", "9" * 40, "9223372036854775808", "1.5", ".", "1.", "yes", "no", "是", "TRUE", "2024", "9999", "0000", "20240", "2024-01-01",
    "../../etc/passwd", "C:\\x", "CON", "a/b", "a;b", "%00", "%2e%2e", "{x}", "${x}", "<script>", "</script>", "&amp;", "<!--", "]]>", "' or 1=1 --", "$1", "\\",
    "220000", "220100", "999999", "c" * 300, "长" * 400, "upstream", "上游", "active", "EV", "null", "None", "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "【示例】x", "合计", "单位：万元", "国", "e\u0301", "İ", "ß", "ﬁ", "ǅ", "\u2028", "\x85", "\x0b", "\x1c",
)  # fmt: skip
BYTES: tuple[bytes, ...] = (
    *(text.encode() for text in TEXTS), b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xef\xbb\xbf\xef\xbb\xbf", b"\x80", b"\xed\xa0\x80", b"\x81\x30", b"\n\n\n",
    b"\r", b'"\n', b"[" * 3000, b"{" * 3000, b"(" * 3000, b"<a>" * 2000, b"<" + b"x" * 500 + b">", b'@prefix : <:> .', b"<<", b"PK\x03\x04", b"PAR1",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"\\u0000", b"\\uD800", b"_:b", b"@context", b"xmlns:", b"[[sheet]]\n", b"[set]\n", b"'''", b"= 1\n", b"SELECT * {", b"SERVICE <http://x> {}",
)  # fmt: skip


LENGTHS = (
    0,
    1,
    255,
    65_535,
    65_536,
    1_048_576,
    99_999_999,
    (1 << 31) - 1,
    1 << 31,
    (1 << 32) - 1,
    1 << 32,
    (1 << 63) - 1,
    (1 << 64) - 1,
)


def mutate(data: bytes, chance: Random) -> bytes:
    """The bytes with one to four changes: flips, cuts, repeats, nasty tokens, moved pieces, zeros, lengths grown."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((1, 1, 2, 8, 64, 512, 1000, 4096)))
        how = chance.randrange(10)
        if how == 0 and at < len(data):
            data = data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
        elif how == 1:
            data = data[:at] if chance.random() < 0.3 else data[:at] + data[end:]
        elif how == 2:
            data = data[:at] + data[at:end] * chance.choice((2, 2, 3, 50)) + data[end:]
        elif how in (3, 4):
            data = data[:at] + chance.choice(BYTES) + data[at:]
        elif how == 5:
            data = data[:at] + chance.choice(BYTES) + data[end:]
        elif how == 6:
            data = data[:at] + bytes(end - at) + data[end:]
        elif how == 7:
            width = chance.choice((2, 4, 4, 8))
            at -= at % width
            data = data[:at] + chance.choice(LENGTHS).to_bytes(8, "little")[:width] + data[at + width :]
        elif how == 8:
            numbers = list(re.finditer(rb"[0-9]+", data[at : at + 4096]))
            if numbers:
                one = chance.choice(numbers)
                data = data[: at + one.start()] + str(chance.choice(LENGTHS)).encode() + data[at + one.end() :]
        else:
            other = chance.randrange(len(data) + 1)
            data = data[:other] + data[at:end] + data[other:]
    return data


def mutate_zip(data: bytes, chance: Random) -> bytes:
    """A zipped workbook with one of its parts spoilt, packed soundly again; sometimes the package itself is spoilt."""
    if chance.random() < 0.25:
        return mutate(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = chance.choice(sorted(parts))
    if chance.random() < 0.1:
        del parts[name]
    elif chance.random() < 0.1:
        parts[name] = parts[chance.choice(sorted(parts))]
    else:
        parts[name] = mutate(parts[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part, text in parts.items():
            new.writestr(part, text)
    return out.getvalue()


def mutate_csv(data: bytes, chance: Random) -> bytes:
    """A CSV with cells, rows or columns changed, quoted soundly; sometimes its bytes are spoilt."""
    if chance.random() < 0.3:
        return mutate(data, chance)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    for _ in range(chance.choice((1, 1, 2, 5))):
        row = rows[chance.randrange(len(rows))] if chance.random() < 0.9 else rows[0]
        place = chance.randrange(len(row)) if row else 0
        how = chance.randrange(6)
        if how <= 2 and row:
            row[place] = chance.choice(TEXTS)
        elif how == 3 and row:
            row[place] += chance.choice(TEXTS)
        elif how == 4:
            other = rows[chance.randrange(len(rows))]
            if row and place < len(other):
                row[place], other[place] = other[place], row[place]
        else:
            act = chance.randrange(4)
            if act == 0:
                rows.append(list(row))
            elif act == 1 and row:
                del row[place]
            elif act == 2:
                row.insert(place, chance.choice(TEXTS))
            elif len(rows) > 1:
                rows.remove(row)
    out = io.StringIO()
    csv.writer(out, lineterminator=chance.choice(("\n", "\n", "\r\n", "\r"))).writerows(rows)
    encoding = chance.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16"))
    return out.getvalue().encode(encoding, "replace")


def faulty(problems: Sequence[Problem], *, placed: bool = False) -> Iterator[str]:
    """What is wrong with the form of problems; one that is ``placed`` in a file and sheet need not name a table."""
    for one in problems:
        if not (one.table or placed) or one.severity not in ("error", "warning") or not one.code:
            yield f"no table, severity or code: {one}"
        if not all((one.zh.strip(), one.en.strip(), one.fix_zh.strip(), one.fix_en.strip())):
            yield f"a language or the fix is missing: {one}"
        if not any("\u4e00" <= letter <= "\u9fff" for letter in one.zh):
            yield f"no Chinese: {one}"
        for lang in ("zh", "en"):
            one.text(lang).encode()
            json.dumps(one.as_json(lang), ensure_ascii=False).encode()


Reader = Callable[[Path, bytes], Sequence[Problem]]


def _any(path: Path) -> Sequence[Problem]:
    raw = read_any(path)
    try:
        problems = check(raw)
        if not any(one.severity == "error" for one in problems):
            dataset_from(raw)
        return problems
    finally:
        raw.con.close()


# The tables whose files are spoilt, and those that they name or are named by: each of the others costs a check of its own.
_LAID = ("chains", "clusters", "enterprises", "inputs", "makes", "parks", "products", "projects", "regions", "sources", "targets")  # fmt: skip


def _lay(folder: Path) -> None:
    folder.mkdir()
    for name in _LAID:
        shutil.copyfile(TINY / f"{name}.csv", folder / f"{name}.csv")


def _file(name: str) -> Reader:
    def read(folder: Path, data: bytes) -> Sequence[Problem]:
        (folder / name).write_bytes(data)
        return _any(folder / name)

    return read


def _table(name: str) -> Reader:
    def read(folder: Path, data: bytes) -> Sequence[Problem]:
        _lay(folder / "data")
        (folder / "data" / f"{name.split('.')[0]}.csv").unlink()
        (folder / "data" / name).write_bytes(data)
        return _any(folder / "data")

    return read


def _import(name: str) -> Reader:
    def read(folder: Path, data: bytes) -> Sequence[Problem]:
        _lay(folder / "data")
        (folder / name).write_bytes(data)
        report = import_files(folder / "data", [folder / name])
        for lang in ("zh", "en"):
            json.dumps(report.as_json(lang), ensure_ascii=False).encode()
        return [one.problem for one in report.problems]

    return read


def _map(folder: Path, data: bytes) -> Sequence[Problem]:
    (folder / "map.toml").write_bytes(data)
    maps = read_map(folder / "map.toml")
    _lay(folder / "data")
    (folder / "nodes.csv").write_bytes(b"id,name,use\nx1,\xe7\x94\xb2,\xe4\xb8\xbb\xe8\xa6\x81\n")
    return [one.problem for one in import_files(folder / "data", [folder / "nodes.csv"], maps=maps).problems]


def _sets(folder: Path, data: bytes) -> Sequence[Problem]:
    (folder / "sets.toml").write_bytes(data)
    read_sets(folder / "sets.toml")
    return ()


def _decisions(folder: Path, data: bytes) -> Sequence[Problem]:
    (folder / "matches.csv").write_bytes(data)
    read_decisions([folder / "matches.csv"])
    return ()


def _matrix(folder: Path, data: bytes) -> Sequence[Problem]:
    (folder / "m.csv").write_bytes(data)
    read_matrix(folder / "m.csv")
    return ()


def _record(folder: Path, data: bytes) -> Sequence[Problem]:
    from datetime import UTC, datetime

    _lay(folder / "data")
    (folder / "data" / ".imports").mkdir()
    (folder / "data" / ".imports" / "0001-2025-01-01.json").write_bytes(data)
    undo(folder / "data", None, "t", datetime(2025, 1, 2, tzinfo=UTC))
    return ()


def _descriptor(folder: Path, data: bytes) -> Sequence[Problem]:
    _lay(folder / "data")
    (folder / "data" / "datapackage.json").write_bytes(data)
    (folder / "\u4f01\u4e1a.csv").write_text(
        "id,name_zh,region\nNEW1,\u65b0\u65b0\u6709\u9650\u516c\u53f8,220100\n", "utf-8"
    )
    return [one.problem for one in import_files(folder / "data", [folder / "\u4f01\u4e1a.csv"]).problems]


def _manifest(folder: Path, data: bytes) -> Sequence[Problem]:
    (folder / "out").mkdir()
    (folder / "out" / "build.json").write_bytes(data)
    with whole_folder(folder / "out") as new:
        (new / "x").write_text("x")
    return ()


def _query(folder: Path, data: bytes) -> Sequence[Problem]:
    answer = ask(_store(), data.decode("utf-8", "replace"))
    assert answer.rows is not None
    if answer.turtle is None:
        answer.as_csv()
    return ()


@cache
def _store() -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=str(TINY / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    return store


_QUERY = "SELECT ?c (COUNT(?p) AS ?n) WHERE { ?p cg:inChain ?c . OPTIONAL { ?p skos:prefLabel ?l FILTER(lang(?l) = 'zh') } } GROUP BY ?c ORDER BY ?n LIMIT 5"
_MAP = '[[sheet]]\nfile = "nodes.csv"\ntable = "products"\nneed = ["id"]\n[sheet.columns]\nid = "n-{id}"\nname_zh = "name"\nstage = "use"\n[sheet.defaults]\nchain = "nev"\n[sheet.units]\n[sheet.values.stage]\n"主要" = "upstream"\n'
_MATCHES = "left_name,left_region,left_uscc,left_id,right_name,right_region,right_uscc,right_id,score,reason,decision,by,date\n甲,220100,,a,乙,220100,,b,80,alike,同一,张,2025\n"
_RECORD = {
    "step": 1, "date": "2025-01-01T00:00:00+08:00", "by": "t", "files": [{"name": "a.csv", "bytes": 1, "sha256": "0"}],
    "tables": {"chains": {"created": False, "columns": ["note"], "changed": [{"key": ["nev"], "nth": 1, "before": {"name_zh": "x"}, "after": {"name_zh": "y"}}], "added": [{"key": ["corn"], "nth": 1, "values": {"id": "corn"}}]}},
    "undone": None,
}  # fmt: skip


def _workbook() -> bytes:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        write_workbook(load(TINY), Path(folder) / "x.xlsx")
        return (Path(folder) / "x.xlsx").read_bytes()


def _ods() -> bytes:
    tables = []
    for path in sorted(TINY.glob("*.csv")):
        rows = "".join(
            "<table:table-row>" + "".join(f'<table:table-cell office:value-type="string"><text:p>{cell.replace("&", "&amp;").replace("<", "&lt;")}</text:p></table:table-cell>' for cell in row) + "</table:table-row>"
            for row in csv.reader(io.StringIO(path.read_text("utf-8-sig")))
        )  # fmt: skip
        tables.append(f'<table:table table:name="{path.stem}">{rows}</table:table>')
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:spreadsheet>{"".join(tables)}</office:spreadsheet></office:body></office:document-content>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("mimetype", kind)
        book.writestr("content.xml", content)
        book.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>')  # fmt: skip
    return out.getvalue()


def _parquet(name: str) -> bytes:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "x.parquet"
        duckdb.connect().execute(
            f"copy (select * from read_csv('{TINY / name}.csv', header=true)) to '{out}' (format parquet, compression uncompressed)"
        )
        return out.read_bytes()


def _rdf(form: ox.RdfFormat) -> bytes:
    quads = ox.parse(path=str(TINY / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    named = form in (ox.RdfFormat.TRIG, ox.RdfFormat.JSON_LD, ox.RdfFormat.N_QUADS)
    return ox.serialize(quads if named else (quad.triple for quad in quads), format=form) or b""


_MAKERS: dict[str, tuple[Reader, Callable[[], bytes], Callable[[bytes, Random], bytes]]] = {
    **{f"csv {name}": (_table(f"{name}.csv"), (lambda name=name: (TINY / f"{name}.csv").read_bytes()), mutate_csv) for name in ("regions", "chains", "products", "inputs", "enterprises", "makes", "targets", "projects")},
    "xlsx": (_file("x.xlsx"), _workbook, mutate_zip),
    "ods": (_file("x.ods"), _ods, mutate_zip),
    "xls": (_file("x.xls"), lambda: (SEEDS / "registry.xls").read_bytes(), mutate),
    "xls in a circle": (_file("x.xls"), lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00" + bytes(18) + b"\x01\x00\x00\x00\x00\x00\x00\x00\x00\x10\x00\x00\xfe\xff\xff\xff" + bytes(8) + b"\xff" * 436 + b"\x01\x00\x00\x00" * 256, mutate),
    "parquet": (_table("enterprises.parquet"), lambda: _parquet("enterprises"), mutate),
    "nq": (_file("x.nq"), lambda: (TINY / "graph.nq").read_bytes(), mutate),
    "nt": (_file("x.nt"), lambda: _rdf(ox.RdfFormat.N_TRIPLES), mutate),
    "ttl": (_file("x.ttl"), lambda: _rdf(ox.RdfFormat.TURTLE), mutate),
    "trig": (_file("x.trig"), lambda: _rdf(ox.RdfFormat.TRIG), mutate),
    "jsonld": (_file("x.jsonld"), lambda: _rdf(ox.RdfFormat.JSON_LD), mutate),
    "rdf": (_file("x.rdf"), lambda: _rdf(ox.RdfFormat.RDF_XML), mutate),
    "import csv": (_import("企业.csv"), lambda: (TINY / "enterprises.csv").read_bytes(), mutate_csv),
    "import xls": (_import("x.xls"), lambda: (SEEDS / "registry.xls").read_bytes(), mutate),
    "import xlsx": (_import("x.xlsx"), _workbook, mutate_zip),
    "column map": (_map, lambda: _MAP.encode(), mutate),
    "sets": (_sets, lambda: BUNDLED.read_bytes(), mutate),
    "matches.csv": (_decisions, lambda: _MATCHES.encode(), mutate_csv),
    "matrix": (_matrix, lambda: b"region,product,value\n220100,a,1\n220200,b,2.5\n", mutate_csv),
    "import record": (_record, lambda: json.dumps(_RECORD, ensure_ascii=False, indent=1).encode(), mutate),
    "datapackage.json": (_descriptor, lambda: (Path(__file__).resolve().parent.parent / "data" / "jilin" / "datapackage.json").read_bytes(), mutate),
    "build.json": (_manifest, lambda: b'{"files": ["index.html", "assets/x.js"]}', mutate),
    "sparql": (_query, lambda: _QUERY.encode(), mutate),
}  # fmt: skip
READERS = tuple(_MAKERS)


@cache
def seed(reader: str) -> bytes:
    """A sound file of the reader's kind."""
    return _MAKERS[reader][1]()


def spoilt(reader: str, chance: Random) -> bytes:
    """A broken file of the reader's kind."""
    return _MAKERS[reader][2](seed(reader), chance)


def try_reader(reader: str, data: bytes, folder: Path) -> str:
    """Reads ``data``; returns how it ended (data, problems, refused). Any other exception is a defect, as are problems ill made."""
    problems: Sequence[Problem]
    try:
        problems = _MAKERS[reader][0](folder, data)
    except ChaingraphError as error:
        problems = error.problems if isinstance(error, DataError) else ()
        refusal = error
    else:
        refusal = None
    if refusal is not None and not isinstance(refusal, DataError):
        assert isinstance(refusal, UsageError)
        for lang in ("zh", "en"):
            assert refusal.text(lang).strip()
            refusal.text(lang).encode()
        return "refused"
    wrong = list(faulty(problems, placed=reader.startswith("import ") or reader in ("column map", "datapackage.json")))
    assert not wrong, wrong[:3]
    return "problems" if any(one.severity == "error" for one in problems) else "data"
