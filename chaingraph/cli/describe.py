"""``chaingraph describe``."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from chaingraph.cli.answer import FORMS, Form, Out, deliver, has_a_place, put
from chaingraph.cli.options import Data, Language, Region
from chaingraph.cli.output import progress
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.questions.describe.ask import holdings
from chaingraph.questions.describe.document import describe_document

EPILOG = "例 Example: [bold]chaingraph describe data/jilin --region 220200[/bold]"

if TYPE_CHECKING:

    class DescribeForm(StrEnum):
        """Form of the description: of every answer, or Turtle."""

        text = "text"
        turtle = "turtle"
else:
    DescribeForm = StrEnum("DescribeForm", {**{form.name: form.value for form in Form}, "turtle": "turtle"})


def _has_a_place(context: typer.Context, form: DescribeForm) -> DescribeForm:
    if form is not DescribeForm.turtle:
        has_a_place(context, Form(form))
    return form


def command(
    data: Data = None,
    region: Region = None,
    form: Annotated[
        DescribeForm,
        typer.Option(
            "--format", callback=_has_a_place, help=f"{FORMS} turtle 为 VoID/DCAT 描述。turtle for VoID and DCAT."
        ),
    ] = DescribeForm.text,
    out: Out = None,
    *,
    lang: Language,
) -> None:
    """数据概况。"""
    with progress(lang) as step:
        known = world(load(data, step), products=False)
        if form is DescribeForm.turtle:
            from chaingraph.views import void_text  # slow to import, needed here only

            put(void_text(known), out)
            return
        told = holdings(known, region)
    deliver(describe_document(known, told, lang), Form(form), out)
