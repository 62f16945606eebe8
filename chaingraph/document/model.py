"""A document: sections of paragraphs, tables, charts, graphs and sources, in one language, for every format.

Values stay what they are (numbers, shares, names with ids), unknown stays None; a renderer decides how they look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar, overload

from chaingraph.catalogue import Names, speaker, text

Item = TypeVar("Item")
FULL, PALE = "█", "░"  # of bars in letters
UNKNOWN = "—"  # for people; an empty cell for programs


class Kind(StrEnum):
    """What the values of a column are."""

    text = "text"
    name = "name"  # :class:`Named`, or a text alone
    integer = "integer"
    decimal = "decimal"
    ordinal = "ordinal"  # a running number
    share = "share"  # 0-1, read as percent
    money = "money"  # in the unit of the column
    year = "year"


class Page(StrEnum):
    """What the pages of a section are in a paper; a workbook has those for leaders as its first sheet."""

    plain = "plain"  # A4, across where a table is broad
    leaders = "leaders"  # A4 in the letters of official papers
    board = "board"  # A3 across, each section on a page of its own


class Style(StrEnum):
    """How a paragraph stands to the rest."""

    plain = "plain"
    item = "item"  # one of a list
    aside = "aside"  # said beside the answer: on standard error of a terminal


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What a value rests on: ``rows``, each a table with numbers or ids of its rows, and the name of the ``rule``."""

    rows: tuple[tuple[str, tuple[str | int, ...]], ...] = ()
    rule: str | None = None

    def text(self) -> str:
        """In one line.

        >>> Basis(rows=(("makes", (2, 7)),), rule="score").text()
        'score · makes 2, 7'
        """
        rows = (f"{table} {', '.join(map(str, ids))}" for table, ids in self.rows)
        return " · ".join((*((self.rule,) if self.rule else ()), *rows))


@dataclass(frozen=True)
class Named:
    """A name with the id it goes by."""

    name: str
    id: str


@dataclass(frozen=True)
class Interval:
    """From ``low`` to ``high``, the value lying between."""

    low: float
    high: float


Plain = str | int | float | Named | Interval | None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A value with what it rests on (``basis``) or with other words for people (``told``)."""

    value: Plain
    told: str | None = None
    basis: Basis | None = None


Cell = Plain | Figure


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: ``unit`` in words, ``digits`` after the point (of percents too; as many as needed when None).

    ``wide``: takes the room that is left. ``extra``: stands in data (csv, xlsx) alone, not where room is short.
    ``ids``: people see the id under a name. ``interval``: its values may be intervals.
    ``width``: of a sheet's column, in letters; a paper keeps the proportions. Measured when None.
    ``choices``: what may be filled in, as a drop-down of a workbook.
    """

    key: str
    label: str
    kind: Kind = Kind.text
    unit: str | None = None
    digits: int | None = None
    wide: bool = False
    extra: bool = False
    ids: bool = True
    interval: bool = False
    width: float | None = None
    choices: tuple[str, ...] = ()

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers."""
        return self.kind not in (Kind.text, Kind.name)

    def heading(self, lang: str) -> str:
        """Label and unit."""
        if self.unit is None:
            return self.label
        return text("document.with-unit", lang, label=self.label, unit=self.unit)

    def told(self, cell: Cell) -> str:
        """The value as people read it; a dash where it is not known.

        >>> Column(key="s", label="S", kind=Kind.share).told(0.5), Column(key="x", label="X").told(None)
        ('50%', '—')
        """
        if isinstance(cell, Figure):
            return cell.told if cell.told is not None else self.told(cell.value)
        if cell is None or cell == "":
            return UNKNOWN
        if isinstance(cell, Named):
            return f"{cell.name}\n{cell.id}" if self.ids and cell.name != cell.id else cell.name
        if isinstance(cell, Interval):
            low, high = self.told(cell.low), self.told(cell.high)
            return low if low == high else f"{low}–{high}"
        if isinstance(cell, str):
            return cell
        if self.kind is Kind.share:
            return f"{cell:.{self.digits or 0}%}"
        if self.kind in (Kind.integer, Kind.ordinal, Kind.year):
            return str(cell)
        if self.digits is None:
            return f"{cell:g}" if abs(cell) < 1e6 else f"{cell:.0f}"
        return f"{cell:.{self.digits}f}"


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Text."""

    text: str
    style: Style = Style.plain


