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

from chaingraph.tables.archive import column_letters
from chaingraph.tables.foreign import is_worksheet, open_book

# Kinds of parts, by the place that they have in a workbook.
_PARTS: tuple[tuple[str, str, str], ...] = (
    (r"xl/charts/chart[^/]*\.xml", "图表", "charts"),
    (r"xl/charts/(?:style|colors)[^/]*\.xml", "图表样式", "styles of charts"),
    (r"xl/media/.+", "图片", "images"),
    (r"xl/diagrams/data.+", "SmartArt 图形", "SmartArt"),
    (r"xl/pivotTables/[^/]+", "数据透视表", "pivot tables"),
    (r"xl/pivotCache/pivotCacheDefinition.+", "数据透视缓存", "pivot caches"),
    (r"xl/slicers/[^/]+", "切片器", "slicers"),
    (r"xl/timelines/[^/]+", "日程表", "timelines"),
    (r"xl/vbaProject\.bin", "宏", "macros"),
    (r"xl/macrosheets/[^/]+|xl/dialogsheets/[^/]+", "宏表与对话框表", "macro and dialog sheets"),
    (r"xl/externalLinks/[^/]+\.xml", "外部链接", "external links"),
    (r"xl/connections\.xml", "数据连接", "data connections"),
    (r"xl/queryTables/[^/]+", "查询表", "query tables"),
    (r"xl/embeddings/[^/]+|xl/activeX/[^/]+\.bin", "嵌入的文件与控件", "embedded files and controls"),
    (r"xl/ctrlProps/[^/]+", "表单控件", "form controls"),
    (r"xl/threadedComments/[^/]+", "批注的回复串", "threads of comments"),
    (r"xl/tables/[^/]+", "表格（Ctrl+T）", "tables"),
    (r"xl/customXml/item\d+\.xml|customXml/item\d+\.xml", "自定义 XML", "custom XML"),
    (r"xl/model/[^/]+", "数据模型", "data models"),
    (r"_xmlsignatures/sig[^/]+", "数字签名", "digital signatures"),
    (r"docProps/custom\.xml", "自定义文档属性", "custom document properties"),
)
# Elements of sheets, drawings and the workbook, by their local name.
_ELEMENTS: dict[str, tuple[str, str]] = {
    "f": ("公式", "formulas"),
    "v:f": (
        "公式的计算结果（Excel 打开时重新计算）",
        "values of formulas (Excel computes them when it opens the copy)",
    ),
    "cfRule": ("条件格式", "conditional formats"),
    "dataValidation": ("数据验证（下拉选项）", "data validations"),
    "hyperlink": ("超链接", "hyperlinks"),
    "mergeCell": ("合并单元格", "merged cells"),
    "sheetProtection": ("工作表保护", "sheet protections"),
    "workbookProtection": ("工作簿保护", "the workbook's protection"),
    "autoFilter": ("自动筛选", "filters"),
    "definedName": ("名称定义", "defined names"),
    "sparkline": ("迷你图", "sparklines"),
    "protectedRange": ("可编辑区域", "editable ranges"),
    "scenario": ("方案", "scenarios"),
    "customSheetView": ("自定义视图", "custom views"),
    "picture": ("工作表背景", "sheet backgrounds"),
    "legacyDrawingHF": ("页眉页脚图片", "pictures in headers and footers"),
    "oddHeader": ("页眉", "page headers"),
    "oddFooter": ("页脚", "page footers"),
    "brk": ("分页符", "page breaks"),
    "ignoredError": ("忽略的错误标记", "ignored errors"),
    "sp": ("形状与文本框", "shapes and text boxes"),
    "cxnSp": ("连接线", "connectors"),
    "comment": ("批注", "comments"),
    "richtext": ("格式文本（单元格内的不同字体）", "rich text in cells"),
    "richcomment": ("批注内的字体格式", "fonts inside comments"),
    "rPh": ("拼音标注", "phonetic guides"),
}
COMMENTS, FORMULAS, LINKS = _ELEMENTS["comment"], _ELEMENTS["f"], _ELEMENTS["hyperlink"]
_MOMENT = timedelta(milliseconds=2)
_SCANNED = re.compile(
    r"xl/(?:worksheets|chartsheets|drawings)/[^/]+\.xml|xl/workbook\.xml|xl/(?:comments/)?comments?[^/]*\.xml|xl/sharedStrings\.xml",
    re.I,
)


def inventory(path: Path) -> Counter[tuple[str, str]]:
    """How many of each kind of thing (Chinese, English) the parts of an .xlsx hold."""
    found: Counter[tuple[str, str]] = Counter()
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            for pattern, zh, en in _PARTS:
                if re.fullmatch(pattern, name):
                    found[zh, en] += 1
            if _SCANNED.fullmatch(name):
                with book.open(name) as file:
                    for kind in _elements(file, name.lower()):
                        found[_ELEMENTS[kind]] += 1
    return found


def _elements(file: Any, name: str) -> Iterator[str]:
    """The counted elements of one part."""
    comments, strings = "comment" in name, name.endswith("sharedstrings.xml")
    value = formula = False
    try:
        for _, one in ElementTree.iterparse(file):
            kind = one.tag.rpartition("}")[2]
            if kind == "r" and (comments or strings or "worksheets" in name):
                yield "richcomment" if comments else "richtext"
            elif kind == "f" and "worksheets" in name and not _extended(one.tag):
                formula = True
                yield "f"
            elif kind == "v":
                value = bool(one.text)
            elif kind == "c":
                if formula and value:
                    yield "v:f"
                value = formula = False
                one.clear()
            elif kind == "workbookProtection" and not one.attrib:
                continue  # openpyxl writes it so for none
            elif kind in _ELEMENTS and kind != "f" and (not comments or kind == "comment"):
                yield kind
            if kind in ("row", "si"):
                one.clear()
    except ElementTree.ParseError:
        return  # the readers tell of a broken part


def _extended(tag: str) -> bool:
    """Whether an element stands in an extension of Excel 2010 and later, where ``f`` is part of a rule."""
    return "office/excel" in tag


def sheets(path: Path) -> dict[str, tuple[str, str]]:
    """The sheets of a workbook in order: kind and visibility."""
    return {one.name: (str(one.typ), str(one.visible)) for one in open_book(path).sheets_metadata}


def values(path: Path) -> dict[str, dict[str, Any]]:
    """By worksheet every cell with a value."""
    book = open_book(path)
    found = {}
    for one in book.sheets_metadata:
        if is_worksheet(one.typ):
            rows = book.get_sheet_by_name(one.name).to_python(skip_empty_area=False)
            found[one.name] = {
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


def lost(before: Counter[tuple[str, str]], after: Counter[tuple[str, str]]) -> tuple[str, str] | None:
    """In words what there is less of, with how many; None when there is nothing."""
    less = [(key, count - after[key]) for key, count in before.items() if count > after[key]]
    if not less:
        return None
    return (
        "、".join(f"{zh} {count} 处" for (zh, _), count in less),
        ", ".join(f"{en} ({count})" for (_, en), count in less),
    )
