"""The ontology parses, is complete, consistent and in step with the tables; shapes and questions bite."""

from __future__ import annotations

import csv
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import owlrl
import pyoxigraph
import pytest
import rdflib
import rdflib.query
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, XSD, BNode, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from chaingraph.graph import load, open_store
from chaingraph.graph.ontology import ONTOLOGY as FILES
from chaingraph.graph.ontology import SHAPES, ontology_files, shape_files

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGY = ROOT / "ontology"
TINY = ROOT / "tests" / "ontology" / "tiny"
SCHEMA = ROOT / "chaingraph" / "schema"
IRI = URIRef("https://w3id.org/chaingraph/ontology")
CG = Namespace("https://w3id.org/chaingraph/ontology#")
CGSH = Namespace("https://w3id.org/chaingraph/shapes#")
ID = Namespace("https://w3id.org/chaingraph/id/")
PREFIXES = {
    "cg": str(CG),
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "skos": str(SKOS),
}
LANGUAGES = ["en", "zh"]
QUESTIONS = sorted(path.stem for path in (ONTOLOGY / "questions").glob("*.rq"))


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TABLES = rows(SCHEMA / "tables.csv")
COLUMNS = rows(SCHEMA / "columns.csv")
TERMS = [row for row in rows(SCHEMA / "vocabularies.csv") if row["vocabulary"] != "boolean"]
CLASS_OF = {row["table"]: row["class"] for row in TABLES}


def expand(curie: str) -> URIRef:
    """The IRI of prefix:name, a language tag behind it put aside."""
    prefix, _, name = curie.partition("@")[0].partition(":")
    return URIRef(PREFIXES[prefix] + name)


def copy(graph: rdflib.Graph) -> rdflib.Graph:
    """A graph with the same triples."""
    result = rdflib.Graph()
    for triple in graph:
        result.add(triple)
    return result


def cg_terms(graph: Iterable[tuple[Node, Node, Node]]) -> set[URIRef]:
    """All IRIs of the ontology namespace at any place of the triples."""
    return {node for triple in graph for node in triple if isinstance(node, URIRef) and node.startswith(str(CG))}


def joined(files: Iterable[Path]) -> rdflib.Graph:
    """Several files as one graph."""
    graph = rdflib.Graph()
    for path in files:
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    """The ontology, all its files; read only."""
    return joined(ontology_files())


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    """The shapes, all their files; read only."""
    return joined(shape_files())


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("name", [*FILES, *SHAPES])
def test_two_parsers_read_the_same(name: str) -> None:
    path = ONTOLOGY / name
    by_rdflib = rdflib.Graph().parse(path)
    by_oxigraph = list(pyoxigraph.parse(path.read_bytes(), format=pyoxigraph.RdfFormat.TURTLE))
    assert len(by_rdflib) > 100
    assert len(by_rdflib) == len(by_oxigraph)


def test_header(ontology: rdflib.Graph) -> None:
    version = str(ontology.value(IRI, OWL.versionInfo))
    assert (IRI, RDF.type, OWL.Ontology) in ontology
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert ontology.value(IRI, OWL.versionIRI) == URIRef(f"{IRI}/{version}")
    for name in ("title", "description"):
        texts = [text for text in ontology.objects(IRI, expand(f"dcterms:{name}")) if isinstance(text, Literal)]
        assert sorted(text.language or "" for text in texts) == LANGUAGES
    assert ontology.value(IRI, expand("dcterms:license")) == URIRef("https://creativecommons.org/licenses/by/4.0/")


# ---------------------------------------------------------------- terms


def text_faults(graph: rdflib.Graph) -> list[str]:
    """Terms without a label and a definition in each language, or whose definition, made by hand, repeats the label."""
    faults = []
    by_hand = set(joined([ONTOLOGY / FILES[0]]).subjects(SKOS.definition))
    for term in sorted({t for t in graph.subjects() if isinstance(t, URIRef) and t.startswith(str(CG))}):
        name = term.removeprefix(str(CG))
        texts: dict[tuple[Node, str], str] = {}
        for kind in (RDFS.label, SKOS.definition):
            found = [text for text in graph.objects(term, kind) if isinstance(text, Literal)]
            if sorted(text.language or "" for text in found) != LANGUAGES:
                faults.append(f"{name}: {kind} not once in each language")
            texts.update({(kind, text.language or ""): str(text) for text in found})
        is_property = {OWL.ObjectProperty, OWL.DatatypeProperty} & set(graph.objects(term, RDF.type))
        for language in LANGUAGES:
            label = texts.get((RDFS.label, language), "?")
            definition = texts.get((SKOS.definition, language), "")
            opening = re.match(rf"x cg:{re.escape(name)} y(: |：)", definition)
            if is_property and not opening:
                faults.append(f"{name}: definition @{language} does not say its direction")
            body = definition[opening.end() :] if opening else definition
            pattern = rf"\b{re.escape(label)}\b" if language == "en" else re.escape(label)
            if term in by_hand and re.search(pattern, body, re.IGNORECASE):
                faults.append(f"{name}: definition @{language} repeats the label")
        if graph.value(term, RDFS.isDefinedBy) != IRI:
            faults.append(f"{name}: no rdfs:isDefinedBy")
    return faults


