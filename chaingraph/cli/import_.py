"""``chaingraph import``."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from chaingraph.catalogue import both, text
from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.documents.import_ import import_document
from chaingraph.cli.options import Language, example
from chaingraph.cli.output import progress, to_stdout
from chaingraph.errors import ChaingraphError, UsageError
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.questions.describe.recall import Comparison, compare
from chaingraph.safe_write import restore, scratch_copy, whole_file, whole_update
from chaingraph.tables.intake import (
    PRODUCT_MATCHES,
    How,
    LeftOut,
    Report,
    import_files,
    read_decisions,
    read_map,
    read_product_decisions,
    read_second_list,
    rows_at_fault,
    steps,
    undo,
    write_doubts,
    write_left_out,
    write_product_doubts,
)
from chaingraph.tables.intake.steps import fingerprints
from chaingraph.tables.paths import within

EPILOG = example("command.example.import")
MATCHES = "matches.csv"


class Doubtful(StrEnum):
    """What is done with enterprises that may be there already."""

    ask = "ask"
    new = "new"


def command(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE…", help=both("option.files"))] = None,
    into: Annotated[Path | None, typer.Option("--into", metavar="DATA", help=both("option.into"))] = None,
    column_map: Annotated[
        Path | None, typer.Option("--map", metavar="MAP.toml", help=both("option.column-map"))
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=both("option.dry-run"))] = False,
    by: Annotated[str | None, typer.Option(metavar="NAME", help=both("option.by"))] = None,
    doubtful: Annotated[Doubtful, typer.Option(help=both("option.doubtful"))] = Doubtful.ask,
    region: Annotated[str | None, typer.Option(metavar="REGION", help=both("option.list-region"))] = None,
    leave_out_faulty: Annotated[bool, typer.Option("--leave-out-faulty", help=both("option.leave-out-faulty"))] = False,
    take_back: Annotated[bool, typer.Option("--undo", help=both("option.take-back"))] = False,
    step: Annotated[int | None, typer.Option(metavar="N", help=both("option.step"))] = None,
    form: AnswerForm = Form.text,
    out: Out = None,
    *,
    lang: Language,
) -> None:
    """导入清单。"""
    if into is None:
        raise UsageError("import.say-into")
    restore(into)
    if into.exists() and not into.is_dir():
        raise UsageError("import.into-no-folder", path=into)
    who = by or user()
    if take_back:
        if files:
            raise UsageError("import.undo-with-files")
        if not into.is_dir():
            raise UsageError("data.no-such-dataset", path=into)
        _undo(into, step, who, lang)
        return
    if not files:
        raise UsageError("import.name-the-files")
    if step is not None:
        raise UsageError("import.step-without-undo")
    maps = read_map(column_map) if column_map else ()
    decisions = read_decisions([within(into / MATCHES, into)])
    report = Report()
    compared: list[Comparison] = []
    bring_in = partial(
        import_files,
        files=files,
        maps=maps,
        decisions=decisions,
        as_new=doubtful is Doubtful.new,
        by=who,
        region=region,
        product_decisions=read_product_decisions(within(into / PRODUCT_MATCHES, into)),
    )
    left_out: list[LeftOut] = []
    try:
        with progress() as say:
            if leave_out_faulty:
                left_out = rows_at_fault(bring_in, lambda: scratch_copy(into), progress=say)
        with progress() as say, scratch_copy(into) if dry_run else whole_update(into) as folder:
            report = bring_in(folder, progress=say, leave_out=[(row.file, row.sheet, row.row) for row in left_out])
            report.left_out = left_out
            if report.refused or not report.changes:
                raise _Unchanged
            compared += _compared(into, files, report)
    except _Unchanged:
        pass
    if dry_run or report.refused:
        report.step = None
    asked = [word for word in report.words if word.how is How.DOUBTFUL]
    if asked and not dry_run and not report.refused and into.is_dir():
        with whole_file(into / PRODUCT_MATCHES) as path:
            write_product_doubts(asked, path, into / PRODUCT_MATCHES)
    returned = give_back(report, files, lang, write=not dry_run)
    if report.doubts and doubtful is Doubtful.ask and not dry_run:
        with whole_file(into / MATCHES) as path:
            write_doubts(report.doubts, path, into / MATCHES)
    document = import_document(
        report, into, into / MATCHES, lang, form, dry_run=dry_run, compared=compared, returned=returned
    )
    deliver(document, form, out)
    if report.refused:
        raise typer.Exit(1)


class _Unchanged(Exception):
    """Nothing is to be written."""


def _compared(into: Path, files: list[Path], report: Report) -> Iterator[Comparison]:
    """Each list of who makes what against the records as they were before it; nothing of a file that is no such list,
    or of a dataset that held nothing yet.
    """
    if not any(count.table == "makes" and count.read for count in report.counts):
        return
    with suppress(ChaingraphError):
        before = load(into)
        if not before.count("makes"):
            return
        there = world(before)
        taken = {(file["name"], file["sha256"]) for step in steps(into) for file in step["files"]}
        for file in files:
            if any((printed["name"], printed["sha256"]) in taken for printed in fingerprints([file])):
                continue  # it came in before, and is no list of others
            with suppress(ChaingraphError):
                yield compare(there, None, read_second_list(file))


def give_back(report: Report, files: list[Path], lang: str, *, write: bool = True) -> Path:
    """Writes the rows that were left out, if any and unless told not to, beside the first list; the path of that
    workbook.
    """
    returned = files[0].with_name(text("import.left-out-file", lang, stem=files[0].stem))
    if report.left_out and write:
        with whole_file(returned) as path:
            write_left_out(report.left_out, path, lang)
    return returned


def user() -> str:
    """Who works here, by the system."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _undo(into: Path, step: int | None, by: str, lang: str) -> None:
    with whole_update(into) as folder:
        undone = undo(folder, step, by, datetime.now().astimezone())
    files = ", ".join(file["name"] for file in undone["files"])
    to_stdout(text("import.undone", lang, step=undone["step"], date=undone["date"][:10], by=undone["by"], files=files))
