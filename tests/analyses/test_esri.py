"""The systemic risk index against worked cases and a slow computation firm by firm."""

from __future__ import annotations

import importlib
import json
import random
from itertools import product as combinations_of
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

import chaingraph.network.spreading as spreading
from chaingraph.analyses import SupplyLinks, esri

CASES = json.loads((Path(__file__).parents[1] / "fixtures" / "esri.json").read_text("utf-8"))["cases"]
ESRI = importlib.import_module("chaingraph.analyses.esri")  # the name itself is the function
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
    firms: list[str], product: dict[str, str], links: Links, hit: str, most: int = 400
) -> tuple[dict[str, float], dict[str, float]]:
    """The definition, one firm and one product at a time."""
    sales = {firm: sum(v for s, _, v, _ in links if s == firm) for firm in firms}
    psi = {firm: 0.0 if firm == hit else 1.0 for firm in firms}
    down, up = dict.fromkeys(firms, 1.0), dict.fromkeys(firms, 1.0)
    for _ in range(most):
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
        if (down, up) == (after, before):
            break
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
    assert esri(SupplyLinks([], [], [], [], [], []), {}).index is None


def test_a_loop_with_a_small_leak_reaches_its_limit() -> None:
    for leak in (1e-3, 1e-4, 1e-7):
        firms = ["a", "b", "x"]
        links = SupplyLinks(firms, [0, 0, 1], [1, 2, 0], [0, 0, 1], [1 - leak, leak, 1.0], [2, 2, 2])
        felt = esri(links, {"x": 0.0})
        assert felt.converged
        assert felt.upstream == pytest.approx(1.0, abs=1e-6)
        # the same downstream: non-essential inputs that are almost all from each other
        back = SupplyLinks(firms, [1, 2, 0], [0, 0, 1], [1, 2, 0], [1 - leak, leak, 1.0], [1, 1, 1])
        felt = esri(back, {"x": 0.0})
        assert felt.converged
        assert felt.downstream == pytest.approx(1.0, abs=1e-6)
        assert felt.steps < 50


def test_a_part_hit_in_a_loop_is_held_until_its_buyers_take_more() -> None:
    # a sells half to b, half to x; b sells all to a. a keeps .7, x nothing: a loses at least 1/2 + half of what b loses, which is all
    links = SupplyLinks(["a", "b", "x"], [0, 0, 1], [1, 2, 0], [0, 0, 1], [1.0, 1.0, 1.0], [2, 2, 2])
    assert esri(links, {"a": 0.7, "x": 0.0}).left_up == pytest.approx({"a": 0.0, "b": 0.0, "x": 0.0})
    assert esri(links, {"a": 0.7, "x": 0.9}).left_up == pytest.approx({"a": 0.7, "b": 0.7, "x": 0.9})


def test_a_result_that_did_not_converge_says_so_and_is_a_lower_bound() -> None:
    links = SupplyLinks(["a", "b", "x"], [1, 2, 0], [0, 0, 1], [1, 2, 0], [0.999, 0.001, 1.0], [1, 1, 1])
    cut = esri(links, {"x": 0.0}, most_steps=0)
    assert (cut.converged, esri(links, {"x": 0.0}).converged) == (False, True)
    assert cut.downstream is not None
    assert cut.downstream <= 1.0


def solved_by_powers(links: SupplyLinks, hit: dict[int, float]) -> Any:
    """Upstream by another way: for each choice of which of the hit firms stay at their own loss, the chain of buyers run 2^60 steps."""
    count = len(links.firms)
    worth = np.zeros((count, count))
    np.add.at(worth, (links.supplier, links.buyer), links.value)
    shares = np.divide(
        worth, worth.sum(axis=1, keepdims=True), out=np.zeros_like(worth), where=worth.sum(axis=1, keepdims=True) > 0
    )
    best = np.zeros(count)
    for kept in combinations_of([True, False], repeat=len(hit)):
        walk, reward = shares.copy(), np.zeros(count)
        for stays, (firm, loss) in zip(kept, hit.items(), strict=True):
            if stays:
                walk[firm], reward[firm] = np.eye(count)[firm], loss
        for _ in range(60):
            walk = walk @ walk
            walk /= np.maximum(walk.sum(axis=1, keepdims=True), 1.0)
        best = np.maximum(best, walk @ reward)
    return best


