"""Findings equal the definitions, computed naively, on random datasets; and what must hold of any dataset."""

from __future__ import annotations

import random
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chaingraph as cg
from chaingraph.analyses import demand, failing, knock_outs, producible
from chaingraph.findings.world import world
from chaingraph.network import ProductNetwork
from chaingraph.tables import load_rows
from tests.oracle import Tables, findings
from tests.strategies import PROVINCE, datasets, requirements

EXAMPLES = settings(max_examples=25, deadline=None, derandomize=True)
DATASETS = settings(max_examples=15, deadline=None, derandomize=True)  # each costs a database


def found(tables: Tables, region: str | None = None, **options: Any) -> list[dict[str, Any]]:
    return [item.as_json() for item in cg.gaps(world(load_rows(tables)), region, **options).items]


def agree(mine: list[dict[str, Any]], wanted: dict[str, dict[str, Any]]) -> None:
    assert {item["product"] for item in mine} == set(wanted)
    for item in mine:
        for key, value in wanted[item["product"]].items():
            if isinstance(value, float):
                assert item[key] == pytest.approx(value, abs=1e-5), (item["product"], key)
            else:
                assert item[key] == value, (item["product"], key)


def ranked(items: list[dict[str, Any]]) -> None:
    """Worst first, equals by id, undefined last; a score is the product of its parts."""
    assert [item["rank"] for item in items] == list(range(1, len(items) + 1))
    keys = [(item["score"] is None, -(item["score"] or 0), item["product"]) for item in items]
    assert keys == sorted(keys)
    for item in items:
        assert (item["score"] is None) == (item["criticality"] is None and not item["local_buyers"])
        assert item["score"] is None or 0 <= item["score"] <= 1
        assert item["score"] is None or item["score"] == pytest.approx(
            item["score_need"] * item["score_severity"], abs=1e-5
        )
        assert item["local_buyer_count"] == len(item["local_buyers"])


@settings(DATASETS, max_examples=35)
@given(datasets(), st.data())
def test_findings_equal_the_definitions_and_are_ranked(tables: Tables, data: st.DataObject) -> None:
    known = world(load_rows(tables))
    bought = (data.draw(st.sampled_from([row["id"] for row in tables["products"]])),)
    for region in [row["code"] for row in tables["regions"]]:
        whole = [item.as_json() for item in cg.gaps(known, region).items]
        agree(whole, findings(tables, region))
        ranked(whole)
        agree([i.as_json() for i in cg.gaps(known, region, given=bought).items], findings(tables, region, given=bought))
        for chain in [row["id"] for row in tables["chains"]]:
            agree([i.as_json() for i in cg.gaps(known, region, chain=chain).items], findings(tables, region, chain))


@DATASETS
@given(datasets(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(tables: Tables, shuffler: random.Random) -> None:
    shuffled = {name: shuffler.sample(rows, len(rows)) for name, rows in tables.items()}
    assert found(tables) == found(shuffled)


_GRADE = {"missing": 0, "unseen": 0, "common": 0, "single": 1, "concentrated": 2, "adequate": 3}


@DATASETS
@given(datasets(), st.data())
def test_a_further_maker_never_makes_anything_less_available(tables: Tables, data: st.DataObject) -> None:
    before = {item["product"]: item for item in found(tables, PROVINCE)}
    name = data.draw(st.sampled_from(sorted(before)))
    new = {"id": "new", "name_zh": "新企业", "region": PROVINCE, "status": "active"}
    made = {"enterprise": "new", "product": name, "output_yi": "", "year": ""}
    more = tables | {"enterprises": [*tables["enterprises"], new], "makes": [*tables["makes"], made]}
    after = {item["product"]: item for item in found(more, PROVINCE)}
    assert after[name]["makers"] == before[name]["makers"] + 1
    for one, item in before.items():
        assert after[one]["producible"] >= item["producible"]
        assert (after[one]["inputs_met"] or 0) >= (item["inputs_met"] or 0)
    assert (_GRADE[after[name]["status"]] > 0) >= (_GRADE[before[name]["status"]] > 0)


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
