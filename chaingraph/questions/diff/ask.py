"""两次数据之间，事实与结论各变了什么？What changed between two datasets, in facts and in findings?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

from chaingraph.catalogue import message
from chaingraph.enumerations import ProjectStatus, Status
from chaingraph.errors import UsageError
from chaingraph.findings.answer import Answer
from chaingraph.findings.world import World
from chaingraph.network import describe
from chaingraph.questions.asked import asked
from chaingraph.questions.diff.changes import Change, changes, status_counts
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.parameters import Bought, Data, Region
from chaingraph.questions.profile.ask import ChainState, profile
from chaingraph.registry.changes import cells_of, changed
from chaingraph.schema import SCHEMA, Table
from chaingraph.temporary import temporary_folder

LISTED = 100  # rows listed of a table and a kind of change; the counts are whole


@dataclass(frozen=True, kw_only=True)
class RowChange:
    """One row by its key. ``columns``: those whose cells differ, with the texts before and after."""

    table: str
    kind: str
    key: str
    name: str | None
    columns: tuple[tuple[str, str | None, str | None], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Diff(Answer[Change]):
    """A sequence of the findings that changed. ``counts`` by table: rows added, removed, changed. ``rows``: the first
    of each kind. ``slipped``: projects whose end year moved back or that were stopped. ``as_of``: the newest year in
    the old and in the new data. ``statuses``: each with how many products have it before and after.
    """

    region: str
    as_of: tuple[int | None, int | None]
    counts: dict[str, tuple[int, int, int]]
    rows: tuple[RowChange, ...]
    slipped: tuple[RowChange, ...]
    changes: tuple[Change, ...]
    chains: tuple[tuple[ChainState, ChainState], ...]
    statuses: tuple[tuple[Status, int, int], ...]

    @property
    def main(self) -> tuple[Change, ...]:
        """The findings that changed."""
        return self.changes

    def as_json(self) -> dict[str, Any]:
        """Plain values, without the counts of statuses."""
        values = asdict(self)
        del values["statuses"]
        return values


@asked
def diff(
    old: Annotated[World, Data(metavar="OLD", help_message=message("diff.old-data"))],
    new: Annotated[World, Data(metavar="NEW", help_message=message("diff.new-data"))],
    region: Annotated[str | None, Region()] = None,
    *,
    given: Annotated[Iterable[str], Bought()] = (),
) -> Diff:
    """Rows added, removed and changed by the keys of their tables, and the findings and completeness before and after.

    Rows are matched columnar, inside the engine; only what is listed is read. Chains of one dataset alone are left out
    of the completeness. Raises UsageError for a region or product that one of them does not have.
    """
    code = new.places.require(region)
    if code not in old.places.names:
        raise UsageError("diff.region-not-in-old-data", region=code)
    bought = tuple(given)
    before, after = gaps(old, code, given=bought), gaps(new, code, given=bought)
    counts: dict[str, tuple[int, int, int]] = {}
    rows: list[RowChange] = []
    with temporary_folder() as aside:
        for name, table in SCHEMA.tables.items():
            table_counts, listed = _table(old, new, table, aside / f"{name}.parquet")
            if any(table_counts):
                counts[name] = table_counts
            rows += listed
    was = {chain.chain: chain for chain in profile(old, code).chains}
    pairs = tuple((was[chain.chain], chain) for chain in profile(new, code).chains if chain.chain in was)
    slipped = tuple(row for row in rows if row.table == "projects" and _slipped(row))
    years = (
        describe(old.dataset, old.network, old.places, code, old.engine).as_of,
        describe(new.dataset, new.network, new.places, code, new.engine).as_of,
    )
    return Diff(
        region=code,
        as_of=years,
        counts=counts,
        rows=tuple(rows),
        slipped=slipped,
        changes=changes(before, after),
        chains=pairs,
        statuses=status_counts(before, after),
    )


def _table(old: World, new: World, table: Table, aside: Path) -> tuple[tuple[int, int, int], list[RowChange]]:
    counted, listed = changed(old.dataset, new.dataset, table, aside, LISTED)
    columns = cells_of(table)
    return (counted.get("added", 0), counted.get("removed", 0), counted.get("changed", 0)), [
        RowChange(
            table=table.name,
            kind=row.kind,
            key=row.key,
            name=row.name,
            columns=tuple((column, a, b) for column, (a, b) in zip(columns, row.cells, strict=True) if a != b)
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
