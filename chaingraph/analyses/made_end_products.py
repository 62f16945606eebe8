"""哪些终端产品本地在造？Which end products are made in the region?"""

from __future__ import annotations

from collections.abc import Container, Mapping

from chaingraph.network import ProductNetwork


def made_end_products(
    network: ProductNetwork, ends: Mapping[str, frozenset[str]], made: Container[str]
) -> frozenset[str]:
    """E(R): the end products of all chains (``ends``) that have a maker in the region (are in ``made``), but for one of
    which another such end product is a kind.

    Source: ChainGraph's own; a family and its kinds are one loss, not two.

    >>> network = ProductNetwork.of({"car": [["engine"]]}, others=["truck"], broader={"van": "car"})
    >>> sorted(made_end_products(network, {"c": frozenset({"car", "van", "truck"})}, {"car", "van"}))
    ['van']
    """
    kept = {name for of_chain in ends.values() for name in of_chain if name in made}
    covered = {family for name in kept for family in network.families(name)}
    return frozenset(kept - covered)
