"""``chaingraph gaps``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.options import Chain, Data, Engine, Given, Language, Region, ids
from chaingraph.cli.output import progress, to_stderr
from chaingraph.enumerations import Ranking
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.gaps.document import SCREENFUL, gaps_document
from chaingraph.tables import says

EPILOG = "例 Example: [bold]chaingraph gaps --region 220000 --chain auto --top 10[/bold]"


def command(
    data: Data = None,
    region: Region = None,
    chain: Chain = None,
    given: Given = None,
    top: Annotated[
        int | None,
        typer.Option(
            min=1,
            help=f"只列前几项；省略时屏幕显示 {SCREENFUL} 项，其他格式给全部。How many; {SCREENFUL} on the screen, all in other formats.",
        ),
    ] = None,
    rank_by: Annotated[str, typer.Option(help=f"排序方式 How to rank: {', '.join(Ranking)}")] = "score",
    engine: Annotated[
        Engine,
        typer.Option(
            help="由谁统计登记表：duckdb 单机；spark 分布式（数据文件夹，结果相同）。Who counts the registry: duckdb on one machine, or spark (of a folder), with the same result."
        ),
    ] = Engine.duckdb,
    form: AnswerForm = Form.text,
    out: Out = None,
    *,
    lang: Language,
) -> None:
    """薄弱与缺失环节。"""
    with progress(lang) as step:
        if engine is Engine.spark:
            from chaingraph.registry.spark import load_with_spark  # slow to import, needed here only

            known = world(*load_with_spark(data, step))
        else:
            known = world(load(data, step))
        found = gaps(known, region, chain, ids(given), top=top, buyers=form is Form.json, rank_by=rank_by)
    if found.chain and not found.items:
        to_stderr(says.nothing_to_analyse(found.chain).text(lang))
    deliver(gaps_document(found, lang, SCREENFUL if top is None else None), form, out)
