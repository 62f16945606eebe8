"""前后两次研判，哪些结论变了？Which findings differ between two states of a region, and how complete are its chains in each?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from chaingraph.enumerations import NO_MAKER, Action, Status
from chaingraph.findings.finding import Finding, Findings
from chaingraph.findings.sentence import interval
from chaingraph.findings.sheet import NOTHING, Pair, Sheet, same
from chaingraph.findings.words import word
from chaingraph.questions.profile.ask import ChainState

KINDS: dict[str, Pair] = {
    "closed": ("缺口补上", "gap closed"),
    "better": ("好转", "better"),
    "action": ("处置改变", "another action"),
    "worse": ("变差", "worse"),
    "opened": ("出现缺口", "gap opened"),
    "appeared": ("新列入", "newly listed"),
    "gone": ("不再列入", "no longer listed"),
}
_HEADS: dict[str, Pair] = {
    "product": ("环节", "Product"), "chain": ("产业链", "Chain"), "change": ("变化", "Change"), "before": ("之前", "Before"),
    "after": ("之后", "After"), "makers": ("生产企业数", "Makers"), "score": ("弱度分", "Score"), "presence": ("完备度（有无）", "Presence"),
    "operation": ("完备度（运行）", "Operation"), "status": ("状态", "Status"),
}  # fmt: skip


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


def change_sheets(
    told: Sequence[Change], before: Findings, after: Findings, chains: Sequence[tuple[ChainState, ChainState]]
) -> tuple[Sheet, ...]:
    """The findings that changed, the counts of statuses and the completeness of chains, before and after."""
    names = {one.chain: one.name_zh for _, one in chains}
    rows = tuple(
        (
            (one.name_zh, one.name_en),
            same("、".join(names.get(chain, chain) for chain in one.chain)),
            KINDS[one.kind],
            _words(one.status_before, one.action_before),
            _words(one.status_after, one.action_after),
            same(f"{_number(one.makers_before)} → {_number(one.makers_after)}"),
        )
        for one in told
    )
    counts = [Counter(item.status for item in one.items) for one in (before, after)]
    return (
        Sheet("changes", ("结论变化", "Findings that changed"), _heads("product", "chain", "change", "before", "after", "makers"), rows),
        Sheet("statuses", ("各状态环节数", "Products by status"), _heads("status", "before", "after"), tuple(
            ((word(status, "zh"), word(status, "en")), *(same(count[status]) for count in counts)) for status in Status
        )),
        Sheet("completeness", ("各链完备度", "Completeness of chains"), _heads("chain", "presence", "operation"), tuple(
            (same(b.name_zh), *(_step(interval(x.low, x.high), interval(y.low, y.high)) for x, y in ((a.presence, b.presence), (a.operation, b.operation))))
            for a, b in chains
        )),
    )  # fmt: skip


def _step(before: str, after: str) -> Pair:
    return same(before if before == after else f"{before} → {after}")


def _heads(*keys: str) -> tuple[Pair, ...]:
    return tuple(_HEADS[key] for key in keys)


def _number(value: int | None) -> str:
    return "—" if value is None else str(value)


def _words(status: Status | None, action: Action | None) -> Pair:
    if status is None or action is None:
        return NOTHING
    return f"{word(status, 'zh')} · {word(action, 'zh')}", f"{word(status, 'en')} · {word(action, 'en')}"
