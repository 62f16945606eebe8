"""谁在前、差多少、分不分得出？Places and scores of what is only partly known."""

from __future__ import annotations

from collections.abc import Sequence

from chaingraph.catalogue import text

ROUND = 9  # digits that count: what differs less is equal


def interval(grounds: Sequence[float | None]) -> tuple[float, float]:
    """Mean of ``grounds`` (0-1 each) with every unknown one (None) as 0, and as 1. (0, 1) where there are none.

    >>> interval([1.0, None])
    (0.5, 1.0)
    """
    if not grounds:
        return 0.0, 1.0
    known = [value for value in grounds if value is not None]
    low = sum(known) / len(grounds)
    return round(low, ROUND), round(low + (len(grounds) - len(known)) / len(grounds), ROUND)


def places(lows: Sequence[float]) -> list[tuple[int, int]]:
    """Of each its place, the largest first, and how many have it (itself too): equals share a place, the next ones are
    passed over.

    >>> places([0.5, 0.9, 0.5, 0.1])
    [(2, 2), (1, 1), (2, 2), (4, 1)]
    """
    order = sorted(lows, reverse=True)
    first: dict[float, int] = {}
    count: dict[float, int] = {}
    for number, low in enumerate(order, 1):
        first.setdefault(low, number)
        count[low] = count.get(low, 0) + 1
    return [(first[low], count[low]) for low in lows]


def apart(intervals: Sequence[tuple[float, float]]) -> str | None:
    """Whether the order is more than a matter of what happens to be known.

    ``equal``: all intervals are the same. ``overlap``: each overlaps with every other, so that any order may turn once
    the unknown is known. ``apart``: at least two do not overlap. None for fewer than two.

    >>> apart([(0.2, 0.4), (0.5, 0.6)]), apart([(0.2, 0.5), (0.3, 0.6)]), apart([(0.2, 0.5)] * 2)
    ('apart', 'overlap', 'equal')
    """
    if len(intervals) < 2:
        return None
    if len(set(intervals)) == 1:
        return "equal"
    return "overlap" if max(low for low, _ in intervals) <= min(high for _, high in intervals) else "apart"


def score_told(score: float | None, low: float, high: float) -> str:
    """The score as one number where nothing is unknown, else from what is known to what is possible; a dash where
    nothing is known.
    """
    if score is None:
        return "—"
    return f"{low:.2f}" if low == high else f"{low:.2f}–{high:.2f}"


def standing(place: int, tied: int, score: float | None, low: float, high: float, lang: str) -> str:
    """Place and score in words."""
    if score is None and tied == 1:
        return text("standing.no-score", lang, place=place)
    if score is None:
        return text("standing.shared-no-score", lang, place=place, tied=tied)
    figure = score_told(score, low, high)
    if tied == 1:
        return text("standing.score", lang, place=place, score=figure)
    return text("standing.shared-score", lang, place=place, tied=tied, score=figure)


def apart_told(state: str | None, lang: str) -> str:
    """A sentence on how far the order can be relied on; empty where it can, or for fewer than two."""
    if state == "equal":
        return text("standing.equal", lang)
    if state == "overlap":
        return text("standing.overlap", lang)
    return ""


def cut_told(cut: int, lang: str) -> str:
    """A sentence on the equals of the last one shown that are not shown; empty where there are none."""
    return text("standing.cut", lang, n=cut) if cut else ""
