"""What a workbook holds, counted, so that a rewritten copy can be held against its original.

openpyxl rewrites a workbook from what it understands and passes over the rest without an error. So the copy is read
again: by the reader of the import for sheets, names and values, part by part and element by element for the rest.
"""

from __future__ import annotations

import math
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from chaingraph.catalogue import Listed, Spoken, message
from chaingraph.tables.archive import column_letters
from chaingraph.tables.foreign import is_worksheet, open_book

# Kinds of parts, by the place that they have in a workbook; their names are ``workbook-part.…`` of the catalogue.
_PARTS: tuple[tuple[str, str], ...] = (
    (r"xl/charts/chart[^/]*\.xml", "charts"),
    (r"xl/charts/(?:style|colors)[^/]*\.xml", "styles-of-charts"),
    (r"xl/media/.+", "images"),
    (r"xl/diagrams/data.+", "smartart"),
    (r"xl/pivotTables/[^/]+", "pivot-tables"),
    (r"xl/pivotCache/pivotCacheDefinition.+", "pivot-caches"),
    (r"xl/slicers/[^/]+", "slicers"),
    (r"xl/timelines/[^/]+", "timelines"),
    (r"xl/vbaProject\.bin", "macros"),
    (r"xl/macrosheets/[^/]+|xl/dialogsheets/[^/]+", "macro-and-dialog-sheets"),
    (r"xl/externalLinks/[^/]+\.xml", "external-links"),
    (r"xl/connections\.xml", "data-connections"),
    (r"xl/queryTables/[^/]+", "query-tables"),
    (r"xl/embeddings/[^/]+|xl/activeX/[^/]+\.bin", "embedded-files-and-controls"),
    (r"xl/ctrlProps/[^/]+", "form-controls"),
    (r"xl/threadedComments/[^/]+", "threads-of-comments"),
    (r"xl/tables/[^/]+", "tables"),
    (r"xl/customXml/item\d+\.xml|customXml/item\d+\.xml", "custom-xml"),
    (r"xl/model/[^/]+", "data-models"),
    (r"_xmlsignatures/sig[^/]+", "digital-signatures"),
    (r"docProps/custom\.xml", "custom-document-properties"),
)
# Elements of sheets, drawings and the workbook, by their local name.
_ELEMENTS: dict[str, str] = {
    "f": "formulas",
    "v:f": "values-of-formulas",
    "cfRule": "conditional-formats",
    "dataValidation": "data-validations",
    "hyperlink": "hyperlinks",
    "mergeCell": "merged-cells",
    "sheetProtection": "sheet-protections",
    "workbookProtection": "workbook-protection",
    "autoFilter": "filters",
    "definedName": "defined-names",
    "sparkline": "sparklines",
    "protectedRange": "editable-ranges",
    "scenario": "scenarios",
    "customSheetView": "custom-views",
    "picture": "sheet-backgrounds",
    "legacyDrawingHF": "pictures-in-headers-and-footers",
    "oddHeader": "page-headers",
    "oddFooter": "page-footers",
    "brk": "page-breaks",
    "ignoredError": "ignored-errors",
    "sp": "shapes-and-text-boxes",
    "cxnSp": "connectors",
    "comment": "comments",
    "richtext": "rich-text-in-cells",
    "richcomment": "fonts-inside-comments",
    "rPh": "phonetic-guides",
}
COMMENTS, FORMULAS, LINKS = _ELEMENTS["comment"], _ELEMENTS["f"], _ELEMENTS["hyperlink"]
_MOMENT = timedelta(milliseconds=2)
_SCANNED = re.compile(
    r"xl/(?:worksheets|chartsheets|drawings)/[^/]+\.xml|xl/workbook\.xml|xl/(?:comments/)?comments?[^/]*\.xml|xl/sharedStrings\.xml",
    re.I,
)


def inventory(path: Path) -> Counter[str]:
    """How many of each kind of thing the parts of an .xlsx hold."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            for pattern, kind in _PARTS:
                if re.fullmatch(pattern, name):
                    found[kind] += 1
            if _SCANNED.fullmatch(name):
                with book.open(name) as file:
                    for element in _elements(file, name.lower()):
                        found[_ELEMENTS[element]] += 1
    return found


def _elements(file: Any, name: str) -> Iterator[str]:
    """The counted elements of element part."""
    comments, strings = "comment" in name, name.endswith("sharedstrings.xml")
    value = formula = False
    try:
        for _, element in ElementTree.iterparse(file):
            kind = element.tag.rpartition("}")[2]
            if kind == "r" and (comments or strings or "worksheets" in name):
                yield "richcomment" if comments else "richtext"
            elif kind == "f" and "worksheets" in name and not _extended(element.tag):
                formula = True
                yield "f"
            elif kind == "v":
                value = bool(element.text)
            elif kind == "c":
                if formula and value:
                    yield "v:f"
                value = formula = False
                element.clear()
            elif kind == "workbookProtection" and not element.attrib:
                continue  # openpyxl writes it so for none
            elif kind in _ELEMENTS and kind != "f" and (not comments or kind == "comment"):
                yield kind
            if kind in ("row", "si"):
                element.clear()
    except ElementTree.ParseError:
        return  # the readers tell of a broken part


def _extended(tag: str) -> bool:
    """Whether an element stands in an extension of Excel 2010 and later, where ``f`` is part of a rule."""
    return "office/excel" in tag


def sheets(path: Path) -> dict[str, tuple[str, str]]:
    """The sheets of a workbook in order: kind and visibility."""
    return {sheet.name: (str(sheet.typ), str(sheet.visible)) for sheet in open_book(path).sheets_metadata}


def values(path: Path) -> dict[str, dict[str, Any]]:
    """By worksheet every cell with a value."""
    book = open_book(path)
    found = {}
    for sheet in book.sheets_metadata:
        if is_worksheet(sheet.typ):
            rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            found[sheet.name] = {
                f"{column_letters(column)}{row}": cell
                for row, line in enumerate(rows, start=1)
                for column, cell in enumerate(line)
                if cell != ""
            }
    return found


def alike(a: Any, b: Any) -> bool:
    """Whether two cells hold the same; a time may differ by what a double cannot carry."""
    if a == b:
        return True
    if isinstance(a, datetime) and isinstance(b, datetime):
        return abs(a - b) < _MOMENT
    if isinstance(a, timedelta) and isinstance(b, timedelta):
        return abs(a - b) < _MOMENT
    if isinstance(a, time) and isinstance(b, time):
        day = datetime(2000, 1, 1)
        return abs(datetime.combine(day, a) - datetime.combine(day, b)) < _MOMENT
    if isinstance(a, float) and isinstance(b, float):
        return math.isclose(a, b, rel_tol=1e-14)
    return isinstance(a, str) and isinstance(b, str) and a.replace("\r", "") == b.replace("\r", "")


def lost(before: Counter[str], after: Counter[str]) -> Spoken | None:
    """What there is less of, with how many; None when there is nothing."""
    parts = tuple(
        message("import.lost-part", kind=message(f"workbook-part.{kind}"), count=count - after[kind])
        for kind, count in before.items()
        if count > after[kind]
    )
    return Listed(parts) if parts else None
