"""``chaingraph sites``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.options import Data, Language, Region
from chaingraph.cli.output import progress
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.questions.sites.ask import TOP, sites
from chaingraph.questions.sites.document import sites_document

EPILOG = "例 Example: [bold]chaingraph sites --product automotive-mcu[/bold]"


def command(
    data: Data = None,
    product: Annotated[str, typer.Option(help="产品编号或名称。The product, by id or name.")] = ...,  # type: ignore[assignment]
    region: Region = None,
    top: Annotated[int, typer.Option(min=1, help="列几个。How many.")] = TOP,
    form: AnswerForm = Form.text,
    out: Out = None,
    *,
    lang: Language,
) -> None:
    """园区选址。"""
    with progress(lang) as step:
        known = world(load(data, step))
        told = sites(known, product, region, top=top)
    deliver(sites_document(known, told, lang), form, out)