class Rows(Sequence[tuple[Cell, ...]]):
    """Rows that are laid out when they are looked at, from one item each: a terminal shows few of many."""

    def __init__(self, items: Sequence[Item], lay_out: Callable[[Item], tuple[Cell, ...]]) -> None:
        self._items: Sequence[Any] = items
        self._lay_out: Callable[[Any], tuple[Cell, ...]] = lay_out

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> tuple[Cell, ...]: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[tuple[Cell, ...], ...]: ...

    def __getitem__(self, index: int | slice) -> tuple[Cell, ...] | tuple[tuple[Cell, ...], ...]:
        if isinstance(index, slice):
            return tuple(self._lay_out(item) for item in self._items[index])
        return self._lay_out(self._items[index])


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under typed columns; an empty ``title`` is none.

    ``screen``: as many of the rows as a terminal shows; files have all.

    ``rest``: how to see the others. ``empty``: said where there are no rows. ``name``: of its sheet in a workbook.
    ``paper``: as many rows as a paper shows, without columns that they leave empty; a workbook has all.
    ``total``: how many there are, where these are not all. ``apart``: the same for programs (csv, xlsx), where the rows
    for people stand for several things each. ``form``: is to be filled in, and no use in a terminal.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    screen: int | None = None
    rest: str | None = None
    empty: str | None = None
    name: str | None = None
    paper: int | None = None
    total: int | None = None
    apart: Table | None = None
    form: bool = False

    def for_programs(self) -> Table:
        """The rows that programs read."""
        return self.apart or self

    def values(self, *keys: str) -> Iterator[tuple[Cell, ...]]:
        """The rows in the columns ``keys`` alone."""
        known = [column.key for column in self.columns]
        indexes = [known.index(key) for key in keys]
        return (tuple(row[i] for i in indexes) for row in self.rows)

    def brief(self) -> Table:
        """Without the extra columns."""
        keep = [i for i, column in enumerate(self.columns) if not column.extra]
        if len(keep) == len(self.columns):
            return self
        rows = tuple(tuple(row[i] for i in keep) for row in self.rows)
        columns = tuple(self.columns[i] for i in keep)
        return replace(self, columns=columns, rows=rows)

    def flat(self, lang: str) -> tuple[list[Column], list[list[str | int | float | Figure | None]]]:
        """For programs: a column each for name and id, and for the two ends of intervals."""
        columns: list[Column] = []
        picks: list[tuple[int, str | None]] = []
        for i, column in enumerate(self.columns):
            if column.kind is Kind.name:
                columns += [
                    column,
                    Column(key=f"{column.key}_id", label=text("document.id-of", lang, label=column.label)),
                ]
                picks += [(i, "name"), (i, "id")]
            elif column.interval:
                columns += [_end(column, "low", lang), _end(column, "high", lang)]
                picks += [(i, "low"), (i, "high")]
            else:
                columns.append(column)
                picks.append((i, None))
        return columns, [[_part(row[i], part) for i, part in picks] for row in self.rows]


def _end(column: Column, end: str, lang: str) -> Column:
    label = text("document.low-end" if end == "low" else "document.high-end", lang, label=column.label)
    return Column(key=f"{column.key}_{end}", label=label, kind=column.kind, unit=column.unit, digits=column.digits)


def _bare(cell: Cell) -> Plain:
    return cell.value if isinstance(cell, Figure) else cell


def _part(cell: Cell, part: str | None) -> str | int | float | Figure | None:
    bare = _bare(cell)
    if isinstance(bare, Named):
        return bare.id if part == "id" else bare.name
    if isinstance(bare, Interval):
        return bare.low if part == "low" else bare.high
    if part == "id":
        return None
    return cell if isinstance(cell, Figure) and part is None else bare


@dataclass(frozen=True, kw_only=True)
class Source:
    """One source, cited by its ``number`` from 1, or by its id where that is None."""

    number: int | None
    id: str
    title: str
    publisher: str | None = None
    year: int | None = None
    kind: str | None = None
    url: str | None = None
    original: bool | None = None

    def line(self, lang: str) -> str:
        """How it is cited, title, publisher, year and address."""
        parts = (self.title, self.publisher, str(self.year or ""), address(self.url, self.original, lang))
        cited = self.id if self.number is None else self.number
        return f"[{cited}] " + " · ".join(part for part in parts if part)


def address(url: str | None, original: bool | None, lang: str) -> str | None:
    """An address to read; one that re-hosts what another published says so (``original`` false)."""
    return text("document.rehosted", lang, url=url) if url and original is False else url


