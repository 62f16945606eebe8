"""report.docx and lists.xlsx of a set such as 四图五清单."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from chaingraph.catalogue import speaker, text
from chaingraph.document import Block, Document, Page, Paragraph, Picture, Section, SourceList
from chaingraph.document.render import render
from chaingraph.questions.gaps.weak_links import chain_table
from chaingraph.questions.report.ask import Papers
from chaingraph.views.papers.pictures import pictures
from chaingraph.views.papers.targets import targets_picture


def write_papers(told: Papers, report: Path, lists: Path, progress: Callable[[str], None] | None = None) -> None:
    """Writes the Word report (one page for leaders, charts, the first rows of each list, annex) and the workbook (the
    same page, charts, whole lists, annex).
    """
    drawn = pictures(told, progress)
    report.write_bytes(render(_document(told, _report(told, drawn)), "docx"))
    lists.write_bytes(render(_document(told, _workbook(told, drawn)), "xlsx"))


def _document(told: Papers, sections: Sequence[Section]) -> Document:
    return Document(key="papers", title=told.title, lang=told.lang, layout=lambda: sections, data=dict)


def _report(told: Papers, drawn: Sequence[Picture]) -> list[Section]:
    say = speaker(told.lang)
    chains = chain_table(told.world, told.findings, told.lang, told.chain)
    # progress of the targets stands in every report of a region, whatever the set
    targets = None if told.chain is not None or "targets" in told.chosen.charts else targets_picture(told)
    return [
        *_leaders(told),
        _board(say("papers.state-of-chains"), chains),
        *(_board(one.title, one) for one in ([targets] if targets else []) + list(drawn)),
        *(_board(one.title, replace(one, title="")) for one in told.lists),
        _board(say("papers.annex"), SourceList(title="", sources=told.annex)),
    ]


def _workbook(told: Papers, drawn: Sequence[Picture]) -> list[Section]:
    annex = text("papers.annex-of-lists", told.lang)
    return [
        *_leaders(told),
        *(_board(one.title, one) for one in drawn),
        *(_board(one.title, one) for one in told.lists),
        _board(annex, SourceList(title="", sources=told.annex)),
    ]


def _leaders(told: Papers) -> list[Section]:
    return [
        Section(title=heading, page=Page.leaders, blocks=tuple(Paragraph(text=sentence) for sentence in sentences))
        for heading, sentences in told.leaders
    ]


def _board(title: str, block: Block) -> Section:
    return Section(title=title, page=Page.board, blocks=(block,))
