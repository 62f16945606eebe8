"""The grounds of the findings of one chain, as data for its page: names and sources once, facts by reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import reduce
from types import MappingProxyType
from typing import Any

from chaingraph.catalogue import LANGUAGES, text
from chaingraph.enumerations import EnterpriseStatus
from chaingraph.findings.advice import advice
from chaingraph.findings.families import families, gaps_of
from chaingraph.findings.finding import Finding
from chaingraph.findings.standing import apart_told, cut_told, standing
from chaingraph.findings.world import World
from chaingraph.network import CardFacts, card_facts, sources_told
from chaingraph.questions.candidates.ask import CandidateFirm, Candidates
from chaingraph.questions.candidates.reasons import reasons
from chaingraph.questions.chain_map import ChainMap, MapNode
from chaingraph.questions.explain.ask import ways_to_ends, would_change
from chaingraph.questions.invitations import ASKED, Invitation
from chaingraph.questions.sites.ask import Site, Sites
from chaingraph.schema import SCHEMA
from chaingraph.views.site.languages import each, of_data
from chaingraph.views.site.pinyin import sounds

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
    makers_rows: list[dict[str, Any]]
    idle: list[dict[str, Any]]
    buyers: list[dict[str, Any]]
    outside: list[dict[str, Any]]
    projects: list[dict[str, Any]]
    inputs: list[dict[str, Any]]
    coverage: list[dict[str, Any]]
    entry: list[dict[str, Any]]
    sources: list[str]
    asked: bool
    below: list[str]
    family: str | None = None
    invite: dict[str, Any] | None = None

    def named(self) -> set[str]:
        """The products that it names."""
        rows = (row["input"] for row in self.inputs)
        made = (name for one in self.buyers for name in one["makes"])
        on_the_way = (name for way in self.ways for name in way)
        families = {*self.below, *(name for name in (self.family, self.finding.broader) if name)}
        return {*families, *on_the_way, *self.finding.needs, *self.fails, *self.users, *rows, *made}

    def told(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the table shows, and the rest, as the page reads them."""
        of_finding = self.finding.as_json()
        values = {key: of_finding[key] for key in _FIELDS}
        values |= {one.name: getattr(self, one.name) for one in fields(self) if one.name != "finding"}
        if self.invite is None:
            del values["invite"]
        brief = {key: values[key] for key in BRIEF}
        return brief, {key: value for key, value in values.items() if key == "product" or key not in BRIEF}


