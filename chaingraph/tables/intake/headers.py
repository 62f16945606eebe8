"""Which row of a sheet is its header, which table it stands for, and in which unit its money is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from chaingraph.schema import SCHEMA, Table, normalise_header
from chaingraph.tables import says
from chaingraph.tables.archive import column_letters
from chaingraph.tables.headings import Heading, home, money, near_heading, read_heading, unread, untold
from chaingraph.tables.intake import sayings
from chaingraph.tables.intake.located import Placed
from chaingraph.tables.intake.sheets import Grid, returned_headers
from chaingraph.tables.raw import table_named
from chaingraph.tables.units import foreign_unit, money_unit

_DEEPEST = 20  # rows of titles above a header
_IGNORED = frozenset(("序号", "no", "no.", "num", "行号", *map(normalise_header, returned_headers())))
_YEARS = re.compile(r"(?:19|20)[0-9]{2}(?:年度?)?")
_FLAT = {"enterprises", "makes"}
_MAKING = frozenset(("product", "output_yi", "capacity"))
_UNIT_LINE = re.compile(r"(?:^|[\s(（,，;；])(?:金额|货币|计量)?(?:单位|units?)\s*[:：]?\s*([^()（）]*)", re.I)
FOOT = re.compile(
    r"(?:合计|总计|小计|共计|累计|全[省市县区]合计|其中[:：]|以下空白|注[:：]|备注[:：]|说明[:：]|填表人|填报人|填报单位|单位负责人|审核人|制表|"
    r"数据来源[:：]|[一二三四五六七八九十]+、[^，,]*[（(][0-9]+[家户个][)）]$)"
)


@dataclass(frozen=True)
class Field:
    """One column of a sheet that is read: its position there and its column in the table."""

    position: int
    column: str
    header: str
    unit: Decimal | None = None  # factor to the column's own unit, 亿元 for money
    text_unit: str = ""  # stands behind each bare number of a text
    year: str = ""  # that its header names
    parts: tuple[int, ...] = ()  # columns of one place, the coarsest first


@dataclass(frozen=True)
class Head:
    """A sheet's header: its table, row number and fields."""

    table: Table
    row: int
    fields: tuple[Field, ...]
    dropped: tuple[str, ...] = ()  # headers that are not read
    context: dict[str, int] = field(default_factory=dict)  # chain, segment or scope to the column that tells of it
    flat: bool = False  # one of several tables that a row of the sheet fills

    @property
    def letters(self) -> dict[str, str]:
        """Column of the table to the letter of the sheet's column."""
        return {field.column: column_letters(field.position) for field in self.fields}


def _known(table: Table, cells: Sequence[str]) -> set[str]:
    """The columns of a table that these headers name."""
    return {heading.column for cell in cells if cell.strip() and (heading := read_heading(table, cell))}


def _named(grid: Grid) -> list[Table]:
    """The tables that the name of a sheet or file may mean: its very name, else those it contains."""
    exact = table_named(grid.name)
    if exact:
        return [exact]
    text = normalise_header(grid.name)
    return [
        table
        for table in SCHEMA.tables.values()
        if any(
            len(name) > 1 and normalise_header(name) in text for name in (table.name, table.name_zh, *table.synonyms)
        )
    ]


def find_heads(grid: Grid, only: Table | None = None) -> tuple[list[Head], list[Placed]]:
    """The tables that a sheet fills, each with its header, and the problems that the row of the header has.

    The row, among the first twenty, that holds most known column names, alone or together with the row above it; the
    table by the sheet's name, else the one that knows most of that row. Of several, one that misses a required column
    is out where another misses none. A list of enterprises with what they make fills both tables; one that names
    projects is a list of projects.
    """
    named = [only] if only else _named(grid)
    if not only and table_named(grid.name) is None and not _best(grid, named):
        named = []  # 供应商 is no table of deliveries
    choices = named or list(SCHEMA.tables.values())
    best: tuple[int, ...] | None = None  # names, years below them, one line rather than two, earlier row and table
    lines = [(number, joined) for number in range(len(grid.rows[:_DEEPEST])) for joined in (False, True)]
    for number, joined in lines:
        if joined and number == 0:
            continue
        cells = _header_cells(grid, number, joined=joined)
        for index, table in enumerate(choices):
            rank = (len(_known(table, cells)), joined and _of_years(grid, number), -joined, -number, -index)
            if best is None or rank > best:
                best = rank
    if best is None:
        return [], [grid.at(sayings.sheet_empty())]
    score, joined, number, index = best[0], best[2] == -1, -best[3], -best[4]
    cells = _header_cells(grid, number, joined=joined)
    if only is None and _lists_makers(grid, cells) and (not named or {table.name for table in named} & _FLAT):
        return _flat_heads(grid, number, cells)
    if score < (1 if named else 2):
        if only or not named:
            return [], [grid.at(sayings.sheet_unknown(grid.name))]
        return [], [grid.at(sayings.sheet_headless(choices[index]))]
    rivals = [(table, known) for table in choices if len(known := _known(table, cells)) == score]
    whole = [
        table for table, known in rivals if all(column.name in known for column in table.columns if column.required)
    ]
    likely = whole or [table for table, _ in rivals]
    subject = [table for table in likely if table.name == _subject(cells)]
    likely = subject or likely
    if len(likely) > 1:
        return [], [grid.at(sayings.sheet_ambiguous(likely), grid.rows[number][0])]
    head, problems = head_at(grid, likely[0], number, cells)
    return [head], problems


