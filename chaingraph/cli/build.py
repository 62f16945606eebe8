"""``chaingraph build``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.catalogue import both, text
from chaingraph.cli.options import Data, Given, Language, Region, example, ids
from chaingraph.cli.output import progress, to_stderr
from chaingraph.findings.world import world
from chaingraph.graph import load, write_nquads
from chaingraph.questions.gaps.ask import gaps
from chaingraph.safe_write import whole_folder

EPILOG = example("command.example.build")
_FILES = ("graph.nq", "findings.json", "findings.xlsx", "report.docx", "index.html")
_STEPS = {
    "load": "build.step.load",
    "analyse": "build.step.analyse",
    "graph": "build.step.graph",
    "lists": "build.step.lists",
    "report": "build.step.report",
    "pages": "build.step.pages",
}


def command(
    data: Data = None,
    out: Annotated[Path, typer.Option(help=both("option.out-folder"))] = ...,  # type: ignore[assignment]
    region: Region = None,
    given: Given = None,
    since: Annotated[
        str | None,
        typer.Option(help=both("option.since")),
    ] = None,
    *,
    lang: Language,
) -> None:
    """生成全部成果。"""
    # slow to import, needed here only
    from chaingraph.views import void_text, write_excel, write_json, write_site, write_word

    with progress() as show:

        def step(name: str) -> None:
            show(text(_STEPS[name], lang))

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
    to_stderr(text("build.done", lang, n=len(found), page=out / "index.html"))
