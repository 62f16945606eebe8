"""Findings equal the definitions, computed naively, on random datasets; and what must hold of any dataset."""

from __future__ import annotations

import random
import sys
from collections import Counter
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import chaingraph as cg
from chaingraph.analyses import demand, failing, knock_outs, producible
from chaingraph.findings.world import world
from chaingraph.network import ProductNetwork
from chaingraph.tables import load_rows
from tests.oracle import Definitions, Row, Tables, disagreements, findings
from tests.strategies import PROVINCE, datasets, requirements

EXAMPLES = settings(max_examples=15, deadline=None, derandomize=True)
DATASETS = settings(max_examples=10, deadline=None, derandomize=True)  # each costs a database
SCORES = settings(DATASETS, max_examples=9)  # each costs two, of one region
NEAR = 1e-9  # as many digits as are written


def found(tables: Tables, region: str | None = None, **options: Any) -> list[dict[str, Any]]:
    return [item.as_json() for item in cg.gaps(world(load_rows(tables)), region, **options).items]


def by_product(tables: Tables, region: str = PROVINCE) -> dict[str, dict[str, Any]]:
    return {item["product"]: item for item in found(tables, region)}


def ranked(items: list[dict[str, Any]], tables: Tables) -> None:
    """Worst first, equals by id, unknown last; a score within its range, and known wherever anything links and is known."""
    assert [item["rank"] for item in items] == list(range(1, len(items) + 1))
    keys = [(item["score"] is None, -(item["score"] or 0), item["product"]) for item in items]
    assert keys == sorted(keys)
    sharing = Counter(item["score"] for item in items)
    data = Definitions(tables)
    for item in items:
        is_known = item["criticality"] is not None or bool(item["local_buyers"])
        assert (item["score"] is not None) == (is_known and data.is_linked(item["product"])), item["product"]
        assert (item["score_low"] is None) == (item["score_high"] is None) == (item["score"] is None)
        if item["score"] is not None:
            assert 0 <= item["score_low"] <= item["score"] <= item["score_high"] <= 1
        assert item["tied"] == (None if item["score"] is None else sharing[item["score"]])
        assert item["local_buyer_count"] == len(item["local_buyers"])
    scored = [item for item in items if item["score"] is not None and item["criticality"] is not None]
    for idle in (item for item in scored if item["criticality"] == 0):
        for vital in (item for item in scored if item["criticality"] > 0):
            if idle["score_severity"] == vital["score_severity"]:
                assert idle["score"] <= vital["score"]
                assert idle["rank"] > vital["rank"] or vital["score_severity"] == 0, (idle["product"], vital["product"])


@settings(DATASETS, max_examples=12)
@given(datasets(), st.data())
def test_findings_equal_the_definitions_and_are_ranked(tables: Tables, data: st.DataObject) -> None:
    """Of every region, with no chain and with each, with and without what is bought, field by field."""
    opened = world(load_rows(tables))
    bought = (data.draw(st.sampled_from([row["id"] for row in tables["products"]])),)
    for region in [row["code"] for row in tables["regions"]]:
        for chain in [None, *(row["id"] for row in tables["chains"])]:
            for given_ids in ((), bought):
                items = [item.as_json() for item in cg.gaps(opened, region, chain=chain, given=given_ids).items]
                wrong = disagreements(items, findings(tables, region, chain, given_ids))
                assert not wrong, (region, chain, given_ids, wrong)
                ranked(items, tables)


