"""Analyses against slow or independent answers, where no worked case of tests/fixtures says enough."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chaingraph.analyses import (
    complexity,
    criticality,
    end_products,
    esri,
    evidence,
    failing,
    inputs_met,
    joint_losses,
    kemeny,
    knock_outs,
    producible,
    rank_stability,
    required_recall,
    single_points,
    spread,
    use_paths,
)
from chaingraph.analyses.esri import SupplyLinks
from chaingraph.network import Group, Product, ProductNetwork
from tests.analyses.naive import fallen, sustained, under
from tests.strategies import NAMES, networks

SETS = st.frozensets(st.sampled_from(NAMES), max_size=4)
SHARES = st.floats(0.01, 0.99)


@given(networks(), SETS)
def test_failing(network: ProductNetwork, gone: frozenset[str]) -> None:
    assert failing(network, gone) == fallen(network, gone)


@given(networks())
def test_knock_outs(network: ProductNetwork) -> None:
    found = knock_outs(network)
    assert {name: found.of(name) for name in NAMES} == {name: fallen(network, frozenset([name])) for name in NAMES}


@given(networks(), SETS, st.sampled_from(NAMES))
def test_criticality(network: ProductNetwork, ends: frozenset[str], product: str) -> None:
    found = criticality(knock_outs(network), product, ends)
    hit = sorted(fallen(network, frozenset([product])) & ends)
    assert (found.needs, found.of) == (tuple(hit), len(ends))
    assert found.value == (pytest.approx(len(hit) / len(ends)) if ends else None)


@given(networks(), st.dictionaries(st.sampled_from(NAMES), st.integers(0, 7)))
def test_spread(network: ProductNetwork, first: dict[str, int]) -> None:
    """Bit by bit: a product's word has the bit of a cause where that cause alone makes it fall."""
    causes = [frozenset(name for name, word in first.items() if word >> bit & 1) for bit in range(3)]
    falls = [fallen(network, cause) for cause in causes]
    outright = {name: sum(1 << bit for bit in range(3) if name in under(network, causes[bit])) for name in NAMES}
    assert spread(network, outright) == {
        name: sum(1 << bit for bit, failed in enumerate(falls) if name in failed) for name in NAMES
    }


@given(networks("abcde"), st.data())
def test_joint_losses(network: ProductNetwork, data: st.DataObject) -> None:
    """Every pair is tried out; some pairs stop, by both going, a product of their own too."""
    names = sorted(network.products)
    both = data.draw(
        st.dictionaries(
            st.sampled_from(list(combinations(names, 2))), st.lists(st.sampled_from(names), max_size=2), max_size=2
        )
    )
    found = joint_losses(network, {name: [name] for name in names}, names, both)
    alone = {name: fallen(network, [name]) for name in names}
    assert found.alone == alone
    for end in names:
        wanted = tuple(
            pair
            for pair in combinations(names, 2)
            if end in fallen(network, [*pair, *both.get(pair, ())]) and end not in alone[pair[0]] | alone[pair[1]]
        )
        assert found.pairs(end) == wanted
        assert found.count(end) == len(wanted)


@given(networks(), SETS, SETS, SETS, SETS)
def test_producible(
    network: ProductNetwork, made: frozenset[str], bought: frozenset[str], common: frozenset[str], lost: frozenset[str]
) -> None:
    """The largest set that sustains itself, and of a made product that is not in it the groups that nothing meets."""
    goods = {name: replace(own, common=name in common) for name, own in network.products.items()}
    network = replace(network, products=goods)
    found, wanted = producible(network, made, bought, lost), sustained(network, made, bought, lost)
    assert found.products == wanted
    assert all((name in found) == (name in wanted) for name in NAMES)
    assert found.given == bought
    assert found.blocked_groups == {
        name: tuple(
            number for number, group in enumerate(network.groups.get(name, ())) if not wanted & set(group.members)
        )
        for name in made - wanted
    }


