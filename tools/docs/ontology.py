"""ontology.md and the picture of the model: every class, property and code list of the ontology."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.term import Node

from chaingraph.graph.ontology import ontology_files
from chaingraph.schema import CG, SCHEMA
from tools.docs.pages import ONTOLOGY, cell, render

_CG = Namespace(CG)
_SHORTCUTS = (
    ("Product", "upstreamOf", "Product"),
    ("Enterprise", "makes", "Product"),
    ("Enterprise", "supplies", "Enterprise"),
)


@cache
def ontology_graph() -> Graph:
    """The ontology, its files as one graph."""
    graph = Graph()
    for path in ontology_files(ONTOLOGY):
        graph.parse(path)
    return graph


def _text(node: Node, predicate: URIRef, lang: str) -> str:
    objects = ontology_graph().objects(node, predicate)
    return " ".join(sorted(str(value) for value in objects if getattr(value, "language", None) == lang))


def _local(node: Node) -> str:
    return str(node)[len(CG) :]


def _own(kinds: Iterable[URIRef]) -> list[URIRef]:
    found = {node for kind in kinds for node in ontology_graph().subjects(RDF.type, kind) if str(node).startswith(CG)}
    return sorted((node for node in found if isinstance(node, URIRef)), key=str)


def _used_by(term: URIRef) -> str:
    columns = [
        f"{table.name}.{column.name}"
        for table in SCHEMA.tables.values()
        for column in table.columns
        if column.predicate == str(term)
    ]
    return ", ".join(columns) if len(columns) <= 6 else f"{', '.join(columns[:5])} … ({len(columns)})"


def _terms(kinds: Iterable[URIRef], lang: str) -> list[dict[str, str]]:
    return [
        {
            "name": _local(node),
            "label": cell(_text(node, RDFS.label, lang)),
            "definition": cell(_text(node, SKOS.definition, lang)),
            "columns": _used_by(node),
        }
        for node in _own(kinds)
    ]


def page(lang: str) -> str:
    """The page in one language."""
    graph = ontology_graph()
    lists = [
        {
            "name": _local(scheme),
            "label": cell(_text(scheme, RDFS.label, lang)),
            "values": [
                {"name": _local(value), "label": cell(_text(value, SKOS.prefLabel, lang))}
                for value in sorted(graph.subjects(SKOS.inScheme, scheme), key=str)
            ],
        }
        for scheme in _own((SKOS.ConceptScheme,))
    ]
    return render(
        "ontology",
        lang,
        files=[path.name for path in ontology_files()],
        version=next(graph.objects(URIRef(CG.rstrip("#")), OWL.versionInfo)),
        classes=_terms((OWL.Class,), lang),
        properties=_terms((OWL.ObjectProperty, OWL.DatatypeProperty), lang),
        lists=lists,
    )


def model_arrows() -> list[tuple[str, str, str]]:
    """Class, property, class: the references of the schema and the direct triples, each once."""
    found = set(_SHORTCUTS)
    for table in SCHEMA.tables.values():
        for column in table.columns:
            if column.references and column.references != "sources":
                other = SCHEMA.tables[column.references]
                found.add((_bare(table.cls), _bare(column.rdf.partition("@")[0]), _bare(other.cls)))
    return sorted(found)


def _bare(curie: str) -> str:
    return curie.partition(":")[2]


def model_dot() -> str:
    """The picture of the model for Graphviz: boxes are classes, arrows properties."""
    graph = ontology_graph()
    node = 'shape=box, style="rounded,filled", fillcolor="#eef3f8", color="#33566f"'
    lines = [
        "digraph model {",
        '  rankdir=LR; nodesep=0.35; ranksep=0.9; bgcolor="white";',
        f'  node [{node}, fontname="Noto Sans CJK SC", fontsize=12];',
        '  edge [color="#55636f", fontname="Noto Sans CJK SC", fontsize=9];',
    ]
    classes = sorted({name for start, _, end in model_arrows() for name in (start, end)} | {"Source"})
    for name in classes:
        record = ', fillcolor="#fff6dd"' if _CG.Record in set(graph.objects(_CG[name], RDFS.subClassOf)) else ""
        lines.append(f'  {name} [label="{_text(_CG[name], RDFS.label, "zh")}\\n{name}"{record}];')
    arrows: dict[tuple[str, str], list[str]] = {}
    for start, link, end in model_arrows():
        arrows.setdefault((start, end), []).append(link)
    for (start, end), links in arrows.items():
        label = "\\n".join(links)
        lines.append(f'  {start} -> {end} [label="{label}"];')
    return "\n".join([*lines, "}", ""])