def chain_cards(
    world: World,
    drawn: ChainMap,
    region: str,
    pages: Mapping[str, str],
    invited: Mapping[str, Invitation] = MappingProxyType({}),
) -> dict[str, Any]:
    """``rows`` (what of a card the table shows) and ``cards`` (the rest), worst first, ``products`` and ``sources``
    that they refer to; ``invited``: whom to invite and where, of the products for which that is computed.
    """
    nodes = sorted(drawn.nodes, key=lambda node: node.finding.rank)
    ids = [node.finding.product for node in nodes]
    facts = card_facts(world.dataset, world.places, world.market(region), ids)
    above = frozenset(world.places.above(region))
    inside = frozenset(ids)
    order = {name: place for place, name in enumerate(ids)}
    cards = [_card(world, node, facts[node.finding.product], region, above, order, invited) for node in nodes]
    lines = families(world.network, gaps_of([node.finding for node in nodes]))
    family = {member.product: line.family for line in lines for member in line.members}
    cards = [replace(card, family=family.get(card.finding.product)) for card in cards]
    known = {key: told for own in facts.values() for key, told in own.sources.items()}
    known |= sources_told(world.dataset, {one for card in cards for one in card.sources} - known.keys())
    cards = [replace(card, sources=[one for one in card.sources if one in known]) for card in cards]
    named = set(ids).union(*(card.named() for card in cards))
    told = [card.told() for card in cards]
    return {
        "rows": [brief for brief, _ in told],
        "cards": [rest for _, rest in told],
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
    more = {one for row in (*invite["firms"], *invite["parks"]) for one in row["source"]} if invite else set()
    return Card(
        finding=f,
        sounds=sounds(f.name_zh),
        kinds=sorted(kind for kind in kinds if kind),
        makers_names=[one["name_zh"] for one in own.makers],
        cities=sorted({part for one in own.makers if (part := _part(world, one["region"], region))}),
        ways=[list(way) for way in ways_to_ends(world.network, f, stopped)],
        stage=node.lane,
        inferred=node.inferred,
        segment=f.segment_zh,
        resource=world.network.products[f.product].resource_bound,
        chains=list(f.chain),
        users=users,
        fails=fails[:_LISTED],
        stops=places_told([order[one] for one in fails if one in order]),
        fails_count=len(fails),
        advice=_advice(f, own),
        why=each(f.why),
        change=tuple(tuple(fact.text(lang) for fact in would_change(f)) for lang in LANGUAGES),
        makers_rows=[_firm(world, one, above) for one in own.makers],
        idle=[_firm(world, one, above) for one in own.idle],
        buyers=[{**_firm(world, one, above), "makes": sorted(one["makes"])} for one in own.buyers],
        outside=[_firm(world, one, above) for one in own.outside],
        projects=[_project(world, one, above) for one in own.projects],
        inputs=_inputs(world, f.product, own),
        coverage=[_coverage(world, one) for one in own.coverage],
        entry=[{**_row(one), "note": one["note"]} for one in own.product],
        sources=[*own.sources, *sorted(more - set(own.sources))],
        asked=f.action in ASKED,
        below=sorted(world.network.kinds.get(f.product, ())),
        invite=invite,
    )


def _project(world: World, told: Mapping[str, Any], above: frozenset[str]) -> dict[str, Any]:
    return {
        **_row(told),
        "id": told["id"],
        "name": told["name_zh"],
        "place": _place(world, told["region"], above),
        "status": _label("project_status", told["status"]),
        "yi": told["investment_yi"],
        "years": [told["start_year"], told["end_year"]],
    }


def _coverage(world: World, told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **_row(told),
        "place": _place(world, told["region"], frozenset()),
        "chain": chain_name(world, told["chain"]),
        "state": _label("completeness", told["completeness"]),
        "year": told["year"],
    }


def _invite(world: World, told: Invitation, above: frozenset[str]) -> dict[str, Any]:
    asked, found = told.candidates, told.sites
    return {
        "firms": [
            {
                "id": one.id,
                "name": one.name_zh,
                "place": _place(world, one.region, above),
                "front": one.front,
                "standing": _standing(one),
                "stability": one.stability,
                "reasons": [list(reasons(world, asked, one, lang)) for lang in LANGUAGES],
                "table": one.rows[-1][0],
                "row": one.rows[-1][1],
                "source": list(one.sources),
            }
            for one in asked.items
        ],
        "all": asked.outside + asked.local,
        "doubt": _doubt(asked),
        "parks": [
            {
                "id": one.id,
                "kind": one.kind,
                "name": one.name_zh,
                "place": _place(world, one.region, above),
                "standing": _standing(one),
                "leads": one.leads,
                "buyers": one.buyers,
                "suppliers": one.suppliers,
                "makers": one.makers,
                "source": list(one.sources),
            }
            for one in found.items
        ],
        "doubt_sites": _doubt(found),
        "profile": of_data(asked.profile_zh, asked.profile_en),
    }


def _standing(one: CandidateFirm | Site) -> list[str]:
    return [standing(one.place, one.tied, one.score, one.score_low, one.score_high, lang) for lang in LANGUAGES]


def _doubt(told: Candidates | Sites) -> list[str]:
    """What keeps the order from being relied on; empty where nothing does."""

    def in_language(lang: str) -> str:
        apart, cut = apart_told(told.apart, lang), cut_told(told.cut, lang)
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
    return [each(product.name), next((pages[one] for one in product.chains if one in pages), None)]


def source_told(told: Mapping[str, Any]) -> dict[str, Any]:
    """A source with its link, where that leads to the web."""
    url = told["url"] or ""
    return {
        "title": told["title"],
        "publisher": told["publisher"],
        "year": told["year"],
        "kind": _label("source_kind", told["kind"]),
        "url": url if url.lower().startswith(("https://", "http://")) else None,
    }


def _advice(f: Finding, own: CardFacts) -> list[str]:
    buyers = [told["name_zh"] for told in own.buyers][:3]
    outside = [told["name_zh"] for told in own.outside]
    return [advice(f, lang, buyers=buyers, candidates=outside[:3], total=len(outside)) for lang in LANGUAGES]


def _row(told: Mapping[str, Any]) -> dict[str, Any]:
    return {"table": told["table"], "row": told["row"], "source": sorted(set(told["source"] or ()))}


def _firm(world: World, told: Mapping[str, Any], above: frozenset[str]) -> dict[str, Any]:
    firm = {**_row(told), "id": told["id"], "name": told["name_zh"], "place": _place(world, told["region"], above)}
    if told.get("role"):
        firm["role"] = _label("role", told["role"])
    if told.get("status") in (EnterpriseStatus.PLANNED, EnterpriseStatus.CLOSED):
        firm["status"] = _label("enterprise_status", told["status"])
    return firm | {key: told[key] for key in ("output_yi", "capacity", "year") if told.get(key) is not None}


def _inputs(world: World, product: str, own: CardFacts) -> list[dict[str, Any]]:
    numbers: dict[str, int] = {}
    for number, group in enumerate(world.network.groups.get(product, ()), start=1):
        if len(group.members) > 1:
            numbers |= dict.fromkeys(group.members, number)
    return [
        {
            **_row(one),
            "input": one["input"],
            "essential": one["essential"],
            "kind": _label("input_kind", one["kind"]),
            "group": numbers.get(one["input"]) if one["group"] else None,
        }
        for one in own.inputs
    ]


def _label(vocabulary: str, value: str | None) -> list[str] | None:
    return [SCHEMA.label(vocabulary, value, lang) for lang in LANGUAGES] if value else None


def places_told(places: list[int]) -> list[int] | str:
    """Places among the cards, as they are or as the bits of a hexadecimal number, the first the least: whichever is
    shorter.
    """
    bits = format(sum(1 << place for place in places), "x")
    return sorted(places) if 4 * len(places) <= len(bits) else bits


def _part(world: World, code: str, region: str) -> str | None:
    """The part of ``region`` that ``code`` lies in; None for the region itself."""
    path = world.places.above(code)
    place = path.index(region) if region in path else 0
    return path[place - 1] if place else None


def _place(world: World, code: str, above: frozenset[str]) -> list[str]:
    path = [one for one in world.places.above(code) if one not in above] or [code]
    return place_within(world, path)
