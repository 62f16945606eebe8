"""Each cell that names a row of another table."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

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
    """Foreign keys; those to a table that the dataset does not have cannot be checked and are not."""
    for name, present in raw.columns.items():
        for column in SCHEMA.tables[name].columns:
            if column.references and column.name in present:
                key = SCHEMA.tables[column.references].key[0]
                if raw.has(column.references, key):
                    yield from _broken(raw, column, key)


def _broken(raw: Raw, column: Column, key: str) -> Iterator[Problem]:
    cell = quoted(column.name)
    told = f"select _row, {cell} as value from raw_{column.table} where {cell} is not null"
    if column.type == "list":
        told = f"select _row, unnest({items(column)}) as value from raw_{column.table} where {cell} is not null"
    known = f"select {quoted(key)} as value from raw_{column.references} where {quoted(key)} is not null"
    broken = raw.con.execute(f"select _row, value from ({told}) anti join ({known}) using (value) order by _row")
    rows = broken.fetchall()
    if not rows:
        return
    ids = [row[0] for row in raw.con.execute(known + f" limit {_SUGGEST_AMONG + 1}").fetchall()]
    provinces = {code[:2] for code in ids} if column.references == "regions" else set()
    near: dict[str, str | None] = {}
    for row, value in rows:
        outside = value[:2] in _PROVINCES - provinces and value.isdigit() and len(value) == 6
        if column.table == "enterprises" and column.name == "region" and outside:
            yield says.region_outside(column, row, value)
            continue
        if value not in near:
            close = get_close_matches(value, ids, 1) if len(ids) <= _SUGGEST_AMONG and len(near) < 200 else []
            near[value] = close[0] if close else None
        yield says.reference(column, row, value, near[value])
