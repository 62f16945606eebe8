"""A workbook given back with each faulty cell coloured and a comment that says the fix; the rest stays."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chaingraph.guard import Unreadable, read, read_native
from chaingraph.tables.intake.fidelity import COMMENTS, FORMULAS, LINKS, alike, inventory, lost, sheets, values
from chaingraph.tables.intake.located import Placed
from chaingraph.tables.intake.sheets import RESULT_HEADS, RESULTS, is_results
from chaingraph.tables.read import TEMPLATE_NOTES

AUTHOR = "chaingraph"
_COLOURS = {"error": "FFFFC7CE", "warning": "FFFFEB9C"}
_LEVELS = {"zh": {"error": "错误", "warning": "警告"}, "en": {"error": "error", "warning": "warning"}}
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class NotWholeError(Exception):
    """A workbook of which a copy would hold less than the original; ``zh`` and ``en`` say what is in the way."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def mark_workbook(path: Path, problems: Sequence[Placed], out: Path, lang: str) -> tuple[str, str] | None:
    """Writes ``path`` to ``out`` with the problems of its cells marked, and a sheet that lists all of them.

    Marks of an earlier check are taken off first, and their cells get back the colour they had. Returns in words
    (Chinese, English) what the copy is without, such as shapes or slicers; None when it has everything. Raises
    NotWholeError, whatever is then in ``out``, where a sheet, a value or a formula would be missing.
    """
    try:
        return _marked(path, problems, out, lang, rich=True)
    except NotWholeError:  # fonts within a cell are worth less than the rest
        return _marked(path, problems, out, lang, rich=False)


def _marked(path: Path, problems: Sequence[Placed], out: Path, lang: str, *, rich: bool) -> tuple[str, str] | None:
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
        raise NotWholeError(f"写文件的程序读不了它（{error.zh}）", f"the writer cannot read it ({error.en})") from None
    missing = [name for name in there if name not in book.sheetnames]
    if missing:
        shown = ", ".join(missing)
        raise NotWholeError(f"写文件的程序看不到工作表 {shown}", f"the writer does not see the sheet(s) {shown}")
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
        raise NotWholeError(f"写不出副本（{error.zh}）", f"the copy cannot be written ({error.en})") from None
    _compare(path, out, seen, formulas, own)
    after = inventory(out)
    after.subtract(added)
    if before[FORMULAS] > after[FORMULAS]:
        raise NotWholeError("有公式会丢失", "formulas would be lost")
    return lost(before, after)


def _compare(
    path: Path, out: Path, seen: dict[str, dict[str, Any]], formulas: dict[str, set[str]], own: set[str]
) -> None:
    """Raises NotWholeError where the copy has not a sheet or value of the original, as the reader of imports sees both."""
    copied, now = sheets(out), values(out)
    for name, kind in sheets(path).items():
        if name not in own and copied.get(name) != kind:
            raise NotWholeError(f"工作表“{name}”会丢失或改变", f"the sheet {name!r} would be lost or changed")
    for name, cells in seen.items():
        if name in own:
            continue
        differ = [place for place, value in cells.items() if place not in formulas.get(name, ()) and not alike(value, now[name].get(place))]  # fmt: skip
        if differ:
            raise NotWholeError(
                f"工作表“{name}”有 {len(differ)} 个单元格会改变（如 {differ[0]}）",
                f"{len(differ)} cell(s) of {name!r} would change (such as {differ[0]})",
            )


def _mark(book: Any, problems: Sequence[Placed], lang: str) -> Counter[tuple[str, str]]:
    """Colours and comments, and the list; returns how many comments and links that adds."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    added: Counter[tuple[str, str]] = Counter()
    rows: list[tuple[str, ...]] = []
    told: dict[tuple[str, str], list[Placed]] = {}
    worksheets = {sheet.title for sheet in book.worksheets}
    for one in problems:
        if one.sheet in worksheets and one.row:
            told.setdefault((one.sheet or "", one.cell if one.letter else f"A{one.row}"), []).append(one)
        else:
            rows.append((one.sheet or "", one.cell, *_words(one, lang), ""))
    for (name, place), ones in told.items():
        cell = _anchor(book[name], place)
        fill = cell.fill.fgColor.rgb if cell.fill and cell.fill.fill_type == "solid" and isinstance(cell.fill.fgColor.rgb, str) else "none"  # fmt: skip
        worst = "error" if any(one.severity == "error" for one in ones) else "warning"
        cell.fill = PatternFill("solid", fgColor=_COLOURS[worst])
        text = "\n".join(dict.fromkeys("：".join(_words(one, lang)[1:]) for one in ones))
        added[COMMENTS] += cell.comment is None
        if cell.comment is not None and cell.comment.text:
            text += f"\n\n{_BEFORE}\n{cell.comment.text}"
        comment = Comment(_clean(text), AUTHOR)
        comment.width, comment.height = 320, 40 + 22 * min(12, 1 + len(text) // 24)
        cell.comment = comment
        rows += [(name, cell.coordinate, *_words(one, lang), fill) for one in ones]
    added[LINKS] += _list(book, rows, lang)
    return added


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


def _is_ours(sheet: Any) -> bool:
    """Whether a sheet is the list of an earlier check; another may bear that name."""
    first = next(sheet.iter_rows(min_row=1, max_row=1, values_only=True), ())
    return is_results(sheet.title, ["" if cell is None else str(cell) for cell in first])


def _clear(book: Any) -> Counter[tuple[str, str]]:
    """Takes the marks of an earlier check off, by the sheet that it left; returns minus the comments and links of that."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    added: Counter[tuple[str, str]] = Counter()
    for listed in [one for one in book.worksheets if _is_ours(one)]:
        added[LINKS] -= sum(cell.hyperlink is not None for row in listed.iter_rows() for cell in row)
        for row in listed.iter_rows(min_row=2, values_only=True):
            sheet, place, fill = (str(row[at] or "") for at in (0, 1, 5)) if len(row) > 5 else ("", "", "")
            if sheet not in book.sheetnames or not re.fullmatch(r"[A-Z]{1,3}[1-9][0-9]{0,6}", place) or not fill:
                continue
            cell = _anchor(book[sheet], place)
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
    worksheets = {one.title for one in book.worksheets}
    sheet = book.create_sheet(RESULTS[0 if lang == "zh" else 1], at)  # openpyxl numbers it where the name is taken
    sheet.append(RESULT_HEADS[lang])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, row in enumerate(rows, start=2):
        for place, text in enumerate(row, start=1):
            cell = sheet.cell(number, place)
            cell.value = _clean(text) or None
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
