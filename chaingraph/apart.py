"""Reads an old workbook (.xls, .ods) in a process apart, which a damaged file may end.

A count that lies makes the reader (python-calamine) ask for hundreds of gigabytes, and Rust ends the process when they
are refused: nothing can catch that. No look at the file beforehand knows every count. ``python -m chaingraph.apart
FILE`` writes the cells as JSON; it loads the reader and nothing of ours that is large.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from chaingraph.catalogue import Message, message
from chaingraph.guard import Crash, Unreadable, read, reason_of, too_little_memory

MOST_CELLS = 50_000_000  # of one sheet's rectangle
EFFORT = 120  # seconds of computing; the largest .xls takes a few
PATIENCE = 900.0  # seconds on the clock, on a machine that does much else
_BEYOND = 1 << 34  # bytes that no sheet of such a workbook needs: who asks for more has read a damaged count
_REFUSED = re.compile(rb"memory allocation of ([0-9]+) bytes failed")
Rows = Sequence[Sequence[Any]]
Place = Sequence[int]
Fault = tuple[str, dict[str, Any]]  # key and arguments of a message, as the process apart writes them


@dataclass(frozen=True)
class Sheet:
    """One sheet as text, from cell A1 on. ``merged`` are first and last cells (row, column); ``fault`` says why there
    are no rows.
    """

    name: str
    visible: bool
    rows: list[list[str]]
    merged: list[tuple[Place, Place]]
    fault: Message | None = None


def read_apart(path: Path) -> list[Sheet]:
    """The sheets of a workbook. Raises Unreadable, or UsageError where memory is short."""
    place = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
    words = [sys.executable, "-m", "chaingraph.apart", str(path)]
    try:
        done = read(
            subprocess.run,
            words,
            env={**os.environ, "PYTHONPATH": place},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except Unreadable as error:
        raise (
            Unreadable(Crash("it does not end")) if isinstance(error.cause, subprocess.TimeoutExpired) else error
        ) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        answer = None
    if answer is None:
        refused = _REFUSED.search(done.stderr)
        killed = done.returncode == -9  # by the system, as a rule for want of memory
        if killed or b"MemoryError" in done.stderr or (refused and int(refused.group(1)) < _BEYOND):
            raise too_little_memory(reading=True)
        raise Unreadable(Crash(f"exit {done.returncode}"))
    if isinstance(answer, dict):
        raise Unreadable(Crash("reported"), _message(answer["fault"]))
    return [
        Sheet(name, visible, rows, merged, None if fault is None else _message(fault))
        for name, visible, rows, merged, fault in answer
    ]


def _message(fault: Fault) -> Message:
    key, arguments = fault
    return message(key, **arguments)


def cell_text(value: Any) -> str:
    """A cell of a workbook as text: whole numbers without a point, dates in ISO form."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def _main(path: str) -> None:
    """The work of the process apart."""
    _bound()
    import python_calamine

    answer: dict[str, Any] | list[tuple[Any, ...]]
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        shown = python_calamine.SheetVisibleEnum.Visible
        cells = python_calamine.SheetTypeEnum.WorkSheet  # a chart on a sheet of its own has none
        answer = [
            _sheet(book, sheet.name, sheet.visible == shown) for sheet in book.sheets_metadata if sheet.typ == cells
        ]
    except MemoryError:
        raise
    except BaseException as error:  # a panic as well
        answer = {"fault": _fault(error)}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _sheet(book: Any, name: str, visible: bool) -> tuple[Any, ...]:
    try:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height * sheet.total_width > MOST_CELLS:
            size = {"rows": sheet.total_height, "columns": sheet.total_width}
            return name, visible, [], [], ("guard.sheet-too-large", size)
        rows = [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        merged: Iterable[Any] = sheet.merged_cell_ranges or ()
        return name, visible, rows, list(merged), None
    except MemoryError:
        raise
    except BaseException as error:
        return name, visible, [], [], _fault(error)


def _fault(error: BaseException) -> Fault:
    reason = reason_of(error)
    return reason.key, dict(reason.arguments)


def _bound() -> None:
    """No more computing than a sound file takes, no more memory than half of the machine's, and no dump of it."""
    try:
        import resource
    except ImportError:  # Windows has no such bounds
        return
    most = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    for kind, value in ((resource.RLIMIT_CPU, EFFORT), (resource.RLIMIT_AS, most), (resource.RLIMIT_CORE, 0)):
        soft, hard = resource.getrlimit(kind)
        limits = [limit for limit in (soft, hard, value) if limit != resource.RLIM_INFINITY]
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (min(limits), hard))


if __name__ == "__main__":
    _main(sys.argv[1])
