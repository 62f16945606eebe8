"""CSV for programs: the tables; of several each has its title above it and an empty line below."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from chaingraph.document.model import Cell, Document, Figure, Table
from chaingraph.escape import no_formula

BINARY = False
MARK = "\ufeff"  # of a file: without it Excel takes the letters for those of the system's code page


def render(document: Document) -> str:
    """Header and rows; numbers as they are, an empty cell for what is not known, and no formulas."""
    tables = document.tables()
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    for i, table in enumerate(tables):
        if i:
            file.write("\n")
        if len(tables) > 1:
            writer.writerow([no_formula(table.title)])
        writer.writerows(_rows(table, document.lang))
    return file.getvalue()


def _rows(table: Table, lang: str) -> Iterator[list[str | int | float | None]]:
    columns, rows = table.for_programs().flat(lang)
    yield [no_formula(column.heading(lang)) for column in columns]
    for row in rows:
        yield [_cell(cell) for cell in row]


def _cell(cell: Cell) -> str | int | float | None:
    bare = cell.value if isinstance(cell, Figure) else cell
    return bare if bare is None or isinstance(bare, int | float) else no_formula(str(bare))
