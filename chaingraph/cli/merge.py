"""``chaingraph merge``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.catalogue import both
from chaingraph.cli.answer import AnswerOut, BesideForm, Form, deliver
from chaingraph.cli.documents.merge import merge_document
from chaingraph.cli.import_ import MATCHES
from chaingraph.cli.options import Language, example
from chaingraph.cli.output import progress, say_problems
from chaingraph.errors import UsageError
from chaingraph.graph import load
from chaingraph.safe_write import whole_folder
from chaingraph.tables.intake import Merged, merge, read_decisions, write_doubts
from chaingraph.tables.paths import within

EPILOG = example("command.example.merge")


def command(
    first: Annotated[str, typer.Argument(metavar="A", help=both("option.first"))],
    second: Annotated[str, typer.Argument(metavar="B", help=both("option.second"))],
    out: Annotated[Path, typer.Option(metavar="C", help=both("option.out"))],
    matches: Annotated[Path | None, typer.Option(metavar="FILE", help=both("option.matches"))] = None,
    form: BesideForm = Form.text,
    answer: AnswerOut = None,
    *,
    lang: Language,
) -> None:
    """合并数据。"""
    if matches is not None and not matches.is_file():
        raise UsageError("merge.no-such-file", path=matches)
    kept = [within(Path(folder) / MATCHES, Path(folder)) for folder in (first, second, out)]
    decisions = read_decisions([*kept, *([matches] if matches else [])])
    merged = Merged()
    try:
        with progress() as say:
            a, b = load(first, say), load(second, say)
            with whole_folder(out) as folder:
                merged = merge(a, b, folder, decisions, say)
                if merged.problems:
                    raise _Faulty
                write_doubts(merged.doubts, folder / MATCHES, out / MATCHES)
    except _Faulty:
        say_problems(merged.problems, lang)
        raise typer.Exit(1) from None
    deliver(merge_document(merged, out / MATCHES, lang), form, answer)


class _Faulty(Exception):
    """The two do not make a sound dataset."""
