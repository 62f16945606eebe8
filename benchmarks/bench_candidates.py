"""Known local makers hidden one at a time: at which rank do they come back as candidates? hits@10 and MRR against
largest and nearest.

A pair (enterprise, product) is hidden by taking that one record away; the enterprise keeps its other products.
Largest: local enterprises by count of products. Nearest: those of the prefecture with most buyers of the product, then
the others, by id. Both rank all local enterprises of the product's chain. Equals share their places: k of them from
place r on have each rank r ... r + k - 1 with 1/k, so no order of ids helps anybody. One run, fixed seed.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

import chaingraph as cg
from chaingraph.findings.world import World
from chaingraph.graph import load
from chaingraph.questions.candidates.ask import Kind, candidates
from chaingraph.registry.counting import Pair
from chaingraph.registry.makers import Counted

PAIRS, FIRST = 150, 10


def place(values: Mapping[str, float], firm: str) -> tuple[int, int] | None:
    """The place of ``firm``, the largest first, and how many share it; None where it is not listed."""
    if firm not in values:
        return None
    mine = values[firm]
    return 1 + sum(value > mine for value in values.values()), sum(value == mine for value in values.values())


def main() -> None:
    known = cg.world(load())
    code = known.places.topmost()
    con = known.dataset.con
    here = known.market(code)
    pairs = here.local.ask(
        Pair,
        """select product, enterprise from local_maker
        where enterprise in (select enterprise from local_maker group by 1 having count(*) > 1)
        order by enterprise, product""",
    )
    part_of = known.places.part_of(code)
    region_of = dict(known.dataset.rows("select id, region from enterprises"))
    drawn = random.Random(7).sample(pairs, PAIRS)
    ranks: dict[str, list[tuple[int, int] | None]] = {"candidates": [], "largest": [], "nearest": []}
    for product, firm in drawn:
        con.execute("begin transaction")
        con.execute("delete from makes where enterprise = ? and product = ?", [firm, product])
        other = World(known.dataset, known.network, known.places)
        other.__dict__["knock_outs"] = known.knock_outs
        told = candidates(other, product, code, top=10_000)
        ranks["candidates"].append(
            place({one.id: one.score_low for one in told.items if one.kind in (Kind.LOCAL, Kind.EXTENSION)}, firm)
        )
        chains = list(known.network.products[product].chains)
        own = [name for chain in chains for name in known.network.of_chain(chain)]
        sizes = dict(
            other.market(code).local.ask(
                Counted,
                """select enterprise, count(*) from local_maker
                where product in (select unnest($own::varchar[]))
                    and enterprise not in (select enterprise from local_maker where product = $product) group by 1""",
                own=own,
                product=product,
            )
        )
        buyers = [part_of.get(region_of[one]) for one in other.market(code).buyers_of([product]).get(product, [])]
        most = max(sorted(set(filter(None, buyers))), key=buyers.count, default=None)
        ranks["largest"].append(place(sizes, firm))
        ranks["nearest"].append(place({one: part_of.get(region_of[one]) == most for one in sizes}, firm))
        con.execute("rollback")
    for kind, found in ranks.items():
        spans = [range(first, first + equal) for first, equal in filter(None, found)]
        hits = sum(sum(rank <= FIRST for rank in span) / len(span) for span in spans) / len(found)
        mean = sum(sum(1 / rank for rank in span) / len(span) for span in spans) / len(found)
        listed = sum(rank is not None for rank in found)
        print(f"{kind}: hits@{FIRST} {hits:.2f}, MRR {mean:.3f}, listed at all {listed}/{len(found)}")


if __name__ == "__main__":
    main()
