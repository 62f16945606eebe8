"""What a header says: a column, the unit of its figures, a year. One rule for datasets and for lists."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from chaingraph.hints import near
from chaingraph.problems import Problem
from chaingraph.schema import SCHEMA, Column, Table, normalise_header
from chaingraph.tables import says
from chaingraph.tables.units import NUMBER, count_unit, foreign_unit, large, money_unit, scaled, share_unit

_BRACKETS = str.maketrans("[]【】〔〕{}「」", "()()()()()")
_OPEN = re.compile(r"\(([^()]*)\)")
_TAIL = re.compile(r"\([^()]*\)$")
_YEAR = r"(?:截至|截止)?(?:fy)?((?:19|20)[0-9]{2})(?:年度?|财年)?(?:末|底|全年|1[-–—~至到]12月)?(?:累计)?"
_PERIOD = re.compile(
    r"(?:(?:19|20)[0-9]{2}年?度?)?(?:[0-9]{1,2}[-–—~至到][0-9]{1,2}月份?|(?:[0-9]{1,2}|[一二三四五六七八九十]+)月份?|上半年|下半年|前[一二三]季度|第?[一二三四1-4]季度|[qh][1-4]|"
    r"上年同期|去年同期|同期|上年度?|去年|前年|上月|本月|当月|本季度?|当季)(?:末|底)?(?:累计)?"
)
_PIECES = re.compile(r"(?<![0-9]),|,(?![0-9]{3}(?![0-9]))|[;、:|，；：]")
_LEADING_YEAR, _TRAILING_YEAR = re.compile(f"^{_YEAR}"), re.compile(f"{_YEAR}$")
_EDGES = "-_/\\.—–~ "
_UNIT_WORD = re.compile(r"^(?:(?:金额|货币|计量|数量)?单位|币种|units?|in)[:：]?")
_HARMLESS = re.compile(
    r"1[-–—~至到]12月|必填项?|选填项?|可选|填数字|数字|数值|只填数字|required|optional|不?含税|现价|当年价格?|现行价格?|全年|年度|本年度?|当年|全口径|合并|合并口径|估算|约|a|年|peryear|annual|yearly"
)


@dataclass(frozen=True)
class Heading:
    """A header that stands for a column.

    ``factor`` leads from the header's unit to that of the column, None where no unit is named; ``unit`` is a unit of
    text that belongs behind each bare number. ``strange`` is a unit, ``period`` a time that is not understood: such a
    column must not be read. ``year`` and ``note`` are told by the header and stored nowhere.
    """

    column: str
    factor: Decimal | None = None
    unit: str = ""
    strange: str = ""
    period: str = ""
    year: str = ""
    note: str = ""

    @property
    def readable(self) -> bool:
        """Whether its cells can be read."""
        return not self.strange and not self.period

    @property
    def changes(self) -> bool:
        """Whether cells are stored otherwise than they stand."""
        return bool(self.unit) or self.factor not in (None, 1)


def money(column: Column) -> bool:
    """Whether a column holds money, in CNY 100 million."""
    return column.name.endswith("_yi")


def read_heading(table: Table, text: str) -> Heading | None:
    """What a header means in ``table``; None when no column is called so. Tables of others (adapters) name theirs to
    the letter.
    """
    if SCHEMA.tables.get(table.name) is table:
        return _read(table.name, text)
    name = table.headers.get(normalise_header(text))
    return Heading(name) if name else None


@lru_cache(maxsize=20_000)
def _read(name: str, text: str) -> Heading | None:
    table = SCHEMA.tables[name]
    heading = normalise_header(text.strip().strip("*＊").strip()).rstrip(":")
    if heading in table.headers:
        column = table.by_name[table.headers[heading]]
        return Heading(column.name, Decimal(1) if money(column) and _told_in_yi(column, heading) else None)
    heading = heading.translate(_BRACKETS)
    for core, column_name in _cores(table.name):
        for start in _places(heading, core):
            found = _around(table.by_name[column_name], heading[:start], heading[start + len(core) :])
            if found:
                return replace(found, unit=_text_unit(text)) if column_name == "capacity" else found
    return None


def _text_unit(text: str) -> str:
    """The unit that a header names in brackets, in its own letters (MW is no mw)."""
    found = re.search(r"[（(\[【〔]([^（()）\[\]【】〔〕]*)[）)\]】〕]", text)
    unit = _UNIT_WORD.sub("", found.group(1).strip()) if found else ""
    return "" if _HARMLESS.fullmatch(unit.lower()) else unit


def _told_in_yi(column: Column, heading: str) -> bool:
    return "亿" in heading or heading in {
        normalise_header(name) for name in (column.name, column.name_zh, column.name_en)
    }


def _places(heading: str, core: str) -> Iterator[int]:
    start = heading.find(core)
    while start >= 0:
        yield start
        start = heading.find(core, start + 1)


@lru_cache(maxsize=64)
def _cores(name: str) -> tuple[tuple[str, str], ...]:
    """Names of columns without a unit, the longest first."""
    table = SCHEMA.tables[name]
    found: dict[str, str] = {}
    for header, column in table.headers.items():
        if not money(table.by_name[column]):
            found[header] = column
    for header, column in table.headers.items():
        if money(table.by_name[column]):
            found.setdefault(_TAIL.sub("", header).removesuffix("_yi"), column)
    return tuple(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def _around(column: Column, before: str, after: str) -> Heading | None:
    """The heading that what stands around a column's name makes; None when it makes another name."""
    if before and column.type not in ("number", "integer"):
        return None
    found = _Words(column)
    for text in (before, after):
        inside = [piece for bracketed in _OPEN.findall(text) for piece in _PIECES.split(bracketed)]
        outside = _PIECES.split(_OPEN.sub(";", text))
        if not all(found.take(piece, bracketed=True) for piece in inside):
            return None
        if not all(found.take(piece, bracketed=False) for piece in outside):
            return None
    return found.heading()


