"""生产它所需的投入，本地能满足几成？What share of its needs can be met locally?"""

from __future__ import annotations

from collections.abc import Container

from chaingraph.network import ProductNetwork


def inputs_met(network: ProductNetwork, product: str, made: Container[str]) -> float | None:
    """Share of the essential groups with a member that is made in the region or of common supply.

    None when the product has no essential group. Source: fill rate of a bill of materials, by lines.

    >>> inputs_met(ProductNetwork.of({"car": [["engine", "motor"], ["tyre"]]}), "car", ["motor"])
    0.5
    """
    groups = [group for group in network.groups.get(product, ()) if group.essential]
    if not groups:
        return None
    met = sum(any(name in made or name in network.common for name in group.members) for group in groups)
    return met / len(groups)
