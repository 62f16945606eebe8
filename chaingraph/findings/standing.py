"""谁在前、差多少、分不分得出？Places and scores of what is only partly known."""

from __future__ import annotations

from collections.abc import Sequence

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
    """Of each its place, the largest first, and how many have it (itself too): equals share a place, the next ones are passed over.

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

    ``equal``: all intervals are the same. ``overlap``: each overlaps with every other, so that any order may turn once the
    unknown is known. ``apart``: at least two do not overlap. None for fewer than two.

    >>> apart([(0.2, 0.4), (0.5, 0.6)]), apart([(0.2, 0.5), (0.3, 0.6)]), apart([(0.2, 0.5)] * 2)
    ('apart', 'overlap', 'equal')
    """
    if len(intervals) < 2:
        return None
    if len(set(intervals)) == 1:
        return "equal"
    return "overlap" if max(low for low, _ in intervals) <= min(high for _, high in intervals) else "apart"


def score_told(score: float | None, low: float, high: float) -> str:
    """The score as one number where nothing is unknown, else from what is known to what is possible; a dash where nothing is known."""
    if score is None:
        return "—"
    return f"{low:.2f}" if low == high else f"{low:.2f}–{high:.2f}"


def standing(place: int, tied: int, score: float | None, low: float, high: float, lang: str) -> str:
    """Place and score in words."""
    if lang == "zh":
        where = f"第{place}名" if tied == 1 else f"并列第{place}名（{tied}个）"
        return where + ("，所知不足，不打分" if score is None else f"，得分{score_told(score, low, high)}")
    where = f"place {place}" if tied == 1 else f"place {place}, shared by {tied}"
    return where + (", too little known for a score" if score is None else f", score {score_told(score, low, high)}")


def apart_told(state: str | None, lang: str) -> str:
    """A sentence on how far the order can be relied on; empty where it can, or for fewer than two."""
    if state == "equal":
        return (
            "各项所知相同，无法区分先后。" if lang == "zh" else "The same is known of all: they cannot be told apart."
        )
    if state == "overlap":
        return (
            "得分区间两两重叠：先后按下限排，未知的查明后可能改变，现有资料不能肯定谁先谁后。"
            if lang == "zh"
            else "All the scores overlap: the order is by what is known and may turn once the unknown is known; who comes first cannot be told for certain."
        )
    return ""


def cut_told(cut: int, lang: str) -> str:
    """A sentence on the equals of the last one shown that are not shown; empty where there are none."""
    if not cut:
        return ""
    return (
        f"另有{cut}个与末位并列，未列出。"
        if lang == "zh"
        else f"{cut} more share the last place shown and are not listed."
    )
