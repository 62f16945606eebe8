"""相近产品：排成文。Products close to those that a region has, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.document import Column, Document, Figure, Paragraph, Section, Style, Table, in_language
from chaingraph.findings.world import World
from chaingraph.questions.cells import count_column, decimal_column, name_column, product, products
from chaingraph.questions.related.ask import Related


def related_document(world: World, told: Related, lang: str) -> Document:
    """The first ``told.top`` products by density, the closest of the region's own beside each."""
    say = in_language(lang)
    basis = {
        "dataset": say("按本数据集各地有无生产企业", "presence of makers in the dataset"),
        "external": say("按外部规模表，区位商不小于 1", "the external table, location quotient at least 1"),
    }[told.basis]
    what = in_language(lang)("相近产品", "related products")
    title = f"{world.places.name(told.region, lang)} · {basis}"
    return Document(
        key="related",
        title=f"{title} · {what}",
        lang=lang,
        layout=lambda: _layout(world, told, title, lang),
        data=told.as_json,
    )


def _layout(world: World, told: Related, title: str, lang: str) -> Iterator[Section]:
    say = in_language(lang)
    if told.items and all(one.density is None for one in told.items):
        nothing = say(
            "各地都没有的产品无从计算相近程度；请换成下级地区（--region），或用 --matrix 给出外部规模表。",
            "Nothing can be computed for products that no region has: ask for a region below, "
            "or give sizes from outside with --matrix.",
        )
        yield Section(blocks=(Paragraph(text=nothing, style=Style.aside),))
        return
    table = Table(
        key="items",
        title=title,
        columns=(
            name_column("product", say("产品", "Product"), ids=True),
            decimal_column("density", say("关联密度", "Density"), 3),
            count_column("ubiquity", say("有此产品的地区", "Regions with it")),
            Column(key="closest", label=say("最相近的本地产品", "Closest local products"), wide=True),
        ),
        rows=tuple(
            (
                product(world, one.product, lang),
                one.density,
                Figure(value=one.ubiquity, told=f"{one.ubiquity}/{told.regions}"),
                products(world, one.closest, lang) or None,
            )
            for one in told.items[: told.top]
        ),
    )
    note = say(
        f"注意：相近程度只由 {told.regions} 个地区算出，很粗；有全国数据时请用 --matrix。",
        f"Note: proximity rests on {told.regions} regions only and is coarse; "
        "give national sizes with --matrix where you have them.",
    )
    yield Section(blocks=(table, *((Paragraph(text=note, style=Style.aside),) if told.few else ())))
