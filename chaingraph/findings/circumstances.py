"""What advice on a finding is built from: who makes, buys and supplies, what hangs on it, where it was looked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chaingraph.catalogue import Names, Spoken
from chaingraph.enumerations import EnterpriseStatus, InputKind, ProjectStatus, Role
from chaingraph.findings.finding import Finding
from chaingraph.findings.world import World
from chaingraph.network import CardFacts, Distance, distance

_COMING = (None, ProjectStatus.PLANNED, ProjectStatus.SIGNED, ProjectStatus.CONSTRUCTION)


@dataclass(frozen=True, kw_only=True)
class Firm:
    """An enterprise by its name. ``place``: the part of the region that it stands in, or its place elsewhere; None
    where that says nothing. ``owner``: the name of its owner where that is another; ``stands``: local ones of the same;
    ``near``: whether it stands in the same province.
    """

    name: str
    place: Spoken | None = None
    owner: str | None = None
    stands: tuple[str, ...] = ()
    near: bool = False


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """Everything of a finding that advice may say. Firms stand in the order of the data.

    ``coming``: local projects for it that are not in production; ``planned``: local enterprises that are. ``buyers``
    buy it as a ``kind`` of input for ``uses``, what they make of it; ``lead``: the first lead enterprise among them;
    ``parts``: the parts of the region where they stand, most buyers first, ``gathered``: the share of the first one.
    ``province``: makers in the rest of the province, ``bordering`` and ``farther``: makers elsewhere (of unknown place
    among the latter), those of ``standing`` left out, whose owner stands here. ``supplied``: its essential inputs with
    the local makers, ``lacking``: those without, ``common``: how many are of common supply. ``ends``: end products that
    stop without it, ``other_chains``: the home chains of those that are not of its own. ``unmade``: what is made of it
    and by nobody here. ``searched``: where it was looked for and nothing found. ``chain``: the home chain; ``final``:
    whether it is an end product. ``segment``: its segment, of which ``segment_made`` of ``segment_all`` other products
    are made here.
    """

    makers: tuple[Firm, ...] = ()
    coming: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    buyers: tuple[str, ...] = ()
    uses: tuple[Spoken, ...] = ()
    kind: InputKind | None = None
    lead: str | None = None
    parts: tuple[Spoken, ...] = ()
    gathered: float = 0.0
    province: tuple[Firm, ...] = ()
    bordering: tuple[Firm, ...] = ()
    farther: tuple[Firm, ...] = ()
    standing: tuple[Firm, ...] = ()
    supplied: tuple[tuple[Spoken, str], ...] = ()
    lacking: tuple[Spoken, ...] = ()
    common: int = 0
    ends: tuple[Spoken, ...] = ()
    other_chains: tuple[Spoken, ...] = ()
    unmade: tuple[Spoken, ...] = ()
    searched: tuple[str, ...] = ()
    chain: Spoken | None = None
    segment: str | None = None
    segment_made: int = 0
    segment_all: int = 0
    final: bool = False


def circumstances(world: World, finding: Finding, facts: CardFacts) -> Circumstances:
    """The circumstances of a finding, from the rows of its card."""
    network, region = world.network, finding.region
    product = network.products[finding.product]
    made = world.market(region).made
    part_of = world.places.part_of(region)

    def named(ids: Iterable[str]) -> tuple[Spoken, ...]:
        return tuple(network.products[product_id].names for product_id in ids)

    def firm(row: Mapping[str, Any]) -> Firm:
        code = row["region"]
        part = part_of.get(code, None if code == region else code)
        place = None if part is None else world.places.names_of(part)
        near = distance(world.places, region, code) is Distance.SAME
        return Firm(name=row["name_zh"], place=place, owner=row["owner"], stands=tuple(row["stands"]), near=near)

    away = [(firm(row), distance(world.places, region, row["region"])) for row in (*facts.province, *facts.outside)]
    new = [(maker, far) for maker, far in away if not maker.stands]
    essential = dict.fromkeys(row["input"] for row in facts.inputs if row["essential"])
    inputs = [product_id for product_id in essential if product_id not in network.common]
    names = world.market(region).names
    parts = Counter(part_of.get(row["region"], row["region"]) for row in facts.buyers)
    places = sorted(parts, key=lambda part: (-parts[part], part))
    uses = dict.fromkeys(name for row in facts.buyers for name in sorted(row["makes"]))
    kinds = Counter(network.input_kinds.get((use, finding.product)) for use in uses)
    leads = [row["name_zh"] for row in facts.buyers if row["role"] == Role.LEAD]
    homes = dict.fromkeys(network.products[end].home for end in finding.needs)
    segment = [other for other in network.segments[product.home, product.segment] if other != product.id]
    return Circumstances(
        makers=tuple(firm(row) for row in facts.makers),
        coming=tuple(row["name_zh"] for row in facts.projects if row["status"] in _COMING),
        planned=tuple(row["name_zh"] for row in facts.idle if row["status"] == EnterpriseStatus.PLANNED),
        buyers=tuple(row["name_zh"] for row in facts.buyers),
        uses=named(uses),
        kind=_kind(max(kinds, key=lambda kind: (kinds[kind], str(kind)))) if kinds else None,
        lead=leads[0] if leads else None,
        parts=tuple(world.places.names_of(part) for part in places),
        gathered=parts[places[0]] / len(facts.buyers) if places else 0.0,
        province=tuple(maker for maker, far in new if far is Distance.SAME),
        bordering=tuple(maker for maker, far in new if far is Distance.NEXT),
        farther=tuple(maker for maker, far in new if far not in (Distance.SAME, Distance.NEXT)),
        standing=tuple(maker for maker, _ in away if maker.stands),
        supplied=tuple(
            (network.products[product_id].names, names.get(made[product_id].first[0], made[product_id].first[0]))
            for product_id in inputs
            if product_id in made
        ),
        lacking=named(product_id for product_id in inputs if product_id not in made),
        common=len(essential) - len(inputs),
        ends=named(finding.needs),
        other_chains=tuple(_chain(world, home) for home in homes if home is not None and home != product.home),
        unmade=named(user for user, _ in network.uses[finding.product] if user not in made),
        searched=tuple(dict.fromkeys(row["where"] for row in facts.searches if row["found"] == 0)),
        chain=None if product.home is None else _chain(world, product.home),
        segment=product.segment,
        segment_made=0 if product.segment is None else sum(product_id in made for product_id in segment),
        segment_all=0 if product.segment is None else len(segment),
        final=product.final,
    )


def _kind(value: str | None) -> InputKind | None:
    return None if value is None else InputKind(value)


def _chain(world: World, chain: str) -> Names:
    zh, en = world.network.chains.get(chain, (chain, None))
    return Names(zh=zh, en=en)
