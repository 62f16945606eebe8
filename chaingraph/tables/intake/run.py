"""Import, its undoing and the merge of two datasets, each on a folder that the caller puts into place when it is well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from chaingraph.problems import Problem
from chaingraph.schema import SCHEMA
from chaingraph.tables.dataset import check
from chaingraph.tables.intake import sayings
from chaingraph.tables.intake.columnmap import SheetMap
from chaingraph.tables.intake.located import Placed, placed_key
from chaingraph.tables.intake.matching import Decision, Doubt
from chaingraph.tables.intake.plan import Plan, plan
from chaingraph.tables.intake.resolve import resolve
from chaingraph.tables.intake.staging import Stage, stage_files
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


@dataclass
class Report:
    """What an import did, or would do. ``step`` is None when nothing was to be changed or was not written."""

    counts: list[Count] = field(default_factory=list)
    problems: list[Placed] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)
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
) -> Report:
    """Brings files into the dataset ``folder``, which is changed as it goes: hand over a copy.

    All problems are in the report, each at its file, sheet and cell; when one is an error the copy is worth nothing.
    Files of which not a row could be read are an error.
    Errors that the dataset had before are no fault of the import. Raises UsageError for a wrong path or map.
    """
    raw = read_tables(folder, progress)
    stage = stage_files(raw.con, files, maps)
    if not any(stage.read.values()) and not any(problem.severity == "error" for problem in stage.problems):
        names = ", ".join(path.name for path in files)
        stage.problems.append(Placed(sayings.nothing_read(bool(stage.heads)), names))
    if progress:
        progress("match")
    doubts = resolve(raw, stage, decisions, as_new=as_new)
    planned = plan(raw, stage)
    report = _report(stage, planned, doubts)
    if planned.empty:
        report.problems = sorted(_once(stage.problems), key=placed_key)
        return report
    before = check(raw, warnings=False)
    tables = apply(folder, raw, planned)
    raw.con.close()
    report.problems = sorted(_once([*stage.problems, *_after(folder, before, stage, planned)]), key=placed_key)
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
    return Report(counts, list(stage.problems), doubts, dict(stage.skipped))


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
