"""Foreign CSV files as DuckDB tables of text, found by their columns and read like the project's own tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from chaingraph.errors import DataError
from chaingraph.problems import Problem, problem
from chaingraph.schema import Column, Table, normalise_header
from chaingraph.tables.adapters.kinds import KEPT, LEFT_OUT, REPAIRED
from chaingraph.tables.adapters.recognised import LICENCE, ORIGIN
from chaingraph.tables.adapters.report import Report
from chaingraph.tables.database import connect
from chaingraph.tables.foreign import files_in, header_of
from chaingraph.tables.paths import within
from chaingraph.tables.raw import Raw, insert, keep_csv, quoted

# Defects of a foreign file that do not stop the reading: how they are told instead.
_BORNE = {
    "column-unknown": ("column-unused", LEFT_OUT),
    "column-twice": ("column-twice", LEFT_OUT),
    "ragged": ("ragged", KEPT),
    "control-character": ("control-character", REPAIRED),
}


@dataclass(frozen=True)
class Sheet:
    """One file that an adapter reads: its columns, ``needed`` ones and others, each with accepted other names.

    ``stems`` are the usual names of the file: they decide where several files have the columns. ``names`` are columns
    of names, which are freed of line breaks and stray quotation marks.
    """

    name: str
    stems: tuple[str, ...]
    needed: tuple[str, ...]
    others: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    optional: bool = False
    quiet: bool = False  # whether further and missing columns go without saying

    @property
    def table(self) -> Table:
        """The sheet as a table for the reader."""
        columns = tuple(
            Column(
                f"src_{self.name}",
                name,
                name,
                name,
                "string",
                name in self.needed,
                "",
                "",
                None,
                None,
                "",
                "dcterms:identifier",
                tuple(other for other, own in self.synonyms if own == name),
                name,
                name,
            )
            for name in (*self.needed, *self.others)
        )
        return Table(f"src_{self.name}", self.name, self.name, True, "", (), (), "", "", columns)

    def fits(self, header: Sequence[str]) -> bool:
        """Whether a file with this header can be the sheet."""
        known = self.table.headers
        found = {known.get(normalise_header(cell)) for cell in header}
        return set(self.needed) <= found


def sheet_of(
    name: str, stems: str, needed: str, others: str = "", names: str = "", synonyms: str = "", *, optional: bool = False
) -> Sheet:
    """A sheet in a line: words stand between blanks, a synonym is ``other=column``."""
    pairs = tuple((other, own) for other, _, own in (synonym.partition("=") for synonym in synonyms.split()))
    first, second, third, last = (tuple(words.split()) for words in (stems, needed, others, names))
    return Sheet(name, first, second, third, pairs, last, optional)


def csv_files(folder: Path) -> list[Path]:
    """The CSV files directly in a folder, sorted. Raises DataError for a link that leads out of it."""
    return [path for path in files_in(folder, (".csv",)) if path.is_file()]


def assign(sheets: Sequence[Sheet], folder: Path) -> dict[str, Path]:
    """Which file is which sheet: by columns, and where several fit by the usual name; optional sheets may be absent."""
    headers = {path: header_of(path) for path in csv_files(folder)}
    found: dict[str, Path] = {}
    for sheet in sorted(sheets, key=lambda wanted: -len(wanted.needed)):
        fitting = [path for path, header in headers.items() if sheet.fits(header) and path not in found.values()]
        named = [path for path in fitting if path.stem.lower() in sheet.stems]
        if named or len(fitting) == 1:
            found[sheet.name] = (named or fitting)[0]
    return found


def covers(sheets: Sequence[Sheet], folder: Path) -> bool:
    """Whether every sheet that must be there is."""
    found = assign(sheets, folder)
    return all(sheet.optional or sheet.name in found for sheet in sheets)


@dataclass
class Source:
    """The files of one folder as tables of one DuckDB connection, and the report on them."""

    folder: Path
    report: Report = field(default_factory=Report)
    raw: Raw = field(default_factory=lambda: Raw(connect()))
    files: dict[str, str] = field(default_factory=dict)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self.raw.con.execute(sql, list(parameters)).fetchall()

    def run(self, sql: str) -> None:
        """One statement."""
        self.raw.con.execute(sql)

    def table(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A table of text from a few rows in memory."""
        self.run(f"create or replace table {name} ({', '.join(f'{quoted(column)} varchar' for column in columns)})")
        insert(self.raw.con, name, list(rows))

    def told(self, sheet: str, column: str, sql: str, kind: str, done: str) -> int:
        """Tells the rows (row, value) of a query; returns how many."""
        found = self.rows(sql)
        self.report.each(self.files[sheet], column, found, kind, done)
        return len(found)

    def note(self, sheet: str, table: str, shown: str, *faults: tuple[str, str, str], done: str = KEPT) -> None:
        """Tells the rows of ``table`` for each fault in turn: which (SQL), its kind, its column."""
        for where, kind, column in faults:
            self.told(sheet, column, f"select _row, {shown} from {table} where {where} order by 1", kind, done)

    def drop(self, sheet: str, table: str, shown: str, *faults: tuple[str, str, str]) -> None:
        """Tells the rows as :meth:`note` does, and leaves them out before the next fault is looked for."""
        for fault in faults:
            self.note(sheet, table, shown, fault, done=LEFT_OUT)
            self.run(f"delete from {table} where {fault[0]}")

    def read(self, sheets: Sequence[Sheet], *, ignore: Sequence[str] = ()) -> None:
        """Every sheet as ``raw_src_<name>`` with ``_row`` and all of its columns, blanks and missing columns as NULL.

        Raises DataError, with every problem of every file, where a file cannot be read or lacks a needed column.
        """
        found = assign(sheets, self.folder)
        problems: list[Problem] = []
        for sheet in sheets:
            path = found.get(sheet.name)
            self.files[sheet.name] = path.name if path else sheet.stems[0] + ".csv"
            if path is None and not sheet.optional:
                path = self._meant(sheet)
                if path is None:
                    problems.append(_no_file(sheet))
                    continue
            if path is None:
                self.report.add(self.files[sheet.name], None, "", "", "file-missing", KEPT)
                self._empty(sheet)
                continue
            problems += self._one(sheet, path)
        if problems:
            raise DataError(problems)
        used = set(found.values())
        for path in csv_files(self.folder):
            if path not in used and not path.stem.startswith(tuple(ignore)):
                self.report.add(path.name, None, "", "", "file-unused", LEFT_OUT)

    def _meant(self, sheet: Sheet) -> Path | None:
        """A file that has the usual name of a sheet, though not its columns."""
        return next((path for path in csv_files(self.folder) if path.stem.lower() in sheet.stems), None)

    def _empty(self, sheet: Sheet) -> None:
        columns = ", ".join(f"cast(null as varchar) as {quoted(column)}" for column in (*sheet.needed, *sheet.others))
        self.run(f"create or replace table raw_src_{sheet.name} as select 0::bigint as _row, {columns} limit 0")

    def _one(self, sheet: Sheet, path: Path) -> list[Problem]:
        read = Raw(self.raw.con)
        keep_csv(read, sheet.table, path, None)
        fatal: list[Problem] = []
        for defect in read.problems:
            if sheet.quiet and defect.code == "column-unknown":
                continue
            if defect.code in _BORNE:
                kind, done = _BORNE[defect.code]
                self.report.add(path.name, defect.row, defect.column or "", defect.value or "", kind, done)
            else:
                fatal.append(replace(defect, table=path.name))
        if fatal or sheet.table.name not in read.columns:
            return fatal or [_no_rows(path)]
        for name in sheet.others:
            if name not in read.columns[sheet.table.name]:
                self.report.add(path.name, 1, name, "", "column-missing", KEPT)
                self.run(f"alter table raw_src_{sheet.name} add column {quoted(name)} varchar")
        if not self.rows(f"select 1 from raw_src_{sheet.name} limit 1"):
            self.report.add(path.name, None, "", "", "no-rows", KEPT)
        for name in sheet.names:
            self._tidy(sheet.name, path.name, name)
        return []

    def _tidy(self, sheet: str, file: str, column: str) -> None:
        """Frees a column of names of line breaks and of quotation marks that stand at one end alone."""
        cell, table = quoted(column), f"raw_src_{sheet}"
        odd = f"(len({cell}) - len(replace({cell}, '\"', ''))) % 2 = 1 and ({cell} like '\"%' or {cell} like '%\"')"
        for where, value, kind in (
            (f"regexp_matches({cell}, '[\\r\\n\\t]')", f"regexp_replace({cell}, '\\s+', ' ', 'g')", "line-break"),
            (odd, f"nullif(trim({cell}, '\" '), '')", "stray-quote"),
        ):
            self.report.each(
                file, column, self.rows(f"select _row, {cell} from {table} where {where} order by 1"), kind, REPAIRED
            )
            self.run(f"update {table} set {cell} = {value} where {where}")


