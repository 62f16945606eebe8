"""项目归类：排成文。What each project of a list fills, strengthens, extends or secures, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.catalogue import speaker, text
from chaingraph.document import Column, Document, Kind, Named, Paragraph, Section, Table
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.cells import name_column, products, region
from chaingraph.questions.classify.ask import Classification


def classify_document(world: World, told: Classification, lang: str) -> Document:
    """The projects with their class and the reasons, seen from the region."""
    title = f"{world.places.name(told.region, lang)} · {text('classify.title', lang)}"
    return Document(
        key="classify",
        title=title,
        lang=lang,
        layout=lambda: _layout(world, told, lang),
        data=told.as_json,
    )


def _layout(world: World, told: Classification, lang: str) -> Iterator[Section]:
    say = speaker(lang)
    unit = say("classify.cny-100-million")
    table = Table(
        key="projects",
        title=world.places.name(told.region, lang),
        columns=(
            name_column("project", say("classify.project"), ids=True, wide=True),
            name_column("region", say("classify.region")),
            Column(key="action", label=say("classify.class")),
            Column(key="products", label=say("classify.products"), wide=True),
            Column(key="why", label=say("classify.reasons"), wide=True),
            Column(key="investment", label=say("classify.investment"), kind=Kind.money, unit=unit, extra=True),
        ),
        rows=tuple(
            (
                Named(one.name_zh, one.id),
                region(world, one.region or None, lang),
                say("classify.not-classified") if one.action is None else word(one.action, lang),
                products(world, (name for name, _, _ in one.products), lang) or None,
                one.why.text(lang),
                one.investment_yi,
            )
            for one in told
        ),
    )
    yield Section(blocks=(table, Paragraph(text=say("classify.count", n=len(told)))))
