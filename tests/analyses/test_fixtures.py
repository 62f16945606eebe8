"""Worked cases, doctests, and the tables in the rules' docstrings."""

from __future__ import annotations

import doctest
import importlib
import itertools
import json
import pkgutil
import random
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from chaingraph import analyses
from chaingraph.analyses import (
    Candidate,
    borda,
    completeness,
    complexity,
    concentration,
    depth,
    evidence,
    kemeny,
    linkages,
    location_quotient,
    minimum_fill,
    outlook,
    portfolio,
    producible,
    rank_stability,
    relatedness,
    similarity,
    single_points,
    specialisation,
)
from chaingraph.enumerations import Action, Status
from chaingraph.findings import rules
from chaingraph.network import ProductNetwork
from tests.analyses.naive import sustained

FIXTURES = Path(__file__).parents[1] / "fixtures"


def cases(name: str, count: int) -> list[Any]:
    told = json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))["cases"]
    assert len(told) == count
    return [pytest.param(case, id=case["id"]) for case in told]


# Reckoned for the least set, in which a circle of makers supports nothing; in the largest one it stands.
CIRCLES_STAND: dict[str, dict[str, Any]] = {
    "cycle_unsupported": {"producible": ["a", "b"], "blocked_groups": {}},
    "self_supporting_cycle_is_worth_nothing": {
        "optimal_value": 20, "cheapest_optimal_cost": 2, "cheapest_optimal_sets": [["A", "B"]], "greedy_value": 1,
    },
}  # fmt: skip


@pytest.mark.parametrize("case", cases("and_or_reachability", 9))
def test_producible_set(case: dict[str, Any]) -> None:
    told, wanted = case["input"], case["expected"] | CIRCLES_STAND.get(case["id"], {})
    can = producible(ProductNetwork.of(told["requires"], told["makers"]), told["makers"], told["given"])
    assert sorted(can.products) == sorted(wanted["producible"])
    assert {name: list(groups) for name, groups in can.blocked_groups.items()} == wanted["blocked_groups"]


@pytest.mark.parametrize("case", cases("single_points_of_failure", 7))
def test_single_points_of_failure(case: dict[str, Any]) -> None:
    told, wanted = case["input"], case["expected"]
    firms = told.get("firms", {name: [name] for name in told.get("makers", ())})
    others = [name for products in firms.values() for name in products]
    points = single_points(
        ProductNetwork.of(told["requires"], [*others, told["target"]]), told["target"], firms, told["given"]
    )
    for key in ("andor_single_points", "product_single_points"):
        if key in wanted:
            assert (None if points.products is None else list(points.products)) == wanted[key]
    if "firm_single_points" in wanted:
        assert (None if points.firms is None else list(points.firms)) == wanted["firm_single_points"]


def near(mine: Any, wanted: Any) -> None:
    """Equal within 1e-9, None being None, through nested lists and dicts."""
    if isinstance(wanted, dict):
        assert set(mine) == set(wanted)
        for key in wanted:
            near(mine[key], wanted[key])
    elif isinstance(wanted, list):
        assert len(mine) == len(wanted)
        for one, other in zip(mine, wanted, strict=True):
            near(one, other)
    elif isinstance(wanted, float):
        assert mine == pytest.approx(wanted, abs=1e-9, rel=1e-9)
    else:
        assert mine == wanted


@pytest.mark.parametrize("case", cases("location_quotient", 4))
def test_location_quotient(case: dict[str, Any]) -> None:
    near(location_quotient(case["input"]["X"]).values, case["expected"]["lq"])


@pytest.mark.parametrize("case", cases("specialisation_similarity", 4))
def test_specialisation_and_similarity(case: dict[str, Any]) -> None:
    told, wanted = case["input"]["X"], case["expected"]
    alone, pairs = specialisation(told), similarity(told)
    near(alone.krugman_vs_total, wanted["krugman_vs_total"])
    near(alone.krugman_vs_rest, wanted["krugman_vs_rest"])
    near(alone.hoover, wanted["hoover_specialisation"])
    near(pairs.unido, wanted["unido_similarity"])
    near(pairs.krugman, wanted["krugman_pairwise"])


@pytest.mark.parametrize("case", cases("hhi_suppliers", 5))
def test_concentration(case: dict[str, Any]) -> None:
    told = case["input"]
    mine = concentration(told["sizes"], told.get("parents", ()))
    names = {"n_records": "records", "n_unknown": "unknown", "n_active": "independent", "hhi_points": "points",
             "effective_n": "effective", "hhi_normalised": "normalised"}  # fmt: skip
    for key, value in case["expected"].items():
        near(getattr(mine, names.get(key, key)), value)