@dataclass(frozen=True, kw_only=True)
class SourceList:
    """The sources that the numbers in a document stand for."""

    title: str
    sources: tuple[Source, ...]

    def table(self, lang: str) -> Table:
        """The same as a table."""
        say = speaker(lang)
        columns = (
            Column(key="number", label=say("document.number"), kind=Kind.ordinal),
            Column(key="id", label=say("document.id")),
            Column(key="title", label=say("document.source-title"), wide=True),
            Column(key="publisher", label=say("document.publisher")),
            Column(key="year", label=say("document.year"), kind=Kind.year),
            Column(key="kind", label=say("document.kind")),
            Column(key="url", label=say("document.url"), wide=True),
            Column(key="original", label=say("document.original")),
        )
        rows = tuple(
            (
                source.number,
                source.id,
                source.title,
                source.publisher,
                source.year,
                source.kind,
                source.url,
                None if source.original is None else say("word.yes" if source.original else "word.no"),
            )
            for source in self.sources
        )
        return Table(key="sources", title=self.title, columns=columns, rows=rows, name=say("document.sources"))


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Bars of the column ``value`` of a table in the document by its column ``label``, of the first ``most`` rows."""

    title: str
    table: Table
    label: str
    value: str
    most: int = 20

    def bars(self) -> list[tuple[str, float, float, str]]:
        """Label, value (from, to), and how people read it; what is not known has no bar."""
        keys = [column.key for column in self.table.columns]
        at, to = keys.index(self.label), keys.index(self.value)
        column = self.table.columns[to]
        lines = []
        for row in self.table.rows[: self.most]:
            bare = _bare(row[to])
            if isinstance(bare, Interval | int | float):
                low, high = (bare.low, bare.high) if isinstance(bare, Interval) else (bare, bare)
                name = _part(row[at], "name")
                lines.append((str(name), float(low), float(high), column.told(row[to])))
        return lines

    def letters(self, longest: int) -> list[tuple[str, str, str]]:
        """Label, bar of which the greatest value takes ``longest`` letters, and how people read it.

        Of an interval the bar is full to its low end and pale from there to its high end.
        """
        bars = self.bars()
        most = max((high for _, _, high, _ in bars), default=0.0) or 1.0
        ends = [
            (round(max(low, 0.0) / most * longest), round(max(high, 0.0) / most * longest)) for _, low, high, _ in bars
        ]
        return [
            (label, FULL * low + PALE * (high - low), read)
            for (label, _, _, read), (low, high) in zip(bars, ends, strict=True)
        ]


@dataclass(frozen=True, kw_only=True)
class Node:
    """One box of a graph; ``layer`` from the left, 0 first."""

    id: str
    label: str
    layer: int
    marked: bool = False


@dataclass(frozen=True, kw_only=True)
class Graph:
    """Boxes and arrows (from id, to id), for what the document tells in words or tables too."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture (``png``), ``inches`` wide and high. ``note``: what it shows, under it."""

    title: str
    note: str
    png: bytes
    inches: tuple[float, float]


Block = Paragraph | Table | SourceList | Chart | Graph | Picture


@dataclass(frozen=True, kw_only=True)
class Section:
    """Blocks under a title; without one they follow on."""

    blocks: tuple[Block, ...]
    title: str | None = None
    page: Page = Page.plain

    def texts(self) -> list[str]:
        """Its sentences."""
        return [block.text for block in self.blocks if isinstance(block, Paragraph)]


@dataclass(frozen=True, kw_only=True)
class Document:
    """An answer. ``layout`` lays it out when a renderer asks; ``data`` gives its plain values, which json writes."""

    key: str
    title: str
    lang: str
    layout: Callable[[], Iterable[Section]]
    data: Callable[[], Any]

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections, laid out once."""
        return tuple(self.layout())

    def tables(self) -> list[Table]:
        """All tables in order, the sources as one of them; one without a title has that of its section."""
        titled = (self.as_table(section, block) for section in self.sections for block in section.blocks)
        return [table for table in titled if table is not None]

    def as_table(self, section: Section, block: Block) -> Table | None:
        """A block of a section as a table with a title; None for one that is none."""
        table = block.table(self.lang) if isinstance(block, SourceList) else block
        if not isinstance(table, Table):
            return None
        return table if table.title else replace(table, title=section.title or self.title)


def in_language(lang: str) -> Callable[[str, str], str]:
    """A function that takes a text in Chinese and in English and gives the one in ``lang``.

    For plugins, whose sentences are not in the catalogue; a further language has the English one.
    """
    return lambda zh, en: Names(zh=zh, en=en).text(lang)
