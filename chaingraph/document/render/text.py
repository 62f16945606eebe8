"""Text for people at a terminal, drawn by rich."""

from __future__ import annotations

import sys
from dataclasses import replace
from io import StringIO
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table as Drawn
from rich.text import Text

from chaingraph.catalogue import speaker
from chaingraph.document.model import (
    Block,
    Chart,
    Document,
    Graph,
    Paragraph,
    Picture,
    SourceList,
    Style,
    Table,
)
from chaingraph.escape import clean, contained

BINARY = False
BARS = 40  # letters of the longest bar
WIDTH = 160  # columns where there is no terminal


def render(document: Document) -> str:
    """The whole as text, 160 columns wide."""
    file = StringIO()
    show(document, file, file)
    return file.getvalue()


def show(document: Document, out: TextIO | None = None, err: TextIO | None = None) -> None:
    """Writes the answer on ``out`` and what is said beside it on ``err``: the standard streams when None."""
    file, aside = out or sys.stdout, err or sys.stderr
    for i, section in enumerate(document.sections):
        if section.title:
            file.write(("\n" if i else "") + _safe(section.title) + "\n")
        for block in section.blocks:
            _block(block, document.lang, file, aside)
    file.flush()
    aside.flush()


def _block(block: Block, lang: str, file: TextIO, aside: TextIO) -> None:
    say = speaker(lang)
    if isinstance(block, Paragraph):
        stream = aside if block.style is Style.aside else file
        stream.write(("  - " if block.style is Style.item else "") + _safe(block.text) + "\n")
    elif isinstance(block, SourceList):
        file.write("\n".join((_safe(block.title), *(f"  {_safe(source.line(lang))}" for source in block.sources), "")))
    elif isinstance(block, Picture):
        file.write(_safe(f"{block.title}: {block.note}") + "\n")
    elif isinstance(block, Chart):
        draw_bars(block, file)
    elif isinstance(block, Graph):
        return  # what it shows stands in words or tables
    elif block.form:
        return
    elif block.rows:
        draw(block, lang, file)
        more = 0 if block.screen is None else len(block.rows) - block.screen
        if more > 0:
            rest = block.rest or say("document.all-in-other-formats")
            aside.write(say("document.more-rows", n=more, rest=rest) + "\n")
    elif block.empty is None:
        file.write(say("document.no-rows", title=_safe(block.title)) + "\n")
    else:
        file.write(f"{_safe(block.title)}\n{_safe(block.empty)}\n")


def draw(table: Table, lang: str, file: TextIO | None = None) -> None:
    """One table, as wide as the terminal; wide columns take the room and fold."""
    to, short = file or sys.stdout, replace(table, rows=table.rows[: table.screen]).brief()
    if short.title:
        to.write(_safe(short.title) + "\n")
    grid = Drawn(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in short.columns:
        grid.add_column(
            _text(column.heading(lang)),
            overflow="fold",
            ratio=1 if column.wide else None,
            no_wrap=False,
            justify="right" if column.numeric else "left",
        )
    for row in short.rows:
        grid.add_row(*(_text(c.told(cell)) for c, cell in zip(short.columns, row, strict=True)))
    Console(file=to, width=None if to.isatty() else WIDTH, highlight=False).print(grid)


def draw_bars(chart: Chart, file: TextIO) -> None:
    """A bar a row, as long as the value."""
    bars = chart.letters(BARS)
    if not bars:
        return
    file.write(_safe(chart.title) + "\n")
    grid = Drawn.grid(padding=(0, 1))
    for label, bar, figure in bars:
        grid.add_row(_text(label), _text(bar), _text(figure))
    Console(file=file, width=None if file.isatty() else WIDTH, highlight=False).print(grid)


def _text(text: str) -> Text:
    return Text("\n".join(contained(line) for line in clean(text).split("\n")))


def _safe(text: str) -> str:
    return contained(clean(text))
