"""Rows of the tables as CSV files: which rows, and under each header which cell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from chaingraph.registry.asking import ask
from chaingraph.schema import SCHEMA, Column, Table
from chaingraph.tables import Dataset
from chaingraph.tables.dataset import as_given
from chaingraph.tables.paths import to_write
from chaingraph.tables.raw import literal, quoted


@dataclass(frozen=True)
class Cell:
    """What stands in a column of a file; to be had from the functions below."""

    sql: str


@dataclass(frozen=True)
class Rows:
    """What the lines of a file are made of; likewise."""

    sql: str


class _Count(NamedTuple):
    number: int


ROW = Cell("_row")  # the number of a row
# Of the rows of ``references``: what refers, to what, and its place in the list.
START, END, PLACE = Cell("s"), Cell("e"), Cell("p")


def cell(name: str) -> Cell:
    """A column by its name."""
    return Cell(quoted(name))


def given(column: Column) -> Cell:
    """A cell as the data gave it; items of a list with ``;`` between them."""
    sql = as_given(column)
    return Cell(f"array_to_string({sql}, ';')" if column.type == "list" else sql)


def text(value: str) -> Cell:
    """The same text in every line."""
    return Cell(literal(value))


def all_rows(table: Table) -> Rows:
    """A line for each row of a table."""
    return Rows(table.name)


def references(table: Table, column: Column, key: str) -> Rows:
    """A line for each id in a column of references that a row has: see :data:`START`. ``key``: the column that names
    what refers.
    """
    other = SCHEMA.tables[column.references]
    start, end = quoted(key), quoted(column.name)
    links = f"select _row, {start} as s, {end} as e from {table.name}"
    if column.type == "list":
        links = f"select _row, {start} as s, unnest({end}) as e, generate_subscripts({end}, 1) as p from {table.name}"
    return Rows(f"(select * from ({links}) where e in (select {quoted(other.key[0])} from {other.name}))")


def has_rows(dataset: Dataset, rows: Rows) -> bool:
    """Whether there is any line to write."""
    return ask(dataset, _Count, f"select count(*) from {rows.sql}")[0].number > 0


def write_csv(dataset: Dataset, rows: Rows, columns: tuple[tuple[Cell, str], ...], path: Path) -> None:
    """Writes the rows in the order of the table, each cell under its header. Raises OSError when it cannot."""
    cells = ", ".join(f"{content.sql} as {quoted(header)}" for content, header in columns)
    with to_write(path) as file:
        dataset.con.execute(f"copy (select {cells} from {rows.sql} order by _row) to {file} (format csv, header true)")


def has_line_breaks(dataset: Dataset, rows: Rows, columns: tuple[tuple[Cell, str], ...]) -> bool:
    """Whether a cell holds the end of a line."""
    broken = " or ".join(
        f"contains(cast({content.sql} as varchar), chr({letter}))" for content, _ in columns for letter in (10, 13)
    )
    return ask(dataset, _Count, f"select count(*) from {rows.sql} where {broken}")[0].number > 0