def test_every_term_is_labelled_and_defined(ontology: rdflib.Graph) -> None:
    assert text_faults(ontology) == []


@pytest.mark.parametrize(
    ("term", "predicate", "old", "new"),
    [
        (CG.Park, RDFS.label, "zh", None),
        (CG.Park, SKOS.definition, "en", None),
        (CG.Park, SKOS.definition, "en", "A park where enterprises settle."),
        (CG.Park, SKOS.definition, "zh", "建有园区的地块。"),
        (CG.makes, SKOS.definition, "en", "an enterprise produces it."),
        (CG.Park, RDFS.isDefinedBy, None, None),
    ],
)
def test_text_faults_are_found(
    ontology: rdflib.Graph, term: URIRef, predicate: URIRef, old: str | None, new: str | None
) -> None:
    broken = copy(ontology)
    for value in list(broken.objects(term, predicate)):
        if old is None or (isinstance(value, Literal) and value.language == old):
            broken.remove((term, predicate, value))
    if new is not None:
        broken.add((term, predicate, Literal(new, lang=old)))
    assert len(text_faults(broken)) == 1


def test_every_term_of_the_schema_is_defined(ontology: rdflib.Graph) -> None:
    assert len(TABLES) >= 15
    assert len(COLUMNS) >= 100
    for table in TABLES:
        assert (expand(table["class"]), RDF.type, OWL.Class) in ontology, table["table"]
    annotations = {
        "skos:prefLabel",
        "skos:altLabel",
        "skos:note",
        "dcterms:title",
        "dcterms:publisher",
        "dcterms:license",
    }
    for column in COLUMNS:
        curie = column["rdf"].partition("@")[0]
        if curie in annotations:
            kind = OWL.AnnotationProperty
        elif column["references"] or column["vocabulary"]:
            kind = OWL.ObjectProperty
        else:
            kind = OWL.DatatypeProperty
        assert (expand(curie), RDF.type, kind) in ontology, f"{column['table']}.{column['column']}"


def test_every_vocabulary_is_a_scheme(ontology: rdflib.Graph) -> None:
    expected = {CG[f"{row['vocabulary']}-{row['value']}"] for row in TERMS}
    assert len(expected) >= 39
    assert set(ontology.subjects(RDF.type, SKOS.Concept)) == expected
    schemes = {CG[f"{row['vocabulary']}-scheme"] for row in TERMS}
    assert set(ontology.subjects(RDF.type, SKOS.ConceptScheme)) == schemes
    for row in TERMS:
        concept, scheme = CG[f"{row['vocabulary']}-{row['value']}"], CG[f"{row['vocabulary']}-scheme"]
        assert list(ontology.objects(concept, SKOS.inScheme)) == [scheme]
        assert list(ontology.objects(concept, SKOS.topConceptOf)) == [scheme]
        assert ontology.value(concept, SKOS.notation) == Literal(row["value"])
        names = {Literal(row["zh"], lang="zh"), Literal(row["en"], lang="en")}
        assert set(ontology.objects(concept, SKOS.prefLabel)) == names
        assert set(ontology.objects(concept, RDFS.label)) == names


def test_only_defined_terms_are_used(ontology: rdflib.Graph, shapes: rdflib.Graph, tiny: rdflib.Graph) -> None:
    defined = {term for term in ontology.subjects(RDF.type) if isinstance(term, URIRef)}
    assert cg_terms(ontology) <= defined
    assert cg_terms(shapes) <= defined
    assert cg_terms(tiny) <= defined
    for stem in QUESTIONS:
        text = (ONTOLOGY / "questions" / f"{stem}.rq").read_text(encoding="utf-8")
        names = set(re.findall(r"\bcg:([A-Za-z][\w-]*)", text))
        assert {CG[name] for name in names} <= defined, stem


# ---------------------------------------------------------------- logic


def dl_faults(graph: rdflib.Graph) -> list[str]:
    """What would take the ontology out of OWL 2 DL or break its own rule of no domain and range."""
    kinds = {
        kind: {s for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}
        for kind in (OWL.AnnotationProperty, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.Class)
    }
    builtin = (str(OWL), str(RDF), str(RDFS))
    faults = []
    properties = [kinds[k] for k in (OWL.AnnotationProperty, OWL.ObjectProperty, OWL.DatatypeProperty)]
    for index, first in enumerate(properties):
        for second in properties[index + 1 :]:
            faults += [f"{term} has two kinds" for term in sorted(first & second)]
    declared = set().union(*properties)
    for s, p, o in graph:
        if p not in declared and not str(p).startswith(builtin):
            faults.append(f"{p} is not declared")
        if p in (RDFS.domain, RDFS.range):
            faults.append(f"{s} has a domain or range")
        if p in kinds[OWL.ObjectProperty] and not isinstance(o, URIRef):
            faults.append(f"{p} has a literal")
        if p in kinds[OWL.DatatypeProperty] and not isinstance(o, Literal):
            faults.append(f"{p} has a node")
        if p == RDF.type and not str(o).startswith(builtin) and o not in kinds[OWL.Class]:
            faults.append(f"{o} is not declared")
        if p == RDFS.subClassOf and not {s, o} <= kinds[OWL.Class]:
            faults.append(f"{s} under {o} is not between classes")
        if p == RDFS.subPropertyOf and not any({s, o} <= known for known in properties):
            faults.append(f"{s} under {o} is not between properties of one kind")
        if p == OWL.members and not set(Collection(graph, o)) <= kinds[OWL.Class]:
            faults.append("a list of disjoint classes has something else")
    return faults


