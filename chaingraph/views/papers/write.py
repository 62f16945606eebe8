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


def write_papers(papers: Papers, report: Path, lists: Path, progress: Callable[[str], None] | None = None) -> None:
    """Writes the Word report (one page for leaders, charts, the first rows of each list, annex) and the workbook (the
    same page, charts, whole lists, annex).
    """
    charts = pictures(papers, progress)
    report.write_bytes(render(_document(papers, _report(papers, charts)), "docx"))
    lists.write_bytes(render(_document(papers, _workbook(papers, charts)), "xlsx"))


def _document(papers: Papers, sections: Sequence[Section]) -> Document:
    return Document(key="papers", title=papers.title, lang=papers.lang, layout=lambda: sections, data=dict)


def _report(papers: Papers, charts: Sequence[Picture]) -> list[Section]:
    say = speaker(papers.lang)
    chains = chain_table(papers.world, papers.findings, papers.lang, papers.chain)
    # progress of the targets stands in every report of a region, whatever the set
    targets = None if papers.chain is not None or "targets" in papers.chosen.charts else targets_picture(papers)
    return [
        *_leaders(papers),
        _board(say("papers.state-of-chains"), chains),
        *(_board(shown.title, shown) for shown in ([targets] if targets else []) + list(charts)),
        *(_board(table.title, replace(table, title="")) for table in papers.lists),
        _board(say("papers.annex"), SourceList(title="", sources=papers.annex)),
    ]


def _workbook(papers: Papers, charts: Sequence[Picture]) -> list[Section]:
    annex = text("papers.annex-of-lists", papers.lang)
    return [
        *_leaders(papers),
        *(_board(chart.title, chart) for chart in charts),
        *(_board(table.title, table) for table in papers.lists),
        _board(annex, SourceList(title="", sources=papers.annex)),
    ]


def _leaders(papers: Papers) -> list[Section]:
    return [
        Section(title=heading, page=Page.leaders, blocks=tuple(Paragraph(text=sentence) for sentence in sentences))
        for heading, sentences in papers.leaders
    ]


def _board(title: str, block: Block) -> Section:
    return Section(title=title, page=Page.board, blocks=(block,))
