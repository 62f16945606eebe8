"""停一种终端产品，损失多大？How much does the loss of each end product weigh?"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import fsum
from statistics import median


class WeightBasis(StrEnum):
    """What the weight of an end product rests on, best first."""

    OWN = "own"
    CHAIN = "chain"
    MEDIAN = "median"
    EQUAL = "equal"


@dataclass(frozen=True)
class EndProductWeights:
    """``values``: of each end product its weight, above 0; ``basis``: what that rests on."""

    values: Mapping[str, float]
    basis: Mapping[str, WeightBasis]

    @cached_property
    def median(self) -> float | None:
        """The median weight: of an even number the mean of the middle two."""
        return median(self.values.values()) if self.values else None

    @cached_property
    def total(self) -> float:
        """The weight of all of them."""
        return fsum(self.values.values())

    @cached_property
    def unsure(self) -> frozenset[str]:
        """Those whose weight does not rest on a figure of their own."""
        return frozenset(name for name, basis in self.basis.items() if basis is not WeightBasis.OWN)

    @cached_property
    def unsure_total(self) -> float:
        """The weight of those."""
        return fsum(self.values[name] for name in self.unsure)

    @cached_property
    def known(self) -> float | None:
        """Share of the weight that rests on a figure of the product itself; None without end products."""
        known = fsum(value for name, value in self.values.items() if name not in self.unsure)
        return known / self.total if self.values else None

    def among(self, names: Container[str]) -> EndProductWeights:
        """Those of them that are in ``names``, with their weights."""
        kept = [name for name in self.values if name in names]
        return EndProductWeights({name: self.values[name] for name in kept}, {name: self.basis[name] for name in kept})


def end_product_weights(
    homes: Mapping[str, str | None],
    statistics: Mapping[str, float],
    outputs: Mapping[str, float],
    chain_statistics: Mapping[str, float],
) -> EndProductWeights:
    """Weights of the end products of a region, in hundreds of millions a year where they are known.

    ``homes``: of each end product its home chain. (a) The product's own statistic, else the sum of its makers'
    ``outputs`` where all are known; (b) else an equal share of what the statistic of its home chain leaves after the
    weights (a) of that chain, where positive; (c) else the median of the weights found so far; (d) else 1.
    Source: ChainGraph's own; hot-deck imputation within the chain, then of the middle.

    >>> found = end_product_weights({"car": "auto", "bus": "auto", "rug": "home"}, {"car": 80.0}, {}, {"auto": 100.0})
    >>> found.values, str(found.basis["rug"])
    ({'bus': 20.0, 'car': 80.0, 'rug': 50.0}, 'median')
    """
    values: dict[str, float] = {}
    basis: dict[str, WeightBasis] = {}
    others: dict[str | None, list[str]] = {}
    own: dict[str | None, list[float]] = {}
    for name in sorted(homes):
        value = statistics.get(name, outputs.get(name))
        if value is None:
            others.setdefault(homes[name], []).append(name)
        else:
            values[name], basis[name] = value, WeightBasis.OWN
            own.setdefault(homes[name], []).append(value)
    for home, names in others.items():
        total = None if home is None else chain_statistics.get(home)
        rest = None if total is None else total - fsum(own.get(home, ()))
        if rest is not None and rest > 0:
            values |= dict.fromkeys(names, rest / len(names))
            basis |= dict.fromkeys(names, WeightBasis.CHAIN)
    middle = median(values.values()) if values else None
    for name in sorted(homes.keys() - values.keys()):
        values[name] = 1.0 if middle is None else middle
        basis[name] = WeightBasis.EQUAL if middle is None else WeightBasis.MEDIAN
    return EndProductWeights({name: values[name] for name in sorted(values)}, basis)
