"""The rows that the files hold, as cells of the tables' columns, each with the place it came from."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb

from chaingraph.errors import UsageError
from chaingraph.problems import Problem
from chaingraph.schema import SCHEMA, Table, normalise_header
from chaingraph.tables import says
from chaingraph.tables.archive import column_letters
from chaingraph.tables.checks.cells import spelling
from chaingraph.tables.foreign import Mark
from chaingraph.tables.intake import sayings
from chaingraph.tables.intake.answers import answer_maps
from chaingraph.tables.intake.columnmap import SLOT, SheetMap
from chaingraph.tables.intake.headers import FOOT, Field, Head, find_heads, head_at
from chaingraph.tables.intake.located import Placed
from chaingraph.tables.intake.products import Meaning
from chaingraph.tables.intake.sheets import Grid, grids
from chaingraph.tables.intake.values import narrow, tidy
from chaingraph.tables.paths import to_read
from chaingraph.tables.raw import is_example, literal, quoted
from chaingraph.tables.units import NUMBER
from chaingraph.temporary import temporary_folder

LONGEST = 32_767  # characters of a cell in Excel
_BARE = re.compile(r"[¥+-]?[0-9][0-9,.]*(?:[eE][+-]?[0-9]+)?")
_BAD_ID = re.compile(r"[;/\\\x00-\x1f]|\.\.")


Spot = tuple[str, str | None, int]  # file, sheet and row


@dataclass
class Stage:
    """What is to be imported. For a table ``t`` in ``tables`` the relation ``stage_t`` has ``_n`` and every column.

    ``places[n]`` is the sheet (its place in ``heads``) and row of line ``n``.
    """

    con: duckdb.DuckDBPyConnection
    leave_out: frozenset[Spot] = frozenset()
    tables: set[str] = field(default_factory=set)
    heads: list[tuple[Grid, Head]] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    problems: list[Placed] = field(default_factory=list)
    read: dict[str, int] = field(default_factory=dict)  # rows by table
    skipped: dict[str, int] = field(default_factory=dict)  # rows left out, by reason
    faulty: set[tuple[int, str]] = field(default_factory=set)  # cells of which a problem tells already
    context: dict[int, dict[str, str]] = field(default_factory=dict)  # line to what it tells of chain, segment, scope
    firms: dict[tuple[str, str | None, int], int] = field(default_factory=dict)  # row of a flat list to its enterprise
    maker: dict[int, int] = field(default_factory=dict)  # line of what is made to that of who makes it, in one row
    kept_words: dict[tuple[str, int], dict[str, list[str]]] = field(default_factory=dict)  # by table and line, column
    meanings: dict[str, Meaning] = field(default_factory=dict)  # words of lists
    lines_of: dict[str, int] = field(default_factory=dict)  # word to the number of lines that hold it
    scope_words: dict[str, Meaning] = field(default_factory=dict)  # of the scopes of business, for a person
    outputs: set[int] = field(default_factory=set)  # lines that tell an output
    named_places: int = 0  # enterprises whose place is that of their name
    open_places: list[tuple[str, int, str]] = field(default_factory=list)  # table, line and the place that is not found
    addresses: set[int] = field(default_factory=set)  # lines whose place is an address or in parts

    def blame(self, n: int, problem: Problem) -> None:
        """Adds a problem at line ``n``."""
        sheet, row = self.places[n]
        grid, head = self.heads[sheet]
        letter = head.letters.get(problem.column or "")
        self.faulty.add((n, problem.column or ""))
        self.problems.append(grid.at(replace(problem, row=row), row, letter))

    def blame_softly(self, n: int, problem: Problem) -> None:
        """Adds a problem at line ``n`` that leaves its cells to the checks."""
        sheet, row = self.places[n]
        grid, head = self.heads[sheet]
        self.problems.append(grid.at(replace(problem, row=row), row, head.letters.get(problem.column or "")))

    def where(self, n: int) -> str:
        """The place of line ``n`` in words."""
        sheet, row = self.places[n]
        grid = self.heads[sheet][0]
        return f"{grid.file}[{grid.sheet}] {row}" if grid.sheet else f"{grid.file} {row}"


def stage_files(
    con: duckdb.DuckDBPyConnection,
    files: Sequence[Path],
    maps: Sequence[SheetMap] = (),
    leave_out: Collection[Spot] = (),
) -> Stage:
    """Reads the files, but for the rows to ``leave_out``; their defects become problems of the result.

    Raises UsageError for a wrong path or map.
    """
    stage = Stage(con, leave_out=frozenset(leave_out))
    found, stage.problems = grids(files)
    used: set[int] = set()
    forms: dict[str, dict[str | None, list[SheetMap]]] = {}
    for grid in found:
        if form := answer_maps(grid, date.today()):
            forms.setdefault(grid.file, {})[grid.sheet] = form
    rows: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for grid in found:
        mine = [(number, sheet_map) for number, sheet_map in enumerate(maps, start=1) if sheet_map.covers(grid)]
        used |= {number for number, _ in mine}
        chosen: list[SheetMap | None] = [sheet_map for _, sheet_map in mine]
        if not chosen and grid.file in forms:
            chosen = [*forms[grid.file].get(grid.sheet, ())]
            if not chosen:  # the list of all questions, and what is said of it
                continue
        for applied in chosen or [None]:
            heads, problems = _heads_of(grid, applied)
            stage.problems += problems
            for head in heads:
                rows.setdefault(head.table.name, []).extend(_rows(stage, grid, head, applied))
    for number, applied in enumerate(maps, start=1):
        if number not in used:
            raise UsageError("import.map-entry-idle", number=number, file=applied.file, name=applied.name)
    for name, cells in rows.items():
        _load(stage, SCHEMA.tables[name], cells)
    return stage


def _heads_of(grid: Grid, sheet_map: SheetMap | None) -> tuple[list[Head], list[Placed]]:
    """The headers of a sheet, found or as the map tells it; with a map no column goes unnamed by guess."""
    if sheet_map is None:
        return find_heads(grid)
    if not sheet_map.columns:
        if sheet_map.header is None:
            return find_heads(grid, sheet_map.table)
        number = next((index for index, (row, _) in enumerate(grid.rows) if row == sheet_map.header), None)
        if number is None:
            return [], [grid.at(sayings.sheet_headless(sheet_map.table))]
        head, problems = head_at(grid, sheet_map.table, number)
        return [head], problems
    wanted = {normalise_header(header) for text in sheet_map.columns.values() for header in _headers(text)}
    for row, cells in (
        grid.rows[:20] if sheet_map.header is None else [line for line in grid.rows if line[0] == sheet_map.header]
    ):
        names = {normalise_header(cell): position for position, cell in reversed(list(enumerate(cells)))}
        if sheet_map.header is not None or len(wanted & set(names)) >= max(1, (len(wanted) + 1) // 2):
            head, problems = _mapped(grid, sheet_map, row, names)
            return [head], problems
    return [], [grid.at(sayings.sheet_headless(sheet_map.table))]


def _headers(text: str) -> list[str]:
    return SLOT.findall(text) or [text]


def _mapped(grid: Grid, sheet_map: SheetMap, row: int, names: dict[str, int]) -> tuple[Head, list[Placed]]:
    fields, problems = [], []
    for column, text in sheet_map.columns.items():
        missing = [header for header in _headers(text) if normalise_header(header) not in names]
        problems += [grid.at(sayings.map_column(sheet_map.table, column, header), row) for header in missing]
        if not missing:
            position = names[normalise_header(_headers(text)[0])]
            fields.append(Field(position, column, text, sheet_map.units.get(column)))
    return Head(sheet_map.table, row, tuple(fields)), problems


def _rows(stage: Stage, grid: Grid, head: Head, sheet_map: SheetMap | None) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a sheet below its header, tidied; examples, totals and repeated headers are left out and counted."""
    sheet = len(stage.heads)
    stage.heads.append((grid, head))
    header = next(cells for row, cells in grid.rows if row == head.row)
    names = {normalise_header(cell): position for position, cell in reversed(list(enumerate(header)))}
    need = [
        names[normalise_header(text)]
        for text in (sheet_map.need if sheet_map else ())
        if normalise_header(text) in names
    ]
    unitless: set[str] = set()
    twice = {cell.strip() for cell in header if cell.strip()}
    for row, cells in grid.rows:
        if row <= head.row:
            continue
        first = next((cell.strip() for cell in cells if cell.strip()), "")
        filled = {cell.strip() for cell in cells if cell.strip()}
        if sheet_map and any(
            _cell_of(cells, names, header).lower() in left for header, left in sheet_map.never.items()
        ):
            continue
        if (grid.file, grid.sheet, row) in stage.leave_out:
            _skip(stage, head, "faulty")
        elif is_example(cells):
            _skip(stage, head, "example")
        elif FOOT.match("".join(first.split())) and not _keyed(head, cells):
            _skip(stage, head, "total")
        elif len(filled) > 1 and filled <= twice:
            _skip(stage, head, "header")
        elif any(position >= len(cells) or not cells[position].strip() for position in need):
            if sheet_map is None or not sheet_map.quiet:
                _skip(stage, head, "need")
        else:
            n = len(stage.places)
            stage.places.append((sheet, row))
            values = _line(stage, n, grid, head, sheet_map, names, cells, unitless)
            if any(values.values()):
                _tell_beside(stage, n, grid, head, row, cells)
                yield n, values
    for column in sorted(unitless):
        field = next(field for field in head.fields if field.column == column)
        problem = sayings.unit_missing(head.table, column, field.header)
        stage.problems.append(grid.at(problem, head.row, column_letters(field.position)))


