"""A checked dataset: typed tables in an in-memory DuckDB, and the road to it."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import duckdb

from chaingraph.errors import DataError, DataWarning, UsageError
from chaingraph.problems import Problem, Severity, sort_key
from chaingraph.schema import CURRENCY, SCHEMA, Column
from chaingraph.tables import says
from chaingraph.tables.checks import ERRORS, WARNINGS
from chaingraph.tables.checks.cells import items, spelling
from chaingraph.tables.checks.dates import iso
from chaingraph.tables.database import connect
from chaingraph.tables.frames import rows_of
from chaingraph.tables.raw import Progress, Raw, keep_rows, planned_as_written, quoted, table_named
from chaingraph.tables.read import read_tables

MONEY_TOLD = ("unit-assumed", "unit-unknown", "period-unknown")  # said by every command, not by validate alone
_SQL_TYPE = {
    "string": "varchar",
    "list": "varchar[]",
    "number": "double",
    "integer": "bigint",
    "year": "integer",
    "date": "varchar",
    "boolean": "boolean",
}


class Dataset:
    """All tables of CONTRACT order, typed, each with ``_row``; a table that was not given is empty.

    Lists are arrays, vocabularies hold their values, dates are ISO 8601 of the precision they have, blanks are NULL.
    Where one column may stand in place of another (a name in one language), the empty one holds the other's text, and a
    flag beside it tells what was given: see :func:`as_given`. ``con`` is private to the process. ``currency`` (ISO
    4217) is that of every column of money.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, given: frozenset[str], currency: str = CURRENCY) -> None:
        self.con = con
        self.given = given
        self.currency = currency

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query over the typed tables."""
        return self.con.execute(sql, list(parameters)).fetchall()

    def interrupt(self) -> None:
        """Ends the query that runs, if any."""
        self.con.interrupt()

    def count(self, table: str) -> int:
        """Number of rows of a table."""
        return int(self.rows(f"select count(*) from {table}")[0][0])


def _flag(column: Column) -> str:
    return quoted(f"_given_{column.name}")


def as_given(column: Column) -> str:
    """SQL for a cell of the typed tables as the data gave it: without the text of the column that may stand in its
    place.
    """
    cell = quoted(column.name)
    return f"case when {_flag(column)} is not false then {cell} end" if column.instead else cell


def _parts(column: Column) -> str:
    return quoted(f"_parts_{column.name}")


def _typed(column: Column, present: Sequence[str]) -> str:
    cell = quoted(column.name)
    if column.instead:
        pair = [quoted(name) if name in present else "cast(null as varchar)" for name in (column.name, column.instead)]
        return f"coalesce({', '.join(pair)}) as {cell}, ({pair[0]} is not null) as {_flag(column)}"
    if column.name not in present:
        value = f"cast(null as {_SQL_TYPE[column.type]})"
    elif column.type == "list":
        once = f"list_filter({_parts(column)}, lambda x, i: list_position({_parts(column)}, x) = i)"
        value = f"(case when array_length({_parts(column)}) > 0 then {once} end)"
    elif column.type == "boolean":
        value = f"({spelling(column, cell)} = 'yes')"
    elif column.vocabulary:
        value = spelling(column, cell)
    elif column.type == "date":
        value = iso(cell)
    elif column.type in ("integer", "year"):
        value = f"cast({cell} as {_SQL_TYPE[column.type]})"
    elif column.type == "number":
        value = f"cast({cell} as double)"
    else:
        value = cell
    return f"{value} as {cell}"


def dataset_from(raw: Raw, names: Iterable[str] = SCHEMA.tables) -> Dataset:
    """Types the raw tables (those of ``names``); they must be free of errors."""
    for name in names:
        table = SCHEMA.tables[name]
        present = raw.columns.get(name, ())
        cells = ", ".join(_typed(column, present) for column in table.columns)
        if present:
            lists = [column for column in table.columns if column.type == "list" and column.name in present]
            parts = "".join(f", {items(column)} as {_parts(column)}" for column in lists)  # each taken apart but once
            raw.con.execute(f"create table {name} as select _row, {cells} from (select *{parts} from raw_{name})")
            raw.con.execute(f"drop table raw_{name}")
        else:
            raw.con.execute(f"create table {name} as select cast(null as bigint) as _row, {cells} limit 0")
    return Dataset(raw.con, frozenset(raw.columns), raw.currency)


def check(raw: Raw, *, warnings: bool = True) -> list[Problem]:
    """All problems of the raw tables, errors first; ``warnings=False`` leaves the slower warnings out."""
    found = list(raw.problems)
    for rule in (*ERRORS, *(WARNINGS if warnings else ())):
        found.extend(rule(raw))
    return sorted(set(found), key=sort_key)


def accept(raw: Raw) -> Dataset:
    """The typed dataset. Raises DataError with every error when there is any, or when there is not a row.

    Money that is read by assumption, or left out, is told as a DataWarning.
    """
    with planned_as_written(raw.con) if raw.small else nullcontext():
        problems = [problem for problem in check(raw, warnings=False) if problem.severity is Severity.error]
        if problems:
            raise DataError(problems)
        if not holds_rows(raw):
            raise DataError([says.no_rows()])
        for problem in raw.problems:
            if problem.code in MONEY_TOLD:
                warnings.warn(DataWarning(problem), stacklevel=2)
        return dataset_from(raw)


def holds_rows(raw: Raw) -> bool:
    """Whether any table has a row; examples of the template are none."""
    return any(raw.con.execute(f"select 1 from raw_{name} limit 1").fetchone() for name in raw.columns)


def load_tables(path: Path, progress: Progress | None = None) -> Dataset:
    """Reads, checks and types a folder or workbook. Raises DataError or UsageError."""
    return accept(read_tables(path, progress))


def load_frames(tables: Mapping[str, Any]) -> Dataset:
    """A dataset from frames or lists of dicts by the name of their table, in either language; checked like any other.

    Raises UsageError for an unknown table and for what is no table, DataError with every error of the data.
    """
    rows: dict[str, list[dict[str, str]]] = {}
    for name, frame in tables.items():
        table = table_named(name)
        if table is None:
            known = ", ".join(SCHEMA.tables)
            raise UsageError("reading.frame-for-no-table", name=name, known=known)
        rows[table.name] = rows_of(name, frame)
    return load_rows(rows)


def load_rows(tables: Mapping[str, Sequence[Mapping[str, str]]]) -> Dataset:
    """A dataset from rows in memory, the cells as text by column name; checked like any other. Raises DataError."""
    raw = Raw(connect())
    for name, rows in tables.items():
        header = list(dict.fromkeys(column for row in rows for column in row))
        cells: list[Sequence[str | None]] = [header, *([row.get(column) for column in header] for row in rows)]
        if rows:
            keep_rows(raw, SCHEMA.tables[name], enumerate(cells, start=1), None)
    return accept(raw)
