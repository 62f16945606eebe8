"""What ``chaingraph merge`` answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from chaingraph.catalogue import message, speaker, text
from chaingraph.document import Column, Document, Kind, Paragraph, Section, Table
from chaingraph.tables.intake import Merged

CELLS_ON_SCREEN = 20


def merge_document(merged: Merged, matches: Path, lang: str) -> Document:
    """Rows by table, cells where the two differ, and what was joined. ``matches``: the file of enterprises in doubt."""

    def layout() -> Iterator[Section]:
        differing = (_differing(merged, lang),) if merged.kept else ()
        summary = text(
            "merge.summary",
            lang,
            joined=message("merge.enterprises-joined", n=sum(merged.joined.values())),
            renamed=message("merge.ids-renamed", n=sum(map(len, merged.renamed.values()))),
            doubtful=message("merge.doubtful", n=len(merged.doubts), matches=matches),
        )
        yield Section(blocks=(_rows(merged, lang), *differing, Paragraph(text=summary)))

    return Document(key="merge", title=text("merge.title", lang), lang=lang, layout=layout, data=merged.as_json)


def _rows(merged: Merged, lang: str) -> Table:
    say = speaker(lang)
    columns = (
        Column(key="table", label=say("merge.table")),
        Column(key="first", label=say("merge.first"), kind=Kind.integer),
        Column(key="second", label=say("merge.second"), kind=Kind.integer),
        Column(key="merged", label=say("merge.merged"), kind=Kind.integer),
    )
    rows = tuple((table, *counts) for table, counts in merged.rows.items())
    return Table(key="rows", title=say("merge.title"), columns=columns, rows=rows)


def _differing(merged: Merged, lang: str) -> Table:
    say = speaker(lang)
    columns = (
        Column(key="row", label=say("merge.row")),
        Column(key="table", label=say("merge.table")),
        Column(key="column", label=say("merge.column")),
        Column(key="kept", label=say("merge.kept"), wide=True),
        Column(key="other", label=say("merge.other"), wide=True),
    )
    rows = tuple(
        ("+".join(part or "" for part in key), table, column, kept, other)
        for table, key, column, kept, other in merged.kept
    )
    return Table(
        key="kept",
        title=say("merge.cells-that-differ", n=len(rows)),
        columns=columns,
        rows=rows,
        screen=CELLS_ON_SCREEN,
    )
