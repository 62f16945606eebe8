"""The RDF, and nowhere else: tables to triples and back, SPARQL, export."""

from typing import TYPE_CHECKING

from chaingraph.late import late

if TYPE_CHECKING:
    from chaingraph.graph.export import FORMATS, export_rdf
    from chaingraph.graph.load import load, read_any
    from chaingraph.graph.neo4j import write_neo4j
    from chaingraph.graph.quads import write_nquads
    from chaingraph.graph.store import Answer, ask, open_store, state_of, write_store
    from chaingraph.graph.void import void

__getattr__ = late(
    __name__,
    {
        "FORMATS": "chaingraph.graph.export",
        "export_rdf": "chaingraph.graph.export",
        "load": "chaingraph.graph.load",
        "read_any": "chaingraph.graph.load",
        "write_neo4j": "chaingraph.graph.neo4j",
        "write_nquads": "chaingraph.graph.quads",
        "Answer": "chaingraph.graph.store",
        "ask": "chaingraph.graph.store",
        "open_store": "chaingraph.graph.store",
        "state_of": "chaingraph.graph.store",
        "write_store": "chaingraph.graph.store",
        "void": "chaingraph.graph.void",
    },
)

__all__ = [
    "FORMATS",
    "Answer",
    "ask",
    "export_rdf",
    "load",
    "open_store",
    "read_any",
    "state_of",
    "void",
    "write_neo4j",
    "write_nquads",
    "write_store",
]