def test_stays_in_owl_dl(ontology: rdflib.Graph, tiny: rdflib.Graph) -> None:
    assert dl_faults(ontology) == []
    assert dl_faults(ontology + tiny) == []


@pytest.mark.parametrize(
    ("triple", "fault"),
    [
        ((CG.makes, RDF.type, OWL.DatatypeProperty), "has two kinds"),
        ((CG.Park, CG.colour, Literal("green")), "is not declared"),
        ((CG.Park, RDF.type, CG.Garden), "is not declared"),
        ((CG.Park, RDFS.subClassOf, CG.Garden), "is not between classes"),
        ((CG.makes, RDFS.subPropertyOf, CG.segment), "is not between properties"),
        ((CG.makes, RDFS.domain, CG.Enterprise), "has a domain or range"),
        ((ID["enterprise/E01"], CG.makes, Literal("steel")), "has a literal"),
        ((ID["enterprise/E01"], CG.uscc, CG.Park), "has a node"),
    ],
)
def test_dl_faults_are_found(ontology: rdflib.Graph, triple: tuple[URIRef, URIRef, Node], fault: str) -> None:
    broken = copy(ontology)
    broken.add(triple)
    assert any(fault in found for found in dl_faults(broken))


def clashes(graph: rdflib.Graph) -> list[str]:
    """What the OWL 2 RL closure of the graph finds contradictory."""
    closure = copy(graph)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closure)
    error = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    found = [str(text) for text in closure.objects(None, error)]
    found += [f"{node} is nothing" for node in closure.subjects(RDF.type, OWL.Nothing)]
    found += [
        f"{node} is an empty class" for node in closure.subjects(RDFS.subClassOf, OWL.Nothing) if node != OWL.Nothing
    ]
    return found


def test_consistent(ontology: rdflib.Graph, tiny: rdflib.Graph) -> None:
    assert clashes(ontology + tiny) == []


@pytest.mark.parametrize(
    ("triple", "fault"),
    [
        ((ID["enterprise/E01"], RDF.type, CG.Product), "Disjoint classes"),
        ((ID["chain/nev"], RDF.type, SKOS.Concept), "Disjoint classes"),
        ((ID["source/S1"], RDF.type, CG.Coverage), "Disjoint classes"),
        ((ID["product/power"], CG.upstreamOf, ID["product/power"]), "Irreflexive property"),
        ((ID["region/220000"], CG.within, ID["region/220100"]), "Asymmetric"),
        ((ID["park/P1"], RDF.type, OWL.Nothing), "is nothing"),
    ],
)
def test_clash_is_found(
    ontology: rdflib.Graph, tiny: rdflib.Graph, triple: tuple[URIRef, URIRef, URIRef], fault: str
) -> None:
    broken = rdflib.Graph()
    for known in ontology:
        if not isinstance(known[2], Literal):  # labels and definitions take no part
            broken.add(known)
    for term in (triple[0], triple[2]):  # what follows from a part follows from the whole
        for known in tiny.triples((term, None, None)):
            broken.add(known)
    broken.add(triple)
    assert any(fault.lower() in found.lower() for found in clashes(broken))


def test_every_table_class_is_disjoint_from_the_others(ontology: rdflib.Graph) -> None:
    groups = [
        set(Collection(ontology, members))
        for node in ontology.subjects(RDF.type, OWL.AllDisjointClasses)
        for members in ontology.objects(node, OWL.members)
    ]
    assert {expand(table["class"]) for table in TABLES} in groups


# ---------------------------------------------------------------- shapes


@dataclass(frozen=True)
class Finding:
    """One SHACL result: the named shape, the constraint component, the node and the severity."""

    shape: Node | None
    component: Node | None
    focus: Node | None
    severity: Node | None


# rdflib has no value for a year alone: of two that differ it cannot tell which is the earlier.
rdflib.term.bind(XSD.gYear, int, constructor=int, datatype_specific=True)


