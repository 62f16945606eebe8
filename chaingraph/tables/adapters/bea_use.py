"""Input-output tables in the layout of the US Bureau of Economic Analysis: use, make, and the names of commodities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from chaingraph.catalogue import Spoken, both
from chaingraph.errors import DataError
from chaingraph.guard import Unreadable
from chaingraph.problems import Problem, problem
from chaingraph.tables.adapters import places
from chaingraph.tables.adapters.adapter import Adapter, Options
from chaingraph.tables.adapters.kinds import ASSUMED, KEPT, LEFT_OUT
from chaingraph.tables.adapters.result import SOURCE, Result
from chaingraph.tables.adapters.source import Source, csv_files, sheet_of
from chaingraph.tables.foreign import csv_rows, header_of, look_csv
from chaingraph.tables.raw import insert, literal

_META = sheet_of("meta", "commodity_meta", "Code Name", "Category Subcategory Description", "Name", optional=True)
_FINAL = re.compile(r"F\d\d[0-9A-Z]{1,3}")
_TOTAL, _VALUE = re.compile(r"T(\d\d|IO|OTAL).*", re.I), re.compile(r"V(\d{3,5}|A\w*)")
_CUT = {"total": _TOTAL, "value-added": _VALUE, "final-demand": _FINAL}
# Scrap, second-hand goods, imports without a domestic counterpart, adjustment: in the table, and nobody's product.
_NO_PRODUCT = "'S00401', 'S00402', 'S00300', 'S00900'"
_NO_PRODUCT_NAME = "(?i)\\bscrap\\b|used and second-?hand|noncomparable|rest of the world"
_COUNTRY, _CHAIN = "usa", "commodities"
_SLACK = 0.005  # of a column's total: cells are whole millions


def _matrix(folder: Path, word: str) -> Path | None:
    """The matrix whose header has final demand (use), or whose name says so."""
    for path in csv_files(folder):
        header = header_of(path)[1:]
        final = any(_FINAL.fullmatch(cell.strip()) for cell in header)
        total = len(header) > 2 and any(_TOTAL.fullmatch(cell.strip()) for cell in header)
        if (word == "use" and final) or (word in path.stem.lower() and (total or (final and len(header) > 2))):
            return path
    return None


def recognises(folder: Path) -> bool:
    """A matrix with codes of final demand or totals in its header and ``use`` in its name."""
    return _matrix(folder, "use") is not None


def fill(source: Source, result: Result, options: Options) -> None:
    """Commodities are products; what a share of an industry's output at or above the threshold buys is its input.

    An industry stands for the commodity of the same code (its main product).
    """
    use = _matrix(source.folder, "use")
    if use is None:
        raise DataError([_problem(source.folder.name, "no-matrix-of-use")])
    make = _matrix(source.folder, "make")
    source.read((_META,), ignore=tuple(path.stem for path in (use, make) if path))
    _cells(source, use, "uses")
    source.files["use"] = use.name
    _cut(source, use.name, "uses")
    _products(source, result, use.name)
    _shares(source, result, use.name, options.threshold)
    if make is not None:
        _main_products(source, make)
    else:
        source.report.add("make_matrix.csv", None, "", "", "file-missing", KEPT)


def _problem(file: str, sentence: str, why: Spoken | None = None) -> Problem:
    return problem("not-a-matrix", table=file, sentence=sentence, fix="check-file", why=why)


def _cells(source: Source, path: Path, table: str) -> None:
    """A matrix as table (_row, input, user, value): what stands before totals are cut off, without zeros and blanks."""
    encoding = look_csv(path).encoding
    if encoding is None:
        raise DataError([_problem(path.name, "matrix-encoding")])
    rows: list[Sequence[object]] = []
    seen: set[str] = set()
    try:
        reader = csv_rows(path, encoding, strict=False)
        header = [cell.strip() for cell in next(reader, (1, []))[1]]
        keep = [column for column, cell in enumerate(header) if column and cell and header.index(cell) == column]
        for index, cell in enumerate(header):
            if index and index not in keep:
                source.report.add(path.name, 1, cell, cell, "column-twice" if cell else "empty", LEFT_OUT)
        for number, row in reader:
            code = row[0].strip().replace("\0", "") if row else ""
            if not any(cell.strip() for cell in row):
                continue
            if not code or code in seen:
                source.report.add(path.name, number, header[0], code, "code-twice" if code else "empty", LEFT_OUT)
                continue
            seen.add(code)
            if len(row) != len(header):
                source.report.add(path.name, number, "", f"{len(row)} / {len(header)}", "ragged", KEPT)
            rows.append((number, code, "", 0.0))  # the row exists even where all its cells are 0
            rows += _numbers(source, path.name, number, code, row, header, keep)
    except Unreadable as error:
        raise DataError([_problem(path.name, "matrix-no-csv", why=error.why)]) from error
    source.run(f'create table {table} (_row bigint, input varchar, "user" varchar, value double)')
    insert(source.raw.con, table, rows)
    source.run(f"create table {table}_columns (code varchar)")
    insert(source.raw.con, f"{table}_columns", [(header[column],) for column in keep])


def _numbers(
    source: Source, file: str, number: int, code: str, row: Sequence[str], header: Sequence[str], keep: Sequence[int]
) -> list[Sequence[object]]:
    found: list[Sequence[object]] = []
    for column in keep:
        text = row[column].strip() if column < len(row) else ""
        if text in ("", "0", "0.0"):
            continue
        try:
            value = float(text.replace(",", ""))
        except ValueError:
            value = float("nan")
        if value - value != 0:  # not a number, or without bound
            source.report.add(file, number, header[column], text, "not-a-number", LEFT_OUT)
        elif value:
            found.append((number, code, header[column], value))
    return found


def _cut(source: Source, file: str, table: str) -> None:
    """Marks totals, value added and final demand, and tells them; the flows themselves become ``flows``."""
    codes = source.rows(f"select min(_row), input from {table} group by input order by 1")
    columns = source.rows(f"select 1, code from {table}_columns")
    marks: dict[str, str] = {}
    for row, code in (*codes, *columns):
        kind = next((kind for kind, form in _CUT.items() if form.fullmatch(code)), None)
        if kind:
            marks[code] = kind
            source.report.add(file, row, "" if row > 1 else code, code, kind, LEFT_OUT)
    source.table("marks", ("code", "kind"), list(marks.items()))
    source.run(
        f"""create table flows as select _row, input, "user", value from {table}
            where "user" <> '' and input not in (select code from marks) and "user" not in (select code from marks)"""
    )


def _products(source: Source, result: Result, file: str) -> None:
    t = "raw_src_meta"
    source.drop("meta", t, "Code", (f"_row not in (select min(_row) from {t} group by Code)", "duplicate", "Code"))
    source.run(
        f"""create table goods as select u.code, coalesce(m.Name, u.code) as name, m.Name as name_en, Subcategory as segment, u._row,
            nullif(trim(split_part(Category, ':', 1)), '') as chain, trim(coalesce(nullif(split_part(Category, ':', 2), ''), Category)) as chain_name
            from (select input as code, min(_row) as _row from uses where input not in (select code from marks) group by 1) u
            left join {t} m on upper(m.Code) = upper(u.code)"""
    )
    odd = f"code in ({_NO_PRODUCT}) or regexp_matches(name, '{_NO_PRODUCT_NAME}')"
    source.drop("use", "goods", "code || ' ' || name", (odd, "not-a-product", ""))
    users = "select distinct code from uses_columns where code not in (select code from marks) and code not in (select code from goods)"
    source.told("use", "", f"select 1, code from ({users}) order by code", "dangling", LEFT_OUT)
    commodities = literal(both("adapt.note.commodities"))
    source.run(f"update goods set chain = '{_CHAIN}', chain_name = {commodities} where chain is null")
    source.run("update goods set chain = regexp_replace(chain, '[^0-9A-Za-z-]+', '-', 'g')")
    source.report.add(file, None, "", _CHAIN, "chain-assumed", ASSUMED)
    known = source.rows("select count(name_en) from goods")[0][0]
    source.report.add(source.files["meta"], None, "Name", "", "english-only", KEPT, count=known)
    result.unique_names("goods", "name", "code", source.files["meta"])
    made = places.country_code(_COUNTRY)
    source.report.add(file, None, "", f"{_COUNTRY} {made}", "place-code-made", ASSUMED)
    result.rows("regions", ("code", "name_zh", "name_en"), [(made, *places.UNITED_STATES)])
    source.run(
        "create table sectors as select chain as id, min(chain_name) as name, min(_row) as _row from goods group by 1"
    )
    result.unique_names("sectors", "name", "id", source.files["meta"])
    result.put("chains", "select id, name as name_zh, name as name_en from sectors", "id")
    made_of = f"select code as id, name as name_zh, name_en, chain, segment as segment_zh, '{SOURCE}' as source, _row from goods"
    result.put("products", made_of, "_row")


def _shares(source: Source, result: Result, file: str, threshold: float) -> None:
    negative = "select _row, input || ' → ' || \"user\" || ' ' || value from flows where value < 0 order by 1, 2"
    source.told("use", "", negative, "negative", LEFT_OUT)
    # Output of an industry: all it buys plus its value added; without value added the table's own largest total.
    source.run(
        """create table sums as select "user" as code, sum(value) as total,
             sum(value) filter (input in (select code from marks where kind = 'value-added')) as added from uses
           where "user" <> '' and input not in (select code from marks where kind = 'total') group by 1"""
    )
    source.run(
        """create table totals as select "user" as code, max(value) as total from uses
           where input in (select code from marks where kind = 'total') and "user" not in (select code from marks) group by 1"""
    )
    differ = f"""select 1, code || ' ' || s.total || ' / ' || t.total from sums s join totals t using (code)
        where added is not null and abs(s.total - t.total) > greatest(5, {_SLACK} * abs(t.total)) order by code"""
    source.told("use", "", differ, "total-differs", KEPT)
    source.run(
        """create table made_goods as select code, case when s.added is not null then s.total else coalesce(t.total, s.total) end as output
           from sums s left join totals t using (code) where code in (select code from goods)"""
    )
    source.told(
        "use",
        "",
        "select 1, code from goods where code in (select code from uses_columns) and code not in (select code from made_goods where output > 0) order by code",
        "no-output",
        LEFT_OUT,
    )
    source.run(
        """create table shares as select _row, "user" as product, input, value / output as share from flows join made_goods on code = "user"
           where value > 0 and output > 0 and input in (select code from goods)"""
    )
    low = source.rows(f"select count(*) from shares where share < {threshold!r}")[0][0]
    source.report.add(file, None, "", f"< {threshold:g}", "below-threshold", LEFT_OUT, count=low)
    source.run(f"delete from shares where share < {threshold!r}")
    source.drop("use", "shares", "product", ("product = input", "self-link", ""))
    source.told(
        "use",
        "",
        "select _row, input || ' → ' || product || ' ' || round(share, 4) from shares where share > 1 order by 1, 2",
        "above-one",
        LEFT_OUT,
    )
    source.run("delete from shares where share > 1")
    count = source.rows("select count(*) from shares")[0][0]
    source.report.add(file, None, "", "essential = yes", "essential-assumed", ASSUMED, count=count)
    cells = f"select product, input, round(share, 6) as share, '{SOURCE}' as source from shares"
    result.put("inputs", cells, "product, input")


def _main_products(source: Source, path: Path) -> None:
    """Tells the industries of which the commodity of the same code is less than half of the output."""
    _cells(source, path, "makes_of")
    source.files["make"] = path.name
    mixed = """select min(_row), input || ' ' || round(sum(value) filter ("user" = input) / sum(value), 3) from makes_of
        where "user" not in (select code from marks) and "user" <> '' and "user" not like 'T0%' and input in (select code from goods)
        group by input having sum(value) > 0 and coalesce(sum(value) filter ("user" = input), 0) / sum(value) < 0.5 order by 1"""
    source.told("make", "", mixed, "side-product", KEPT)


ADAPTER = Adapter(
    name="bea_use_2017_detail",
    source_kind="statistics",
    recognises=recognises,
    fill=fill,
)
