"""A second list, to tell how complete the records are: who makes what where, as others listed it.

One flat list: a line is an enterprise, its products and its place, with the name of the list it stands on and the size
of the enterprise where that is told. It is read like every foreign file and matched like every import, and nothing of
it is brought into the dataset.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from chaingraph.errors import DataError
from chaingraph.problems import Severity, problem
from chaingraph.schema import SCHEMA, normalise_header
from chaingraph.tables.headings import read_heading
from chaingraph.tables.intake.addresses import place_forms
from chaingraph.tables.intake.matching import Decision, Doubt, match
from chaingraph.tables.intake.sheets import Grid, grids
from chaingraph.tables.intake.values import narrow
from chaingraph.tables.marks import DIVIDED, LIST_HEADERS, WIDE_SEMICOLON
from chaingraph.tables.names import plain_name
from chaingraph.tables.raw import insert, is_example

if TYPE_CHECKING:
    import duckdb

    from chaingraph.tables.dataset import Dataset

_DEEPEST = 20  # rows of titles above a header
_PARTS = re.compile(rf"[;{WIDE_SEMICOLON}\n\r]+")
_NEEDED = ("enterprise", "product")
# What a column of a list is called: as these columns of the tables are.
_LIKE = {
    "enterprise": (("enterprises", ("name_zh", "name_en")), ("makes", ("enterprise",))),
    "product": (("makes", ("product",)),),
    "region": (("enterprises", ("region",)),),
    "uscc": (("enterprises", ("uscc",)),),
    "size": (("enterprises", ("role",)),),
    "list": (("enterprises", ("source",)),),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the list, each cell as it was written, empty where it is."""

    enterprise: str
    product: str
    region: str = ""
    uscc: str = ""
    size: str = ""
    list: str = ""


@dataclass(frozen=True, kw_only=True)
class SecondList:
    """The lines that name an enterprise and a product. ``incomplete``: how many do not; ``unread``: sheets without such
    columns.
    """

    lines: tuple[Line, ...]
    incomplete: int = 0
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ListedPair:
    """An enterprise that the list says makes a product. ``enterprise``: its id on record, else a mark of the list's own
    (``known`` tells which); ``doubtful``: it may be one on record, which a person must say. ``region``: where the list
    has it, else where it stands on record, None where neither tells.
    """

    enterprise: str
    known: bool
    doubtful: bool
    product: str
    region: str | None
    size: str
    list: str


@dataclass(frozen=True, kw_only=True)
class Matched:
    """The list as the dataset understands it. ``unknown_products``, ``unknown_regions``: what means nothing there, or
    several things, with how often it stands on the list.
    """

    pairs: tuple[ListedPair, ...]
    doubts: tuple[Doubt, ...]
    unknown_products: Mapping[str, int]
    unknown_regions: Mapping[str, int]


def read_second_list(path: Path) -> SecondList:
    """The list of a CSV file or workbook, whose columns may be called as in the tables of enterprises and of what they
    make, and ``list`` (名录) and ``size`` (规模).

    Raises UsageError for a file that is none, DataError where it cannot be read or no sheet has an enterprise and a
    product.
    """
    found, problems = grids([path])
    faults = [placed.problem for placed in problems if placed.severity is Severity.error]
    if faults:
        raise DataError(faults)
    lines: list[Line] = []
    unread = [placed.problem.value or placed.file for placed in problems]  # such as a hidden sheet
    incomplete, headless = 0, 0
    for grid in found:
        read = _lines(grid)
        if read is None:
            unread.append(grid.sheet or grid.file)
            headless += 1
            continue
        for line in read:
            if line.enterprise and line.product:
                lines.append(line)
            else:
                incomplete += 1
    if headless == len(found):
        titles = {"enterprise": SCHEMA.tables["makes"].by_name["enterprise"], "product": SCHEMA.tables["makes"].by_name["product"]}  # fmt: skip
        raise DataError(
            [
                problem("missing-column", table=path.name, row=1, column=name, sentence="column-missing", title=column.name_zh)
                for name, column in titles.items()
            ]
        )  # fmt: skip
    if not lines:
        raise DataError([problem("no-rows", table=path.name, sentence="no-rows-of-list")])
    return SecondList(lines=tuple(lines), incomplete=incomplete, unread=tuple(unread))


def _lines(grid: Grid) -> Iterator[Line] | None:
    """The lines below the header, the row that names an enterprise, a product and most else; None without one."""
    best: tuple[int, dict[str, int]] | None = None
    for number, (_, cells) in enumerate(grid.rows[:_DEEPEST]):
        columns: dict[str, int] = {}
        for position, cell in enumerate(cells):
            for name in _meanings(cell):
                if name not in columns:
                    columns[name] = position
                    break
        if all(name in columns for name in _NEEDED) and (best is None or len(columns) > len(best[1])):
            best = number, columns
    if best is None:
        return None
    number, columns = best
    return (
        Line(**{name: narrow(cells[place]) if place < len(cells) else "" for name, place in columns.items()})
        for _, cells in grid.rows[number + 1 :]
        if any(cell.strip() for cell in cells) and not is_example(cells)
    )


def _meanings(header: str) -> Iterator[str]:
    """What a header may stand for, the likeliest first."""
    text = normalise_header(header)
    if not text:
        return
    yield from (name for name, headers in LIST_HEADERS.items() if text in headers)
    for name, tables in _LIKE.items():
        for table, columns in tables:
            heading = read_heading(SCHEMA.tables[table], header)
            if heading is not None and heading.column in columns:
                yield name


