"""Known local makers hidden one at a time: at which rank do they come back as candidates? hits@10 and MRR against largest and nearest.

A pair (enterprise, product) is hidden by taking that one record away; the enterprise keeps its other products. Largest: local
enterprises by count of products. Nearest: those of the prefecture with most buyers of the product, then the others, by id. Both rank all local
enterprises of the product's chain. One run, fixed seed.
"""

from __future__ import annotations

import random

import chaingraph as cg
from chaingraph.findings import World
from chaingraph.findings.candidates import candidates
from chaingraph.graph import load

PAIRS, FIRST = 150, 10


def main() -> None:
    known = cg.world(load())
    code = known.places.topmost()
    con = known.dataset.con
    here = known.market(code)
    pairs = known.dataset.rows(
        f"select enterprise, product from {here.relation} where enterprise in (select enterprise from {here.relation} group by 1 having count(*) > 1) order by all"
    )
    part_of = known.places.part_of(code)
    region_of = dict(known.dataset.rows("select id, region from enterprises"))
    drawn = random.Random(7).sample(pairs, PAIRS)
    ranks: dict[str, list[int | None]] = {"candidates": [], "largest": [], "nearest": []}
    for firm, product in drawn:
        con.execute("begin transaction")
        con.execute("delete from makes where enterprise = ? and product = ?", [firm, product])
        other = World(known.dataset, known.network, known.places)
        other.__dict__["falls"] = known.falls
        told = candidates(other, product, code, top=10_000)
        local = [one.id for one in told.items if one.kind == "local"]
        ranks["candidates"].append(local.index(firm) + 1 if firm in local else None)
        chains = list(known.network.products[product].chains)
        own = [name for chain in chains for name in known.network.of_chain(chain)]
        relation = other.market(code).relation
        sizes = dict(
            known.dataset.rows(
                f"select enterprise, count(*) from {relation} where product in (select unnest(?::varchar[])) and enterprise not in (select enterprise from {relation} where product = ?) group by 1",
                [own, product],
            )
        )
        buyers = [part_of.get(region_of[one]) for one in other.market(code).buyers_of([product]).get(product, [])]
        most = max(sorted(set(filter(None, buyers))), key=buyers.count, default=None)
        for kind, order in (
            ("largest", sorted(sizes, key=lambda one: (-sizes[one], one))),
            ("nearest", sorted(sizes, key=lambda one: (part_of.get(region_of[one]) != most, one))),
        ):
            ranks[kind].append(order.index(firm) + 1 if firm in order else None)
        con.execute("rollback")
    for kind, found in ranks.items():
        hits = sum(rank is not None and rank <= FIRST for rank in found) / len(found)
        mean = sum(1 / rank for rank in found if rank) / len(found)
        listed = sum(rank is not None for rank in found)
        print(f"{kind}: hits@{FIRST} {hits:.2f}, MRR {mean:.3f}, listed at all {listed}/{len(found)}")


if __name__ == "__main__":
    main()