@pytest.mark.parametrize("case", cases("chain_completeness", 4))
def test_completeness(case: dict[str, Any]) -> None:
    mine = completeness(case["input"]["covered"], case["input"]["weights"])
    near(mine.value, case["expected"]["completeness"])


@pytest.mark.parametrize("case", cases("missing_vs_unknown", 4))
def test_evidence(case: dict[str, Any]) -> None:
    told = case["input"]
    mine = evidence(
        found=told["makers_found"], recall=told["record_recall"], prior=told["prior_present"],
        expected=told["expected_makers_if_present"],
    )  # fmt: skip
    near(mine.absent, case["expected"]["probability_truly_absent"])


@pytest.mark.parametrize("case", cases("graph_structure", 4))
def test_depth(case: dict[str, Any]) -> None:
    graph: nx.DiGraph = nx.DiGraph(case["input"]["edges"])
    graph.add_nodes_from(case["input"]["nodes"])
    mine, wanted = depth(graph), case["expected"]
    assert sorted(map(list, mine.cycles)) == sorted(map(sorted, wanted["cycles"]))
    near(mine.longest, wanted["condensation_longest_path"])
    if wanted["is_dag"]:
        near(mine.depth, wanted["depth"])


@pytest.mark.parametrize("case", cases("minimum_fill", 4))
@pytest.mark.parametrize("mode", ["build", "buy_inputs"])
def test_minimum_fill(case: dict[str, Any], mode: str) -> None:
    told, wanted = case["input"], case["expected"][mode]
    network = ProductNetwork.of(told["requires"], [*told["makers"], *told["given"], told["target"]])
    cost = {name: told["cost"].get(name, told["default_cost"]) for name in network.products}
    mine = minimum_fill(network, told["target"], told["makers"], told["given"], buy=mode == "buy_inputs", cost=cost)
    near(mine.cost, None if wanted["cost"] is None else float(wanted["cost"]))
    assert sorted(map(list, mine.sets)) == sorted(map(sorted, wanted["sets"]))


def random_network(rng: random.Random, names: list[str]) -> ProductNetwork:
    """Circles and substitutes among the inputs; in half of them families, whose heads any of the products may be."""
    order = rng.sample(names, len(names))
    families = rng.random() < 0.5
    return ProductNetwork.of(
        {n: [[rng.choice(names) for _ in range(rng.randint(1, 2))] for _ in range(rng.randint(0, 2))] for n in names},
        names,
        {kind: rng.choice(order[:at]) for at, kind in enumerate(order) if at and families and rng.random() < 0.5},
    )


@pytest.mark.parametrize("seed", range(120))
@pytest.mark.parametrize("buy", [False, True])
def test_minimum_fill_equals_brute_force_with_cycles_and_families(seed: int, buy: bool) -> None:
    rng = random.Random(seed)
    names = [f"p{n}" for n in range(rng.randint(2, 7))]
    network = random_network(rng, names)
    made = [name for name in names if rng.random() < 0.5]
    free = [name for name in names if rng.random() < 0.15]
    cost = {name: rng.randint(1, 3) for name in names}
    may = [name for name in names if (name != "p0" if buy else name not in {*made, *free})]
    tried: list[tuple[int, tuple[str, ...]]] = []
    for size in range(len(may) + 1):
        for names_in in itertools.combinations(may, size):
            more = ((), names_in) if buy else (names_in, ())
            if "p0" in sustained(network, [*made, *more[0]], [*free, *more[1]]):
                tried.append((sum(cost[name] for name in names_in), names_in))
    mine = minimum_fill(network, "p0", made, free, buy=buy, cost=cost, limit=200)
    best = min((price for price, _ in tried), default=None)
    assert mine.cost == best
    assert sorted(mine.sets) == sorted(names_in for price, names_in in tried if price == best)
    assert mine.complete


@pytest.mark.parametrize("case", cases("portfolio", 6))
def test_portfolio(case: dict[str, Any]) -> None:
    told, wanted = case["input"], case["expected"] | CIRCLES_STAND.get(case["id"], {})
    network = ProductNetwork.of(told["requires"], [*told["makers"], *told["given"], *told["weight"]])
    candidates = {name: Candidate(tuple(one["adds"]), one["cost"]) for name, one in told["candidates"].items()}
    mine = portfolio(network, told["makers"], candidates, told["budget"], told["given"], weight=told["weight"])
    near(mine.value, float(wanted["optimal_value"]))
    near(mine.cost, float(wanted["cheapest_optimal_cost"]))
    assert sorted(mine.chosen) in [sorted(one) for one in wanted["cheapest_optimal_sets"]]
    near(mine.greedy_value, float(wanted["greedy_value"]))
    assert mine.proven
    assert mine.bound == mine.value
    assert mine.steps[-1:] == ((mine.value,) if mine.chosen else ())


