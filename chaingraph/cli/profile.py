"""``chaingraph profile``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.options import Data, Language, Region, ids
from chaingraph.cli.output import progress
from chaingraph.findings import profile, world
from chaingraph.findings.documents.profile import profile_document
from chaingraph.graph import load

EPILOG = "例 Example: [bold]chaingraph profile --region 220000[/bold]"


def command(
    data: Data = None,
    region: Region = None,
    parts: Annotated[
        list[str] | None,
        typer.Option(
            help="比较哪些地区（代码，分号隔开）；省略时为下一级各地区。Regions to compare, by code; those directly below when left out."
        ),
    ] = None,
    form: AnswerForm = Form.text,
    out: Out = None,
    *,
    lang: Language,
) -> None:
    """地区结构。"""
    with progress(lang) as step:
        known = world(load(data, step))
        told = profile(known, region, tuple(ids(parts)))
    deliver(profile_document(known, told, lang), form, out)
