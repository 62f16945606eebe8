"""项目归类：排成文。What each project of a list fills, strengthens, extends or secures, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.document import Column, Document, Kind, Named, Paragraph, Section, Table, in_language
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.cells import name_column, products, region
from chaingraph.questions.classify.ask import Classification


def classify_document(world: World, told: Classification, lang: str) -> Document:
    """The projects with their class and the reasons, seen from the region."""
    say = in_language(lang)
    title = f"{world.places.name(told.region, lang)} · {say('项目归类', 'projects by class')}"
    return Document(
        key="classify",
        title=title,
        lang=lang,
        layout=lambda: _layout(world, told, lang),
        data=told.as_json,
    )


def _layout(world: World, told: Classification, lang: str) -> Iterator[Section]:
    say = in_language(lang)
    unit = say("亿元", "CNY 100 million")
    table = Table(
        key="projects",
        title=world.places.name(told.region, lang),
        columns=(
            name_column("project", say("项目", "Project"), ids=True, wide=True),
            name_column("region", say("地区", "Region")),
            Column(key="action", label=say("归类", "Class")),
            Column(key="products", label=say("产品", "Products"), wide=True),
            Column(key="why", label=say("理由", "Reasons"), wide=True),
            Column(key="investment", label=say("投资", "Investment"), kind=Kind.money, unit=unit, extra=True),
        ),
        rows=tuple(
            (
                Named(one.name_zh, one.id),
                region(world, one.region or None, lang),
                say("无法归类", "unknown") if one.action is None else word(one.action, lang),
                products(world, (name for name, _, _ in one.products), lang) or None,
                say(one.why_zh, one.why_en),
                one.investment_yi,
            )
            for one in told
        ),
    )
    yield Section(blocks=(table, Paragraph(text=say(f"{len(told)} 个项目。", f"{len(told)} project(s)."))))
