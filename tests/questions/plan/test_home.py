"""What meets most of the end products' needs at home: of the tiny province, by hand, and of the bundled data.

The car is the one end product made. It needs steel, glass and chip, and its steel needs ore; glass needs nothing, and what
chip needs is bought in with it. Steel and glass are made: 2 of 4 needs are met. Chip and ore are unseen, so that each counts
a quarter times one half.
"""

from __future__ import annotations

from typing import Any

import pytest

import chaingraph as cg
from chaingraph.document.render import render
from chaingraph.enumerations import Status
from chaingraph.findings.world import World
from chaingraph.questions.plan.answer import Met, Plan
from chaingraph.questions.plan.ask import plan
from chaingraph.questions.plan.document import plan_document
from tests.worlds import TINY_PROVINCE, changed, tables

ROWS = tables(TINY_PROVINCE)
CENSUS = [{"region": "990000", "chain": "c", "completeness": "census"}]


@pytest.fixture(scope="module")
def tiny() -> World:
    return changed(TINY_PROVINCE)


def ids(found: Plan) -> list[str]:
    return [choice.id for choice in found.choices]


def test_the_plan_of_a_budget(tiny: World) -> None:
    found = plan(tiny, "990000", budget=8, fills=False)
    assert (found.aim, found.goal, found.chain, found.ends, found.share_now) == ("home", "budget", None, ("car",), 0.5)
    assert (ids(found), found.value, found.value_if_absent, found.cost) == (["j2", "j1"], 0.25, 0.5, 8)
    assert (found.proven, found.gap, found.bound, found.greedy_value, found.others) == (True, 0, 0.25, 0.25, False)
    assert (found.verify, found.value_unseen, found.products) == (("chip", "ore"), 0.25, ("chip", "ore"))
    first, second = found.choices
    assert (first.value, first.gained, first.meets, first.unseen) == (
        0.125,
        0.125,
        (Met(product="car", share=0.125),),
        ("ore",),
    )
    assert (second.value, second.gained) == (0.125, 0.25)
    assert [(one.status, one.counted, one.verify) for one in second.fills] == [(Status.UNSEEN, 0.5, True)]
    assert (found.candidates, found.unpriced, found.unpriced_fills) == (2, 1, 0)
    assert (found.already_made, found.not_needed, found.weight_known) == (0, 0, 0)


def test_what_has_no_cost_is_counted_and_the_best_of_it_named(tiny: World) -> None:
    found = plan(tiny, "990000", budget=4)
    assert (ids(found), found.unpriced, found.unpriced_fills) == (["j2"], 3, 2)
    assert [(one.id, one.cost, one.value) for one in found.worth_most] == [("fill:chip", None, 0.125)]  # ore is chosen
    poor = plan(tiny, "990000", budget=1)
    assert (poor.choices, poor.reason, poor.cost) == ((), "budget", 0)
    assert [(one.id, one.value, one.gained) for one in poor.worth_most] == [
        ("fill:chip", 0.125, 0.125),
        ("fill:ore", 0.125, 0.25),
    ]
    priced = plan(tiny, "990000", budget=4, fill_cost=2)
    assert (ids(priced), priced.value, priced.worth_most) == (["fill:chip", "fill:ore"], 0.25, ())


@pytest.mark.parametrize(("searched", "absent", "verify"), [(0, None, True), (1, 2 / 3, True), (2, 0.8, False)])
def test_a_gain_counts_as_surely_as_the_product_is_absent(searched: int, absent: float | None, verify: bool) -> None:
    looked = [
        {"product": "ore", "region": "990000", "where": f"w{place}", "found": "0", "date": "2024-01-01"}
        for place in range(searched)
    ]
    found = plan(changed(TINY_PROVINCE, searches=looked), "990000", budget=3, fills=False)
    (choice,) = found.choices
    assert (choice.fills[0].absent_probability, choice.fills[0].verify) == (
        pytest.approx(absent) if absent else None,
        verify,
    )
    assert found.value == pytest.approx((absent or 0.5) / 4)
    assert (found.verify, found.value_unseen) == ((("ore",), found.value) if verify else ((), 0))


