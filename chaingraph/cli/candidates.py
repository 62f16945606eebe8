"""``chaingraph candidates``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.options import Data, Given, Language, Region, ids
from chaingraph.cli.output import progress
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.questions.candidates.ask import TOP, candidates
from chaingraph.questions.candidates.document import candidates_document

EPILOG = "例 Example: [bold]chaingraph candidates --product automotive-mcu --region 220100[/bold]"


def command(
    data: Data = None,
    product: Annotated[str, typer.Option(help="产品编号或名称。The product, by id or name.")] = ...,  # type: ignore[assignment]
    region: Region = None,
    given: Given = None,
    top: Annotated[int, typer.Option(min=1, help="列几家。How many.")] = TOP,
    form: AnswerForm = Form.text,
    out: Out = None,
    *,
    lang: Language,
) -> None:
    """候选企业。"""
    with progress(lang) as step:
        known = world(load(data, step))
        step("…")
        told = candidates(known, product, region, ids(given), top=top)
    deliver(candidates_document(known, told, lang), form, out)
