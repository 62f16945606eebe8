"""The grounds of the findings of one chain, as data for its page: names and sources once, facts by reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import reduce
from types import MappingProxyType
from typing import Any

from chaingraph.catalogue import LANGUAGES, text
from chaingraph.document import address
from chaingraph.enumerations import EnterpriseStatus
from chaingraph.findings.advice import advice
from chaingraph.findings.circumstances import circumstances
from chaingraph.findings.families import families, gaps_of
from chaingraph.findings.finding import Finding
from chaingraph.findings.standing import apart_told, cut_told, standing
from chaingraph.findings.world import World
from chaingraph.network import CardFacts, card_facts, sources_told
from chaingraph.questions.candidates.ask import CandidateFirm, Candidates, OfKind
from chaingraph.questions.candidates.document import kind_heading, known_told
from chaingraph.questions.candidates.reasons import reasons
from chaingraph.questions.chain_map import ChainMap, MapNode
from chaingraph.questions.explain.ask import ways_to_ends, would_change
from chaingraph.questions.invitations import ASKED, Invitation
from chaingraph.questions.sites.ask import Site
from chaingraph.questions.sites.reasons import site_reasons
from chaingraph.schema import SCHEMA
from chaingraph.views.site.languages import each, of_data
from chaingraph.views.site.pinyin import sounds
from chaingraph.views.site.rows import (
    CoverageRow,
    EntryRow,
    FirmRow,
    InputRow,
    Invited,
    InvitedFirm,
    InvitedKind,
    InvitedPark,
    ProjectRow,
    plain,
)

_FIELDS = (
    "product",
    "name_zh",
    "name_en",
    "status",
    "action",
    "confidence",
    "rank",
    "score",
    "score_need",
    "score_demand",
    "score_severity",
    "criticality",
    "evidence",
    "makers",
    "owners",
    "verify",
    "absent_probability",
    "score_low",
    "score_high",
    "tied",
    "weight_known",
    "chains_hit",
    "broader",
    "output_yi",
    "hhi",
    "hhi_basis",
    "inputs_met",
    "producible",
    "local_buyer_count",
    "needs",
)


# of a card, what table, search and filters need: read at once, the rest when a card is opened
BRIEF = (
    "product",
    "name_zh",
    "name_en",
    "sounds",
    "cities",
    "kinds",
    "makers_names",
    "status",
    "action",
    "confidence",
    "rank",
    "score",
    "criticality",
    "makers",
    "local_buyer_count",
    "stage",
    "segment",
    "verify",
    "absent_probability",
    "tied",
    "family",
)
_LISTED = 60  # products that stop with one; the count is always whole


@dataclass(frozen=True, kw_only=True)
class Card:
    """The grounds of one finding. Texts are in each of LANGUAGES; rows are plain values with table, row and sources.

    ``stops``: what fails with it among the cards, by their indexes; ``fails`` the first of all that fails, of
    ``fails_count``. ``asked``: whether ``invite``, whom to invite and where, is a question here; None where it is not
    computed. ``below``: its direct kinds. ``family``: the product under which the gaps of its family are one line.
    """

    finding: Finding
    sounds: list[str]
    kinds: list[str]
    makers_names: list[str]
    cities: list[str]
    ways: list[list[str]]
    stage: str
    inferred: bool
    segment: str | None
    resource: bool
    chains: list[str]
    users: list[str]
    fails: list[str]
    stops: list[int] | str
    fails_count: int
    why: list[str]
    advice: list[str]
    change: tuple[tuple[str, ...], ...]
    makers_rows: list[FirmRow]
    idle: list[FirmRow]
    buyers: list[FirmRow]
    province: list[FirmRow]
    outside: list[FirmRow]
    projects: list[ProjectRow]
    inputs: list[InputRow]
    coverage: list[CoverageRow]
    entry: list[EntryRow]
    sources: list[str]
    asked: bool
    below: list[str]
    family: str | None = None
    invite: Invited | None = None

    def named(self) -> set[str]:
        """The products that it names."""
        rows = (row.input for row in self.inputs)
        made = (name for item in self.buyers for name in item.makes or ())
        on_the_way = (name for way in self.ways for name in way)
        families = {*self.below, *(name for name in (self.family, self.finding.broader) if name)}
        return {*families, *on_the_way, *self.finding.needs, *self.fails, *self.users, *rows, *made}

    def told(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the table shows, and the rest, as the page reads them."""
        of_finding = self.finding.as_json()
        values = {key: of_finding[key] for key in _FIELDS}
        values |= {item.name: plain(getattr(self, item.name)) for item in fields(self) if item.name != "finding"}
        if self.invite is None:
            del values["invite"]
        brief = {key: values[key] for key in BRIEF}
        return brief, {key: value for key, value in values.items() if key == "product" or key not in BRIEF}


