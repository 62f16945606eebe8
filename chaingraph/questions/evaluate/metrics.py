"""How well a ranked list finds a set: each figure 0-1, 1 is best."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence

_RESAMPLES = 1000


def recall_at(ranked: Sequence[str], wanted: Collection[str], k: int) -> float | None:
    """Share of ``wanted`` among the first ``k``; None when nothing is wanted.

    >>> recall_at(["a", "x", "b"], {"a", "b"}, 2)
    0.5
    """
    return sum(name in wanted for name in ranked[:k]) / len(wanted) if wanted else None


def average_precision(ranked: Sequence[str], wanted: Collection[str]) -> float | None:
    """Mean over ``wanted`` of the precision at the rank of each; what the list leaves out counts 0. None when nothing
    is wanted.

    >>> average_precision(["a", "x", "b"], {"a", "b"}) == (1 + 2 / 3) / 2
    True
    """
    hits, total = 0, 0.0
    for rank, name in enumerate(ranked, start=1):
        if name in wanted:
            hits += 1
            total += hits / rank
    return total / len(wanted) if wanted else None


def interval(values: Sequence[float], seed: int = 0) -> tuple[float, float, float]:
    """Mean of at least one value and its 90 % bootstrap interval."""
    rng = random.Random(seed)
    means = sorted(sum(rng.choices(values, k=len(values))) / len(values) for _ in range(_RESAMPLES))
    return sum(values) / len(values), means[_RESAMPLES // 20], means[-_RESAMPLES // 20 - 1]
