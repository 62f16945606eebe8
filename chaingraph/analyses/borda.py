"""几种排序合成一个，各项得几分？How many points has each item over several rankings?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence


def borda(scores: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Borda points: over the criteria the number of items that each item beats, a tie counting half.

    ``scores``: of each item one value a criterion, larger first, the same number for all. Source: Borda 1781; ties as
    averaged ranks. Cost: a sort a criterion.

    >>> borda({"a": [3, 1], "b": [2, 1], "c": [1, 2]})
    {'a': 2.5, 'b': 1.5, 'c': 2.0}
    """
    points = dict.fromkeys(scores, 0.0)
    for part in range(min((len(values) for values in scores.values()), default=0)):
        ordered = sorted(values[part] for values in scores.values())
        for name, values in scores.items():
            below, upto = bisect_left(ordered, values[part]), bisect_right(ordered, values[part])
            points[name] += below + (upto - below - 1) / 2
    return points
