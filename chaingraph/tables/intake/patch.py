"""One table of a dataset folder written anew with some cells changed: every other cell, column and row stays."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from chaingraph.errors import DataError, UsageError
from chaingraph.guard import Unreadable, read
from chaingraph.schema import SCHEMA, Table, normalise_header
from chaingraph.tables import says
from chaingraph.tables.foreign import csv_rows, look_csv
from chaingraph.tables.headings import Heading, read_heading
from chaingraph.tables.intake.values import plain_number
from chaingraph.tables.paths import within
from chaingraph.tables.raw import table_named
from chaingraph.tables.read import read_tables
from chaingraph.tables.write import descriptor, write_descriptor


@dataclass(frozen=True)
class Edit:
    """What is done to one table. Rows are numbers in the file, the header is 1."""

    cells: dict[int, dict[str, str | None]] = field(default_factory=dict)
    drop: frozenset[int] = frozenset()
    add: Sequence[dict[str, str]] = ()
    columns: Sequence[str] = ()  # that must exist
    away: Sequence[str] = ()  # columns to take out


def table_file(folder: Path, table: Table) -> Path | None:
    """The file of a table, under whatever name; None when the folder has none.

    Raises UsageError for a table kept as Parquet, DataError for a link out of the folder.
    """
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        if entry.name.startswith(".") or table_named(entry.stem) != table:
            continue
        if entry.suffix.lower() == ".csv" and entry.is_file():
            return within(entry, folder, table.name)
        if entry.suffix.lower() == ".parquet" or entry.is_dir():
            raise UsageError("import.parquet", table=table.name)
    return None


def patch(folder: Path, table: Table, edit: Edit) -> None:
    """Writes the table's file anew (aside, then moved), row by row, in its own encoding and with its own headers."""
    path = table_file(folder, table)
    if path is None:
        path = folder / f"{table.name}.csv"
        header = [c.name for c in table.columns if c.required or c.name in edit.columns]
        _write(path, _lines(iter([header]), table, edit), "utf-8-sig", "\n")
        return
    encoding, ending = _form(path)
    rows = (row for _, row in csv_rows(path, encoding))
    try:
        _write(path, _lines(rows, table, edit), encoding, ending)
    except Unreadable as error:
        raise DataError([says.unreadable(table.name, path.name, error.why)]) from error


def _lines(rows: Iterator[list[str]], table: Table, edit: Edit) -> Iterator[list[str]]:
    header = next(rows)
    headings = _headings(table, header)
    places = {name: position for name, (position, _) in headings.items()}
    chinese = normalise_header(header[0]) != table.columns[0].name
    for name in edit.columns:
        if name not in places:
            places[name] = len(header)
            header.append(table.by_name[name].name_zh if chinese else name)
    width = len(header)
    gone = {places[name] for name in edit.away if name in places}

    def cut(line: list[str]) -> list[str]:
        return [cell for position, cell in enumerate(line) if position not in gone] if gone else line

    yield cut(header)
    for number, line in enumerate(rows, start=2):
        if number in edit.drop:
            continue
        if line:
            line += [""] * (width - len(line))
        for name, value in edit.cells.get(number, {}).items():
            line[places[name]] = _as_kept(headings, name, value)
        yield cut(line)
    for values in edit.add:
        line = [""] * width
        for name, value in values.items():
            line[places[name]] = _as_kept(headings, name, value)
        yield cut(line)


def _form(path: Path) -> tuple[str, str]:
    encoding = look_csv(path).encoding
    with path.open("rb") as file:
        first = file.readline()
    if encoding == "utf-8-sig" and not first.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8"
    return encoding or "utf-8-sig", "\r\n" if first.endswith(b"\r\n") else "\n"


def _headings(table: Table, header: Sequence[str]) -> dict[str, tuple[int, Heading]]:
    """Each column that a file has: its position, and what its header says."""
    found: dict[str, tuple[int, Heading]] = {}
    for position, cell in enumerate(header):
        heading = read_heading(table, cell)
        if heading and heading.readable:
            found.setdefault(heading.column, (position, heading))
    return found


def _as_kept(headings: dict[str, tuple[int, Heading]], name: str, value: str | None) -> str:
    """A cell of a column in the unit of the file's own header: 0.12 亿元 is 1200 below 营业收入（万元）."""
    heading = headings[name][1] if name in headings else None
    if not value or heading is None or not heading.changes:
        return value or ""
    if heading.unit:
        return value.removesuffix(f" {heading.unit}")
    power = heading.factor.adjusted() if heading.factor is not None else 0
    if value.endswith(f"e{power}"):  # as it was read from here
        return value.removesuffix(f"e{power}")
    try:
        return plain_number(Decimal(value).scaleb(-power))
    except InvalidOperation:
        return value


def _write(path: Path, lines: Iterator[list[str]], encoding: str, ending: str) -> None:
    aside = path.with_name(f".{path.name}.new")
    with aside.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, lineterminator=ending).writerows(lines)
    aside.replace(path)  # never in place: the file may be a link to the dataset's own


def describe(folder: Path, tables: Sequence[str], *, new: bool = False) -> None:
    """Brings the entries of ``datapackage.json`` for some tables up to date; other entries stay as they are.

    Without the file nothing is written, unless the dataset is ``new``. Raises DataError for a link out of the folder.
    """
    path = within(folder / "datapackage.json", folder)
    raw = read_tables(folder)
    present = {
        name: [SCHEMA.tables[name].by_name[column] for column in columns] for name, columns in raw.columns.items()
    }
    raw.con.close()
    if new:
        write_descriptor(folder, present, currency=raw.currency)
        return
    try:
        content = read(json.loads, read(path.read_text, "utf-8"))
        resources = content["resources"]
        names = [resource["name"] for resource in resources]
        fields_of = {
            resource["name"]: {field.get("name"): field for field in resource.get("schema", {}).get("fields", [])}
            for resource in resources
        }
    except (Unreadable, KeyError, TypeError, AttributeError):
        return  # not of our making, left as it is
    fresh: dict[str, Any] = {resource["name"]: resource for resource in descriptor(present, "x")["resources"]}
    for name in tables:
        if name not in fresh:
            resources[:] = [resource for resource in resources if resource["name"] != name]
        elif name not in names:
            resources.append(fresh[name])
        else:
            old = resources[names.index(name)]
            fields = fields_of[name]
            wanted = fresh[name]["schema"]["fields"]
            if [field["name"] for field in wanted] != list(fields):
                old.setdefault("schema", {})["fields"] = [fields.get(field["name"], field) for field in wanted]
    try:
        text = (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
    except (RecursionError, UnicodeEncodeError):  # nested, or half of a letter, as no file of ours is
        return
    aside = path.with_name(".datapackage.new")
    aside.write_bytes(text)
    aside.replace(path)
