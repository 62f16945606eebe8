"""Tables to N-Quads; the lines themselves are written by :mod:`chaingraph.registry.statements`."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from chaingraph.registry.statements import DATASET, LIST_ORDER, SHORTCUTS, count_statements, write_statements
from chaingraph.schema import ID
from chaingraph.tables import Dataset


def iri_of(kind: str, *cells: str) -> str:
    """The IRI of a row: ``.../id/<thing>/<cell>/<cell>``, each cell percent-encoded."""
    return f"{ID}{kind}/" + "/".join(quote(cell, safe="") for cell in cells)


def write_nquads(dataset: Dataset, path: Path, *, merged: bool = False) -> None:
    """Writes the whole dataset as N-Quads, in an order of their own, so that equal data give equal bytes.

    ``merged`` leaves the named graphs out: each statement once, as N-Triples.

    Raises nothing for a checked dataset; OSError when ``path`` cannot be written.
    """
    write_statements(dataset, path, merged=merged)


__all__ = ["DATASET", "LIST_ORDER", "SHORTCUTS", "count_statements", "iri_of", "write_nquads"]
