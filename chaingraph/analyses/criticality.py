"""缺了它，本地终端产品的价值停掉几成？What share of the value of the local end products stops without a product?"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from math import fsum

from chaingraph.analyses.end_product_weights import EndProductWeights
from chaingraph.analyses.knock_outs import KnockOuts


@dataclass(frozen=True)
class Criticality:
    """``value`` is 0-1, None without end products; ``needs`` are the end products that fail, sorted; ``of`` how many
    there are. ``low`` and ``high``: its range where each weight that is not known could be off by a factor.
    """

    value: float | None
    needs: tuple[str, ...]
    of: int
    low: float | None = None
    high: float | None = None


def criticality(
    falls: KnockOuts,
    product: str,
    ends: EndProductWeights,
    *,
    below: Set[str] = frozenset(),
    as_if: float | None = None,
    factors: tuple[float, float] = (1.0, 1.0),
) -> Criticality:
    """Weight of the end products that fail with ``product``, over the weight of all of them.

    ``ends``: those made in the region. ``below``, the product and its kinds, is left out of what fails. ``as_if``: a
    weight added above and below, for an end product without a maker: it counts as if it were there. ``factors``: by
    what an unknown weight could be too large or too small; the share is least with what stops made light and what
    stands made heavy, and the other way round. Undefined (None) without end products.
    Source: one failure at a time, as in failure mode and effects analysis (IEC 60812).

    >>> from chaingraph.analyses import end_product_weights, knock_outs
    >>> from chaingraph.network import ProductNetwork
    >>> net = ProductNetwork.of({"car": [["engine"]], "bus": [["motor"]]})
    >>> ends = end_product_weights({"car": "auto", "bus": "auto"}, {"car": 3.0, "bus": 1.0}, {}, {})
    >>> criticality(knock_outs(net), "engine", ends).value
    0.75
    """
    hit = sorted(falls.of(product, ends.values.keys()) - below)
    if not ends.values:
        return Criticality(None, tuple(hit), 0)
    light, heavy = factors
    stopped, supposed = fsum(ends.values[name] for name in hit), as_if or 0.0
    unsure = fsum(ends.values[name] for name in hit if name in ends.unsure)
    sure, rest_unsure = stopped - unsure, ends.unsure_total - unsure
    rest_sure = ends.total - stopped - rest_unsure
    least, most = sure + light * (unsure + supposed), sure + heavy * (unsure + supposed)
    value = (stopped + supposed) / (ends.total + supposed)
    return Criticality(
        value,
        tuple(hit),
        len(ends.values),
        min(value, least / (least + max(0.0, rest_sure) + heavy * max(0.0, rest_unsure))) if least else 0.0,
        max(value, most / (most + max(0.0, rest_sure) + light * max(0.0, rest_unsure))) if most else 0.0,
    )
