"""What ``chaingraph adapt`` answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chaingraph.catalogue import LANGUAGES, speaker
from chaingraph.document import Column, Document, Kind, Paragraph, Section, Table
from chaingraph.tables.adapters import REPORT, Adapted, Entry
from chaingraph.tables.adapters.kinds import done_sentence, kind_sentence

EXAMPLE_LENGTH = 60  # letters of a value that is given as an example


def adapt_document(adapted: Adapted, out: Path, lang: str) -> Document:
    """Rows by table, what was found and done about it, and what the dataset in ``out`` can be used for."""
    say = speaker(lang)
    adapter = adapted.adapter
    label = adapter.title.text(lang)

    def layout() -> Iterator[Section]:
        rows = (say("adapt.rows-of-table", table=table, rows=rows) for table, rows in adapted.rows.items())
        yield Section(
            blocks=(
                Paragraph(text=say("adapt.made", adapter=label, name=adapter.name, out=out)),
                Paragraph(text=say("list.comma").join(rows)),
                _findings(adapted, lang),
                Paragraph(text=say("adapt.good-for", serves=adapter.serves)),
                Paragraph(text=say("adapt.line-by-line", path=out / REPORT)),
            )
        )

    return Document(key="adapt", title=label, lang=lang, layout=layout, data=lambda: _data(adapted))


def _findings(adapted: Adapted, lang: str) -> Table:
    say = speaker(lang)
    columns = (
        Column(key="done", label=say("adapt.finding.done")),
        Column(key="count", label=say("adapt.finding.records"), kind=Kind.integer),
        Column(key="found", label=say("adapt.finding.found"), wide=True),
        Column(key="examples", label=say("adapt.finding.examples"), wide=True),
    )
    rows = tuple(
        (
            done_sentence(group.done).text(lang),
            group.count,
            kind_sentence(group.kind).text(lang),
            "\n".join(_example(entry) for entry in group.first),
        )
        for group in adapted.report.groups()
    )
    return Table(key="findings", title=say("adapt.finding.title"), columns=columns, rows=rows)


def _example(entry: Entry) -> str:
    file_and_row = entry.file + ("" if entry.row is None else f":{entry.row}")
    return " ".join(part for part in (file_and_row, entry.column, entry.value[:EXAMPLE_LENGTH]) if part)


def _data(adapted: Adapted) -> dict[str, Any]:
    """The object that ``adapt --format json`` prints."""
    return {
        "adapter": adapted.adapter.name,
        "tables": adapted.rows,
        **{f"serves_{lang}": adapted.adapter.serves.text(lang) for lang in LANGUAGES},
        "report": [group.as_json() for group in adapted.report.groups()],
    }
