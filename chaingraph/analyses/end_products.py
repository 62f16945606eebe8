"""某链在本地有哪些终端产品？Which end products of a chain are made in the region?"""

from __future__ import annotations

from collections.abc import Container

from chaingraph.network import ProductNetwork


def end_products(network: ProductNetwork, chain: str, made: Container[str]) -> frozenset[str]:
    """Products of the chain that are marked final and have a maker in the region (are in ``made``).

    Where no product of the chain is marked final, those of its products that are an input of nothing take the
    place of the marked ones. Source: ChainGraph's own; sinks of the product graph.

    >>> from chaingraph.network import Group, Product
    >>> goods = {name: Product(name, name, chains=("c",)) for name in ("car", "engine")}
    >>> net = ProductNetwork(goods, {"car": (Group(("engine",)),)})
    >>> sorted(end_products(net, "c", ["car", "engine"]))
    ['car']
    """
    members = network.of_chain(chain)
    marked = [name for name in members if network.products[name].final]
    ends = marked or [name for name in members if not network.uses[name]]
    return frozenset(name for name in ends if name in made)