def _best(grid: Grid, tables: Sequence[Table]) -> int:
    """The most columns of one of the tables that a row among the first twenty names."""
    return max((len(_known(table, cells)) for _, cells in grid.rows[:_DEEPEST] for table in tables), default=0)


def _header_cells(grid: Grid, number: int, *, joined: bool) -> list[str]:
    """The names of the columns in line ``number``, or in it and the line above: a year or a group over several columns
    goes before each of them.
    """
    cells = list(grid.rows[number][1])
    if not joined:
        return cells
    upper = list(grid.rows[number - 1][1])
    width = max(len(cells), len(upper))
    cells += [""] * (width - len(cells))
    upper += [""] * (width - len(upper))
    over, names = "", []
    for above, below in zip((cell.strip() for cell in upper), (cell.strip() for cell in cells), strict=True):
        over = above or (over if below else "")
        if not below:
            names.append(above)
        elif above == below or not over:
            names.append(below)
        elif _YEARS.fullmatch(below):
            names.append(f"{below}{over}")
        else:
            names.append(f"{over}{below}" if _YEARS.search(over) else below)
    return names


def _of_years(grid: Grid, number: int) -> bool:
    """Whether line ``number`` says nothing but the years of what the line above names, and what that says already."""
    upper, lower = ([cell.strip() for cell in cells] for cells in (grid.rows[number - 1][1], grid.rows[number][1]))
    years = [bool(_YEARS.fullmatch(cell)) for cell in lower]
    return any(years) and all(year or not cell or cell in upper for cell, year in zip(lower, years, strict=True))


def _reads(table: str, cells: Iterable[str], column: str) -> list[str]:
    """The cells that name ``column`` of ``table``."""
    return [
        cell
        for cell in cells
        if cell.strip() and (heading := read_heading(SCHEMA.tables[table], cell)) and heading.column == column
    ]


def _subject(cells: Sequence[str]) -> str | None:
    """What the rows of a list are, by the name that they bear: projects or enterprises."""
    firms = _reads("enterprises", cells, "name_zh")
    if any(cell not in firms for cell in _reads("projects", cells, "name_zh")):
        return "projects"
    return "enterprises" if firms else None


def _lists_makers(grid: Grid, cells: Sequence[str]) -> bool:
    """Whether a list tells enterprises by their names, and what they make; a sheet that is called as the table of what
    is made, and has no other columns, is that table.
    """
    if _subject(cells) != "enterprises" or not _reads("makes", cells, "product"):
        return False
    if table_named(grid.name) is not SCHEMA.tables["makes"]:
        return True
    return any(
        cell.strip() and read_heading(SCHEMA.tables["makes"], cell) is None and _tells_of_firms(cell) for cell in cells
    )


def _tells_of_firms(cell: str) -> bool:
    return read_heading(SCHEMA.tables["enterprises"], cell) is not None or normalise_header(cell) in SCHEMA.list_roles


def _flat_heads(grid: Grid, number: int, cells: Sequence[str]) -> tuple[list[Head], list[Placed]]:
    """The headers of enterprises and of what they make, of one and the same row."""
    firms, makes = SCHEMA.tables["enterprises"], SCHEMA.tables["makes"]
    makings = {
        position
        for position, cell in enumerate(cells)
        if (heading := read_heading(makes, cell)) and heading.column in _MAKING
    }
    heads, problems = [], []
    for table, beside in ((firms, makings), (makes, set(range(len(cells))) - makings)):
        only = _MAKING | {"enterprise", "year", "source"} if table is makes else None
        head, found = head_at(grid, table, number, cells, beside=beside, only=only)
        heads.append(replace(head, flat=True))
        problems += found
    return heads, problems


