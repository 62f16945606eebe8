"""What ``chaingraph check`` answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from chaingraph.catalogue import text
from chaingraph.cli.documents.problems import counted, placed_lines, placed_table
from chaingraph.document import Block, Document, Paragraph, Section, Style
from chaingraph.document.render import Form
from chaingraph.tables.intake import Placed


def check_document(problems: Sequence[Placed], marked: Path | None, lang: str, form: Form) -> Document:
    """The problems of a workbook, their count, and where the ``marked`` copy is, None where there is none.

    In a terminal the problems stand beside the answer, a line each, as those of an import.
    """

    def layout() -> Iterator[Section]:
        blocks: list[Block] = []
        if form is Form.text:
            blocks += [Paragraph(text=line, style=Style.aside) for line in placed_lines(problems, lang)]
        else:
            blocks.append(placed_table(problems, lang))
        blocks.append(Paragraph(text=counted(problems, lang)))
        if marked is not None:
            blocks.append(Paragraph(text=text("check.marked", lang, path=marked)))
        yield Section(blocks=tuple(blocks))

    return Document(
        key="check",
        title=text("problem-list.title", lang),
        lang=lang,
        layout=layout,
        data=lambda: [placed.as_json(lang) for placed in problems],
    )
