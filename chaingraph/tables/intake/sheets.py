"""Foreign files as grids of text: sheets of workbooks and CSV files, merged cells filled downwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chaingraph.catalogue import LANGUAGES, text
from chaingraph.errors import UsageError
from chaingraph.guard import Unreadable, full
from chaingraph.problems import Problem
from chaingraph.tables import says
from chaingraph.tables.foreign import (
    TEXTS,
    WORKBOOKS,
    Mark,
    Merged,
    csv_rows,
    delimiter,
    files_in,
    look_csv,
    open_workbook,
)
from chaingraph.tables.intake import sayings
from chaingraph.tables.intake.located import Placed
from chaingraph.tables.read import LEFT_ALONE, TEMPLATE_NOTES

_RESULT_COLUMNS = ("sheet", "cell", "severity", "problem", "fix", "fill")


def results_name(lang: str) -> str:
    """The name of the sheet that `chaingraph check` adds."""
    return text("import.results-sheet", lang)


def results_header(lang: str) -> tuple[str, ...]:
    """The first row of the sheet that `chaingraph check` adds."""
    return tuple(text(f"import.results.{column}", lang) for column in _RESULT_COLUMNS)


def returned_headers() -> tuple[str, ...]:
    """What the column of reasons is called in the workbooks of rows that were left out."""
    return tuple(text("import.left-out-column", lang) for lang in LANGUAGES)


def is_results(name: str, first: Sequence[str]) -> bool:
    """Whether a sheet, by its name and first row, is the list that `chaingraph check` adds."""
    start = tuple(first[: len(_RESULT_COLUMNS)])
    return name.startswith(tuple(map(results_name, LANGUAGES))) and start in map(results_header, LANGUAGES)


@dataclass(frozen=True)
class Grid:
    """One sheet or CSV file. ``rows``: row number as the person sees it, and its cells from column A on."""

    file: str
    sheet: str | None  # None for a CSV
    rows: list[tuple[int, list[str]]]
    formulas: frozenset[str] = field(default_factory=frozenset)  # cells whose formula holds no value
    errors: Mapping[str, str] = field(default_factory=dict)  # cells that hold an error, with it
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)  # row and position: what the cell was
    spread: frozenset[tuple[int, int]] = frozenset()  # cells that have the value of the one they are merged into

    def at(self, problem: Problem, row: int | None = None, letter: str | None = None) -> Placed:
        """The problem at a place of this sheet."""
        return Placed(problem, self.file, self.sheet, row, letter)

    @property
    def name(self) -> str:
        """The sheet's name, or the CSV's without its ending."""
        return self.sheet or Path(self.file).stem


def grids(files: Sequence[Path]) -> tuple[list[Grid], list[Placed]]:
    """Every sheet of every file. A folder stands for the files in it.

    Raises UsageError for a path that does not exist or is neither workbook nor CSV.
    """
    found: list[Grid] = []
    problems: list[Placed] = []
    for path in _expanded(files):
        suffix = path.suffix.lower()
        try:
            if suffix in WORKBOOKS:
                found.extend(_workbook(path, problems))
            elif suffix in TEXTS:
                found.extend(_csv(path, problems))
            else:
                raise UsageError("import.no-excel-or-csv", name=path.name)
        except OSError as error:
            if full(error):
                raise
            problems.append(_of(path, says.unreadable(path.name, path.name, error.strerror or str(error))))
    return found, problems


def _of(path: Path, problem: Problem) -> Placed:
    return Placed(problem, path.name)


def _expanded(files: Sequence[Path]) -> Iterator[Path]:
    for path in files:
        if not path.exists():
            raise UsageError("import.no-such-file", path=path)
        if path.is_dir():
            yield from (file for file in files_in(path, (*WORKBOOKS, ".csv")) if file.stem not in LEFT_ALONE)
        else:
            if not path.is_file():
                raise UsageError("reading.no-regular-file", path=path)
            yield path


def _workbook(path: Path, problems: list[Placed]) -> Iterator[Grid]:
    sheets, problem = open_workbook(path)
    if problem is not None:
        problems.append(_of(path, problem))
    problems.extend(_of(path, sayings.sheet_hidden(sheet.name)) for sheet in sheets if not sheet.visible)
    for sheet in sheets:
        if not sheet.visible or sheet.name in TEMPLATE_NOTES:
            continue
        try:
            rows, merged = sheet.content()
        except Unreadable as error:
            problems.append(_of(path, says.unreadable(path.name, sheet.name, error.why)))
            continue
        if rows and is_results(sheet.name, rows[0]):
            continue
        spread = _fill_down(rows, merged)
        numbered = [(number, row) for number, row in enumerate(rows, start=1) if any(row)]
        yield Grid(path.name, sheet.name, numbered, frozenset(sheet.formulas), sheet.errors, sheet.marks, spread)


def _fill_down(rows: list[list[str]], merged: Merged) -> frozenset[tuple[int, int]]:
    """A cell merged over several rows of one column holds for each of them; the cells that have it so, by row from 1 and
    column.
    """
    filled: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in merged:
        if left != right or top == bottom or top >= len(rows) or left >= len(rows[top]):
            continue
        for number, row in enumerate(rows[top + 1 : bottom + 1], start=top + 2):
            if left < len(row) and not row[left]:
                row[left] = rows[top][left]
                filled.add((number, left))
    return frozenset(filled)


def _csv(path: Path, problems: list[Placed]) -> Iterator[Grid]:
    encoding = look_csv(path).encoding
    if encoding is None:
        problems.append(_of(path, says.encoding(path.name)))
        return
    rows: list[tuple[int, list[str]]] = []
    try:
        rows.extend(line for line in csv_rows(path, encoding, delimiter=delimiter(path, encoding)) if any(line[1]))
    except Unreadable as error:
        problems.append(Placed(says.not_csv("", None, error.why), path.name, None, (rows[-1][0] if rows else 0) + 1))
    yield Grid(path.name, None, rows)
