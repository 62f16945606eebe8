"""A workbook given back with each faulty cell coloured and a comment that says the fix; the rest stays."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chaingraph.errors import UsageError
from chaingraph.guard import Unreadable, read
from chaingraph.tables.intake.placed import Placed
from chaingraph.tables.intake.sheets import RESULTS
from chaingraph.tables.read import TEMPLATE_NOTES

AUTHOR = "chaingraph"
_COLOURS = {"error": "FFFFC7CE", "warning": "FFFFEB9C"}
_HEADS = {
    "zh": ("工作表", "单元格", "级别", "问题", "改法", "原底色"),
    "en": ("Sheet", "Cell", "Severity", "Problem", "Fix", "Fill before"),
}
_LEVELS = {"zh": {"error": "错误", "warning": "警告"}, "en": {"error": "error", "warning": "warning"}}
_LOST = re.compile(r"xl/(charts|drawings|pivotTables|diagrams|embeddings|slicers)/")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def not_kept(path: Path) -> list[str]:
    """Kinds of parts (charts, drawings, …) of a workbook that do not survive the marking."""
    with read(zipfile.ZipFile, path) as book:
        return sorted(
            {found.group(1) for name in book.namelist() if (found := _LOST.match(name)) and not name.endswith(".vml")}
        )


def mark_workbook(path: Path, problems: Sequence[Placed], out: Path, lang: str) -> None:
    """Writes ``path`` to ``out`` with the problems of its cells marked, and a sheet that lists all of them.

    Marks of an earlier check are taken off first, and their cells get back the colour they had.
    Raises UsageError for a workbook that cannot be opened.
    """
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    try:
        book = read(openpyxl.load_workbook, path, keep_vba=path.suffix.lower() == ".xlsm")
    except Unreadable as error:
        raise UsageError(f"无法读取 {path.name}：{error.zh}", f"{path.name} cannot be read: {error.en}") from None
    _clear(book)
    rows: list[tuple[str, ...]] = []
    told: dict[tuple[str, str], list[Placed]] = {}
    for one in problems:
        if one.sheet in book.sheetnames and one.row:
            told.setdefault((one.sheet or "", one.cell if one.letter else f"A{one.row}"), []).append(one)
        else:
            rows.append((one.sheet or "", one.cell, *_words(one, lang), ""))
    for (name, place), ones in told.items():
        cell = _anchor(book[name], place)
        fill = cell.fill.fgColor.rgb if cell.fill and cell.fill.fill_type == "solid" and isinstance(cell.fill.fgColor.rgb, str) else "none"  # fmt: skip
        worst = "error" if any(one.severity == "error" for one in ones) else "warning"
        cell.fill = PatternFill("solid", fgColor=_COLOURS[worst])
        text = "\n".join(dict.fromkeys("：".join(_words(one, lang)[1:]) for one in ones))
        if cell.comment is not None and cell.comment.text:
            text += f"\n\n{_BEFORE}\n{cell.comment.text}"
        comment = Comment(_clean(text), AUTHOR)
        comment.width, comment.height = 320, 40 + 22 * min(12, 1 + len(text) // 24)
        cell.comment = comment
        rows += [(name, cell.coordinate, *_words(one, lang), fill) for one in ones]
    _list(book, rows, lang)
    try:
        read(book.save, out)
    except Unreadable as error:  # parts that were taken over as they are, and are not well
        if isinstance(error.cause, OSError):
            raise error.cause from error
        raise UsageError(
            f"{path.name} 无法加标注另存：{error.zh}", f"{path.name} cannot be saved with marks: {error.en}"
        ) from error


_BEFORE = "——"


def _words(one: Placed, lang: str) -> tuple[str, str, str]:
    problem = one.problem
    said = (problem.zh, problem.fix_zh) if lang == "zh" else (problem.en, problem.fix_en)
    return (_LEVELS[lang][problem.severity], *said)


def _clean(text: str) -> str:
    return _ILLEGAL.sub("�", text)[:8000]


def _anchor(sheet: Any, place: str) -> Any:
    """The cell, or the first of the merged cells that it is one of."""
    cell = sheet[place]
    for merged in sheet.merged_cells.ranges:
        if cell.coordinate in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    return cell


def _clear(book: Any) -> None:
    """Takes the marks of an earlier check off, by the sheet that it left."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    for name in RESULTS:
        if name not in book.sheetnames:
            continue
        for row in book[name].iter_rows(min_row=2, values_only=True):
            sheet, place, fill = (str(row[at] or "") for at in (0, 1, 5)) if len(row) > 5 else ("", "", "")
            if sheet not in book.sheetnames or not re.fullmatch(r"[A-Z]{1,3}[1-9][0-9]{0,6}", place) or not fill:
                continue
            cell = _anchor(book[sheet], place)
            if cell.comment is None or cell.comment.author != AUTHOR:
                continue
            cell.fill = PatternFill("solid", fgColor=fill) if re.fullmatch("[0-9A-F]{8}", fill) else PatternFill()
            _, found, before = cell.comment.text.partition(f"\n\n{_BEFORE}\n")
            cell.comment = Comment(before, "") if found else None
        del book[name]


def _list(book: Any, rows: Sequence[tuple[str, ...]], lang: str) -> None:
    from openpyxl.styles import Font

    at = 1 if book.sheetnames and book.sheetnames[0] in TEMPLATE_NOTES else 0
    sheet = book.create_sheet(RESULTS[0 if lang == "zh" else 1], at)
    sheet.append(_HEADS[lang])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, row in enumerate(rows, start=2):
        for place, text in enumerate(row, start=1):
            cell = sheet.cell(number, place)
            cell.value = _clean(text) or None
            if cell.value is not None:
                cell.data_type = "s"  # never a formula
        if row[0] in book.sheetnames and row[1]:
            sheet.cell(number, 2).hyperlink = f"#'{row[0].replace(chr(39), chr(39) * 2)}'!{row[1]}"
    for letter, width in zip("ABCDE", (18, 10, 8, 60, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["F"].hidden = True
    sheet.freeze_panes = "A2"
    book.active = at
