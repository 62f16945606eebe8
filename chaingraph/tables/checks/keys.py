"""What must stand once: keys, credit codes, names."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.problems import Problem
from chaingraph.schema import SCHEMA
from chaingraph.tables import says
from chaingraph.tables.names import plain_name
from chaingraph.tables.raw import Raw, quoted

# Relations that do no harm when told twice; a second amount of one supply is a second delivery.
_REPEATABLE = {"inputs": says.duplicate_row}
UNKEYED = {"supplies"}
_UNIQUE_NAMES = ("chains", "products")
_NAMES_BY_REGION = ("enterprises", "clusters", "parks", "projects")


def _doubles(
    raw: Raw, table: str, columns: tuple[str, ...], needed: str, shown: str = ""
) -> list[tuple[int, str, int]]:
    """Row, value and first row of each repetition; ``shown`` is the column whose cell is the value."""
    names = [quoted(column) if raw.has(table, column) else "null" for column in columns]
    key = ", ".join(names)
    value = quoted(shown) if shown else f"concat_ws('+', {key})"
    return raw.con.execute(
        f"select _row, {value}, first from (select *, min(_row) over (partition by {key}) as first "
        f"from raw_{table} where {needed}) where _row <> first order by _row"
    ).fetchall()


def duplicate_keys(raw: Raw) -> Iterator[Problem]:
    """Two rows with one key; an empty year counts as a value of its own."""
    for name in raw.columns:
        table = SCHEMA.tables[name]
        if name in UNKEYED or not raw.has(name, table.key[0]):
            continue
        needed = f"{quoted(table.key[0])} is not null"
        quick = raw.con.execute(
            f"select count(*), count(distinct {_row_of(raw, name, table.key)}) from raw_{name} where {needed}"
        ).fetchone()
        if quick and quick[0] == quick[1]:
            continue
        said = _REPEATABLE.get(name, says.duplicate_key)
        for row, value, first in _doubles(raw, name, table.key, needed):
            yield said(table, row, value, first)


def _row_of(raw: Raw, table: str, columns: tuple[str, ...]) -> str:
    names = [f"coalesce({quoted(column)}, '')" for column in columns if raw.has(table, column)]
    return names[0] if len(names) == 1 else f"({', '.join(names)})"


def duplicate_codes(raw: Raw) -> Iterator[Problem]:
    """One credit code for two enterprises."""
    if raw.has("enterprises", "uscc"):
        table = SCHEMA.tables["enterprises"]
        for row, value, first in _doubles(raw, "enterprises", ("uscc",), "uscc is not null"):
            yield says.duplicate_uscc(table, row, value, first)


def duplicate_names(raw: Raw) -> Iterator[Problem]:
    """One name for two things; in two regions it may be two things and is a warning."""
    for name in (*_UNIQUE_NAMES, *_NAMES_BY_REGION):
        if not raw.has(name, "name_zh"):
            continue
        table = SCHEMA.tables[name]
        same: set[int] = set()
        if name in _UNIQUE_NAMES or raw.has(name, "region"):
            columns = ("name_zh",) if name in _UNIQUE_NAMES else ("name_zh", "region")
            for row, value, first in _doubles(raw, name, columns, "name_zh is not null", "name_zh"):
                same.add(row)
                yield says.duplicate_name(table, row, value, first)
        if name in _NAMES_BY_REGION:
            for row, value, first in _doubles(raw, name, ("name_zh",), "name_zh is not null"):
                if row not in same:
                    yield says.same_name(table, row, value, first)


def similar_names(raw: Raw) -> Iterator[Problem]:
    """Two enterprises whose names differ in brackets, spaces, dots, letter case or 责任 alone."""
    if not raw.has("enterprises", "name_zh"):
        return
    plain = plain_name("name_zh")
    found = raw.con.execute(
        f"""select _row, name_zh, first, other from (
                select _row, name_zh, min(_row) over same as first, arg_min(name_zh, _row) over same as other
                from raw_enterprises where name_zh is not null window same as (partition by {plain}))
            where _row <> first and name_zh <> other order by _row"""
    ).fetchall()
    for row, value, first, other in found:
        yield says.similar_name(SCHEMA.tables["enterprises"], row, value, first, other)
