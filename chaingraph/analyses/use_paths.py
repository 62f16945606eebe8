"""它经哪些环节影响到这些终端产品？By which steps of use does a product reach these others?"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import networkx as nx

from chaingraph.network import ProductNetwork


def use_paths(
    network: ProductNetwork, product: str, ends: Iterable[str], within: Collection[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """Of each reachable end a shortest path of uses from ``product`` to it, both included.

    ``within`` keeps the steps to these products and to essential inputs, as for fails(product); without it every use
    counts. Of several shortest paths the one whose products come first by id. Ends that cannot be reached are left out.
    Cost: one breadth-first search.

    >>> net = ProductNetwork.of({"car": [["engine"], ["tyre"]], "engine": [["steel"]]})
    >>> use_paths(net, "steel", ["car"])
    {'car': ('steel', 'engine', 'car')}
    """
    arcs: nx.DiGraph = nx.DiGraph()
    arcs.add_node(product)
    kept = network.products if within is None else within
    for one, other, essential in sorted(network.graph.edges(data="essential")):
        if one in kept and other in kept and (essential or within is None):
            arcs.add_edge(one, other)
    found = nx.single_source_shortest_path(arcs, product)
    return {end: tuple(found[end]) for end in sorted(set(ends)) if end in found}