class _Words:
    """What the words around the name of one column have told so far."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self.factor: Decimal | None = None
        self.strange = self.period = self.year = self.note = ""

    def take(self, piece: str, *, bracketed: bool) -> bool:
        """Takes one word in; False when it makes the header that of another thing."""
        piece = piece.strip(_EDGES + "*")
        if self.column.type not in ("number", "integer"):
            return bracketed or not piece
        piece = _UNIT_WORD.sub("", piece).strip(_EDGES)
        if year := _LEADING_YEAR.search(piece) or _TRAILING_YEAR.search(piece):
            self.year = year.group(1)
            piece = (piece[: year.start()] + piece[year.end() :]).strip(_EDGES)
        if not piece or _HARMLESS.fullmatch(piece):
            return True
        if _PERIOD.fullmatch(piece):
            self.period = piece if money(self.column) else ""  # the number of staff is that of a day
            return True
        factor = self._factor(piece)
        if factor is not None and self.factor in (None, factor):
            self.factor = factor
        elif self._is_unit(piece, bracketed=bracketed) or factor is not None:
            self.strange = piece
        elif bracketed:
            self.note = piece
        else:
            return False
        return True

    def _is_unit(self, piece: str, *, bracketed: bool) -> bool:
        """Whether a word is a unit that is not known here; behind money in brackets stand units."""
        if money(self.column):
            return bracketed or foreign_unit(piece)
        return self.column.type == "integer" and bracketed and large(piece)

    def _factor(self, piece: str) -> Decimal | None:
        if money(self.column):
            return money_unit(piece)
        if self.column.type == "integer":
            return count_unit(piece)
        return share_unit(piece) if self.column.maximum == 1 else None

    def heading(self) -> Heading:
        """All of it."""
        return Heading(self.column.name, self.factor, "", self.strange, self.period, self.year, self.note)


def with_units(header: str) -> tuple[str, str]:
    """A header as it names its unit: ten thousand renminbi, and a hundred million."""
    return f"{header}（万元）", f"{header}（亿元）"


def home(table: Table, text: str) -> Table | None:
    """The one other table that has a column of this name."""
    found = [other for other in SCHEMA.tables.values() if other != table and read_heading(other, text)]
    return found[0] if len(found) == 1 else None


def unread(table: Table, heading: Heading, text: str) -> Problem | None:
    """Why a column that is understood is left out all the same; None when it is read."""
    if heading.strange:
        return says.unit_unknown(table, heading.column, text, heading.strange)
    return says.period_unknown(table, heading.column, text, heading.period) if heading.period else None


def untold(table: Table, heading: Heading, text: str, columns: Collection[str]) -> Problem | None:
    """A year or unit that a header names and that is stored nowhere, where the table has a column for it."""
    column = table.by_name[heading.column]
    if heading.year and "year" in table.by_name and "year" not in columns:
        return says.note_unread(table, column.name, text, heading.year)
    if heading.note and column.type == "number" and "unit" in table.by_name and "unit" not in columns:
        return says.note_unread(table, column.name, text, heading.note)
    return None


def as_stored(column: Column, heading: Heading | None, cell: str) -> str:
    """SQL: a cell (SQL of text) in the unit of its column, where the header names another."""
    if heading is None or not heading.changes:
        return cell
    if heading.unit:
        unit = heading.unit.replace("'", "''")
        return f"case when regexp_full_match({cell}, '{NUMBER}') then concat({cell}, ' {unit}') else {cell} end"
    power = heading.factor.adjusted() if heading.factor is not None else 0
    return scaled(cell, power, whole=column.type == "integer")


def near_heading(table: Table, text: str) -> str | None:
    """The header that an unknown one is a misspelling of, with the very unit that it was written with; None where
    several fit.
    """
    if SCHEMA.tables.get(table.name) is not table:
        return None
    text = text.strip()
    tail = re.search(r"\s*[（(\[【〔].*$|_yi$", text)
    core, unit = (text[: tail.start()], tail.group()) if tail else (text, "")
    if unit and unit != "_yi" and money_unit(_UNIT_WORD.sub("", unit.strip().translate(_BRACKETS).strip("()"))) is None:
        return None
    names = {
        name: table.by_name[column] for name, column in _cores(table.name) if money(table.by_name[column]) or not unit
    }
    found = near(core, names)
    return None if found is None else _shown(names[found], found) + unit


def _shown(column: Column, core: str) -> str:
    """A name of a column as the schema writes it, without its unit."""
    for name in (column.name, column.name_zh, column.name_en, *column.synonyms):
        if normalise_header(name) == core:
            return name
        if money(column) and _TAIL.sub("", normalise_header(name)).removesuffix("_yi") == core:
            return re.sub(r"\s*[（(][^（()）]*[)）]$", "", name).removesuffix("_yi")
    return core
