"""逐一停掉每个产品，各会连带停掉什么？What fails with each product, for all products at once?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from chaingraph.network import ProductNetwork


@dataclass(frozen=True)
class KnockOuts:
    """fails(p) of every product p, kept the other way round: ``stopped_by[q]`` has bit ``places[p]`` set when q is in
    fails(p).
    """

    places: Mapping[str, int]
    stopped_by: Mapping[str, int]

    def of(self, product: str, among: Iterable[str] | None = None) -> frozenset[str]:
        """fails(product), itself included; with ``among`` only what of it lies there."""
        bit = 1 << self.places[product]
        return frozenset(name for name in (self.stopped_by if among is None else among) if self.stopped_by[name] & bit)


def knock_outs(network: ProductNetwork) -> KnockOuts:
    """fails(p) for every product p, as :func:`failing` defines it.

    A product is stopped by itself, and by whatever stops all members of one of its essential groups; the least fixed
    point of that, taken for all p at once as words of one bit a product, along the condensation and, within a cycle,
    until nothing is added. Exact with cycles. Cost: one operation on such a word for each member of a group.

    >>> net = ProductNetwork.of({"car": [["engine", "motor"], ["tyre"]], "tyre": [["rubber"]]})
    >>> sorted(knock_outs(net).of("rubber")), sorted(knock_outs(net).of("engine"))
    (['car', 'rubber', 'tyre'], ['engine'])
    """
    places = {name: number for number, name in enumerate(sorted(network.products))}
    return KnockOuts(places, spread(network, {name: 1 << place for name, place in places.items()}))


def spread(network: ProductNetwork, first: Mapping[str, int]) -> dict[str, int]:
    """The least words with ``first`` in them that hold, for each essential group, what all its members' words share.

    A word has one bit a cause; ``first`` says which causes stop a product outright, the result which stop it at all.
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
