"""``chaingraph explain``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.options import Data, Form, Given, Language, OutForm, Region, ids
from chaingraph.cli.output import as_json, progress, to_stdout
from chaingraph.findings import card_text, explain, world
from chaingraph.graph import load

EPILOG = "例 Example: [bold]chaingraph explain --product steel-wheel[/bold]"


def command(
    data: Data = None,
    product: Annotated[str, typer.Option(help="产品编号或名称。Product id or name.")] = ...,  # type: ignore[assignment]
    region: Region = None,
    given: Given = None,
    form: OutForm = Form.text,
    *,
    lang: Language,
) -> None:
    """一项结论的依据。"""
    with progress(lang) as step:
        known = world(load(data, step))
        card = explain(known, product, region, ids(given))
    if form is Form.json:
        as_json(card.as_json())
    else:
        to_stdout(card_text(known, card, lang))
