"""How well a ranked list finds a set: each figure 0-1, 1 is best."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence

_RESAMPLES = 1000


def recall_at(ranked: Sequence[str], wanted: Collection[str], k: int) -> float | None:
    """Share of ``wanted`` among the first ``k``; None when nothing is wanted.

    >>> recall_at(["a", "x", "b"], {"a", "b"}, 2)
    0.5
    """
    return sum(name in wanted for name in ranked[:k]) / len(wanted) if wanted else None


def value_at(ranked: Sequence[str], values: Mapping[str, float], k: int) -> float | None:
    """What the first ``k`` are worth together, over what the best ``k`` are; None where nothing is worth anything.

    >>> value_at(["a", "x", "b"], {"a": 3.0, "b": 1.0}, 2)
    0.75
    """
    best = sum(sorted(values.values(), reverse=True)[:k])
    return sum(values.get(name, 0.0) for name in ranked[:k]) / best if best > 0 else None


def interval(values: Sequence[float], seed: int = 0) -> tuple[float, float, float]:
    """Mean of at least one value and its 90 % bootstrap interval."""
    rng = random.Random(seed)
    means = sorted(sum(rng.choices(values, k=len(values))) / len(values) for _ in range(_RESAMPLES))
    return sum(values) / len(values), means[_RESAMPLES // 20], means[-_RESAMPLES // 20 - 1]