def match_second_list(dataset: Dataset, second: SecondList, decisions: Sequence[Decision] = ()) -> Matched:
    """Finds the enterprises, products and regions of the list in the dataset, which stays as it is.

    Enterprises are matched as an import does (:func:`match`): certain ones are those on record, doubtful ones stay
    apart. Products and regions go by id, name or synonym. The work grows with the two lists, not with their product.
    """
    with dataset.con.cursor() as con:  # whose tables of its own go with it
        products = _products(con, {part for line in second.lines for part in _candidates(line.product)})
        places = _places(con)
        unknown_regions: dict[str, int] = {}
        regions: list[str | None] = []
        for line in second.lines:
            codes = places.get("".join(line.region.split()), set())
            if line.region and len(codes) != 1:
                unknown_regions[line.region] = unknown_regions.get(line.region, 0) + 1
            regions.append(min(codes) if len(codes) == 1 else None)
        keys, on_record, doubts = _enterprises(con, second.lines, regions, decisions)
    doubtful = {doubt.left.id for doubt in doubts}
    unknown_products: dict[str, int] = {}
    pairs: list[ListedPair] = []
    for number, (line, region) in enumerate(zip(second.lines, regions, strict=True)):
        if line.region and region is None:
            continue  # its place means nothing here: told apart
        found, lost = _meant(line.product, products)
        for part in lost:
            unknown_products[part] = unknown_products.get(part, 0) + 1
        own = keys[number]
        id_, place = on_record.get(own, (own, None))
        pairs += [
            ListedPair(
                enterprise=id_,
                known=own in on_record,
                doubtful=own in doubtful,
                product=product,
                region=region or place,
                size=line.size,
                list=line.list,
            )
            for product in found
        ]
    return Matched(
        pairs=tuple(pairs), doubts=tuple(doubts), unknown_products=unknown_products, unknown_regions=unknown_regions
    )


def _candidates(cell: str) -> Iterator[str]:
    """All parts of a cell that may be one product."""
    yield cell
    for part in _split(_PARTS, cell):
        yield part
        yield from _split(DIVIDED, part)


def _split(sign: re.Pattern[str], text: str) -> list[str]:
    return [part.strip() for part in sign.split(text) if part.strip()]


def _meant(cell: str, products: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The products of a cell, each once, and its parts that mean none or several: the whole cell, else the parts
    between semicolons, else the parts of these.
    """
    found: dict[str, None] = {}
    lost: list[str] = []
    for part in [cell] if cell in products else _split(_PARTS, cell):
        for piece in [part] if part in products else _split(DIVIDED, part):
            if piece in products:
                found[products[piece]] = None
            else:
                lost.append(piece)
    return list(found), lost


def _products(con: duckdb.DuckDBPyConnection, words: Iterable[str]) -> dict[str, str]:
    """Each text that is the id of a product, or the name or synonym of exactly one, with that id."""
    con.execute("create or replace temp table word (word varchar)")
    insert(con, "word", [(word,) for word in sorted(words)])
    names = " union ".join(
        f"select id, {plain_name(text)} as text from ({rows})"
        for text, rows in (
            ("name_zh", "select id, name_zh from products"),
            ("name_en", "select id, name_en from products"),
            ("synonym", "select id, unnest(synonyms) as synonym from products"),
        )
    )
    found = con.execute(
        f"""with named as ({names}), meant as (
            select word, id, true as exact from word join products on id = word
            union all select word, id, false from word join named on text = {plain_name("word")} where text <> '')
        select word, case when bool_or(exact) then word else min(id) end from meant group by word
        having bool_or(exact) or count(distinct id) = 1"""
    ).fetchall()
    return dict(found)


def _places(con: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """What a region may be called, its code too, with the codes of those called so."""
    rows = con.execute("select code, coalesce(name_zh, name_en), parent from regions").fetchall()
    found = place_forms(rows)
    for code, *_ in rows:
        found[code] = {code}
    return found


def _enterprises(
    con: duckdb.DuckDBPyConnection,
    lines: Sequence[Line],
    regions: Sequence[str | None],
    decisions: Sequence[Decision],
) -> tuple[list[str], dict[str, tuple[str, str | None]], list[Doubt]]:
    """A key for each line, one an enterprise; those on record, key to id and region; and the doubtful pairs."""
    con.execute("create or replace temp table line (n bigint, name_zh varchar, uscc varchar, region varchar)")
    rows = [(n, line.enterprise, line.uscc.upper() or None, region) for n, (line, region) in enumerate(zip(lines, regions, strict=True))]  # fmt: skip
    insert(con, "line", rows)
    con.execute(
        f"""create or replace temp table listed as
        select *, concat('list-', md5(concat({plain_name("name_zh")}, '|', coalesce(region, '')))) as id from line"""
    )
    listed = """(select id, arg_min(name_zh, n) as name_zh, cast(null as varchar) as aliases, arg_min(uscc, n) as uscc,
        arg_min(region, n) filter (regexp_full_match(region, '[0-9]{6}')) as region from listed group by id)"""
    known = """(select id, name_zh, array_to_string(list_concat(coalesce(aliases, []), [short_zh, name_en]), ';') as aliases,
        uscc, region from enterprises)"""
    names = [
        name for (name,) in con.execute("select distinct name_zh from regions where name_zh is not null").fetchall()
    ]
    certain, doubts = match(con, listed, known, names, decisions)
    wanted = sorted({id_ for id_, _ in certain.values()})
    con.execute("create or replace temp table wanted (id varchar)")
    insert(con, "wanted", [(id_,) for id_ in wanted])
    places = dict(con.execute("select id, region from enterprises where id in (select id from wanted)").fetchall())
    keys = [key for (key,) in con.execute("select id from listed order by n").fetchall()]
    return keys, {key: (id_, places[id_]) for key, (id_, _) in certain.items()}, doubts
