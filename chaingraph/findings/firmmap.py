"""一条产业链的企业网络：已知供应关系怎样相连？How are the enterprises of a chain tied by known deliveries?"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from chaingraph.findings.assemble import World
from chaingraph.findings.chainmap import LANES, ROW, ChainMap, MapLane, columns_of, strips_of, swept

MOST = 300  # enterprises drawn, those with most deliveries first


@dataclass(frozen=True)
class FirmNode:
    """An enterprise with a known delivery. ``lane``: the stage of its first product in the chain, else of what it delivers or takes."""

    id: str
    name_zh: str
    name_en: str
    local: bool
    lane: str
    x: float
    y: float


@dataclass(frozen=True)
class FirmMap:
    """``edges``: supplier, customer, product (None where not told), amount in CNY 100 million a year (None where not known).
    ``makers``: all local makers of the chain; ``left``: those tied that are too many to draw.
    """

    nodes: tuple[FirmNode, ...]
    edges: tuple[tuple[str, str, str | None, float | None], ...]
    lanes: tuple[MapLane, ...]
    makers: int
    left: int


def firm_map(world: World, drawn: ChainMap, region: str) -> FirmMap:
    """The deliveries in which a product of the chain is delivered, or both ends make something of the chain.

    Enterprises without a known delivery are counted in ``makers``, not drawn. Laid out like the products.
    """
    stage = {node.finding.product: node.lane for node in drawn.nodes}
    own = list(stage)
    con = world.dataset.con
    con.execute(
        """create or replace temp table firm_links as
        with members as (select distinct enterprise from makes where product in (select unnest($own::varchar[])))
        select supplier, customer, arg_max(product, coalesce(year, -1)) as product, max(amount_yi) as amount from supplies
        where supplier <> customer and (product in (select unnest($own::varchar[]))
            or (supplier in (from members) and customer in (from members)))
        group by supplier, customer""",
        {"own": own},
    )
    local = world.places.below(region)
    rows = con.execute(
        """with ends as (select supplier as id, product from firm_links union all select customer, null from firm_links),
        tied as (select id, min(product) as product, count(*) as ties from ends group by id),
        making as (select enterprise as id, min(product) as product from makes
            where product in (select unnest($own::varchar[])) group by enterprise)
        select e.id, e.name_zh, coalesce(e.name_en, e.name_zh), e.region in (select unnest($local::varchar[])),
            coalesce(m.product, t.product)
        from tied t join enterprises e on e.id = t.id left join making m on m.id = t.id order by t.ties desc, e.id""",
        {"own": own, "local": local},
    ).fetchall()
    kept = rows[:MOST]
    names = {row[0] for row in kept}
    edges = [
        (a, b, product, amount)
        for a, b, product, amount in con.execute("select * from firm_links order by all").fetchall()
        if a in names and b in names
    ]
    graph: nx.DiGraph = nx.DiGraph()
    graph.add_nodes_from(sorted(names))
    graph.add_edges_from((a, b) for a, b, _, _ in edges)
    lanes = {row[0]: stage.get(row[4] or "", LANES[-1]) for row in kept}
    columns, lane_of = columns_of(graph, lanes)
    columns = swept(graph, columns)
    lefts, strips = strips_of(columns, lane_of)
    place = {
        name: (round(x, 1), round((row - (len(column) - 1) / 2) * ROW * 1.2, 1))
        for column, x in zip(columns, lefts, strict=True)
        for row, name in enumerate(column)
    }
    here = world.market(region)
    makers = {row[0] for row in con.execute(
        "select distinct m.enterprise from makes m join enterprises e on e.id = m.enterprise "
        "where m.product in (select unnest(?::varchar[])) and e.region in (select unnest(?::varchar[])) and coalesce(e.status, 'active') = 'active'",
        [[one for one in own if one in here.made], local],
    ).fetchall()}  # fmt: skip
    return FirmMap(
        tuple(FirmNode(row[0], row[1], row[2], row[3], lanes[row[0]], *place[row[0]]) for row in kept),
        tuple(edges),
        strips,
        len(makers),
        len(rows) - len(kept),
    )
