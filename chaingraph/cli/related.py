"""``chaingraph related``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.options import Data, Language, Region
from chaingraph.cli.output import progress
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.questions.related.ask import related
from chaingraph.questions.related.document import related_document
from chaingraph.tables import read_matrix

EPILOG = "例 Example: [bold]chaingraph related --region 220200 --matrix 全国.csv[/bold]"


def command(
    data: Data = None,
    region: Region = None,
    matrix: Annotated[
        Path | None,
        typer.Option(
            help="外部“地区—产品”规模表（CSV：region,product,value），如全国各市产值；省略时用本数据集。Sizes by region and product from outside; the dataset itself when left out."
        ),
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="列几项。How many.")] = 20,
    form: AnswerForm = Form.text,
    out: Out = None,
    *,
    lang: Language,
) -> None:
    """相近产品。"""
    with progress(lang) as step:
        sizes = read_matrix(matrix) if matrix is not None else None
        known = world(load(data, step))
        step("…")
        told = related(known, region, sizes)
    deliver(related_document(known, told, lang, top), form, out)
