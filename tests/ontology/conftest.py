"""The small world on which the ontology, its shapes and its questions are tried."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import rdflib

from chaingraph.graph import load, write_nquads

TINY = Path(__file__).resolve().parent / "tiny"


def tiny_graph() -> rdflib.Dataset:
    """The graph that the program makes of the tables in ``tiny/``, queried as the union of its named graphs.

    ``tiny/graph.nq`` was mapped by other code from the same tables and is what it is held against.
    """
    return graph_of(TINY)


def graph_of(folder: Path) -> rdflib.Dataset:
    """The program's graph of a dataset, in rdflib."""
    with tempfile.TemporaryDirectory() as aside:
        path = Path(aside) / "graph.nq"
        write_nquads(load(folder), path)
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(path, format="nquads")
    return dataset


@pytest.fixture(scope="session")
def tiny_dataset() -> rdflib.Dataset:
    """The dataset itself; read only."""
    return tiny_graph()


@pytest.fixture(scope="session")
def tiny(tiny_dataset: rdflib.Dataset) -> rdflib.Graph:
    """The union of its graphs as one plain graph; read only, tests that plant faults work on copies."""
    union = rdflib.Graph()
    for triple in tiny_dataset.triples((None, None, None)):
        union.add(triple)
    return union