def greedily(
    network: ProductNetwork, made: list[str], candidates: dict[str, Candidate], budget: float, most: int | None,
    exclusive: list[Any], weight: dict[str, float],
) -> float:  # fmt: skip
    """What is gained by taking, as long as one gains anything, what gains most for its cost."""

    def gain(chosen: list[str]) -> float:
        new = sustained(network, [*made, *(p for one in chosen for p in candidates[one].adds)]) - sustained(
            network, made
        )
        return sum(weight[name] for name in new)

    done: list[str] = []
    while most is None or len(done) < most:
        open_now = {
            name: (gain([*done, name]) - gain(done)) / one.cost
            for name, one in candidates.items()
            if name not in done
            and sum(candidates[other].cost for other in [*done, name]) <= budget
            and set(one.after) <= set(done)
            and not any({name, other} in map(set, exclusive) for other in done)
        }
        best = min(open_now, key=lambda name: (-open_now[name], name), default=None)
        if best is None or open_now[best] <= 0:
            break
        done.append(best)
    return gain(done)


@pytest.mark.parametrize("seed", range(160))
def test_portfolio_equals_brute_force_with_cycles_precedence_and_exclusion(seed: int) -> None:
    rng = random.Random(seed)
    names = [f"p{n}" for n in range(rng.randint(2, 8))]
    network = random_network(rng, names)
    made = [name for name in names if rng.random() < 0.4]
    weight = {name: float(rng.randint(0, 3)) for name in names}
    letters = [f"c{n}" for n in range(rng.randint(1, 5))]
    candidates = {
        name: Candidate(
            tuple(rng.sample(names, rng.randint(1, 2))), float(rng.randint(1, 3)),
            (rng.choice(letters[:place]),) if place and rng.random() < 0.3 else (),
        )
        for place, name in enumerate(letters)
    }  # fmt: skip
    exclusive = [tuple(rng.sample(letters, 2))] if len(letters) > 1 and rng.random() < 0.5 else []
    budget, most = float(rng.randint(1, 6)), rng.choice([None, 1, 2])
    now = sustained(network, made)
    tried = []
    for size in range(len(letters) + 1):
        for chosen in itertools.combinations(letters, size):
            cost = sum(candidates[one].cost for one in chosen)
            allowed = cost <= budget and (most is None or size <= most)
            allowed = allowed and all(set(candidates[one].after) <= set(chosen) for one in chosen)
            if allowed and not any(set(pair) <= set(chosen) for pair in exclusive):
                new = sustained(network, [*made, *(p for one in chosen for p in candidates[one].adds)]) - now
                tried.append((-sum(weight[name] for name in new), cost))
    mine = portfolio(network, made, candidates, budget, weight=weight, most=most, exclusive=exclusive)
    assert (-mine.value, mine.cost) == min(tried)
    assert mine.greedy_value == greedily(network, made, candidates, budget, most, exclusive, weight)
    assert mine.steps[-1:] == ((mine.value,) if mine.chosen else ())
    assert (
        set(mine.products) == sustained(network, [*made, *(p for n in mine.chosen for p in candidates[n].adds)]) - now
    )


@pytest.mark.parametrize("case", cases("product_space", 3))
def test_relatedness(case: dict[str, Any]) -> None:
    present = location_quotient(case["input"]["X"]).present
    mine, wanted = relatedness(present), case["expected"]
    near([[float(cell) for cell in row] for row in present], wanted["M"])
    near([float(value) for value in mine.diversity], wanted["diversity"])
    near([float(value) for value in mine.ubiquity], wanted["ubiquity"])
    near(mine.proximity, wanted["proximity"])
    near(mine.density, wanted["density_without_self"])
    near(mine.density_with_self, wanted["density_with_self"])
    assert relatedness(present, mine.proximity) == mine
    complex_ = complexity(present)
    near(complex_.eci, wanted["eci"])
    near(complex_.pci, wanted["pci_on_eci_scale"])
    near(complex_.pci_zscore, wanted["pci_zscore"])
    assert (complex_.reason is None) == (wanted["eci"][0] is not None)


@pytest.mark.parametrize("case", cases("complexity_outlook", 1))
def test_outlook(case: dict[str, Any]) -> None:
    told, wanted = case["input"], case["expected"]
    mine = outlook(told["M"], told["proximity"], told["pci"])
    near(mine.index, wanted["coi"])
    near(mine.gain, wanted["outlook_gain_exact"])


