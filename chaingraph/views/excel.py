"""findings.xlsx: the 短板清单, all findings with their numbers, and the sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter

from chaingraph.findings import Findings, World, word
from chaingraph.findings.listing import weak_links

_FONT = "宋体"
_A3 = 8
_CREATED = datetime(2000, 1, 1)  # fixed, so that equal data give equal bytes
_CELL = 32_000  # a cell of Excel holds 32,767 characters


_LINE = 14.5  # points a line of 10.5 point text takes
_TALLEST = 400.0  # Excel's limit is 409


def _height(row: Sequence[Any], widths: Sequence[float]) -> float:
    """Height that shows every wrapped cell; full-width characters take two places of a column's width."""
    lines = 1
    for value, width in zip(row, widths, strict=True):
        if isinstance(value, str):
            places = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in value)
            lines = max(lines, value.count("\n") + ceil(places / max(width, 1)))
    return min(lines * _LINE + 3, _TALLEST)


class SheetWriter:
    """Sheets in the customary form: title in row 1, header in row 2, data from row 3, A3 landscape."""

    def __init__(self, book: Any) -> None:
        self.book = book
        base = {"font_name": _FONT, "font_size": 10.5, "valign": "top", "text_wrap": True, "border": 1}
        self.text = book.add_format(base)
        self.score = book.add_format({**base, "num_format": "0.000"})
        self.count = book.add_format({**base, "align": "center"})
        self.head = book.add_format({**base, "bold": True, "bg_color": "#DDEBF7", "align": "center"})
        self.title = book.add_format(
            {"font_name": _FONT, "font_size": 16, "bold": True, "align": "center", "valign": "vcenter"}
        )

    def add(
        self,
        name: str,
        title: str,
        columns: Sequence[tuple[str, float]],
        rows: Sequence[Sequence[Any]],
        *,
        scores: bool = True,
    ) -> None:
        """One list; numbers stay numbers, None an empty cell, every text is written as text. ``scores``: three decimals; amounts are shown as they are."""
        sheet = self._page(name, title, len(columns))
        sheet.repeat_rows(0, 1)
        for place, (header, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            sheet.write_string(1, place, header, self.head)
        for number, row in enumerate(rows, start=2):
            sheet.set_row(number, _height(row, [width for _, width in columns]))
            for place, value in enumerate(row):
                if value is None or value == "":
                    sheet.write_blank(number, place, None, self.text)
                elif isinstance(value, int | float):
                    look = self.score if isinstance(value, float) and scores else self.text
                    sheet.write_number(number, place, value, self.count if place == 0 else look)
                else:
                    sheet.write_string(number, place, str(value)[:_CELL], self.text)
        sheet.freeze_panes(2, 0)
        sheet.autofilter(1, 0, max(len(rows) + 1, 2), len(columns) - 1)

    def sources(self, title: str, told: Sequence[Mapping[str, Any]], lang: str) -> None:
        """The annex: sources by their numbers, from 1."""
        zh = lang == "zh"
        self.add(
            "来源" if zh else "Sources",
            title,
            [(word("rank", lang), 6), ("编号" if zh else "Id", 10), ("标题" if zh else "Title", 60), ("发布者" if zh else "Publisher", 24), ("年份" if zh else "Year", 8), ("类别" if zh else "Kind", 10), ("网址" if zh else "URL", 50)],
            [[number, *(one[key] for key in ("id", "title", "publisher", "year", "kind", "url"))] for number, one in enumerate(told, start=1)],
        )  # fmt: skip

    def text_page(self, name: str, title: str, parts: Sequence[tuple[str, Sequence[str]]]) -> None:
        """A page of headings with sentences, in one wide column."""
        sheet = self._page(name, title, 1)
        sheet.set_column(0, 0, 120)
        row = 1
        for heading, sentences in parts:
            sheet.write_string(row, 0, heading, self.head)
            row += 1
            for sentence in sentences:
                sheet.set_row(row, _height([sentence], [120.0]))
                sheet.write_string(row, 0, sentence[:_CELL], self.text)
                row += 1

    def picture(self, name: str, title: str, png: bytes, wide: float, note: str) -> None:
        """A page with one picture, ``wide`` inches, and a note under its title."""
        sheet = self._page(name, title, 16)
        sheet.merge_range(1, 0, 1, 15, note, self.text)
        sheet.set_row(1, _height([note], [130.0]))
        dots = int.from_bytes(png[16:20], "big")  # width of a PNG
        scale = wide * 96 / dots
        sheet.insert_image(
            2, 0, "picture.png", {"image_data": BytesIO(png), "x_scale": scale, "y_scale": scale, "description": title}
        )

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


@contextmanager
def workbook(path: Path) -> Iterator[SheetWriter]:
    """A workbook to write; no text becomes a formula or a link."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": _CREATED})
        yield SheetWriter(book)


def write_excel(world: World, findings: Findings, path: Path, lang: str = "zh") -> None:
    """Writes the weak links (columns of the customary 短板清单), all findings, and the numbered sources."""
    zh = lang == "zh"
    listing = weak_links(world, findings, lang)
    region = findings.region_name(lang)

    def w(key: str) -> str:
        return word(key, lang)

    with workbook(path) as sheets:
        sheets.add(
            "短板清单" if zh else "Weak links",
            f"{region}产业链短板清单" if zh else f"Weak links of the industry chains of {region}",
            [(w("rank"), 6), (w("chain"), 14), (w("product"), 22), (w("status"), 9), (w("action"), 11), (w("why"), 60),
             (w("needs"), 30), (w("local_buyers"), 30), ("区域外生产企业" if zh else "Makers outside", 26), (w("advice"), 44),
             (w("score"), 9), (w("rank_stability"), 9), (w("confidence"), 8), (w("duty"), 12), (w("progress"), 12), (w("source"), 12)],
            [
                [number, entry.chains, entry.finding.name(lang), w(entry.finding.status), w(entry.finding.action),
                 entry.finding.why(lang), entry.ends, entry.buyers, entry.candidates, entry.advice,
                 entry.finding.score, entry.finding.rank_stability, w(entry.finding.confidence), None, None,
                 "".join(f"[{place}]" for place in entry.sources)]
                for number, entry in enumerate(listing.entries, start=1)
            ],
        )  # fmt: skip
        sheets.add(
            "全部环节" if zh else "All products",
            f"{region}产业链环节一览" if zh else f"All products of {region}",
            [(w("rank"), 6), (w("product_id"), 24), (w("product"), 22), (w("chain"), 14), (w("stage"), 8), (w("segment"), 14),
             (w("status"), 9), (w("action"), 11), (w("makers"), 9), (w("output_yi"), 12), (w("hhi"), 10), (w("hhi_basis"), 9),
             (w("independent_makers"), 9), (w("hhi_independent"), 10), (w("evidence"), 12),
             (w("criticality"), 9), (w("local_buyers"), 9), (w("producible"), 9), (w("inputs_met"), 9), (w("score"), 9),
             (w("rank_stability"), 9), (w("confidence"), 8), (w("why"), 60)],
            [
                [f.rank, f.product, f.name(lang), ";".join(f.chain), w(f.stage) if f.stage else None, f.segment_zh,
                 w(f.status), w(f.action), f.makers, f.output_yi, f.hhi, w(f.hhi_basis) if f.hhi_basis else None,
                 f.independent_makers, f.hhi_independent, w(f.evidence) if f.evidence else None,
                 f.criticality, f.local_buyer_count, w("yes" if f.producible else "no"), f.inputs_met, f.score,
                 f.rank_stability, w(f.confidence), f.why(lang)]
                for f in findings.items
            ],
        )  # fmt: skip
        sheets.sources(
            "来源一览（编号与短板清单对应）" if zh else "Sources (numbers as in the weak links)", listing.sources, lang
        )
