"""Analyses against slow or independent answers, where no worked case of tests/fixtures says enough."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from itertools import product as product_of

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chaingraph.analyses import (
    EndProductWeights,
    WeightBasis,
    complexity,
    criticality,
    demand,
    end_product_weights,
    end_products,
    esri,
    evidence,
    failing,
    inputs_met,
    joint_losses,
    kemeny,
    knock_outs,
    made_end_products,
    producible,
    rank_stability,
    required_recall,
    single_points,
    spread,
    stage_in_chain,
    use_paths,
)
from chaingraph.analyses.esri import SupplyLinks
from chaingraph.enumerations import Stage
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


WEIGHTS = st.dictionaries(st.sampled_from(NAMES), st.integers(1, 9).map(float))


@given(networks(), WEIGHTS, SETS, st.sampled_from(NAMES), st.none() | st.integers(1, 9).map(float))
def test_criticality(
    network: ProductNetwork, weights: dict[str, float], sure: frozenset[str], product: str, as_if: float | None
) -> None:
    """Its range is what trying out every unknown weight, light or heavy, gives."""
    basis = {name: WeightBasis.OWN if name in sure else WeightBasis.MEDIAN for name in weights}
    below, factors = under(network, frozenset([product])), (0.5, 2.0)
    ends = EndProductWeights(weights, basis)
    found = criticality(knock_outs(network), product, ends, below=below, as_if=as_if, factors=factors)
    hit = (fallen(network, frozenset([product])) & weights.keys()) - below
    assert (found.needs, found.of) == (tuple(sorted(hit)), len(weights))

    def share(factor_of: dict[str | None, float]) -> float:
        heavy = {name: weight * factor_of.get(name, 1.0) for name, weight in weights.items()}
        supposed = (as_if or 0.0) * factor_of.get(None, 1.0)
        return (sum(heavy[name] for name in hit) + supposed) / (sum(heavy.values()) + supposed)

    if not weights:
        assert (found.value, found.low, found.high) == (None, None, None)
        return
    unsure: list[str | None] = [*sorted(weights.keys() - sure), None][:6]
    fixed = dict.fromkeys(sorted(weights.keys() - sure)[5:], 1.0)
    tried = [share(dict(zip(unsure, draw, strict=True))) for draw in product_of(factors, repeat=len(unsure))]
    assert found.value == pytest.approx(share({}))
    assert found.low is not None
    assert found.high is not None
    assert found.low <= min(tried) + 1e-9
    assert found.high >= max(tried) - 1e-9
    if not fixed:
        assert (found.low, found.high) == (pytest.approx(min(tried)), pytest.approx(max(tried)))


@given(
    st.dictionaries(st.sampled_from(NAMES), st.none() | st.sampled_from("xy")),
    WEIGHTS,
    WEIGHTS,
    st.dictionaries(st.sampled_from("xy"), st.integers(1, 30).map(float)),
)
def test_end_product_weights(
    homes: dict[str, str | None], statistics: dict[str, float], outputs: dict[str, float], chains: dict[str, float]
) -> None:
    own = {name: statistics.get(name) or outputs.get(name) for name in homes}
    by_hand: dict[str, float] = {name: value for name, value in own.items() if value}
    first = dict(by_hand)
    for home in "xy":
        others = [name for name in homes if homes[name] == home and name not in first]
        rest = chains.get(home, 0.0) - sum(value for name, value in first.items() if homes[name] == home)
        if rest > 0:
            by_hand |= {name: rest / len(others) for name in others}
    ranked = sorted(by_hand.values())
    middle = (ranked[(len(ranked) - 1) // 2] + ranked[len(ranked) // 2]) / 2 if ranked else 1.0
    found = end_product_weights(homes, statistics, outputs, chains)
    assert found.values == pytest.approx({name: by_hand.get(name, middle) for name in homes})
    assert {name for name, basis in found.basis.items() if basis is WeightBasis.OWN} == first.keys()
    if homes:
        assert found.known == pytest.approx(sum(first.values()) / sum(found.values.values()))
    else:
        assert (found.known, found.median) == (None, None)


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
    lost = under(network, [product])
    for kind, own in network.products.items():
        if own.broader is not None:
            graph.add_edge(kind, own.broader)
            if own.broader in lost:
                graph.add_edge(own.broader, kind)
    if within is not None:
        graph.remove_nodes_from(set(graph) - within - {product})
    wanted = {}
    for end in sorted(ends):
        if end in graph and nx.has_path(graph, product, end):
            wanted[end] = min(map(tuple, nx.all_shortest_paths(graph, product, end)))
    assert use_paths(network, product, ends, within) == wanted


@given(networks(), st.sampled_from(NAMES))
def test_use_paths_explain_all_that_fails(network: ProductNetwork, product: str) -> None:
    fails = failing(network, [product])
    assert use_paths(network, product, fails, fails).keys() == fails


@given(networks(), st.dictionaries(st.sampled_from(NAMES), st.sampled_from([0, 0, 1, 5])))
def test_demand(network: ProductNetwork, buyers: dict[str, int]) -> None:
    """Walk by walk, where a step leads from a product to what is made from it or from anything under it."""
    users = {
        name: {
            user
            for user, groups in network.groups.items()
            if any(under(network, [name]) & set(group.members) for group in groups)
        }
        for name in NAMES
    }
    reach = {name: [float(buyers.get(name, 0))] for name in NAMES}  # by the number of steps still to walk
    for left in range(14):
        for name in NAMES:
            ahead = max((reach[user][left] for user in users[name]), default=0.0)
            reach[name].append(buyers.get(name, 0) + 0.25 * ahead)
    near = {name for name in NAMES if buyers.get(name, 0)}
    steps, step = dict.fromkeys(near, 0), 0
    while more := {name for name in NAMES if name not in steps and users[name] & steps.keys()}:
        step += 1
        steps |= dict.fromkeys(more, step)
    found = demand(network, buyers)
    for name in NAMES:
        assert found[name].buyers == buyers.get(name, 0)
        assert found[name].reach == pytest.approx(reach[name][-1], abs=1e-5)
        assert found[name].steps == steps.get(name)


@given(
    networks(),
    st.lists(st.sampled_from(["", "c", "d", "c d", "d c"]), min_size=len(NAMES), max_size=len(NAMES)),
    st.lists(st.none() | st.sampled_from(Stage), min_size=len(NAMES), max_size=len(NAMES)),
)
def test_stage_in_chain(network: ProductNetwork, chains: list[str], stages: list[Stage | None]) -> None:
    """networkx asks of each guest by itself whether the chain's own products can be got to inside the chain."""
    goods = {
        name: Product(name, name, chains=tuple(own.split()), stage=stage)
        for name, own, stage in zip(NAMES, chains, stages, strict=True)
    }
    inside = network.graph.subgraph([name for name in NAMES if "c" in goods[name].chains])
    at_home = {name for name in inside if goods[name].home == "c"}
    wanted = {
        name: goods[name].stage
        if name in at_home
        else (Stage.UPSTREAM if nx.descendants(inside, name) & at_home else Stage.DOWNSTREAM)
        for name in inside
    }
    assert stage_in_chain(ProductNetwork(goods, network.groups), "c") == wanted


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
    network: ProductNetwork, final: frozenset[str], guest: frozenset[str], chain: frozenset[str]
) -> None:
    goods = {
        name: Product(
            name,
            name,
            chains=("c",) if name in chain else ("d", "c") if name in guest else ("d",),
            final=name in final,
        )
        for name in NAMES
    }
    used = {member for groups in network.groups.values() for group in groups for member in group.members}
    sinks = {name for name in chain - used if network.groups.get(name)}
    wanted = final & (chain | guest) | (frozenset() if final & chain else sinks)
    found = end_products(ProductNetwork(goods, network.groups))
    assert found.get("c", frozenset()) == wanted


