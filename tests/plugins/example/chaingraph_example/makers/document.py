"""The number of makers as a document."""

from __future__ import annotations

from chaingraph.document import Column, Document, Kind, Named, Section, Table, in_language
from chaingraph.findings.world import World
from chaingraph_example.makers.ask import MakersOfAll


def makers_document(world: World, answer: MakersOfAll, lang: str) -> Document:
    """One table."""
    say = in_language(lang)
    title = f"{world.places.name(answer.region, lang)} · {say('生产企业', 'Makers')}"
    products = world.network.products
    table = Table(
        key="makers",
        title=title,
        columns=(
            Column(key="product", label=say("产品", "Product"), kind=Kind.name),
            Column(key="makers", label=say("生产企业", "Makers"), kind=Kind.integer),
        ),
        rows=tuple((Named(products[one.product].name(lang), one.product), one.makers) for one in answer),
    )
    return Document(
        key="makers", title=title, lang=lang, layout=lambda: [Section(blocks=(table,))], data=answer.as_json
    )
