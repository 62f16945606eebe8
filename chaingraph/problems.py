"""The one shape that a defect of the data ever has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """A defect: where it is, what is wrong and what to do, in both languages.

    ``row`` counts the header as row 1 and is None where no row is meant (a table is missing).
    ``value`` is the cell as it was read; for a repeated key of several columns the cells joined by ``+``.
    """

    table: str
    row: int | None
    column: str | None
    value: str | None
    code: str
    severity: Severity
    zh: str
    en: str
    fix_zh: str
    fix_en: str

    def text(self, lang: str) -> str:
        """One line: place, problem and fix."""
        place = self.table
        if self.row is not None:
            place += f" 第 {self.row} 行" if lang == "zh" else f" row {self.row}"
        if self.column:
            place += f" {self.column}"
        said = f"{self.zh}；{self.fix_zh}" if lang == "zh" else f"{self.en}; {self.fix_en}"
        return f"{place}: {said}"

    def as_json(self, lang: str) -> dict[str, Any]:
        """The object that ``validate --format json`` prints."""
        return {
            "table": self.table,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "problem": self.zh if lang == "zh" else self.en,
            "severity": self.severity,
            "code": self.code,
            "fix": self.fix_zh if lang == "zh" else self.fix_en,
            "problem_zh": self.zh,
            "problem_en": self.en,
            "fix_zh": self.fix_zh,
            "fix_en": self.fix_en,
        }


def sort_key(problem: Problem) -> tuple[Any, ...]:
    """Errors first, then by table, row and column: the order of every listing."""
    return (
        problem.severity != "error",
        problem.table,
        problem.row or 0,
        problem.column or "",
        problem.code,
        problem.value or "",
    )
