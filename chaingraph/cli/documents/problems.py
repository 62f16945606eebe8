"""Problems as a table, as lines beside an answer, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from chaingraph.catalogue import message, speaker, text
from chaingraph.document import Cell, Column, Table
from chaingraph.problems import Problem, Severity
from chaingraph.tables.dataset import MONEY_TOLD
from chaingraph.tables.intake import Placed

LINES_OF_A_KIND = 5  # of warnings: a column that is left out is left out in every row


def problem_table(problems: Sequence[Problem], lang: str) -> Table:
    """Every problem of a dataset at its table, row and column."""
    say = speaker(lang)
    columns = (
        Column(key="severity", label=say("problem-list.severity")),
        Column(key="table", label=say("problem-list.table")),
        Column(key="row", label=say("problem-list.row")),
        Column(key="column", label=say("problem-list.column")),
        *_what_and_fix(lang),
    )
    rows = tuple(
        (
            say(f"word.severity.{problem.severity}"),
            problem.table,
            problem.row,
            problem.column,
            problem.problem.text(lang),
            problem.fix.text(lang),
        )
        for problem in problems
    )
    return _table(columns, rows, lang)


def placed_table(problems: Sequence[Placed], lang: str) -> Table:
    """Every problem of foreign files at its file, sheet and cell."""
    say = speaker(lang)
    columns = (
        Column(key="severity", label=say("problem-list.severity")),
        Column(key="file", label=say("problem-list.file")),
        Column(key="sheet", label=say("problem-list.sheet")),
        Column(key="cell", label=say("problem-list.cell")),
        *_what_and_fix(lang),
    )
    rows = tuple(
        (
            say(f"word.severity.{placed.severity}"),
            placed.file,
            placed.sheet,
            placed.cell,
            placed.problem.problem.text(lang),
            placed.problem.fix.text(lang),
        )
        for placed in problems
    )
    return _table(columns, rows, lang)


def placed_lines(problems: Sequence[Placed], lang: str) -> Iterator[str]:
    """The problems at their file, sheet and cell, and how many errors; of a kind the first few: warnings of a code,
    errors of a code in one column of a sheet.
    """
    say = speaker(lang)
    counts = Counter(map(_kind, problems))
    met: Counter[tuple[str | None, ...]] = Counter()
    for placed in problems:
        kind = _kind(placed)
        met[kind] += 1
        if met[kind] > LINES_OF_A_KIND and placed.problem.code not in MONEY_TOLD:
            if met[kind] == counts[kind]:
                yield say("problem-list.more-of-this-kind", n=counts[kind] - LINES_OF_A_KIND)
            continue
        severity = say(f"word.severity.{placed.severity}")
        yield say("problem-list.line", severity=severity, problem=placed)
    errors = sum(placed.severity is Severity.error for placed in problems)
    if errors:
        yield say("problem-list.errors-in-all", n=errors)


def _kind(placed: Placed) -> tuple[str | None, ...]:
    """What problems have in common that are shown as a few lines and a count."""
    if placed.severity is Severity.warning:
        return (placed.problem.code,)
    return placed.problem.code, placed.file, placed.sheet, placed.problem.column


def counted(problems: Sequence[Problem] | Sequence[Placed], lang: str) -> str:
    """How many errors and how many warnings there are."""
    errors = sum(problem.severity is Severity.error for problem in problems)
    return text(
        "problem-list.counts",
        lang,
        errors=message("problem-list.errors", n=errors),
        warnings=message("problem-list.warnings", n=len(problems) - errors),
    )


def _what_and_fix(lang: str) -> tuple[Column, Column]:
    return (
        Column(key="problem", label=text("problem-list.problem", lang), wide=True),
        Column(key="fix", label=text("problem-list.fix", lang), wide=True),
    )


def _table(columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...], lang: str) -> Table:
    say = speaker(lang)
    title = say("problem-list.title")
    return Table(key="problems", title=title, name=title, columns=columns, rows=rows, empty=say("problem-list.empty"))
