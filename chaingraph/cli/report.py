"""``chaingraph report``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.cli.options import Chain, Data, Given, Language, Region, ids
from chaingraph.cli.output import progress, to_stderr
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.safe_write import whole_folder

EPILOG = "例 Example: [bold]chaingraph report data/jilin --set 四图五清单 --chain auto --out papers[/bold]"


def command(
    data: Data = None,
    chosen: Annotated[
        str,
        typer.Option(
            "--set", help="图单名称：四图五清单、五图六清单、六图六清单、全套，或自定文件中的名称。The name of a set."
        ),
    ] = "四图五清单",
    sets: Annotated[
        Path | None,
        typer.Option(
            help="自定图单的 TOML 文件，写法见 docs/zh/papers.md。A TOML file with sets of one's own, see docs/en/papers.md."
        ),
    ] = None,
    region: Region = None,
    chain: Chain = None,
    given: Given = None,
    out: Annotated[Path, typer.Option(help="输出文件夹。The folder to write.")] = ...,  # type: ignore[assignment]
    *,
    lang: Language,
) -> None:
    """写图单。"""
    # slow to import, needed here only
    from chaingraph.questions.report.ask import papers
    from chaingraph.questions.report.sets import chosen_set
    from chaingraph.views.papers import write_papers

    wanted = chosen_set(chosen, sets)
    with progress(lang) as step:
        known = world(load(data, step))
        told = papers(known, wanted, region, chain, ids(given), lang, step)
        with whole_folder(out) as folder:
            write_papers(told, folder / "report.docx", folder / "lists.xlsx", step)
    rows = sum(len(one.rows) for one in told.lists)
    to_stderr(
        f"完成：{out / 'report.docx'} 与 {out / 'lists.xlsx'}，{len(told.lists)} 张清单 {rows} 行，来源 {len(told.annex)} 条。"
        if lang == "zh"
        else f"Done: {out / 'report.docx'} and {out / 'lists.xlsx'}; {len(told.lists)} lists with {rows} rows, {len(told.annex)} sources."
    )
