"""``chaingraph validate``."""

from __future__ import annotations

import typer

from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.documents.validate import validate_document
from chaingraph.cli.options import Data, Language, example
from chaingraph.cli.output import progress
from chaingraph.errors import DataError
from chaingraph.graph import read_any
from chaingraph.problems import Severity
from chaingraph.resources import bundled
from chaingraph.tables import check, says
from chaingraph.tables.dataset import holds_rows

EPILOG = example("command.example.validate")


def command(data: Data = None, form: AnswerForm = Form.text, out: Out = None, *, lang: Language) -> None:
    """检查数据。"""
    with progress() as step:
        try:
            raw = read_any(data or bundled("data/jilin"), step)
            problems = check(raw)
            if not any(problem.severity is Severity.error for problem in problems) and not holds_rows(raw):
                problems.insert(0, says.no_rows())
        except DataError as error:
            problems = list(error.problems)
    deliver(validate_document(problems, lang, form), form, out)
    if any(problem.severity is Severity.error for problem in problems):
        raise typer.Exit(1)