def chain_cards(
    world: World,
    drawing: ChainMap,
    region: str,
    pages: Mapping[str, str],
    invited: Mapping[str, Invitation] = MappingProxyType({}),
) -> dict[str, Any]:
    """``rows`` (what of a card the table shows) and ``cards`` (the rest), worst first, ``products`` and ``sources``
    that they refer to; ``invited``: whom to invite and where, of the products for which that is computed.
    """
    nodes = sorted(drawing.nodes, key=lambda node: node.finding.rank)
    ids = [node.finding.product for node in nodes]
    facts = card_facts(world.dataset, world.places, world.market(region), ids)
    above = frozenset(world.places.above(region))
    inside = frozenset(ids)
    order = {name: number for number, name in enumerate(ids)}
    cards = [_card(world, node, facts[node.finding.product], region, above, order, invited) for node in nodes]
    lines = families(world.network, gaps_of([node.finding for node in nodes]))
    family = {member.product: line.family for line in lines for member in line.members}
    cards = [replace(card, family=family.get(card.finding.product)) for card in cards]
    known = {key: source for own in facts.values() for key, source in own.sources.items()}
    known |= sources_told(world.dataset, {source for card in cards for source in card.sources} - known.keys())
    cards = [replace(card, sources=[source for source in card.sources if source in known]) for card in cards]
    named = set(ids).union(*(card.named() for card in cards))
    halves = [card.told() for card in cards]
    return {
        "rows": [brief for brief, _ in halves],
        "cards": [rest for _, rest in halves],
        "products": {name: _product(world, name, pages, inside) for name in sorted(named)},
        "sources": {key: source_told(known[key]) for key in sorted(known)},
    }


def _card(
    world: World,
    node: MapNode,
    own: CardFacts,
    region: str,
    above: frozenset[str],
    order: Mapping[str, int],
    invited: Mapping[str, Invitation],
) -> Card:
    f = node.finding
    stopped = world.knock_outs.of(f.product)
    fails = sorted(stopped - {f.product})
    users = sorted(world.network.graph.successors(f.product))
    kinds = {world.network.graph.edges[f.product, user]["kind"] for user in users}
    invite = _invite(world, invited[f.product], above) if f.product in invited else None
    more = invite.cited() if invite else set()
    return Card(
        finding=f,
        sounds=sounds(f.name_zh),
        kinds=sorted(kind for kind in kinds if kind),
        makers_names=[maker["name_zh"] for maker in own.makers],
        cities=sorted({part for maker in own.makers if (part := _part(world, maker["region"], region))}),
        ways=[list(way) for way in ways_to_ends(world.network, f, stopped)],
        stage=node.lane,
        inferred=node.inferred,
        segment=f.segment_zh,
        resource=world.network.products[f.product].resource_bound,
        chains=list(f.chain),
        users=users,
        fails=fails[:_LISTED],
        stops=places_told([order[product] for product in fails if product in order]),
        fails_count=len(fails),
        advice=each(advice(f, circumstances(world, f, own)).text),
        why=each(f.why),
        change=tuple(tuple(fact.text(lang) for fact in would_change(f)) for lang in LANGUAGES),
        makers_rows=[_firm(world, item, above) for item in own.makers],
        idle=[_firm(world, item, above) for item in own.idle],
        buyers=[replace(_firm(world, item, above), makes=sorted(item["makes"])) for item in own.buyers],
        province=[_firm(world, item, above) for item in own.province],
        outside=[_firm(world, item, above) for item in own.outside],
        projects=[_project(world, item, above) for item in own.projects],
        inputs=_inputs(world, f.product, own),
        coverage=[_coverage(world, item) for item in own.coverage],
        entry=[EntryRow(**_row(item), note=item["note"]) for item in own.product],
        sources=[*own.sources, *sorted(more - set(own.sources))],
        asked=f.action in ASKED,
        below=sorted(world.network.kinds.get(f.product, ())),
        invite=invite,
    )


