"""``chaingraph duplication``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.options import Chain, Data, Language, Region
from chaingraph.cli.output import progress
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.questions.duplication.ask import duplication
from chaingraph.questions.duplication.document import duplication_document

EPILOG = "例 Example: [bold]chaingraph duplication --chain auto[/bold]"


def command(
    data: Data = None,
    region: Region = None,
    chain: Chain = None,
    top: Annotated[int, typer.Option(min=1, help="列几项。How many.")] = 20,
    form: AnswerForm = Form.text,
    out: Out = None,
    *,
    lang: Language,
) -> None:
    """重复建设。"""
    with progress(lang) as step:
        known = world(load(data, step))
        told = duplication(known, region, chain)
    deliver(duplication_document(known, told, known.places.require(region), chain, lang, top), form, out)
