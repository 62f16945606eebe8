"""The page of one chain: its map, its table, the cards of its findings."""

from __future__ import annotations

from dataclasses import asdict

from chaingraph.catalogue import text
from chaingraph.enumerations import Action
from chaingraph.findings.finding import Findings
from chaingraph.findings.world import World
from chaingraph.questions.chain_map import chain_map
from chaingraph.questions.invitations import GAPS, Invitation
from chaingraph.schema import SCHEMA
from chaingraph.views.site.cards import chain_cards, chain_name, place_name
from chaingraph.views.site.environment import count, rendered
from chaingraph.views.site.graph import graph_data
from chaingraph.views.site.languages import each, of_data, words
from chaingraph.views.site.panels import firms_data
from chaingraph.views.site.style import LOOKS


def chain_page(
    world: World,
    findings: Findings,
    chain: str,
    pages: dict[str, str],
    falls: dict[str, frozenset[str]],
    invited: dict[str, Invitation],
    lang: str,
) -> str:
    """The page of ``chain`` among ``pages``."""
    drawing = chain_map(world, findings, chain)
    data = {
        "lang": lang,
        "words": words(),
        "invited": GAPS,
        "looks": {key: asdict(look) for key, look in LOOKS.items()},
        "graph": graph_data(drawing),
        "tables": {name: of_data(table.name_zh, table.name_en) for name, table in SCHEMA.tables.items()},
        "chains": {id_: [chain_name(world, id_), pages[id_]] for id_ in pages},
        "given": list(findings.given),
        "title": each(
            lambda to: text(
                "page.chain-title", to, chain=world.network.chain_name(chain, to), region=findings.region_name(to)
            )
        ),
        **chain_cards(world, drawing, findings.region, pages, invited),
    }
    items = [node.finding for node in drawing.nodes]
    cards = data.pop("cards")
    order = {row["product"]: number for number, row in enumerate(data["rows"])}
    data["firms"] = firms_data(world, drawing, findings.region, order, falls)
    held = sorted({city for row in data["rows"] for city in row["cities"]})
    kinds = {kind for row in data["rows"] for kind in row["kinds"]}
    return rendered(
        "chain.html.j2",
        lang,
        title=data["title"],
        name=chain_name(world, chain),
        region=each(findings.region_name),
        data=data,
        cards=cards,
        kinds=[
            (term.value, of_data(term.zh, term.en)) for term in SCHEMA.vocabularies["input_kind"] if term.value in kinds
        ],
        neighbours=drawing.neighbours,
        cities=[(code, place_name(world, code)) for code in held],
        statuses=count(items, "status", LOOKS),
        doing=count(items, "action", Action),
        total=len(items),
        weights=each(findings.weights_told),
        links=[(chain_name(world, id_), file, id_ == chain) for id_, file in pages.items()],
    )
