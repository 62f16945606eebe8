"""``chaingraph risk``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.options import Chain, Data, Given, Language, Region, ids
from chaingraph.cli.output import progress
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.questions.risk.ask import Loss, knock_out, risk
from chaingraph.questions.risk.document import loss_document, risk_document

EPILOG = "例 Example: [bold]chaingraph risk --chain auto[/bold]，[bold]chaingraph risk --enterprise E0001[/bold]"


def command(
    data: Data = None,
    region: Region = None,
    chain: Chain = None,
    product: Annotated[
        list[str] | None, typer.Option(help="假设断供的产品（编号或名称，可重复）。Products that are lost.")
    ] = None,
    enterprise: Annotated[
        list[str] | None, typer.Option(help="假设停产的企业（编号，可重复）。Enterprises that are lost.")
    ] = None,
    given: Given = None,
    top: Annotated[int, typer.Option(min=1, help="每张表列几项。How many in each table.")] = 10,
    equal: Annotated[
        bool,
        typer.Option(
            "--equal-links", help="供货关系不论金额一律计为 1，只看结构。Count every delivery the same: structure only."
        ),
    ] = False,
    form: AnswerForm = Form.text,
    out: Out = None,
    *,
    lang: Language,
) -> None:
    """停产的波及。"""
    lost = ids(product), ids(enterprise)
    with progress(lang) as step:
        known = world(load(data, step))
        step("…")
        told = (
            knock_out(known, *lost, region, chain, ids(given))
            if any(lost)
            else risk(known, region, chain, ids(given), top=top, equal=equal)
        )
    laid = loss_document(known, told, lang) if isinstance(told, Loss) else risk_document(known, told, lang)
    deliver(laid, form, out)
