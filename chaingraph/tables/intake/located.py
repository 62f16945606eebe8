"""A defect of a foreign file: the problem, and the file, sheet, row and column where the person finds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chaingraph.catalogue import Message, message, text
from chaingraph.problems import Problem, Severity


@dataclass(frozen=True)
class Placed:
    """A problem at its place. ``row`` and ``letter`` are those that Excel shows; None where none is meant."""

    problem: Problem
    file: str
    sheet: str | None = None
    row: int | None = None
    letter: str | None = None

    @property
    def severity(self) -> Severity:
        """error or warning."""
        return self.problem.severity

    @property
    def cell(self) -> str:
        """The cell as Excel names it, such as C5; the row or nothing where no cell is meant."""
        return f"{self.letter or ''}{self.row or ''}"

    def text(self, lang: str) -> str:
        """One line: place, problem and fix."""
        place: str | Message = self.file
        if self.sheet:
            place = message("problem-place.sheet", file=self.file, sheet=self.sheet)
        if self.row is not None and self.letter is None:
            place = message("problem-place.row", table=place, row=self.row)
        elif self.cell:
            place = message("problem-place.cell", place=place, cell=self.cell)
        return text("problem-place.problem", lang, place=place, problem=self.problem.problem, fix=self.problem.fix)

    def as_json(self, lang: str) -> dict[str, Any]:
        """Place, table, problem and fix."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            **self.problem.as_json(lang),
            "row": self.row,
            "cell": self.cell or None,
        }


def placed_key(placed: Placed) -> tuple[Any, ...]:
    """First that most columns are left out, then errors, then by file, sheet, row and column."""
    return (
        placed.problem.code != "columns-dropped",
        placed.severity is not Severity.error,
        placed.file,
        placed.sheet or "",
        placed.row or 0,
        len(placed.letter or ""),
        placed.letter or "",
        placed.problem.code,
    )
