"""缺了它，本地多少终端产品停产？What share of the local end products stops without a product?"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from chaingraph.analyses.failing import failing
from chaingraph.network import ProductNetwork


@dataclass(frozen=True)
class Criticality:
    """``value`` is 0-1, None without end products; ``needs`` are the end products that fail, sorted."""

    value: float | None
    needs: tuple[str, ...]
    of: int


def criticality(network: ProductNetwork, product: str, ends: Set[str]) -> Criticality:
    """|fails(p) ∩ F| / |F| with F = ``ends``; undefined (None) when F is empty.

    >>> net = ProductNetwork.of({"car": [["engine"]], "bus": [["motor"]]})
    >>> criticality(net, "engine", {"car", "bus"}).value
    0.5
    """
    hit = failing(network, [product]) & ends
    return Criticality(len(hit) / len(ends) if ends else None, tuple(sorted(hit)), len(ends))
