"""``chaingraph explain``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.options import Data, Given, Language, Region, ids
from chaingraph.cli.output import progress
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.questions.explain.ask import explain
from chaingraph.questions.explain.document import explain_document

EPILOG = "例 Example: [bold]chaingraph explain --product steel-wheel[/bold]"


def command(
    data: Data = None,
    product: Annotated[str, typer.Option(help="产品编号或名称。Product id or name.")] = ...,  # type: ignore[assignment]
    region: Region = None,
    given: Given = None,
    form: AnswerForm = Form.text,
    out: Out = None,
    *,
    lang: Language,
) -> None:
    """一项结论的依据。"""
    with progress(lang) as step:
        known = world(load(data, step))
        card = explain(known, product, region, ids(given))
    deliver(explain_document(known, card, lang), form, out)
