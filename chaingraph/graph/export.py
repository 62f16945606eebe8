"""A dataset as an RDF file."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from chaingraph.catalogue import Spoken, message
from chaingraph.graph.quads import write_nquads
from chaingraph.plugins import Format
from chaingraph.schema import ID, PREFIXES
from chaingraph.tables import Dataset
from chaingraph.temporary import temporary_folder

FORMATS = {"turtle": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD, "nquads": ox.RdfFormat.N_QUADS}


def export_rdf(dataset: Dataset, form: str, path: Path) -> None:
    """Writes ``turtle`` (all graphs as one), ``jsonld`` or ``nquads`` (named graph a source)."""
    if form == "nquads":
        write_nquads(dataset, path)
        return
    prefixes = {**PREFIXES, "id": ID}
    with temporary_folder() as folder:
        aside = folder / "graph"
        write_nquads(dataset, aside, merged=form == "turtle")
        quads = ox.parse(path=str(aside), format=ox.RdfFormat.N_QUADS)
        statements = (quad.triple for quad in quads) if form == "turtle" else quads
        ox.serialize(statements, output=str(path), format=FORMATS[form], prefixes=prefixes)


def _format(form: str, label: Spoken) -> Format:
    return Format(label=label, write=lambda dataset, path, _: export_rdf(dataset, form, path))


TURTLE = _format("turtle", message("graph.turtle"))
NQUADS = _format("nquads", message("graph.nquads"))
JSONLD = _format("jsonld", message("graph.jsonld"))
