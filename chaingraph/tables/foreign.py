"""The one reader of files that others wrote: workbooks and text files as sheets of cells, each with what was noticed.

Datasets, lists to import, adapters and matrices all come in here. A workbook is looked at before it is unpacked
(:mod:`chaingraph.tables.archive`), old ones are read in a process apart, and every foreign call stands behind
:mod:`chaingraph.guard`.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from chaingraph.apart import Place, cell_text, read_apart
from chaingraph.apart import Sheet as Apart
from chaingraph.catalogue import LANGUAGES, message, text
from chaingraph.guard import Crash, Unreadable, each, read, read_native
from chaingraph.problems import Problem
from chaingraph.tables import says
from chaingraph.tables.archive import Look, column_number, look
from chaingraph.tables.marks import SPACE, WIDE_SPACE
from chaingraph.tables.paths import within

if TYPE_CHECKING:
    from collections.abc import Callable

    from python_calamine import CalamineWorkbook

Merged = Sequence[tuple[Place, Place]]
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
TEXTS = (".csv", ".tsv", ".txt")
ENCODINGS = ("utf-8-sig", "gb18030")  # tried in this order
EXAMPLE = tuple(
    text("template.example", lang) for lang in LANGUAGES
)  # a row whose first cell begins so is an example and is not read
_HEADER_LIMIT = 1 << 20
_LONGEST_WHOLE = 10**15  # a number of Excel has 15 digits
_CHUNK = 1 << 22  # bytes at once
_CONTROL = bytes(code for code in range(32) if code not in (9, 10, 13))
_BLANK = (b"\n\n", b"\n\r\n", b"\r\r")
# What makes a cell need trimming, or a row possibly blank: nothing of it in most large exports.
_LOOSE = (b" ,", b", ", b"\n ", b" \n", b" \r", b"\t", b"\n,", WIDE_SPACE.encode(), b"\xc2\xa0")
_UNTIDY = (*_LOOSE, b'" ', b' "', b'""', b'"\n', b'"\r', b'\n"', b'\r"')
_QUOTED = re.compile(rb'"([^"]*(?:""[^"]*)*)"(?=[,\r\n]|\Z)')  # a cell between quotation marks, but for where it begins


class Text(NamedTuple):
    """A text file: its encoding, None when it is neither UTF-8 nor GBK; whether it is plain (UTF-8, no blank line, no
    control character: DuckDB may read it as it is); whether it is tidy (no cell needs trimming, no row is blank).
    """

    encoding: str | None
    plain: bool
    tidy: bool


class Mark(StrEnum):
    """What a cell of a workbook was, where its text alone does not tell it."""

    DATE = "date"
    BOOLEAN = "boolean"
    LONG = "long"  # a number of more than 15 digits, of which a workbook keeps 15


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One worksheet. ``content`` reads its cells as text from A1 on and its merged cells; it raises Unreadable.

    ``formulas``: cells (A1) whose formula holds no value, ``errors``: those that hold an error, with it. ``marks``: of
    each cell (row from 1, column from 0) that was no text, what it was, once the content is read.
    """

    name: str
    visible: bool
    content: Callable[[], tuple[list[list[str]], Merged]]
    formulas: Sequence[str] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    marks: dict[tuple[int, int], Mark] = field(default_factory=dict)


def files_in(folder: Path, endings: Collection[str]) -> list[Path]:
    """What lies directly in a folder under these endings, sorted; hidden files and Excel's own locks are none.

    Raises DataError for a link that leads out of the folder.
    """
    named = (path for path in sorted(folder.iterdir()) if path.suffix.lower() in endings)
    return [within(path, folder) for path in named if not path.name.startswith((".", "~$"))]


