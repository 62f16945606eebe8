"""What ``chaingraph import`` answers, of a dry run and of an import that was done or refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from chaingraph.catalogue import speaker, text
from chaingraph.cli.documents.problems import placed_lines, placed_table
from chaingraph.document import Block, Column, Document, Kind, Paragraph, Section, Style, Table
from chaingraph.document.render import Form
from chaingraph.tables.intake import Report

NOT_READ = {
    "example": "import.not-read.example",
    "total": "import.not-read.total",
    "header": "import.not-read.header",
    "need": "import.not-read.need",
}


def import_document(report: Report, into: Path, matches: Path, lang: str, form: Form, *, dry_run: bool) -> Document:
    """Rows by table, what came of them, and what was wrong. ``matches``: the file of enterprises in doubt.

    In a terminal the problems stand beside the answer, a line each.
    """

    def layout() -> Iterator[Section]:
        blocks: list[Block] = []
        if form is Form.text:
            blocks += [Paragraph(text=line, style=Style.aside) for line in placed_lines(report.problems, lang)]
        blocks += [
            Paragraph(text=text(NOT_READ[why], lang, n=rows), style=Style.aside) for why, rows in report.skipped.items()
        ]
        if report.counts or form is not Form.text:
            blocks.append(_counts(report, lang))
        if form is not Form.text:
            blocks.append(placed_table(report.problems, lang))
        blocks += [Paragraph(text=line) for line in _outcome(report, into, matches, lang, dry_run=dry_run)]
        yield Section(blocks=tuple(blocks))

    return Document(
        key="import",
        title=text("import.count.title", lang),
        lang=lang,
        layout=layout,
        data=lambda: report.as_json(lang),
    )


def _counts(report: Report, lang: str) -> Table:
    say = speaker(lang)
    columns = (
        Column(key="table", label=say("import.count.table")),
        Column(key="read", label=say("import.count.read"), kind=Kind.integer),
        Column(key="added", label=say("import.count.added"), kind=Kind.integer),
        Column(key="changed", label=say("import.count.changed"), kind=Kind.integer),
        Column(key="same", label=say("import.count.same"), kind=Kind.integer),
    )
    rows = tuple((count.table, count.read, count.added, count.changed, count.same) for count in report.counts)
    return Table(key="counts", title=say("import.count.title"), columns=columns, rows=rows)


def _outcome(report: Report, into: Path, matches: Path, lang: str, *, dry_run: bool) -> Iterator[str]:
    say = speaker(lang)
    if report.refused:
        if report.doubts:
            yield say("import.doubtful", n=len(report.doubts), matches=matches)
        yield say("import.nothing-written")
    elif dry_run:
        yield say("import.would-change", n=report.changes)
    elif report.step is None:
        yield say("import.no-change", n=sum(count.read for count in report.counts))
    else:
        yield say("import.done", into=into, step=report.step)
