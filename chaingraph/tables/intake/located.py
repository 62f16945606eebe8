"""A defect of a foreign file: the problem, and the file, sheet, row and column where the person finds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chaingraph.problems import Problem


@dataclass(frozen=True)
class Placed:
    """A problem at its place. ``row`` and ``letter`` are those that Excel shows; None where none is meant."""

    problem: Problem
    file: str
    sheet: str | None = None
    row: int | None = None
    letter: str | None = None

    @property
    def severity(self) -> str:
        """error or warning."""
        return self.problem.severity

    @property
    def cell(self) -> str:
        """The cell as Excel names it, such as C5; the row or nothing where no cell is meant."""
        return f"{self.letter or ''}{self.row or ''}"

    def text(self, lang: str) -> str:
        """One line: place, problem and fix."""
        place = self.file + (f"[{self.sheet}]" if self.sheet else "")
        if self.row is not None and self.letter is None:
            place += f" 第 {self.row} 行" if lang == "zh" else f" row {self.row}"
        elif self.cell:
            place += f" {self.cell}"
        one = self.problem
        return f"{place}: " + (f"{one.zh}；{one.fix_zh}" if lang == "zh" else f"{one.en}; {one.fix_en}")

    def as_json(self, lang: str) -> dict[str, Any]:
        """Place, table, problem and fix."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            **self.problem.as_json(lang),
            "row": self.row,
            "cell": self.cell or None,
        }


def placed_key(one: Placed) -> tuple[Any, ...]:
    """First that most columns are left out, then errors, then by file, sheet, row and column."""
    return (one.problem.code != "columns-dropped", one.severity != "error", one.file, one.sheet or "", one.row or 0, len(one.letter or ""), one.letter or "", one.problem.code)  # fmt: skip
