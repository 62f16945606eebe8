"""What an import would change, row by row; nothing is ever removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from chaingraph.schema import SCHEMA, Column, Table
from chaingraph.tables.checks.cells import spelling, split
from chaingraph.tables.checks.dates import iso
from chaingraph.tables.checks.keys import UNKEYED
from chaingraph.tables.intake import sayings
from chaingraph.tables.intake.staging import Stage
from chaingraph.tables.names import plain_name
from chaingraph.tables.raw import Raw, quoted

_UNITED = ("aliases",)  # lists that grow; others are replaced
_UNITED_IN_MERGE = ("aliases", "source")


@dataclass(frozen=True)
class Change:
    """A row of the dataset with other cells. ``row``: its number in the file; ``n``: the line that says so."""

    row: int
    n: int
    key: tuple[str | None, ...]
    nth: int  # among rows of the same key, from 1
    before: dict[str, str | None]
    after: dict[str, str | None]


@dataclass(frozen=True)
class Addition:
    """A new row."""

    n: int
    key: tuple[str | None, ...]
    nth: int
    values: dict[str, str]


@dataclass
class Plan:
    """All changes of one import, by table. ``same`` counts rows that say nothing new; ``kept`` are cells in which the
    two sides of a merge differ.
    """

    changed: dict[str, list[Change]] = field(default_factory=dict)
    added: dict[str, list[Addition]] = field(default_factory=dict)
    same: dict[str, int] = field(default_factory=dict)
    kept: list[tuple[str, tuple[str | None, ...], str, str, str]] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether the dataset would stay as it is."""
        return not any(self.changed.values()) and not any(self.added.values())

    def columns(self, table: str) -> list[str]:
        """Columns that the plan writes to, in the table's order."""
        names = {name for change in self.changed.get(table, ()) for name in change.after}
        names |= {name for addition in self.added.get(table, ()) for name in addition.values}
        return [column.name for column in SCHEMA.tables[table].columns if column.name in names]


def same(column: Column, a: str, b: str) -> str:
    """SQL: whether two cells of a column say the same, however they are spelt."""
    if column.type in ("number", "integer", "year"):
        equal = f"try_cast({a} as double) = try_cast({b} as double)"
    elif column.type == "date":
        equal = f"{iso(a)} = {iso(b)}"
    elif column.type == "list":
        equal = f"{split(a)} = {split(b)}"
    elif column.vocabulary:
        equal = f"{spelling(column, a)} = {spelling(column, b)}"
    else:
        return f"({a} is not distinct from {b})"
    return f"({a} is not distinct from {b} or coalesce({equal}, false))"


def plan(raw: Raw, stage: Stage, *, fill: bool = False) -> Plan:
    """The changes that bring the staged rows into the dataset.

    A row is found by its table's key; rows of one key (two deliveries) pair up in order. A staged cell that is empty
    changes nothing. With ``fill`` (a merge) a cell that is known stays and an empty one is filled.
    """
    planned = Plan()
    for name in SCHEMA.tables:
        if name in stage.tables:
            _table(raw, stage, SCHEMA.tables[name], planned, fill=fill)
    return planned


def _grouping(table: Table) -> list[str]:
    """SQL terms by which rows of one key are alike; a row without its first key is alone."""
    first = quoted(table.key[0])
    return [f"coalesce({first}, '\x01' || _n)", *(f"coalesce({quoted(key)}, '')" for key in table.key[1:])]


def _fold(stage: Stage, table: Table) -> None:
    """One row a key in ``fold_t``; rows that contradict each other become problems."""
    con, name = stage.con, table.name
    if name in UNKEYED:
        con.execute(f"create or replace table fold_{name} as select * from stage_{name}")
        return
    keys = ", ".join(f"{term} as k{number}" for number, term in enumerate(_grouping(table)))
    by = ", ".join(f"k{number}" for number in range(len(table.key)))
    con.execute(f"create or replace table keyed as select *, {keys} from stage_{name}")
    if len(con.execute(f"select 1 from keyed group by {by} having count(*) > 1 limit 1").fetchall()):
        for column in table.columns:
            if column.name not in _UNITED and column.name not in table.key:
                _conflicts(stage, table, column, by)
    cells = []
    for column in table.columns:
        cell = quoted(column.name)
        if column.name in _UNITED:
            cells.append(f"string_agg({cell}, ';' order by _n) as {cell}")
        elif column.name in table.key:
            cells.append(f"any_value({cell}) as {cell}")
        else:
            cells.append(f"arg_min({cell}, _n) as {cell}")
    con.execute(
        f"create or replace table fold_{name} as select min(_n) as _n, {', '.join(cells)} from keyed group by {by} order by 1"
    )


