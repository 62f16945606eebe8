"""The files of the ontology, by what they hold: everything that loads it loads the files of these lists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from chaingraph.resources import bundled
from chaingraph.schema import CG, ID

# By hand: classes, definitions, alignments, axioms. From the schema: properties and code lists.
ONTOLOGY = ("chaingraph.ttl", "properties.ttl", "codes.ttl")
# By hand: what reaches over several columns or rows. From the schema: a shape for every table and column.
SHAPES = ("shapes.ttl", "column-shapes.ttl")
# National classifications: file, named graph.
SCHEMES = {"gbt2260.ttl": f"{ID}gbt2260", "gbt4754.ttl": f"{ID}gbt4754-2017"}
GRAPH = CG.rstrip("#")  # named graph of the ontology, and its own IRI


def ontology_files(folder: Path | None = None) -> list[Path]:
    """The files that make up the ontology; those that ship with the program when ``folder`` is None."""
    return [(folder or bundled("ontology")) / name for name in ONTOLOGY]


def shape_files(folder: Path | None = None) -> list[Path]:
    """The files that make up the SHACL shapes, likewise."""
    return [(folder or bundled("ontology")) / name for name in SHAPES]


def beside_data() -> Iterator[tuple[Path, str]]:
    """Each file that a store holds beside the data, with the named graph it stands in."""
    yield from ((path, GRAPH) for path in ontology_files())
    yield from ((bundled("ontology") / name, graph) for name, graph in SCHEMES.items())
