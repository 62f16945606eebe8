"""这个项目落在哪个园区？In which park or cluster would a maker of a product stand best?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
SHOWN = 3  # names of one sort of enterprises


@dataclass(frozen=True, kw_only=True)
class Nearby:
    """Enterprises of one sort in a park or cluster (``inside``), and in its part of the region, it included (``near``).

    ``names_inside`` and ``names_near``: the first of those in it, and of those near but not in it.
    """

    inside: int = 0
    near: int = 0
    names_inside: tuple[str, ...] = ()
    names_near: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Site:
    """One park or cluster (``kind``).

    ``buyers`` and ``suppliers`` (makers of its essential inputs): see :class:`Nearby`; ``makers``: of the product
    likewise, the overlap there. ``leads``: whether a chain of the product is among its lead chains (the chains of a
    cluster), None where it declares none; ``lead_chains``: which. ``enterprises``: active ones on record in it.
    ``known``: which of the parts (``leads``, ``buyers``, ``suppliers``) are known. ``score_low`` and ``score_high``:
    mean of the parts, 0-1, with the unknown ones as 0 and as 1; ``score``: the lower one, None where no part is known.
    ``place``: by ``score_low``, shared by equals, ``tied`` of them; ``rank``: number of the line.
    """

    id: str
    kind: str
    name_zh: str
    region: str
    part: str
    level: str | None
    leads: bool | None
    buyers: Nearby
    suppliers: Nearby
    makers: Nearby
    enterprises: int
    score: float | None
    sources: tuple[str, ...]
    rank: int = 0
    score_low: float = 0.0
    score_high: float = 1.0
    place: int = 0
    tied: int = 1
    known: tuple[str, ...] = ()
    lead_chains: tuple[str, ...] = ()


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
    unknown where the whole region has none on record, since that says nothing of parks: nobody, no use or no input that
    the data know). Where all inputs are of common supply they are no part of it: every park has them. An unknown part
    counts 0 in ``score_low``, which ranks, and 1 in ``score_high``: to learn more of a park never puts it behind
    another, and one fact alone is no full score. Equals share a place; their lines stand by enterprises on record, then
    by id. There are no coordinates, so nearness is membership of the same part, a prefecture of a province or a county
    of a city (METHODS, section 7, cold start). Overlap is told and not scored: it is no duplication without capacities.
    Closed and planned enterprises count nowhere. Raises UsageError for an unknown region or product.
    """
    code = world.places.require(region)
    name = world.require_product(product)
    network, here = world.network, world.market(code)
    needed = {member for group in network.groups.get(name, ()) if group.essential for member in group.members}
    inputs = needed - network.common
    part_of = world.places.part_of(code) or {code: code}
    itself = network.below(name)
    users = sorted({user for variant in itself for user in network.graph.successors(variant)} - itself)
    buying, supplying, making = (
        _Standing(makers.standing(here.local, sorted(made)), code, part_of) for made in (users, inputs, itself)
    )
    chains = set(network.products[name].chains)
    held = makers.held(world.dataset)
    items = []
    counts = {"park": 0, "cluster": 0}
    below = world.places.below(code)
    for kind, park, title, place, level, leads, source in all_sites(world.dataset, below):
        counts[kind] += 1
        part = part_of.get(place, place)
        lead = None if not leads else not chains.isdisjoint(leads)
        near = {"buyers": buying.around(park, part), "suppliers": supplying.around(park, part)}
        grounds: dict[str, float | None] = {"leads": None if lead is None else float(lead)}
        for key, on_record in (("buyers", buying), ("suppliers", supplying)):
            number = near[key].inside + near[key].near
            grounds[key] = number / (number + ANCHORS.half_demand) if on_record.any else None
        if needed and not inputs:
            del grounds["suppliers"]
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
                buyers=near["buyers"],
                suppliers=near["suppliers"],
                makers=making.around(park, part),
                enterprises=held.get(park, 0),
                score=low if known else None,
                sources=tuple(source or ()),
                score_low=low,
                score_high=high,
                known=known,
                lead_chains=tuple(chain for chain in network.products[name].chains if chain in (leads or ())),
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
        elsewhere=making.parts(),
        items=ranked,
        apart=state,
        cut=cut,
    )


class _Standing:
    """Where enterprises of one sort stand: counts and first names by park or cluster, and by part of the region."""

    def __init__(self, groups: Sequence[makers.Standing], code: str, part_of: Mapping[str, str]) -> None:
        self._code = code
        self._held: dict[str, tuple[int, list[str]]] = {}
        self._part: dict[str, tuple[int, list[str]]] = {}
        for group in groups:
            for place in (group.park, group.cluster):
                if place is not None:
                    _add(self._held, place, group)
            _add(self._part, code, group)  # of a park or cluster of the whole region
            part = part_of.get(group.region, code)
            if part != code:
                _add(self._part, part, group)
        self.any = bool(groups)

    def around(self, park: str, part: str) -> Nearby:
        """Those in a park or cluster, and in its part."""
        inside, names = self._held.get(park, (0, []))
        near, others = self._part.get(part, (0, []))
        return Nearby(
            inside=inside,
            near=near,
            names_inside=tuple(names[:SHOWN]),
            names_near=tuple([name for name in others if name not in names][:SHOWN]),
        )

    def parts(self) -> tuple[tuple[str, int], ...]:
        """The parts of the region that hold any, with how many, most first."""
        found = [(part, number) for part, (number, _) in self._part.items() if part != self._code]
        return tuple(sorted(found, key=lambda counted: (-counted[1], counted[0])))


def _add(counts: dict[str, tuple[int, list[str]]], place: str, group: makers.Standing) -> None:
    number, names = counts.get(place, (0, []))
    counts[place] = (number + group.number, [*names, *(name for name in group.names if name not in names)])
