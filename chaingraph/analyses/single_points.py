"""哪些产品、哪家企业一旦退出，目标产品就停产？Which product or firm, once gone, stops a product?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chaingraph.analyses.producible import producible
from chaingraph.network import ProductNetwork


@dataclass(frozen=True)
class SinglePoints:
    """Single points of failure of one target, sorted; both None when it is not producible to begin with."""

    products: tuple[str, ...] | None
    firms: tuple[str, ...] | None


def single_points(
    network: ProductNetwork, target: str, firms: Mapping[str, Iterable[str]], given: Iterable[str] = ()
) -> SinglePoints:
    """Products whose loss (with all their kinds, as made, as given and as common) and firms whose loss, with all that
    they make, makes ``target`` not producible.

    Only what the target can depend on is tried: its ancestors through groups and kinds, and firms that are the sole
    maker of one of them. A product that the target is a kind of is the target itself in other words and not told.
    Dominators of the plain graph miss most such points, since an AND of inputs has no single path. Cost: one producible
    set a candidate. Source: cut sets of size one of a coherent fault tree, Fussell and Vesely 1972.

    >>> single_points(ProductNetwork.of({"car": [["engine"]]}), "car", {"f": ["car", "engine"], "g": ["engine"]}).firms
    ('f',)
    """
    made_by = {firm: set(products) for firm, products in firms.items()}
    makers: dict[str, int] = {}
    for products in made_by.values():
        for name in products:
            makers[name] = makers.get(name, 0) + 1
    bought = frozenset(given)
    if target not in producible(network, makers, bought):
        return SinglePoints(None, None)
    upstream, stack = {target}, [target]
    while stack:
        name = stack.pop()
        for needed in (*network.inputs(name), *network.kinds.get(name, ())):
            if needed not in upstream:
                upstream.add(needed)
                stack.append(needed)
    points = []
    upstream |= {family for name in upstream for family in network.families(name)}  # which take their kinds along
    for name in sorted(upstream):
        lost = network.below(name)
        if target not in lost and target not in producible(network, makers, bought, lost):
            points.append(name)
    sole = {firm: {name for name in products if makers[name] == 1} & upstream for firm, products in made_by.items()}
    firms_at_risk = [
        firm
        for firm, lost in sorted(sole.items())
        if lost and target not in producible(network, makers.keys() - lost, bought)
    ]
    return SinglePoints(tuple(points), tuple(firms_at_risk))
