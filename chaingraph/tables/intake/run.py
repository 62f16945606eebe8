"""Import, its undoing and the merge of two datasets, each on a folder that the caller puts into place when it is well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from chaingraph.problems import Problem
from chaingraph.schema import SCHEMA
from chaingraph.tables.archive import column_letters
from chaingraph.tables.dataset import check
from chaingraph.tables.intake import sayings
from chaingraph.tables.intake.columnmap import SheetMap
from chaingraph.tables.intake.headers import Field, Head
from chaingraph.tables.intake.left_out import LeftOut
from chaingraph.tables.intake.located import Placed, placed_key
from chaingraph.tables.intake.matching import Decision, Doubt
from chaingraph.tables.intake.plan import Plan, plan
from chaingraph.tables.intake.products import How
from chaingraph.tables.intake.resolve import resolve
from chaingraph.tables.intake.sheets import Grid
from chaingraph.tables.intake.staging import Spot, Stage, stage_files
from chaingraph.tables.intake.steps import apply, fingerprints, record
from chaingraph.tables.raw import Progress, Raw
from chaingraph.tables.read import read_tables

_HARMLESS = ("table-missing",)  # a dataset may grow table by table


@dataclass(frozen=True)
class Count:
    """Rows of one table: read from the files, added, changed, and such as said nothing new."""

    table: str
    read: int
    added: int
    changed: int
    same: int


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a column of a sheet is read: as which column of a table, in which unit (a factor to its own) and of which
    year; not at all where ``table`` is None.
    """

    file: str
    sheet: str | None
    letter: str
    header: str
    table: str | None
    column: str | None
    factor: str | None = None
    year: str | None = None


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word of the lists that may be a product, and what became of it. ``lines``: of the lists, that hold it."""

    word: str
    how: How
    products: tuple[str, ...]
    candidates: tuple[tuple[str, str, float], ...]
    lines: int


@dataclass
class Report:
    """What an import did, or would do. ``step`` is None when nothing was to be changed or was not written."""

    counts: list[Count] = field(default_factory=list)
    problems: list[Placed] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    faulty: list[LeftOut] = field(default_factory=list)  # rows with an error, as they stand in the files
    step: int | None = None

    @property
    def refused(self) -> bool:
        """Whether an error stands against it."""
        return any(problem.severity == "error" for problem in self.problems)

    @property
    def changes(self) -> int:
        """Rows added or changed."""
        return sum(count.added + count.changed for count in self.counts)

    def as_json(self, lang: str) -> dict[str, Any]:
        """The object that ``import --format json`` prints."""
        return {
            "step": self.step,
            "tables": [vars(count) for count in self.counts],
            "skipped": self.skipped,
            "read": [vars(reading) for reading in self.readings],
            "products": [vars(word) for word in self.words],
            "left_out": [
                {
                    "file": row.file,
                    "sheet": row.sheet,
                    "row": row.row,
                    "problems": [f.as_json(lang) for f in row.faults],
                }
                for row in self.left_out
            ],
            "problems": [problem.as_json(lang) for problem in self.problems],
            "doubtful": [
                {"left": vars(doubt.left), "right": vars(doubt.right), "score": doubt.score, "reason": doubt.reason}
                for doubt in self.doubts
            ],
        }


def import_files(
    folder: Path,
    files: Sequence[Path],
    *,
    maps: Sequence[SheetMap] = (),
    decisions: Sequence[Decision] = (),
    as_new: bool = False,
    by: str = "",
    now: datetime | None = None,
    progress: Progress | None = None,
    region: str | None = None,
    product_decisions: Mapping[str, tuple[str, ...]] | None = None,
    leave_out: Collection[Spot] = (),
) -> Report:
    """Brings files into the dataset ``folder``, which is changed as it goes: hand over a copy.

    ``region``: the place of rows that tell none; ``product_decisions``: a person's, of words that may be products;
    ``leave_out``: rows of the files that are not taken. All problems are in the report, each at its file, sheet and cell; when one is an error the copy is worth nothing.
    Files of which not a row could be read are an error.
    Errors that the dataset had before are no fault of the import. Raises UsageError for a wrong path or map.
    """
    raw = read_tables(folder, progress)
    stage = stage_files(raw.con, files, maps, leave_out)
    if not any(stage.read.values()) and not any(problem.severity == "error" for problem in stage.problems):
        names = ", ".join(path.name for path in files)
        stage.problems.append(Placed(sayings.nothing_read(bool(stage.heads)), names))
    if progress:
        progress("match")
    doubts = resolve(raw, stage, decisions, as_new=as_new, region=region, product_decisions=product_decisions)
    planned = plan(raw, stage)
    report = _report(stage, planned, doubts)
    if planned.empty:
        report.problems = sorted(_once(stage.problems), key=placed_key)
        report.faulty = _faulty(stage, report.problems)
        return report
    before = check(raw, warnings=False)
    tables = apply(folder, raw, planned)
    raw.con.close()
    report.problems = sorted(_once([*stage.problems, *_after(folder, before, stage, planned)]), key=placed_key)
    report.faulty = _faulty(stage, report.problems)
    if not report.refused:
        body = {"files": fingerprints(files), "tables": tables}
        report.step = record(folder, body, by, now or datetime.now().astimezone())
    return report


def _once(problems: Sequence[Placed]) -> list[Placed]:
    return list(dict.fromkeys(problems))


def _report(stage: Stage, planned: Plan, doubts: list[Doubt]) -> Report:
    counts = [
        Count(name, stage.read[name], len(planned.added[name]), len(planned.changed[name]), planned.same[name])
        for name in SCHEMA.tables
        if name in stage.tables
    ]
    return Report(
        counts, list(stage.problems), doubts, dict(stage.skipped), list(_readings(stage)), list(_words(stage))
    )


def _faulty(stage: Stage, problems: Sequence[Placed]) -> list[LeftOut]:
    """The rows below a header at which there are errors, each with what stands above the header."""
    by_row: dict[Spot, list[Placed]] = {}
    for placed in problems:
        if placed.severity == "error" and placed.row is not None:
            by_row.setdefault((placed.file, placed.sheet, placed.row), []).append(placed)
    found: list[LeftOut] = []
    done: set[tuple[str, str | None]] = set()
    for grid, head in stage.heads:
        if (grid.file, grid.sheet) in done or not by_row:
            continue
        done.add((grid.file, grid.sheet))
        above = tuple(tuple(cells) for row, cells in grid.rows if row <= head.row)
        found += [
            LeftOut(file=grid.file, sheet=grid.sheet, row=row, cells=tuple(cells), above=above, faults=tuple(faults))
            for row, cells in grid.rows
            if row > head.row and (faults := by_row.get((grid.file, grid.sheet, row)))
        ]
    return found


def _readings(stage: Stage) -> Iterator[Reading]:
    """Every column that a header names, in the order of the files."""
    by_sheet: dict[tuple[str, str | None], list[Head]] = {}
    grids: dict[tuple[str, str | None], Grid] = {}
    for grid, head in stage.heads:
        by_sheet.setdefault((grid.file, grid.sheet), []).append(head)
        grids[grid.file, grid.sheet] = grid
    for (file, sheet), heads in by_sheet.items():
        read = [
            (at, head.table.name, spot)
            for head in heads
            for spot in head.fields
            for at in spot.parts or (spot.position,)
        ]
        named = next(cells for row, cells in grids[file, sheet].rows if row == heads[0].row)
        used = {at for at, _, _ in read} | {at for head in heads for at in head.context.values()}
        rows: list[tuple[int, str | None, str | None, Field | None]] = [
            (at, table, spot.column, spot) for at, table, spot in read
        ]
        rows += [(at, "products", role, None) for head in heads[:1] for role, at in head.context.items()]
        rows += [(at, None, None, None) for at, cell in enumerate(named) if cell.strip() and at not in used]
        for at, table, column, spot in sorted(rows, key=lambda row: (row[0], row[1] or "")):
            factor = None if spot is None or spot.unit is None else f"{spot.unit.normalize():f}"
            header = named[at].strip() if at < len(named) else ""
            yield Reading(
                file=file,
                sheet=sheet,
                letter=column_letters(at),
                header=header or (spot.header if spot else ""),
                table=table,
                column=column,
                factor=factor,
                year=(spot.year or None) if spot else None,
            )


def _words(stage: Stage) -> Iterator[Word]:
    """Every word of the lists that is not simply the name of a product, those that wait for a person first."""
    order = (How.DOUBTFUL, How.OWN_WORDS, How.KIND, How.SYNONYM, How.DECIDED, How.NAME)
    meanings = [*stage.meanings.values(), *stage.scope_words.values()]
    for meaning in sorted(
        meanings, key=lambda meaning: (order.index(meaning.how), -stage.lines_of.get(meaning.word, 0), meaning.word)
    ):
        yield Word(
            word=meaning.word,
            how=meaning.how,
            products=meaning.products,
            candidates=meaning.candidates,
            lines=stage.lines_of.get(meaning.word, 1),
        )


def _mark(problem: Problem) -> tuple[Any, ...]:
    return (problem.table, problem.column, problem.value, problem.code)


def _after(folder: Path, before: Sequence[Problem], stage: Stage, planned: Plan) -> list[Placed]:
    """The problems that the changed dataset has and had not before, each at the line that brought it."""
    raw = read_tables(folder)
    problems = check(raw)
    lines = _lines(raw, planned)
    raw.con.close()
    known = Counter(_mark(problem) for problem in before)
    found = []
    for after in problems:
        mine = lines.get((after.table, after.row))
        if mine is None or after.column is None:
            if known[_mark(after)] > 0:
                known[_mark(after)] -= 1
                continue
            if mine is None and (after.severity == "warning" or after.code in _HARMLESS):
                continue
        if mine is None:
            found.append(
                Placed(
                    after,
                    folder.name if after.row is None else f"{after.table}",
                    None,
                    after.row,
                )
            )
        elif (mine, after.column or "") not in stage.faulty:
            sheet, row = stage.places[mine]
            grid, head = stage.heads[sheet]
            found.append(grid.at(replace(after, row=row), row, head.letters.get(after.column or "")))
    return found


def _lines(raw: Raw, planned: Plan) -> dict[tuple[str, int | None], int]:
    """Table and row of the new dataset to the line of the import that wrote it."""
    found: dict[tuple[str, int | None], int] = {}
    for name in planned.added:
        found |= {(name, change.row): change.n for change in planned.changed[name]}
        added = planned.added[name]
        if added and name in raw.columns:
            rows = [
                row
                for (row,) in raw.con.execute(
                    f"select _row from raw_{name} order by _row desc limit {len(added)}"
                ).fetchall()
            ]
            found |= {(name, row): addition.n for row, addition in zip(reversed(rows), added, strict=False)}
    return found
