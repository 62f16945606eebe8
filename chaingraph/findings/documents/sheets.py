"""Tables of words in both languages as tables of a document in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chaingraph.document import UNKNOWN, Column, Section, Table
from chaingraph.findings.sheet import Pair, Sheet


def sheet_section(sheets: Iterable[Sheet], lang: str) -> Section:
    """The sheets one under the other; a dash is what is not known."""
    return Section(blocks=tuple(_table(sheet, lang) for sheet in sheets))


def _table(sheet: Sheet, lang: str) -> Table:
    here = 0 if lang == "zh" else 1

    def cells(row: tuple[Pair, ...]) -> Iterator[str | None]:
        for pair in row:
            yield None if pair[here] == UNKNOWN else pair[here]

    columns = tuple(Column(key=f"c{i}", label=head[here]) for i, head in enumerate(sheet.heads))
    return Table(
        key=sheet.key, title=sheet.title[here], columns=columns, rows=tuple(tuple(cells(row)) for row in sheet.rows)
    )
