"""A workbook given back with each faulty cell coloured and a comment that says the fix; the rest stays."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chaingraph.catalogue import Message, Spoken, message, text
from chaingraph.guard import Unreadable, read, read_native
from chaingraph.problems import Severity
from chaingraph.tables.intake.fidelity import COMMENTS, FORMULAS, LINKS, alike, inventory, lost, sheets, values
from chaingraph.tables.intake.located import Placed
from chaingraph.tables.intake.sheets import is_results, results_header, results_name
from chaingraph.tables.read import TEMPLATE_NOTES

AUTHOR = "chaingraph"
_COLOURS = {Severity.error: "FFFFC7CE", Severity.warning: "FFFFEB9C"}
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class NotWholeError(Exception):
    """A workbook of which a copy would hold less than the original; ``why`` says what is in the way."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.text("en"))
        self.why = why


def mark_workbook(path: Path, problems: Sequence[Placed], out: Path, lang: str) -> Spoken | None:
    """Writes ``path`` to ``out`` with the problems of its cells marked, and a sheet that lists all of them.

    Marks of an earlier check are taken off first, and their cells get back the colour they had. Returns what the
    copy is without, such as shapes or slicers; None when it has everything. Raises
    NotWholeError, whatever is then in ``out``, where a sheet, a value or a formula would be missing.
    """
    try:
        return _marked(path, problems, out, lang, rich=True)
    except NotWholeError:  # fonts within a cell are worth less than the rest
        return _marked(path, problems, out, lang, rich=False)


