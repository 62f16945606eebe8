"""Tables of words in both languages as tables of a document in one."""

from __future__ import annotations

from collections.abc import Iterable

from chaingraph.document import UNKNOWN, Cell, Column, Figure, Kind, Section, Table
from chaingraph.findings.sheet import Counted, Pair, Sheet


def sheet_section(sheets: Iterable[Sheet], lang: str) -> Section:
    """The sheets one under the other; a dash is what is not known."""
    return Section(blocks=tuple(_table(sheet, lang) for sheet in sheets))


def _table(sheet: Sheet, lang: str) -> Table:
    here = 0 if lang == "zh" else 1
    columns = tuple(
        Column(key=f"{sheet.key}_{i}", label=head[here], kind=_kind([row[i] for row in sheet.rows]))
        for i, head in enumerate(sheet.heads)
    )
    rows = tuple(tuple(_cell(pair, here) for pair in row) for row in sheet.rows)
    return Table(key=sheet.key, title=sheet.title[here], columns=columns, rows=rows)


def _kind(cells: list[Pair]) -> Kind:
    """Integers or shares where all that is known are such."""
    values = [pair.value if isinstance(pair, Counted) else None for pair in cells if pair[0] != UNKNOWN]
    if values and all(isinstance(value, int) for value in values):
        return Kind.integer
    return Kind.share if values and all(isinstance(value, float) for value in values) else Kind.text


def _cell(pair: Pair, here: int) -> Cell:
    if isinstance(pair, Counted):
        return Figure(value=pair.value, told=pair[here])
    return None if pair[here] == UNKNOWN else pair[here]
