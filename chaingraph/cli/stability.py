"""``chaingraph stability``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.options import Chain, Data, Given, Language, Region, ids
from chaingraph.cli.output import progress
from chaingraph.findings import rules
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.questions.stability.ask import DRAWS, SHARE, stability
from chaingraph.questions.stability.document import stability_document

EPILOG = "例 Example: [bold]chaingraph stability --chain auto[/bold]"


def command(
    data: Data = None,
    region: Region = None,
    chain: Chain = None,
    given: Given = None,
    top: Annotated[int, typer.Option(min=1, help="看前几名。The first how many.")] = rules.STABLE_TOP,
    draws: Annotated[
        int, typer.Option(min=1, max=1000, help="隐去多少次。How many draws without part of the data.")
    ] = DRAWS,
    share: Annotated[
        float, typer.Option(min=0.01, max=0.9, help="每次隐去的企业比例。Share of enterprises left out.")
    ] = SHARE,
    form: AnswerForm = Form.text,
    out: Out = None,
    *,
    lang: Language,
) -> None:
    """名次的稳定程度。"""
    with progress(lang) as step:
        known = world(load(data, step))
        told = stability(known, region, chain, ids(given), top=top, draws=draws, share=share, progress=step)
    deliver(stability_document(known, told, lang), form, out)
