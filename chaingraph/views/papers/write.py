"""report.docx and lists.xlsx of a set such as 四图五清单."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Inches, Mm, Pt

from chaingraph.document.render.docx import add_sources, add_table, save, set_font
from chaingraph.document.render.xlsx import workbook
from chaingraph.enumerations import Status
from chaingraph.escape import clean
from chaingraph.findings.words import word
from chaingraph.questions.gaps.weak_links import chain_counts
from chaingraph.questions.report.ask import Papers
from chaingraph.questions.report.lists import PaperList
from chaingraph.views.excel import add_annex
from chaingraph.views.papers.charts import Picture, pictures, targets_picture

SHOWN = 20  # rows of each list in the report; the workbook has them all
_LONG = 140  # letters of a cell of the report
_ROOM = 380.0  # millimetres between the margins of A3 across


def write_papers(told: Papers, report: Path, lists: Path, progress: Callable[[str], None] | None = None) -> None:
    """Writes the Word report (one page for leaders, charts, the first rows of each list, annex) and the workbook (the same page, charts, whole lists, annex)."""
    drawn = pictures(told, progress)
    _write_word(told, drawn, report)
    _write_workbook(told, drawn, lists)


def _write_workbook(told: Papers, drawn: Sequence[Picture], path: Path) -> None:
    zh = told.lang == "zh"
    with workbook(path) as sheets:
        sheets.text_page(sheets.name("领导参阅" if zh else "For leaders"), told.title, told.leaders)
        for picture in drawn:
            sheets.picture(sheets.name(picture.title), picture.title, picture.png, picture.inches[0], picture.note)
        for one in told.lists:
            sheets.add(sheets.name(one.name), one.title, one.heads, one.rows, scores=False)
        add_annex(
            sheets, "来源一览（编号与各清单对应）" if zh else "Sources (numbers as in the lists)", told.annex, told.lang
        )


def _write_word(told: Papers, drawn: Sequence[Picture], path: Path) -> None:
    zh = told.lang == "zh"
    paper = docx.Document()
    first = paper.sections[0]
    first.page_width, first.page_height = Mm(210), Mm(297)
    first.top_margin, first.bottom_margin, first.left_margin, first.right_margin = Mm(30), Mm(25), Mm(28), Mm(26)
    set_font(paper.styles["Normal"], 11, "宋体")
    for level, size in ((0, 20), (1, 16), (2, 13)):
        set_font(paper.styles["Title" if level == 0 else f"Heading {level}"], size, "黑体")
    _leaders(paper, told)

    section = paper.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(420), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(15)
    counts = chain_counts(told.world, told.findings, told.lang)
    counts = [one for one in counts if told.chain in (None, one["id"])]
    paper.add_heading("各产业链状态" if zh else "State of the chains", 1)
    add_table(
        paper,
        [word("chain", told.lang), "环节数" if zh else "Products", *(word(state, told.lang) for state in Status)],
        [[one["name"], str(one["products"]), *(str(one[state]) for state in Status)] for one in counts],
        [80, 40, *[40.0] * len(Status)],
    )
    if told.chain is None and "targets" not in told.chosen.charts:
        targets = targets_picture(told)
        if targets is not None:
            _picture(paper, targets, page=True)
    for picture in drawn:
        _picture(paper, picture, page=True)
    for one in told.lists:
        _list(paper, one, zh)
    paper.add_heading("附件：来源" if zh else "Annex: sources", 1).paragraph_format.page_break_before = True
    add_sources(paper, told.annex)
    save(paper, path)


def _leaders(paper: Any, told: Papers) -> None:
    """One page of A4: letters of 15 points, paragraphs indented by two letters."""
    title = paper.add_heading(clean(told.title), 0)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for heading, sentences in told.leaders:
        head = paper.add_paragraph()
        run = head.add_run(clean(heading))
        set_font(run, 14, "黑体")
        for sentence in sentences:
            line = paper.add_paragraph()
            set_font(line.add_run(clean(sentence)), 14 if told.lang == "zh" else 12, "仿宋")
            line.paragraph_format.first_line_indent = Pt(28 if told.lang == "zh" else 0)
    for line in paper.paragraphs[1:]:
        line.paragraph_format.space_after = Pt(2)
        line.paragraph_format.line_spacing = Pt(24 if told.lang == "zh" else 18)


def _picture(paper: Any, picture: Picture, *, page: bool) -> None:
    head = paper.add_heading(clean(picture.title), 1)
    head.paragraph_format.page_break_before = page
    held = paper.add_paragraph()
    held.add_run().add_picture(BytesIO(picture.png), width=Inches(picture.inches[0] * 0.985))
    held.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = paper.inline_shapes[len(paper.inline_shapes) - 1]
    shape._inline.docPr.set("descr", clean(f"{picture.title}. {picture.note}"))
    paper.add_paragraph(clean(picture.note))


def _list(paper: Any, told: PaperList, zh: bool) -> None:
    """The first rows; columns that nobody has filled stand in the workbook alone."""
    head = paper.add_heading(clean(told.title), 1)
    head.paragraph_format.page_break_before = True
    rows = told.rows[:SHOWN]
    if not rows:
        paper.add_paragraph("资料中没有记录。" if zh else "There is nothing on record.")
        return
    kept = [place for place in range(len(told.heads)) if any(row[place] not in (None, "") for row in rows)]
    if told.total > len(rows) or len(kept) < len(told.heads):
        paper.add_paragraph(
            f"共{told.total}条，此处列前{len(rows)}条；全部各条及待填写的各栏见工作簿“{told.name}”。"
            if zh
            else f"The first {len(rows)} of {told.total}; all of them, and the columns to be filled in, are in the workbook under “{told.name}”."
        )
    total = sum(told.heads[place][1] for place in kept)
    add_table(
        paper,
        [told.heads[place][0] for place in kept],
        [[_cell(row[place]) for place in kept] for row in rows],
        [told.heads[place][1] * _ROOM / total for place in kept],
    )


def _cell(value: Any) -> str:
    """A cell of the report; long ones are cut where a name ends, the workbook has them whole."""
    if value is None or isinstance(value, float):
        return "" if value is None else f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"
    text = str(value)
    if len(text) <= _LONG:
        return text
    end = max(text.rfind(mark, _LONG // 2, _LONG) for mark in "、，；, ")
    return text[: end if end > 0 else _LONG] + "…"
