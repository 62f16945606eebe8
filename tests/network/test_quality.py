"""What ``describe`` says, against counts done by hand over random datasets."""

from __future__ import annotations

import random
from pathlib import Path

import networkx as nx
import pytest

import chaingraph as cg
from chaingraph.network import describe
from tests.oracle import random_tables, write_folder


def described(folder: Path, region: str | None = None) -> tuple[cg.World, cg.network.Description]:
    known = cg.world(cg.load(folder))
    return known, describe(known.dataset, known.network, known.places, region)


@pytest.mark.parametrize("seed", range(12))
def test_counts_agree_with_a_slow_count(seed: int, tmp_path: Path) -> None:
    tables = random_tables(random.Random(seed))
    folder = write_folder(tables, tmp_path)
    region = tables["regions"][0]["code"]
    _, told = described(folder, region)
    parents = {row["code"]: row.get("parent") for row in tables["regions"]}

    def local(code: str | None) -> bool:
        while code and code != region:
            code = parents.get(code)
        return code == region

    active = {
        row["id"]: local(row["region"]) for row in tables["enterprises"] if (row.get("status") or "active") == "active"
    }
    for one in told.chains:
        products = {row["id"] for row in tables["products"] if one.chain in row["chain"].split(";")}
        mine = [row for row in tables["makes"] if row["product"] in products and active.get(row["enterprise"])]
        made = {row["product"] for row in mine}
        common = {row["id"] for row in tables["products"] if row["id"] in products and row.get("supply") == "common"}
        arcs = [row for row in tables["inputs"] if row["product"] in products]
        graph = nx.Graph([(r["product"], r["input"]) for r in arcs if r["input"] in products])
        graph.add_nodes_from(products)
        assert one.products == len(products)
        assert one.makes == len(mine)
        assert one.enterprises == len({row["enterprise"] for row in mine})
        assert (one.with_maker.known, one.with_maker.of) == (len(made), len(products - (common - made)))
        assert one.connected.known == max((len(c) for c in nx.connected_components(graph)), default=0)
        assert one.essential.known == sum(row.get("essential") != "no" for row in arcs)
        assert one.outputs.known == sum(bool(row.get("output_yi")) for row in mine)
        assert one.outside == len(
            {
                r["enterprise"]
                for r in tables["makes"]
                if r["product"] in products and active.get(r["enterprise"]) is False
            }
        )


def test_unknown_stays_unknown(tmp_path: Path) -> None:
    folder = write_folder(
        {
            "regions": [{"code": "220000", "name_zh": "吉林省"}],
            "chains": [{"id": "c", "name_zh": "链"}],
            "products": [{"id": "p", "name_zh": "品", "chain": "c", "supply": "common"}],
            "inputs": [{"product": "", "input": ""}][:0],
            "enterprises": [{"id": "", "name_zh": "", "region": ""}][:0],
            "makes": [{"enterprise": "", "product": ""}][:0],
        },
        tmp_path,
    )
    _, told = described(folder)
    chain = told.as_json()["chains"][0]
    assert chain["with_maker"] == {"known": 0, "of": 0, "share": None}
    assert chain["completeness"] is None
    assert chain["grounds"]["median"] is None
    assert told.as_of is None


def test_parks_with_more_lead_chains_than_asked_for_are_named(tmp_path: Path) -> None:
    tables = random_tables(random.Random(1))
    tables["chains"] = [{"id": f"c{n}", "name_zh": f"链{n}"} for n in range(3)] + tables["chains"]
    tables["parks"] = [
        {"id": "K1", "name_zh": "甲区", "region": tables["regions"][0]["code"], "lead_chains": "c0;c1;c2"},
        {"id": "K2", "name_zh": "乙区", "region": tables["regions"][0]["code"], "lead_chains": "c0;c1"},
    ]
    tables["chains"] = list({row["id"]: row for row in tables["chains"]}.values())
    _, told = described(write_folder(tables, tmp_path), tables["regions"][0]["code"])
    assert [park["id"] for park in told.many_leads] == ["K1"]
