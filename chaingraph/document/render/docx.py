"""A Word paper: pages as the sections ask; faces for Chinese letters; equal bytes for equal documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Inches, Mm, Pt

from chaingraph.catalogue import chinese_letters, text
from chaingraph.document.faces import FANGSONG, HEI, PAUSES, SONG
from chaingraph.document.model import (
    UNKNOWN,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Page,
    Paragraph,
    Picture,
    Section,
    SourceList,
    Style,
    Table,
)
from chaingraph.escape import clean, contained, width

BINARY = True
_MANY = 5  # columns of a table that need the sheet across
_LETTER, _PAD = 1.9, 5.0  # millimetres of a place at 9 points, and beside the text of a cell
_FIRM = 34.0  # what a column that is not wide may take before it folds
_LONG = 140  # letters of a cell of a table that a paper shows in part


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    """Size and margins of a page, in millimetres."""

    wide: float
    high: float
    top: float = 25.4
    bottom: float = 25.4
    left: float
    right: float

    @property
    def room(self) -> float:
        """Between the margins."""
        return self.wide - self.left - self.right


_UPRIGHT = _Sheet(wide=210, high=297, left=25, right=25)
_ACROSS = _Sheet(wide=297, high=210, left=20, right=20)
_SHEETS = {
    Page.leaders: _Sheet(wide=210, high=297, top=30, bottom=25, left=28, right=26),
    Page.board: _Sheet(wide=420, high=297, top=15, bottom=15, left=20, right=20),
}
_SIZES = {False: (18, 14, 12), True: (20, 16, 13)}  # of title and headings, with a page for leaders larger


def render(document: Document) -> bytes:
    """Title, sections, tables with heads that repeat, pictures, sources."""
    plain = _ACROSS if any(len(table.brief().columns) > _MANY for table in document.tables()) else _UPRIGHT
    paper = docx.Document()
    _set_font(paper.styles["Normal"], 11, SONG)
    official = any(section.page is Page.leaders for section in document.sections)
    for name, size in zip(("Title", "Heading 1", "Heading 2"), _SIZES[official], strict=True):
        _set_font(paper.styles[name], size, HEI)
    for i, (page, sections) in enumerate(groupby(document.sections, key=lambda section: section.page)):
        sheet = _SHEETS.get(page, plain)
        _set_page(paper.add_section(WD_SECTION.NEW_PAGE) if i else paper.sections[0], sheet)
        if not i:
            paper.add_heading(_safe(document.title), 0).alignment = WD_ALIGN_PARAGRAPH.CENTER
        for j, section in enumerate(sections):
            if page is Page.leaders:
                _leaders(paper, section, document.lang)
            else:
                _section(paper, section, document.lang, sheet.room, new_page=page is Page.board and j > 0)
    if not document.sections:
        _set_page(paper.sections[0], plain)
        paper.add_heading(_safe(document.title), 0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    return _saved(paper)


def _set_page(page: Any, sheet: _Sheet) -> None:
    page.orientation = WD_ORIENT.LANDSCAPE if sheet.wide > sheet.high else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(sheet.wide), Mm(sheet.high)
    page.top_margin, page.bottom_margin = Mm(sheet.top), Mm(sheet.bottom)
    page.left_margin, page.right_margin = Mm(sheet.left), Mm(sheet.right)


def _leaders(paper: Any, section: Section, lang: str) -> None:
    """Letters of 14 points, lines of 24, paragraphs indented by two letters; smaller in English."""
    size, line, indent = (14, 24, 28) if chinese_letters(lang) else (12, 18, 0)
    head = paper.add_paragraph()
    _set_font(head.add_run(_safe(section.title or "")), 14, HEI)
    for sentence in section.texts():
        paragraph = paper.add_paragraph()
        _set_font(paragraph.add_run(_safe(sentence)), size, FANGSONG)
        paragraph.paragraph_format.first_line_indent = Pt(indent)
    for paragraph in paper.paragraphs[-1 - len(section.texts()) :]:
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.line_spacing = Pt(line)


def _section(paper: Any, section: Section, lang: str, room: float, *, new_page: bool) -> None:
    if section.title:
        paper.add_heading(_safe(section.title), 1).paragraph_format.page_break_before = new_page or None
    for block in section.blocks:
        _block(paper, block, lang, room)


def _block(paper: Any, block: Block, lang: str, room: float) -> None:
    if isinstance(block, Paragraph):
        for line in block.text.split("\n"):
            style = "List Bullet" if block.style is Style.item else None
            paper.add_paragraph(_safe(line), style=style).paragraph_format.space_after = Pt(4)
    elif isinstance(block, SourceList):
        if block.title:
            paper.add_heading(_safe(block.title), 2)
        for source in block.sources:
            _small(paper, source.line(lang))
    elif isinstance(block, Picture):
        _picture(paper, block, room)
    elif isinstance(block, Chart):
        if block.bars():
            from chaingraph.document.canvas import bars  # slow to import

            paper.add_heading(_safe(block.title), 2)
            _picture(paper, bars(block), room)
    elif isinstance(block, Table):  # what a graph shows stands in words or tables
        _table(paper, block.brief(), lang, room)


def _picture(paper: Any, picture: Picture, room: float) -> None:
    held = paper.add_paragraph()
    held.add_run().add_picture(BytesIO(picture.png), width=min(Inches(picture.inches[0] * 0.985), Mm(room)))
    held.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = paper.inline_shapes[len(paper.inline_shapes) - 1]
    shape._inline.docPr.set("descr", _safe(f"{picture.title}. {picture.note}" if picture.note else picture.title))
    if picture.note:
        paper.add_paragraph(_safe(picture.note))


def _table(paper: Any, table: Table, lang: str, room: float) -> None:
    if table.title:
        paper.add_heading(_safe(table.title), 2)
    if not table.rows:
        paper.add_paragraph(_safe(table.empty or UNKNOWN))
        return
    columns, rows = (
        list(table.columns),
        [[c.told(x) for c, x in zip(table.columns, r, strict=True)] for r in table.rows],
    )
    if table.paper is not None:
        columns, rows = _first(table, table.paper)
        if len(rows) < len(table.rows) or len(columns) < len(table.columns):
            paper.add_paragraph(_safe(_left_out(table, len(rows), lang)))
    heads = [column.heading(lang) for column in columns]
    texts = [[head, *(row[i] for row in rows)] for i, head in enumerate(heads)]
    widths = [column.width for column in columns if column.width is not None]
    if len(widths) == len(columns):
        millimetres = [width * room / sum(widths) for width in widths]
    else:
        millimetres = _widths(texts, [column.wide for column in columns], room)
    _grid(paper, heads, rows, millimetres)
    paper.add_paragraph().paragraph_format.space_after = Pt(2)


def _first(table: Table, most: int) -> tuple[list[Column], list[list[str]]]:
    """The first rows in the columns that they fill; long cells are cut, the workbook has them whole."""
    shown = table.rows[:most]
    filled = [i for i in range(len(table.columns)) if any(row[i] not in (None, "") for row in shown)]
    columns = [table.columns[i] for i in filled]
    return columns, [[_cut(table.columns[i], row[i]) for i in filled] for row in shown]


def _cut(column: Column, cell: Cell) -> str:
    shown = "" if cell is None else column.told(cell)
    if len(shown) <= _LONG:
        return shown
    end = max(shown.rfind(mark, _LONG // 2, _LONG) for mark in PAUSES)
    return shown[: end if end > 0 else _LONG] + "…"


def _left_out(table: Table, shown: int, lang: str) -> str:
    total, name = len(table.rows) if table.total is None else table.total, table.name or table.title
    return text("document.first-rows-of", lang, shown=shown, total=total, name=name)


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


def _set_font(style: Any, size: float, face: str) -> None:
    """Sets size and face of a style, for Chinese letters too."""
    style.font.size = Pt(size)
    style.font.name = face
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _grid(paper: Any, headers: list[str], rows: list[list[str]], widths: list[float]) -> None:
    """A table with a heading row that repeats on every page; ``widths`` in millimetres."""
    table = paper.add_table(rows=1, cols=len(headers))
    table.style = "Table Grid"
    table.autofit = False
    for column, room in zip(table.columns, widths, strict=True):
        column.width = Mm(room)
    for cell, header in zip(table.rows[0].cells, headers, strict=True):
        cell.paragraphs[0].add_run(_safe(header)).bold = True
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = _safe(value)
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


def _saved(paper: Any) -> bytes:
    """The file, with a fixed time on every part: equal bytes for equal data. Chinese letters are the mainland's."""
    for language in paper.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    made, fixed = BytesIO(), BytesIO()
    paper.save(made)
    with ZipFile(made) as parts, ZipFile(fixed, "w", ZIP_DEFLATED) as file:
        for part in parts.infolist():
            file.writestr(ZipInfo(part.filename, (2000, 1, 1, 0, 0, 0)), parts.read(part), ZIP_DEFLATED)
    return fixed.getvalue()
