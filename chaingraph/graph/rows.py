"""RDF to rows: the mapping of :mod:`chaingraph.graph.quads` read backwards.

A graph written by others may tell inputs and products made by the plain properties alone (``cg:upstreamOf``,
``cg:makes``) and may use IRIs of its own: ``dcterms:identifier`` then gives the id.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox

from chaingraph.catalogue import message
from chaingraph.errors import DataError, UsageError
from chaingraph.graph.quads import LIST_ORDER
from chaingraph.guard import Unreadable, each, read_native
from chaingraph.schema import CG, ID, SCHEMA, Column, Table, expand
from chaingraph.tables import Progress, Raw, connect, keep_rows, says

_TYPE = ox.NamedNode(expand("rdf:type"))
_IDENTIFIER = ox.NamedNode(expand("dcterms:identifier"))
_Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_BOOLEAN = {"true": "yes", "1": "yes", "false": "no", "0": "no"}
SUFFIXES = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}


def load_store(path: Path) -> ox.Store:
    """An RDF file in a store. Raises UsageError for an unknown suffix, DataError when it does not parse."""
    form = SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise UsageError("graph.unknown-format", file=path.name)
    if path.suffix.lower() == ".rdf" and _swelling(path):
        raise DataError([says.unreadable(path.name, path.name, message("graph.swelling-entities"))])
    store = ox.Store()
    try:
        read_native(store.bulk_load, path=str(path), format=form)
    except Unreadable as error:
        raise DataError([says.unreadable(path.name, path.name, error.why)]) from error
    return store


def _swelling(path: Path) -> bool:
    """Whether an XML file declares entities that would swell it without bound: the parser expands all it is given."""
    try:
        data = path.read_bytes()
    except OSError:
        return False  # told by the parser
    found = re.findall(rb"""<!ENTITY\s+[^\s"'>]+\s*([^>"']*)(?:"([^"]*)"|'([^']*)')?""", data)
    texts = [double or single for _, double, single in found]
    nested = any(re.search(rb"&(?!#|lt;|gt;|amp;|quot;|apos;)", text) for text in texts)
    return (
        len(found) < data.count(b"<!ENTITY")
        or nested
        or any(len(text) > 1000 for text in texts)
        or any(re.match(rb"SYSTEM|PUBLIC", how) for how, _, _ in found)
    )


def _text(node: _Node) -> str:
    """The IRI, label or lexical form of a term; a quoted triple is not of our making and has none."""
    return "" if isinstance(node, ox.Triple) else node.value


class _Reader:
    """Cells of the rows of one store."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.ids: dict[str, str] = {}
        for quad in each(store.quads_for_pattern(None, _IDENTIFIER, None, None)):
            self.ids[str(quad.subject)] = _text(quad.object)

    def key(self, node: _Node, kind: str) -> str:
        """The id that a reference stands for."""
        known = self.ids.get(str(node))
        if known is not None:
            return known
        text = _text(node)
        return unquote(text.removeprefix(f"{ID}{kind}/"))

    def cell(self, column: Column, node: _Node) -> str:
        """The text of one value in its table."""
        text = _text(node)
        if column.references:
            return self.key(node, SCHEMA.tables[column.references].thing)
        if column.type == "boolean":
            return _BOOLEAN.get(text, text)
        if column.vocabulary:
            return text.removeprefix(f"{CG}{column.vocabulary}-")
        return text

    def rows(self, table: Table) -> list[dict[str, str]]:
        """All rows of a table, by key."""
        typed = self.store.quads_for_pattern(None, _TYPE, ox.NamedNode(expand(table.cls)), None)
        nodes = {quad.subject for quad in each(typed)}
        found: dict[_Node, dict[str, list[str]]] = {node: defaultdict(list) for node in nodes}
        for column in table.columns:
            for quad in each(self.store.quads_for_pattern(None, ox.NamedNode(column.predicate), None, None)):
                cells = found.get(quad.subject)
                if cells is None:
                    continue
                if column.language and getattr(quad.object, "language", None) != column.language:
                    continue
                text = self.cell(column, quad.object)
                if text not in cells[column.name]:
                    cells[column.name].append(text)
        for quad in each(self.store.quads_for_pattern(None, ox.NamedNode(LIST_ORDER), None, None)):
            name, _, order = _text(quad.object).partition("=")
            cells = found.get(quad.subject)
            if cells is not None and sorted(order.split(";")) == sorted(cells.get(name, [])):
                cells[name] = order.split(";")
                cells["\x00" + name] = []
        rows = [
            {
                name: ";".join(values if "\x00" + name in cells else sorted(values))
                if name in table.by_name and table.by_name[name].type == "list"
                else min(values)
                for name, values in cells.items()
                if values
            }
            for cells in found.values()
        ]
        rows += self._plain(table, rows)
        return sorted(rows, key=lambda row: ([row.get(name, "") for name in table.key], sorted(row.items())))

    def _plain(self, table: Table, rows: list[dict[str, str]]) -> Iterator[dict[str, str]]:
        links = {
            "inputs": ("upstreamOf", "input", "product", "product", "product"),
            "makes": ("makes", "enterprise", "product", "enterprise", "product"),
        }
        if table.name not in links:
            return
        link, start, end, kind, other = links[table.name]
        stated = {(row.get(start), row.get(end)) for row in rows}
        for quad in each(self.store.quads_for_pattern(None, ox.NamedNode(CG + link), None, None)):
            pair = (self.key(quad.subject, kind), self.key(quad.object, other))
            if pair not in stated:
                stated.add(pair)
                yield {start: pair[0], end: pair[1]}


def read_rdf(path: Path, progress: Progress | None = None) -> Raw:
    """An RDF file as raw tables, to be checked like any other. Raises DataError or UsageError."""
    if not path.exists():
        raise UsageError("graph.no-such-dataset", path=path)
    if not path.is_file():
        raise UsageError("graph.no-regular-file", path=path)
    return rows_of(load_store(path), progress)


def rows_of(store: ox.Store, progress: Progress | None = None) -> Raw:
    """The raw tables that a store of RDF tells; a required table without a row is a problem of the result."""
    reader = _Reader(store)
    raw = Raw(connect())
    for quad in store.quads_for_pattern(None, ox.NamedNode(CG + "currency"), None, None):
        raw.priced_in(_text(quad.object), "graph")
    for table in SCHEMA.tables.values():
        rows = reader.rows(table)
        if rows:
            names = [column.name for column in table.columns]
            cells = [[row.get(name, "") for name in names] for row in rows]
            keep_rows(raw, table, enumerate([names, *cells], start=1), progress)
    raw.tell_missing()
    return raw
