"""``chaingraph diff``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.options import Form, Given, Language, OutForm, Region, ids
from chaingraph.cli.output import as_json, progress, sheets, to_stdout
from chaingraph.findings import world
from chaingraph.findings.diff import diff
from chaingraph.graph import load

EPILOG = "例 Example: [bold]chaingraph diff 2025年/ 2026年/ --region 220100[/bold]"


def command(
    old: Annotated[str, typer.Argument(metavar="OLD", help="旧数据。The old data.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="新数据。The new data.")],
    region: Region = None,
    given: Given = None,
    form: OutForm = Form.text,
    *,
    lang: Language,
) -> None:
    """前后对比。"""
    with progress(lang) as step:
        before, after = world(load(old, step)), world(load(new, step))
        step("…")
        told = diff(before, after, region, ids(given))
    if form is Form.json:
        as_json(told.as_json())
        return
    if not (told.changes or told.counts):
        to_stdout("两次数据相同。" if lang == "zh" else "The two datasets are the same.")
        return
    sheets(told.sheets, lang)
