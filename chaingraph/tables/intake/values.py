"""One cell as it was typed to the cell that the tables hold: width of letters, units, years, lists."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from chaingraph.schema import Column
from chaingraph.tables.units import count_unit, money_unit, share_unit

_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_SPACES = {0x3000: " ", 0xA0: " ", 0xFEFF: None, 0x200B: None}
_WIDE_MARKS = str.maketrans("．，％＋－／（）：；￥", ".,%+-/():;¥")
_UNKNOWN = frozenset(
    (
        "-",
        "--",
        "—",
        "——",
        "－",
        "/",
        "\\",
        "无",
        "暂无",
        "不详",
        "未知",
        "待定",
        "n/a",
        "na",
        "null",
        "none",
        "nan",
        "#n/a",
    )
)
_FIGURE = re.compile(
    r"[¥]?(?P<digits>[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?)(?P<unit>[^0-9.,]*)"
)
_YEAR = re.compile(
    r"([12][0-9]{3})(?:年度?|年末|年底)?(?:[-/.年]?(?:0?[1-9]|1[0-2])(?:月底?|[-/.月](?:0?[1-9]|[12][0-9]|3[01])日?)?(?:[ T][0-9:.]+)?)?"
)
_TEXTS = ("note", "title", "capacity", "url", "publisher", "licence")  # kept to the letter
_CODES = ("id", "code", "listing", "uscc", "gbt4754", "hs")
_POINT_ZERO = re.compile(r"[0-9]+\.0+")  # what pandas makes of a code in a column with blanks
_MARKED = re.compile(r'="((?:[^"]|"")*)"|\'(?=[0-9=+\-@])(.*)', re.DOTALL)  # how exports keep a text a text
_LIST = re.compile(r"[;；、\n\r]+")


def narrow(text: str) -> str:
    """Full-width digits, letters and spaces as ordinary ones; Chinese punctuation stays."""
    return text.translate(_WIDE).translate(_SPACES).strip()


def tidy(column: Column, text: str, unit: Decimal | None = None) -> str:
    """The cell for ``column``; '' is unknown. What cannot be read is given back as it is, for the checks to name.

    ``unit`` is the factor to the column's own unit (亿元 for money) that the header or the sheet names; a unit in the
    cell goes before it.
    """
    text = _unmarked(text.strip())
    if column.name in _TEXTS:
        return text
    text = narrow(text)
    if (column.references or column.pattern or column.name in _CODES) and _POINT_ZERO.fullmatch(text):
        text = text.partition(".")[0]
    if column.type in ("number", "integer", "year") or column.name == "uscc":
        if text.lower() in _UNKNOWN:
            return ""
        if column.type == "year":
            return _year(text)
        if column.type in ("number", "integer"):
            return _number(column, text, unit)
        return re.sub(r"[\s-]", "", text).upper()
    if column.type == "date":
        return "" if text.lower() in _UNKNOWN else text.translate(_WIDE_MARKS)
    if column.vocabulary or column.name in ("listing",):
        return text.replace("　", " ")
    if column.type == "list":
        return ";".join(part.strip() for part in _LIST.split(text) if part.strip())
    return text


def _unmarked(text: str) -> str:
    """Without what tells a spreadsheet that a cell is text: ="007" and '008."""
    found = _MARKED.fullmatch(text)
    return text if found is None else found[2] or (found[1] or "").replace('""', '"')


def _year(text: str) -> str:
    if _POINT_ZERO.fullmatch(text):
        text = text.partition(".")[0]
    found = _YEAR.fullmatch(text.translate(_WIDE_MARKS).replace(" ", "") if "T" not in text else text)
    return found.group(1) if found else text


def _number(column: Column, text: str, unit: Decimal | None) -> str:
    found = _FIGURE.fullmatch(text.translate(_WIDE_MARKS).replace(" ", ""))
    if not found or not found["digits"]:
        return text
    try:
        figure = Decimal(found["digits"].replace(",", ""))
    except InvalidOperation:
        return text
    written_unit = found["unit"]
    factor: Decimal | None = Decimal(1)
    if column.name.endswith("_yi"):
        factor = money_unit(written_unit) if written_unit else unit
    elif column.type == "integer":
        factor = count_unit(written_unit) if written_unit else unit or factor
    elif column.maximum == 1:
        factor = share_unit(written_unit) if written_unit else unit or factor
    elif written_unit:
        factor = None
    if factor is None:
        return text
    plain = "," not in text and (column.type == "number" or "." not in text)
    if factor == 1 and not written_unit and found["digits"] == text and plain:
        return text
    return plain_number(figure * factor)


def plain_number(figure: Decimal) -> str:
    """A decimal without exponent or needless zeros."""
    text = f"{figure:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
