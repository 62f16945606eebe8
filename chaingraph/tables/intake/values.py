"""One cell as it was typed to the cell that the tables hold: width of letters, units, years, lists."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from chaingraph.schema import Column

# Money in CNY 100 million (亿元), the unit of every column that ends in _yi.
MONEY = {
    "亿元": Decimal(1), "亿": Decimal(1), "亿元人民币": Decimal(1), "cny100million": Decimal(1),
    "千万元": Decimal("1e-1"), "千万": Decimal("1e-1"),
    "百万元": Decimal("1e-2"), "百万": Decimal("1e-2"), "cnymillion": Decimal("1e-2"),
    "万元": Decimal("1e-4"), "万": Decimal("1e-4"), "万元人民币": Decimal("1e-4"), "cny10000": Decimal("1e-4"),
    "千元": Decimal("1e-5"), "cnythousand": Decimal("1e-5"),
    "元": Decimal("1e-8"), "元人民币": Decimal("1e-8"), "cny": Decimal("1e-8"), "rmb": Decimal("1e-8"),
}  # fmt: skip
_COUNTS = {"": Decimal(1), "人": Decimal(1), "名": Decimal(1), "个": Decimal(1), "家": Decimal(1), "万人": Decimal(10000), "万": Decimal(10000)}  # fmt: skip
_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_SPACES = {0x3000: " ", 0xA0: " ", 0xFEFF: None, 0x200B: None}
_WIDE_MARKS = str.maketrans("．，％＋－／（）：；￥", ".,%+-/():;¥")
_UNKNOWN = frozenset(("-", "--", "—", "——", "－", "/", "\\", "无", "暂无", "不详", "未知", "待定", "n/a", "na", "null", "none", "nan", "#n/a"))  # fmt: skip
_FIGURE = re.compile(r"[¥]?(?P<digits>[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?)(?P<unit>[^0-9.,]*)")  # fmt: skip
_YEAR = re.compile(r"([12][0-9]{3})(?:年度?|年末|年底)?(?:[-/.年]?(?:0?[1-9]|1[0-2])(?:月底?|[-/.月](?:0?[1-9]|[12][0-9]|3[01])日?)?(?:[ T][0-9:.]+)?)?")  # fmt: skip
_TEXTS = ("note", "title", "capacity", "url", "publisher", "licence")  # kept to the letter
_LIST = re.compile(r"[;；、\n\r]+")


def money_unit(text: str) -> Decimal | None:
    """The factor of a unit of money to 亿元; None for what is no unit of renminbi."""
    return MONEY.get(narrow(text).replace(" ", "").lower())


def narrow(text: str) -> str:
    """Full-width digits, letters and spaces as ordinary ones; Chinese punctuation stays."""
    return text.translate(_WIDE).translate(_SPACES).strip()


def tidy(column: Column, text: str, unit: Decimal | None = None) -> str:
    """The cell for ``column``; '' is unknown. What cannot be read is given back as it is, for the checks to name.

    ``unit`` is the factor to 亿元 that the header or the sheet names; a unit in the cell goes before it.
    """
    text = text.strip()
    if column.name in _TEXTS:
        return text
    text = narrow(text)
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


def _year(text: str) -> str:
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
    told = found["unit"]
    factor: Decimal | None = Decimal(1)
    if column.name.endswith("_yi"):
        factor = money_unit(told) if told else unit
    elif column.type == "integer":
        factor = _COUNTS.get(told)
    elif told == "%" and column.maximum == 1:
        factor = Decimal("0.01")
    elif told:
        factor = None
    if factor is None:
        return text
    if factor == 1 and not told and found["digits"] == text:
        return text
    return plain_number(figure * factor)


def plain_number(figure: Decimal) -> str:
    """A decimal without exponent or needless zeros."""
    text = f"{figure:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
