"""``chaingraph report``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.catalogue import both, text
from chaingraph.cli.options import Chain, Data, Given, Language, Region, example, ids
from chaingraph.cli.output import progress, to_stderr
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.safe_write import whole_folder

EPILOG = example("command.example.report")
_DEFAULT_SET = text("option.set-default", "zh")


def command(
    data: Data = None,
    chosen: Annotated[
        str,
        typer.Option("--set", help=both("option.set")),
    ] = _DEFAULT_SET,
    sets: Annotated[
        Path | None,
        typer.Option(help=both("option.sets")),
    ] = None,
    region: Region = None,
    chain: Chain = None,
    given: Given = None,
    out: Annotated[Path, typer.Option(help=both("option.out-folder"))] = ...,  # type: ignore[assignment]
    *,
    lang: Language,
) -> None:
    """写图单。"""
    # slow to import, needed here only
    from chaingraph.questions.report.ask import papers
    from chaingraph.questions.report.sets import chosen_set
    from chaingraph.views.papers import write_papers

    wanted = chosen_set(chosen, sets)
    with progress() as step:
        known = world(load(data, step))
        paper = papers(known, wanted, region, chain, ids(given), lang, step)
        with whole_folder(out) as folder:
            write_papers(paper, folder / "report.docx", folder / "lists.xlsx", step)
    rows = sum(len(table.rows) for table in paper.lists)
    to_stderr(
        text(
            "report.done",
            lang,
            report=out / "report.docx",
            workbook=out / "lists.xlsx",
            lists=len(paper.lists),
            rows=rows,
            sources=len(paper.annex),
        )
    )
