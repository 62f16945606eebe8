"""What must stand once: keys, credit codes, names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chaingraph.problems import Problem
from chaingraph.schema import SCHEMA, Table
from chaingraph.tables import says
from chaingraph.tables.checks.cells import or_default
from chaingraph.tables.names import plain_name
from chaingraph.tables.raw import Raw, quoted

# Relations that do no harm when told twice; a second amount of one supply is a second delivery, a second
# search of one day a search of its own.
_REPEATABLE = dict.fromkeys(("inputs", "qualifications", "cooperations"), says.duplicate_row)
UNKEYED = {"supplies", "searches"}
_UNIQUE_NAMES = ("chains", "products")
_NAMES_BY_REGION = ("enterprises", "clusters", "parks", "projects")


class _Key(NamedTuple):
    """What must not come twice in a table: the ``terms``, of the rows that are ``needed``; ``shown`` is told (all SQL)."""

    table: Table
    terms: Sequence[str]
    needed: str
    shown: str


def _doubles(raw: Raw, keys: Sequence[_Key]) -> Iterator[tuple[_Key, list[tuple[int, str, int]]]]:
    """Row, value and first row of each repetition, for the keys that have any: one statement asks which."""
    asked = " union all ".join(f"select {number}, {_any_twice(key)}" for number, key in enumerate(keys))
    twice = {number for number, found in raw.con.execute(asked).fetchall() if found} if keys else set()
    for number in sorted(twice):
        key = keys[number]
        yield (
            key,
            raw.con.execute(
                f"select _row, {key.shown}, first from (select *, min(_row) over (partition by {', '.join(key.terms)}) as first "
                f"from raw_{key.table.name} where {key.needed}) where _row <> first order by _row"
            ).fetchall(),
        )


def _any_twice(key: _Key) -> str:
    terms = ", ".join(f"coalesce({term}, '')" for term in key.terms)
    terms = f"({terms})" if len(key.terms) > 1 else terms
    return f"count(*) > count(distinct {terms}) from raw_{key.table.name} where {key.needed}"


def duplicate_keys(raw: Raw) -> Iterator[Problem]:
    """Two rows with one key; an empty year counts as a value of its own, an empty code as the value it stands for."""
    asked = []
    for name in raw.columns:
        table = SCHEMA.tables[name]
        if name in UNKEYED or not raw.has(name, table.key[0]):
            continue
        keys = [table.by_name[key] for key in table.key]
        terms = [
            or_default(key, quoted(key.name) if raw.has(name, key.name) else "cast(null as varchar)") for key in keys
        ]
        shown = f"concat_ws('+', {', '.join(quoted(key.name) for key in keys if raw.has(name, key.name))})"
        asked.append(_Key(table, terms, f"{quoted(table.key[0])} is not null", shown))
    for key, rows in _doubles(raw, asked):
        problem = _REPEATABLE.get(key.table.name, says.duplicate_key)
        for row, value, first in rows:
            yield problem(key.table, row, value, first)


def duplicate_codes(raw: Raw) -> Iterator[Problem]:
    """One credit code for two enterprises."""
    if raw.has("enterprises", "uscc"):
        code = _Key(SCHEMA.tables["enterprises"], ("uscc",), "uscc is not null", "uscc")
        for key, rows in _doubles(raw, [code]):
            for row, value, first in rows:
                yield says.duplicate_uscc(key.table, row, value, first)


def duplicate_names(raw: Raw) -> Iterator[Problem]:
    """One name for two things; in two regions it may be two things and is a warning."""
    asked = []
    for name in (*_UNIQUE_NAMES, *_NAMES_BY_REGION):
        names = [column for column in ("name_zh", "name_en") if raw.has(name, column)]
        if not names:
            continue
        table, text = SCHEMA.tables[name], f"coalesce({', '.join(names)})"
        if name in _UNIQUE_NAMES:
            asked.append(_Key(table, (text,), f"{text} is not null", text))
            continue
        if raw.has(name, "region"):  # nobody knows that two unknown places are one
            asked.append(_Key(table, (text, "region"), f"{text} is not null and region is not null", text))
        asked.append(_Key(table, (text,), f"{text} is not null", text))
    same: set[tuple[str, int]] = set()
    for key, rows in _doubles(raw, asked):
        surely = key.table.name in _UNIQUE_NAMES or "region" in key.terms
        for row, value, first in rows:
            if surely:
                same.add((key.table.name, row))
                yield says.duplicate_name(key.table, row, value, first)
            elif (key.table.name, row) not in same:
                yield says.same_name(key.table, row, value, first)


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
