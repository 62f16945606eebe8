"""The views are what they say, each against a plain loop over the rows; values are bound; nothing is left behind."""

from __future__ import annotations

import ast
import random
from pathlib import Path

import pytest

import chaingraph as cg
from chaingraph.questions.chain_map import chain_map
from chaingraph.questions.firm_map import firm_map
from chaingraph.registry import Local, cards, changes, enterprises, makers, projects, sources, supply
from chaingraph.registry.asking import ask, work_tables
from chaingraph.registry.supposed import add_enterprise, let_make, remove_enterprises, taken_back
from chaingraph.schema import SCHEMA
from chaingraph.tables import load_rows

REGISTRY = Path(cg.__file__).parent / "registry"
ODD = "x'; drop table makes; --"
# Its queries name tables or columns of the schema, or views: names that the schema has, never those of data.
SPLICED = {"asking", "cards", "changes", "enterprises", "files", "quality", "sources", "statements", "supply", "views"}


def made_up(seed: int) -> tuple[cg.Dataset, dict[str, list[dict[str, str]]]]:
    """A dataset with everything that the views look at, and its rows."""
    draw = random.Random(seed)
    firms = [f"e{i}" for i in range(30)] + [ODD]
    tables = {
        "regions": [{"code": "990000", "name_zh": "省"}]
        + [{"code": f"99{i}000", "name_zh": f"市{i}", "parent": "990000"} for i in (1, 2)],
        "chains": [{"id": "c", "name_zh": "链"}],
        "products": [{"id": f"p{i}", "name_zh": f"产品{i}", "chain": "c"} for i in range(8)],
        "inputs": [{"product": f"p{i}", "input": f"p{draw.randrange(i)}"} for i in range(2, 8)],
        "sources": [{"id": "s", "title": "年报", "year": "2024", "kind": "company"}],
        "enterprises": [
            {
                "id": one,
                "name_zh": f"企业{one}",
                "region": draw.choice(["991000", "992000", "990000"]),
                "status": draw.choice(["", "active", "planned", "closed"]),
            }
            for one in firms
        ],
        "makes": [
            {"enterprise": firm, "product": product, "year": year, "output_yi": str(draw.randrange(1, 90))}
            for firm, product, year in sorted(
                {(draw.choice(firms), f"p{draw.randrange(8)}", draw.choice(["", "2020", "2023"])) for _ in range(120)}
            )
        ],
    }
    return load_rows(tables), tables


def local_makers(tables: dict[str, list[dict[str, str]]], codes: set[str]) -> dict[tuple[str, str], float]:
    """Output of each active local enterprise and product by its newest row, an empty year being the oldest."""
    active = {row["id"] for row in tables["enterprises"] if row["status"] in ("", "active") and row["region"] in codes}
    newest: dict[tuple[str, str], tuple[int, float]] = {}
    for row in tables["makes"]:
        if row["enterprise"] in active:
            told = (int(row["year"] or -1), float(row["output_yi"]))
            key = (row["enterprise"], row["product"])
            newest[key] = max(newest.get(key, told), told)
    return {key: output for key, (_, output) in newest.items()}


def rows(local: Local, sql: str) -> list[tuple[object, ...]]:
    return local.ask(lambda *cells: cells, sql)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("region", ["990000", "991000"])
def test_makers_and_buyers_are_those_of_a_plain_loop(seed: int, region: str) -> None:
    data, tables = made_up(seed)
    known = cg.world(data)
    here = known.market(region)
    expected = local_makers(tables, set(known.places.below(region)))
    found = rows(here.local, "select enterprise, product, output_yi from local_maker")
    assert {(firm, product): output for firm, product, output in found} == expected
    assert len(found) == len(expected)
    needs = {(row["input"], firm) for row in tables["inputs"] for firm, made in expected if made == row["product"]}
    bought = rows(here.local, "select product, enterprise from local_buyer")
    assert set(bought) == needs
    assert len(bought) == len(needs)
    assert makers.count(here.local) == len({firm for firm, _ in expected})
    assert makers.making(here.local, [ODD, "e1"]) == {firm for firm, _ in expected} & {ODD, "e1"}
    elsewhere = local_makers(tables, {"990000", "991000", "992000"} - set(known.places.below(region)))
    assert {one.id for one in makers.outside(here.local, "p1")} == {
        firm for firm, product in elsewhere if product == "p1"
    }


def test_every_enterprise_is_active_or_idle_and_never_both() -> None:
    data, tables = made_up(1)
    known = cg.world(data)
    here = known.market("990000").local
    names = {name: set(rows(here, f"select id from {name}")) for name in ("active_enterprise", "idle_enterprise")}
    assert names["active_enterprise"] == {
        (row["id"],) for row in tables["enterprises"] if row["status"] in ("", "active")
    }
    assert names["idle_enterprise"] == {
        (row["id"],) for row in tables["enterprises"] if row["status"] in ("planned", "closed")
    }


