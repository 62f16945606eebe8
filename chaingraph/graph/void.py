"""What a dataset's graph holds, in the vocabularies made for that: VoID and DCAT."""

from __future__ import annotations

from chaingraph.catalogue import LANGUAGES, Spoken, text
from chaingraph.graph.quads import DATASET, count_statements, iri_of
from chaingraph.registry.sources import newest_year
from chaingraph.schema import CG, ID, SCHEMA, expand
from chaingraph.tables import Dataset
from chaingraph.version import __version__

_FILES = {
    "graph.nq": "https://www.iana.org/assignments/media-types/application/n-quads",
    "findings.json": "https://www.iana.org/assignments/media-types/application/json",
}


def void(dataset: Dataset, region: str, name: Spoken, files: tuple[str, ...] = ()) -> str:
    """A description of the graph as Turtle: title, place, years, vocabulary, counts by class, and its files.

    ``region`` and its ``name`` are those of the whole dataset; ``files`` are names beside the description.
    Counts are those of the merged graph; the year is that of the newest source. Equal data give equal text.
    """
    from rdflib import DCAT, DCTERMS, RDF, VOID, XSD, Graph, Literal, URIRef  # slow to import, needed here only

    graph, node = Graph(), URIRef(DATASET)
    for prefix, base in (("void", VOID), ("dcat", DCAT), ("dcterms", DCTERMS), ("cg", CG)):
        graph.bind(prefix, base)
    for lang in LANGUAGES:
        graph.add((node, DCTERMS.title, Literal(text("graph.title-of-the-data", lang, region=name), lang)))
    graph.add((node, DCTERMS.spatial, URIRef(iri_of("region", region))))
    for kind in (VOID.Dataset, DCAT.Dataset):
        graph.add((node, RDF.type, kind))
    graph.add((node, DCTERMS.conformsTo, URIRef(CG.rstrip("#"))))
    graph.add((node, VOID.vocabulary, URIRef(CG)))
    graph.add((node, VOID.uriSpace, Literal(ID)))
    graph.add((node, VOID.triples, Literal(count_statements(dataset))))
    graph.add((node, DCTERMS.creator, Literal(f"ChainGraph {__version__}")))
    newest = newest_year(dataset)
    if newest is not None:
        graph.add((node, DCTERMS.temporal, Literal(f"{newest:04d}", datatype=XSD.gYear)))
    for of, table in SCHEMA.tables.items():
        part = URIRef(f"{node}/class/{table.thing}")
        graph.add((node, VOID.classPartition, part))
        graph.add((part, VOID["class"], URIRef(expand(table.cls))))
        graph.add((part, VOID.entities, Literal(dataset.count(of))))
    for file in files:
        part = URIRef(f"{node}/file/{file}")
        graph.add((node, DCAT.distribution, part))
        graph.add((part, RDF.type, DCAT.Distribution))
        graph.add((part, DCTERMS.title, Literal(file)))
        if file in _FILES:
            graph.add((part, DCAT.mediaType, URIRef(_FILES[file])))
    return graph.serialize(format="turtle")
