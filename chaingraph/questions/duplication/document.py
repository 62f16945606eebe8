"""重复建设：排成文。What several parts make or build, and what they could do instead, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.catalogue import Names, speaker, text
from chaingraph.document import Column, Document, Kind, Named, Paragraph, Section, Table
from chaingraph.findings.world import World
from chaingraph.questions.cells import joined, name_column, products, scope
from chaingraph.questions.duplication.ask import Duplications


def duplication_document(world: World, answer: Duplications, lang: str) -> Document:
    """The first ``told.top`` products by the number of parts that build them."""
    where = scope(world, answer.region, answer.chain, lang)
    title = f"{where} · {text('duplication.title', lang)}"
    return Document(
        key="duplication",
        title=title,
        lang=lang,
        layout=lambda: _layout(world, answer, where, lang),
        data=answer.as_json,
    )


def _layout(world: World, answer: Duplications, where: str, lang: str) -> Iterator[Section]:
    say = speaker(lang)
    table = Table(
        key="items",
        title=where,
        columns=(
            name_column("product", say("duplication.product"), ids=True),
            Column(
                key="parts",
                label=say("duplication.parts"),
                wide=True,
            ),
            Column(key="capacities", label=say("duplication.capacities-as-told")),
            Column(
                key="complements",
                label=say("duplication.complements"),
                wide=True,
            ),
            Column(key="part_count", label=say("duplication.part-count"), kind=Kind.integer, extra=True),
        ),
        rows=tuple(
            (
                Named(Names(zh=item.name_zh, en=item.name_en).text(lang), item.product),
                joined(
                    (
                        say(
                            "duplication.part",
                            region=world.places.name(part.region, lang),
                            makers=part.makers,
                            projects=len(part.projects),
                        )
                        for part in item.parts
                    ),
                    lang,
                ),
                joined((capacity for part in item.parts for capacity in part.capacities), lang) or None,
                "\n".join(
                    say(
                        "duplication.complements-of-part",
                        region=world.places.name(part.region, lang),
                        products=products(world, part.complements, lang),
                    )
                    for part in item.parts
                    if part.complements
                )
                or None,
                len(item.parts),
            )
            for item in answer.items[: answer.top]
        ),
    )
    closing = say("duplication.overlap-is-not-duplication", products=len(answer))
    yield Section(blocks=(table, Paragraph(text=closing)))
