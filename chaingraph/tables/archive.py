"""What a workbook is before it is unpacked: zip bombs, stray far cells, formulas without a value, endless old files.

The reader of workbooks holds a sheet as a full rectangle; one cell in the last corner of a sheet (XFD1048576) asks it
for half a terabyte and ends the process. Hence this look beforehand.
"""

from __future__ import annotations

import re
import struct
import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from chaingraph.apart import MOST_CELLS
from chaingraph.catalogue import Spoken, message
from chaingraph.guard import Unreadable, read, words

MOST_BYTES = 1 << 29  # unpacked, all parts together: a full sheet of ten columns; larger tables are CSV or Parquet
MOST_PARTS = 10_000
MOST_MERGED = 2_000_000  # cells of one sheet that are merged into others: openpyxl makes an object of each
_CHUNK = 1 << 20
_OVERLAP = 1 << 12
_PLACE = re.compile(rb"""\br=["']([A-Za-z]{0,20})([0-9]{1,20})["']""")  # of a cell, or of a row
_STRINGS = re.compile(rb"""\b(?:uniqueCount|count)=["']([0-9]+)["']""")
_MOST_STRINGS = 1 << 27  # references to strings in a whole workbook
_EMPTY_FORMULA = re.compile(
    rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]{1,3}[0-9]{1,7})["'][^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"""
    rb"""\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"""
)
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^>]*?\bt=["']e["'])[^>]*?\br=["']([A-Z]{1,3}[0-9]{1,7})["'][^>]*>(?:\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*"""
    rb"""</(?:\w+:)?f>))?\s*<(?:\w+:)?v>([^<]{0,20})</(?:\w+:)?v>"""
)
_STYLED = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^>]*?\br=["']([A-Z]{1,3}[0-9]{1,7})["'])(?=[^>]*?\bs=["']([0-9]{1,5})["'])[^>]*>"""
)
_ZEROS = re.compile("0{2,30}")
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a compound file, as .xls is
_ENDS = 0xFFFFFFFA  # sector numbers from here on are marks
_MINI = 4096  # bytes below which a stream lies in the stream of small ones
_MERGED = re.compile(
    rb"""<(?:\w+:)?mergeCell\b[^>]{0,200}?\bref=["']([A-Za-z]{1,4})([0-9]{1,8}):([A-Za-z]{1,4})([0-9]{1,8})["']"""
)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


@dataclass(frozen=True)
class Look:
    """Why a workbook is refused, or None; by sheet the cells whose formula holds no value, those that hold an error (A1
    to #N/A), and the widths of those whose format fills a number up with zeros (000625).
    """

    refused: Spoken | None = None
    formulas: dict[str, list[str]] = field(default_factory=dict)
    errors: dict[str, dict[str, str]] = field(default_factory=dict)
    zeros: dict[str, dict[str, int]] = field(default_factory=dict)


