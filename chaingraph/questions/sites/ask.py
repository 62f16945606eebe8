"""这个项目落在哪个园区？In which park or cluster would a maker of a product stand best?"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Annotated, Any

from chaingraph.catalogue import message
from chaingraph.findings.answer import Answer
from chaingraph.findings.rules import ANCHORS
from chaingraph.findings.standing import apart, interval, places
from chaingraph.findings.world import World
from chaingraph.questions.asked import asked
from chaingraph.questions.parameters import HowMany, Product, Region
from chaingraph.registry import makers
from chaingraph.registry.places import sites as all_sites

TOP = 20


@dataclass(frozen=True, kw_only=True)
class Site:
    """One park or cluster (``kind``).

    ``buyers`` and ``suppliers``: enterprises in it, and in its part of the region, it included; ``leads``: whether a
    chain of the product is among its lead chains (the chains of a cluster), None where it declares none; ``makers``: of
    the product in its part, the overlap there. ``enterprises``: active ones on record in it. ``known``: which of the
    parts (``leads``, ``buyers``, ``suppliers``) are known. ``score_low`` and ``score_high``: mean of the parts, 0-1,
    with the unknown ones as 0 and as 1; ``score``: the lower one, None where no part is known. ``place``: by
    ``score_low``, shared by equals, ``tied`` of them; ``rank``: number of the line.
    """

    id: str
    kind: str
    name_zh: str
    region: str
    part: str
    level: str | None
    leads: bool | None
    buyers: tuple[int, int]
    suppliers: tuple[int, int]
    makers: int
    enterprises: int
    score: float | None
    sources: tuple[str, ...]
    rank: int = 0
    score_low: float = 0.0
    score_high: float = 1.0
    place: int = 0
    tied: int = 1
    known: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sites(Answer[Site]):
    """Parks and clusters best first; ``parks`` and ``clusters``: how many there are. ``elsewhere``: parts of the region
    that make the product already, with their count of makers: complement them or decide on capacity before building
    anew. Land, energy and emission quotas are not in the data and limit nothing here. ``apart`` (of all, see
    :func:`standing.apart`) and ``cut``: how many share the place of the last of ``items`` without being listed.
    """

    region: str
    product: str
    parks: int
    clusters: int
    elsewhere: tuple[tuple[str, int], ...]
    items: tuple[Site, ...]
    apart: str | None = None
    cut: int = 0

    @property
    def main(self) -> tuple[Site, ...]:
        """The parks and clusters."""
        return self.items

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


@asked
def sites(
    world: World,
    product: Annotated[str, Product()],
    region: Annotated[str | None, Region()] = None,
    *,
    top: Annotated[int, HowMany(help_message=message("sites.parameter.top"))] = TOP,
) -> Sites:
    """The parks and clusters of a region (the topmost when None) ranked for a maker of ``product``.

    Score: mean of lead chain (1 or 0; unknown where the park declares none), buyers and suppliers (n / (n + h) of those
    in the same part of the region, those in the park counted twice, h = the half demand of :class:`rules.Anchors`;
    unknown where the whole region has none on record, since that says nothing of parks; no part of it where nothing is
    made of the product, or it needs no inputs). An unknown part counts 0 in ``score_low``, which ranks, and 1 in
    ``score_high``: to learn more of a park never puts it behind another. Equals share a place; their lines stand by
    enterprises on record, then by id. There are no coordinates, so nearness is membership of the same part, a
    prefecture of a province or a county of a city (METHODS, section 7, cold start). Overlap is told and not scored: it
    is no duplication without capacities. Closed and planned enterprises count nowhere. Raises UsageError for an unknown
    region or product.
    """
    code = world.places.require(region)
    name = world.require_product(product)
    network, here = world.network, world.market(code)
    inputs = {
        member
        for group in network.groups.get(name, ())
        if group.essential
        for member in group.members
        if member not in network.common
    }
    part_of = world.places.part_of(code) or {code: code}
    users = sorted(network.graph.successors(name))

    def counted(products: list[str]) -> tuple[dict[str, int], dict[str, int]]:
        park: dict[str, int] = {}
        part: dict[str, int] = {}
        for own, cluster, place, count in makers.standing(here.local, products):
            for held_in in (own, cluster):
                if held_in is not None:
                    park[held_in] = park.get(held_in, 0) + count
            part[code] = part.get(code, 0) + count  # of a park or cluster of the whole region
            if place in part_of and part_of[place] != code:
                part[part_of[place]] = part.get(part_of[place], 0) + count
        return park, part

    buying, supplying = counted(users), counted(sorted(inputs))
    making = counted([name])[1]
    chains = set(network.products[name].chains)
    held = makers.held(world.dataset)
    items = []
    counts = {"park": 0, "cluster": 0}
    below = world.places.below(code)
    for kind, park, title, place, level, leads, source in all_sites(world.dataset, below):
        counts[kind] += 1
        part = part_of.get(place, place)
        lead = None if not leads else not chains.isdisjoint(leads)
        near = [(in_park.get(park, 0), in_part.get(part, 0)) for in_park, in_part in (buying, supplying)]
        grounds: dict[str, float | None] = {"leads": None if lead is None else float(lead)}
        for key, needed, (inside, total), on_record in zip(
            ("buyers", "suppliers"), (users, inputs), near, (buying, supplying), strict=True
        ):
            if needed:
                grounds[key] = (inside + total) / (inside + total + ANCHORS.half_demand) if any(on_record) else None
        known = tuple(key for key, value in grounds.items() if value is not None)
        low, high = interval(list(grounds.values()))
        items.append(
            Site(
                id=park,
                kind=kind,
                name_zh=title,
                region=place,
                part=part,
                level=level,
                leads=lead,
                buyers=near[0],
                suppliers=near[1],
                makers=making.get(part, 0),
                enterprises=held.get(park, 0),
                score=low if known else None,
                sources=tuple(source or ()),
                score_low=low,
                score_high=high,
                known=known,
            )
        )
    state = apart([(site.score_low, site.score_high) for site in items])
    items = [
        replace(site, place=spot, tied=tied)
        for site, (spot, tied) in zip(items, places([site.score_low for site in items]), strict=True)
    ]
    items.sort(key=lambda site: (site.place, -site.enterprises, site.id))
    ranked = tuple(replace(site, rank=rank) for rank, site in enumerate(items[:top], 1))
    cut = sum(site.place == ranked[-1].place for site in items[top:]) if ranked else 0
    return Sites(
        region=code,
        product=name,
        parks=counts["park"],
        clusters=counts["cluster"],
        elsewhere=tuple(
            sorted(((one, count) for one, count in making.items() if one != code), key=lambda one: (-one[1], one[0]))
        ),
        items=ranked,
        apart=state,
        cut=cut,
    )
