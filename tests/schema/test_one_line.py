"""A column is one line of columns.csv: the rest follows from it, or is written by the generator."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from chaingraph.graph import generate
from chaingraph.graph.ontology import ONTOLOGY, SHAPES
from chaingraph.schema import SCHEMA

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests" / "ontology" / "tiny"
LINE = "enterprises,founded_on,成立日期,Founded on,date,,,,,,,,cg:foundedOn,注册日期,营业执照上的日子,Day on the business licence"
# What a program of the copy is asked: it reads, checks, writes and reads back the new column.
QUESTIONS = """
import json, sys
from pathlib import Path
import openpyxl, pyshacl, rdflib
from chaingraph.graph import export_rdf, load, open_store, ask, read_any
from chaingraph.graph.ontology import ontology_files, shape_files
from chaingraph.schema import SCHEMA
from chaingraph.tables import check, write_folder, write_template
place, copy = Path(sys.argv[1]), Path(sys.argv[2])
told = {}
told["problems"] = [(p.table, p.row, p.column, p.code) for p in check(read_any(place / "wrong")) if p.severity == "error"]
data = load(place / "right")
cells = "select id, founded_on from enterprises where founded_on is not null order by id"
told["read"] = data.rows(cells)
export_rdf(data, "turtle", place / "g.ttl")
told["rdf"] = load(place / "g.ttl").rows(cells)
write_folder(data, place / "out")
told["written"] = load(place / "out").rows(cells)
fields = {r["name"]: [f["name"] for f in r["schema"]["fields"]] for r in json.loads((place / "out" / "datapackage.json").read_text("utf-8"))["resources"]}
told["descriptor"] = "founded_on" in fields["enterprises"]
write_template(place / "t.xlsx", "zh")
told["template"] = [c.value for c in openpyxl.load_workbook(place / "t.xlsx")["企业"][1]]
told["ontology"] = ask(open_store(data), "SELECT ?l ?d { GRAPH ?g { cg:foundedOn a owl:DatatypeProperty ; rdfs:label ?l ; skos:definition ?d FILTER (LANG(?l) = LANG(?d)) } }".replace("owl:", "<http://www.w3.org/2002/07/owl#>").replace("#>DatatypeProperty", "#DatatypeProperty>")).rows
shapes = rdflib.Graph()
for file in shape_files(): shapes.parse(file)
graph = rdflib.Graph().parse(place / "g.ttl")
told["conforms"] = pyshacl.validate(graph, shacl_graph=shapes)[0]
firm = rdflib.URIRef("https://w3id.org/chaingraph/id/enterprise/E01")
graph.add((firm, rdflib.URIRef("https://w3id.org/chaingraph/ontology#foundedOn"), rdflib.Literal("long ago")))
report = pyshacl.validate(graph, shacl_graph=shapes)[1]
told["blamed"] = sorted({str(shape).partition("#")[2] for shape in report.objects(None, rdflib.SH.sourceShape)})
context = json.loads((copy / "ontology" / "context.jsonld").read_text("utf-8"))
text = json.dumps({**context, "id": "https://example.org/e", "foundedOn": {"@value": "1953-07-15", "@type": "xsd:date"}})
told["context"] = [(p, o.n3()) for _, p, o in rdflib.Graph().parse(data=text, format="json-ld")]
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the generator and the program need, with one more line in columns.csv, generated anew."""
    root = tmp_path_factory.mktemp("checkout")
    for name in ("chaingraph", "ontology"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for lang in ("zh", "en"):
        (root / "docs" / lang).mkdir(parents=True)
    with (root / "chaingraph" / "schema" / "columns.csv").open("a", encoding="utf-8") as file:
        file.write(LINE + "\n")
    _run(root, "-m", "chaingraph.graph.generate")
    return root


def _run(root: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_one_line_is_enough(copy: Path, tmp_path: Path) -> None:
    for name, date in (("right", "1953年7月15日"), ("wrong", "long ago")):
        shutil.copytree(TINY, tmp_path / name, ignore=shutil.ignore_patterns("graph.nq"))
        path = tmp_path / name / "enterprises.csv"
        header, first, *rest = path.read_text("utf-8").splitlines()
        lines = [f"{header},成立日期", f"{first},{date}", *(f"{line}," for line in rest)]
        path.write_text("\n".join(lines) + "\n", "utf-8")
    (tmp_path / "out").mkdir()
    told = json.loads(_run(copy, "-c", QUESTIONS, str(tmp_path), str(copy)))
    assert told["problems"] == [["enterprises", 2, "founded_on", "date"]]
    assert told["read"] == told["rdf"] == told["written"] == [["E01", "1953-07-15"]]
    assert told["descriptor"]
    assert "成立日期" in told["template"]
    assert [label for label, _ in sorted(told["ontology"])] == ["founded on", "成立日期"]
    assert all("foundedOn y" in definition for _, definition in told["ontology"])
    assert told["conforms"]
    assert told["blamed"] == ["Enterprise-foundedOn"]
    date = '"1953-07-15"^^<http://www.w3.org/2001/XMLSchema#date>'
    assert told["context"] == [["https://w3id.org/chaingraph/ontology#foundedOn", date]]
    assert "| founded_on | 成立日期 | date |" in (copy / "docs" / "zh" / "tables.md").read_text("utf-8")
    assert "| founded_on | 成立日期 | Founded on | date |" in (copy / "docs" / "en" / "tables.md").read_text("utf-8")


def test_nothing_but_generated_files_changed(copy: Path) -> None:
    """By hand nothing was touched but the one line."""
    for name in (ONTOLOGY[0], SHAPES[0]):
        assert (copy / "ontology" / name).read_bytes() == (ROOT / "ontology" / name).read_bytes()
    for name in (*ONTOLOGY[1:2], *SHAPES[1:], "context.jsonld"):
        old = (ROOT / "ontology" / name).read_text("utf-8").splitlines()
        new = (copy / "ontology" / name).read_text("utf-8").splitlines()
        assert len(new) > len(old), name
        assert len(set(old) - set(new)) <= 1, name  # the list of an enterprise's shapes has one more


def test_generated_files_are_up_to_date() -> None:
    files = generate.generated(ROOT)
    assert {path.name for path in files} == {
        "properties.ttl", "codes.ttl", "column-shapes.ttl", "context.jsonld", "tables.md", "datapackage.json"
    }  # fmt: skip
    for path, text in files.items():
        assert path.read_bytes() == text.encode(), f"{path.name}: run python -m chaingraph.graph.generate"


def test_the_context_knows_every_class_property_and_code() -> None:
    terms = generate.context()["@context"]
    for table in SCHEMA.tables.values():
        assert terms[table.cls.partition(":")[2]] == table.cls
        for column in table.columns:
            curie = column.rdf.partition("@")[0]
            assert terms[curie.partition(":")[2]]["@id"] == curie
    for name, values in SCHEMA.vocabularies.items():
        assert name == "boolean" or all(f"{name}-{term.value}" in terms for term in values)


@pytest.mark.parametrize(
    ("first", "last", "patterns"),
    [
        (1900, 2100, ["19[0-9]{2}", "20[0-9]{2}", "2100"]),
        (1000, 2100, ["1[0-9]{3}", "20[0-9]{2}", "2100"]),
        (1995, 2003, ["1995", "1996", "1997", "1998", "1999", "2000", "2001", "2002", "2003"]),
        (1990, 2009, ["199[0-9]", "200[0-9]"]),
    ],
)
def test_years_between_two_as_a_pattern(first: int, last: int, patterns: list[str]) -> None:
    assert list(generate._patterns(first, last)) == patterns
