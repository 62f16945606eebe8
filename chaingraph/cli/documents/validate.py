"""What ``chaingraph validate`` answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chaingraph.catalogue import text
from chaingraph.cli.documents.problems import counted, problem_table
from chaingraph.document import Document, Paragraph, Section
from chaingraph.document.render import Form
from chaingraph.problems import Problem


def validate_document(problems: Sequence[Problem], lang: str, form: Form) -> Document:
    """The problems of a dataset and their count; a terminal is shown no table of none."""

    def layout() -> Iterator[Section]:
        table = problem_table(problems, lang)
        tables = (table,) if table.rows or form is not Form.text else ()
        yield Section(blocks=(*tables, Paragraph(text=counted(problems, lang))))

    return Document(
        key="validate",
        title=text("problem-list.title", lang),
        lang=lang,
        layout=layout,
        data=lambda: [problem.as_json(lang) for problem in problems],
    )
