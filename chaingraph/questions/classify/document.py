"""项目归类：排成文。What each project of a list fills, strengthens, extends or secures, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.catalogue import speaker, text
from chaingraph.document import Column, Document, Kind, Named, Paragraph, Section, Table
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.cells import name_column, products, region
from chaingraph.questions.classify.ask import Classification


def classify_document(world: World, answer: Classification, lang: str) -> Document:
    """The projects with their class and the reasons, seen from the region."""
    title = f"{world.places.name(answer.region, lang)} · {text('classify.title', lang)}"
    return Document(
        key="classify",
        title=title,
        lang=lang,
        layout=lambda: _layout(world, answer, lang),
        data=answer.as_json,
    )


def _layout(world: World, answer: Classification, lang: str) -> Iterator[Section]:
    say = speaker(lang)
    unit = say("classify.cny-100-million")
    table = Table(
        key="projects",
        title=world.places.name(answer.region, lang),
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
                Named(item.name_zh, item.id),
                region(world, item.region or None, lang),
                say("classify.not-classified") if item.action is None else word(item.action, lang),
                products(world, (name for name, _, _ in item.products), lang) or None,
                item.why.text(lang),
                item.investment_yi,
            )
            for item in answer
        ),
    )
    yield Section(blocks=(table, Paragraph(text=say("classify.count", n=len(answer)))))
