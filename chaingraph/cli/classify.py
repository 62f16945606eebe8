"""``chaingraph classify``: with a command of its own, since it reads a list of projects like an import.

The headers of the list are free. So its first argument is that list and not the data, and what cannot be matched is
said as an import says it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.catalogue import both, text
from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.documents.problems import placed_lines
from chaingraph.cli.import_ import MATCHES
from chaingraph.cli.options import Given, Language, Region, example, ids
from chaingraph.cli.output import progress, to_stderr
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

EPILOG = f"{example('command.example.classify')}{text('command.classify-without-file', 'zh')}"


def command(
    projects: Annotated[
        Path | None,
        typer.Argument(metavar="[PROJECTS]", help=both("option.projects")),
    ] = None,
    data: Annotated[str | None, typer.Option(help=both("option.data"))] = None,
    region: Region = None,
    given: Given = None,
    form: AnswerForm = Form.text,
    out: Out = None,
    *,
    lang: Language,
) -> None:
    """项目归类。"""
    with progress() as step:
        known = world(load(data, step))
        desk = _read(projects, data, lang) if projects is not None else None
        if not (desk or known).dataset.count("projects"):
            raise DataError([says.table_empty(SCHEMA.tables["projects"])])
        classified = classify(known, region, desk=desk, given=ids(given))
    deliver(classify_document(known, classified, lang), form, out)


def _read(projects: Path, data: str | None, lang: str) -> World:
    """The projects of the list, read like any import, in a copy of the data without its own projects."""
    from chaingraph.tables.intake import import_files, read_decisions  # slow to import, needed here only

    folder = Path(data) if data is not None else bundled("data/jilin")
    if not folder.is_dir():
        raise UsageError("classify.data-is-no-folder", folder=folder)
    with scratch_copy(folder) as copy:
        for own in copy.glob("projects.*"):
            own.unlink()
        report = import_files(copy, [projects], decisions=read_decisions([within(copy / MATCHES, copy)]))
        for line in placed_lines(report.problems, lang):
            to_stderr(line)
        if report.refused:
            raise typer.Exit(1)
        return world(load(copy))
