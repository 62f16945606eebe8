"""The national classifications in use as SKOS: ``ontology/gbt2260.ttl`` and ``ontology/gbt4754.ttl``."""

from __future__ import annotations

import csv

from rdflib import DCTERMS, OWL, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef

from chaingraph.graph import load
from chaingraph.schema import ID
from tools.docs.pages import LANGUAGES, ONTOLOGY


def _scheme(
    name: str, title: dict[str, str], edition: str, issued: str, source: str
) -> tuple[Graph, URIRef, Namespace]:
    graph, scheme = Graph(), URIRef(ID + name)
    codes = Namespace(f"{ID}{name}/")
    graph.bind("skos", SKOS)
    graph.bind("dcterms", DCTERMS)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    for lang, text in title.items():
        graph.add((scheme, SKOS.prefLabel, Literal(text, lang)))
    graph.add((scheme, OWL.versionInfo, Literal(edition)))
    graph.add((scheme, DCTERMS.issued, Literal(issued, datatype=XSD.gYear)))
    graph.add((scheme, DCTERMS.source, Literal(source)))
    return graph, scheme, codes


def _concept(
    graph: Graph, scheme: URIRef, node: URIRef, code: str, names: dict[str, str], broader: URIRef | None
) -> None:
    graph.add((node, RDF.type, SKOS.Concept))
    graph.add((node, SKOS.inScheme, scheme))
    graph.add((node, SKOS.notation, Literal(code)))
    for lang in LANGUAGES:
        if names.get(lang):
            graph.add((node, SKOS.prefLabel, Literal(names[lang], lang)))
    graph.add((node, SKOS.broader, broader) if broader is not None else (node, SKOS.topConceptOf, scheme))


def gbt2260_turtle() -> str:
    """The division codes of the bundled regions."""
    graph, scheme, codes = _scheme(
        "gbt2260",
        {
            "zh": "中华人民共和国行政区划代码",
            "en": "Codes for the administrative divisions of the People's Republic of China",
        },
        "GB/T 2260-2007，含此后变更的代码 with later changes; only the divisions in use",
        "2007",
        "GB/T 2260",
    )
    for code, zh, en, parent in load().rows("select code, name_zh, name_en, parent from regions order by code"):
        _concept(graph, scheme, codes[code], code, {"zh": zh, "en": en or ""}, codes[parent] if parent else None)
    return graph.serialize(format="turtle")


def gbt4754_turtle() -> str:
    """The industry classes in use and those above them, from ``ontology/gbt4754.csv``."""
    graph, scheme, codes = _scheme(
        "gbt4754-2017",
        {"zh": "国民经济行业分类", "en": "Industrial classification for national economic activities"},
        "GB/T 4754-2017; only the classes in use and those above them",
        "2017",
        "GB/T 4754-2017",
    )
    with (ONTOLOGY / "gbt4754.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: row for row in csv.DictReader(file)}
    for code, row in sorted(rows.items()):
        above = next((code[:length] for length in range(len(code) - 1, 1, -1) if code[:length] in rows), row["section"])
        broader = None if code == row["section"] else codes[above]
        _concept(graph, scheme, codes[code], code, {"zh": row["name_zh"], "en": row["name_en"]}, broader)
    return graph.serialize(format="turtle")
