"""Files that others wrote: what they are, and their cells."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from chaingraph.apart import Place, Rows, Sheet, read_apart
from chaingraph.guard import Crash, Unreadable, read_native

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Merged = Sequence[tuple[Place, Place]]
Content = Callable[[], tuple[Rows, Merged]]
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
EXAMPLE = ("【示例】", "[EXAMPLE]")  # a row whose first cell begins so is an example and is not read
_CONTROL = bytes(code for code in range(32) if code not in (9, 10, 13))
_BLANK = (b"\n\n", b"\n\r\n", b"\r\r")
# What makes a cell need trimming, or a row possibly blank: nothing of it in most large exports.
_UNTIDY = (
    b" ,",
    b", ",
    b"\n ",
    b" \n",
    b" \r",
    b"\t",
    b'" ',
    b' "',
    b'""',
    b"\n,",
    "\u3000".encode(),
    b"\xc2\xa0",
    b'"\n',
    b'"\r',
    b'\n"',
    b'\r"',
)


def look_csv(path: Path) -> tuple[str | None, bool, bool]:
    """Encoding of a file; whether it is plain (UTF-8, no blank line, no control character: DuckDB may read it
    as it is); whether it is tidy (no cell needs trimming, no row is blank)."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    plain, tidy, utf8, tail = True, True, True, b""
    with path.open("rb") as file:
        while chunk := file.read(1 << 22):
            joined = tail + chunk
            plain = plain and not any(blank in joined for blank in _BLANK)
            plain = plain and not any(mark.encode() in joined for mark in EXAMPLE)
            plain = plain and len(chunk.translate(None, _CONTROL)) == len(chunk)
            tidy = tidy and not any(mark in joined for mark in _UNTIDY)
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
            return "utf-8-sig", plain, tidy
        except UnicodeDecodeError:
            pass
    try:
        with path.open(encoding="gb18030", newline="") as text:
            while text.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return None, False, False
    return "gb18030", False, False


def open_sheets(path: Path) -> Iterator[tuple[str, bool, Content]]:
    """Name of each sheet, whether it is shown, and a function that reads its rows and merged cells.

    Raises Unreadable for the workbook here, for one sheet in the function. Have :func:`look` look at the file before.
    """
    if path.suffix.lower() in (".xls", ".ods"):
        for sheet in read_apart(path):
            yield sheet.name, sheet.visible, partial(_told, sheet)
        return
    import python_calamine

    book = read_native(python_calamine.CalamineWorkbook.from_path, path)
    for one in read_native(getattr, book, "sheets_metadata"):
        if one.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue  # a chart on a sheet of its own has no cells
        yield one.name, one.visible == python_calamine.SheetVisibleEnum.Visible, partial(_content, book, one.name)


def _told(sheet: Sheet) -> tuple[Rows, Merged]:
    if sheet.fault:
        raise Unreadable(Crash("reported"), sheet.fault)
    return sheet.rows, sheet.merged


def _content(book: CalamineWorkbook, name: str) -> tuple[Rows, Merged]:
    sheet = read_native(book.get_sheet_by_name, name)
    return read_native(sheet.to_python, skip_empty_area=False), read_native(getattr, sheet, "merged_cell_ranges") or ()
