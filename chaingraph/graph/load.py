"""One door for DATA: a folder, a workbook or an RDF file."""

from __future__ import annotations

from pathlib import Path

from chaingraph.graph.rows import SUFFIXES, read_rdf
from chaingraph.resources import bundled
from chaingraph.tables import Dataset, Progress, Raw, accept, read_tables


def read_any(path: Path, progress: Progress | None = None) -> Raw:
    """Raw tables of a folder, workbook or RDF file. Raises UsageError (no such data) or DataError (unreadable)."""
    if path.suffix.lower() in SUFFIXES and not path.is_dir():
        return read_rdf(path, progress)
    return read_tables(path, progress)


def load(path: Path | str | None = None, progress: Progress | None = None) -> Dataset:
    """The checked dataset under ``path``, the bundled one when it is None.

    Raises DataError with every error, or UsageError when there is no such data.
    """
    return accept(read_any(Path(path) if path is not None else bundled("data/jilin"), progress))
