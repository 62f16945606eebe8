"""Each cell that names a row of another table."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.hints import near
from chaingraph.problems import Problem
from chaingraph.schema import SCHEMA, Column
from chaingraph.tables import says
from chaingraph.tables.checks.cells import items
from chaingraph.tables.raw import Raw, quoted

# First two digits of GB/T 2260: a well-formed code of a province that is not listed is outside, not a slip.
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82".split()
)
_SUGGEST_AMONG = 20_000


def references(raw: Raw) -> Iterator[Problem]:
    """Foreign keys; those to a table that is not there, or was not read whole, cannot be checked and are not."""
    columns = [
        column
        for name, present in raw.columns.items()
        for column in SCHEMA.tables[name].columns
        if column.references and column.name in present and raw.has(column.references, _key(column))
        if column.references not in raw.partial
    ]
    if not columns:
        return
    cells: dict[str, list[str]] = {}  # by what they name: its keys are gone through once for all columns
    for number, column in enumerate(columns):
        cells.setdefault(_known(column), []).append(_told(column, number))
    queries = [f"(({' union all '.join(parts)}) anti join ({known}) using (value))" for known, parts in cells.items()]
    every = " union all ".join(f"select number, _row, value from {query}" for query in queries)
    found: dict[int, list[tuple[int, str]]] = {}
    for number, row, value in raw.con.execute(f"{every} order by 1, 2").fetchall():
        found.setdefault(number, []).append((row, value))
    for number, rows in found.items():
        yield from _broken(raw, columns[number], rows)


def _key(column: Column) -> str:
    return SCHEMA.tables[column.references].key[0]


def _known(column: Column) -> str:
    key = quoted(_key(column))
    return f"select {key} as value from raw_{column.references} where {key} is not null"


def _told(column: Column, number: int) -> str:
    """SQL for the cells of a column, under its ``number``."""
    cell = quoted(column.name)
    value = f"unnest({items(column)})" if column.type == "list" else cell
    return f"select {number} as number, _row, {value} as value from raw_{column.table} where {cell} is not null"


def _broken(raw: Raw, column: Column, rows: list[tuple[int, str]]) -> Iterator[Problem]:
    ids = [row[0] for row in raw.con.execute(_known(column) + f" limit {_SUGGEST_AMONG + 1}").fetchall()]
    provinces = {code[:2] for code in ids} if column.references == "regions" else set()
    meant: dict[str, str | None] = {}
    for row, value in rows:
        outside = value[:2] in _PROVINCES - provinces and value.isdigit() and len(value) == 6
        if column.table == "enterprises" and column.name == "region" and outside:
            yield says.region_outside(column, row, value)
            continue
        if value not in meant:
            meant[value] = near(value, ids) if len(ids) <= _SUGGEST_AMONG and len(meant) < 200 else None
        yield says.reference(column, row, value, meant[value])
