"""The one door for answers: in which format, and where to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from chaingraph.cli.output import to_stdout
from chaingraph.document import Document
from chaingraph.document.render import Form, is_binary, render, written
from chaingraph.errors import UsageError

__all__ = ["AnswerForm", "Form", "Out", "deliver", "has_a_place", "put"]

FORMS = (
    "text 给人看；json、csv 给程序用；xlsx、docx、html、md 为文件。"
    "text for people; json and csv for programs; xlsx, docx, html and md as files."
)


def has_a_place(context: typer.Context, form: Form) -> Form:
    """The format; refuses before anything is computed what a terminal cannot show. Raises UsageError for that."""
    if context.params.get("out") is None and sys.stdout.isatty() and is_binary(form):
        raise UsageError(
            f"{form} 不能显示在终端上；请用 --out 给出文件名，如 --out 结果.{form}",
            f"{form} cannot be shown in a terminal; name a file with --out, such as --out answer.{form}",
        )
    return form


AnswerForm = Annotated[Form, typer.Option("--format", callback=has_a_place, help=FORMS)]
Out = Annotated[
    Path | None,
    typer.Option(
        is_eager=True,
        metavar="FILE",
        help="写入文件，省略时输出到屏幕。A file to write; the standard output when left out.",
    ),
]


def deliver(document: Document, form: Form, out: Path | None) -> None:
    """Writes the answer: whole into the file ``out``, else on standard output. Raises UsageError where it cannot."""
    if form is Form.text and out is None:
        from chaingraph.document.render.text import show  # rich is slow to import

        show(document)
    else:
        put(written(document, form) if out is None else render(document, form), out)


def put(told: str | bytes, out: Path | None) -> None:
    """Text or bytes into a file, whole, or on standard output. Raises UsageError where they cannot be written."""
    if out is not None:
        from chaingraph.safe_write import whole_file  # needed here only

        with whole_file(out) as aside:
            aside.write_bytes(told.encode() if isinstance(told, str) else told)
    elif isinstance(told, str):
        to_stdout(told)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(told)
        sys.stdout.buffer.flush()
