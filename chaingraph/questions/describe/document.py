"""数据概况：排成文。What the data hold and how well it is known, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.document import UNKNOWN, Document, Paragraph, Section, in_language
from chaingraph.findings.sheet import Sheet
from chaingraph.findings.world import World
from chaingraph.network import Description
from chaingraph.questions.describe.ask import Holdings
from chaingraph.questions.sheets import sheet_section


def describe_document(world: World, answer: Holdings, lang: str) -> Document:
    """Counts, sources, confidence and years by table, chain and region."""
    told = answer.description
    title = f"{world.places.name(told.region, lang)} · {in_language(lang)('数据概况', 'the data')}"
    return Document(
        key="describe", title=title, lang=lang, layout=lambda: _layout(told, answer.sheets, lang), data=told.as_json
    )


def _layout(told: Description, sheets: tuple[Sheet, ...], lang: str) -> Iterator[Section]:
    say = in_language(lang)
    newest = UNKNOWN if told.as_of is None else told.as_of
    linked = told.linked_sources
    yield sheet_section(sheets, lang)
    closing = say(
        f"数据最新年份 {newest}；{linked.of} 个来源中 {linked.known} 个有发布者自己的网址。"
        "收录为抽样时，没有记录不等于没有。",
        f"Newest year {newest}; {linked.known} of {linked.of} sources have the publisher's own address. "
        "Where the coverage is a sample, no record is no proof of absence.",
    )
    yield Section(blocks=(Paragraph(text=closing),))