def _conflicts(stage: Stage, table: Table, column: Column, by: str) -> None:
    cell = quoted(column.name)
    alike = same(column, "k.c", "f.c")
    if column.name == "name_zh":
        alike = f"({plain_name('k.c')} = {plain_name('f.c')})"
    rows = stage.con.execute(
        f"""select k._n, k.c, f.c, f._n from (select _n, {by}, {cell} as c from keyed) k
        join (select {by}, arg_min({cell}, _n) as c, min(_n) filter ({cell} is not null) as _n from keyed group by {by}) f using ({by})
        where k.c is not null and not {alike} order by 1"""
    ).fetchall()
    for n, value, other, first in rows:
        stage.blame(n, sayings.conflict(table, column.name, value, other, stage.where(first)))


def _table(raw: Raw, stage: Stage, table: Table, planned: Plan, *, fill: bool) -> None:
    _fold(stage, table)
    name, con = table.name, stage.con
    present = set(raw.columns.get(name, ()))
    olds = ", ".join(
        quoted(c.name) if c.name in present else f"cast(null as varchar) as {quoted(c.name)}" for c in table.columns
    )
    source = f"raw_{name}" if present else "(select cast(null as bigint) as _row limit 0)"
    ranked = [f"coalesce({quoted(key)}, '') as k{number}" for number, key in enumerate(table.key)]
    by = ", ".join(f"coalesce({quoted(key)}, '')" for key in table.key)
    con.execute(
        f"create or replace temp table old_side as select *, {', '.join(ranked)}, row_number() over (partition by {by} order by _row) as nth from (select _row, {olds} from {source})"
    )
    con.execute(
        f"create or replace temp table new_side as select *, {', '.join(ranked)}, row_number() over (partition by {by} order by _n) as nth from fold_{name}"
    )
    on = " and ".join(f"o.k{number} = s.k{number}" for number in range(len(table.key)))
    cells = [_merged(column, fill=fill) for column in table.columns]
    change = [
        f"not {same(column, 'o.' + quoted(column.name), cell)}"
        for column, cell in zip(table.columns, cells, strict=True)
    ]
    picked = ", ".join([*(f"o.{quoted(c.name)}" for c in table.columns), *cells, *change])
    rows = con.execute(
        f"""select o._row, s._n, s.nth, {", ".join(f"s.{quoted(key)}" for key in table.key)}, {picked}
        from new_side s left join old_side o on {on} and o.nth = s.nth
        where o._row is null or {" or ".join(change)} order by s._n"""
    ).fetchall()
    total = con.execute(f"select count(*) from fold_{name}").fetchone()
    planned.changed[name], planned.added[name] = _split(table, rows)
    planned.same[name] = (total[0] if total else 0) - len(rows)
    if fill:
        _kept(con, table, on, planned)


def _split(table: Table, rows: Sequence[tuple[Any, ...]]) -> tuple[list[Change], list[Addition]]:
    names = [column.name for column in table.columns]
    width, keys = len(names), len(table.key)
    changed, added = [], []
    for line in rows:
        row, n, nth = line[:3]
        key, rest = tuple(line[3 : 3 + keys]), line[3 + keys :]
        before, after, differs = (rest[third * width : (third + 1) * width] for third in range(3))
        if row is None:
            added.append(Addition(n, key, nth, {a: b for a, b in zip(names, after, strict=True) if b is not None}))
        else:
            cells = [number for number in range(width) if differs[number]]
            changed.append(
                Change(row, n, key, nth, {names[p]: before[p] for p in cells}, {names[p]: after[p] for p in cells})
            )
    return changed, added


def _merged(column: Column, *, fill: bool) -> str:
    """SQL of the cell as it will be."""
    o, s = f"o.{quoted(column.name)}", f"s.{quoted(column.name)}"
    if column.name in (_UNITED_IN_MERGE if fill else _UNITED):
        both = split(f"concat_ws(';', {o}, {s})")
        name = "coalesce(o.name_zh, s.name_zh)" if fill else "coalesce(s.name_zh, o.name_zh)"
        apart = f"x <> {name}" if column.name == "aliases" and column.table == "enterprises" else "true"
        once = f"list_filter({both}, lambda x, i: list_position({both}, x) = i and coalesce({apart}, true))"
        return f"case when {s} is null then {o} else nullif(array_to_string({once}, ';'), '') end"
    return f"coalesce({o}, {s})" if fill else f"coalesce({s}, {o})"


def _kept(con: Any, table: Table, on: str, planned: Plan) -> None:
    """Cells that both sides of a merge know and tell differently."""
    for column in table.columns:
        if column.name in (*_UNITED_IN_MERGE, *table.key):
            continue
        a, b = f"o.{quoted(column.name)}", f"s.{quoted(column.name)}"
        rows = con.execute(
            f"""select {", ".join(f"s.{quoted(key)}" for key in table.key)}, {a}, {b} from new_side s join old_side o on {on} and o.nth = s.nth
            where {a} is not null and {b} is not null and not {same(column, a, b)} order by s._n"""
        ).fetchall()
        planned.kept += [(table.name, tuple(row[:-2]), column.name, row[-2], row[-1]) for row in rows]
