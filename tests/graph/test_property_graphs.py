"""The dataset for other graph programs: Neo4j's bulk import, GraphML, GEXF."""

from __future__ import annotations

import csv
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import networkx as nx
import pytest

import chaingraph as cg
from chaingraph.graph import load, write_neo4j
from chaingraph.graph.neo4j import ends, relationship_type
from chaingraph.network import NETWORK_FORMATS, export_network
from chaingraph.resources import bundled
from chaingraph.schema import SCHEMA
from tests.oracle import random_tables, write_folder

TINY = Path(__file__).parents[1] / "ontology" / "tiny"
HOSTILE = (
    '"; DROP',
    "]]>",
    "</data><x a='1'>&amp;",
    "a\\b\\",
    "行一\n行二",
    "=1+1",
    "😀 ' {{x}}",
    "a,b",
    '""',
    "\t|\t",
)
TYPES = {"string", "string[]", "double", "long", "int", "boolean"}  # those of Neo4j's header format that we use


def spaces_and_rows(folder: Path) -> dict[str, tuple[list[str], list[list[str]]]]:
    """Header and rows of each file that the import command names, read as RFC 4180."""
    told = {}
    for line in (folder / "import.args").read_text("utf-8").split():
        kind, _, name = line.partition("=")
        if kind == "--multiline-fields":
            continue
        with (folder / name).open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file, strict=True)
        assert all(len(row) == len(header) for row in rows)
        assert rows, name
        assert ({":LABEL"} if kind == "--nodes" else {":TYPE"}) <= set(header)
        told[name] = (header, rows)
    assert {path.name for path in folder.glob("*.csv")} == set(told)
    return told


def place(header: list[str], start: str) -> tuple[int, str]:
    """Position and id space of the one field such as ``:START_ID(regions)``."""
    found = [(at, cell) for at, cell in enumerate(header) if re.search(rf":{start}\((\w+)\)$", cell)]
    assert len(found) == 1, header
    return found[0][0], found[0][1].rpartition("(")[2].rstrip(")")


def value(cell: str, kind: str) -> Any:
    """What Neo4j's importer makes of a cell of a declared type."""
    if cell == "":
        return None
    if kind == "string[]":
        return cell.split(";")
    if kind == "boolean":
        assert cell in ("true", "false")
        return cell == "true"
    return {"string": str, "double": float, "long": int, "int": int}[kind](cell)


def check(dataset: cg.Dataset, folder: Path) -> Counter[str]:
    """Every row of every table once, with its values and types; relationships have both ends. Counts of types."""
    files = spaces_and_rows(folder)
    nodes: dict[str, set[str]] = {}
    for header, rows in files.values():
        if ":LABEL" in header:
            at, space = place(header, "ID")
            nodes[space] = {row[at] for row in rows}
            assert len(nodes[space]) == len(rows), space
    types: Counter[str] = Counter()
    for name, (header, rows) in files.items():
        if ":TYPE" in header:
            for word in ("START_ID", "END_ID"):
                at, space = place(header, word)
                assert {row[at] for row in rows} <= nodes[space], name
            types.update(row[header.index(":TYPE")] for row in rows)
    for name, table in SCHEMA.tables.items():
        if not dataset.count(name):
            assert f"{name}.csv" not in files
            continue
        header, rows = files[f"{name}.csv"]
        joined = ends(table)
        own = {}
        for at, cell in enumerate(header):
            key, kind = cell.split(":")
            if joined and kind.startswith(("START_ID", "END_ID")):
                own[joined[0 if kind.startswith("START") else 1].name] = (at, "string")
            elif kind.startswith("ID") and key:
                own[key] = (at, "string")
            elif key:
                assert kind in TYPES
                own[key] = (at, kind)
        assert set(own) == set(table.by_name)
        columns = [f'"{column.name}"' for column in table.columns]
        expected = dataset.rows(f"select {', '.join(columns)} from {name} order by _row")
        found = [tuple(value(row[own[c.name][0]], own[c.name][1]) for c in table.columns) for row in rows]
        assert found == expected, name
    return types


def test_neo4j_files_hold_every_row_of_the_bundled_data(tmp_path: Path) -> None:
    dataset = load(None)
    write_neo4j(dataset, tmp_path)
    types = check(dataset, tmp_path)
    for table, kind in (
        ("makes", "MAKES"),
        ("inputs", "UPSTREAM_OF"),
        ("supplies", "SUPPLIES"),
        ("coverage", "COVERAGE"),
    ):
        assert types[kind] == dataset.count(table), kind
    located = dataset.rows("select count(*) from enterprises semi join regions on enterprises.region = regions.code")
    others = dataset.rows("select (select count(*) from clusters) + (select count(*) from parks) + (select count(*) from projects) + (select count(*) from platforms)")  # fmt: skip
    assert types["LOCATED_IN"] == located[0][0] + others[0][0]
    assert types["IN_CHAIN"] == dataset.rows(
        "select sum(n) from (select sum(len(chain)) as n from products union all select sum(len(chain)) from clusters "
        "union all select sum(len(chain)) from projects union all select sum(len(chain)) from platforms)"
    )[0][0]  # fmt: skip


