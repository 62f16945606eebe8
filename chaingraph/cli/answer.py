"""The one door for answers: in which format, and where to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from chaingraph.catalogue import both
from chaingraph.cli.output import to_stdout
from chaingraph.document import Document
from chaingraph.document.render import Form, is_binary, render, written
from chaingraph.errors import UsageError

__all__ = [
    "AnswerForm",
    "AnswerOut",
    "BesideForm",
    "Form",
    "Out",
    "answer_has_a_place",
    "deliver",
    "has_a_place",
    "put",
]

FORMS = both("option.format")


def has_a_place(context: typer.Context, form: Form) -> Form:
    """The format; refuses before anything is computed what a terminal cannot show. Raises UsageError for that."""
    return _shown(form, "--out", context.params.get("out"))


def answer_has_a_place(context: typer.Context, form: Form) -> Form:
    """The same for a command whose ``--out`` is what it makes: its answer goes into ``--answer``."""
    return _shown(form, "--answer", context.params.get("answer"))


def _shown(form: Form, option: str, out: Path | None) -> Form:
    if out is None and sys.stdout.isatty() and is_binary(form):
        raise UsageError("answer.not-for-a-terminal", form=str(form), option=option)
    return form


AnswerForm = Annotated[Form, typer.Option("--format", callback=has_a_place, help=FORMS)]
BesideForm = Annotated[Form, typer.Option("--format", callback=answer_has_a_place, help=FORMS)]
Out = Annotated[Path | None, typer.Option(is_eager=True, metavar="FILE", help=both("option.answer-out"))]
AnswerOut = Annotated[Path | None, typer.Option("--answer", is_eager=True, metavar="FILE", help=both("option.answer"))]


def deliver(document: Document, form: Form, out: Path | None) -> None:
    """Writes the answer: whole into the file ``out``, else on standard output. Raises UsageError where it cannot."""
    if form is Form.text and out is None:
        from chaingraph.document.render.text import show  # rich is slow to import

        show(document)
    else:
        put(written(document, form) if out is None else render(document, form), out)


def put(answer: str | bytes, out: Path | None) -> None:
    """Text or bytes into a file, whole, or on standard output. Raises UsageError where they cannot be written."""
    if out is not None:
        from chaingraph.safe_write import whole_file  # needed here only

        with whole_file(out) as aside:
            aside.write_bytes(answer.encode() if isinstance(answer, str) else answer)
    elif isinstance(answer, str):
        to_stdout(answer)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()
