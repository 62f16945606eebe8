"""各种起因分别会停掉哪些产品？Which causes stop which products, for all causes at once?"""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

from chaingraph.network import ProductNetwork


def spread(network: ProductNetwork, first: Mapping[str, int]) -> dict[str, int]:
    """The least words with ``first`` in them that hold, for each essential group, what all its members' words share.

    A word has one bit a cause; ``first`` says which causes stop a product outright, the result which stop it at all. The
    least fixed point, taken along the condensation and, within a cycle, until nothing is added. Exact with cycles. Cost:
    one operation on such a word for each member of a group. Source: Kam and Ullman 1976, fixed points of bit vectors.

    >>> net = ProductNetwork.of({"car": [["engine", "motor"]]})
    >>> spread(net, {"engine": 0b01, "motor": 0b11})["car"]
    1
    """
    stopped_by = {name: first.get(name, 0) for name in sorted(network.products)}
    needs = {
        name: [group.members for group in network.groups.get(name, ()) if group.essential and group.members]
        for name in stopped_by
    }
    arcs: nx.DiGraph = nx.DiGraph()
    arcs.add_nodes_from(stopped_by)
    arcs.add_edges_from((name, member) for name, groups in needs.items() for group in groups for member in group)
    for component in nx.strongly_connected_components(arcs):  # what lies upstream comes first
        moved = True
        while moved:
            moved = False
            for name in component:
                bits = stopped_by[name]
                for group in needs[name]:
                    both = -1
                    for member in group:
                        both &= stopped_by[member]
                    bits |= both
                if bits != stopped_by[name]:
                    stopped_by[name] = bits
                    moved = len(component) > 1
    return stopped_by
