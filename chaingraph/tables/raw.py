"""Cells as they were read: one DuckDB table of text a table, with the row each cell stands in.

DuckDB is both the reader and the engine of what follows: on 1 M rows it reads and types a CSV in a fraction of
a second on two cores (docs/en/decisions/dependencies.md has the comparison), so no second table library is needed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

import duckdb

from chaingraph.guard import Unreadable, read
from chaingraph.problems import Problem
from chaingraph.schema import CURRENCY, SCHEMA, Table, normalise_header
from chaingraph.tables import says
from chaingraph.tables.foreign import ENCODINGS, EXAMPLE, csv_rows, look_csv
from chaingraph.tables.headings import Heading, as_stored, money, near_heading, read_heading, unread, untold
from chaingraph.tables.marks import SPACE
from chaingraph.tables.paths import literal as literal
from chaingraph.tables.paths import parquet_scan, to_read
from chaingraph.temporary import temporary_folder

Progress = Callable[[str], None]
_DEEPEST = 20  # rows in which a header is looked for, to say where it is


def quoted(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Appends rows of Python values to a table, all at once: row by row DuckDB takes a millisecond each."""
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        con.execute(f"insert into {table} select {', '.join('unnest(?)' for _ in columns)}", columns)


@contextmanager
def planned_as_written(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Statements within are run as they stand: what the optimiser finds in a small table takes longer than it saves."""
    con.execute("pragma disable_optimizer")
    try:
        yield
    finally:
        con.execute("pragma enable_optimizer")


@dataclass
class Raw:
    """All tables of a dataset as text.

    For a table ``t`` in ``columns`` the relation ``raw_t`` has ``_row`` (the header is row 1) and the named
    columns, blanks as NULL.
    """

    con: duckdb.DuckDBPyConnection
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    partial: set[str] = field(default_factory=set)  # tables of which some rows could not be read
    headings: dict[str, dict[str, Heading]] = field(default_factory=dict)  # by table, then column
    currency: str = CURRENCY  # of every column of money, ISO 4217
    small: bool = False  # so few rows that to plan a statement takes longer than to run it

    def has(self, table: str, *columns: str) -> bool:
        """Whether the table was read, with all these columns."""
        return table in self.columns and set(columns) <= set(self.columns[table])

    def priced_in(self, code: str, name: str) -> None:
        """Takes the currency of the columns of money; what is no code of ISO 4217 becomes a problem of the file
        ``name``.
        """
        if re.fullmatch("[A-Z]{3}", code):
            self.currency = code
        else:
            self.problems.append(says.currency(name, code))

    def tell_missing(self, without: Collection[str] = ()) -> None:
        """A problem for each table that must be there and is not; those of ``without`` come from elsewhere."""
        for table in SCHEMA.tables.values():
            known = table.name in self.columns or any(p.table == table.name for p in self.problems)
            if table.required and not known and table.name not in without:
                self.problems.append(says.missing_table(table))

    def header(self, table: Table, cells: Sequence[str | None]) -> dict[int, str]:
        """Column position to column name; what is unknown, double or missing becomes a problem."""
        found: dict[int, str] = {}
        headings = self.headings[table.name] = {}
        unknown = 0
        for position, cell in enumerate(cells):
            text = (cell or "").strip(SPACE)
            heading = read_heading(table, text)
            if heading is None:
                unknown += bool(text)
                if text and unknown <= says.MOST_UNKNOWN:
                    self.problems.append(says.unknown_column(table, text, near_heading(table, text)))
            elif (left_out := unread(table, heading, text)) is not None:
                self.problems.append(left_out)
            elif heading.column in headings:
                self.problems.append(says.column_twice(table, heading.column, text))
            else:
                found[position] = heading.column
                headings[heading.column] = heading
                if money(table.by_name[heading.column]) and heading.factor is None:
                    self.problems.append(says.unit_assumed(table, heading.column, text))
        for position, name in found.items():
            if (note := untold(table, headings[name], (cells[position] or "").strip(SPACE), headings)) is not None:
                self.problems.append(note)
        if unknown > says.MOST_UNKNOWN:
            self.problems.append(says.more_unknown_columns(table, unknown - says.MOST_UNKNOWN))
        for column in table.columns:
            needed = {column.name, *filter(None, (column.instead,))} if column.required or column.instead else None
            if needed and needed.isdisjoint(found.values()):
                self.problems.append(says.missing_column(table, column))
        return found

    def keep(
        self, table: Table, names: Sequence[str], relation: str, progress: Progress | None, *, tidy: bool = False
    ) -> None:
        """Stores ``relation`` (with ``_row`` and ``names`` as text) as ``raw_<table>``, blanks as NULL.

        ``tidy`` says that no cell needs trimming and no row is blank. Raises Unreadable when what lies behind the
        relation cannot be read.
        """
        if progress:
            progress(table.name)
        if tidy:
            kept = ", ".join(f"{self._cell(table, name, quoted(name))} as {quoted(name)}" for name in names)
            read(self.con.execute, f"create or replace table raw_{table.name} as select _row, {kept} from {relation}")
            self.columns[table.name] = tuple(names)
            return
        cells = [
            f"{self._cell(table, name, trimmed)} as {quoted(name)}"
            for name in names
            for trimmed in [f"nullif(trim({quoted(name)}, {literal(SPACE)}), '')"]
        ]
        filled = [f"{quoted(name)} is not null" for name in names]
        read(
            self.con.execute,
            f"create or replace table raw_{table.name} as select * from "
            f"(select _row, {', '.join(cells)} from {relation}) where {' or '.join(filled)}",
        )
        self.columns[table.name] = tuple(names)  # only now: a reader that fails leaves no table

    def _cell(self, table: Table, name: str, cell: str) -> str:
        """SQL: a cell in the unit of its column, whatever unit the header names."""
        return as_stored(table.by_name[name], self.headings.get(table.name, {}).get(name), cell)


def keep_rows(
    raw: Raw, table: Table, rows: Iterable[tuple[int, Sequence[str | None]]], progress: Progress | None
) -> None:
    """The careful road: numbered rows of cells, header first, each checked for its length and characters."""
    numbered = iter(rows)
    top = list(islice(numbered, _DEEPEST))
    if not top:
        raw.problems.append(says.no_header(table))
        return
    if (misplaced := _header_elsewhere(table, top)) is not None:
        raw.problems.append(misplaced)
        return
    first, numbered = top[0], chain(top[1:], numbered)
    header = raw.header(table, first[1])
    if not header:
        return
    width = len(first[1])
    with temporary_folder() as folder:
        path = folder / "rows.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["_row", *header.values()])
            for number, cells in numbered:
                if not any(cell and cell.strip(SPACE) for cell in cells) or is_example(cells):
                    continue
                if len(cells) < width or any((cell or "").strip(SPACE) for cell in cells[width:]):
                    raw.problems.append(says.ragged(table, number, len(cells), width))
                writer.writerow([number, *_clean(raw, table, number, cells, header)])
        names = list(header.values())
        types = ", ".join(f"{literal(name)}: 'varchar'" for name in names)
        with to_read(path) as name:
            relation = (
                f"read_csv({name}, hive_partitioning=false, header=true, auto_detect=false, delim=',', quote='\"', escape='\"', "
                f"max_line_size=100000000, columns={{'_row': 'bigint', {types}}})"
            )
            try:
                raw.keep(table, names, relation, progress)
            except Unreadable as error:  # of a file of our own making
                raise error.cause from error


def _header_elsewhere(table: Table, rows: Sequence[tuple[int, Sequence[str | None]]]) -> Problem | None:
    """What is to be said of a table whose first row is a title, or anything else that is no header."""

    def known(cells: Sequence[str | None]) -> set[str]:
        return {heading.column for cell in cells if (heading := read_heading(table, (cell or "").strip(SPACE)))}

    here = known(rows[0][1])
    if here and all(column.name in here for column in table.columns if column.required):
        return None
    found = [(len(known(cells)), -number) for number, cells in rows[1:]]
    most, number = max(found, default=(0, 0))
    if most > max(1, len(here)):
        return says.header_row(table, -number)
    return None if here else says.header_row(table, None)


def is_example(cells: Sequence[str | None]) -> bool:
    """Whether a row is one of the template's examples."""
    return bool(cells) and (cells[0] or "").strip(SPACE).startswith(EXAMPLE)


def _clean(raw: Raw, table: Table, number: int, cells: Sequence[str | None], header: dict[int, str]) -> Iterator[str]:
    for position, name in header.items():
        cell = (cells[position] if position < len(cells) else "") or ""
        if any(ord(letter) < 32 and letter not in "\t\n\r" for letter in cell):
            raw.problems.append(says.control_character(table, number, name, cell))
            cell = "".join(letter for letter in cell if ord(letter) >= 32 or letter in "\t\n\r")
        yield cell


def keep_csv(raw: Raw, table: Table, path: Path, progress: Progress | None) -> None:
    """One CSV file: straight into DuckDB when it is plain, along the careful road otherwise."""
    encoding, plain, tidy = look_csv(path)
    if encoding is None:
        raw.problems.append(says.encoding(path.name, table.name))
        return
    if not plain or not _keep_fast(raw, table, path, progress, tidy):
        keep_rows(raw, table, _csv_rows(raw, table, path, encoding), progress)


def _csv_rows(raw: Raw, table: Table, path: Path, encoding: str) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for number, row in csv_rows(path, encoding):
            yield number, row
    except Unreadable as error:
        raw.problems.append(says.not_csv(table.name, number + 1, error.why))
        raw.partial.add(table.name)


def _keep_fast(raw: Raw, table: Table, path: Path, progress: Progress | None, tidy: bool) -> bool:
    try:
        cells = next((row for _, row in csv_rows(path, ENCODINGS[0])), None)
    except Unreadable:
        return False
    if cells is None or any("\n" in cell for cell in cells):
        return False
    probe = Raw(raw.con)
    header = probe.header(table, cells)
    if any(column.required and column.name not in header.values() for column in table.columns):
        return False  # it may stand further down
    positions = [header.get(position, f"_other{position}") for position in range(len(cells))]
    types = ", ".join(f"{literal(name)}: 'varchar'" for name in positions)
    try:
        with to_read(path) as name:
            relation = (
                f"(select row_number() over () + 1 as _row, * from read_csv({name}, hive_partitioning=false, header=true, "
                f"auto_detect=false, delim=',', quote='\"', escape='\"', comment='', store_rejects=true, "
                f"columns={{{types}}}))"
            )
            probe.keep(table, list(header.values()), relation, progress, tidy=tidy)
        rejected = read(raw.con.execute, "select count(*) from reject_errors").fetchone()
    except Unreadable:
        _forget_rejects(raw)
        return False
    if rejected is None or rejected[0]:
        _forget_rejects(raw)
        return False
    raw.problems += probe.problems
    raw.columns.update(probe.columns)
    raw.headings.update(probe.headings)
    return True


def _forget_rejects(raw: Raw) -> None:
    for table_of_errors in ("reject_errors", "reject_scans"):
        raw.con.execute(f"drop table if exists {table_of_errors}")


def keep_parquet(raw: Raw, table: Table, entry: Path, files: Sequence[Path], progress: Progress | None) -> None:
    """Parquet in place of a CSV: ``entry`` is one file, or a folder of ``files`` that may be parted by columns."""
    with parquet_scan(entry, files) as scan:
        keep_scan(raw, table, scan, progress)


def keep_scan(raw: Raw, table: Table, scan: str, progress: Progress | None) -> None:
    """A typed relation (SQL) in place of a CSV; list columns become text joined by ``;``, rows count as they come.

    Raises Unreadable when what lies behind it cannot be read.
    """
    described = read(raw.con.execute, f"describe select * from {scan}").fetchall()
    header = raw.header(table, [row[0] for row in described])
    if not header:
        return
    cells = []
    for position, name in header.items():
        column, kind = described[position][0], described[position][1]
        text = quoted(column)
        if kind.endswith("[]"):
            text = f"array_to_string({text}, ';')"
        elif kind == "BOOLEAN":
            text = f"case when {text} then 'yes' when not {text} then 'no' end"
        cells.append(f"cast({text} as varchar) as {quoted(name)}")
    relation = f"(select row_number() over () + 1 as _row, {', '.join(cells)} from {scan})"
    raw.keep(table, list(header.values()), relation, progress)


def table_named(text: str) -> Table | None:
    """The table that a file or sheet name stands for, in either language."""
    name = SCHEMA.names.get(normalise_header(text))
    return SCHEMA.tables[name] if name else None