def _marked(path: Path, problems: Sequence[Placed], out: Path, lang: str, *, rich: bool) -> Spoken | None:
    import openpyxl

    try:
        before, seen = read_native(inventory, path), read_native(values, path)
        there = read_native(sheets, path)
        with path.open("rb") as file, warnings.catch_warnings():  # what it leaves out is counted below
            warnings.simplefilter(
                "ignore"
            )  # the file is ours: given a path, it would leave one that it cannot read open
            book = read(openpyxl.load_workbook, file, keep_vba=path.suffix.lower() == ".xlsm", rich_text=rich)
    except Unreadable as error:
        raise NotWholeError(message("import.not-whole.unreadable", why=error.why)) from None
    missing = [name for name in there if name not in book.sheetnames]
    if missing:
        unseen = ", ".join(missing)
        raise NotWholeError(message("import.not-whole.sheets-unseen", n=len(missing), sheets=unseen))
    own = {sheet.title for sheet in book.worksheets if _is_ours(sheet)}
    formulas = {
        sheet.title: {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
        for sheet in book.worksheets
    }
    added = _clear(book)
    added.update(_mark(book, problems, lang))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            read(book.save, out)
    except Unreadable as error:  # parts that were taken over as they are, and are not well
        if isinstance(error.cause, OSError):
            raise error.cause from error
        raise NotWholeError(message("import.not-whole.unwritable", why=error.why)) from None
    _compare(path, out, seen, formulas, own)
    after = inventory(out)
    after.subtract(added)
    if before[FORMULAS] > after[FORMULAS]:
        raise NotWholeError(message("import.not-whole.formulas"))
    return lost(before, after)


def _compare(
    path: Path, out: Path, seen: dict[str, dict[str, Any]], formulas: dict[str, set[str]], own: set[str]
) -> None:
    """Raises NotWholeError where the copy has not a sheet or value of the original, as the reader of imports sees both."""
    copied, now = sheets(out), values(out)
    for name, kind in sheets(path).items():
        if name not in own and copied.get(name) != kind:
            raise NotWholeError(message("import.not-whole.sheet", name=name))
    for name, cells in seen.items():
        if name in own:
            continue
        differ = [
            cell
            for cell, value in cells.items()
            if cell not in formulas.get(name, ()) and not alike(value, now[name].get(cell))
        ]
        if differ:
            raise NotWholeError(message("import.not-whole.cells", name=name, n=len(differ), cell=differ[0]))


def _mark(book: Any, problems: Sequence[Placed], lang: str) -> Counter[str]:
    """Colours and comments, and the list; returns how many comments and links that adds."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    added: Counter[str] = Counter()
    rows: list[tuple[str, ...]] = []
    by_cell: dict[tuple[str, str], list[Placed]] = {}
    worksheets = {sheet.title for sheet in book.worksheets}
    for placed in problems:
        if placed.sheet in worksheets and placed.row:
            cell_name = placed.cell if placed.letter else f"A{placed.row}"
            by_cell.setdefault((placed.sheet or "", cell_name), []).append(placed)
        else:
            rows.append((placed.sheet or "", placed.cell, *_words(placed, lang), ""))
    for (sheet_name, cell_name), here in by_cell.items():
        cell = _anchor(book[sheet_name], cell_name)
        fill = _solid_colour(cell)
        worst = Severity.error if any(placed.severity is Severity.error for placed in here) else Severity.warning
        cell.fill = PatternFill("solid", fgColor=_COLOURS[worst])
        note = "\n".join(dict.fromkeys(_comment(placed, lang) for placed in here))
        added[COMMENTS] += cell.comment is None
        if cell.comment is not None and cell.comment.text:
            note += f"\n\n{_BEFORE}\n{cell.comment.text}"
        comment = Comment(_clean(note), AUTHOR)
        comment.width, comment.height = 320, 40 + 22 * min(12, 1 + len(note) // 24)
        cell.comment = comment
        rows += [(sheet_name, cell.coordinate, *_words(placed, lang), fill) for placed in here]
    added[LINKS] += _list(book, rows, lang)
    return added


_BEFORE = "——"


def _solid_colour(cell: Any) -> str:
    """The colour of a cell that is filled with one, else ``none``."""
    if cell.fill and cell.fill.fill_type == "solid" and isinstance(cell.fill.fgColor.rgb, str):
        return cell.fill.fgColor.rgb
    return "none"


def _words(placed: Placed, lang: str) -> tuple[str, str, str]:
    problem = placed.problem
    return text(f"word.severity.{problem.severity}", lang), problem.problem.text(lang), problem.fix.text(lang)


def _comment(placed: Placed, lang: str) -> str:
    return text("import.comment", lang, problem=placed.problem.problem, fix=placed.problem.fix)


def _clean(content: str) -> str:
    return _ILLEGAL.sub("�", content)[:8000]


def _anchor(sheet: Any, address: str) -> Any:
    """The cell, or the first of the merged cells that it is one of."""
    cell = sheet[address]
    for merged in sheet.merged_cells.ranges:
        if cell.coordinate in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    return cell


def _is_ours(sheet: Any) -> bool:
    """Whether a sheet is the list of an earlier check; another may bear that name."""
    first = next(sheet.iter_rows(min_row=1, max_row=1, values_only=True), ())
    return is_results(sheet.title, ["" if cell is None else str(cell) for cell in first])


def _clear(book: Any) -> Counter[str]:
    """Takes the marks of an earlier check off, by the sheet that it left; returns minus the comments and links of that."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    added: Counter[str] = Counter()
    for listed in [worksheet for worksheet in book.worksheets if _is_ours(worksheet)]:
        added[LINKS] -= sum(cell.hyperlink is not None for row in listed.iter_rows() for cell in row)
        for row in listed.iter_rows(min_row=2, values_only=True):
            sheet, address, fill = (str(row[at] or "") for at in (0, 1, 5)) if len(row) > 5 else ("", "", "")
            if sheet not in book.sheetnames or not re.fullmatch(r"[A-Z]{1,3}[1-9][0-9]{0,6}", address) or not fill:
                continue
            cell = _anchor(book[sheet], address)
            if cell.comment is None or cell.comment.author != AUTHOR:
                continue
            cell.fill = PatternFill("solid", fgColor=fill) if re.fullmatch("[0-9A-F]{8}", fill) else PatternFill()
            _, found, before = cell.comment.text.partition(f"\n\n{_BEFORE}\n")
            cell.comment = Comment(before, "") if found else None
            added[COMMENTS] -= not found
        del book[listed.title]
    return added


def _list(book: Any, rows: Sequence[tuple[str, ...]], lang: str) -> int:
    """The sheet of all problems; returns how many links it has."""
    from openpyxl.styles import Font

    at = 1 if book.sheetnames and book.sheetnames[0] in TEMPLATE_NOTES else 0
    links = 0
    worksheets = {worksheet.title for worksheet in book.worksheets}
    sheet = book.create_sheet(results_name(lang), at)  # openpyxl numbers it where the name is taken
    sheet.append(results_header(lang))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, row in enumerate(rows, start=2):
        for position, content in enumerate(row, start=1):
            cell = sheet.cell(number, position)
            cell.value = _clean(content) or None
            if cell.value is not None:
                cell.data_type = "s"  # never a formula
        if row[0] in worksheets and row[1]:
            links += 1
            sheet.cell(number, 2).hyperlink = f"#'{row[0].replace(chr(39), chr(39) * 2)}'!{row[1]}"
    for letter, width in zip("ABCDE", (18, 10, 8, 60, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["F"].hidden = True
    sheet.freeze_panes = "A2"
    book.active = at
    return links
