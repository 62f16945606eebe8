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


def directory_data(world: World, directory: Directory, pages: Mapping[str, str]) -> dict[str, Any]:
    """``entities`` with names, facts and ties; ``products`` and ``chains`` that they name, with their pages;
    ``sources``.
    """
    named = {
        id for entity in directory.entities for _, _, ties in entity.ties for kind, id in ties if kind == "product"
    }
    used = {source for entity in directory.entities for source in entity.sources}
    columns = ("title", "publisher", "year", "kind", "url", "original")
    sources = {
        name: {column: getattr(source, column) for column in columns}
        for name, source in told_sources(world.dataset, used).items()
    }
    return {
        "kinds": {kind: of_data(*names) for kind, names in KINDS.items()},
        "totals": directory.totals,
        "entities": [
            {
                "kind": entity.kind,
                "id": entity.id,
                "name": of_data(entity.name_zh, entity.name_en),
                "place": _place(world, entity.region),
                "sounds": sounds(entity.name_zh),
                "facts": [
                    [of_data(*HEADINGS[key]), [entity.fact(key, value, lang) for lang in LANGUAGES]]
                    for key, value in entity.facts
                ],
                "ties": [
                    [of_data(*HEADINGS[key]), count, [list(tie) for tie in ties]] for key, count, ties in entity.ties
                ],
                "sources": list(entity.sources),
            }
            for entity in directory.entities
        ],
        "products": {
            name: product_told(world, name, pages) for name in sorted(named) if name in world.network.products
        },
        "chains": {chain: [chain_name(world, chain), file] for chain, file in pages.items()},
        "sources": {key: source_told(source) for key, source in sources.items()},
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
    states = {part.region: part for part in whole.parts}
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
        "similar": [list(pair) for pair in whole.similar],
        "chains": {chain: [chain_name(world, chain), file] for chain, file in pages.items()},
        "products": {name: product_told(world, name, pages) for name in sorted(named)},
    }


def firms_data(
    world: World, drawing: ChainMap, region: str, order: Mapping[str, int], falls: Mapping[str, frozenset[str]]
) -> dict[str, Any]:
    """``nodes``, ``edges`` and ``lanes`` of the deliveries in a chain; ``stops``: of each enterprise that alone makes
    something what stops with it in the chain, as places among the cards, those that stop most first."""
    map_of_firms = firm_map(world, drawing, region)
    names = enterprise_names(world.dataset, falls)
    stops = {firm: [order[name] for name in sorted(falls[firm]) if name in order] for firm in falls}
    ranked = sorted((firm for firm in stops if stops[firm]), key=lambda firm: (-len(stops[firm]), firm))
    return {
        "nodes": [
            {
                "id": node.id,
                "x": node.x,
                "y": node.y,
                "name": of_data(node.name_zh, node.name_en),
                "local": node.local,
                "labels": [fitted(name, "■" if node.local else "□") for name in of_data(node.name_zh, node.name_en)],
            }
            for node in map_of_firms.nodes
        ],
        "edges": [list(edge) for edge in map_of_firms.edges],
        "lanes": [{"stage": lane.stage, "left": lane.left, "right": lane.right} for lane in map_of_firms.lanes],
        "makers": map_of_firms.makers,
        "left": map_of_firms.left,
        "stops": [[firm, names.get(firm, firm), len(stops[firm]), places_told(stops[firm])] for firm in ranked],
    }
