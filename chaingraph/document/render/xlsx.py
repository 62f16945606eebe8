"""A workbook: a sheet a table in the customary form, and one with what is said beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter

from chaingraph.catalogue import speaker
from chaingraph.document.faces import SONG
from chaingraph.document.model import (
    Chart,
    Column,
    Document,
    Figure,
    Kind,
    Page,
    Picture,
    Section,
    Table,
)
from chaingraph.escape import clean, width

BINARY = True
_A3 = 8
_CREATED = datetime(2000, 1, 1)  # fixed, so that equal data give equal bytes
_CELL = 32_000  # a cell of Excel holds 32,767 characters
_NARROW, _BROAD = 8.0, 60.0  # widths of columns, in letters
_NAME = re.compile(r"[\[\]:*?/\\']")
_SPARE = 50  # rows below a form that take its drop-downs too
_LINE = 14.5  # points a line of 10.5 point text takes
_TALLEST = 400.0  # Excel's limit is 409


def render(document: Document) -> bytes:
    """The page for leaders, sheets of the tables and pictures, then the other sentences."""
    say = speaker(document.lang)
    file = BytesIO()
    leaders = [section for section in document.sections if section.page is Page.leaders]
    others = [section for section in document.sections if section.page is not Page.leaders]
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": _CREATED})
        sheets = _Sheets(book)
        sheets.sentences(say("document.for-leaders"), document.title, leaders)
        charts = []
        for section in others:
            for block in section.blocks:
                if isinstance(block, Picture):
                    sheets.picture(block)
                elif isinstance(block, Chart):
                    charts.append(block)
                elif (table := document.as_table(section, block)) is not None:
                    sheets.table(table, document.lang)
        for chart in charts:
            sheets.chart(chart, document.lang)
        sheets.sentences(say("document.notes"), document.title, others)
    return file.getvalue()


def _height(row: Sequence[Any], widths: Sequence[float]) -> float:
    """Height that shows every wrapped cell; full-width characters take two places of a column's width."""
    lines = 1
    for value, room in zip(row, widths, strict=True):
        if isinstance(value, str):
            lines = max(lines, value.count("\n") + ceil(width(value) / max(room, 1)))
    return min(lines * _LINE + 3, _TALLEST)


