"""What the charts of the papers show, as plain data: the route of a chain, where its products go, whom to invite for
what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from chaingraph.findings.finding import Findings
from chaingraph.findings.pipeline import coming
from chaingraph.findings.world import World
from chaingraph.questions.chain_map import ChainMap


@dataclass(frozen=True, kw_only=True)
class Step:
    """One segment of a chain (None: products without one) on its way from upstream to downstream: products by status,
    and products that projects under way will make.
    """

    segment: str | None
    stage: str
    statuses: Mapping[str, int]
    coming: int

    @property
    def products(self) -> int:
        """How many products it has."""
        return sum(self.statuses.values())


@dataclass(frozen=True, kw_only=True)
class End:
    """One end product of a chain: its status and how many of the chain's products go into it, directly or through
    others, with how many of them made here.
    """

    product: str
    status: str
    inputs: int
    made: int


def route(world: World, findings: Findings, of_chain: ChainMap) -> tuple[Step, ...]:
    """The segments of a chain in the order of their mean place on its map. There is no data on technologies: steps are
    those of input and output.
    """
    below = world.places.below(findings.region)
    planned = {product for project in coming(world, below) for product in project.products}
    places: dict[tuple[str, str | None], list[float]] = {}
    seen: dict[tuple[str, str | None], Counter[str]] = {}
    under_way: Counter[tuple[str, str | None]] = Counter()
    for node in of_chain.nodes:
        key = (node.lane, node.finding.segment_zh)
        places.setdefault(key, []).append(node.x)
        seen.setdefault(key, Counter())[node.finding.status] += 1
        under_way[key] += node.finding.product in planned
    order = sorted(places, key=lambda key: (sum(places[key]) / len(places[key]), key[1] or "", key[0]))
    return tuple(Step(segment=key[1], stage=key[0], statuses=seen[key], coming=under_way[key]) for key in order)


def ends(world: World, findings: Findings, chain: str, most: int = 30) -> tuple[End, ...]:
    """The end products of a chain with the most products behind them; those that the table marks as final, else those
    that nothing in the chain uses.
    """
    items = {item.product: item for item in findings.items if chain in item.chain}
    inside = world.network.graph.subgraph(items)
    final = [name for name in items if world.network.products[name].final]
    final = final or [name for name in items if not inside.out_degree(name) and inside.in_degree(name)]
    found = []
    for name in final:
        behind = nx.ancestors(inside, name)
        made = sum(items[product].makers > 0 for product in behind)
        found.append(End(product=name, status=items[name].status, inputs=len(behind), made=made))
    return tuple(sorted(found, key=lambda end: (-end.inputs, end.product))[:most])


def uses_between(world: World) -> dict[tuple[str, str], int]:
    """How many links of input and use lead from one chain to another; a product of several chains counts in each."""
    products = world.network.products
    return dict(
        Counter(
            (chain, other)
            for a, b in world.network.graph.edges
            for chain in products[a].chains
            for other in products[b].chains
            if chain != other and not (chain in products[b].chains and other in products[a].chains)
        )
    )
