"""One door for DATA: a folder, a workbook, a DuckDB or RDF file, what ``build`` wrote, or an address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from chaingraph.errors import UsageError
from chaingraph.registry import open_views
from chaingraph.resources import bundled
from chaingraph.tables import POSTGRES, Dataset, Progress, Raw, accept, load_frames, read_postgres, read_tables
from chaingraph.tables.paths import within


def read_remote(address: str, progress: Progress | None = None) -> Raw:
    """All tables of the SPARQL endpoint at ``address``."""
    from chaingraph.graph import remote  # it brings the parts that speak HTTP and TLS

    return remote.read_remote(address, progress)


SCHEMES = ("sparql+http", "sparql+https", "http", "https")  # of the addresses of SPARQL endpoints
_ADDRESSES: dict[str, Callable[[str, Progress | None], Raw]] = {
    **dict.fromkeys(SCHEMES, read_remote),
    **dict.fromkeys(POSTGRES, read_postgres),
}
GRAPH = "graph.nq"  # the graph in an output folder of ``build``


def read_any(place: Path | str, progress: Progress | None = None) -> Raw:
    """Raw tables of a folder, workbook or RDF file, or of an address (``scheme://…``, given as text).

    Raises UsageError (no such data, no answer) or DataError (unreadable).
    """
    scheme, address, _ = str(place).partition("://")
    if address and isinstance(place, str):
        read = _ADDRESSES.get(scheme.lower())
        if read is None:
            known = " ".join(f"{name}://" for name in _ADDRESSES)
            raise UsageError("graph.unknown-scheme", scheme=scheme, known=known)
        return read(place, progress)
    path = graph_of(Path(place))
    if not path.is_dir():
        from chaingraph.graph import rows  # it brings the store, which a folder of tables has no use for

        if path.suffix.lower() in rows.SUFFIXES:
            return rows.read_rdf(path, progress)
    return read_tables(path, progress)


def graph_of(path: Path) -> Path:
    """The ``graph.nq`` of a folder that ``build`` wrote (it has no tables); any other path as it is.

    Raises DataError where it is a link out of the folder.
    """
    built = (path / "findings.json").is_file() and (path / GRAPH).is_file()
    return within(path / GRAPH, path) if built else path


def load(place: Path | str | Mapping[str, Any] | None = None, progress: Progress | None = None) -> Dataset:
    """The checked dataset at ``place``, the bundled one when it is None.

    A mapping holds the tables themselves by name: frames of pandas, Polars or PyArrow, or lists of dicts.
    Raises DataError with every error, or UsageError when there is no such data.
    """
    if isinstance(place, Mapping):
        dataset = load_frames(place)
    else:
        dataset = accept(read_any(place if place is not None else bundled("data/jilin"), progress))
    open_views(dataset)
    return dataset
