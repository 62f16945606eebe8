"""前后两次研判，哪些结论变了？Which findings differ between two states of a region, and how complete are its chains in each?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from chaingraph.enumerations import NO_MAKER, Action, Status
from chaingraph.findings.finding import Finding, Findings

KINDS: dict[str, tuple[str, str]] = {
    "closed": ("缺口补上", "gap closed"),
    "better": ("好转", "better"),
    "action": ("处置改变", "another action"),
    "worse": ("变差", "worse"),
    "opened": ("出现缺口", "gap opened"),
    "appeared": ("新列入", "newly listed"),
    "gone": ("不再列入", "no longer listed"),
}


@dataclass(frozen=True)
class Change:
    """One product whose finding differs. ``kind`` is a key of :data:`KINDS`; None stands where it was not listed."""

    product: str
    name_zh: str
    name_en: str
    chain: tuple[str, ...]
    kind: str
    status_before: Status | None
    status_after: Status | None
    action_before: Action | None
    action_after: Action | None
    makers_before: int | None
    makers_after: int | None
    score_before: float | None
    score_after: float | None


def changes(before: Findings, after: Findings) -> tuple[Change, ...]:
    """Products whose status, action or count of makers differs, gaps that closed first; ranks and scores alone are no change."""
    old, new = before.by_product(), after.by_product()
    found = []
    for name in sorted(old.keys() | new.keys()):
        a, b = old.get(name), new.get(name)
        if a and b and (a.status, a.action, a.makers) == (b.status, b.action, b.makers):
            continue
        told = b or a
        assert told is not None
        found.append(
            Change(
                name, told.name_zh, told.name("en"), told.chain, _kind(a, b),
                a.status if a else None, b.status if b else None, a.action if a else None, b.action if b else None,
                a.makers if a else None, b.makers if b else None, a.score if a else None, b.score if b else None,
            )
        )  # fmt: skip
    order = list(KINDS)
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), one.product)))


def _kind(before: Finding | None, after: Finding | None) -> str:
    if before is None or after is None:
        return "appeared" if before is None else "gone"
    if (before.status in NO_MAKER) != (after.status in NO_MAKER):
        return "closed" if before.status in NO_MAKER else "opened"
    a, b = list(Status).index(before.status), list(Status).index(after.status)
    if a != b:
        return "better" if b < a else "worse"
    if before.makers != after.makers:
        return "better" if after.makers > before.makers else "worse"
    return "action"


def status_counts(before: Findings, after: Findings) -> tuple[tuple[Status, int, int], ...]:
    """Each status with how many products have it before and after."""
    counts = [Counter(item.status for item in found.items) for found in (before, after)]
    return tuple((status, counts[0][status], counts[1][status]) for status in Status)
