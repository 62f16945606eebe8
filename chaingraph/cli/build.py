"""``chaingraph build``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.cli.options import Data, Given, Language, Region, ids
from chaingraph.cli.output import progress, to_stderr
from chaingraph.findings.world import world
from chaingraph.graph import load, write_nquads
from chaingraph.questions.gaps.ask import gaps
from chaingraph.safe_write import whole_folder

EPILOG = "例 Example: [bold]chaingraph build data/jilin --out site[/bold]"
_FILES = ("graph.nq", "findings.json", "findings.xlsx", "report.docx", "index.html")
_STEPS = {
    "load": ("读取与校验", "reading and checking"),
    "analyse": ("分析", "analysing"),
    "graph": ("写图谱 graph.nq", "graph.nq"),
    "lists": ("写清单 findings.xlsx", "findings.xlsx"),
    "report": ("写报告 report.docx", "report.docx"),
    "pages": ("写网页", "pages"),
}


def command(
    data: Data = None,
    out: Annotated[Path, typer.Option(help="输出文件夹。The folder to write.")] = ...,  # type: ignore[assignment]
    region: Region = None,
    given: Given = None,
    since: Annotated[
        str | None,
        typer.Option(help="上次的数据：另出“与上次相比”网页。The data of the last time: adds a page of what changed."),
    ] = None,
    *,
    lang: Language,
) -> None:
    """生成全部成果。"""
    # slow to import, needed here only
    from chaingraph.views import void_text, write_excel, write_json, write_site, write_word

    with progress(lang) as show:

        def step(name: str) -> None:
            show(_STEPS[name][0 if lang == "zh" else 1])

        step("load")
        dataset = load(data)
        step("analyse")
        known = world(dataset)
        found = gaps(known, region, given=ids(given))
        with whole_folder(out) as folder:
            step("graph")
            write_nquads(dataset, folder / "graph.nq")
            (folder / "dataset.ttl").write_text(void_text(known, _FILES), "utf-8", newline="\n")
            write_json(found, folder / "findings.json")
            step("lists")
            write_excel(known, found, folder / "findings.xlsx", lang)
            step("report")
            write_word(known, found, folder / "report.docx", lang)
            step("pages")
            changed = None
            if since is not None:
                from chaingraph.questions.diff.ask import diff
                from chaingraph.questions.diff.document import diff_tables

                changed = diff_tables(diff(world(load(since)), known, region, given=ids(given)), lang)
            write_site(known, found, folder, lang=lang, changed=changed)
    to_stderr(
        f"完成：{len(found)} 个环节，打开 {out / 'index.html'} 查看。"
        if lang == "zh"
        else f"Done: {len(found)} products; open {out / 'index.html'}."
    )
