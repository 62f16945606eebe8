"""名次有多稳？How often does an item keep its place when what the scores rest on is shaken?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DIGITS = 9  # scores that differ by less are equal
_AT_ONCE = 2_000_000  # scores ranked at once


@dataclass(frozen=True)
class RankStability:
    """Of each item ``in_top``: the share of draws in which it is among the first ``top``, ``first``: in which it is the
    very first, both 0-1; ``best`` and ``worst``: the places between which it stands in ``within`` of the draws.

    ``kendall_tau``: mean rank correlation (tau-b) of a draw with the ranking as it stands; None unless that is told,
    and for fewer than two items.
    """

    in_top: dict[str, float]
    first: dict[str, float]
    best: dict[str, int]
    worst: dict[str, int]
    kendall_tau: float | None
    top: int
    within: float


def rank_stability(
    scores: Mapping[str, Sequence[float]],
    *,
    counts: Mapping[str, int] | None = None,
    top: int = 20,
    within: float = 0.9,
    standing: Mapping[str, float] | None = None,
) -> RankStability:
    """Places of items by their scores in each of several draws, the same number for every item.

    Items of equal score share their places: where they fill the last of the first ``top`` and more, each is there for
    its part. ``counts``: how many alike a name stands for, 1 when None. ``within``: the share of draws between whose
    ends the places lie, the best place of those equal counted below, the worst above. ``standing``: the scores as they
    are, for the rank correlation. Source: stochastic multicriteria acceptability analysis, Lahdelma and Salminen 2001.

    >>> found = rank_stability({"a": [3, 3], "b": [2, 0], "c": [1, 1]}, top=1)
    >>> found.in_top, found.best["b"], found.worst["b"]
    ({'a': 1.0, 'b': 0.0, 'c': 0.0}, 2, 3)
    """
    import numpy as np  # slow to import, needed here only

    if not scores:
        return RankStability({}, {}, {}, {}, None, top, within)
    names = sorted(scores)
    scores_drawn = np.round(np.array([scores[name] for name in names], dtype=float).T, _DIGITS)  # a row a draw
    alike = np.array([1 if counts is None else counts[name] for name in names])
    draws = scores_drawn.shape[0]
    before, upto = np.empty(scores_drawn.shape, dtype=np.int64), np.empty(scores_drawn.shape, dtype=np.int64)
    step = max(1, _AT_ONCE // len(names))
    for start in range(0, draws, step):
        part = slice(start, start + step)
        before[part], upto[part] = _places(scores_drawn[part], alike)

    def among(first: int) -> list[float]:
        shares = np.clip((first - before) / (upto - before), 0.0, 1.0).mean(axis=0)
        return [float(share) for share in np.round(shares, 6)]

    aside = int((1 - within) / 2 * draws + 1e-9)  # draws left out at either end
    best = np.partition(before, aside, axis=0)[aside] + 1
    worst = np.partition(upto, draws - 1 - aside, axis=0)[draws - 1 - aside]
    return RankStability(
        dict(zip(names, among(top), strict=True)),
        dict(zip(names, among(1), strict=True)),
        dict(zip(names, best.tolist(), strict=True)),
        dict(zip(names, worst.tolist(), strict=True)),
        _tau(names, scores, standing) if standing is not None else None,
        top,
        within,
    )


def _places(scores_drawn: NDArray[np.float64], alike: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of each draw and item how many stand before it, and how many do up to the last that equals it."""
    import numpy as np

    order = np.argsort(-scores_drawn, axis=1, kind="stable")
    ranked = np.take_along_axis(scores_drawn, order, axis=1)
    sums = np.cumsum(alike[order], axis=1)
    opens = np.ones(ranked.shape, dtype=bool)
    opens[:, 1:] = ranked[:, 1:] != ranked[:, :-1]
    closes = np.ones(ranked.shape, dtype=bool)
    closes[:, :-1] = opens[:, 1:]
    # the sum before the group carried on to its end; the sum at its end carried back to its opening
    first = np.maximum.accumulate(np.where(opens, sums - alike[order], 0), axis=1)
    last = np.minimum.accumulate(np.where(closes, sums, sums[:, -1:])[:, ::-1], axis=1)[:, ::-1]
    before, upto = np.empty_like(first), np.empty_like(last)
    np.put_along_axis(before, order, first, axis=1)
    np.put_along_axis(upto, order, last, axis=1)
    return before, upto


def _tau(names: Sequence[str], scores: Mapping[str, Sequence[float]], standing: Mapping[str, float]) -> float | None:
    from scipy.stats import kendalltau

    base = [standing[name] for name in names]
    columns = zip(*(scores[name] for name in names), strict=True)
    found = [kendalltau(base, column).statistic for column in columns] if len(names) > 1 else []
    known = [float(value) for value in found if value == value]
    return sum(known) / len(known) if known else None
