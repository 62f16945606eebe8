"""SPARQL 1.1 over a dataset: all sources merged, ``GRAPH ?source`` for a single source."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from chaingraph.errors import UsageError
from chaingraph.escape import no_formula
from chaingraph.graph.load import graph_of
from chaingraph.graph.ontology import beside_data
from chaingraph.graph.quads import write_nquads
from chaingraph.graph.sparql import at_fault, checked
from chaingraph.resources import bundled
from chaingraph.schema import PREFIXES
from chaingraph.schema import __file__ as schema_file
from chaingraph.tables import Dataset
from chaingraph.temporary import temporary_folder
from chaingraph.version import __version__

_NESTING = frozenset("(){}[]!+-*/|&=<>^,;.")  # no construct of SPARQL nests without one of these
_LONGEST = 20_000  # of these signs, strings and IRIs included
_STACK = 1 << 29  # bytes of address space, taken as they are needed


@dataclass(frozen=True)
class Answer:
    """The answer to a query: SPARQL 1.1 JSON results of SELECT and ASK, or triples of CONSTRUCT."""

    results: dict[str, Any] | None
    turtle: str | None

    @property
    def columns(self) -> list[str]:
        """Variables of a SELECT; empty otherwise."""
        return list(self.results["head"].get("vars", [])) if self.results else []

    @property
    def rows(self) -> list[list[str]]:
        """Plain values of a SELECT, an empty string where a variable is unbound."""
        if not self.results or "results" not in self.results:
            return []
        bindings = self.results["results"]["bindings"]
        return [[line.get(name, {}).get("value", "") for name in self.columns] for line in bindings]

    @property
    def boolean(self) -> bool | None:
        """Answer of an ASK; None otherwise."""
        return self.results.get("boolean") if self.results else None

    def as_csv(self) -> str:
        """SELECT or ASK as CSV. A text that a spreadsheet would take for a formula gets a leading apostrophe."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        if self.boolean is not None:
            writer.writerows([["ask"], [str(self.boolean).lower()]])
            return out.getvalue()
        writer.writerow(self.columns)
        for line in (self.results or {})["results"]["bindings"]:
            writer.writerow([_cell(line.get(name)) for name in self.columns])
        return out.getvalue()


def _cell(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    return term["value"] if "datatype" in term else no_formula(term["value"])


def open_store(dataset: Dataset, path: Path | None = None) -> ox.Store:
    """The dataset's graph: a named graph a source, and the default graph as the merge of all.

    In memory, or on disk in the new folder ``path``; that is closed when the store is let go.

    The ontology and the national classifications stand in named graphs of their own, out of the default graph, so
    that they add nothing to what is counted there.

    A union of named graphs taken at query time would match a statement of two sources twice and falsify counts.
    """
    store = ox.Store() if path is None else ox.Store(str(path))
    for file, name in beside_data():
        store.load(path=str(file), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(name))
    with temporary_folder() as folder:
        for merged, name in ((False, "graph.nq"), (True, "merged.nt")):
            file_path = folder / name
            write_nquads(dataset, file_path, merged=merged)
            store.bulk_load(path=str(file_path), format=ox.RdfFormat.N_TRIPLES if merged else ox.RdfFormat.N_QUADS)
    return store


def write_store(dataset: Dataset, path: Path) -> None:
    """Writes the graph of :func:`open_store` into the new folder ``path``, for a server to read."""
    store = open_store(dataset, path)
    store.flush()


def state_of(place: Path | str | None) -> str | None:
    """A digest of all that the store of ``place`` depends on, or None where that cannot be known (an address).

    It covers the bytes of the data's files, of the ontology and of the schema, and the versions of the programs. A
    store with an equal digest need not be built anew. Raises UsageError when a file cannot be read.
    """
    if isinstance(place, str) and "://" in place:
        return None
    data = graph_of(Path(place) if place is not None else bundled("data/jilin"))
    digest = hashlib.sha256(f"{__version__} {ox.__version__}".encode())
    for folder in (data, bundled("ontology"), Path(schema_file).parent):
        files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else [folder]
        for file in files:
            hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
            if hidden or file.suffix == ".pyc":
                continue
            digest.update(f"\0{file.relative_to(folder).as_posix()}\0".encode())
            try:
                with file.open("rb") as opened:
                    digest.update(hashlib.file_digest(opened, "sha256").digest())
            except OSError as error:
                raise UsageError("graph.file-unreadable", file=file.name, reason=error.strerror) from error
    return digest.hexdigest()


def ask(store: ox.Store, sparql: str) -> Answer:
    """Answers a query in this process, for as long as it takes; the prefixes of the ontology need not be written.

    For a query of somebody else's use :class:`chaingraph.graph.sparql.Worker`, which bounds its time and memory.
    Raises UsageError when the query does not parse, holds the word SERVICE (:func:`chaingraph.graph.sparql.checked`)
    or is too long.
    """
    checked(sparql)
    if sum(map(_NESTING.__contains__, sparql)) > _LONGEST:
        raise UsageError("graph.query-too-many-operators", most=_LONGEST)
    return _deep(lambda: _answer(store, sparql))


def _deep(work: Callable[[], Answer]) -> Answer:
    """Runs in a thread with a stack that the longest query, nested to its end, does not overflow: that would end the
    process.
    """
    answers: list[Answer | BaseException] = []

    def run() -> None:
        try:
            answers.append(work())
        except BaseException as error:
            answers.append(error)

    before = threading.stack_size(_STACK)
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    if isinstance(answers[0], BaseException):
        raise answers[0]
    return answers[0]


def _answer(store: ox.Store, sparql: str) -> Answer:
    found: Any = None
    try:
        found = store.query(sparql, prefixes=PREFIXES)
        if isinstance(found, ox.QueryTriples):
            prefixes = {name: base for name, base in PREFIXES.items() if name != "rdf"}
            text = ox.serialize(sorted(set(found), key=str), format=ox.RdfFormat.TURTLE, prefixes=prefixes)
            return Answer(None, (text or b"").decode())
        return Answer(json.loads(found.serialize(format=ox.QueryResultsFormat.JSON) or b"{}"), None)
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise at_fault(sparql, str(error)) from error
    finally:
        found = None  # to be let go of in the thread that made it, not whenever an error's traceback is
