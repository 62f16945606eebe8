"""``chaingraph check``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.catalogue import both, text
from chaingraph.cli.answer import AnswerOut, BesideForm, Form, deliver
from chaingraph.cli.documents.check import check_document
from chaingraph.cli.options import Language, example
from chaingraph.cli.output import progress
from chaingraph.errors import UsageError
from chaingraph.safe_write import scratch_copy, whole_file
from chaingraph.tables.intake import NotWholeError, Placed, import_files, mark_workbook, read_map, sayings
from chaingraph.tables.intake.located import placed_key

EPILOG = example("command.example.check")


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=both("option.file"))],
    out: Annotated[Path | None, typer.Option(metavar="FILE", help=both("option.check-out"))] = None,
    against: Annotated[Path | None, typer.Option(metavar="DATA", help=both("option.against"))] = None,
    column_map: Annotated[
        Path | None, typer.Option("--map", metavar="MAP.toml", help=both("option.check-column-map"))
    ] = None,
    form: BesideForm = Form.text,
    answer: AnswerOut = None,
    *,
    lang: Language,
) -> None:
    """检查工作簿。"""
    if not file.is_file() or file.suffix.lower() not in (".xlsx", ".xlsm"):
        raise UsageError("check.no-workbook", path=file)
    if against is not None and not against.is_dir():
        raise UsageError("data.no-such-dataset", path=against)
    target = out or file.with_name(text("check.file-name", lang, stem=file.stem, suffix=file.suffix))
    if target.suffix.lower() != file.suffix.lower():
        raise UsageError("check.out-suffix", suffix=file.suffix)
    if target.exists() and target.samefile(file):
        raise UsageError("check.out-is-the-original")
    maps = read_map(column_map) if column_map else ()
    with progress() as say, scratch_copy(against) as folder:
        report = import_files(folder, [file], maps=maps, progress=say)
    readable = not any(
        placed.problem.code in ("refused", "unreadable") and placed.sheet is None for placed in report.problems
    )
    if readable:
        try:
            with whole_file(target) as path:
                lost = mark_workbook(file, report.problems, path, lang)
            if lost is not None:
                report.problems.append(Placed(sayings.not_kept(lost), file.name))
        except NotWholeError as error:
            readable = False
            report.problems.append(Placed(sayings.not_whole(error.why), file.name))
            report.problems.sort(key=placed_key)
    marked = target if readable else None
    deliver(check_document(report.problems, marked, lang, form), form, answer)
    if report.refused:
        raise typer.Exit(1)
