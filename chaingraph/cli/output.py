"""What is printed: data on standard output, everything else on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from chaingraph.catalogue import FALLBACK, LANGUAGES, text
from chaingraph.language import default_language
from chaingraph.problems import Problem, Severity


def language(argv: Sequence[str]) -> str:
    """The --lang of the call, English where there is no such language; without it that of the environment's locale."""
    for word, following in zip(argv, [*argv[1:], None], strict=True):
        asked = following if word == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else None
        if asked is not None:
            return asked if asked in LANGUAGES else FALLBACK
    return default_language()


def to_stderr(line: str) -> None:
    """One line on standard error."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def to_stdout(words: str) -> None:
    """Text on standard output, ending in one newline."""
    sys.stdout.write(words if words.endswith("\n") else words + "\n")
    sys.stdout.flush()


def as_json(value: Any) -> None:
    """One JSON document on standard output."""
    from chaingraph.document.render.json import plain  # needed here only

    to_stdout(plain(value))


def say_problems(problems: Sequence[Problem], lang: str) -> None:
    """Every problem, one line each, and their count."""
    for problem in problems:
        severity = text(f"word.severity.{problem.severity}", lang)
        to_stderr(text("problem-list.line", lang, severity=severity, problem=problem))
    count = sum(problem.severity is Severity.error for problem in problems)
    if count:
        to_stderr(text("problem-list.errors-in-data", lang, n=count))


def table(title: str, headers: Sequence[str], rows: Sequence[Sequence[str]], wide: Sequence[int] = ()) -> None:
    """A table of texts on standard output; ``wide`` columns take the room and fold."""
    from chaingraph.document import Column, Table
    from chaingraph.document.render.text import draw  # rich is slow to import

    columns = tuple(Column(key=f"c{i}", label=head, wide=i in wide) for i, head in enumerate(headers))
    draw(Table(key="table", title=title, columns=columns, rows=tuple(map(tuple, rows))), "en")


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A function that shows the step now under way, on standard error: a spinner, or a line a step that takes long."""
    if sys.stderr.isatty():
        from rich.console import Console

        with Console(stderr=True).status("…") as status:
            yield lambda step: status.update(step)
        return
    last = [time.monotonic()]

    def line(step: str) -> None:
        if time.monotonic() - last[0] > 1:
            to_stderr(f"… {step}")
            last[0] = time.monotonic()

    yield line
