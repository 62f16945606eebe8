"""一条产业链的企业网络：已知供应关系怎样相连？How are the enterprises of a chain tied by known deliveries?"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from chaingraph.findings.world import World
from chaingraph.questions.chain_map import LANES, ROW, ChainMap, MapLane, columns_of, strips_of, swept
from chaingraph.registry.makers import count_inside
from chaingraph.registry.supply import links_of

MOST = 300  # enterprises drawn, those with most deliveries first


@dataclass(frozen=True, kw_only=True)
class FirmNode:
    """An enterprise with a known delivery. ``lane``: the stage of its first product in the chain, else of what it
    delivers or takes.
    """

    id: str
    name_zh: str
    name_en: str
    local: bool
    lane: str
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class FirmMap:
    """``edges``: supplier, customer, product (None where not told), amount in CNY 100 million a year (None where not
    known). ``makers``: all local makers of the chain; ``left``: those tied that are too many to draw.
    """

    nodes: tuple[FirmNode, ...]
    edges: tuple[tuple[str, str, str | None, float | None], ...]
    lanes: tuple[MapLane, ...]
    makers: int
    left: int


def firm_map(world: World, of_chain: ChainMap, region: str) -> FirmMap:
    """The deliveries in which a product of the chain is delivered, or both ends make something of the chain.

    Enterprises without a known delivery are counted in ``makers``, not drawn. Laid out like the products.
    """
    stage = {node.finding.product: node.lane for node in of_chain.nodes}
    own = list(stage)
    local = world.places.below(region)
    links, ends = links_of(world.dataset, own, local)
    kept = ends[:MOST]
    names = {end.id for end in kept}
    edges = [link for link in links if link.supplier in names and link.customer in names]
    graph: nx.DiGraph = nx.DiGraph()
    graph.add_nodes_from(sorted(names))
    graph.add_edges_from((a, b) for a, b, _, _ in edges)
    lanes = {end.id: stage.get(end.product or "", LANES[-1]) for end in kept}
    columns, lane_of = columns_of(graph, lanes)
    columns = swept(graph, columns)
    lefts, strips = strips_of(columns, lane_of)
    positions = {
        name: (round(x, 1), round((row - (len(column) - 1) / 2) * ROW * 1.2, 1))
        for column, x in zip(columns, lefts, strict=True)
        for row, name in enumerate(column)
    }
    here = world.market(region)
    makers = count_inside(world.dataset, local, [product for product in own if product in here.made])
    nodes = []
    for end in kept:
        x, y = positions[end.id]
        nodes.append(
            FirmNode(
                id=end.id,
                name_zh=end.name_zh,
                name_en=end.name_en,
                local=end.local,
                lane=lanes[end.id],
                x=x,
                y=y,
            )
        )
    return FirmMap(nodes=tuple(nodes), edges=tuple(edges), lanes=strips, makers=makers, left=len(ends) - len(kept))
