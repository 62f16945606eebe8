"""Rows of a list that are left out for their faults, and given back to be corrected and imported again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chaingraph.catalogue import text
from chaingraph.tables.intake.located import Placed

if TYPE_CHECKING:
    from chaingraph.tables.intake.run import Report

_ROUNDS = 4  # what stands behind a fault may have one of its own


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A row of a list with errors, as it stands in the file. ``above``: the rows down to its header."""

    file: str
    sheet: str | None
    row: int
    cells: tuple[str, ...]
    above: tuple[tuple[str, ...], ...]
    faults: tuple[Placed, ...]


def rows_at_fault(
    bring_in: Callable[..., Report], copies: Callable[[], AbstractContextManager[Path]], **more: Any
) -> list[LeftOut]:
    """The rows without which the rest can be brought in. ``copies`` gives the dataset anew for each trial."""
    found: dict[tuple[str, str | None, int], LeftOut] = {}
    for _ in range(_ROUNDS):
        with copies() as folder:
            report = bring_in(folder, leave_out=list(found), **more)
        new = {(row.file, row.sheet, row.row): row for row in report.faulty}
        if not new:
            break
        found |= new
    return [found[spot] for spot in sorted(found, key=lambda spot: (spot[0], spot[1] or "", spot[2]))]


def write_left_out(rows: Sequence[LeftOut], path: Path, lang: str) -> None:
    """A workbook of the rows, a sheet for each that they come from, with its header and, behind, what is wrong."""
    import xlsxwriter

    by_sheet: dict[tuple[str, str | None], list[LeftOut]] = {}
    for row in rows:
        by_sheet.setdefault((row.file, row.sheet), []).append(row)
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        marked = book.add_format({"bg_color": "#FDE9D9", "text_wrap": True})
        taken: set[str] = set()
        for number, ((_, sheet), own) in enumerate(by_sheet.items(), start=1):
            name = (sheet or "Sheet1")[:28]
            name = name if name.lower() not in taken else f"{name}-{number}"
            taken.add(name.lower())
            page = book.add_worksheet(name)
            lines = [*own[0].above, *(row.cells for row in own)]
            width = max(map(len, lines))
            for at, cells in enumerate(lines):
                for column, cell in enumerate(cells):
                    if cell:
                        page.write_string(at, column, cell)
            page.write_string(len(own[0].above) - 1, width, text("import.left-out-column", lang))
            for at, row in enumerate(own, start=len(own[0].above)):
                page.write_string(at, width, "\n".join(fault.text(lang) for fault in row.faults), marked)
            page.set_column(width, width, 60)
