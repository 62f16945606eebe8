"""The grounds of the findings of one chain, as data for its page: names and sources once, facts by reference."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from chaingraph.enumerations import EnterpriseStatus
from chaingraph.findings.advice import advice
from chaingraph.findings.finding import Finding
from chaingraph.findings.standing import apart_told, cut_told, standing
from chaingraph.findings.world import World
from chaingraph.network import CardFacts, card_facts, sources_told
from chaingraph.questions.candidates.ask import CandidateFirm, Candidates
from chaingraph.questions.candidates.reasons import reasons
from chaingraph.questions.chain_map import ChainMap
from chaingraph.questions.explain.ask import ways_to_ends, would_change
from chaingraph.questions.invitations import ASKED, Invitation
from chaingraph.questions.sites.ask import Site, Sites
from chaingraph.schema import SCHEMA
from chaingraph.views.site.pinyin import sounds

_FIELDS = (
    "product", "name_zh", "name_en", "status", "action", "confidence", "rank", "score", "score_need", "score_demand",
    "score_severity", "criticality", "evidence", "independent_makers", "hhi_independent", "makers", "output_yi", "hhi", "hhi_basis", "inputs_met", "producible",
    "local_buyer_count", "needs", "why_zh", "why_en",
)  # fmt: skip


# of a card, what table, search and filters need: read at once, the rest when a card is opened
BRIEF = (
    "product", "name_zh", "name_en", "sounds", "cities", "kinds", "makers_names", "status", "action", "confidence", "rank",
    "score", "criticality", "makers", "local_buyer_count", "stage", "segment",
)  # fmt: skip
_LISTED = 60  # products that stop with one; the count is always whole


def chain_cards(
    world: World,
    drawn: ChainMap,
    region: str,
    pages: Mapping[str, str],
    invited: Mapping[str, Invitation] = MappingProxyType({}),
) -> dict[str, Any]:
    """``rows`` (what of a card the table shows) and ``cards`` (the rest), worst first, ``products`` and ``sources`` that they refer to;
    ``invited``: whom to invite and where, of the products for which that is computed.
    """
    nodes = sorted(drawn.nodes, key=lambda node: node.finding.rank)
    ids = [node.finding.product for node in nodes]
    facts = card_facts(world.dataset, world.places, world.market(region), ids)
    above = frozenset(world.places.above(region))
    named: set[str] = set(ids)
    inside = frozenset(ids)
    order = {name: place for place, name in enumerate(ids)}
    cards = []
    for node in nodes:
        f = node.finding
        stopped = world.knock_outs.of(f.product)
        fails = sorted(stopped - {f.product})
        ways = ways_to_ends(world.network, f, stopped)
        users = sorted(world.network.graph.successors(f.product))
        own = facts[f.product]
        named.update(*ways, f.needs, fails[:_LISTED], users, (told["input"] for told in own.inputs))
        told = f.as_json()
        card: dict[str, Any] = {key: told[key] for key in _FIELDS}
        card |= {
            "sounds": sounds(f.name_zh),
            "kinds": sorted({kind for user in users if (kind := world.network.graph.edges[f.product, user]["kind"])}),
            "makers_names": [one["name_zh"] for one in own.makers],
            "cities": sorted({part for one in own.makers if (part := _part(world, one["region"], region))}),
            "ways": [list(way) for way in ways],
            "stage": node.lane,
            "inferred": node.inferred,
            "segment": f.segment_zh,
            "resource": world.network.products[f.product].resource_bound,
            "chains": list(f.chain),
            "users": users,
            "fails": fails[:_LISTED],
            "stops": places_told([order[one] for one in fails if one in order]),
            "fails_count": len(fails),
            "advice": _advice(f, own),
            "change": would_change(f),
            "makers_rows": [_firm(world, one, above) for one in own.makers],
            "idle": [_firm(world, one, above) for one in own.idle],
            "buyers": [{**_firm(world, one, above), "makes": sorted(one["makes"])} for one in own.buyers],
            "outside": [_firm(world, one, above) for one in own.outside],
            "projects": [
                {
                    **_row(one),
                    "id": one["id"],
                    "name": one["name_zh"],
                    "place": _place(world, one["region"], above),
                    "status": _label("project_status", one["status"]),
                    "yi": one["investment_yi"],
                    "years": [one["start_year"], one["end_year"]],
                }
                for one in own.projects
            ],
            "inputs": _inputs(world, f.product, own),
            "coverage": [
                {
                    **_row(one),
                    "place": _place(world, one["region"], frozenset()),
                    "chain": list(chain_name(world, one["chain"])),
                    "state": _label("completeness", one["completeness"]),
                    "year": one["year"],
                }
                for one in own.coverage
            ],
            "entry": [{**_row(one), "note": one["note"]} for one in own.product],
            "sources": list(own.sources),
            "asked": f.action in ASKED,
        }
        if f.product in invited:
            card["invite"] = _invite(world, invited[f.product], above)
            more = {one for row in (*card["invite"]["firms"], *card["invite"]["parks"]) for one in row["source"]}
            card["sources"] += sorted(more - set(own.sources))
        named.update(made for one in card["buyers"] for made in one["makes"])
        cards.append(card)
    brief = [{key: card.pop(key) if key != "product" else card[key] for key in BRIEF} for card in cards]
    sources = {key: told for own in facts.values() for key, told in own.sources.items()}
    lacking = {one for card in cards for one in card["sources"]} - sources.keys()
    sources |= sources_told(world.dataset, lacking)
    for card in cards:
        card["sources"] = [one for one in card["sources"] if one in sources]
    return {
        "rows": brief,
        "cards": cards,
        "products": {name: _product(world, name, pages, inside) for name in sorted(named)},
        "sources": {key: source_told(sources[key]) for key in sorted(sources)},
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
                "reasons": [list(reasons(world, asked, one, lang)) for lang in ("zh", "en")],
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
        "profile": [asked.profile_zh, asked.profile_en],
    }


def _standing(one: CandidateFirm | Site) -> list[str]:
    return [standing(one.place, one.tied, one.score, one.score_low, one.score_high, lang) for lang in ("zh", "en")]


def _doubt(told: Candidates | Sites) -> list[str]:
    """What keeps the order from being relied on; empty where nothing does."""
    return [
        apart_told(told.apart, "zh") + cut_told(told.cut, "zh"),
        " ".join(filter(None, (apart_told(told.apart, "en"), cut_told(told.cut, "en")))),
    ]


def chain_name(world: World, chain: str) -> tuple[str, str]:
    """The name of a chain in Chinese and English; its id when it is not listed."""
    return world.network.chain_name(chain, "zh"), world.network.chain_name(chain, "en")


def _product(world: World, name: str, pages: Mapping[str, str], inside: frozenset[str]) -> list[Any]:
    told = product_told(world, name, pages)
    return [*told[:2], None] if name in inside else told


def product_told(world: World, name: str, pages: Mapping[str, str]) -> list[Any]:
    """Its names in Chinese and English and the page of its first chain that has one."""
    product = world.network.products[name]
    return [product.name_zh, product.name("en"), next((pages[one] for one in product.chains if one in pages), None)]


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
    return [advice(f, lang, buyers=buyers, candidates=outside[:3], total=len(outside)) for lang in ("zh", "en")]


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
    return [SCHEMA.label(vocabulary, value, lang) for lang in ("zh", "en")] if value else None


def places_told(places: list[int]) -> list[int] | str:
    """Places among the cards, as they are or as the bits of a hexadecimal number, the first the least: whichever is shorter."""
    bits = format(sum(1 << place for place in places), "x")
    return sorted(places) if 4 * len(places) <= len(bits) else bits


def _part(world: World, code: str, region: str) -> str | None:
    """The part of ``region`` that ``code`` lies in; None for the region itself."""
    path = world.places.above(code)
    place = path.index(region) if region in path else 0
    return path[place - 1] if place else None


def _place(world: World, code: str, above: frozenset[str]) -> list[str]:
    path = [one for one in world.places.above(code) if one not in above] or [code]
    zh = "".join(world.places.name(one, "zh") for one in reversed(path))
    return [zh, ", ".join(world.places.name(one, "en") for one in path)]
