"""What ``chaingraph import`` answers, of a dry run and of an import that was done or refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from chaingraph.analyses.recapture import LEAST_LISTED
from chaingraph.catalogue import speaker, text
from chaingraph.cli.documents.problems import placed_lines, placed_table
from chaingraph.document import Block, Column, Document, Kind, Paragraph, Section, Style, Table
from chaingraph.document.render import Form
from chaingraph.questions.cells import whole_percent
from chaingraph.questions.describe.recall import Comparison, Stratum
from chaingraph.tables.intake import Report

NOT_READ = {
    "example": "import.not-read.example",
    "total": "import.not-read.total",
    "header": "import.not-read.header",
    "need": "import.not-read.need",
}


def import_document(
    report: Report,
    into: Path,
    matches: Path,
    lang: str,
    form: Form,
    *,
    dry_run: bool,
    compared: Sequence[Comparison] = (),
) -> Document:
    """Rows by table, what came of them, and what was wrong. ``matches``: the file of enterprises in doubt;
    ``compared``: each list of who makes what against the records before it.

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
        blocks += [Paragraph(text=line) for comparison in compared for line in _recall(comparison, lang)]
        yield Section(blocks=tuple(blocks))

    return Document(
        key="import",
        title=text("import.count.title", lang),
        lang=lang,
        layout=layout,
        data=lambda: report.as_json(lang) | {"recapture": [comparison.as_json() for comparison in compared]},
    )


def _recall(comparison: Comparison, lang: str) -> Iterator[str]:
    """How much of a list was on record before it came, which is how complete the records were."""
    say = speaker(lang)
    whole = next(stratum for stratum in comparison.strata if stratum.stratum is Stratum.ALL)
    if not whole.products.on_list:
        return
    yield say(
        "import.recapture",
        products=whole.products.on_list,
        made=whole.products.on_both,
        pairs=whole.pairs.on_list,
        recorded=whole.pairs.on_both,
    )
    recall = whole.products
    if recall.recall is None or recall.low is None or recall.high is None:
        yield say("import.recapture-few", least=LEAST_LISTED)
    else:
        yield say(
            "import.recapture-share",
            recall=whole_percent(recall.recall),
            low=whole_percent(recall.low),
            high=whole_percent(recall.high),
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
