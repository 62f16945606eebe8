"""Which row of a sheet is its header, which table it stands for, and in which unit its money is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from chaingraph.schema import SCHEMA, Table, normalise_header
from chaingraph.tables import says
from chaingraph.tables.archive import column_letters
from chaingraph.tables.intake import sayings
from chaingraph.tables.intake.placed import Placed
from chaingraph.tables.intake.sheets import Grid
from chaingraph.tables.intake.values import money_unit
from chaingraph.tables.raw import bare_money, table_named

_DEEPEST = 20  # rows of titles above a header
_IGNORED = frozenset(("序号", "no", "no.", "num", "行号"))
_BRACKETS = re.compile(r"(.*?)[(\[]([^()\[\]]*)[)\]]\*?")
_UNIT_LINE = re.compile(r"(?:金额|货币|计量)?单位[:：]?\s*(?:人民币)?\s*([亿千百万]*元)")
FOOT = re.compile(
    r"(?:合计|总计|小计|共计|累计|注[:：]|备注[:：]|说明[:：]|填表人|填报人|填报单位|审核人|制表|数据来源[:：])"
)


@dataclass(frozen=True)
class Field:
    """One column of a sheet that is read: its position there and its column in the table."""

    position: int
    column: str
    header: str
    unit: Decimal | None = None  # factor to 亿元, for money


@dataclass(frozen=True)
class Head:
    """A sheet's header: its table, row number and fields."""

    table: Table
    row: int
    fields: tuple[Field, ...]

    @property
    def letters(self) -> dict[str, str]:
        """Column of the table to the letter of the sheet's column."""
        return {field.column: column_letters(field.position) for field in self.fields}


def known_header(table: Table, text: str) -> tuple[str, Decimal | None, bool] | None:
    """Column, unit and whether a unit is named, of a header; None when no column is called so.

    A note in brackets after the name, 产值（万元） or 企业名称（必填）, is a unit or nothing.
    """
    text = text.strip().rstrip("*").strip()
    whole = normalise_header(text)
    name = table.headers.get(whole)
    if name:
        money = name.endswith("_yi")
        return name, Decimal(1) if money and not bare_money(table.by_name[name], text) else None, money
    found = _BRACKETS.fullmatch(whole)
    name = table.headers.get(found.group(1)) if found else None
    if not found or not name:
        return None
    if not name.endswith("_yi"):
        return name, None, False
    factor = money_unit(re.sub("^单位:?", "", found.group(2)))
    return (name, factor, True) if factor is not None else None


def _score(table: Table, cells: Sequence[str]) -> int:
    names = {known[0] for cell in cells if cell.strip() and (known := known_header(table, cell))}
    return len(names)


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
    the one that knows most of that row.
    """
    named = [only] if only else _named(grid)
    choices = named or list(SCHEMA.tables.values())
    best: tuple[int, int, int] | None = None  # known names, earlier row, earlier table
    for number, (_, cells) in enumerate(grid.rows[:_DEEPEST]):
        for place, table in enumerate(choices):
            rank = (_score(table, cells), -number, -place)
            if best is None or rank > best:
                best = rank
    if best is None:
        return None, [grid.at(sayings.sheet_empty())]
    score, number, place = best[0], -best[1], -best[2]
    if score < (1 if named else 2):
        if only or not named:
            return None, [grid.at(sayings.sheet_unknown(grid.name))]
        return None, [grid.at(sayings.sheet_headless(choices[place]))]
    rivals = [table for table in choices if _score(table, grid.rows[number][1]) == score]
    if len(rivals) > 1:
        return None, [grid.at(sayings.sheet_ambiguous(rivals), grid.rows[number][0])]
    return head_at(grid, choices[place], number)


def head_at(grid: Grid, table: Table, number: int) -> tuple[Head, list[Placed]]:
    """The header in the grid's line ``number`` (from 0), read for ``table``."""
    row, cells = grid.rows[number]
    sheet_unit = _sheet_unit(cell for _, above in grid.rows[:number] for cell in above)
    fields: list[Field] = []
    problems: list[Placed] = []
    taken: set[str] = set()
    unknown = 0
    for position, cell in enumerate(cells):
        text = cell.strip()
        if not text or normalise_header(text) in _IGNORED:
            continue
        known = known_header(table, text)
        if known is None and (unknown := unknown + 1) > says.MOST_UNKNOWN:
            continue
        if known is None:
            problems.append(grid.at(says.unknown_column(table, text), row, column_letters(position)))
        elif known[0] in taken:
            problems.append(grid.at(says.column_twice(table, known[0], text), row, column_letters(position)))
        else:
            name, unit, _ = known
            taken.add(name)
            fields.append(Field(position, name, text, unit or (sheet_unit if name.endswith("_yi") else None)))
    if unknown > says.MOST_UNKNOWN:
        problems.append(grid.at(says.more_unknown_columns(table, unknown - says.MOST_UNKNOWN), row))
    return Head(table, row, tuple(fields)), problems


def _sheet_unit(cells: Iterable[str]) -> Decimal | None:
    for cell in cells:
        found = _UNIT_LINE.search(cell)
        if found:
            return money_unit(found.group(1))
    return None
