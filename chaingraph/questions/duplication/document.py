"""重复建设：排成文。What several parts make or build, and what they could do instead, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.document import Column, Document, Kind, Named, Paragraph, Section, Table, in_language
from chaingraph.findings.world import World
from chaingraph.questions.cells import joined, name_column, products, scope
from chaingraph.questions.duplication.ask import Duplications


def duplication_document(world: World, told: Duplications, lang: str) -> Document:
    """The first ``told.top`` products by the number of parts that build them."""
    say = in_language(lang)
    where = scope(world, told.region, told.chain, lang)
    title = f"{where} · {say('重复建设', 'duplication')}"
    return Document(
        key="duplication",
        title=title,
        lang=lang,
        layout=lambda: _layout(world, told, where, lang),
        data=told.as_json,
    )


def _layout(world: World, told: Duplications, where: str, lang: str) -> Iterator[Section]:
    say = in_language(lang)
    table = Table(
        key="items",
        title=where,
        columns=(
            name_column("product", say("产品", "Product"), ids=True),
            Column(
                key="parts",
                label=say("地区（生产企业数；在建、策划项目数）", "Parts (makers; projects)"),
                wide=True,
            ),
            Column(key="capacities", label=say("产能（原文）", "Capacities, as told")),
            Column(
                key="complements",
                label=say("可错开：当地企业需要的同链待补环节", "Instead: gaps of the chain needed there"),
                wide=True,
            ),
            Column(key="part_count", label=say("地区数", "Parts"), kind=Kind.integer, extra=True),
        ),
        rows=tuple(
            (
                Named(say(one.name_zh, one.name_en), one.product),
                joined(
                    (f"{world.places.name(p.region, lang)} ({p.makers}; {len(p.projects)})" for p in one.parts), lang
                ),
                joined((text for part in one.parts for text in part.capacities), lang) or None,
                "\n".join(
                    f"{world.places.name(p.region, lang)}{say('：', ': ')}{products(world, p.complements, lang)}"
                    for p in one.parts
                    if p.complements
                )
                or None,
                len(one.parts),
            )
            for one in told.items[: told.top]
        ),
    )
    closing = say(
        f"共 {len(told)} 项。同产不等于重复建设：没有同一单位的产能与需求量，是否过剩未知。",
        f"{len(told)} in all. Overlap is not duplication: "
        "without capacities and demand in one unit a surplus is unknown.",
    )
    yield Section(blocks=(table, Paragraph(text=closing)))
