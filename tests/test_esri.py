"""The systemic risk index against worked cases and a slow computation firm by firm."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from chaingraph.analyses import SupplyLinks, esri

CASES = json.loads((Path(__file__).parent / "fixtures" / "esri.json").read_text("utf-8"))["cases"]
Links = list[tuple[str, str, float, int]]  # supplier, buyer, value, role


def columns(firms: list[str], product: dict[str, str], links: Links) -> SupplyLinks:
    places = {firm: place for place, firm in enumerate(firms)}
    codes = {name: code for code, name in enumerate(sorted(set(product.values())))}
    return SupplyLinks(
        firms,
        [places[one[0]] for one in links],
        [places[one[1]] for one in links],
        [codes[product[one[0]]] for one in links],
        [one[2] for one in links],
        [one[3] for one in links],
    )


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_worked_cases(case: dict[str, Any]) -> None:
    told, product = case["input"], case["input"]["product"]
    links = columns(
        told["firms"],
        product,
        [
            (
                one["supplier"],
                one["buyer"],
                one["value"],
                told["essentiality"].get(
                    f"{product[one['supplier']]}->{product[one['buyer']]}", told["essentiality_default"]
                ),
            )
            for one in told["links"]
        ],
    )
    for shocked, wanted in case["expected"].items():
        capacity = told["psi"] if shocked == "scenario" else {shocked: 0.0}
        mine = esri(links, capacity, replaceable=told["replaceability"])
        for got, expected in (
            (mine.index, wanted["esri"]), (mine.downstream, wanted["downstream"]), (mine.upstream, wanted["upstream"])
        ):  # fmt: skip
            assert (got is None) == (expected is None)
            assert got is None or got == pytest.approx(expected, abs=1e-8)
        assert mine.left_down == pytest.approx(wanted["h_down"], abs=1e-8)
        assert mine.left_up == pytest.approx(wanted["h_up"], abs=1e-8)


def slow(
    firms: list[str], product: dict[str, str], links: Links, hit: str
) -> tuple[dict[str, float], dict[str, float]]:
    """The definition, one firm and one product at a time."""
    sales = {firm: sum(v for s, _, v, _ in links if s == firm) for firm in firms}
    psi = {firm: 0.0 if firm == hit else 1.0 for firm in firms}
    down, up = dict.fromkeys(firms, 1.0), dict.fromkeys(firms, 1.0)
    for _ in range(400):
        sigma = {}
        for firm in firms:
            whole = sum(sales[one] * down[one] for one in firms if product[one] == product[firm])
            sigma[firm] = min(1.0, sales[firm] / whole) if whole > 0 else 1.0
        after, before = {}, {}
        for firm in firms:
            mine = [one for one in links if one[1] == firm]
            bought = sum(v for _, _, v, _ in mine)
            essential: dict[str, float] = {}
            other = 0.0
            for seller, _, value, role in mine:
                gone = sigma[seller] * (1 - down[seller])
                if role == 2:
                    same = sum(v for s, _, v, _ in mine if product[s] == product[seller])
                    essential[product[seller]] = essential.get(product[seller], 0.0) + gone * value / same
                elif role == 1:
                    other += gone * value / bought
            after[firm] = max(0.0, min(psi[firm], 1 - max(essential.values(), default=0.0), 1 - other))
            taken = sum(v / sales[firm] * up[b] for s, b, v, _ in links if s == firm) if sales[firm] else 1.0
            before[firm] = max(0.0, min(psi[firm], taken))
        down, up = after, before
    return down, up


@pytest.mark.parametrize("seed", range(40))
def test_equal_to_the_definition_taken_literally(seed: int) -> None:
    rng = random.Random(seed)
    firms = [f"f{n}" for n in range(rng.randint(2, 7))]
    product = {firm: rng.choice("abc") for firm in firms}
    pairs = {(rng.choice(firms), rng.choice(firms)) for _ in range(rng.randint(0, 10))}
    role = {(a, b): rng.choice([0, 1, 2, 2]) for a in "abc" for b in "abc"}
    links = [(a, b, float(rng.randint(1, 9)), role[product[a], product[b]]) for a, b in sorted(pairs) if a != b]
    mine = esri(columns(firms, product, links), {"f0": 0.0})
    down, up = slow(firms, product, links, "f0")
    assert mine.left_down == pytest.approx(down, abs=1e-6)
    assert mine.left_up == pytest.approx(up, abs=1e-6)


@pytest.mark.parametrize("seed", range(10))
def test_debtrank_is_the_linear_mode(seed: int) -> None:
    rng = random.Random(seed)
    firms = [f"f{n}" for n in range(6)]
    product = {firm: firm for firm in firms}
    links = [
        (a, b, float(rng.randint(1, 9)), 2)
        for a, b in {(rng.choice(firms), rng.choice(firms)) for _ in range(9)}
        if a != b
    ]
    soft = [(a, b, v, 1) for a, b, v, _ in links]
    linear = esri(columns(firms, product, links), {"f0": 0.0}, linear=True)
    same = esri(columns(firms, product, soft), {"f0": 0.0}, replaceable=False)
    assert linear.left_down == pytest.approx(same.left_down)
    assert set(linear.left_up.values()) == {1.0}


def test_no_links_is_no_index() -> None:
    nothing = esri(SupplyLinks(["a"], [], [], [], [], []), {"a": 0.0})
    assert nothing.index is None
    assert nothing.left_down == {"a": 0.0}
