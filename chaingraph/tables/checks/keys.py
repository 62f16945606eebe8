"""What must stand once: keys, credit codes, names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chaingraph.problems import Problem
from chaingraph.schema import SCHEMA
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


def _doubles(raw: Raw, table: str, terms: Sequence[str], needed: str, shown: str) -> list[tuple[int, str, int]]:
    """Row, value (``shown``, SQL) and first row of each repetition of the ``terms`` (SQL)."""
    if not _any_twice(raw, table, terms, needed):
        return []
    return raw.con.execute(
        f"select _row, {shown}, first from (select *, min(_row) over (partition by {', '.join(terms)}) as first "
        f"from raw_{table} where {needed}) where _row <> first order by _row"
    ).fetchall()


def _any_twice(raw: Raw, table: str, terms: Sequence[str], needed: str) -> bool:
    key = ", ".join(f"coalesce({term}, '')" for term in terms)
    key = f"({key})" if len(terms) > 1 else key
    quick = raw.con.execute(f"select count(*) > count(distinct {key}) from raw_{table} where {needed}").fetchone()
    return bool(quick and quick[0])


def duplicate_keys(raw: Raw) -> Iterator[Problem]:
    """Two rows with one key; an empty year counts as a value of its own, an empty code as the value it stands for."""
    for name in raw.columns:
        table = SCHEMA.tables[name]
        if name in UNKEYED or not raw.has(name, table.key[0]):
            continue
        needed = f"{quoted(table.key[0])} is not null"
        keys = [table.by_name[key] for key in table.key]
        terms = [
            or_default(key, quoted(key.name) if raw.has(name, key.name) else "cast(null as varchar)") for key in keys
        ]
        problem = _REPEATABLE.get(name, says.duplicate_key)
        shown = f"concat_ws('+', {', '.join(quoted(key.name) for key in keys if raw.has(name, key.name))})"
        for row, value, first in _doubles(raw, name, terms, needed, shown):
            yield problem(table, row, value, first)


def duplicate_codes(raw: Raw) -> Iterator[Problem]:
    """One credit code for two enterprises."""
    if raw.has("enterprises", "uscc"):
        table = SCHEMA.tables["enterprises"]
        for row, value, first in _doubles(raw, "enterprises", ("uscc",), "uscc is not null", "uscc"):
            yield says.duplicate_uscc(table, row, value, first)


def duplicate_names(raw: Raw) -> Iterator[Problem]:
    """One name for two things; in two regions it may be two things and is a warning."""
    for name in (*_UNIQUE_NAMES, *_NAMES_BY_REGION):
        names = [column for column in ("name_zh", "name_en") if raw.has(name, column)]
        if not names:
            continue
        table = SCHEMA.tables[name]
        text = f"coalesce({', '.join(names)})"
        same: set[int] = set()
        if name in _UNIQUE_NAMES or raw.has(name, "region"):
            here = [text] if name in _UNIQUE_NAMES else [text, "region"]
            needed = " and ".join(
                f"{term} is not null" for term in here
            )  # nobody knows that two unknown places are one
            for row, value, first in _doubles(raw, name, here, needed, text):
                same.add(row)
                yield says.duplicate_name(table, row, value, first)
        if name in _NAMES_BY_REGION:
            for row, value, first in _doubles(raw, name, [text], f"{text} is not null", text):
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
