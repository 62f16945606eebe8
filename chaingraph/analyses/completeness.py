"""一条链齐全到几成？How complete is a chain?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Completeness:
    """``low`` takes every unknown link as absent, ``high`` as present; ``value`` only when nothing is unknown."""

    low: float | None
    high: float | None
    unknown: int

    @property
    def value(self) -> float | None:
        """The completeness, or None while the interval is open or undefined."""
        return self.low if self.unknown == 0 else None


def completeness(covered: Sequence[float | None], weights: Sequence[float] | None = None) -> Completeness:
    """C = sum w_p c_p / sum w_p over the products of a chain, 完备度.

    ``covered``: of each product how far it is covered locally (0-1), None where unknown: presence (has a maker),
    capacity (graded) or operation (a maker whose inputs are there too), the caller says which. ``weights`` are 1 when
    left out. None when the weights sum to 0. There is no single standard: publish the reading with the number.
    Source: a weighted mean, with the bounds of Manski 1989 for what is not known.

    >>> completeness([1, 0, None, 1])
    Completeness(low=0.5, high=0.75, unknown=1)
    """
    heavy = [1.0] * len(covered) if weights is None else list(weights)
    total = sum(heavy)
    unknown = sum(value is None for value in covered)
    if total == 0:
        return Completeness(None, None, unknown)
    low = sum(weight * (value or 0.0) for value, weight in zip(covered, heavy, strict=True))
    high = sum(weight * (1.0 if value is None else value) for value, weight in zip(covered, heavy, strict=True))
    return Completeness(low / total, high / total, unknown)
