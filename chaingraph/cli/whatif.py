"""``chaingraph whatif``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.cli.answer import AnswerForm, Form, Out, deliver, put
from chaingraph.cli.options import Data, Given, Language, Region, ids
from chaingraph.cli.output import progress
from chaingraph.document.render import render
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.questions.whatif.ask import whatif
from chaingraph.questions.whatif.document import whatif_document

EPILOG = "例 Example: [bold]chaingraph whatif --add automotive-mcu@220100 --html 推演.html[/bold]"


def command(
    data: Data = None,
    add: Annotated[
        list[str] | None,
        typer.Option(help="假设有企业生产：产品@地区，可重复。A supposed maker: PRODUCT@REGION, repeatable."),
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option(help="假设退出的企业：编号或名称，可重复。An enterprise that goes: id or name, repeatable."),
    ] = None,
    project: Annotated[
        list[str] | None, typer.Option(help="假设建成的项目：编号，可重复。A project that is built: id, repeatable.")
    ] = None,
    region: Region = None,
    given: Given = None,
    html: Annotated[
        Path | None,
        typer.Option(help="另存为一个网页，同 --format html --out。Also write a page, as --format html --out does."),
    ] = None,
    form: AnswerForm = Form.text,
    out: Out = None,
    *,
    lang: Language,
) -> None:
    """推演。"""
    with progress(lang) as step:
        known = world(load(data, step))
        step("…")
        told = whatif(known, region, add or (), remove or (), project or (), ids(given))
    laid = whatif_document(known, told, lang)
    if html is not None:
        put(render(laid, "html"), html)
    deliver(laid, form, out)
