"""What is printed: data on standard output, everything else on standard error."""

from __future__ import annotations

import json
import locale
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from chaingraph.problems import Problem

if TYPE_CHECKING:
    from chaingraph.findings import Sheet, World


def language(argv: Sequence[str]) -> str:
    """``zh`` or ``en``: the --lang of the call, else that of the environment's locale."""
    for place, word in enumerate(argv):
        if word == "--lang" and place + 1 < len(argv):
            return "zh" if argv[place + 1] == "zh" else "en"
        if word.startswith("--lang="):
            return "zh" if word == "--lang=zh" else "en"
    return default_language()


def default_language() -> str:
    """The language of the environment: zh where the locale says so, else en."""
    told = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if (told or (locale.getlocale()[0] or "")).lower().startswith(("zh", "chinese")) else "en"


def to_stderr(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def to_stdout(text: str) -> None:
    """Text on standard output, ending in one newline."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")
    sys.stdout.flush()


def as_json(value: Any) -> None:
    """One JSON document on standard output; a list has one element a line, which the encoder writes ten times as fast."""
    if isinstance(value, list):
        lines = (json.dumps(one, ensure_ascii=False, allow_nan=False) for one in value)
        to_stdout("[" + ",\n ".join(lines) + "]")
    else:
        to_stdout(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def scope(known: World, region: str, chain: str | None, lang: str) -> str:
    """A region and, where one was asked for, a chain, as the title of a table."""
    of_chain = f" · {known.network.chain_name(chain, lang)}" if chain else ""
    return known.places.name(region, lang) + of_chain


def say_problems(problems: Sequence[Problem], lang: str) -> None:
    """Every problem, one line each, and their count."""
    for problem in problems:
        mark = {"error": ("错误", "error"), "warning": ("警告", "warning")}[problem.severity]
        to_stderr(f"{mark[0] if lang == 'zh' else mark[1]}: {problem.text(lang)}")
    count = sum(problem.severity == "error" for problem in problems)
    if count:
        to_stderr(f"数据中有 {count} 处错误。" if lang == "zh" else f"{count} error(s) in the data.")


def table(title: str, headers: Sequence[str], rows: Sequence[Sequence[str]], wide: Sequence[int] = ()) -> None:
    """A table on standard output; ``wide`` columns take the room and fold."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(title=Text(title), box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for place, header in enumerate(headers):
        drawn.add_column(Text(header), overflow="fold", ratio=1 if place in wide else None, no_wrap=False)
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    width = None if sys.stdout.isatty() else 160
    Console(file=sys.stdout, width=width, highlight=False).print(drawn)


def sheets(told: Iterable[Sheet], lang: str) -> None:
    """Tables of words, one under the other; an empty one is said to be so."""
    here = 0 if lang == "zh" else 1
    for sheet in told:
        if sheet.rows:
            rows = [[cell[here] for cell in row] for row in sheet.rows]
            table(sheet.title[here], [head[here] for head in sheet.heads], rows)
        else:
            to_stdout(f"{sheet.title[here]}：{'无' if lang == 'zh' else 'none'}")


@contextmanager
def progress(lang: str) -> Iterator[Callable[[str], None]]:
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