def test_neo4j_files_of_the_tiny_data_have_observations_as_nodes(tmp_path: Path) -> None:
    dataset = load(TINY)
    write_neo4j(dataset, tmp_path)
    assert check(dataset, tmp_path)["OF_TARGET"] == dataset.count("observations") > 0


def hostile(folder: Path, letters: tuple[str, ...] = HOSTILE) -> Path:
    base = random_tables(random.Random(5))
    for table in ("products", "enterprises"):
        for number, row in enumerate(base[table]):
            row["name_zh"] = f"{number}{letters[number % len(letters)]}{number}"
    return write_folder(base, folder)


def test_neo4j_files_keep_hostile_names_and_say_that_they_have_line_breaks(tmp_path: Path) -> None:
    dataset = load(hostile(tmp_path / "d"))
    (tmp_path / "out").mkdir()
    write_neo4j(dataset, tmp_path / "out")
    check(dataset, tmp_path / "out")
    assert "--multiline-fields=true" in (tmp_path / "out" / "import.args").read_text("utf-8").split()
    plain = load(write_folder(random_tables(random.Random(5)), tmp_path / "p"))
    (tmp_path / "plain").mkdir()
    write_neo4j(plain, tmp_path / "plain")
    assert "multiline" not in (tmp_path / "plain" / "import.args").read_text("utf-8")


def test_an_enterprise_outside_keeps_its_code_though_no_region_has_it(tmp_path: Path) -> None:
    base = random_tables(random.Random(5))
    base["enterprises"][0]["region"] = "110101"
    dataset = load(write_folder(base, tmp_path / "d"))
    (tmp_path / "out").mkdir()
    write_neo4j(dataset, tmp_path / "out")
    types = check(dataset, tmp_path / "out")
    assert types["LOCATED_IN"] == dataset.count("enterprises") - 1


def test_names_of_relationship_types() -> None:
    assert relationship_type("https://w3id.org/chaingraph/ontology#locatedIn") == "LOCATED_IN"
    assert relationship_type("cg:Coverage") == "COVERAGE"
    assert relationship_type("http://www.w3.org/ns/prov#wasDerivedFrom") == "WAS_DERIVED_FROM"


@pytest.mark.parametrize("form", NETWORK_FORMATS)
def test_networkx_reads_back_what_was_written(form: str, tmp_path: Path) -> None:
    folder = hostile(tmp_path / "d")
    names = {"": "a\x01b\x0b", "￾": "c\ufffe\uffffd", "]": "e]]>&f", "q": "\"'<😀>", "line": "一\n二"}
    con = duckdb.connect()  # control characters get in through Parquet, which is not cleaned letter by letter
    con.execute(f"create table p as select * from read_csv('{folder / 'products.csv'}', all_varchar=true)")
    ids = [row[0] for row in con.execute("select id from p order by id").fetchall()]
    for product, name in zip(ids, names.values(), strict=False):
        con.execute("update p set name_zh = ? where id = ?", [name, product])
    con.execute(f"copy p to '{folder / 'products.parquet'}'")
    (folder / "products.csv").unlink()
    world = cg.world(load(folder))
    assert any("\x01" in product.name_zh for product in world.network.products.values())
    export_network(world.network, world.market(world.places.require(None)), form, tmp_path / "g")
    read = (nx.read_graphml if form == "graphml" else nx.read_gexf)(tmp_path / "g")
    assert set(read) == set(world.network.graph)
    assert set(read.edges) == set(world.network.graph.edges)
    for product, told in read.nodes(data=True):
        meant = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", world.network.products[product].name_zh)
        assert told["label"] == meant
    assert len(names) <= len(ids)


@pytest.mark.parametrize("form", NETWORK_FORMATS)
def test_the_bundled_network_is_read_back(form: str, tmp_path: Path) -> None:
    world = cg.world(load(bundled("data/jilin")))
    market = world.market(world.places.require(None))
    export_network(world.network, market, form, tmp_path / "g")
    read = (nx.read_graphml if form == "graphml" else nx.read_gexf)(tmp_path / "g")
    assert set(read.edges) == set(world.network.graph.edges)
    for product, told in read.nodes(data=True):
        making = market.made.get(product)
        assert told["makers"] == (making.makers if making else 0)
        assert told["label"] == world.network.products[product].name_zh