def network(
    seed: int, most: int = 7, values: tuple[float, ...] = (1.0, 5.0, 9.0, 1000.0, 0.01)
) -> tuple[SupplyLinks, dict[str, str], Links]:
    rng = random.Random(seed)
    firms = [f"f{n}" for n in range(rng.randint(2, most))]
    product = {firm: rng.choice("abc") for firm in firms}
    role = {(a, b): rng.choice([0, 1, 2, 2]) for a in "abc" for b in "abc"}
    pairs = {(rng.choice(firms), rng.choice(firms)) for _ in range(rng.randint(0, 16))}
    links = [(a, b, rng.choice(values), role[product[a], product[b]]) for a, b in sorted(pairs) if a != b]
    return columns(firms, product, links), product, links


@settings(max_examples=40, deadline=None)
@example(1284)
@example(283)
@given(st.integers(0, 10**6))
def test_upstream_equals_the_chain_of_buyers_run_for_ever(seed: int) -> None:
    links, _, _ = network(seed)
    for hit in ({0: 1.0}, {0: 1.0, 1: 0.4}):
        felt = esri(links, {links.firms[one]: 1 - loss for one, loss in hit.items()})
        assert felt.converged
        assert 1 - np.array(list(felt.left_up.values())) == pytest.approx(solved_by_powers(links, hit), abs=1e-6)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.integers(0, 10**6))
def test_both_equal_a_long_plain_iteration(seed: int) -> None:
    links, product, rows = network(seed, values=(1.0, 2.0, 5.0, 9.0))
    down, up = slow(list(links.firms), product, rows, "f0", 3000)
    felt = esri(links, {"f0": 0.0})
    assert felt.converged
    assert felt.left_down == pytest.approx(down, abs=1e-5)
    assert felt.left_up == pytest.approx(up, abs=1e-5)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_shares_are_shares_and_names_do_not_matter(seed: int, shuffled: random.Random) -> None:
    links, product, rows = network(seed)
    felt = esri(links, {"f0": 0.3})
    assert felt.index is None or 0.0 <= felt.index <= 1.0 + 1e-12
    assert all(-1e-12 <= one <= 1 + 1e-12 for one in (*felt.left_down.values(), *felt.left_up.values()))
    names = list(links.firms)
    shuffled.shuffle(names)
    other = dict(zip(links.firms, names, strict=True))
    again = esri(columns(sorted(names), {other[one]: product[one] for one in links.firms}, [(other[a], other[b], v, r) for a, b, v, r in rows]), {other["f0"]: 0.3})  # fmt: skip
    assert again.index == (None if felt.index is None else pytest.approx(felt.index, abs=1e-8))
    assert {one: again.left_down[other[one]] for one in links.firms} == pytest.approx(felt.left_down, abs=1e-8)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 6), st.integers(0, 6))
def test_a_delivery_of_unknown_amount_changes_no_known_index(seed: int, supplier: int, buyer: int) -> None:
    links, _, _ = network(seed)
    a, b = supplier % len(links.firms), buyer % len(links.firms)
    more = SupplyLinks(
        links.firms, [*links.supplier, a], [*links.buyer, b], [*links.product, 0], [*links.value, float("nan")], [*links.role, 2]
    )  # fmt: skip
    known = {*links.supplier, *links.buyer}
    for place, firm in enumerate(links.firms):
        before, after = esri(links, {firm: 0.0}), esri(more, {firm: 0.0})
        if place in known:
            assert (after.index, after.downstream, after.upstream) == (before.index, before.downstream, before.upstream)
        elif place in (a, b):
            assert after.index is None


