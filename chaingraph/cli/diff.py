"""``chaingraph diff``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.options import Given, Language, Region, ids
from chaingraph.cli.output import progress
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.questions.diff.ask import diff
from chaingraph.questions.diff.document import diff_document

EPILOG = "例 Example: [bold]chaingraph diff 2025年/ 2026年/ --region 220100[/bold]"


def command(
    old: Annotated[str, typer.Argument(metavar="OLD", help="旧数据。The old data.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="新数据。The new data.")],
    region: Region = None,
    given: Given = None,
    form: AnswerForm = Form.text,
    out: Out = None,
    *,
    lang: Language,
) -> None:
    """前后对比。"""
    with progress(lang) as step:
        before, after = world(load(old, step)), world(load(new, step))
        step("…")
        told = diff(before, after, region, ids(given))
    deliver(diff_document(after, told, lang), form, out)