def _project(world: World, row: Mapping[str, Any], above: frozenset[str]) -> ProjectRow:
    return ProjectRow(
        **_row(row),
        id=row["id"],
        name=row["name_zh"],
        place=_place(world, row["region"], above),
        status=_label("project_status", row["status"]),
        yi=row["investment_yi"],
        years=[row["start_year"], row["end_year"]],
    )


def _coverage(world: World, row: Mapping[str, Any]) -> CoverageRow:
    return CoverageRow(
        **_row(row),
        place=_place(world, row["region"], frozenset()),
        chain=chain_name(world, row["chain"]),
        state=_label("completeness", row["completeness"]),
        year=row["year"],
    )


def _invite(world: World, row: Invitation, above: frozenset[str]) -> Invited:
    asked, found = row.candidates, row.sites
    return Invited(
        kinds=[_kind(world, asked, of, above) for of in asked.kinds],
        all=asked.total,
        known=each(lambda lang: known_told(asked, lang)),
        parks=[_park(world, item, above) for item in found.items],
        doubt_sites=_doubt(found.apart, found.cut),
        profile=of_data(asked.profile_zh, asked.profile_en),
    )


def _kind(world: World, asked: Candidates, of: OfKind, above: frozenset[str]) -> InvitedKind:
    return InvitedKind(
        kind=of.kind,
        heading=each(lambda lang: kind_heading(world, asked.region, of.kind, lang)),
        all=of.total,
        doubt=_doubt(of.apart, of.cut),
        firms=[
            InvitedFirm(
                id=item.id,
                name=item.name_zh,
                place=_place(world, item.region, above),
                front=item.front,
                standing=_standing(item),
                stability=item.stability,
                reasons=[list(reasons(world, asked, item, lang)) for lang in LANGUAGES],
                table=item.rows[-1][0],
                row=item.rows[-1][1],
                source=list(item.sources),
            )
            for item in asked.of_kind(of.kind)
        ],
    )


def _park(world: World, site: Site, above: frozenset[str]) -> InvitedPark:
    return InvitedPark(
        id=site.id,
        kind=site.kind,
        name=site.name_zh,
        place=_place(world, site.region, above),
        standing=_standing(site),
        reasons=[list(site_reasons(world, site, lang)) for lang in LANGUAGES],
        source=list(site.sources),
    )


def _standing(item: CandidateFirm | Site) -> list[str]:
    return [standing(item.place, item.tied, item.score, item.score_low, item.score_high, lang) for lang in LANGUAGES]


def _doubt(state: str | None, left: int) -> list[str]:
    """What keeps the order from being relied on; empty where nothing does."""

    def in_language(lang: str) -> str:
        apart, cut = apart_told(state, lang), cut_told(left, lang)
        return text("page.sentences", lang, before=apart, after=cut) if apart and cut else apart or cut

    return each(in_language)