@given(networks(), SETS, SETS)
def test_made_end_products(network: ProductNetwork, ends: frozenset[str], made: frozenset[str]) -> None:
    here = ends & made
    covered = {name for name in here if here & (under(network, frozenset([name])) - {name})}
    assert made_end_products(network, {"c": ends}, made) == here - covered


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


@given(
    st.integers(1, 5).flatmap(
        lambda draws: st.lists(st.lists(st.integers(0, 3), min_size=draws, max_size=draws), min_size=1, max_size=6)
    ),
    st.lists(st.integers(1, 3), min_size=6, max_size=6),
    st.integers(1, 4),
)
def test_rank_stability(rows: list[list[int]], many: list[int], top: int) -> None:
    """Against counting in each draw who stands before whom, every one of those alike by itself."""
    counts = {f"n{number}": many[number] for number in range(len(rows))}
    scores = {name: [float(value) for value in row] for name, row in zip(counts, rows, strict=True)}
    found = rank_stability(scores, counts=counts, top=top, within=1.0)
    for name, row in scores.items():
        ahead = [sum(counts[other] for other in counts if scores[other][n] > value) for n, value in enumerate(row)]
        upto = [sum(counts[other] for other in counts if scores[other][n] >= value) for n, value in enumerate(row)]
        shares = [min(1.0, max(0.0, (top - first) / (last - first))) for first, last in zip(ahead, upto, strict=True)]
        assert found.in_top[name] == pytest.approx(sum(shares) / len(shares), abs=1e-6)
        assert (found.best[name], found.worst[name]) == (min(ahead) + 1, max(upto))
    whole = sum(counts.values())
    assert sum(found.in_top[name] * counts[name] for name in counts) == pytest.approx(min(top, whole), abs=1e-4)
    assert sum(found.first[name] * counts[name] for name in counts) == pytest.approx(1.0, abs=1e-4)


def test_places_leave_out_the_draws_at_either_end() -> None:
    rising = {"a": [float(n) for n in range(20)], "b": [9.5] * 20, "c": [-1.0] * 19 + [100.0]}
    found = rank_stability(rising, top=1, within=0.9, standing={"a": 3.0, "b": 2.0, "c": 1.0})
    assert (found.best["c"], found.worst["c"], found.in_top["c"]) == (3, 3, 0.05)
    assert (found.best["a"], found.worst["a"]) == (1, 2)
    assert found.kendall_tau == pytest.approx((10 * (1 / 3) + 9 * 1.0 + 1 * -1 / 3) / 20)


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
