"""名次有多稳？How often does an item keep its place when the weights are shaken?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

DRAWS = 2000
_SEED = 20150305


@dataclass(frozen=True)
class RankStability:
    """Of each item the share of draws in which it is among the first ``top`` and in which it is first, both 0-1.

    ``kendall_tau``: mean rank correlation (tau-b) of a draw with the order under the given weights; None unless asked
    for and for fewer than two items.
    """

    in_top: dict[str, float]
    first: dict[str, float]
    kendall_tau: float | None
    top: int


def rank_stability(
    scores: Mapping[str, Sequence[float]],
    weights: Sequence[float],
    *,
    top: int = 10,
    shake: float = 0.5,
    draws: int = DRAWS,
    correlate: bool = False,
) -> RankStability:
    """Ranks of weighted sums under weights drawn around the given ones.

    ``scores``: of each item one value a criterion, larger is weaker. Each draw multiplies every weight by a factor
    uniform in [1 - shake, 1 + shake] and makes them sum to 1 again; the seed is fixed, so equal input gives equal
    output. Ties go to the item that comes first by name, as in the lists. Source: stochastic multicriteria
    acceptability analysis, Lahdelma and Salminen 2001.

    >>> rank_stability({"a": [1, 1], "b": [0, 1], "c": [0, 0]}, [0.5, 0.5], top=1).in_top
    {'a': 1.0, 'b': 0.0, 'c': 0.0}
    """
    import numpy as np  # slow to import, needed here only

    if not scores:
        return RankStability({}, {}, None, top)
    # What is below the top even at its best, with the others at their worst, can be left out of the draws.
    floor = sorted((min(values) for values in scores.values()), reverse=True)[min(top, len(scores)) - 1]
    names = sorted(name for name, values in scores.items() if correlate or max(values) >= floor)
    table = np.array([scores[name] for name in names], dtype=float)
    base = np.asarray(weights, dtype=float)
    shaken = base * np.random.default_rng(_SEED).uniform(1 - shake, 1 + shake, (draws, len(base)))
    shaken /= shaken.sum(axis=1, keepdims=True)
    totals = np.round(table @ shaken.T, 12)
    last = np.partition(totals.T, -min(top, len(names)), axis=1)[
        :, -min(top, len(names))
    ]  # value of the last of the first
    among = totals >= last
    tied = among.sum(axis=0) > top
    if tied.any():  # of equals those that come first by name
        above, level = totals[:, tied] > last[tied], totals[:, tied] == last[tied]
        among[:, tied] = above | (level & (level.cumsum(axis=0) <= top - above.sum(axis=0)))
    kept = among.sum(axis=1)
    first = np.bincount(totals.argmax(axis=0), minlength=len(names))
    tau = None
    if correlate and len(names) > 1:
        from scipy.stats import kendalltau

        told = [kendalltau(table @ base, column).statistic for column in totals.T[:200]]
        known = [value for value in told if value == value]
        tau = float(np.mean(known)) if known else None
    never = dict.fromkeys(sorted(scores), 0.0)
    return RankStability(
        never | dict(zip(names, (kept / draws).tolist(), strict=True)),
        never | dict(zip(names, (first / draws).tolist(), strict=True)),
        tau,
        top,
    )