def chain_name(world: World, chain: str) -> list[str]:
    """The name of a chain in every language; its id when it is not listed."""
    return each(lambda lang: world.network.chain_name(chain, lang))


def place_name(world: World, code: str) -> list[str]:
    """The name of a region in every language."""
    return each(lambda lang: world.places.name(code, lang))


def place_within(world: World, codes: Sequence[str]) -> list[str]:
    """The name of a region with those that it lies in, in every language. ``codes``: from the inmost outwards."""

    def in_language(lang: str) -> str:
        inmost, *outer = (world.places.name(code, lang) for code in codes)
        return reduce(lambda inner, name: text("page.place-within", lang, inner=inner, outer=name), outer, inmost)

    return each(in_language)


def _product(world: World, name: str, pages: Mapping[str, str], inside: frozenset[str]) -> list[Any]:
    names, page = product_told(world, name, pages)
    return [names, None if name in inside else page]


def product_told(world: World, name: str, pages: Mapping[str, str]) -> list[Any]:
    """Its name in every language, and the page of its first chain that has one."""
    product = world.network.products[name]
    return [each(product.name), next((pages[chain] for chain in product.chains if chain in pages), None)]


def source_told(source: Mapping[str, Any]) -> dict[str, Any]:
    """A source with its link, where that leads to the web; of one that re-hosts another's text, the address to copy."""
    url = source["url"] or ""
    web = url if url.lower().startswith(("https://", "http://")) else None
    copied = source["original"] is False
    return {
        "title": source["title"],
        "publisher": source["publisher"],
        "year": source["year"],
        "kind": _label("source_kind", source["kind"]),
        "url": None if copied else web,
        "copied": each(lambda lang: address(web, False, lang) or "") if web and copied else None,
    }


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"table": row["table"], "row": row["row"], "source": sorted(set(row["source"] or ()))}


def _firm(world: World, row: Mapping[str, Any], above: frozenset[str]) -> FirmRow:
    role, status = row.get("role"), row.get("status")
    idle = status in (EnterpriseStatus.PLANNED, EnterpriseStatus.CLOSED)
    return FirmRow(
        **_row(row),
        id=row["id"],
        name=row["name_zh"],
        place=_place(world, row["region"], above),
        role=_label("role", role) if role else None,
        status=_label("enterprise_status", status) if idle else None,
        output_yi=row.get("output_yi"),
        capacity=row.get("capacity"),
        year=row.get("year"),
    )


def _inputs(world: World, product: str, own: CardFacts) -> list[InputRow]:
    numbers: dict[str, int] = {}
    for number, group in enumerate(world.network.groups.get(product, ()), start=1):
        if len(group.members) > 1:
            numbers |= dict.fromkeys(group.members, number)
    return [
        InputRow(
            **_row(item),
            input=item["input"],
            essential=item["essential"],
            kind=_label("input_kind", item["kind"]),
            group=numbers.get(item["input"]) if item["group"] else None,
        )
        for item in own.inputs
    ]


def _label(vocabulary: str, value: str | None) -> list[str] | None:
    return [SCHEMA.label(vocabulary, value, lang) for lang in LANGUAGES] if value else None


def places_told(places: list[int]) -> list[int] | str:
    """Places among the cards, as they are or as the bits of a hexadecimal number, the first the least: whichever is
    shorter.
    """
    bits = format(sum(1 << number for number in places), "x")
    return sorted(places) if 4 * len(places) <= len(bits) else bits


def _part(world: World, code: str, region: str) -> str | None:
    """The part of ``region`` that ``code`` lies in; None for the region itself."""
    path = world.places.above(code)
    start = path.index(region) if region in path else 0
    return path[start - 1] if start else None


def _place(world: World, code: str | None, above: frozenset[str]) -> list[str]:
    if code is None:
        return each(lambda lang: world.places.name(None, lang))
    path = [item for item in world.places.above(code) if item not in above] or [code]
    return place_within(world, path)