def _cell_of(cells: Sequence[str], names: Mapping[str, int], header: str) -> str:
    position = names.get(normalise_header(header), len(cells))
    return cells[position].strip() if position < len(cells) else ""


def _tell_beside(stage: Stage, n: int, grid: Grid, head: Head, row: int, cells: Sequence[str]) -> None:
    """What a line tells beside its own columns: its chain, its scope, and in a flat list the line of its maker."""
    beside = {role: cells[at].strip() for role, at in head.context.items() if at < len(cells) and cells[at].strip()}
    if beside:
        stage.context[n] = beside
    if not head.flat:
        return
    if head.table.name == "enterprises":
        stage.firms[(grid.file, grid.sheet, row)] = n
    elif (firm := stage.firms.get((grid.file, grid.sheet, row))) is not None:
        stage.maker[n] = firm


def _skip(stage: Stage, head: Head, why: str) -> None:
    if head.flat and head.table.name != "enterprises":
        return  # the same row was left out for the enterprise
    stage.skipped[why] = stage.skipped.get(why, 0) + 1


def _keyed(head: Head, cells: Sequence[str]) -> bool:
    """Whether a row fills the columns that every row of its table must fill: then it is no line of totals."""
    pairs = [(field, head.table.by_name[field.column]) for field in head.fields]
    must = [field for field, column in pairs if column.required or column.instead or column.references == "regions"]
    return len(must) > 1 and all(field.position < len(cells) and cells[field.position].strip() for field in must)


