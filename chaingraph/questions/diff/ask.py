"""两次数据之间，事实与结论各变了什么？What changed between two datasets, in facts and in findings?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

from chaingraph.enumerations import ProjectStatus
from chaingraph.errors import UsageError
from chaingraph.findings.answer import Answer
from chaingraph.findings.sheet import Pair, Sheet, same
from chaingraph.findings.world import World
from chaingraph.network import describe
from chaingraph.questions.asked import asked
from chaingraph.questions.diff.changes import Change, change_sheets, changes
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.parameters import Bought, Data, Region
from chaingraph.questions.profile.ask import ChainState, profile
from chaingraph.registry.changes import cells_of, changed
from chaingraph.schema import SCHEMA, Table
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
class Diff(Answer[Change]):
    """A sequence of the findings that changed. ``counts`` by table: rows added, removed, changed. ``rows``: the first of each kind. ``slipped``: projects whose end year moved
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

    @property
    def main(self) -> tuple[Change, ...]:
        """The findings that changed."""
        return self.changes

    def as_json(self) -> dict[str, Any]:
        """Plain values, without the sheets (they say the same in words)."""
        told = asdict(self)
        del told["sheets"]
        return told


@asked
def diff(
    old: Annotated[World, Data(metavar="OLD", zh="旧数据。", en="The old data.")],
    new: Annotated[World, Data(metavar="NEW", zh="新数据。", en="The new data.")],
    region: Annotated[str | None, Region()] = None,
    *,
    given: Annotated[Iterable[str], Bought()] = (),
) -> Diff:
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
        describe(old.dataset, old.network, old.places, code, old.engine).as_of,
        describe(new.dataset, new.network, new.places, code, new.engine).as_of,
    )
    sheets = (*change_sheets(found, before, after, pairs), *_sheets(counts, rows, slipped))
    return Diff(code, years, counts, tuple(rows), slipped, found, pairs, sheets)


def _table(old: World, new: World, table: Table, aside: Path) -> tuple[tuple[int, int, int], list[RowChange]]:
    counted, listed = changed(old.dataset, new.dataset, table, aside, LISTED)
    columns = cells_of(table)
    return (counted.get("added", 0), counted.get("removed", 0), counted.get("changed", 0)), [
        RowChange(
            table.name,
            row.kind,
            row.key,
            row.name,
            tuple((column, a, b) for column, (a, b) in zip(columns, row.cells, strict=True) if a != b)
            if row.kind == "changed"
            else (),
        )
        for row in listed
    ]


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
