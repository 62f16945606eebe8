"""相近产品：排成文。Products close to those that a region has, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.catalogue import speaker
from chaingraph.document import Column, Document, Figure, Paragraph, Section, Style, Table
from chaingraph.findings.world import World
from chaingraph.questions.cells import count_column, decimal_column, name_column, product, products
from chaingraph.questions.related.ask import Related

_BASES = {"dataset": "related.by-dataset", "external": "related.by-external-table"}


def related_document(world: World, answer: Related, lang: str) -> Document:
    """The first ``answer.top`` products by density, the closest of the region's own beside each."""
    say = speaker(lang)
    title = say(_BASES[answer.basis], region=world.places.name(answer.region, lang))
    return Document(
        key="related",
        title=say("related.title", what=title),
        lang=lang,
        layout=lambda: _layout(world, answer, title, lang),
        data=answer.as_json,
    )


def _layout(world: World, answer: Related, title: str, lang: str) -> Iterator[Section]:
    say = speaker(lang)
    if answer.items and all(near.density is None for near in answer.items):
        nothing = say("related.nothing-computed")
        yield Section(blocks=(Paragraph(text=nothing, style=Style.aside),))
        return
    table = Table(
        key="items",
        title=title,
        columns=(
            name_column("product", say("related.product"), ids=True),
            decimal_column("density", say("related.density"), 3),
            count_column("ubiquity", say("related.regions-with-it")),
            Column(key="closest", label=say("related.closest"), wide=True),
        ),
        rows=tuple(
            (
                product(world, near.product, lang),
                near.density,
                Figure(value=near.ubiquity, told=f"{near.ubiquity}/{answer.regions}"),
                products(world, near.closest, lang) or None,
            )
            for near in answer.items[: answer.top]
        ),
    )
    note = say("related.few-regions", regions=answer.regions)
    yield Section(blocks=(table, *((Paragraph(text=note, style=Style.aside),) if answer.few else ())))