def test_what_a_census_says_is_missing_counts_in_full() -> None:
    sure = changed(TINY_PROVINCE, coverage=CENSUS)
    found = plan(sure, "990000", budget=8, fills=False)
    assert (found.value, found.value_if_absent, found.verify, found.value_unseen) == (0.5, 0.5, (), 0)
    half = changed(
        TINY_PROVINCE,
        {"products": [row | ({"chain": "d"} if row["id"] == "ore" else {}) for row in ROWS["products"]]},
        chains=[{"id": "d", "name_zh": "矿链"}],
        coverage=[{"region": "990000", "chain": "d", "completeness": "census"}],
    )
    assert ids(plan(half, "990000", projects=1)) == ["fill:ore"]  # chip may be there, ore is surely not


def test_what_stays_bought_in_is_no_fill(tiny: World) -> None:
    found = plan(tiny, "990000", projects=9, given=["chip"])
    assert "fill:chip" not in ids(found)
    assert "j1" in ids(found)  # a project of the library that makes it all the same
    assert found.given == ("chip",)


def test_a_target_counts_the_end_products_of_its_chain_and_names_what_is_out_of_reach() -> None:
    bound = [row | ({"resource_bound": "yes"} if row["id"] == "ore" else {}) for row in ROWS["products"]]
    found = plan(changed(TINY_PROVINCE, {"products": bound, "projects": []}), "990000", target="c")
    assert (found.goal, found.chain, ids(found), found.value) == ("target", "c", ["fill:chip"], 0.125)
    assert (found.short, found.blockers) == (("car",), ("ore",))


REASONS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("budget", {}, {"budget": 1, "fills": False}),
    ("none", {"projects": []}, {"budget": 1, "fills": False}),
    ("unneeded", {"projects": ROWS["projects"][2:3]}, {"projects": 1, "fills": False}),
    ("ends", {"makes": [], "supplies": []}, {"projects": 1}),
    ("done", {"inputs": [row for row in ROWS["inputs"] if row["input"] in ("steel", "glass") and row["product"] == "car"]}, {"projects": 1}),
    ("cost", {"projects": []}, {"budget": 10}),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "replaced", "asked"), REASONS, ids=[one[0] for one in REASONS])
def test_why_nothing_is_gained_is_said(reason: str, replaced: dict[str, Any], asked: dict[str, Any]) -> None:
    known = changed(TINY_PROVINCE, replaced)
    found = plan(known, "990000", **asked)
    assert (found.reason, found.value, found.choices) == (reason, 0, ())
    for lang in ("zh", "en"):
        assert render(plan_document(known, found, lang), "text")


@pytest.mark.parametrize("form", ["text", "json", "csv", "xlsx", "docx", "html", "md"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_format_shows_the_choice(tiny: World, form: str, lang: str) -> None:
    assert render(plan_document(tiny, plan(tiny, "990000", budget=4), lang), form)


def test_the_sheet_says_scope_gain_and_what_to_verify(tiny: World) -> None:
    told = render(plan_document(tiny, plan(tiny, "990000", budget=4), "zh"), "md").decode()
    assert "全部产业链 1 种本地生产的终端产品" in told
    assert "目前 50.0%" in told
    assert "预期提高 12.50 个百分点，至 62.5%（所选环节若确无生产，提高 25.00 个百分点）" in told
    assert "产品ore（确无的概率未知）" in told
    assert "最值得补、费用未知" in told
    english = render(plan_document(tiny, plan(tiny, "990000", target="c"), "en"), "md").decode()
    assert "the 1 end product of the chain" in english
    assert "absence unknown" in english


@pytest.fixture(scope="module")
def jilin() -> World:
    return cg.world(cg.load())


def test_the_bundled_data_answer_every_budget(jilin: World) -> None:
    poor = plan(jilin, budget=10)
    assert len(poor.worth_most) == 10
    assert poor.unpriced > poor.unpriced_fills > 0
    assert (poor.already_made or 0) + (poor.not_needed or 0) + len(poor.choices) == poor.candidates
    assert (poor.value > 0) == bool(poor.choices)
    assert (poor.reason is None) == bool(poor.choices)
    values = [plan(jilin, budget=budget, fill_cost=20).value for budget in (10, 100, 500)]
    assert 0 < values[0] < values[1] < values[2]


def test_the_bundled_data_name_five_projects(jilin: World) -> None:
    found = plan(jilin, projects=5)
    assert (len(found.choices), found.proven, found.reason) == (5, True, None)
    assert found.value == pytest.approx(sum(met.share for choice in found.choices for met in choice.meets))
    assert all(choice.meets for choice in found.choices)