@DATASETS
@given(datasets(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(tables: Tables, shuffler: random.Random) -> None:
    shuffled = {name: shuffler.sample(rows, len(rows)) for name, rows in tables.items()}
    assert found(tables) == found(shuffled)


_UNMADE = ("missing", "unseen", "elsewhere")


@DATASETS
@given(datasets(), st.data())
def test_a_further_maker_never_makes_anything_less_available(tables: Tables, data: st.DataObject) -> None:
    before = by_product(tables)
    name = data.draw(st.sampled_from(sorted(before)))
    after = by_product(with_maker(tables, name))
    assert after[name]["makers"] == before[name]["makers"] + 1
    for one, item in before.items():
        assert after[one]["producible"] >= item["producible"]
        assert (after[one]["inputs_met"] or 0) >= (item["inputs_met"] or 0)
    assert after[name]["status"] not in _UNMADE


# What the contract promises of the score


def with_held_weights(tables: Tables) -> Tables:
    """Every product of the province with a figure of its own, so that no maker changes the weight of an end product."""
    figures = [
        {"region": PROVINCE, "product": row["id"], "year": "2023", "value_yi": str(number * 2 + 3)}
        for number, row in enumerate(tables["products"])
    ]
    return tables | {"outputs": figures}


def with_maker(tables: Tables, product: str, group: str = "") -> Tables:
    """One more enterprise of the province that makes the product; how much is not known."""
    new = {"id": "new", "name_zh": "新企业", "region": PROVINCE, "status": "active", "parent_group": group}
    made = {"enterprise": "new", "product": product, "output_yi": "", "year": ""}
    return tables | {"enterprises": [*tables["enterprises"], new], "makes": [*tables["makes"], made]}


def not_higher(low: dict[str, Any], high: dict[str, Any]) -> bool:
    if low["score"] is None or high["score"] is None:
        return low["score"] is None
    return bool(low["score"] <= high["score"] + NEAR)


@SCORES
@given(datasets(), st.data())
def test_one_more_buyer_never_lowers_the_score(tables: Tables, data: st.DataObject) -> None:
    """All else equal: the buyer is no maker of the product, and what fails with it weighs the same."""
    users = sorted({row["product"] for row in tables["inputs"]})
    assume(users)
    tables = with_held_weights(tables)
    more = with_maker(tables, data.draw(st.sampled_from(users)))
    before, after = findings(tables, PROVINCE), findings(more, PROVINCE)
    equal = ("makers", "status", "criticality", "needs")
    bought = [
        name
        for name, item in before.items()
        if len(after[name]["local_buyers"]) > len(item["local_buyers"])
        and all(after[name][field] == item[field] for field in equal)
    ]
    assume(bought)
    low, high = by_product(tables), by_product(more)
    for name in bought:
        assert not_higher(low[name], high[name]), name


@SCORES
@given(datasets(), st.sampled_from(["register", "another place"]), st.data())
def test_one_more_search_in_vain_never_lowers_the_score(tables: Tables, where: str, data: st.DataObject) -> None:
    places = Definitions(tables).around(PROVINCE)
    before = by_product(tables)
    unseen = [name for name, item in before.items() if item["status"] == "unseen"]
    assume(unseen)
    search: Row = {
        "product": data.draw(st.sampled_from(unseen)),
        "region": data.draw(st.sampled_from(places)),
        "date": "2026-01-01",
        "where": where,
        "found": "0",
    }
    after = by_product(tables | {"searches": [*tables["searches"], search]})
    for name, item in before.items():
        assert not_higher(item, after[name]), name


@SCORES
@given(datasets(), st.data())
def test_one_more_maker_never_raises_the_score(tables: Tables, data: st.DataObject) -> None:
    """Of its product, the weights held, how much it makes unknown; whoever owns it.

    Left out: an end product without a maker or a kind of one, since E(R) grows by it; and what the maker would buy
    from itself, since that is one more buyer too.
    """
    tables = with_held_weights(tables)
    rows = Definitions(tables)
    before = findings(tables, PROVINCE)
    ends = {name for chain in tables["chains"] for name in rows.end_products(chain["id"]) if not before[name]["makers"]}
    free = [name for name in before if not rows.above(name) & ends]
    assume(free)
    name = data.draw(st.sampled_from(free))
    group = data.draw(st.sampled_from(["", *(row["id"] for row in tables["enterprises"])]))
    more = with_maker(tables, name, group)
    after = findings(more, PROVINCE)[name]
    assert after["criticality"] == before[name]["criticality"]
    assume(after["local_buyers"] == before[name]["local_buyers"])
    assert not_higher(by_product(more)[name], by_product(tables)[name])


@SCORES
@given(datasets(), st.data())
def test_one_more_chain_never_lowers_what_a_product_stops(tables: Tables, data: st.DataObject) -> None:
    """A product that is a guest of one chain more; and the same loss weighs the same, whatever the chain."""
    row = data.draw(st.sampled_from(tables["products"]))
    free = [chain["id"] for chain in tables["chains"] if chain["id"] not in row["chain"].split(";")]
    assume(free)
    guest = row | {"chain": f"{row['chain']};{data.draw(st.sampled_from(free))}"}
    more = tables | {"products": [guest if one is row else one for one in tables["products"]]}
    before, after = by_product(tables), by_product(more)
    weights: dict[tuple[str, ...], float | None] = {}
    ends = {name for chain in tables["chains"] for name in Definitions(more).end_products(chain["id"])}
    for name, item in after.items():
        old = before[name]["criticality"]
        assert (item["criticality"] is None) == (old is None), name
        assert old is None or item["criticality"] >= old - NEAR, name
        if item["makers"] or name not in ends:
            assert weights.setdefault(tuple(item["needs"]), item["criticality"]) == item["criticality"], name


# What holds of the parts


@EXAMPLES
@given(requirements(), st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))
def test_failing_contains_itself_and_a_substitute_never_enlarges_it(
    requires: dict[str, list[list[str]]], start: str, other: str
) -> None:
    network = ProductNetwork.of(requires, "abcdefgh")
    failed = failing(network, [start])
    assert start in failed
    for name, groups in requires.items():
        for number, group in enumerate(groups):
            wider = {**requires, name: [*groups[:number], [*group, other], *groups[number + 1 :]]}
            assert failing(ProductNetwork.of(wider, "abcdefgh"), [start]) <= failed


@EXAMPLES
@given(requirements(), st.sets(st.sampled_from("abcdefgh")), st.sampled_from("abcdefgh"))
def test_producible_is_a_fixed_point_and_grows(requires: dict[str, list[list[str]]], made: set[str], more: str) -> None:
    network = ProductNetwork.of(requires, "abcdefgh")
    can = producible(network, made)
    for name in made:
        open_groups = [g for g in network.groups.get(name, ()) if not set(g.members) & can.products]
        assert (name in can) == (not open_groups)
        assert (name in can.blocked_groups) == bool(open_groups)
    assert can.products <= producible(network, made | {more}).products
    assert can.products <= producible(network, made, {more}).products
    # nothing that is left out could have sustained itself together with the rest: whoever made it lacks a group of it
    left = set(made) - can.products
    while lacking := {
        n for n in left if any(not set(g.members) & (can.products | left) for g in network.groups.get(n, ()))
    }:
        left -= lacking
    assert not left


@pytest.mark.parametrize("seed", range(30))
def test_reach_is_the_longest_discounted_walk_to_buyers(seed: int) -> None:
    """Against walks counted one by one; a gap with buyers stands before the gap behind it."""
    rng = random.Random(seed)
    names = [f"p{n}" for n in range(7)]
    requires = {name: [[rng.choice(names)] for _ in range(rng.randint(0, 2))] for name in names}
    requires = {name: [group for group in groups if group != [name]] for name, groups in requires.items()}
    network = ProductNetwork.of(requires, names)
    buyers = {name: rng.choice([0, 0, 1, 5]) for name in names}
    users = {name: [one for one in names if [name] in requires[one]] for name in names}

    def walk(name: str, left: int) -> float:
        ahead = max((walk(user, left - 1) for user in users[name]), default=0.0) if left else 0.0
        return buyers[name] + 0.25 * ahead

    found = demand(network, buyers)
    for name in names:
        assert found[name].reach == pytest.approx(walk(name, 12), abs=1e-5)
        assert (found[name].steps == 0) == (buyers[name] > 0)
        for user in users[name]:
            if not buyers[name] and buyers[user] and len(users[name]) == 1:
                assert found[name].reach < found[user].reach


@pytest.mark.parametrize("seed", range(40))
def test_knock_outs_equal_one_failure_at_a_time(seed: int) -> None:
    """Fifty random networks a seed, cycles and repeated members among them."""
    rng = random.Random(seed)
    for _ in range(50):
        names = [f"p{n}" for n in range(rng.randint(1, 12))]
        network = ProductNetwork.of(
            {
                n: [[rng.choice(names) for _ in range(rng.randint(1, 3))] for _ in range(rng.randint(0, 3))]
                for n in names
            }
        )
        falls = knock_outs(network)
        for name in network.products:
            assert falls.of(name) == failing(network, [name])
            assert falls.of(name, names[:2]) == failing(network, [name]) & set(names[:2])


def test_what_falls_is_the_same_listed_or_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    net = ProductNetwork.of({"car": [["engine", "motor"], ["tyre"]], "tyre": [["rubber"]], "rubber": [["tyre"]]})
    listed = knock_outs(net)
    assert listed._fails is not None
    monkeypatch.setattr(sys.modules[knock_outs.__module__], "_LISTED", -1)
    looked = knock_outs(net)
    assert looked._fails is None
    for name in net.products:
        assert listed.of(name) == looked.of(name)
        assert listed.of(name, iter(["car", "rubber"])) == looked.of(name, ["car", "rubber"])
    assert listed.of("rubber") == {"car", "rubber", "tyre"}
