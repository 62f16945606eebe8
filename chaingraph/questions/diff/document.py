"""前后对比：排成文。What changed between two datasets, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.document import Document, Paragraph, Section, in_language
from chaingraph.findings.world import World
from chaingraph.questions.diff.ask import Diff
from chaingraph.questions.sheets import sheet_section


def diff_document(world: World, told: Diff, lang: str) -> Document:
    """Findings and facts that changed; ``world``: the new data."""
    title = f"{world.places.name(told.region, lang)} · {in_language(lang)('前后对比', 'what changed')}"
    return Document(key="diff", title=title, lang=lang, layout=lambda: _layout(told, lang), data=told.as_json)


def _layout(told: Diff, lang: str) -> Iterator[Section]:
    if told.changes or told.counts:
        yield sheet_section(told.sheets, lang)
    else:
        same = in_language(lang)("两次数据相同。", "The two datasets are the same.")
        yield Section(blocks=(Paragraph(text=same),))
