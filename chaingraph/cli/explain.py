"""``chaingraph explain``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.options import Data, Given, Language, Region, ids
from chaingraph.cli.output import progress
from chaingraph.findings import explain, world
from chaingraph.findings.documents.explain import explain_document
from chaingraph.graph import load

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
