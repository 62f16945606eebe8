"""The data of three views: the directory of cards, the comparison of two parts, the enterprises of a chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chaingraph.catalogue import LANGUAGES
from chaingraph.document import UNKNOWN
from chaingraph.enumerations import Action
from chaingraph.findings.entities import HEADINGS, KINDS, Directory
from chaingraph.findings.world import World
from chaingraph.questions.chain_map import ChainMap
from chaingraph.questions.firm_map import firm_map
from chaingraph.questions.profile.ask import Profile
from chaingraph.questions.region_part import RegionPart
from chaingraph.registry.enterprises import names as enterprise_names
from chaingraph.registry.sources import sources as told_sources
from chaingraph.views.site.cards import (
    chain_name,
    place_name,
    place_within,
    places_told,
    product_told,
    source_told,
)
from chaingraph.views.site.languages import each, of_data
from chaingraph.views.site.pinyin import sounds
from chaingraph.views.site.style import fitted


def directory_data(world: World, told: Directory, pages: Mapping[str, str]) -> dict[str, Any]:
    """``entities`` with names, facts and ties; ``products`` and ``chains`` that they name, with their pages;
    ``sources``.
    """
    named = {id for one in told.entities for _, _, ties in one.ties for kind, id in ties if kind == "product"}
    used = {source for one in told.entities for source in one.sources}
    columns = ("title", "publisher", "year", "kind", "url")
    sources = {
        name: {column: getattr(one, column) for column in columns}
        for name, one in told_sources(world.dataset, used).items()
    }
    return {
        "kinds": {kind: of_data(*names) for kind, names in KINDS.items()},
        "totals": told.totals,
        "entities": [
            {
                "kind": one.kind,
                "id": one.id,
                "name": of_data(one.name_zh, one.name_en),
                "place": _place(world, one.region),
                "sounds": sounds(one.name_zh),
                "facts": [
                    [of_data(*HEADINGS[key]), [one.fact(key, value, lang) for lang in LANGUAGES]]
                    for key, value in one.facts
                ],
                "ties": [
                    [of_data(*HEADINGS[key]), count, [list(tie) for tie in ties]] for key, count, ties in one.ties
                ],
                "sources": list(one.sources),
            }
            for one in told.entities
        ],
        "products": {
            name: product_told(world, name, pages) for name in sorted(named) if name in world.network.products
        },
        "chains": {chain: [chain_name(world, chain), file] for chain, file in pages.items()},
        "sources": {key: source_told(one) for key, one in sources.items()},
    }


def _place(world: World, code: str | None) -> list[str]:
    """The name of the region with what it lies in, in every language; a dash for None."""
    return each(lambda _: UNKNOWN) if code is None else place_within(world, world.places.above(code)[:2])


def compare_data(world: World, whole: Profile, parts: Iterable[RegionPart], pages: Mapping[str, str]) -> dict[str, Any]:
    """``regions``, each with its figures by chain, the products that it makes and those that it should fill;
    ``products`` by id.
    """
    regions: list[dict[str, Any]] = []
    named: set[str] = set()
    states = {one.region: one for one in whole.parts}
    for part in parts:
        code, items = part.tile.region, part.items
        here = world.market(code)
        made = sorted(name for name in here.made if name in world.network.products)
        fill = [item.product for item in items if item.action == Action.FILL]
        named.update(made, fill)
        regions.append(
            {
                "code": code,
                "name": place_name(world, code),
                "enterprises": states[code].enterprises,
                "made": made,
                "fill": fill,
                "chains": {
                    chain: [
                        sum(chain in item.chain and item.makers > 0 for item in items),
                        states[code].quotients.get(chain),
                    ]
                    for chain in world.network.chains
                },
            }
        )
    return {
        "regions": regions,
        "similar": [list(one) for one in whole.similar],
        "chains": {chain: [chain_name(world, chain), file] for chain, file in pages.items()},
        "products": {name: product_told(world, name, pages) for name in sorted(named)},
    }


def firms_data(
    world: World, drawn: ChainMap, region: str, order: Mapping[str, int], falls: Mapping[str, frozenset[str]]
) -> dict[str, Any]:
    """``nodes``, ``edges`` and ``lanes`` of the deliveries in a chain; ``stops``: of each enterprise that alone makes
    something what stops with it in the chain, as places among the cards, those that stop most first."""
    told = firm_map(world, drawn, region)
    names = enterprise_names(world.dataset, falls)
    stops = {firm: [order[name] for name in sorted(falls[firm]) if name in order] for firm in falls}
    ranked = sorted((firm for firm in stops if stops[firm]), key=lambda firm: (-len(stops[firm]), firm))
    return {
        "nodes": [
            {
                "id": one.id,
                "x": one.x,
                "y": one.y,
                "name": of_data(one.name_zh, one.name_en),
                "local": one.local,
                "labels": [fitted(name, "■" if one.local else "□") for name in of_data(one.name_zh, one.name_en)],
            }
            for one in told.nodes
        ],
        "edges": [list(edge) for edge in told.edges],
        "lanes": [{"stage": lane.stage, "left": lane.left, "right": lane.right} for lane in told.lanes],
        "makers": told.makers,
        "left": told.left,
        "stops": [[firm, names.get(firm, firm), len(stops[firm]), places_told(stops[firm])] for firm in ranked],
    }