class _Sheets:
    """Sheets in the customary form: title in row 1, header in row 2, data from row 3, A3 landscape."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.names: set[str] = set()
        self.listed: dict[str, Any] = {}
        self.looks: dict[str, Any] = {}
        self.base = base = {"font_name": SONG, "font_size": 10.5, "valign": "top", "text_wrap": True, "border": 1}
        self.text = book.add_format(base)
        self.ordinal = book.add_format({**base, "align": "center"})
        self.head = book.add_format({**base, "bold": True, "bg_color": "#DDEBF7", "align": "center"})
        self.title = book.add_format(
            {"font_name": SONG, "font_size": 16, "bold": True, "align": "center", "valign": "vcenter"}
        )

    def table(self, table: Table, lang: str) -> None:
        """A table of a document: numbers in the form of their column, with what they rest on as a note."""
        table = table.for_programs()
        columns, rows = table.flat(lang)
        heads = [column.heading(lang) for column in columns]
        bare = [[cell.value if isinstance(cell, Figure) else cell for cell in row] for row in rows]
        widths = [
            column.width or _fitting(head, [column.told(row[i]) for row in rows])
            for i, (column, head) in enumerate(zip(columns, heads, strict=True))
        ]
        looks = [self._look(column) for column in columns]
        sheet = self._list(
            self.name(table.name or table.title), table.title, list(zip(heads, widths, strict=True)), bare, looks
        )
        for i, column in enumerate(columns):
            if column.choices:
                sheet.data_validation(2, i, len(rows) + _SPARE, i, {"validate": "list", "source": list(column.choices)})
        for number, row in enumerate(rows, start=2):
            for i, cell in enumerate(row):
                if isinstance(cell, Figure) and cell.basis is not None:
                    sheet.write_comment(number, i, cell.basis.text()[:_CELL], {"author": "ChainGraph"})
        self.listed[table.key] = sheet

    def chart(self, chart: Chart, lang: str) -> None:
        """Bars beside the table that they show, drawn by Excel from its cells."""
        sheet = self.listed[chart.table.key]
        table = chart.table.for_programs()
        keys = [column.key for column in table.flat(lang)[0]]
        last = min(len(table.rows), chart.most) + 1
        at = keys.index(chart.label)
        bars = self.book.add_chart({"type": "bar"})
        for i, key in enumerate(keys):
            if key in (chart.value, f"{chart.value}_low", f"{chart.value}_high"):
                name = sheet.get_name()
                bars.add_series(
                    {"name": [name, 1, i], "categories": [name, 2, at, last, at], "values": [name, 2, i, last, i]}
                )
        bars.set_title({"name": chart.title, "name_font": {"name": SONG, "size": 12}})
        bars.set_y_axis({"reverse": True})
        sheet.insert_chart(1, len(keys) + 1, bars, {"description": chart.title})

    def name(self, title: str) -> str:
        """A name for a sheet that Excel takes: at most 31 letters, none that it refuses, each once."""
        short = _NAME.sub(" ", clean(title)).strip()[:28] or "-"
        number = 1
        while (made := short if number == 1 else f"{short} {number}").casefold() in self.names:
            number += 1
        self.names.add(made.casefold())
        return made

    def _look(self, column: Column) -> Any:
        if column.kind is Kind.ordinal:
            return self.ordinal
        point = "." + "0" * column.digits if column.digits else ""
        form = {Kind.share: f"0{point}%", Kind.decimal: f"0{point}" if point else ""}.get(column.kind, "")
        if form not in self.looks:
            self.looks[form] = self.book.add_format({**self.base, "num_format": form}) if form else self.text
        return self.looks[form]

    def _list(
        self,
        name: str,
        title: str,
        columns: Sequence[tuple[str, float]],
        rows: Sequence[Sequence[Any]],
        looks: Sequence[Any],
    ) -> Any:
        """Header and rows; a number in the look of its column, None an empty cell, text stays text."""
        sheet = self._page(name, title, len(columns))
        sheet.repeat_rows(0, 1)
        sheet.set_row(1, _height([header for header, _ in columns], [room for _, room in columns]))
        for column, (header, room) in enumerate(columns):
            sheet.set_column(column, column, room)
            sheet.write_string(1, column, header, self.head)
        for number, row in enumerate(rows, start=2):
            sheet.set_row(number, _height(row, [room for _, room in columns]))
            for column, value in enumerate(row):
                if value is None or value == "":
                    sheet.write_blank(number, column, None, self.text)
                elif isinstance(value, int | float):
                    sheet.write_number(number, column, value, looks[column])
                else:
                    sheet.write_string(number, column, clean(str(value))[:_CELL], self.text)
        sheet.freeze_panes(2, 0)
        sheet.autofilter(1, 0, max(len(rows) + 1, 2), len(columns) - 1)
        return sheet

    def sentences(self, name: str, title: str, sections: Sequence[Section]) -> None:
        """A page of headings with sentences, in one wide column; none where there are no sentences."""
        parts = [(section.title or "", section.texts()) for section in sections if section.texts()]
        if not parts:
            return
        sheet = self._page(self.name(name), title, 1)
        sheet.set_column(0, 0, 120)
        row = 1
        for heading, sentences in parts:
            sheet.write_string(row, 0, heading, self.head)
            row += 1
            for sentence in sentences:
                sheet.set_row(row, _height([sentence], [120.0]))
                sheet.write_string(row, 0, sentence[:_CELL], self.text)
                row += 1

    def picture(self, picture: Picture) -> None:
        """A page with one picture and a note under its title."""
        sheet = self._page(self.name(picture.title), picture.title, 16)
        sheet.merge_range(1, 0, 1, 15, picture.note, self.text)
        sheet.set_row(1, _height([picture.note], [130.0]))
        dots = int.from_bytes(picture.png[16:20], "big")  # width of a PNG
        scale = picture.inches[0] * 96 / dots
        data = {"image_data": BytesIO(picture.png), "x_scale": scale, "y_scale": scale, "description": picture.title}
        sheet.insert_image(2, 0, "picture.png", data)

    def _page(self, name: str, title: str, columns: int) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A3)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        sheet.set_row(0, 30)
        if columns > 1:
            sheet.merge_range(0, 0, 0, columns - 1, title, self.title)
        else:
            sheet.write_string(0, 0, title, self.title)
        return sheet


def _fitting(head: str, texts: Sequence[str]) -> float:
    """A width that most of a column fits into; a long head takes two lines."""
    widest = max((width(line) for text in texts for line in text.split("\n")), default=0)
    return min(max(float(widest) + 2, width(head) / 2 + 4, _NARROW), _BROAD)
