"""The one shape that a defect of the data ever has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from chaingraph.catalogue import Message, Spoken, message


class Severity(StrEnum):
    """Whether a problem stops the run."""

    error = "error"
    warning = "warning"


@dataclass(frozen=True, order=True, kw_only=True)
class Problem:
    """A defect: where it is, what is wrong and what to do.

    ``row`` counts the header as row 1 and is None where no row is meant (a table is missing).
    ``value`` is the cell as it was read; for a repeated key of several columns the cells joined by ``+``.
    """

    table: str
    row: int | None
    column: str | None
    value: str | None
    code: str
    severity: Severity
    problem: Spoken
    fix: Spoken

    @property
    def zh(self) -> str:
        """What is wrong, in Chinese."""
        return self.problem.text("zh")

    @property
    def en(self) -> str:
        """What is wrong, in English."""
        return self.problem.text("en")

    @property
    def fix_zh(self) -> str:
        """What to do, in Chinese."""
        return self.fix.text("zh")

    @property
    def fix_en(self) -> str:
        """What to do, in English."""
        return self.fix.text("en")

    def text(self, lang: str) -> str:
        """One line: place, problem and fix."""
        return message("problem-place.problem", place=self._place(), problem=self.problem, fix=self.fix).text(lang)

    def _place(self) -> str | Message:
        if self.row is None:
            return message("problem-place.column", table=self.table, column=self.column) if self.column else self.table
        if not self.column:
            return message("problem-place.row", table=self.table, row=self.row)
        return message("problem-place.row-and-column", table=self.table, row=self.row, column=self.column)

    def as_json(self, lang: str) -> dict[str, Any]:
        """The object that ``validate --format json`` prints."""
        return {
            "table": self.table,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "problem": self.problem.text(lang),
            "severity": self.severity,
            "code": self.code,
            "fix": self.fix.text(lang),
            "problem_zh": self.zh,
            "problem_en": self.en,
            "fix_zh": self.fix_zh,
            "fix_en": self.fix_en,
        }


def problem(
    code: str,
    *,
    table: str = "",
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
    severity: Severity = Severity.error,
    sentence: str | None = None,
    fix: str | None = None,
    **arguments: object,
) -> Problem:
    """The problem of that code, whose sentences are ``problem.<code>`` and ``problem.<code>.fix`` of the catalogue.

    ``sentence`` stands in for the code in both keys where a code has several sentences, and ``fix`` in the second where
    the remedy is another. Both sentences are given the place and ``arguments``, which may be what can be said.
    """
    key = sentence or code
    arguments = {"table": table, "row": row, "column": column, "value": value, **arguments}
    return Problem(
        table=table,
        row=row,
        column=column,
        value=value,
        code=code,
        severity=severity,
        problem=message(f"problem.{key}", **arguments),
        fix=message(f"problem.{fix or key}.fix", **arguments),
    )


def sort_key(defect: Problem) -> tuple[Any, ...]:
    """Errors first, then by table, row and column: the order of every listing."""
    return (
        defect.severity is not Severity.error,
        defect.table,
        defect.row or 0,
        defect.column or "",
        defect.code,
        defect.value or "",
    )
