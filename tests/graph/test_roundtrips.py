"""Whatever form the data come in, the findings are the same."""

from __future__ import annotations

import csv
import json
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
import rdflib
from hypothesis import given, settings

import chaingraph as cg
from chaingraph.graph import FORMATS, export_rdf, load, write_nquads
from chaingraph.schema import SCHEMA
from chaingraph.tables import load_rows, write_workbook
from chaingraph.tables import write_folder as write_dataset
from tests.comparing import cells
from tests.oracle import write_folder
from tests.strategies import datasets
from tests.worlds import HOSTILE as HOSTILE_WORLD
from tests.worlds import STEEL_CHAIN, Tables
from tests.worlds import tables as tables_of

TINY = Path(__file__).parents[1] / "ontology" / "tiny"
HOSTILE = [
    '"; DROP TABLE products; --',
    "</script><img src=x onerror=alert(1)>",
    'a\\b\\"c',
    "行一\n行二",
    "=1+1",
    "} } SELECT *",
    "😀 ' {{x}}",
]


Content = tuple[dict[str, list[Any]], str]


def content(dataset: cg.Dataset) -> Content:
    """All typed tables without their row numbers, and the findings, as JSON."""
    return cells(dataset), findings_of(dataset)


def findings_of(dataset: cg.Dataset) -> str:
    return json.dumps([item.as_json() for item in cg.gaps(cg.world(dataset)).items], ensure_ascii=False)


def findings(path: Path) -> str:
    return findings_of(load(path))


@pytest.fixture(scope="module")
def tiny() -> Content:
    return content(load(TINY))


def tables(path: Path) -> dict[str, list[list[str]]]:
    return {file.stem: list(csv.reader(file.read_text("utf-8").splitlines())) for file in sorted(path.glob("*.csv"))}


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_rdf_loses_nothing(form: str, tiny: Content, tmp_path: Path) -> None:
    path = tmp_path / {"turtle": "g.ttl", "jsonld": "g.jsonld", "nquads": "g.nq"}[form]
    export_rdf(load(TINY), form, path)
    assert content(load(path)) == tiny


def write(dataset: cg.Dataset, form: str, place: Path) -> Path:
    """The dataset in a form that DATA may have."""
    path = place / {"turtle": "g.ttl", "jsonld": "g.jsonld", "nquads": "g.nq", "xlsx": "g.xlsx"}.get(form, form)
    if form in FORMATS:
        export_rdf(dataset, form, path)
    elif form == "xlsx":
        write_workbook(dataset, path)
    else:
        path.mkdir()
        write_dataset(dataset, path, form)
    return path


@pytest.mark.slow
def test_the_bundled_data_lose_nothing_in_a_chain_of_all_forms(tmp_path: Path) -> None:
    """Each form is written from what the one before it gave, and must give all of it: 8000 rows and more."""
    dataset = load(None)
    wanted = content(dataset)
    assert list(wanted[0]) == list(SCHEMA.tables)
    assert sum(map(len, wanted[0].values())) > 8000
    for form in ("xlsx", "nquads", "turtle", "jsonld", "parquet", "csv"):
        dataset = load(write(dataset, form, tmp_path))
        assert content(dataset) == wanted, form


@pytest.mark.parametrize(("form", "suffix"), [("turtle", ".ttl"), ("xml", ".rdf")])
@pytest.mark.parametrize("folder", [TINY, HOSTILE_WORLD], ids=["tiny", "hostile"])
def test_rdf_written_by_rdflib_is_read_the_same(folder: Path, form: str, suffix: str, tmp_path: Path) -> None:
    dataset = load(folder)
    write_nquads(dataset, tmp_path / "g.nt", merged=True)
    rdflib.Graph().parse(tmp_path / "g.nt", format="nt").serialize(tmp_path / f"by-others{suffix}", format=form)
    assert content(load(tmp_path / f"by-others{suffix}")) == content(dataset)