def test_a_circle_of_makers_stands_until_one_of_them_falls_out() -> None:
    network = ProductNetwork.of({"a": [["b"]], "b": [["a"]], "c": [["a"]]})
    assert producible(network, "abc").products == {"a", "b", "c"}
    assert producible(network, "ac").products == set()


def test_a_family_is_producible_by_a_kind_and_never_the_other_way_round() -> None:
    network = ProductNetwork.of(
        {"car": [["tyre"]], "winter": [["rubber"]]}, broader={"summer": "tyre", "winter": "tyre"}
    )
    assert producible(network, ["car", "summer"]).products == {"car", "summer", "tyre"}
    assert producible(network, ["car", "tyre"]).products == {"car", "tyre"}
    assert producible(network, ["car", "winter"]).products == set()


@given(networks("abcdef"), st.data())
def test_single_points(network: ProductNetwork, data: st.DataObject) -> None:
    """One product with its kinds, or one firm, away: is the target still in the largest set that sustains itself?"""
    made = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3, unique=True)
    firms = data.draw(st.dictionaries(st.sampled_from(["f", "g", "h"]), made))
    bought = data.draw(st.frozensets(st.sampled_from("abcdef"), max_size=1))
    common = data.draw(st.frozensets(st.sampled_from("abcdef"), max_size=1))
    goods = {name: replace(own, common=name in common) for name, own in network.products.items()}
    network = replace(network, products=goods)
    whole = {name for products in firms.values() for name in products}
    found = single_points(network, "c", firms, bought)
    if "c" not in sustained(network, whole, bought):
        assert (found.products, found.firms) == (None, None)
        return
    assert found.products == tuple(
        name
        for name in "abcdef"
        if "c" not in (lost := under(network, [name])) and "c" not in sustained(network, whole, bought, lost)
    )
    assert found.firms == tuple(
        firm
        for firm in sorted(firms)
        if "c" not in sustained(network, {p for other, made in firms.items() if other != firm for p in made}, bought)
    )


@given(networks(), st.sampled_from(NAMES), SETS, st.none() | SETS)
def test_use_paths(network: ProductNetwork, product: str, ends: frozenset[str], within: frozenset[str] | None) -> None:
    """networkx finds all the shortest ways; the one whose products come first by id is told."""
    graph = network.graph.copy()
    if within is not None:
        graph.remove_nodes_from(set(graph) - within - {product})
    wanted = {}
    for end in sorted(ends):
        if end in graph and nx.has_path(graph, product, end):
            wanted[end] = len(nx.shortest_path(graph, product, end))
    found = use_paths(network, product, ends, within)
    assert {end: len(path) for end, path in found.items()} == wanted
    for end, path in found.items():
        assert (path[0], path[-1]) == (product, end)
        assert nx.is_path(graph, path)


@given(networks(), st.sampled_from(NAMES), SETS, SETS, SETS)
def test_inputs_met(
    network: ProductNetwork, product: str, made: frozenset[str], common: frozenset[str], optional: frozenset[str]
) -> None:
    """Group by group: any member made here or of common supply meets it; what is not essential counts nowhere."""
    goods = {name: Product(name, name, common=name in common) for name in NAMES}
    groups = {
        name: tuple(Group(group.members, essential=name not in optional) for group in own)
        for name, own in network.groups.items()
    }
    own = [] if product in optional else [group.members for group in network.groups.get(product, ())]
    wanted = [any(member in made | common for member in members) for members in own]
    found = inputs_met(ProductNetwork(goods, groups), product, made)
    assert found == (pytest.approx(sum(wanted) / len(wanted)) if wanted else None)


@given(networks(), SETS, SETS, SETS)
def test_end_products(
    network: ProductNetwork, final: frozenset[str], made: frozenset[str], chain: frozenset[str]
) -> None:
    goods = {
        name: Product(name, name, chains=("c",) if name in chain else ("d",), final=name in final) for name in NAMES
    }
    marked = final & chain
    used = {member for groups in network.groups.values() for group in groups for member in group.members}
    assert end_products(ProductNetwork(goods, network.groups), "c", made) == (marked or chain - used) & made


