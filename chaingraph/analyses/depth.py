"""一条链有多深，有哪些循环？How deep is a chain, and which cycles does it hold?"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx


@dataclass(frozen=True)
class Depth:
    """``depth``: of each node the longest path to it from a node without inputs, in arcs between strong components.

    ``longest``: arcs of the longest such path, None for an empty graph. ``cycles``: strong components of several nodes.
    """

    depth: dict[str, int]
    longest: int | None
    cycles: tuple[tuple[str, ...], ...]


def depth(graph: nx.DiGraph) -> Depth:
    """Longest paths of the product graph, input to output, taken over its condensation.

    Real chains recycle (scrap to steel), so cycles are listed and count as one step each: the members of a cycle share
    a depth. Without cycles it is the plain longest path. Linear. Source: Tarjan 1972 for the components.

    >>> depth(nx.DiGraph([("ore", "iron"), ("iron", "steel"), ("steel", "scrap"), ("scrap", "iron")])).cycles
    (('iron', 'scrap', 'steel'),)
    """
    whole = nx.condensation(graph)
    levels: dict[int, int] = {}
    for number in nx.topological_sort(whole):
        levels[number] = max((levels[before] + 1 for before in whole.predecessors(number)), default=0)
    members = nx.get_node_attributes(whole, "members")
    found = {name: levels[number] for number, names in members.items() for name in names}
    cycles = sorted(tuple(sorted(names)) for names in members.values() if len(names) > 1)
    return Depth(dict(sorted(found.items())), max(levels.values(), default=None), tuple(cycles))