def first_sheet(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The numbered rows of a text file, or of the first sheet shown in a workbook. Raises Unreadable or OSError.

    Those of a text file are read as they are asked for.
    """
    if path.suffix.lower() not in WORKBOOKS:
        encoding = look_csv(path).encoding
        if encoding is None:
            raise Unreadable(Crash("encoding"), message("reading.encoding"))
        yield from csv_rows(path, encoding, delimiter=delimiter(path, encoding), strict=False)
        return
    sheets, problem = open_workbook(path)
    if problem is not None:
        raise Unreadable(Crash(problem.code), problem.problem)
    shown = next((sheet for sheet in sheets if sheet.visible), None)
    yield from enumerate(shown.content()[0] if shown else (), start=1)


# --- text


def look_csv(path: Path) -> Text:
    """What a text file is; reads it to its end."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    plain, tidy, utf8, tail = True, True, True, b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            joined = tail + chunk
            plain = plain and not any(blank in joined for blank in _BLANK)
            plain = plain and not any(mark.encode() in joined for mark in EXAMPLE)
            plain = plain and len(chunk.translate(None, _CONTROL)) == len(chunk)
            tidy = tidy and joined.count(b"\r") == joined.count(b"\r\n")  # a lone one may end a row, or not
            tidy = tidy and (_tidy(joined) or (not tail and len(chunk) < _CHUNK and _tidy_within_quotes(chunk)))
            tail = joined[-16:]
            if utf8:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    utf8 = False
    tidy = tidy and not tail.endswith(b" ")
    if utf8:
        try:
            decoder.decode(b"", True)
            return Text(ENCODINGS[0], plain, tidy)
        except UnicodeDecodeError:
            pass
    try:
        with path.open(encoding=ENCODINGS[1], newline="") as text:
            while text.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return Text(None, False, False)
    return Text(ENCODINGS[1], False, False)


def _tidy(text: bytes) -> bool:
    return not any(mark in text for mark in _UNTIDY)


def _tidy_within_quotes(text: bytes) -> bool:
    """The same of a whole file, whatever stands inside the cells between quotation marks, if no such mark stands
    elsewhere.
    """

    def bare(cell: re.Match[bytes]) -> bytes:
        begins = cell.start() == 0 or text[cell.start() - 1] in b",\r\n"
        words = cell[1].decode("utf-8", "replace")
        return b"x" if begins and words and words == words.strip(SPACE) else cell[0]

    rest = _QUOTED.sub(bare, text)
    return b'"' not in rest and not any(mark in rest for mark in _LOOSE)


def header_of(path: Path) -> list[str]:
    """The cells of a file's first line; none when it cannot be read as text. Reads no more than that line."""
    try:
        with path.open("rb") as file:
            head = file.readline(_HEADER_LIMIT)
    except OSError:
        return []
    for encoding in ENCODINGS:
        try:
            return read(next, csv.reader([head.decode(encoding)]), [])
        except (UnicodeDecodeError, Unreadable):
            continue
    return []


def delimiter(path: Path, encoding: str) -> str:
    """What parts the cells, by the first line: comma, tab or semicolon."""
    with path.open(encoding=encoding, newline="") as file:
        return max(",\t;", key=file.readline().count)


def csv_rows(
    path: Path, encoding: str, *, delimiter: str = ",", strict: bool = True, errors: str = "strict"
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV, counted from 1, as they are read. Raises Unreadable at the row from which on it is none.

    ``strict`` takes quotation marks that come in no pair for such a fault; ``errors`` is what :func:`open` knows.
    """
    with path.open(encoding=encoding, errors=errors, newline="") as file:
        yield from enumerate(each(csv.reader(file, delimiter=delimiter, strict=strict)), start=1)


# --- workbooks


def open_workbook(path: Path) -> tuple[list[Sheet], Problem | None]:
    """The worksheets of a workbook in order, or none and the problem why."""
    looked = look(path)
    if looked.refused:
        return [], says.refused(path.name, looked.refused)
    try:
        return [
            Sheet(
                name=name,
                visible=visible,
                content=content,
                formulas=looked.formulas.get(name, ()),
                errors=looked.errors.get(name, {}),
                marks=marks,
            )
            for name, visible, content, marks in _sheets(path, looked)
        ], None
    except Unreadable as error:
        return [], says.unreadable(path.name, path.name, error.why)


def open_book(path: Path) -> CalamineWorkbook:
    """The reader's own workbook. Raises Unreadable; have :func:`look` look at the file before."""
    import python_calamine

    return read_native(python_calamine.CalamineWorkbook.from_path, path)


def is_worksheet(kind: object) -> bool:
    """Whether a sheet of the reader's own kind has cells: a chart on a sheet of its own has none."""
    import python_calamine

    return kind == python_calamine.SheetTypeEnum.WorkSheet


def _sheets(
    path: Path, looked: Look
) -> Iterator[tuple[str, bool, Callable[[], tuple[list[list[str]], Merged]], dict[tuple[int, int], Mark]]]:
    if path.suffix.lower() in (".xls", ".ods"):
        for sheet in read_apart(path):
            yield sheet.name, sheet.visible, partial(_told, sheet), {}
        return
    import python_calamine

    book = open_book(path)
    for metadata in read_native(getattr, book, "sheets_metadata"):
        if is_worksheet(metadata.typ):
            marks: dict[tuple[int, int], Mark] = {}
            zeros = looked.zeros.get(metadata.name, {})
            yield (
                metadata.name,
                metadata.visible == python_calamine.SheetVisibleEnum.Visible,
                partial(_content, book, metadata.name, zeros, marks),
                marks,
            )


def _mark(cell: Any) -> Mark | None:
    if isinstance(cell, bool):
        return Mark.BOOLEAN
    if isinstance(cell, date):
        return Mark.DATE
    return Mark.LONG if isinstance(cell, int | float) and abs(cell) >= _LONGEST_WHOLE else None


def _told(sheet: Apart) -> tuple[list[list[str]], Merged]:
    if sheet.fault:
        raise Unreadable(Crash("reported"), sheet.fault)
    return sheet.rows, sheet.merged


def _content(
    book: CalamineWorkbook, name: str, zeros: Mapping[str, int], marks: dict[tuple[int, int], Mark]
) -> tuple[list[list[str]], Merged]:
    sheet = read_native(book.get_sheet_by_name, name)
    rows: list[list[Any]] = read_native(sheet.to_python, skip_empty_area=False)
    for number, row in enumerate(rows):
        for position, cell in enumerate(row):
            if not isinstance(cell, str) and (mark := _mark(cell)) is not None:
                marks[number + 1, position] = mark
        rows[number] = [cell_text(cell) for cell in row]  # in its place: a large sheet is held once
    for cell_name, width in zeros.items():
        letters = cell_name.rstrip("0123456789")
        position, number = column_number(letters), int(cell_name[len(letters) :]) - 1
        if number < len(rows) and position < len(rows[number]) and rows[number][position].isdigit():
            rows[number][position] = rows[number][position].zfill(width)
    return rows, read_native(getattr, sheet, "merged_cell_ranges") or ()