def _line(
    stage: Stage,
    n: int,
    grid: Grid,
    head: Head,
    sheet_map: SheetMap | None,
    names: dict[str, int],
    cells: Sequence[str],
    unitless: set[str],
) -> dict[str, str]:
    table = head.table
    row = stage.places[n][1]
    values: dict[str, str] = {}
    years: set[str] = set()
    for spot in head.fields:
        column = table.by_name[spot.column]
        text = _text(spot, names, cells, made=spot.column in ("id", "code") or bool(column.references))
        if spot.parts and text.strip():
            stage.addresses.add(n)
        if len(text) > LONGEST:
            stage.blame(n, sayings.too_long(table, spot.column, len(text)))
            continue
        if any(ord(letter) < 32 and letter not in "\t\n\r" for letter in text):
            stage.blame(n, says.control_character(table, row, spot.column, text[:80]))
            text = "".join(letter for letter in text if ord(letter) >= 32 or letter in "\t\n\r")
        if not text.strip():
            cell = f"{column_letters(spot.position)}{row}"
            if cell in grid.errors:
                stage.blame(n, says.error_cell(table, row, spot.column, cell, grid.errors[cell]))
            elif cell in grid.formulas:
                stage.blame(n, says.formula(table, row, spot.column, cell))
            continue
        if (row, spot.position) in grid.spread and column.type in ("number", "integer"):
            stage.blame(n, sayings.merged_amount(table, spot.column, text))  # of several rows together
            continue
        mark = grid.marks.get((row, spot.position)) if not spot.parts else None
        if mark is Mark.LONG and column.type in ("string", "list"):
            stage.blame(n, says.long_number(table, row, spot.column, text))
            continue
        if mark is Mark.DATE and column.type in ("string", "list"):
            stage.blame(n, says.date_cell(table, row, spot.column, text[:10]))
            continue
        if mark is Mark.BOOLEAN and column.type != "boolean":
            text = "TRUE" if text == "yes" else "FALSE"
        if sheet_map and spot.column in sheet_map.values:
            spellings = sheet_map.values[spot.column]
            text = spellings.get(text.strip(), spellings.get(text.strip().lower(), text))
        if spot.column.endswith("_yi") and spot.unit is None and _BARE.fullmatch(narrow(text)) and narrow(text) != "0":
            unitless.add(spot.column)
            continue
        value = tidy(column, text, spot.unit)
        if spot.text_unit and re.fullmatch(NUMBER, value):
            value = f"{value} {spot.text_unit}"
        if spot.column in ("id", "code") and (_BAD_ID.search(value) or len(value) > 100):
            stage.blame(n, sayings.id_form(table, spot.column, value))
        if value:
            values[spot.column] = value
            years.add(spot.year)
    if values.get("output_yi"):
        stage.outputs.add(n)
    if "year" in table.by_name and not values.get("year") and (newest := max(years, default="")):
        values["year"] = newest
    for name, header in (sheet_map.instead if sheet_map else {}).items():
        if any(values.values()) and (beside := _cell_of(cells, names, header)):
            values.setdefault(name, beside)
    for name, text in (sheet_map.defaults if sheet_map else {}).items():
        if any(values.values()):
            values.setdefault(name, text)
    return values


