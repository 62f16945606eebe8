"""``chaingraph start``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from chaingraph.catalogue import both, text
from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.documents.import_ import import_document
from chaingraph.cli.import_ import MATCHES, give_back, user
from chaingraph.cli.options import Language, example
from chaingraph.cli.output import progress, to_stderr
from chaingraph.errors import UsageError
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.questions.gaps.ask import gaps
from chaingraph.safe_write import scratch_copy, whole_folder
from chaingraph.tables.divisions import division_of, divisions
from chaingraph.tables.intake import How, Report, import_files, rows_at_fault, write_product_doubts
from chaingraph.tables.intake.products import FILE as PRODUCT_MATCHES
from chaingraph.tables.start import begin

EPILOG = example("command.example.start")
PAGES = "pages"


def command(
    files: Annotated[list[Path] | None, typer.Argument(metavar="LIST…", help=both("option.files"))] = None,
    region: Annotated[str | None, typer.Option(metavar="REGION", help=both("option.start-region"))] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help=both("option.start-out"))] = None,
    library: Annotated[str | None, typer.Option(metavar="DATA", help=both("option.library"))] = None,
    leave_out_faulty: Annotated[bool, typer.Option("--leave-out-faulty", help=both("option.leave-out-faulty"))] = False,
    pages: Annotated[bool, typer.Option("--pages/--no-pages", help=both("option.start-pages"))] = True,
    form: AnswerForm = Form.text,
    answer: Out = None,
    *,
    lang: Language,
) -> None:
    """从清单开始。"""
    if not files:
        raise UsageError("start.name-the-lists")
    if region is None:
        raise UsageError("start.say-region")
    if out is None:
        raise UsageError("start.say-out")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError("start.out-not-empty", path=out)
    place = division_of(region, divisions())
    report = Report()
    try:
        with progress() as say, whole_folder(out) as folder:
            begin(folder, load(None if library in (None, "jilin") else library, say), place, out.name)
            bring_in = partial(import_files, files=files, as_new=True, by=user(), region=place.code, progress=say)
            if leave_out_faulty:
                left_out = rows_at_fault(bring_in, lambda: scratch_copy(folder))
                report = bring_in(folder, leave_out=[(row.file, row.sheet, row.row) for row in left_out])
                report.left_out = left_out
            else:
                report = bring_in(folder)
            if report.refused:
                raise _Refused
            asked = [word for word in report.words if word.how is How.DOUBTFUL]
            if asked:
                write_product_doubts(asked, folder / PRODUCT_MATCHES)
            if pages:
                say(text("build.step.pages", lang))
                from chaingraph.views import write_site  # slow to import, needed here only

                known = world(load(folder))
                (folder / PAGES).mkdir()
                write_site(known, gaps(known, place.code), folder / PAGES, lang=lang)
    except _Refused:
        report.step = None
    returned = give_back(report, files, lang)
    deliver(import_document(report, out, out / MATCHES, lang, form, dry_run=False, returned=returned), form, answer)
    if report.refused:
        raise typer.Exit(1)
    to_stderr(text("start.done", lang, path=out, region=place.name))
    if pages:
        to_stderr(text("start.pages", lang, page=out / PAGES / "index.html"))


class _Refused(Exception):
    """The lists have errors: nothing is written."""