def test_a_parquet_folder_is_described_as_such(tmp_path: Path) -> None:
    write(load(TINY), "parquet", tmp_path)
    told = json.loads((tmp_path / "parquet" / "datapackage.json").read_text("utf-8"))
    con = duckdb.connect()
    for resource in told["resources"]:
        file = tmp_path / "parquet" / resource["path"]
        found = con.execute(f"describe select * from read_parquet('{file}')").fetchall()
        kinds = {row[0]: row[1] for row in found}
        assert resource["format"] == "parquet"
        assert [field["name"] for field in resource["schema"]["fields"]] == list(kinds)
        for field in resource["schema"]["fields"]:
            assert (field["type"] == "array") == kinds[field["name"]].endswith("[]"), field
    assert len(told["resources"]) >= 10


@settings(max_examples=6, deadline=None, derandomize=True)
@given(datasets(least=1))  # RDF has no empty tables: one of the required ones without a row is read as missing
def test_any_data_survive_rdf(base: Tables) -> None:
    dataset = load_rows(base)
    with tempfile.TemporaryDirectory() as folder:
        write_nquads(dataset, Path(folder) / "g.nq")
        assert content(load(Path(folder) / "g.nq")) == content(dataset)


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "nquads", "turtle", "jsonld"])
def test_hostile_text_survives_every_form(form: str, tmp_path: Path) -> None:
    dataset = load(HOSTILE_WORLD)
    assert content(load(write(dataset, form, tmp_path))) == content(dataset)


