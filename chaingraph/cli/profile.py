"""``chaingraph profile``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.options import Data, Language, Region, ids
from chaingraph.cli.output import progress
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.questions.profile.ask import profile
from chaingraph.questions.profile.document import profile_document

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
