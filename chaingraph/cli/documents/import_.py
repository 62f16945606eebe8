"""What ``chaingraph import`` answers, of a dry run and of an import that was done or refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from chaingraph.analyses.recapture import LEAST_LISTED
from chaingraph.catalogue import Names, speaker, text
from chaingraph.cli.documents.problems import placed_lines, placed_table
from chaingraph.document import Block, Column, Document, Kind, Paragraph, Section, Style, Table
from chaingraph.document.render import Form
from chaingraph.questions.cells import joined, whole_percent
from chaingraph.questions.describe.recall import Comparison, Stratum
from chaingraph.schema import SCHEMA
from chaingraph.tables.intake import PRODUCT_MATCHES, How, Reading, Report

NOT_READ = {
    "example": "import.not-read.example",
    "total": "import.not-read.total",
    "header": "import.not-read.header",
    "need": "import.not-read.need",
    "faulty": "import.not-read.faulty",
}


_HOW = {
    How.NAME: "import.word.by-name",
    How.SYNONYM: "import.word.synonym",
    How.KIND: "import.word.kind",
    How.DECIDED: "import.word.decided",
    How.DOUBTFUL: "import.word.doubtful",
    How.OWN_WORDS: "import.word.own-words",
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
    returned: Path | None = None,
) -> Document:
    """How every column was read, rows by table, what came of them, and what was wrong.

    ``matches``: the file of enterprises in doubt; ``compared``: each list of who makes what against the records before
    it; ``returned``: the workbook of rows that were left out.

    In a terminal the problems stand beside the answer, a line each.
    """

    def layout() -> Iterator[Section]:
        blocks: list[Block] = []
        if form is Form.text:
            blocks += [Paragraph(text=line, style=Style.aside) for line in placed_lines(report.problems, lang)]
        blocks += [
            Paragraph(text=text(NOT_READ[why], lang, n=rows), style=Style.aside) for why, rows in report.skipped.items()
        ]
        if report.readings and (dry_run or report.refused or form is not Form.text):
            blocks.append(_readings(report, lang))
        if report.words:
            blocks.append(_words(report, lang))
        if report.counts or form is not Form.text:
            blocks.append(_counts(report, lang))
        if form is not Form.text:
            blocks.append(placed_table(report.problems, lang))
        blocks += [Paragraph(text=line) for line in _outcome(report, into, matches, lang, dry_run=dry_run)]
        if report.left_out:
            blocks.append(Paragraph(text=text("import.left-out", lang, n=len(report.left_out), path=returned)))
        if (asked := sum(word.how is How.DOUBTFUL for word in report.words)) and not dry_run and not report.refused:
            blocks.append(Paragraph(text=text("import.words-asked", lang, n=asked, path=into / PRODUCT_MATCHES)))
        blocks += [Paragraph(text=line) for comparison in compared for line in _recall(comparison, lang)]
        yield Section(blocks=tuple(blocks))

    return Document(
        key="import",
        title=text("import.count.title", lang),
        lang=lang,
        layout=layout,
        data=lambda: report.as_json(lang) | {"recapture": [comparison.as_json() for comparison in compared]},
    )


def _readings(report: Report, lang: str) -> Table:
    """Every column of the files, and what it is read as."""
    say = speaker(lang)
    columns = (
        Column(key="file", label=say("import.reading.file")),
        Column(key="sheet", label=say("import.reading.sheet")),
        Column(key="letter", label=say("import.reading.letter")),
        Column(key="header", label=say("import.reading.header"), wide=True),
        Column(key="read_as", label=say("import.reading.read-as")),
        Column(key="unit", label=say("import.reading.unit")),
        Column(key="year", label=say("import.reading.year"), kind=Kind.year),
    )
    rows = tuple(
        (
            reading.file,
            reading.sheet,
            reading.letter,
            reading.header,
            _read_as(reading, lang),
            None if reading.factor in (None, "1") else f"× {reading.factor}",
            None if reading.year is None else int(reading.year),
        )
        for reading in report.readings
    )
    return Table(key="readings", title=say("import.reading.title"), columns=columns, rows=rows)


def _read_as(reading: Reading, lang: str) -> str:
    """A column of a table by its name in the language, the scope of business, or that it is not read."""
    if reading.table is None or reading.column is None:
        return text("import.reading.not-read", lang)
    table = SCHEMA.tables[reading.table]
    if reading.column not in table.by_name:
        return text("import.reading.scope", lang)
    column = table.by_name[reading.column]
    names = Names(zh=table.name_zh, en=table.name_en), Names(zh=column.name_zh, en=column.name_en)
    return text("import.reading.column", lang, table=names[0].text(lang), column=names[1].text(lang))


def _words(report: Report, lang: str) -> Table:
    """The words of the lists that are not simply names of products, those that wait for a person first."""
    say = speaker(lang)
    columns = (
        Column(key="word", label=say("import.word.word"), wide=True),
        Column(key="how", label=say("import.word.how")),
        Column(key="products", label=say("import.word.products"), wide=True),
        Column(key="lines", label=say("import.word.lines"), kind=Kind.integer),
    )
    rows = tuple(
        (
            word.word,
            say(_HOW[word.how]),
            joined(word.products or (f"{name} ({id_})" for id_, name, _ in word.candidates), lang) or None,
            word.lines,
        )
        for word in report.words
        if word.how is not How.NAME
    )
    return Table(
        key="words",
        title=say("import.word.title"),
        columns=columns,
        rows=rows,
        screen=20,
        empty=say("import.word.none"),
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