def column_number(letters: str) -> int:
    """Position of a column from its letters, A is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(position: int) -> str:
    """Letters of a column, 0 is A."""
    letters, rest = "", position + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def look(path: Path) -> Look:
    """Unpacks a zipped workbook once, piece by piece, without keeping it; of an old one (.xls) follows its sectors."""
    try:
        if not path.is_file():  # a pipe would be waited for without end
            return Look(message("reading.it-is-no-regular-file"))
        with path.open("rb") as file:
            start = file.read(len(_OLD))
        if start == _OLD:
            return Look(message("reading.damaged-sectors")) if _endless(path) else Look()
        if not read(zipfile.is_zipfile, path):
            return Look()
        with read(zipfile.ZipFile, path) as book:
            return _look(book)
    except (Unreadable, OSError) as error:
        why = words(error.cause if isinstance(error, Unreadable) else error)
        return Look(message("reading.damaged", why=why))


def _endless(path: Path) -> bool:
    """Whether a chain of sectors of a compound file (.xls) runs in a circle or out of the file: the reader of workbooks
    would follow it until no memory is left."""
    data = path.read_bytes()
    try:
        shift = struct.unpack_from("<H", data, 30)[0]
        fats, directory, mini = (
            struct.unpack_from("<I", data, 44)[0],
            *(struct.unpack_from("<I", data, at)[0] for at in (48, 60)),
        )
        more = struct.unpack_from("<I", data, 68)[0]
        if shift not in (9, 12):
            return True
        size, count = 1 << shift, (len(data) >> shift) + 1

        def sector(number: int) -> tuple[int, ...]:
            return struct.unpack_from(f"<{size // 4}I", data, (number + 1) * size)

        places = list(struct.unpack_from("<109I", data, 76))
        lists = 0
        while more < _ENDS and lists <= count:
            *inside, more = sector(more)
            places += inside
            lists += 1
        if lists > count or fats > count:
            return True
        follows = [
            number
            for number_of_sector in places[:fats]
            if number_of_sector < _ENDS
            for number in sector(number_of_sector)
        ]
        entries: list[int] = []
        for start in (directory, mini):
            chain = _chain(start, follows, count)
            if chain is None:
                return True
            entries = entries or chain
        for number in entries:
            for at in range((number + 1) * size, min((number + 2) * size, len(data) - 127), 128):
                kind, first, length = data[at + 66], *struct.unpack_from("<II", data, at + 116)
                large = kind == 5 or (kind == 2 and length >= _MINI)
                if large and _chain(first, follows, count) is None:
                    return True
    except (struct.error, IndexError):
        return True
    return False


def _chain(start: int, follows: list[int], most: int) -> list[int] | None:
    """The sectors from ``start`` on; None when they never end."""
    found: list[int] = []
    while start < _ENDS:
        if len(found) > most or start >= len(follows):
            return None
        found.append(start)
        start = follows[start]
    return found


def _look(book: zipfile.ZipFile) -> Look:
    parts = book.infolist()
    size = sum(part.file_size for part in parts)
    if size > MOST_BYTES or len(parts) > MOST_PARTS:
        megabytes = MOST_BYTES >> 20
        return Look(message("reading.too-large", megabytes=megabytes))
    names = _sheet_names(book)
    padded = _padded_styles(book)
    formulas: dict[str, list[str]] = {}
    errors: dict[str, dict[str, str]] = {}
    zeros: dict[str, dict[str, int]] = {}
    for part in parts:
        if part.filename.lower().endswith("sharedstrings.xml") and _lies(book, part):
            return Look(message("reading.damaged-strings"))
        scanned = _scan(book, part, padded)
        empty, corner, merged = (
            scanned.empty,
            scanned.corner,
            scanned.merged,
        )  # a part that unpacks to more than it says fails its checksum here
        if not _SHEET.fullmatch(part.filename):
            continue
        cells = (corner[0] + 1) * corner[1]
        if cells > MOST_CELLS:
            cell = f"{column_letters(corner[0])}{corner[1]}"
            return Look(message("reading.stray-cells", sheet=names.get(part.filename, part.filename), cell=cell))
        if merged > MOST_MERGED:
            return Look(message("reading.merged-cells", sheet=names.get(part.filename, part.filename), merged=merged))
        sheet = names.get(part.filename, part.filename)
        if empty:
            formulas[sheet] = empty
        if scanned.errors:
            errors[sheet] = scanned.errors
        if scanned.zeros:
            zeros[sheet] = scanned.zeros
    return Look(None, formulas, errors, zeros)


def _padded_styles(book: zipfile.ZipFile) -> dict[int, int]:
    """The styles of cells whose number format is zeros alone, such as 000000, with how many."""
    try:
        styles = read(ElementTree.fromstring, read(book.read, "xl/styles.xml"))
    except (Unreadable, KeyError):
        return {}
    formats = {
        number.get("numFmtId"): number.get("formatCode", "")
        for number in styles.iter()
        if number.tag.endswith("}numFmt")
    }
    cells = next((element for element in styles if element.tag.endswith("}cellXfs")), None)
    codes = [formats.get(style.get("numFmtId"), "") for style in (cells if cells is not None else ())]
    return {number: len(code) for number, code in enumerate(codes) if _ZEROS.fullmatch(code)}


def _lies(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether the list of strings says that it is longer than it can be: the reader takes memory for as many."""
    with read(book.open, part) as file:
        start = read(file.read, _OVERLAP)
    return any(
        int(count) > _MOST_STRINGS
        for count in _STRINGS.findall(start[: start.find(b"<si") if b"<si" in start else None])
    )


@dataclass(frozen=True, kw_only=True)
class _Scanned:
    """What is met in one sheet; see :class:`Look`. ``corner``: the last column and row; ``merged``: cells."""

    empty: list[str]
    corner: tuple[int, int]
    merged: int
    errors: dict[str, str]
    zeros: dict[str, int]


def _scan(book: zipfile.ZipFile, part: zipfile.ZipInfo, padded: dict[int, int]) -> _Scanned:
    """What is met in a part; nothing of one that is no sheet."""
    sheet = _SHEET.fullmatch(part.filename) is not None
    empty: dict[str, None] = {}
    errors: dict[str, str] = {}
    zeros: dict[str, int] = {}
    merged: set[tuple[bytes, ...]] = set()
    column = row = 0
    tail = b""
    with read(book.open, part) as file:
        while chunk := read(file.read, _CHUNK):
            if not sheet:
                continue
            text = tail + chunk
            for letters, number in set(_PLACE.findall(text)):
                column, row = max(column, column_number(letters.decode().upper())), max(row, int(number))
            empty |= dict.fromkeys(cell.decode() for cell in _EMPTY_FORMULA.findall(text))
            errors |= {cell.decode(): why.decode() for cell, why in _ERROR.findall(text)}
            if padded:
                styled = ((cell.decode(), padded.get(int(style))) for cell, style in _STYLED.findall(text))
                zeros |= {cell: width for cell, width in styled if width is not None}
            merged |= set(_MERGED.findall(text))
            tail = text[-_OVERLAP:]
    return _Scanned(empty=list(empty), corner=(column, row), merged=sum(map(_area, merged)), errors=errors, zeros=zeros)


def _area(merged: tuple[bytes, ...]) -> int:
    left, top, right, bottom = (part.decode().upper() for part in merged)
    return (abs(column_number(right) - column_number(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _sheet_names(book: zipfile.ZipFile) -> dict[str, str]:
    """Part of a workbook to the name of its sheet; empty where the workbook does not say."""
    try:
        targets = {
            relation.get("Id"): str(PurePosixPath("/xl") / (relation.get("Target") or "")).lstrip("/")
            for relation in read(ElementTree.fromstring, read(book.read, "xl/_rels/workbook.xml.rels"))
        }
        found = {}
        for element in read(ElementTree.fromstring, read(book.read, "xl/workbook.xml")).iter():
            if element.tag.endswith("}sheet"):
                key = next((value for name, value in element.attrib.items() if name.endswith("}id")), None)
                target = targets.get(key)
                if target:
                    found[target] = element.get("name") or target
        return found
    except Unreadable:
        return {}