def _text(field: Field, names: dict[str, int], cells: Sequence[str], *, made: bool) -> str:
    """The cell of a field, or its pattern filled in; an id ``made`` so has hyphens for what no id may hold."""

    def cell(position: int) -> str:
        return cells[position] if position < len(cells) else ""

    if field.parts:
        return joined_place([cell(position).strip() for position in field.parts])
    slots = SLOT.findall(field.header)
    if not slots or normalise_header(field.header) in names:
        return cell(field.position)
    parts = {slot: cell(names[normalise_header(slot)]).strip() for slot in slots}
    if made:
        parts = {slot: re.sub(r"[;/\\]|\.\.", "-", text) for slot, text in parts.items()}
    return SLOT.sub(lambda found: parts[found.group(1)], field.header) if all(parts.values()) else ""


def joined_place(parts: Sequence[str]) -> str:
    """One place of its parts, the coarsest first: a part that the next one begins with is not told twice."""
    found = ""
    for part in filter(None, parts):
        if part.startswith(found) or (found and part in found):
            found = part if part.startswith(found) else found
        else:
            found += f", {part}" if found and part.isascii() else part
    return found


def _load(stage: Stage, table: Table, rows: list[tuple[int, dict[str, str]]]) -> None:
    """Puts the lines of one table into DuckDB; words of vocabularies take their value's spelling."""
    names = [column.name for column in table.columns]
    stage.tables.add(table.name)
    stage.read[table.name] = len(rows)
    with temporary_folder() as folder:
        path = folder / "rows.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["_n", *names])
            writer.writerows([n, *(values.get(name, "") for name in names)] for n, values in rows)
        types = ", ".join(f"{literal(name)}: 'varchar'" for name in names)
        cells = ", ".join(
            f"coalesce({spelling(column, quoted(column.name))}, {quoted(column.name)}) as {quoted(column.name)}"
            if column.vocabulary and column.type != "list"
            else quoted(column.name)
            for column in table.columns
        )
        with to_read(path) as name:
            stage.con.execute(
                f"create or replace table stage_{table.name} as select _n, {cells} from read_csv({name}, hive_partitioning=false, header=true, "
                f"auto_detect=false, delim=',', quote='\"', escape='\"', max_line_size=100000000, "
                f"columns={{'_n': 'bigint', {types}}}) order by _n"
            )