def test_what_a_substitute_delivers_is_not_lost() -> None:
    # car (place 2) gets steel from S and alloy from L for one group, and sells 2 elsewhere
    four = (["S", "L", "car", "shop"], [0, 1, 2], [2, 2, 3], [0, 1, 2], [1.0, 1.0, 2.0], [2, 2, 2])
    apart = esri(SupplyLinks(*four), {"S": 0.0})
    assert (apart.left_down["car"], apart.downstream) == (0.0, 0.75)
    together = SupplyLinks(*four, uses=([0, 1, 2], [7, 7, 9]), groups=([7, 7, 9], [0, 1, 2]))
    felt = esri(together, {"S": 0.0})
    assert (felt.left_down["car"], felt.downstream) == (0.5, 0.5)
    # a maker of the other product that delivers elsewhere can step in too: sigma = 1 / (1 + 2)
    more = SupplyLinks(
        ["S", "L", "car", "shop", "M"], [0, 1, 2, 4], [2, 2, 3, 3], [0, 1, 2, 1], [1.0, 1.0, 2.0, 1.0], [2, 2, 2, 2],
        uses=([0, 1, 2, 3], [7, 7, 9, 8]), groups=([7, 7, 8, 9], [0, 1, 1, 2]),
    )  # fmt: skip
    assert esri(more, {"S": 0.0}).left_down["car"] == pytest.approx(1 - 0.5 * 0.5)
    # what goes into two needs is lost to both: where steel alone is needed too, the firm stops
    both = SupplyLinks(*four, uses=([0, 0, 1, 2], [7, 6, 7, 9]), groups=([6, 7, 7, 9], [0, 0, 1, 2]))
    assert esri(both, {"S": 0.0}).left_down["car"] == 0.0


def big(firms: int, per_firm: int, elsewhere: bool) -> SupplyLinks:
    rng = np.random.default_rng(5)
    count = firms * per_firm
    return SupplyLinks(
        [f"f{one}" for one in range(firms)], rng.integers(0, firms, count), rng.integers(0, firms, count), rng.integers(0, 40, count),
        rng.random(count), rng.integers(1, 3, count), revenue=np.full(firms, 10.0) if elsewhere else None,
    )  # fmt: skip


@pytest.mark.parametrize("elsewhere", [True, False])
def test_large_networks_are_as_near_as_small_ones(elsewhere: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    links = big(2_300, 6, elsewhere)  # above the size that is always solved directly
    felt = esri(links, {"f0": 0.0})
    monkeypatch.setattr(ESRI, "_SMALL", 10**6)
    monkeypatch.setattr(spreading, "BLOCK", 10**6)
    exact = esri(links, {"f0": 0.0})
    assert felt.converged
    assert exact.converged
    assert np.array(list(felt.left_up.values())) == pytest.approx(list(exact.left_up.values()), abs=1e-8)
    assert np.array(list(felt.left_down.values())) == pytest.approx(list(exact.left_down.values()), abs=1e-8)


def test_a_deep_chain_is_followed_to_its_end() -> None:
    count = 2_100
    links = SupplyLinks(
        [str(one) for one in range(count)],
        range(count - 1),
        range(1, count),
        range(count - 1),
        [1.0] * (count - 1),
        [2] * (count - 1),
    )
    felt = esri(links, {"0": 0.0})
    assert felt.converged
    assert set(felt.left_down.values()) == {0.0}
    assert set(esri(links, {str(count - 1): 0.0}).left_up.values()) == {0.0}


def test_what_cannot_be_solved_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ESRI, "least_solution", lambda *told: (told[1] * 0.0, False))
    links = SupplyLinks(["a", "b", "x"], [0, 0, 1], [1, 2, 0], [0, 0, 1], [0.999, 0.001, 1.0], [2, 2, 2])
    felt = esri(links, {"x": 0.0})
    assert not felt.converged
    assert felt.upstream is not None
    assert 0.0 < felt.upstream < 1.0


def test_the_least_solution_leaves_what_is_not_reached_at_nothing() -> None:
    table = csr_array(
        np.array([[0.0, 1.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.5], [0.0, 0.0, 0.0, 0.0]])
    )
    found, told = spreading.least_solution(table, np.array([False, False, False, True]), np.array([0, 0, 0, 1.0]))
    assert (found.tolist(), told) == ([0.0, 0.0, 0.5, 1.0], True)
    nobody, told = spreading.least_solution(table, np.zeros(4, dtype=bool), np.zeros(4))
    assert (nobody.tolist(), told) == ([0.0] * 4, True)
