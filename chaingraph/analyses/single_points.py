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
    """Products whose loss (as made and as given) and firms whose loss, with all that they make, makes
    ``target`` not producible.

    Only what the target can depend on is tried: its ancestors, and firms that are the sole maker of one of
    them. Dominators of the plain graph miss most such points, since an AND of inputs has no single path. Cost:
    one producible set a candidate. Source: cut sets of size one of a coherent fault tree, Fussell and Vesely 1972.

    >>> single_points(ProductNetwork.of({"car": [["engine"]]}), "car", {"f": ["car", "engine"], "g": ["engine"]}).firms
    ('f',)
    """
    made_by = {firm: set(products) for firm, products in firms.items()}
    makers: dict[str, int] = {}
    for products in made_by.values():
        for name in products:
            makers[name] = makers.get(name, 0) + 1
    free = frozenset(given)
    common = network.common

    def stops(gone: set[str]) -> bool:
        if gone & common:  # a product of common supply, once gone, is gone as common supply too
            reduced = ProductNetwork(
                {n: p for n, p in network.products.items() if n not in gone}, network.groups, network.chains
            )
            return target not in producible(reduced, set(makers) - gone, free - gone)
        return target not in producible(network, set(makers) - gone, free - gone)

    if stops(set()):
        return SinglePoints(None, None)
    upstream, stack = {target}, [target]
    while stack:
        for name in network.inputs(stack.pop()):
            if name not in upstream:
                upstream.add(name)
                stack.append(name)
    points = sorted(name for name in upstream - {target} if stops({name}))
    sole = {
        firm: {name for name in products if makers[name] == 1} & (upstream | {target})
        for firm, products in made_by.items()
    }
    failing_firms = sorted(firm for firm, lost in sole.items() if lost and stops(lost - free - common))
    return SinglePoints(tuple(points), tuple(failing_firms))
