"""``chaingraph gaps``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.options import Chain, Data, Engine, Form, Given, Language, OutForm, Region, ids
from chaingraph.cli.output import as_json, progress, table, to_stderr
from chaingraph.enumerations import Ranking
from chaingraph.findings import Findings, gaps, word, world
from chaingraph.graph import load
from chaingraph.tables import says

EPILOG = "例 Example: [bold]chaingraph gaps --region 220000 --chain auto --top 10[/bold]"

SCREENFUL = 30


def command(
    data: Data = None,
    region: Region = None,
    chain: Chain = None,
    given: Given = None,
    top: Annotated[
        int | None,
        typer.Option(
            min=1,
            help=f"只列前几项；省略时屏幕显示 {SCREENFUL} 项，json 给全部。How many; {SCREENFUL} on the screen, all in json.",
        ),
    ] = None,
    rank_by: Annotated[str, typer.Option(help=f"排序方式 How to rank: {', '.join(Ranking)}")] = "score",
    engine: Annotated[
        Engine,
        typer.Option(
            help="由谁统计登记表：duckdb 单机；spark 分布式（数据文件夹，结果相同）。Who counts the registry: duckdb on one machine, or spark (of a folder), with the same result."
        ),
    ] = Engine.duckdb,
    form: OutForm = Form.text,
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
    if form is Form.json:
        as_json([item.as_json() for item in found.items])
    else:
        show(found, lang, top or SCREENFUL)


def show(found: Findings, lang: str, top: int) -> None:
    """The findings as a table, with what they assume."""
    headers = [
        word(key, lang)
        for key in ("rank", "product", "status", "action", "score", "rank_stability", "confidence", "why")
    ]
    rows = [
        [
            str(item.rank),
            f"{item.name(lang)}\n{item.product}",
            word(item.status, lang),
            word(item.action, lang),
            "—" if item.score is None else f"{item.score:.3f}",
            "—" if item.rank_stability is None else f"{item.rank_stability:.0%}",
            word(item.confidence, lang),
            item.why(lang),
        ]
        for item in found.items[:top]
    ]
    chain = f" · {found.chain}" if found.chain else ""
    table(f"{found.region_name(lang)}{chain}", headers, rows, wide=(7,))
    more = len(found) - top
    if more > 0:
        to_stderr(f"另有{more}项，用 --top 查看。" if lang == "zh" else f"{more} more; see them with --top.")
    bought = "、".join(found.given) if lang == "zh" else ", ".join(found.given)
    if lang == "zh":
        to_stderr(
            f"可自给生产按本地投入计算；视为外购的产品：{bought or '无'}。每项的事实与来源见 chaingraph explain --product 编号。"
        )
    else:
        to_stderr(
            f"Producible counts local inputs; taken as bought from outside: {bought or 'nothing'}. Facts and sources: chaingraph explain --product ID."
        )
