"""缺了它，本地多少终端产品停产？What share of the local end products stops without a product?"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from chaingraph.analyses.knock_outs import KnockOuts


@dataclass(frozen=True)
class Criticality:
    """``value`` is 0-1, None without end products; ``needs`` are the end products that fail, sorted."""

    value: float | None
    needs: tuple[str, ...]
    of: int


def criticality(falls: KnockOuts, product: str, ends: Set[str]) -> Criticality:
    """|fails(p) ∩ F| / |F| with F = ``ends``; undefined (None) when F is empty.

    Source: one failure at a time, as in failure mode and effects analysis (IEC 60812).

    >>> from chaingraph.analyses import knock_outs
    >>> from chaingraph.network import ProductNetwork
    >>> net = ProductNetwork.of({"car": [["engine"]], "bus": [["motor"]]})
    >>> criticality(knock_outs(net), "engine", {"car", "bus"}).value
    0.5
    """
    hit = falls.of(product, ends)
    return Criticality(len(hit) / len(ends) if ends else None, tuple(sorted(hit)), len(ends))