@pytest.mark.parametrize("case", cases("leontief_linkages", 2))
def test_linkages(case: dict[str, Any]) -> None:
    mine, wanted = linkages(case["input"]["Z"], case["input"]["x"]), case["expected"]
    assert mine is not None
    for name, key in {"a": "A", "inverse": "L", "backward": "backward", "backward_norm": "backward_norm", "forward": "forward_ghosh",
                      "forward_norm": "forward_ghosh_norm", "final_demand": "final_demand", "extraction_loss": "extraction_total_loss"}.items():  # fmt: skip
        near(getattr(mine, name), wanted[key])
    assert linkages([[0.0]], [0.0]) is None
    assert linkages([[1.0]], [1.0]) is None  # all output is its own input


@pytest.mark.parametrize("case", cases("rank_aggregation", 2))
def test_rank_aggregation(case: dict[str, Any]) -> None:
    scores, wanted = case["input"]["scores"], case["expected"]
    assert borda(scores) == wanted["borda_points"]
    told = kemeny(scores)
    assert told.distance == wanted["kemeny_distance"]
    assert [list(order) for order in told.orders or ()] == wanted["kemeny_orders"]
    assert kemeny({str(place): [place] for place in range(9)}).orders is None


def test_rank_stability_tells_the_sure_from_the_close() -> None:
    scores = {"sure": [3.0] * 4, "left": [2.0, 1.0, 2.0, 1.5], "right": [1.0, 2.0, 1.0, 1.5], "never": [0.0] * 4}
    found = rank_stability(scores, top=2)
    assert found.in_top == {"sure": 1.0, "left": 0.625, "right": 0.375, "never": 0.0}  # the last draw is shared
    assert (found.first["sure"], found.best["left"], found.worst["left"]) == (1.0, 2, 3)
    assert found == rank_stability(dict(reversed(list(scores.items()))), top=2)
    assert rank_stability({}).kendall_tau is None


def test_one_firm_behind_both_substitutes_is_found() -> None:
    network = ProductNetwork.of({"t": [["a", "b"]]})
    points = single_points(network, "t", {"f": ["a", "b"], "g": ["t"], "h": ["t"]})
    assert points.products == ()
    assert points.firms == ("f",)


def test_examples_in_the_docstrings() -> None:
    tried = 0
    for info in pkgutil.iter_modules(analyses.__path__):
        result = doctest.testmod(importlib.import_module(f"chaingraph.analyses.{info.name}"))
        assert result.failed == 0
        tried += result.attempted
    assert tried >= 6


def table(function: Any) -> list[dict[str, str]]:
    lines = [line.strip() for line in (function.__doc__ or "").splitlines()]
    rules_at = [number for number, line in enumerate(lines) if line.startswith("===")]
    assert len(rules_at) == 3
    header = lines[rules_at[0] + 1].split()
    return [dict(zip(header, line.split(), strict=True)) for line in lines[rules_at[1] + 1 : rules_at[2]]]


def yes(text: str) -> bool:
    return text in ("yes", "any")


def number(text: str) -> float | None:
    return None if text == "none" else float(text)


def test_the_table_of_status_holds() -> None:
    rows = table(rules.status)
    assert {row["status"] for row in rows} == set(Status)
    for row in rows:
        for census in (True, False) if row["census"] == "any" else (yes(row["census"]),):
            got = rules.status(
                makers=int(row["makers"]),
                common=yes(row["common"]),
                elsewhere=yes(row["elsewhere"]),
                census=census,
                hhi=number(row["hhi"]),
            )
            assert got == row["status"], row


def test_the_table_of_action_holds() -> None:
    rows = table(rules.action)
    assert {row["action"] for row in rows} == set(Action)
    for row in rows:
        got = rules.action(
            status=Status(row["status"]), linked=yes(row["linked"]), resource_bound=yes(row["resource_bound"]), buyers=int(row["buyers"]),
            made_inputs=int(row["made_inputs"]), criticality=number(row["criticality"]),
        )  # fmt: skip
        assert got == row["action"], row


def test_the_table_of_confidence_holds() -> None:
    rows = table(rules.confidence)
    assert {row["confidence"] for row in rows} == {"high", "medium", "low"}
    for row in rows:
        got = rules.confidence(
            status=row["status"], makers=int(row["makers"]), sourced=int(row["sourced"]), census=yes(row["census"])
        )
        assert got == row["confidence"], row


def test_the_table_of_absent_probability_holds() -> None:
    rows = table(rules.absent_probability)
    assert {row["absent"] for row in rows} >= {"none", "1", "0.8"}
    for row in rows:
        got = rules.absent_probability(recall=number(row["recall"]), searches=int(row["searches"]))
        wanted = number(row["absent"])
        assert got == (None if wanted is None else pytest.approx(wanted, abs=1e-6)), row