def test_worlds_with_others_left_out_do_not_disturb_each_other() -> None:
    data, _ = made_up(2)
    known = cg.world(data)
    whole = makers.products_each(known.market("990000").local)
    some = [known.without(draw, 0.5).market("990000") for draw in range(4)]
    counts = [makers.products_each(one.local) for one in some]
    assert len({frozenset(one) for one in counts}) > 1
    for market, told in zip(some, counts, strict=True):
        assert sum(told.values()) == sum(making.makers for making in market.made.values())
        assert told.items() <= whole.items()
    assert makers.products_each(known.market("990000").local) == whole


def test_what_is_supposed_is_taken_back_with_what_was_counted() -> None:
    data, _ = made_up(3)
    known = cg.world(data)
    local = known.market("990000").local
    before = makers.products_each(local)
    with taken_back(data):
        remove_enterprises(data, [ODD, "e1"])
        add_enterprise(data, "new' one", "新企业", "991000", None)
        assert let_make(data, "new' one", ["p1", "p2"]) == ("p1", "p2")
        assert let_make(data, "new' one", ["p1", "p3"]) == ("p3",)
        other = makers.products_each(cg.World(data, known.network, known.places).market("990000").local)
        assert other["new' one"] == 3
        assert not {ODD, "e1"} & other.keys()
    assert makers.products_each(local) == before
    assert not enterprises.is_known(data, "new' one")


def test_values_are_bound() -> None:
    data, tables = made_up(4)
    known = cg.world(data)
    local = known.market("990000").local
    assert enterprises.names(data, [ODD]) == {ODD: f"企业{ODD}"}
    assert enterprises.called(data, ODD) == [ODD]
    assert makers.outside(local, ODD) == makers.near(local, [ODD], [ODD]) == []
    assert supply.ties(local, [ODD]) == {}
    assert sources.sources(data, [ODD]) == {}
    assert projects.listed(data, [ODD], ODD, 5, open=True) == []
    assert all(told == [] for told in cards.facts(data, [ODD], [ODD], [ODD]).values())
    assert len(data.rows("select * from makes")) == len(tables["makes"])


def test_namesakes_have_one_core_name_and_a_name_is_no_pattern() -> None:
    """A region called like a pattern, an enterprise like a query: both are names and nothing else."""
    firms = [
        ("a", "甲(市光华仪表有限公司", "991000"), ("b", "乙市光华仪表股份有限公司", "992000"), ("c", "光华仪表'; drop", "992000"),
        ("d", "乙市甲乙厂", "992000"), ("e", "甲乙有限公司", "991000"),
    ]  # fmt: skip
    data = load_rows(
        {
            "regions": [{"code": "990000", "name_zh": "省"}, {"code": "991000", "name_zh": "甲(市", "parent": "990000"}, {"code": "992000", "name_zh": "乙市"}],
            "chains": [{"id": "c", "name_zh": "链"}], "products": [{"id": "p", "name_zh": "品", "chain": "c"}],
            "enterprises": [{"id": id, "name_zh": name, "region": place} for id, name, place in firms]
            + [{"id": "s", "name_zh": "丙有限公司", "short_zh": "光华仪表", "region": "991000"}],
        }
    )  # fmt: skip
    local = cg.world(data).market("990000").local
    assert enterprises.namesakes(local, ["b", "c", "d", ODD]) == {"b": ["丙有限公司"]}  # two letters tell nobody apart


def test_work_tables_are_gone_even_when_a_query_fails() -> None:
    data, _ = made_up(0)
    with pytest.raises(Exception, match="nowhere"), work_tables(data, {"aside": "select 1 as one"}):
        ask(data, tuple, "select * from nowhere")
    assert data.rows("select table_name from duckdb_tables() where table_name = 'aside'") == []


def test_no_query_leaves_a_table_behind(tmp_path: Path) -> None:
    data = cg.load()
    known = cg.world(data)
    here = data.rows("select table_name from duckdb_tables() order by all")
    found = cg.gaps(known)
    for chain in known.network.chains:
        firm_map(known, chain_map(known, found, chain), found.region)
    supply.deliveries(data)
    for table in SCHEMA.tables.values():
        assert changes.changed(data, data, table, tmp_path / "old.parquet", 5) == ({}, [])
    assert data.rows("select table_name from duckdb_tables() order by all") == here


def test_a_query_is_a_text_as_it_stands() -> None:
    """What a query is asked with comes in by ``$name``; only names of the schema and of views are put into texts."""
    spliced = {
        path.stem
        for path in REGISTRY.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr)
        and any(isinstance(part, ast.FormattedValue) for part in node.values)
        and path.stem not in ("expressions", "spark")
    }
    assert spliced <= SPLICED
