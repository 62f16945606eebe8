"""``chaingraph classify``: with a command of its own, since it reads a list of projects, of any headers, like an import.

So its first argument is that list and not the data, and what cannot be matched is said as an import says it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.import_ import MATCHES, say_placed
from chaingraph.cli.options import Given, Language, Region, ids
from chaingraph.cli.output import progress
from chaingraph.errors import DataError, UsageError
from chaingraph.findings.world import World, world
from chaingraph.graph import load
from chaingraph.questions.classify.ask import classify
from chaingraph.questions.classify.document import classify_document
from chaingraph.resources import bundled
from chaingraph.safe_write import scratch_copy
from chaingraph.schema import SCHEMA
from chaingraph.tables import says
from chaingraph.tables.paths import within

EPILOG = "例 Example: [bold]chaingraph classify 在谈项目.xlsx --data data/jilin[/bold]；省略文件则归类项目库。"


def command(
    projects: Annotated[
        Path | None,
        typer.Argument(metavar="[PROJECTS]", help="项目清单（Excel 或 CSV，表头可用同义词）；省略时为数据里的项目库。A list of projects; the library of the data when left out."),
    ] = None,
    data: Annotated[
        str | None, typer.Option(help="数据；读项目清单时须为文件夹，省略时用自带的吉林数据。The data; a folder where a list is read, the bundled ones when left out.")
    ] = None,
    region: Region = None,
    given: Given = None,
    form: AnswerForm = Form.text,
    out: Out = None,
    *,
    lang: Language,
) -> None:  # fmt: skip
    """项目归类。"""
    with progress(lang) as step:
        known = world(load(data, step))
        desk = _read(projects, data, lang) if projects is not None else None
        if not (desk or known).dataset.count("projects"):
            raise DataError([says.table_empty(SCHEMA.tables["projects"])])
        told = classify(known, region, desk=desk, given=ids(given))
    deliver(classify_document(known, told, lang), form, out)


def _read(projects: Path, data: str | None, lang: str) -> World:
    """The projects of the list, read like any import, in a copy of the data without its own projects."""
    from chaingraph.tables.intake import import_files, read_decisions  # slow to import, needed here only

    folder = Path(data) if data is not None else bundled("data/jilin")
    if not folder.is_dir():
        raise UsageError(
            f"读项目清单时 --data 须为文件夹：{folder}", f"--data has to be a folder where a list is read: {folder}"
        )
    with scratch_copy(folder) as copy:
        for own in copy.glob("projects.*"):
            own.unlink()
        report = import_files(copy, [projects], decisions=read_decisions([within(copy / MATCHES, copy)]))
        say_placed(report.problems, lang)
        if report.refused:
            raise typer.Exit(1)
        return world(load(copy))
