"""Which row of a sheet is its header, which table it stands for, and in which unit its money is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from chaingraph.schema import SCHEMA, Table, normalise_header
from chaingraph.tables import says
from chaingraph.tables.archive import column_letters
from chaingraph.tables.headings import Heading, home, money, near_heading, read_heading, unread, untold
from chaingraph.tables.intake import sayings
from chaingraph.tables.intake.located import Placed
from chaingraph.tables.intake.sheets import Grid
from chaingraph.tables.raw import table_named
from chaingraph.tables.units import foreign_unit, money_unit

_DEEPEST = 20  # rows of titles above a header
_IGNORED = frozenset(("序号", "no", "no.", "num", "行号"))
_UNIT_LINE = re.compile(r"(?:^|[\s(（,，;；])(?:金额|货币|计量)?(?:单位|units?)\s*[:：]?\s*([^()（）]*)", re.I)
FOOT = re.compile(
    r"(?:合计|总计|小计|共计|累计|注[:：]|备注[:：]|说明[:：]|填表人|填报人|填报单位|审核人|制表|数据来源[:：])"
)


@dataclass(frozen=True)
class Field:
    """One column of a sheet that is read: its position there and its column in the table."""

    position: int
    column: str
    header: str
    unit: Decimal | None = None  # factor to the column's own unit, 亿元 for money
    text_unit: str = ""  # stands behind each bare number of a text


@dataclass(frozen=True)
class Head:
    """A sheet's header: its table, row number and fields."""

    table: Table
    row: int
    fields: tuple[Field, ...]
    dropped: tuple[str, ...] = ()  # headers that are not read

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


def find_head(grid: Grid, only: Table | None = None) -> tuple[Head | None, list[Placed]]:
    """The header of a sheet, with the problems that its row has.

    The row, among the first twenty, that holds most known column names; the table by the sheet's name, else
    the one that knows most of that row. Of several, one that misses a required column is out where another misses none.
    """
    named = [only] if only else _named(grid)
    choices = named or list(SCHEMA.tables.values())
    best: tuple[int, int, int] | None = None  # known names, earlier row, earlier table
    for number, (_, cells) in enumerate(grid.rows[:_DEEPEST]):
        for index, table in enumerate(choices):
            rank = (len(_known(table, cells)), -number, -index)
            if best is None or rank > best:
                best = rank
    if best is None:
        return None, [grid.at(sayings.sheet_empty())]
    score, number, index = best[0], -best[1], -best[2]
    if score < (1 if named else 2):
        if only or not named:
            return None, [grid.at(sayings.sheet_unknown(grid.name))]
        return None, [grid.at(sayings.sheet_headless(choices[index]))]
    cells = grid.rows[number][1]
    rivals = [(table, known) for table in choices if len(known := _known(table, cells)) == score]
    whole = [
        table for table, known in rivals if all(column.name in known for column in table.columns if column.required)
    ]
    likely = whole or [table for table, _ in rivals]
    if len(likely) > 1:
        return None, [grid.at(sayings.sheet_ambiguous(likely), grid.rows[number][0])]
    return head_at(grid, likely[0], number)


def head_at(grid: Grid, table: Table, number: int) -> tuple[Head, list[Placed]]:
    """The header in the grid's line ``number`` (from 0), read for ``table``."""
    row, cells = grid.rows[number]
    sheet_unit, strange = _sheet_unit(cell for _, above in grid.rows[:number] for cell in above)
    fields: list[Field] = []
    problems: list[Placed] = []
    headings: dict[str, Heading] = {}
    dropped: list[str] = []
    unknown = 0
    for position, cell in enumerate(cells):
        text, letter = cell.strip(), column_letters(position)
        if not text or normalise_header(text) in _IGNORED:
            continue
        heading = read_heading(table, text)
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
            problems.append(grid.at(says.column_twice(table, heading.column, text), row, letter))
        else:
            headings[heading.column] = heading
            fields.append(Field(position, heading.column, text, heading.factor, heading.unit))
    for field in fields:
        if (note := untold(table, headings[field.column], field.header, headings)) is not None:
            problems.append(grid.at(note, row, column_letters(field.position)))
    if unknown > says.MOST_UNKNOWN:
        problems.append(grid.at(says.more_unknown_columns(table, unknown - says.MOST_UNKNOWN), row))
    if len(dropped) > len(fields):
        problems.append(grid.at(sayings.most_dropped(len(dropped), len(dropped) + len(fields), table), row))
    return Head(table, row, tuple(fields), tuple(dropped)), problems


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
