"""两次数据之间，事实与结论各变了什么？What changed between two datasets, in facts and in findings?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from chaingraph.enumerations import ProjectStatus
from chaingraph.errors import UsageError
from chaingraph.findings.assemble import World, gaps
from chaingraph.findings.changes import Change, change_sheets, changes
from chaingraph.findings.profile import ChainState, profile
from chaingraph.findings.sheet import Pair, Sheet, same
from chaingraph.network import describe
from chaingraph.schema import SCHEMA, Table
from chaingraph.tables.paths import to_read, to_write
from chaingraph.tables.raw import quoted
from chaingraph.temporary import temporary_folder

LISTED = 100  # rows listed of a table and a kind of change; the counts are whole
_KINDS: dict[str, Pair] = {"added": ("新增", "added"), "removed": ("删去", "removed"), "changed": ("修改", "changed")}


@dataclass(frozen=True)
class RowChange:
    """One row by its key. ``columns``: those whose cells differ, with the texts before and after."""

    table: str
    kind: str
    key: str
    name: str | None
    columns: tuple[tuple[str, str | None, str | None], ...] = ()


@dataclass(frozen=True)
class Diff:
    """``counts`` by table: rows added, removed, changed. ``rows``: the first of each kind. ``slipped``: projects whose end year moved
    back or that were stopped. ``as_of``: the newest year in the old and in the new data.
    """

    region: str
    as_of: tuple[int | None, int | None]
    counts: dict[str, tuple[int, int, int]]
    rows: tuple[RowChange, ...]
    slipped: tuple[RowChange, ...]
    changes: tuple[Change, ...]
    chains: tuple[tuple[ChainState, ChainState], ...]
    sheets: tuple[Sheet, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values, without the sheets (they say the same in words)."""
        told = asdict(self)
        del told["sheets"]
        return told


def diff(old: World, new: World, region: str | None = None, given: Iterable[str] = ()) -> Diff:
    """Rows added, removed and changed by the keys of their tables, and the findings and completeness before and after.

    Rows are matched columnar, inside the engine; only what is listed is read. Chains of one dataset alone are left out of the
    completeness. Raises UsageError for a region or product that one of them does not have.
    """
    code = new.places.require(region)
    if code not in old.places.names:
        raise UsageError(f"旧数据中没有地区 {code}", f"the old data have no region {code}")
    bought = tuple(given)
    before, after = gaps(old, code, given=bought), gaps(new, code, given=bought)
    counts: dict[str, tuple[int, int, int]] = {}
    rows: list[RowChange] = []
    with temporary_folder() as aside:
        for name, table in SCHEMA.tables.items():
            told, listed = _table(old, new, table, aside / f"{name}.parquet")
            if any(told):
                counts[name] = told
            rows += listed
    was = {one.chain: one for one in profile(old, code).chains}
    pairs = tuple((was[one.chain], one) for one in profile(new, code).chains if one.chain in was)
    found = changes(before, after)
    slipped = tuple(row for row in rows if row.table == "projects" and _slipped(row))
    years = (
        describe(old.dataset, old.network, old.places, code).as_of,
        describe(new.dataset, new.network, new.places, code).as_of,
    )
    sheets = (*change_sheets(found, before, after, pairs), *_sheets(counts, rows, slipped))
    return Diff(code, years, counts, tuple(rows), slipped, found, pairs, sheets)


def _table(old: World, new: World, table: Table, aside: Path) -> tuple[tuple[int, int, int], list[RowChange]]:
    here, there = old.dataset.con, new.dataset.con
    with to_write(aside) as file:
        here.execute(f"copy (select * from {table.name}) to {file} (format parquet)")
    key = " and ".join(f"a.{one} is not distinct from b.{one}" for one in map(quoted, table.key))
    rest = [column.name for column in table.columns if column.name not in table.key]
    same_cells = " and ".join(f"a.{one} is not distinct from b.{one}" for one in map(quoted, rest)) or "true"
    keys = ", ".join(f"cast(coalesce(a.{one}, b.{one}) as varchar)" for one in map(quoted, table.key))
    name = "coalesce(b.name_zh, a.name_zh)" if "name_zh" in rest else "null"
    pairs = ", ".join(f"[cast(a.{one} as varchar), cast(b.{one} as varchar)]" for one in map(quoted, rest)) or "null"
    with to_read(aside) as file:
        there.execute(
            f"""create or replace temp table row_changes as
            select case when a._row is null then 'added' when b._row is null then 'removed' else 'changed' end as kind,
                concat_ws(' / ', {keys}) as key, {name} as name, [{pairs}] as cells
            from read_parquet({file}, hive_partitioning=false) a full join {table.name} b on {key}
            where a._row is null or b._row is null or not ({same_cells})"""
        )
    counted = dict(there.execute("select kind, count(*) from row_changes group by 1").fetchall())
    listed = there.execute(
        "select kind, key, name, cells from row_changes qualify row_number() over (partition by kind order by key) <= ? order by kind, key",
        [LISTED],
    ).fetchall()
    there.execute("drop table row_changes")
    return (counted.get("added", 0), counted.get("removed", 0), counted.get("changed", 0)), [
        RowChange(
            table.name, kind, key_told, name_told,
            tuple((column, a, b) for column, (a, b) in zip(rest, cells, strict=True) if a != b) if kind == "changed" else (),
        )
        for kind, key_told, name_told, cells in listed
    ]  # fmt: skip


def _slipped(row: RowChange) -> bool:
    for column, before, after in row.columns:
        if column == "end_year" and before and after and int(after) > int(before):
            return True
        if column == "status" and after == ProjectStatus.SUSPENDED:
            return True
    return False


def _sheets(
    counts: dict[str, tuple[int, int, int]], rows: list[RowChange], slipped: tuple[RowChange, ...]
) -> tuple[Sheet, ...]:
    def told(one: RowChange) -> tuple[Pair, ...]:
        table = SCHEMA.tables[one.table]
        cells = [(table.by_name[column], a or "—", b or "—") for column, a, b in one.columns]
        return (
            (table.name_zh, table.name_en), _KINDS[one.kind], same(one.key), same(one.name),
            tuple("；".join(f"{names[place]} {a} → {b}" for names, a, b in (((c.name_zh, c.name_en), a, b) for c, a, b in cells)) for place in (0, 1)),
        )  # type: ignore[return-value]  # fmt: skip

    heads: tuple[Pair, ...] = (
        ("表", "Table"),
        ("变化", "Change"),
        ("编号", "Key"),
        ("名称", "Name"),
        ("内容", "Cells"),
    )
    return (
        Sheet("slipped", ("进度后移或停建的项目", "Projects that slipped or stopped"), heads, tuple(told(one) for one in slipped)),
        Sheet("facts", ("事实变化（行数）", "Facts that changed (rows)"), (("表", "Table"), *_KINDS.values()), tuple(
            ((SCHEMA.tables[name].name_zh, SCHEMA.tables[name].name_en), *(same(count) for count in three)) for name, three in counts.items()
        )),
        Sheet("rows", (f"变化的行（每表每类至多 {LISTED} 行）", f"Rows that changed (at most {LISTED} of a table and kind)"), heads, tuple(told(one) for one in rows)),
    )  # fmt: skip