def findings(data: rdflib.Graph, shapes: rdflib.Graph) -> list[Finding]:
    """All SHACL results of the data."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pyshacl

        conforms, report, text = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, rdflib.Graph), text
    result = [
        Finding(
            *(
                report.value(node, p)
                for p in (
                    SH.sourceShape,
                    SH.sourceConstraintComponent,
                    SH.focusNode,
                    SH.resultSeverity,
                )
            )
        )
        for node in report.objects(None, SH.result)
    ]
    assert conforms == (not result)
    return result


def test_tiny_graph_conforms(tiny: rdflib.Graph, shapes: rdflib.Graph) -> None:
    assert findings(tiny, shapes) == []


def test_shapes_are_well_formed_shacl(tiny: rdflib.Graph, shapes: rdflib.Graph) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pyshacl

        conforms, _, text = pyshacl.validate(tiny, shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_every_class_of_the_tables_occurs_in_the_tiny_graph(tiny: rdflib.Graph) -> None:
    assert set(tiny.objects(None, RDF.type)) == {SKOS.Concept, *(expand(table["class"]) for table in TABLES)}


def named_shapes(shapes: rdflib.Graph) -> set[URIRef]:
    """The shapes with an IRI."""
    found = {*shapes.subjects(RDF.type, SH.NodeShape), *shapes.subjects(RDF.type, SH.PropertyShape)}
    return {shape for shape in found if isinstance(shape, URIRef)}


def test_shapes_speak_both_languages(shapes: rdflib.Graph) -> None:
    named = named_shapes(shapes)
    assert len(named) > 100
    for shape in named:
        assert shape.startswith(str(CGSH))
        speakers = [shape] if (shape, SH.sparql, None) not in shapes else list(shapes.objects(shape, SH.sparql))
        for subject, predicate in [(shape, SH.name), *((speaker, SH.message) for speaker in speakers)]:
            texts = [text for text in shapes.objects(subject, predicate) if isinstance(text, Literal)]
            assert sorted(text.language or "" for text in texts) == LANGUAGES, f"{shape} {predicate}"
        severe = shapes.value(shape, SH.severity)
        assert severe in (SH.Violation, SH.Warning) or (shape, SH.property, None) in shapes, shape


def test_every_column_has_its_shape(shapes: rdflib.Graph) -> None:
    """The shapes ask of the graph what the schema asks of the tables."""
    anywhere = {column["rdf"] for column in COLUMNS if column["table"] == "*"}
    for column in COLUMNS:
        path = expand(column["rdf"])
        if path == SKOS.prefLabel:
            continue
        name = re.split("[#/]", path)[-1]
        tables = list(CLASS_OF) if column["table"] == "*" else [column["table"]]
        shape = CGSH[name]
        for table in tables:
            node_shape = CGSH[CLASS_OF[table].removeprefix("cg:")]
            if column["rdf"] not in anywhere:
                shape = CGSH[f"{CLASS_OF[table].removeprefix('cg:')}-{name}"]
            assert (node_shape, SH.property, shape) in shapes, f"{table}.{column['column']}"
            assert (node_shape, SH.targetClass, expand(CLASS_OF[table])) in shapes
        where = f"{column['table']}.{column['column']}"
        assert shapes.value(shape, SH.path) == path, where
        assert ((shape, SH.minCount, Literal(1)) in shapes) == (column["required"] == "yes"), where
        assert ((shape, SH.maxCount, Literal(1)) in shapes) == (column["type"] != "list"), where
        if column["references"]:
            assert shapes.value(shape, SH["class"]) == expand(CLASS_OF[column["references"]]), where
        elif column["vocabulary"]:
            values = {CG[f"{t['vocabulary']}-{t['value']}"] for t in TERMS if t["vocabulary"] == column["vocabulary"]}
            lists = list(shapes.objects(shape, SH["in"]))
            assert [set(Collection(shapes, items)) for items in lists] == [values], where
        else:
            datatype = {
                "boolean": XSD.boolean,
                "number": XSD.double,
                "integer": XSD.integer,
                "year": XSD.gYear,
            }
            text = RDF.langString if "@" in column["rdf"] else XSD.string
            if column["rdf"] == "schema:url":
                text = XSD.anyURI
            if column["type"] == "date":
                kinds = [shapes.value(one, SH.datatype) for one in Collection(shapes, shapes.value(shape, SH["or"]))]
                assert kinds == [XSD.date, XSD.gYearMonth, XSD.gYear]
            else:
                assert shapes.value(shape, SH.datatype) == datatype.get(column["type"], text), where
        if column["type"] in ("number", "integer"):
            for bound, key in ((SH.minInclusive, "minimum"), (SH.maxInclusive, "maximum")):
                value = shapes.value(shape, bound)
                assert (None if value is None else float(str(value))) == (
                    float(column[key]) if column[key] else None
                ), where


def test_names_have_their_shapes(shapes: rdflib.Graph) -> None:
    named = {row["table"] for row in COLUMNS if row["rdf"] == "skos:prefLabel@zh"}
    assert len(named) == 9
    assert named == {row["table"] for row in COLUMNS if row["rdf"] == "skos:prefLabel@en"}
    for table in named:
        node_shape = CGSH[CLASS_OF[table].removeprefix("cg:")]
        assert CGSH.prefLabel in set(shapes.objects(node_shape, SH.property))


Breaker = Callable[[rdflib.Graph, Node, URIRef, Node], None]
NOWHERE = URIRef("https://w3id.org/chaingraph/id/nowhere")


def set_value(graph: rdflib.Graph, focus: Node, path: URIRef, value: Node) -> None:
    """The cell gets this value and no other."""
    graph.remove((focus, path, None))
    graph.add((focus, path, value))


def below(graph: rdflib.Graph, focus: Node, path: URIRef, limit: Node) -> None:
    assert isinstance(limit, Literal)
    value = limit.toPython() - 1
    set_value(graph, focus, path, Literal(value, datatype=limit.datatype))


def above(graph: rdflib.Graph, focus: Node, path: URIRef, limit: Node) -> None:
    assert isinstance(limit, Literal)
    value = limit.toPython() + 1
    set_value(graph, focus, path, Literal(value, datatype=limit.datatype))


def no_value(graph: rdflib.Graph, focus: Node, path: URIRef, _: Node) -> None:
    graph.remove((focus, path, None))


def one_more(graph: rdflib.Graph, focus: Node, path: URIRef, _: Node) -> None:
    graph.add((focus, path, NOWHERE))
    graph.add((focus, path, Literal("one too many")))


def bad_pattern(graph: rdflib.Graph, focus: Node, path: URIRef, _: Node) -> None:
    set_value(graph, focus, path, Literal("?"))


BREAKERS: dict[URIRef, tuple[URIRef, Breaker]] = {
    SH.minCount: (SH.MinCountConstraintComponent, no_value),
    SH.maxCount: (SH.MaxCountConstraintComponent, one_more),
    SH.datatype: (SH.DatatypeConstraintComponent, lambda g, n, p, _: set_value(g, n, p, NOWHERE)),
    SH["class"]: (SH.ClassConstraintComponent, lambda g, n, p, _: set_value(g, n, p, NOWHERE)),
    SH.nodeKind: (SH.NodeKindConstraintComponent, lambda g, n, p, _: set_value(g, n, p, Literal("a name"))),
    SH["in"]: (SH.InConstraintComponent, lambda g, n, p, _: set_value(g, n, p, CG["no-such-value"])),
    SH["or"]: (SH.OrConstraintComponent, lambda g, n, p, _: set_value(g, n, p, NOWHERE)),
    SH.pattern: (SH.PatternConstraintComponent, bad_pattern),
    SH.minLength: (SH.MinLengthConstraintComponent, lambda g, n, p, _: set_value(g, n, p, Literal(""))),
    SH.minInclusive: (SH.MinInclusiveConstraintComponent, below),
    SH.maxInclusive: (SH.MaxInclusiveConstraintComponent, above),
    SH.languageIn: (
        SH.LanguageInConstraintComponent,
        lambda g, n, p, _: set_value(g, n, p, Literal("Name", lang="fr")),
    ),
}


@pytest.mark.parametrize("constraint", sorted(BREAKERS))
def test_every_property_shape_fails_when_its_constraint_is_broken(
    constraint: URIRef, tiny: rdflib.Graph, shapes: rdflib.Graph
) -> None:
    """Break one cell for each shape that has the constraint: each of them must be reported by name."""
    component, breaker = BREAKERS[constraint]
    broken = copy(tiny)
    expected = set()
    for shape, limit in sorted(shapes.subject_objects(constraint), key=str):
        path = shapes.value(shape, SH.path)
        if not isinstance(shape, URIRef) or not isinstance(path, URIRef):
            continue
        owners = [shape, *shapes.subjects(SH.property, shape)]
        classes = sorted({c for owner in owners for c in shapes.objects(owner, SH.targetClass)}, key=str)
        focus = min(tiny.subjects(RDF.type, classes[0]), key=str)
        breaker(broken, focus, path, limit)
        expected.add((shape, component, focus))
    assert expected
    found = {(finding.shape, finding.component, finding.focus) for finding in findings(broken, shapes)}
    assert expected - found == set()


def node(path: str) -> str:
    """The IRI of a row in angle brackets."""
    return f"<{ID}{path}>"


# name: update that plants the fault, the shapes that must be reported, and no others
FAULTS: dict[str, tuple[str, set[str]]] = {
    "no region": (f"DELETE WHERE {{ {node('cluster/C1')} cg:locatedIn ?r }}", {"Cluster-locatedIn"}),
    "two regions": (
        f"INSERT DATA {{ {node('enterprise/E01')} cg:locatedIn {node('region/310000')} }}",
        {"Enterprise-locatedIn"},
    ),
    "region that is a park": (
        f"DELETE {{ ?c cg:locatedIn ?r }} INSERT {{ ?c cg:locatedIn {node('park/P1')} }} "
        f"WHERE {{ VALUES ?c {{ {node('cluster/C1')} }} ?c cg:locatedIn ?r }}",
        {"Cluster-locatedIn"},
    ),
    "region code of five digits": (
        f"DELETE {{ {node('region/310000')} dcterms:identifier ?i }} "
        f'INSERT {{ {node("region/310000")} dcterms:identifier "31000" }} '
        f"WHERE {{ {node('region/310000')} dcterms:identifier ?i }}",
        {"Region-code"},
    ),
    "statistic of both a chain and a product": (
        f"INSERT {{ ?s cg:ofProduct {node('product/battery')} }} WHERE {{ ?s cg:ofChain {node('chain/nev')} }}",
        {"Statistic-about"},
    ),
    "statistic of nothing": (
        f"DELETE WHERE {{ ?s cg:ofChain {node('chain/nev')} }}",
        {"Statistic-about"},
    ),
    "kind of itself": (
        f"INSERT DATA {{ {node('product/lithium')} skos:broader {node('product/lithium')} }}",
        {"no-self-loop"},
    ),
    "kinds in a circle": (
        f"INSERT DATA {{ {node('product/lithium')} skos:broader {node('product/power')} . "
        f"{node('product/power')} skos:broader {node('product/lithium')} }}",
        {"broader-circle"},
    ),
    "region inside itself": (
        f"INSERT DATA {{ {node('region/310000')} cg:within {node('region/310000')} }}",
        {"no-self-loop"},
    ),
    "product upstream of itself": (
        f"INSERT DATA {{ {node('product/power')} cg:upstreamOf {node('product/power')} }}",
        {"no-self-loop", "upstreamOf-recorded"},
    ),
    "product that is its own input": (
        f"DELETE {{ ?i cg:inputProduct ?p }} INSERT {{ ?i cg:inputProduct {node('product/hydrogen-tank')} }} "
        f"WHERE {{ VALUES ?i {{ {node('input/hydrogen-tank/carbon-fibre/')} }} ?i cg:inputProduct ?p }}",
        {"InputRelation-self", "upstreamOf-recorded"},
    ),
    "unknown stage": (
        f"DELETE {{ ?p cg:stage ?s }} INSERT {{ ?p cg:stage cg:role-lead }} "
        f"WHERE {{ VALUES ?p {{ {node('product/vehicle')} }} ?p cg:stage ?s }}",
        {"Product-stage"},
    ),
    "short credit code": (
        f'DELETE {{ ?e cg:uscc ?u }} INSERT {{ ?e cg:uscc "91220200MA000000" }} '
        f"WHERE {{ VALUES ?e {{ {node('enterprise/E01')} }} ?e cg:uscc ?u }}",
        {"Enterprise-uscc"},
    ),
    "credit code with the letter I": (
        f'DELETE {{ ?e cg:uscc ?u }} INSERT {{ ?e cg:uscc "91220200MA000000IR" }} '
        f"WHERE {{ VALUES ?e {{ {node('enterprise/E01')} }} ?e cg:uscc ?u }}",
        {"Enterprise-uscc"},
    ),
    "credit code used twice": (
        "DELETE { ?e cg:uscc ?u } INSERT { ?e cg:uscc ?other } "
        f"WHERE {{ VALUES ?e {{ {node('enterprise/E02')} }} ?e cg:uscc ?u . "
        f"{node('enterprise/E01')} cg:uscc ?other }}",
        {"uscc-unique"},
    ),
    "revenue below zero": (
        f"DELETE {{ ?e cg:revenueYi ?r }} INSERT {{ ?e cg:revenueYi -1e0 }} "
        f"WHERE {{ VALUES ?e {{ {node('enterprise/E01')} }} ?e cg:revenueYi ?r }}",
        {"Enterprise-revenueYi"},
    ),
    "revenue as text": (
        f'DELETE {{ ?e cg:revenueYi ?r }} INSERT {{ ?e cg:revenueYi "many" }} '
        f"WHERE {{ VALUES ?e {{ {node('enterprise/E01')} }} ?e cg:revenueYi ?r }}",
        {"Enterprise-revenueYi"},
    ),
    "share above one": (
        f"DELETE {{ ?i cg:costShare ?s }} INSERT {{ ?i cg:costShare 1.2e0 }} "
        f"WHERE {{ VALUES ?i {{ {node('input/precursor/acrylonitrile/')} }} ?i cg:costShare ?s }}",
        {"InputRelation-costShare"},
    ),
    "recall above one": (
        f"DELETE {{ ?c cg:recall ?r }} INSERT {{ ?c cg:recall 1.2e0 }} "
        f"WHERE {{ VALUES ?c {{ {node('coverage/220100/carbon-fibre')} }} ?c cg:recall ?r }}",
        {"Coverage-recall"},
    ),
    "two outputs of one enterprise, product and year": (
        f"INSERT DATA {{ {node('making/E01/acrylonitrile/2023')} cg:outputYi 41e0 }}",
        {"Making-outputYi"},
    ),
    "maker that is not in the graph": (
        f"DELETE WHERE {{ {node('enterprise/E10')} ?p ?o }}",
        {"Making-maker"},
    ),
    "no name": (
        f"DELETE {{ ?c skos:prefLabel ?n }} WHERE {{ VALUES ?c {{ {node('chain/nev')} }} ?c skos:prefLabel ?n }}",
        {"prefLabel"},
    ),
    "two names in Chinese": (
        f'INSERT DATA {{ {node("chain/nev")} skos:prefLabel "别名"@zh }}',
        {"prefLabel"},
    ),
    "identifier used twice": (
        f'DELETE {{ ?p dcterms:identifier ?i }} INSERT {{ ?p dcterms:identifier "power" }} '
        f"WHERE {{ VALUES ?p {{ {node('product/lithium')} }} ?p dcterms:identifier ?i }}",
        {"identifier-unique"},
    ),
    "closed enterprise that makes": (
        f"INSERT DATA {{ {node('enterprise/E08')} cg:makes {node('product/glass-fibre')} }}",
        {"makes-active"},
    ),
    "makes without a making": (
        f"INSERT DATA {{ {node('enterprise/E01')} cg:makes {node('product/vehicle')} }}",
        {"makes-recorded"},
    ),
    "upstream without an input relation": (
        f"INSERT DATA {{ {node('product/power')} cg:upstreamOf {node('product/lithium')} }}",
        {"upstreamOf-recorded"},
    ),
    "supplies without a supply relation": (
        f"INSERT DATA {{ {node('enterprise/E01')} cg:supplies {node('enterprise/E06')} }}",
        {"supplies-recorded"},
    ),
    "own customer": (
        f"DELETE {{ ?s cg:customer ?c }} INSERT {{ ?s cg:customer ?m }} WHERE {{ "
        f"VALUES ?s {{ {node('supply/E01/E04//')} }} ?s cg:customer ?c ; cg:supplier ?m }}",
        {"Supply-self", "supplies-recorded"},
    ),
    "base year behind target year": (
        f'DELETE {{ ?t cg:baseYear ?y }} INSERT {{ ?t cg:baseYear "2030"^^xsd:gYear }} '
        f"WHERE {{ VALUES ?t {{ {node('target/G1')} }} ?t cg:baseYear ?y }}",
        {"Target-years"},
    ),
    "project that ends before it starts": (
        f'DELETE {{ ?j cg:endYear ?y }} INSERT {{ ?j cg:endYear "2020"^^xsd:gYear }} '
        f"WHERE {{ VALUES ?j {{ {node('project/J1')} }} ?j cg:endYear ?y }}",
        {"Project-years"},
    ),
    "row without a source": (
        f"DELETE WHERE {{ {node('enterprise/E01')} prov:wasDerivedFrom ?s }}",
        {"sourced"},
    ),
    "list order of one value": (
        f'INSERT DATA {{ {node("park/P2")} cg:listOrder "lead_chains=corn" }}',
        {"listOrder"},
    ),
    "row that is a blank node": (
        "INSERT DATA { [] a cg:Coverage ; cg:coveredRegion "
        f"{node('region/220100')} ; cg:coveredChain {node('chain/corn')} ; "
        f"cg:completeness cg:completeness-none ; prov:wasDerivedFrom {node('source/S1')} }}",
        {"Coverage"},
    ),
}
WARNINGS = {"sourced", "Supply-self", "uscc-unique"}


@pytest.mark.parametrize("name", FAULTS)
def test_planted_fault_is_found(name: str, tiny: rdflib.Graph, shapes: rdflib.Graph) -> None:
    update, expected = FAULTS[name]
    broken = copy(tiny)
    broken.update(update, initNs={**PREFIXES, "xsd": str(XSD)})
    assert set(broken) != set(tiny)
    found = findings(broken, shapes)
    assert {finding.shape for finding in found} == {CGSH[shape] for shape in expected}
    for finding in found:
        local = str(finding.shape).removeprefix(str(CGSH))
        assert finding.severity == (SH.Warning if local in WARNINGS else SH.Violation)


def test_every_special_shape_has_a_planted_fault(shapes: rdflib.Graph) -> None:
    """Shapes that the broken cells above do not reach: they need a fault of their own."""
    special = set()
    for shape in named_shapes(shapes):
        reached = any((shape, constraint, None) in shapes for constraint in BREAKERS)
        if not reached or (shape, SH.uniqueLang, None) in shapes:
            special.add(shape.removeprefix(str(CGSH)))
    special = {shape for shape in special if (CGSH[shape], SH.property, None) not in shapes}
    planted = set().union(*(expected for _, expected in FAULTS.values()))
    assert len(special) >= 13
    assert special - planted == set()


# ---------------------------------------------------------------- questions


@dataclass(frozen=True)
class Question:
    """A competency question: its comment lines, the query, and the expected header and rows."""

    zh: str
    en: str
    ordered: bool
    spoil: str
    query: str
    header: list[str]
    answer: list[list[str]]


def read_question(stem: str) -> Question:
    """Read the two files of a question."""
    path = ONTOLOGY / "questions" / f"{stem}.rq"
    query = path.read_text(encoding="utf-8")
    keys = dict(re.findall(r"^# (\w+): (.+)$", query, re.MULTILINE))
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        header, *answer = list(csv.reader(file))
    assert keys["order"] in ("yes", "no")
    return Question(keys["zh"], keys["en"], keys["order"] == "yes", keys["spoil"], query, header, answer)


def cell(text: str) -> str:
    """One spelling for one value: numbers without their format, IRIs of the project with a prefix."""
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?", text) and not re.fullmatch(r"0[0-9]+", text):
        return f"{float(text):.9g}"
    return text.replace(str(CG), "cg:").replace(str(ID), "id:")


def tuples(result: rdflib.query.Result) -> Iterator[tuple[Node | None, ...]]:
    """The rows of a SELECT."""
    assert result.type == "SELECT"
    for row in result:
        assert isinstance(row, tuple)
        yield row


def by_rdflib(graph: rdflib.Graph, question: Question) -> list[list[str]]:
    """The answer of rdflib."""
    result = graph.query(question.query)
    assert [str(name) for name in result.vars or []] == question.header
    return [["" if value is None else cell(str(value)) for value in binding] for binding in tuples(result)]


def by_oxigraph(store: pyoxigraph.Store, question: Question) -> list[list[str]]:
    """The answer of Oxigraph."""
    result = store.query(question.query)
    assert isinstance(result, pyoxigraph.QuerySolutions)
    assert [name.value for name in result.variables] == question.header
    return [["" if value is None else cell(value.value) for value in row] for row in result]


def same(question: Question, answer: list[list[str]]) -> bool:
    """Whether an answer is the expected one: in order if the question says so, else as a multiset."""
    expected = [[cell(text) for text in row] for row in question.answer]
    if question.ordered:
        return answer == expected
    return Counter(map(tuple, answer)) == Counter(map(tuple, expected))


@pytest.fixture(scope="module")
def store() -> pyoxigraph.Store:
    """The store that the program answers queries from."""
    return open_store(load(TINY))


def test_questions_are_complete() -> None:
    assert len(QUESTIONS) == 46
    assert [int(stem[1:3]) for stem in QUESTIONS] == list(range(1, 47))
    assert sorted(path.stem for path in (ONTOLOGY / "questions").glob("*.csv")) == QUESTIONS
    asked = [read_question(stem) for stem in QUESTIONS]
    assert all(question.answer for question in asked)
    assert len({question.zh for question in asked}) == len({question.en for question in asked}) == 46


@pytest.mark.parametrize("stem", QUESTIONS)
def test_question_is_answered(stem: str, tiny: rdflib.Graph, store: pyoxigraph.Store) -> None:
    question = read_question(stem)
    assert same(question, by_rdflib(tiny, question))
    assert same(question, by_oxigraph(store, question))


@pytest.mark.parametrize("stem", QUESTIONS)
def test_spoiler_changes_the_answer(stem: str, tiny: rdflib.Graph) -> None:
    question = read_question(stem)
    prefixes = "\n".join(line for line in question.query.splitlines() if line.startswith("PREFIX "))
    spoiled = copy(tiny)
    spoiled.update(f"{prefixes}\n{question.spoil}")
    assert len(spoiled) < len(tiny)
    assert not same(question, by_rdflib(spoiled, question))


@pytest.mark.parametrize(
    ("stem", "family", "maker", "wanted"),
    [
        ("q01-missing-makers", "battery", "E06", [["hydrogen-tank", "储氢瓶"], ["lithium", "碳酸锂"]]),
        ("q05-sole-makers", "vehicle", "E01", [["acrylonitrile", "E01"], ["precursor", "E02"], ["pack", "E01"]]),
    ],
)
def test_a_maker_of_a_kind_makes_its_family(
    stem: str, family: str, maker: str, wanted: list[list[str]], tiny: rdflib.Graph
) -> None:
    more = copy(tiny)
    kind = URIRef(f"{ID}product/pack")
    more += [
        (kind, RDF.type, CG.Product),
        (kind, SKOS.broader, URIRef(f"{ID}product/{family}")),
        (kind, DCTERMS.identifier, Literal("pack")),
        (URIRef(f"{ID}enterprise/{maker}"), CG.makes, kind),
    ]
    found = by_rdflib(more, read_question(stem))
    assert sorted(found) == sorted(wanted)


def used_terms() -> Iterator[URIRef]:
    """The terms of the ontology that questions use."""
    for stem in QUESTIONS:
        query = read_question(stem).query.partition("\n\n")[2]
        for name in re.findall(r"\bcg:([A-Za-z][\w-]*)", query):
            yield CG[name]


def test_every_class_and_property_answers_a_question(ontology: rdflib.Graph) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    terms = {term for kind in kinds for term in ontology.subjects(RDF.type, kind) if str(term).startswith(str(CG))}
    assert len(terms) > 60
    by_hand = set(joined([ONTOLOGY / FILES[0]]).subjects(SKOS.definition))  # a new column needs no question at once
    assert len(terms & by_hand) > 100
    assert (terms & by_hand) - set(used_terms()) == {CG.Record, CG.currency}


def test_nothing_is_anonymous_in_the_tiny_graph(tiny: rdflib.Graph) -> None:
    assert not [triple for triple in tiny if any(isinstance(term, BNode) for term in triple)]
