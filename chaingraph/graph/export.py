"""A dataset as an RDF file."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from chaingraph.graph.quads import write_nquads
from chaingraph.graph.store import open_store
from chaingraph.schema import ID, PREFIXES
from chaingraph.tables import Dataset

FORMATS = {"turtle": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD, "nquads": ox.RdfFormat.N_QUADS}


def export_rdf(dataset: Dataset, form: str, path: Path) -> None:
    """Writes ``turtle`` (all graphs as one), ``jsonld`` or ``nquads`` (named graph a source)."""
    if form == "nquads":
        write_nquads(dataset, path)
        return
    store = open_store(dataset)
    prefixes = {**PREFIXES, "id": ID}
    if form == "turtle":
        triples = {quad.triple for quad in store}
        ox.serialize(sorted(triples, key=str), output=str(path), format=FORMATS[form], prefixes=prefixes)
    else:
        ox.serialize(sorted(store, key=str), output=str(path), format=FORMATS[form], prefixes=prefixes)
