"""A dataset on disk to raw tables: a folder of CSV or Parquet, or an Excel workbook."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from chaingraph.catalogue import LANGUAGES, text
from chaingraph.errors import DataError, UsageError
from chaingraph.guard import Unreadable, full, read, words
from chaingraph.problems import Problem
from chaingraph.schema import Table
from chaingraph.tables import says
from chaingraph.tables.archive import column_number
from chaingraph.tables.database import DATABASES, connect, keep_duckdb
from chaingraph.tables.foreign import WORKBOOKS, Mark, Sheet, open_workbook
from chaingraph.tables.headings import read_heading
from chaingraph.tables.paths import is_parquet, parquet_files, within
from chaingraph.tables.raw import Progress, Raw, keep_csv, keep_parquet, keep_rows, table_named

PACKAGE_SHEET = "datapackage"  # of a workbook: what the file of that name says of a folder, a key and a value a row
TEMPLATE_NOTES = tuple(
    text("template.notes", lang) for lang in LANGUAGES
)  # the sheet of instructions in our own template
# Kept beside the tables and no tables: decisions about enterprises, what an adapter told and kept.
_SMALL = 8_000_000  # bytes
LEFT_ALONE = ("matches", "product-matches", "adapt-report", "adapt-kept")


def read_tables(path: Path, progress: Progress | None = None, without: Collection[str] = ()) -> Raw:
    """Reads every table found under ``path``; defects of the files become problems of the result.

    ``without`` names tables of a folder that another reader takes. Raises UsageError when ``path`` does not exist or is
    no folder and no workbook.
    """
    raw = Raw(connect())
    if path.is_dir():
        _folder(raw, path, progress, without)
    elif not path.exists():
        raise UsageError("reading.no-such-dataset", path=path)
    elif not path.is_file():
        raise UsageError("reading.no-regular-file", path=path)
    elif path.suffix.lower() in DATABASES:
        if not keep_duckdb(raw, path, progress):
            return raw
    elif path.suffix.lower() in WORKBOOKS:
        if not _workbook(raw, path, progress):
            return raw
    else:
        raise UsageError("reading.no-dataset", name=path.name)
    raw.tell_missing(without)
    return raw


def table_files(path: Path) -> Iterator[tuple[Path, bool, Table | None]]:
    """The files and folders of a dataset folder that may be tables: whether it is Parquet, and the table of that name."""
    for entry in sorted(path.iterdir()):
        if entry.name.startswith("."):
            continue
        parquet = is_parquet(entry, path)
        if parquet or (entry.suffix.lower() == ".csv" and not entry.is_dir()):
            yield entry, parquet, table_named(entry.stem)


def _small(path: Path) -> bool:
    """Whether the files of a folder fill no more than a few of the blocks that DuckDB hands to a thread."""
    entries = [entry for entry, _, _ in table_files(path)]
    return all(map(Path.is_file, entries)) and sum(entry.stat().st_size for entry in entries) < _SMALL


def _folder(raw: Raw, path: Path, progress: Progress | None, without: Collection[str]) -> None:
    seen: dict[str, str] = {}
    _package(raw, path / "datapackage.json")
    if _small(path):
        raw.small = True
        raw.con.execute("set threads = 1")  # what other threads cost to start and to wait for is more than they do
    for entry, parquet, table in table_files(path):
        if table is not None:
            try:
                within(entry, path, table.name)
            except DataError as error:
                raw.problems += error.problems
                seen[table.name] = entry.name
                continue
        if not (entry.is_file() or entry.is_dir()):
            raw.problems.append(says.no_file(table.name if table else entry.name, entry.name))
            seen |= {table.name: entry.name} if table else {}
            continue
        if table is None and entry.stem in LEFT_ALONE:
            continue
        if table is None:
            raw.problems.append(says.unknown_table(entry.name))
        elif table.name in seen:
            raw.problems.append(says.table_twice(table, seen[table.name], entry.name))
        else:
            seen[table.name] = entry.name
            try:
                files = parquet_files(entry, path, table.name) if parquet else []
                if table.name in without:
                    continue
                if parquet:
                    keep_parquet(raw, table, entry, files, progress)
                else:
                    keep_csv(raw, table, entry, progress)
            except DataError as error:
                raw.problems += error.problems
            except OSError as error:
                if full(error):
                    raise
                raw.problems.append(says.unreadable(table.name, entry.name, words(error)))
            except Unreadable as error:
                raw.problems.append(says.unreadable(table.name, entry.name, error.why))


def _package(raw: Raw, path: Path) -> None:
    """Takes the currency from a descriptor; one that is missing or broken says nothing, since a reader can do without."""
    try:
        content = read(json.loads, within(path, path.parent).read_text("utf-8-sig"))
    except DataError as error:
        raw.problems += error.problems
        return
    except (OSError, ValueError, Unreadable):
        return
    if isinstance(content, dict) and content.get("currency") is not None:
        raw.priced_in(str(content["currency"]), path.name)


def _workbook(raw: Raw, path: Path, progress: Progress | None) -> bool:
    seen: dict[str, str] = {}
    sheets, problem = open_workbook(path)
    if problem is not None:
        raw.problems.append(problem)
        return False
    for sheet in sheets:
        name, table = sheet.name, table_named(sheet.name)
        if name == PACKAGE_SHEET:
            _package_sheet(raw, sheet)
            continue
        if table is None:
            if name not in TEMPLATE_NOTES:
                raw.problems.append(says.unknown_table(name))
            continue
        if table.name in seen:
            raw.problems.append(says.table_twice(table, seen[table.name], name))
            continue
        seen[table.name] = name
        try:
            rows, _ = sheet.content()
        except Unreadable as error:
            raw.problems.append(says.unreadable(table.name, name, error.why))
            continue
        numbered = ((number, row) for number, row in enumerate(rows, start=1) if number == 1 or any(row))
        keep_rows(raw, table, numbered, progress)
        raw.problems += _formulas(table, sheet.formulas, rows[0] if rows else ())
        raw.problems += _cells_at_fault(table, sheet, rows)
    return True


def _package_sheet(raw: Raw, sheet: Sheet) -> None:
    try:
        rows, _ = sheet.content()
    except Unreadable as error:
        raw.problems.append(says.unreadable(sheet.name, sheet.name, error.why))
        return
    settings = {row[0]: row[1] for row in rows if len(row) > 1}
    if settings.get("currency"):
        raw.priced_in(settings["currency"], sheet.name)


def _cells_at_fault(table: Table, sheet: Sheet, rows: Sequence[Sequence[str]]) -> Iterator[Problem]:
    """A problem for each cell of a column that is read which holds an error, or a number too long for its digits."""
    headings = {position: read_heading(table, cell) for position, cell in enumerate(rows[0] if rows else ())}
    columns = {at: heading.column for at, heading in headings.items() if heading and heading.readable}
    for cell, error in sheet.errors.items():
        letters = cell.rstrip("0123456789")
        row = int(cell[len(letters) :])
        if (column := columns.get(column_number(letters))) and row > 1:
            yield says.error_cell(table, row, column, cell, error)
    for (row, position), mark in sheet.marks.items():
        column = columns.get(position)
        if column and row > 1 and mark is Mark.LONG and table.by_name[column].type in ("string", "list"):
            yield says.long_number(table, row, column, rows[row - 1][position])


def _formulas(table: Table, cells: Iterable[str], header: Sequence[str]) -> Iterator[Problem]:
    """A problem for each formula without a value in a column that is read."""
    for cell in cells:
        letters = cell.rstrip("0123456789")
        column, row = column_number(letters), int(cell[len(letters) :])
        heading = read_heading(table, header[column]) if column < len(header) else None
        if heading and heading.readable and row > 1:
            yield says.formula(table, row, heading.column, cell)
