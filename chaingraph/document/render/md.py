"""Markdown (CommonMark with the tables of GitHub): for notes, issues and assistants."""

from __future__ import annotations

import re

from chaingraph.document.model import (
    UNKNOWN,
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
_BARS = 20  # letters of the longest bar
_MARKS = re.compile(r"([\\`*_{}\[\]|~])")
_STARTS = re.compile(r"^(#|[+-](?=[\s-]|$)|\d+(?=[.)](?:\s|$)))")  # what begins a heading, a list, a quotation
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def render(document: Document) -> str:
    """Title, sections, tables, sources; foreign text is never markup."""
    parts = [f"# {_inline(document.title)}"]
    for section in document.sections:
        if section.title:
            parts.append(f"## {_inline(section.title)}")
        parts += [_block(block, document.lang) for block in section.blocks]
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block, lang: str) -> str:
    if isinstance(block, Paragraph):
        return ("- " if block.style is Style.item else "") + _inline(block.text)
    if isinstance(block, SourceList):
        title = (f"### {_inline(block.title)}\n",) if block.title else ()
        return "\n".join((*title, *(f"- {_inline(source.line(lang))}" for source in block.sources)))
    if isinstance(block, Picture):
        return _inline(f"{block.title}. {block.note}")
    if isinstance(block, Chart):
        lines = (f"- {_inline(label)} {bar} {_inline(figure)}" for label, bar, figure in block.letters(_BARS))
        return "\n".join((f"### {_inline(block.title)}\n", *lines)) if block.bars() else ""
    if isinstance(block, Graph):
        return ""  # what it shows stands in words or tables
    return _table(block.brief(), lang)


def _table(table: Table, lang: str) -> str:
    title = f"### {_inline(table.title)}\n\n" if table.title else ""
    if not table.rows:
        return title + (_inline(table.empty) if table.empty else UNKNOWN)
    heads = [_inline(column.heading(lang)) for column in table.columns]
    rules = ["---:" if column.numeric else "---" for column in table.columns]
    rows = [[_inline(c.told(cell)) for c, cell in zip(table.columns, row, strict=True)] for row in table.rows]
    return title + "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, rules, *rows))


def _inline(text: str) -> str:
    """Text that reads as it is and stays on its line."""
    escaped = _MARKS.sub(r"\\\1", clean(text)).replace("\t", " ").strip()
    safe = _STARTS.sub(_not_a_start, escaped).translate(_ENTITIES)
    return "<br>".join(contained(line) for line in safe.split("\n"))


def _not_a_start(found: re.Match[str]) -> str:
    start = found[1]
    return f"{start}\\" if start.isdigit() else f"\\{start}"
