"""某链有哪些终端产品，本地造哪些？Which are the end products of a chain, and which of them are made in the region?"""

from __future__ import annotations

from collections.abc import Container

from chaingraph.network import ProductNetwork


def end_products(network: ProductNetwork) -> dict[str, frozenset[str]]:
    """The end products of every chain: its products that are marked final; and, where no product whose home is the
    chain is marked, the products whose home it is that have inputs and are an input of nothing.

    Source: ChainGraph's own; sinks of the product graph. Cost: one pass over products and inputs.

    >>> from chaingraph.network import Group, Product
    >>> goods = {name: Product(name, name, chains=("c",)) for name in ("car", "engine")}
    >>> sorted(end_products(ProductNetwork(goods, {"car": (Group(("engine",)),)}))["c"])
    ['car']
    """
    marked: dict[str, set[str]] = {chain: set() for chain in network.chains}
    sinks: dict[str, set[str]] = {}
    of_home: set[str] = set()  # chains with a marked product of their own
    for product in network.products.values():
        home = product.home
        for chain in product.chains:
            ends = marked.setdefault(chain, set())
            if product.final:
                ends.add(product.id)
        if home is not None and product.final:
            of_home.add(home)
        elif home is not None and network.groups.get(product.id) and not network.uses[product.id]:
            sinks.setdefault(home, set()).add(product.id)
    return {
        chain: frozenset(ends if chain in of_home else ends | sinks.get(chain, set())) for chain, ends in marked.items()
    }


def made_end_products(network: ProductNetwork, ends: dict[str, frozenset[str]], made: Container[str]) -> frozenset[str]:
    """E(R): the end products of all chains (``ends``) that have a maker in the region (are in ``made``), but for one of
    which another such end product is a kind.

    Source: ChainGraph's own; a family and its kinds are one loss, not two.
    """
    kept = {name for of_chain in ends.values() for name in of_chain if name in made}
    covered = {family for name in kept for family in network.families(name)}
    return frozenset(kept - covered)