def head_at(
    grid: Grid,
    table: Table,
    number: int,
    cells: Sequence[str] | None = None,
    *,
    beside: Collection[int] = (),
    only: Collection[str] | None = None,
) -> tuple[Head, list[Placed]]:
    """The header in the grid's line ``number`` (from 0), read for ``table``.

    ``cells``: the names of its columns, where they stand in two lines. ``beside``: columns that another table reads;
    ``only``: the columns of the table that are wanted.
    """
    row = grid.rows[number][0]
    cells = grid.rows[number][1] if cells is None else cells
    sheet_unit, strange = _sheet_unit(cell for _, above in grid.rows[:number] for cell in above)
    fields: list[Field] = []
    problems: list[Placed] = []
    headings: dict[str, Heading] = {}
    dropped: list[str] = []
    context: dict[str, int] = {}
    parts: dict[str, int] = {}
    unknown = 0
    for position, cell in enumerate(cells):
        text, letter = cell.strip(), column_letters(position)
        if not text or normalise_header(text) in _IGNORED:
            continue
        heading = read_heading(table, text)
        if only is not None and (heading is None or heading.column not in only):
            continue
        if position in beside and (heading is None or only is None):
            continue
        role = SCHEMA.list_roles.get(normalise_header(text.strip("*").rstrip(":：")))
        if heading is None and role is not None and (role == "scope" or "region" in table.by_name):
            (context if role == "scope" else parts).setdefault(role, position)
            continue
        if heading is None and (column := _of_products(text)) is not None:
            context.setdefault(column, position)
            continue
        if heading is None:
            dropped.append(text)
            if (unknown := unknown + 1) <= says.MOST_UNKNOWN:
                problem = says.unknown_column(table, text, near_heading(table, text), home(table, text))
                problems.append(grid.at(problem, row, letter))
            continue
        if money(table.by_name[heading.column]) and heading.factor is None and heading.readable:
            heading = replace(heading, factor=sheet_unit, strange=strange)
        if (left_out := unread(table, heading, text)) is not None:
            dropped.append(text)
            problems.append(grid.at(left_out, row, letter))
        elif heading.column in headings:
            older = min((headings[heading.column].year, heading.year))
            if not older or headings[heading.column].year == heading.year:
                problems.append(grid.at(says.column_twice(table, heading.column, text), row, letter))
                continue
            problems.append(grid.at(sayings.older_year(table, heading.column, older), row, letter))
            if heading.year > headings[heading.column].year:
                headings[heading.column] = heading
                fields = [field for field in fields if field.column != heading.column]
                fields.append(_field(position, text, heading))
        else:
            headings[heading.column] = heading
            fields.append(_field(position, text, heading))
    if parts:
        fields = _with_place(fields, parts, cells)
    for kept in fields:
        heading = headings.get(kept.column)
        if heading and not heading.year and (note := untold(table, heading, kept.header, headings)) is not None:
            problems.append(grid.at(note, row, column_letters(kept.position)))
    if unknown > says.MOST_UNKNOWN:
        problems.append(grid.at(says.more_unknown_columns(table, unknown - says.MOST_UNKNOWN), row))
    if len(dropped) > len(fields):
        problems.append(grid.at(sayings.most_dropped(len(dropped), len(dropped) + len(fields), table), row))
    return Head(table, row, tuple(fields), tuple(dropped), context), problems


def _field(position: int, header: str, heading: Heading) -> Field:
    return Field(position, heading.column, header, heading.factor, heading.unit, heading.year)


def _of_products(text: str) -> str | None:
    """The column of products (chain or segment) that a header of another table's list names."""
    heading = read_heading(SCHEMA.tables["products"], text)
    return heading.column if heading and heading.column in ("chain", "segment_zh") else None


def _with_place(fields: Sequence[Field], parts: Mapping[str, int], cells: Sequence[str]) -> list[Field]:
    """The fields, the place among them made of all columns that tell a part of it, the coarsest first."""
    found = next((field for field in fields if field.column == "region"), None)
    order = [parts[role] for role in SCHEMA.list_headers if role in parts]
    if found is not None:  # 所在地区 stands for the county where a province or city is told beside it
        order = [*(at for at in order if at in (parts.get("province"), parts.get("prefecture"))), found.position]
    header = cells[order[-1]].strip()
    place = Field(order[-1], "region", header, parts=tuple(order))
    return [*(field for field in fields if field is not found), place]


def _sheet_unit(cells: Iterable[str]) -> tuple[Decimal | None, str]:
    """The unit of money that a line above the header names: its factor to 亿元, or the unit itself where it is not known."""
    for cell in cells:
        for found in _UNIT_LINE.findall(cell):
            parts = [found.strip(), *re.split(r"\s*[,，、;；/]\s*", found.strip())]
            words = [word for part in parts for word in part.split() if not word.isascii()]  # CNY million is one unit
            for part in (*parts, *words):
                factor = money_unit(part)
                if factor is not None:
                    return factor, ""
                if foreign_unit(part) and part not in ("%", "％", "‰"):
                    return None, part
    return None, ""