@given(SHARES, SHARES, SHARES, st.integers(1, 3))
def test_evidence_and_the_recall_it_takes(absent: float, prior: float, recall: float, expected: int) -> None:
    """Bayes' rule told as odds; the required recall turns it round."""
    found = evidence(found=0, recall=recall, prior=prior, expected=expected)
    odds = (1 - prior) / prior / (1 - recall) ** expected
    assert found.absent == pytest.approx(odds / (1 + odds))
    least = required_recall(absent, prior)
    assume(least > 0)
    assert evidence(found=0, recall=least, prior=prior).absent == pytest.approx(absent)


@given(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=4, max_size=5))
def test_complexity(present: list[list[bool]]) -> None:
    """The same vector from the matrix that is not symmetric, by the general eigenvalues of numpy."""
    found = complexity(present)
    assume(found.reason is None)
    held = np.array(present, dtype=float)
    way = (held / held.sum(axis=1, keepdims=True)) @ (held / held.sum(axis=0)).T
    values, vectors = np.linalg.eig(way)
    order = np.argsort(-values.real)
    assume(values.real[order[1]] - values.real[order[2]] > 1e-4)
    second = vectors[:, order[1]].real
    scaled = (second - second.mean()) / second.std()
    assume(abs(np.cov(scaled, held.sum(axis=1))[0, 1]) > 1e-4)
    scaled *= np.sign(np.cov(scaled, held.sum(axis=1))[0, 1])
    assert found.eci == pytest.approx(scaled.tolist(), abs=1e-5)


@given(st.floats(0.1, 0.9), st.floats(0, 0.9), st.floats(0.1, 0.9))
def test_rank_stability(level: float, lead: float, weight: float) -> None:
    """What is better in both criteria stays first under any weights, what is worse in both never is."""
    scores = {"mid": [level, level], "up": [level + lead + 0.01, level + 0.01], "low": [level - 0.05, level - 0.05]}
    found = rank_stability(scores, [weight, 1 - weight], top=2, draws=50)
    assert found.first == {"low": 0.0, "mid": 0.0, "up": 1.0}
    assert found.in_top == {"low": 0.0, "mid": 1.0, "up": 1.0}


def test_rank_stability_is_the_share_of_weights_that_favour_it() -> None:
    """Two items, one better in each criterion: with equal weights shaken alike, either leads in half of the draws."""
    found = rank_stability({"a": [1.0, 0.0], "b": [0.0, 1.0]}, [0.5, 0.5], top=1, draws=4000)
    assert found.first["a"] == pytest.approx(0.5, abs=0.03)
    assert found.first["a"] + found.first["b"] == pytest.approx(1.0)


@given(
    st.dictionaries(
        st.sampled_from("abcd"), st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)), min_size=2
    )
)
def test_kemeny(scores: dict[str, tuple[int, int, int]]) -> None:
    """No order got by swapping neighbours is better, and turning a best one round costs every other disagreement."""
    found = kemeny(scores)

    def against(order: tuple[str, ...]) -> int:
        return sum(
            b > a for one, other in combinations(order, 2) for a, b in zip(scores[one], scores[other], strict=True)
        )

    assert found.orders is not None
    assert found.distance is not None
    differing = sum(a != b for one, other in combinations(sorted(scores), 2) for a, b in zip(scores[one], scores[other], strict=True))  # fmt: skip
    for order in found.orders:
        assert against(order) == found.distance
        assert against(order[::-1]) == differing - found.distance
        for place in range(len(order) - 1):
            swapped = (*order[:place], order[place + 1], order[place], *order[place + 2 :])
            assert against(swapped) >= found.distance


def test_esri_of_a_chain_of_three_by_hand() -> None:
    """a delivers to b, b to c, each its only supplier: without a all of the deliveries stop, without c none but its own."""
    links = SupplyLinks(["a", "b", "c"], [0, 1], [1, 2], [0, 1], [10.0, 30.0], [2, 2])
    assert esri(links, {"a": 0.0}).index == pytest.approx(1.0)
