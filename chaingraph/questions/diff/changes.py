"""前后两次研判，哪些结论变了？

Which findings differ between two states of a region, and how complete are its chains in each?
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from chaingraph.enumerations import NO_MAKER, Action, Status
from chaingraph.findings.finding import Finding, Findings


class ChangeKind(StrEnum):
    """How a finding differs, in the order of the list."""

    CLOSED = "closed"
    BETTER = "better"
    ACTION = "action"
    WORSE = "worse"
    OPENED = "opened"
    APPEARED = "appeared"
    GONE = "gone"


KINDS = {
    ChangeKind.CLOSED: "diff.gap-closed",
    ChangeKind.BETTER: "diff.better",
    ChangeKind.ACTION: "diff.another-action",
    ChangeKind.WORSE: "diff.worse",
    ChangeKind.OPENED: "diff.gap-opened",
    ChangeKind.APPEARED: "diff.newly-listed",
    ChangeKind.GONE: "diff.no-longer-listed",
}
"""The key of the words for each."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One product whose finding differs. None stands where it was not listed."""

    product: str
    name_zh: str
    name_en: str
    chain: tuple[str, ...]
    kind: ChangeKind
    status_before: Status | None
    status_after: Status | None
    action_before: Action | None
    action_after: Action | None
    makers_before: int | None
    makers_after: int | None
    score_before: float | None
    score_after: float | None


def changes(before: Findings, after: Findings) -> tuple[Change, ...]:
    """Products whose status, action or count of makers differs, gaps that closed first; ranks and scores alone are no
    change.
    """
    old, new = before.by_product(), after.by_product()
    changed = []
    for name in sorted(old.keys() | new.keys()):
        a, b = old.get(name), new.get(name)
        if a and b and (a.status, a.action, a.makers) == (b.status, b.action, b.makers):
            continue
        newest = b or a
        assert newest is not None
        changed.append(
            Change(
                product=name,
                name_zh=newest.name_zh,
                name_en=newest.name("en"),
                chain=newest.chain,
                kind=_kind(a, b),
                status_before=a.status if a else None,
                status_after=b.status if b else None,
                action_before=a.action if a else None,
                action_after=b.action if b else None,
                makers_before=a.makers if a else None,
                makers_after=b.makers if b else None,
                score_before=a.score if a else None,
                score_after=b.score if b else None,
            )
        )
    order = list(ChangeKind)
    return tuple(sorted(changed, key=lambda change: (order.index(change.kind), change.product)))


def _kind(before: Finding | None, after: Finding | None) -> ChangeKind:
    if before is None or after is None:
        return ChangeKind.APPEARED if before is None else ChangeKind.GONE
    if (before.status in NO_MAKER) != (after.status in NO_MAKER):
        return ChangeKind.CLOSED if before.status in NO_MAKER else ChangeKind.OPENED
    a, b = list(Status).index(before.status), list(Status).index(after.status)
    if a != b:
        return ChangeKind.BETTER if b < a else ChangeKind.WORSE
    if before.makers != after.makers:
        return ChangeKind.BETTER if after.makers > before.makers else ChangeKind.WORSE
    return ChangeKind.ACTION


def status_counts(before: Findings, after: Findings) -> tuple[tuple[Status, int, int], ...]:
    """Each status with how many products have it before and after."""
    counts = [Counter(item.status for item in found.items) for found in (before, after)]
    return tuple((status, counts[0][status], counts[1][status]) for status in Status)