def _no_rows(path: Path) -> Problem:
    return problem("no-header", table=path.name, row=1, sentence="file-empty", fix="no-header")


def _no_file(sheet: Sheet) -> Problem:
    name = f"{sheet.stems[0]}.csv"
    return problem("table-missing", table=name, sentence="file-missing", columns=", ".join(sheet.needed))


def origin(folder: Path) -> tuple[str, str]:
    """What the folder's own notes say of origin and licence: ``Origin:`` and ``Licence:`` in a note, or a LICENSE file.

    Empty where nothing is said; DataError for a link out of the folder. At most 300 letters each; the text is a
    quotation, not checked.
    """
    decoded = ""
    for path in sorted(folder.glob("*.md")):
        decoded += "\n" + within(path, folder).read_text("utf-8", errors="replace")[:20_000]
    where = ORIGIN.search(decoded)
    licence = LICENCE.search(decoded)
    right = licence.group(1) if licence else ""
    if not right:
        for path in sorted((*folder.glob("LICENSE*"), *folder.glob("LICENCE*"))):
            text = within(path, folder).read_text("utf-8", errors="replace")
            lines = [line.strip() for line in text[:2000].splitlines()]
            right = next((line for line in lines if line), "")
            break
    return _short(where.group(1) if where else ""), _short(right)


def _short(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:300]
