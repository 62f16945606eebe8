"""A Word paper: A4, across where a table is broad; faces for Chinese letters; equal bytes for equal documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from chaingraph.document.faces import HEI, SONG
from chaingraph.document.model import UNKNOWN, Block, Document, Paragraph, SourceList, Style, Table
from chaingraph.escape import clean, contained, width

BINARY = True
_ROOM = {False: 160.0, True: 257.0}  # millimetres between the margins, upright and across
_MANY = 5  # columns of a table that need the sheet across
_LETTER, _PAD = 1.9, 5.0  # millimetres of a place at 9 points, and beside the text of a cell
_FIRM = 34.0  # what a column that is not wide may take before it folds


def render(document: Document) -> bytes:
    """Title, sections, tables with heads that repeat, sources."""
    across = any(len(table.brief().columns) > _MANY for table in document.tables())
    paper = docx.Document()
    page = paper.sections[0]
    page.page_width, page.page_height = (Mm(297), Mm(210)) if across else (Mm(210), Mm(297))
    page.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    page.left_margin = page.right_margin = Mm(20 if across else 25)
    set_font(paper.styles["Normal"], 11, SONG)
    for name, size in (("Title", 18), ("Heading 1", 14), ("Heading 2", 12)):
        set_font(paper.styles[name], size, HEI)
    paper.add_heading(_safe(document.title), 0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for section in document.sections:
        if section.title:
            paper.add_heading(_safe(section.title), 1)
        for block in section.blocks:
            _block(paper, block, document.lang, _ROOM[across])
    made = BytesIO()
    save(paper, made)
    return made.getvalue()


def _block(paper: Any, block: Block, lang: str, room: float) -> None:
    if isinstance(block, Paragraph):
        for line in block.text.split("\n"):
            style = "List Bullet" if block.style is Style.item else None
            paper.add_paragraph(_safe(line), style=style).paragraph_format.space_after = Pt(4)
    elif isinstance(block, SourceList):
        if block.title:
            paper.add_heading(_safe(block.title), 2)
        for one in block.sources:
            _small(paper, one.line())
    elif isinstance(block, Table):  # the figures of charts and graphs stand in the tables
        _table(paper, block.brief(), lang, room)


def _table(paper: Any, table: Table, lang: str, room: float) -> None:
    if table.title:
        paper.add_heading(_safe(table.title), 2)
    if not table.rows:
        paper.add_paragraph(_safe(table.empty or UNKNOWN))
        return
    heads = [column.heading(lang) for column in table.columns]
    rows = [[c.told(cell) for c, cell in zip(table.columns, row, strict=True)] for row in table.rows]
    texts = [[head, *(row[i] for row in rows)] for i, head in enumerate(heads)]
    add_table(paper, heads, rows, _widths(texts, [column.wide for column in table.columns], room))
    paper.add_paragraph().paragraph_format.space_after = Pt(2)


def _widths(columns: Sequence[Sequence[str]], wide: Sequence[bool], room: float) -> list[float]:
    """Millimetres of each column: what its lines need; where that is too much, the wide ones share what is left."""
    needs = [_PAD + _LETTER * max(width(line) for text in column for line in text.split("\n")) for column in columns]
    needs = [need if is_wide else min(need, _FIRM) for is_wide, need in zip(wide, needs, strict=True)]
    shared = sum(need for need, is_wide in zip(needs, wide, strict=True) if is_wide)
    left = max(room - sum(needs) + shared, room / 3)
    if sum(needs) > room and shared:
        needs = [need * left / shared if is_wide else need for need, is_wide in zip(needs, wide, strict=True)]
    scale = min(1.0, room / sum(needs))
    return [need * scale for need in needs]


def _small(paper: Any, text: str) -> None:
    line = paper.add_paragraph()
    line.add_run(_safe(text)).font.size = Pt(9)
    line.paragraph_format.space_after = Pt(1)


def _safe(text: str) -> str:
    return contained(clean(text))


def set_font(style: Any, size: float, face: str) -> None:
    """Sets size and face of a style, for Chinese letters too."""
    style.font.size = Pt(size)
    style.font.name = face
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def add_table(paper: Any, headers: list[str], rows: list[list[str]], widths: list[float]) -> None:
    """A table with a heading row that repeats on every page; ``widths`` in millimetres."""
    table = paper.add_table(rows=1, cols=len(headers))
    table.style = "Table Grid"
    table.autofit = False
    for column, room in zip(table.columns, widths, strict=True):
        column.width = Mm(room)
    for cell, header in zip(table.rows[0].cells, headers, strict=True):
        cell.paragraphs[0].add_run(_safe(header)).bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _safe(text)
    for row in table.rows:
        keep = row._tr.get_or_add_trPr()
        keep.append(keep.makeelement(qn("w:cantSplit"), {}))
        for cell, room in zip(row.cells, widths, strict=True):
            cell.width = Mm(room)
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(9)
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(head.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))


def add_sources(paper: Any, sources: Sequence[Mapping[str, Any]]) -> None:
    """The annex: a line for each source after its number, from 1."""
    for number, told in enumerate(sources, start=1):
        parts = [told["title"], told["publisher"], str(told["year"] or ""), told["url"]]
        _small(paper, f"[{number}] " + " · ".join(part for part in parts if part))


def save(paper: Any, path: Path | BytesIO) -> None:
    """Saves with a fixed time on every part: equal bytes for equal data; Chinese letters are those of the mainland."""
    for told in paper.styles.element.iter(qn("w:lang")):
        told.set(qn("w:eastAsia"), "zh-CN")
    made = BytesIO()
    paper.save(made)
    with ZipFile(made) as parts, ZipFile(path, "w", ZIP_DEFLATED) as fixed:
        for part in parts.infolist():
            fixed.writestr(ZipInfo(part.filename, (2000, 1, 1, 0, 0, 0)), parts.read(part), ZIP_DEFLATED)
