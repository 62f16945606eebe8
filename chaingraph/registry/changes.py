"""Rows that two datasets tell otherwise, matched by the keys of their tables inside the engine."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from chaingraph.registry.asking import ask, work_tables
from chaingraph.schema import Table
from chaingraph.tables import Dataset
from chaingraph.tables.paths import to_read, to_write
from chaingraph.tables.raw import quoted


class Changed(NamedTuple):
    """A row. ``kind``: added, removed or changed. ``cells``: before and after, of each column that is no key."""

    kind: str
    key: str
    name: str | None
    cells: list[tuple[str | None, str | None]]


class Counted(NamedTuple):
    """How many rows changed in one way."""

    kind: str
    number: int


def cells_of(table: Table) -> list[str]:
    """The columns that :class:`Changed` has cells of, in order."""
    return [column.name for column in table.columns if column.name not in table.key]


def changed(old: Dataset, new: Dataset, table: Table, aside: Path, most: int) -> tuple[dict[str, int], list[Changed]]:
    """How many rows of a table were added, removed and changed, and the first ``most`` of each kind.

    ``aside``: a file that the old rows pass through. Raises OSError when it cannot be written.
    """
    with to_write(aside) as file:
        old.con.execute(f"copy (select * from {table.name}) to {file} (format parquet)")
    key = " and ".join(f"a.{column} is not distinct from b.{column}" for column in map(quoted, table.key))
    rest = cells_of(table)
    same_cells = " and ".join(f"a.{column} is not distinct from b.{column}" for column in map(quoted, rest)) or "true"
    keys = ", ".join(f"cast(coalesce(a.{column}, b.{column}) as varchar)" for column in map(quoted, table.key))
    name = "coalesce(b.name_zh, a.name_zh)" if "name_zh" in rest else "null"
    pairs = (
        ", ".join(f"[cast(a.{column} as varchar), cast(b.{column} as varchar)]" for column in map(quoted, rest))
        or "null"
    )
    with to_read(aside) as file:
        rows = f"""select
                case when a._row is null then 'added' when b._row is null then 'removed' else 'changed' end as kind,
                concat_ws(' / ', {keys}) as key, {name} as name, [{pairs}] as cells
            from read_parquet({file}, hive_partitioning=false) a full join {table.name} b on {key}
            where a._row is null or b._row is null or not ({same_cells})"""
        with work_tables(new, {"row_changes": rows}):
            counted = ask(new, Counted, "select kind, count(*) from row_changes group by 1")
            listed = ask(
                new,
                Changed,
                """select kind, key, name, cells from row_changes
                qualify row_number() over (partition by kind order by key) <= $most order by kind, key""",
                most=most,
            )
    return dict(counted), listed