@pytest.mark.parametrize("chinese", [False, True])
def test_a_workbook_gives_the_same(chinese: bool, tiny: Content, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, rows in tables(TINY).items():
        table = SCHEMA.tables[name]
        sheet = book.create_sheet(table.name_zh if chinese else name)
        header = [table.by_name[cell].name_zh if chinese else cell for cell in rows[0]]
        sheet.append(header)
        for row in rows[1:]:
            sheet.append([int(c) if c.isdigit() and not c.startswith("0") else c or None for c in row])
    del book["Sheet"]
    book.save(tmp_path / "d.xlsx")
    assert findings(tmp_path / "d.xlsx") == tiny[1]


def test_chinese_values_and_file_names_are_understood(tiny: Content, tmp_path: Path) -> None:
    for name, rows in tables(TINY).items():
        table = SCHEMA.tables[name]
        columns = [table.by_name[cell] for cell in rows[0]]
        told = [[column.name_zh for column in columns]]
        for row in rows[1:]:
            told.append(
                [SCHEMA.label(c.vocabulary, cell, "zh") if c.vocabulary and cell else cell.replace(";", "；") if c.type == "list" else cell
                 for c, cell in zip(columns, row, strict=True)]
            )  # fmt: skip
        with (tmp_path / f"{table.name_zh}.csv").open("w", encoding="gb18030", newline="") as file:
            csv.writer(file).writerows(told)
    assert findings(tmp_path) == tiny[1]


@pytest.fixture(scope="module")
def steel() -> str:
    return findings(STEEL_CHAIN)


@pytest.mark.parametrize(
    ("encoding", "newline"), [("utf-8-sig", "\n"), ("utf-8", "\r\n"), ("gb18030", "\r\n"), ("utf-8-sig", "\r\n")]
)
def test_encodings_and_line_ends(encoding: str, newline: str, steel: str, tmp_path: Path) -> None:
    assert findings(write_folder(tables_of(STEEL_CHAIN), tmp_path, encoding, newline)) == steel


def test_spaces_blank_rows_and_quoted_newlines(steel: str, tmp_path: Path) -> None:
    base = tables_of(STEEL_CHAIN)
    for row in base["enterprises"]:
        row["status"] = f"\u3000{row.get('status', '')} "
        row["note"] = '第一行\n第二行 "引号", 逗号'
    folder = write_folder(base, tmp_path / "other")
    for path in folder.glob("*.csv"):
        text = path.read_text("utf-8")
        width = text.split("\n", 1)[0].count(",")
        path.write_text(text + "," * width + "\n\n" + "," * width + "\n", "utf-8")
    assert findings(folder) == steel


def test_parquet_in_place_of_the_registry_tables(tiny: Content, tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    for path in TINY.glob("*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    con = duckdb.connect()
    for name in ("makes", "enterprises"):
        con.execute(
            f"copy (select * from read_csv('{folder / (name + '.csv')}', all_varchar=true)) to '{folder / (name + '.parquet')}'"
        )
        (folder / f"{name}.csv").unlink()
    (folder / "supplies").mkdir()
    con.execute(
        f"copy (select * from read_csv('{folder / 'supplies.csv'}')) to '{folder / 'supplies' / 'part-0.parquet'}'"
    )
    (folder / "supplies.csv").unlink()
    assert content(load(folder)) == tiny


def test_hostile_names_survive_and_harm_nothing(tmp_path: Path) -> None:
    base = tables_of(STEEL_CHAIN)
    for number, row in enumerate(base["products"]):
        row["name_zh"] = f"{number} {HOSTILE[number % len(HOSTILE)]}"
    dataset = load(write_folder(base, tmp_path / "d"))
    write_nquads(dataset, tmp_path / "g.nq")
    assert content(load(tmp_path / "g.nq")) == content(dataset)
    store = cg.open_store(dataset)
    answer = cg.ask(store, 'SELECT ?n WHERE { ?p a cg:Product ; skos:prefLabel ?n FILTER(lang(?n) = "zh") }')
    assert sorted(row[0] for row in answer.rows) == sorted(row["name_zh"] for row in base["products"])


def test_ids_with_odd_letters_survive(tmp_path: Path) -> None:
    base = tables_of(STEEL_CHAIN)
    odd = {row["id"]: f"{row['id']}/甲 #?%<>\"'" for row in base["products"]}
    for row in base["products"]:
        row["id"] = odd[row["id"]]
    for table, columns in (("inputs", ("product", "input")), ("makes", ("product",)), ("supplies", ("product",))):
        for row in base[table]:
            row.update({column: odd[row[column]] for column in columns})
    folder = write_folder(base, tmp_path / "d")
    write_nquads(load(folder), tmp_path / "g.nq")
    assert findings(tmp_path / "g.nq") == findings(folder)


def test_a_graph_of_plain_properties_is_enough(tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text(
        """
        @prefix cg: <https://w3id.org/chaingraph/ontology#> . @prefix dcterms: <http://purl.org/dc/terms/> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix x: <http://example.org/> .
        x:r a cg:Region ; dcterms:identifier "220000" ; skos:prefLabel "省"@zh .
        x:c a cg:IndustryChain ; dcterms:identifier "c" ; skos:prefLabel "链"@zh .
        x:a a cg:Product ; dcterms:identifier "a" ; skos:prefLabel "甲"@zh ; cg:inChain x:c ; cg:upstreamOf x:b .
        x:b a cg:Product ; dcterms:identifier "b" ; skos:prefLabel "乙"@zh ; cg:inChain x:c .
        x:e a cg:Enterprise ; dcterms:identifier "e" ; skos:prefLabel "企业"@zh ; cg:locatedIn x:r ; cg:makes x:b .
        """,
        "utf-8",
    )
    items = cg.gaps(cg.world(cg.load(tmp_path / "g.ttl"))).by_product()
    assert (items["a"].status, items["a"].action, items["a"].criticality) == ("unseen", "fill", 1.0)
    assert (items["b"].status, items["b"].makers, items["b"].producible) == ("single", 1, False)


@pytest.mark.parametrize("name", ["broken.ttl", "broken.nq", "broken.jsonld", "broken.rdf"])
def test_broken_rdf_is_a_fault_of_the_data(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("<<< no rdf", "utf-8")
    with pytest.raises(cg.DataError):
        cg.load(tmp_path / name)


def test_a_broken_query_is_a_fault_of_the_call() -> None:
    with pytest.raises(cg.UsageError):
        cg.ask(cg.open_store(load(TINY)), "SELECT WHERE")


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1/x> { ?s ?p ?o } }", True),
        ("SELECT * { service silent <http://127.0.0.1/x> { ?s ?p ?o } }", True),
        ('SELECT ?p { ?p skos:prefLabel "a SERVICE firm"@en }', True),
        ('SELECT ?p { ?p skos:prefLabel ?n FILTER(CONTAINS(?n, CONCAT("SERV", "ICE"))) }', False),
    ],
)
def test_a_query_asks_no_other_server(query: str, refused: bool) -> None:
    store = cg.open_store(load(TINY))
    if refused:
        with pytest.raises(cg.UsageError, match="SERVICE"):
            cg.ask(store, query)
    else:
        assert cg.ask(store, query).rows == []
