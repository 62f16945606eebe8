"""重复建设：排成文。What several parts make or build, and what they could do instead, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.catalogue import Names, speaker, text
from chaingraph.document import Column, Document, Kind, Named, Paragraph, Section, Table
from chaingraph.findings.world import World
from chaingraph.questions.cells import joined, name_column, products, scope
from chaingraph.questions.duplication.ask import Duplications


def duplication_document(world: World, told: Duplications, lang: str) -> Document:
    """The first ``told.top`` products by the number of parts that build them."""
    where = scope(world, told.region, told.chain, lang)
    title = f"{where} · {text('duplication.title', lang)}"
    return Document(
        key="duplication",
        title=title,
        lang=lang,
        layout=lambda: _layout(world, told, where, lang),
        data=told.as_json,
    )


def _layout(world: World, told: Duplications, where: str, lang: str) -> Iterator[Section]:
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
                Named(Names(zh=one.name_zh, en=one.name_en).text(lang), one.product),
                joined(
                    (
                        say(
                            "duplication.part",
                            region=world.places.name(part.region, lang),
                            makers=part.makers,
                            projects=len(part.projects),
                        )
                        for part in one.parts
                    ),
                    lang,
                ),
                joined((capacity for part in one.parts for capacity in part.capacities), lang) or None,
                "\n".join(
                    say(
                        "duplication.complements-of-part",
                        region=world.places.name(part.region, lang),
                        products=products(world, part.complements, lang),
                    )
                    for part in one.parts
                    if part.complements
                )
                or None,
                len(one.parts),
            )
            for one in told.items[: told.top]
        ),
    )
    closing = say("duplication.overlap-is-not-duplication", products=len(told))
    yield Section(blocks=(table, Paragraph(text=closing)))
