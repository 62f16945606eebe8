"""``chaingraph validate``."""

from __future__ import annotations

import typer

from chaingraph.cli.options import Data, Form, Language, OutForm
from chaingraph.cli.output import as_json, progress, table, to_stdout
from chaingraph.errors import DataError
from chaingraph.graph import read_any
from chaingraph.problems import Problem
from chaingraph.resources import bundled
from chaingraph.tables import check, says
from chaingraph.tables.dataset import holds_rows

EPILOG = "例 Example: [bold]chaingraph validate my.xlsx[/bold]"


def command(data: Data = None, form: OutForm = Form.text, *, lang: Language) -> None:
    """检查数据。"""
    with progress(lang) as step:
        try:
            raw = read_any(data or bundled("data/jilin"), step)
            problems = check(raw)
            if not any(problem.severity == "error" for problem in problems) and not holds_rows(raw):
                problems.insert(0, says.no_rows())
        except DataError as error:
            problems = list(error.problems)
    if form is Form.json:
        as_json([problem.as_json(lang) for problem in problems])
    else:
        _show(problems, lang)
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(1)


def _show(problems: list[Problem], lang: str) -> None:
    errors = sum(problem.severity == "error" for problem in problems)
    if problems:
        zh = lang == "zh"
        headers = (
            ("级别", "表", "行", "列", "问题", "改法")
            if zh
            else ("Severity", "Table", "Row", "Column", "Problem", "Fix")
        )
        rows = [
            [
                {"error": "错误", "warning": "警告"}[problem.severity] if zh else problem.severity,
                problem.table,
                "" if problem.row is None else str(problem.row),
                problem.column or "",
                problem.zh if zh else problem.en,
                problem.fix_zh if zh else problem.fix_en,
            ]
            for problem in problems
        ]
        table("问题" if zh else "Problems", headers, rows, wide=(4, 5))
    warnings = len(problems) - errors
    to_stdout(
        f"错误 {errors} 处，警告 {warnings} 处。" if lang == "zh" else f"{errors} error(s), {warnings} warning(s)."
    )
