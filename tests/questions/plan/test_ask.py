"""With the aim producible: what to choose, in which order, what it gains and rests on: of the tiny province, worked out by
hand.

j1 makes chip (5), j2 ore (3), j3 a second glass (no cost told), j4 nothing. Ore makes steel producible: 2; chip alone itself: 1,
since glass is made here; with both the car too: 4 in all.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from chaingraph.enumerations import Status
from chaingraph.errors import UsageError
from chaingraph.findings.world import World
from chaingraph.questions.plan.answer import Choice, Filled, Plan
from chaingraph.questions.plan.ask import plan as asked_for
from tests.questions.province import province as widened
from tests.worlds import TINY_PROVINCE, Tables, changed, tables

ROWS = tables(TINY_PROVINCE)
plan = partial(asked_for, aim="producible")


@pytest.fixture(scope="module")
def tiny() -> World:
    return changed(TINY_PROVINCE)


def empty(product: str) -> Filled:
    return Filled(product=product, status=Status.UNSEEN, absent_probability=None, counted=0.5, verify=True)


def chosen(found: Plan) -> list[tuple[str, float, float]]:
    return [(one.id, one.cost, one.gained) for one in found.choices]


def test_the_whole_plan_of_a_budget(tiny: World) -> None:
    assert plan(tiny, "990000", budget=8, fills=False) == Plan(
        region="990000", goal="budget", aim="producible", chain=None, budget=8, most=None, candidates=2, unpriced=1,
        choices=(
            Choice(id='j2', name_zh='矿', name_en='矿', kind='project', adds=('ore',), cost=3.0, gained=2.0, value=2.0, fills=(empty('ore'),), unseen=('ore',)),
            Choice(id='j1', name_zh='芯片', name_en='芯片', kind='project', adds=('chip',), cost=5.0, gained=4.0, value=2.0, fills=(empty('chip'),), unseen=('chip',)),
        ),
        value=4.0, cost=8.0, products=("car", "chip", "ore", "steel"), bound=4.0, gap=0.0, proven=True, greedy_value=4.0,
        short=(), ends=(), blockers=(), given=(), unit="yi", others=False, verify=("chip", "ore"), value_unseen=4.0,
        reason=None, nearest=None,
    )  # fmt: skip


def test_a_budget_is_kept_to_the_last_yuan(tiny: World) -> None:
    assert chosen(plan(tiny, "990000", budget=7.99, fills=False)) == [("j2", 3.0, 2.0)]
    assert chosen(plan(tiny, "990000", budget=3, fills=False)) == [("j2", 3.0, 2.0)]
    assert chosen(plan(tiny, "990000", budget=2.99, fills=False)) == []


def test_fills_are_to_choose_at_the_cost_told_for_them(tiny: World) -> None:
    found = plan(tiny, "990000", budget=8, fill_cost=2.5)
    assert found.choices == (
        Choice(
            id="fill:ore",
            name_zh="补 产品ore",
            name_en="fill 产品ore",
            kind="fill",
            adds=("ore",),
            cost=2.5,
            gained=2.0,
            value=2.0,
            fills=(empty("ore"),),
            unseen=("ore",),
        ),
        Choice(
            id="fill:chip",
            name_zh="补 产品chip",
            name_en="fill 产品chip",
            kind="fill",
            adds=("chip",),
            cost=2.5,
            gained=4.0,
            value=2.0,
            fills=(empty("chip"),),
            unseen=("chip",),
        ),
    )
    assert (found.candidates, found.unpriced, found.unit, found.others) == (4, 1, "yi", False)
    without = plan(tiny, "990000", budget=8)  # what a fill costs is not known
    assert (without.candidates, without.unpriced) == (2, 3)
    free = plan(tiny, "990000", budget=0, fill_cost=0)
    assert (free.value, free.cost, [one.id for one in free.choices]) == (4, 0, ["fill:ore", "fill:chip"])


def test_a_natural_resource_and_what_is_made_are_no_fills(province: World) -> None:
    found = plan(province, "990000", projects=99)
    # j1 j2 j3 and fills of chip, ore and resin; none of oil (a resource), glue (common supply) or what is made here
    assert (found.candidates, found.unit, found.goal, found.most) == (6, "count", "projects", 99)
    assert plan(province, "990000", projects=99, fills=False).candidates == 3


def test_projects_are_counted_and_costs_forgotten(tiny: World) -> None:
    found = plan(tiny, "990000", projects=1)
    assert (chosen(found), found.cost, found.value, found.others) == ([("fill:ore", 1.0, 2.0)], 1, 2, True)  # or j2
    assert (found.candidates, found.unpriced, found.unit) == (5, 0, "count")
    priced = plan(tiny, "990000", projects=2, fill_cost=1)
    assert (priced.unit, priced.unpriced, priced.cost, priced.value) == ("yi", 1, 2, 4)


def test_what_waits_for_another_and_what_excludes_it(tiny: World) -> None:
    waits = plan(tiny, "990000", projects=1, after=[("j2", "j1")], fills=False)
    assert chosen(waits) == [("j1", 1.0, 1.0)]
    both = plan(tiny, "990000", projects=2, after=[("j2", "j1")], fills=False)
    assert [one.id for one in both.choices] == ["j1", "j2"]
    assert [one.gained for one in both.choices] == [1.0, 4.0]
    alone = plan(tiny, "990000", projects=2, exclusive=[("j1", "j2")], fills=False)
    assert (alone.value, [one.id for one in alone.choices if one.id != "j3"]) == (2, ["j2"])


def test_a_target_counts_its_end_products_alone(tiny: World) -> None:
    found = plan(tiny, "990000", target="c", fills=False)
    assert (found.goal, found.chain, found.ends, found.short, found.unit) == ("target", "c", ("car",), (), "count")
    assert (found.value, found.cost, found.greedy_value, found.verify) == (1, 2, 0, ("chip", "ore"))
    assert chosen(found) == [("j1", 1.0, 0.0), ("j2", 1.0, 1.0)]
    assert (found.value_unseen, found.reason) == (1, None)


def test_what_a_target_lacks_is_followed_down_to_what_cannot_be_chosen() -> None:
    products = [one | ({"resource_bound": "yes"} if one["id"] == "ore" else {}) for one in ROWS["products"]]
    known = changed(TINY_PROVINCE, {"products": products, "projects": []})
    found = plan(known, "990000", target="c")
    assert (found.short, found.blockers, found.value, found.reason) == (("car",), ("ore",), 0, "inputs")
    assert found.nearest is None  # asked for an end, not for the nearest
    bought = plan(known, "990000", target="c", given=["ore"])
    assert (bought.short, bought.blockers, bought.value, bought.given) == ((), (), 1, ("ore",))
    assert [one.id for one in bought.choices] == ["fill:chip"]


def test_a_census_leaves_nothing_to_verify() -> None:
    sure = changed(TINY_PROVINCE, coverage=[{"region": "990000", "chain": "c", "completeness": "census"}])
    found = plan(sure, "990000", budget=8, fills=False)
    assert ([one.unseen for one in found.choices], found.verify, found.value_unseen) == ([(), ()], (), 0)
    half = changed(
        TINY_PROVINCE,
        {"products": [one | ({"chain": "d"} if one["id"] == "ore" else {}) for one in ROWS["products"]]},
        chains=[{"id": "d", "name_zh": "矿链"}],
        coverage=[{"region": "990000", "chain": "d", "completeness": "census"}],
    )
    mixed = plan(half, "990000", budget=8, fills=False)
    # ore is sure to be missing: it and steel hold without filling chip; chip and car do not
    assert (mixed.verify, mixed.value, mixed.value_unseen) == (("chip",), 4, 2)


BOUND: Tables = {
    "products": [one | ({"resource_bound": "yes"} if one["id"] in ("ore", "glass") else {}) for one in ROWS["products"]],
    "makes": [{"enterprise": "e3", "product": "steel"}],
    "projects": ROWS["projects"][:1],
}  # fmt: skip
REASONS: list[tuple[str, Tables, dict[str, Any]]] = [
    ("inputs", BOUND, {"budget": 10, "fills": False}),
    ("cost", {"projects": [{"id": "j9", "name_zh": "无价矿", "region": "990100", "chain": "c", "products": "ore"}]}, {"budget": 10, "fills": False}),
    ("budget", {}, {"budget": 1, "fills": False}),
    ("none", {"projects": []}, {"budget": 1, "fills": False}),
    ("done", {"projects": ROWS["projects"][2:3]}, {"projects": 1, "fills": False}),
    ("ends", {"makes": [], "supplies": []}, {"target": "c"}),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "replaced", "asked"), REASONS, ids=[one[0] for one in REASONS])
def test_why_nothing_is_gained(reason: str, replaced: Tables, asked: dict[str, Any]) -> None:
    found = plan(changed(TINY_PROVINCE, replaced), "990000", **asked)
    assert (found.reason, found.value, found.choices, found.products) == (reason, 0, (), ())
    assert (found.nearest, found.blockers) == ((("chip", ("glass",)), ("glass",)) if reason == "inputs" else (None, ()))


def project(name: str, product: str) -> dict[str, str]:
    return {"id": name, "name_zh": name, "region": "990100", "chain": "c", "products": product, "investment_yi": "1"}


def test_the_nearest_lacks_fewest_whatever_it_is_called() -> None:
    """Chip lacks one input, pane two: the nearest is chip though pane, its inputs and its project come first by name."""
    more: Tables = {
        "products": [{"id": one, "name_zh": one, "chain": "c", "resource_bound": "yes"} for one in ("alum", "ash")]
        + [{"id": "bow", "name_zh": "窗", "chain": "c"}],
        "inputs": [{"product": "bow", "input": one} for one in ("alum", "ash")],
        "projects": [project("j0", "bow")],
    }
    found = plan(changed(TINY_PROVINCE, BOUND, **more), "990000", budget=10, fills=False)
    assert (found.reason, found.nearest) == ("inputs", ("chip", ("glass",)))
    assert found.blockers == ("alum", "ash", "glass")
    bought = plan(changed(TINY_PROVINCE, BOUND, **more), "990000", budget=10, fills=False, given=["glass"])
    assert (bought.value, bought.products) == (1, ("chip",))  # what is bought in itself is no gain


def test_of_equally_near_ones_the_first_product_is_told_and_substitutes_at_hand_are_not_lacking() -> None:
    """Axe (project j9) and chip (project j1) lack one input each. Of axe's substitutes steel is made here, dye bought in."""
    more: Tables = {
        "products": [{"id": one, "name_zh": one, "chain": "c"} for one in ("axe", "dye", "ink", "foil")]
        + [{"id": "zinc", "name_zh": "锌", "chain": "c", "resource_bound": "yes"}],
        "inputs": [
            {"product": "axe", "input": "zinc"},
            {"product": "axe", "input": "plate", "group": "g"},
            {"product": "axe", "input": "foil", "group": "g"},
            {"product": "axe", "input": "dye", "group": "h"},
            {"product": "axe", "input": "ink", "group": "h"},
        ],
        "projects": [project("j9", "axe")],
        "makes": [{"enterprise": "e2", "product": "plate"}],
    }
    more["products"].append({"id": "plate", "name_zh": "板", "chain": "c"})
    found = plan(changed(TINY_PROVINCE, BOUND, **more), "990000", budget=10, fills=False, given=["dye"])
    assert (found.reason, found.nearest, found.blockers) == ("inputs", ("axe", ("zinc",)), ("glass", "zinc"))


def test_a_plan_as_plain_values(tiny: World) -> None:
    found = plan(tiny, "990000", budget=3, fills=False).as_json()
    assert (found["choices"][0]["id"], found["value"], found["gap"]) == ("j2", 2.0, 0.0)


@pytest.mark.parametrize(
    ("asked", "zh", "en"),
    [
        ({}, "请给出 --budget 或 --projects（二者选一），或只给 --target", "give --budget or --projects (one of the two), or --target alone"),
        ({"budget": 1.0, "projects": 1}, "请给出 --budget 或 --projects（二者选一），或只给 --target", "give --budget or --projects (one of the two), or --target alone"),
        ({"budget": 1.0, "aim": "fame"}, "没有目标 fame；可选 home、producible", "there is no aim fame; choose home, producible"),
        ({"budget": -0.1}, "预算、项目数与费用不能为负", "a budget, a count and a cost are not negative"),
        ({"projects": -1}, "预算、项目数与费用不能为负", "a budget, a count and a cost are not negative"),
        ({"budget": 1, "fill_cost": -0.1}, "预算、项目数与费用不能为负", "a budget, a count and a cost are not negative"),
        ({"projects": 1, "after": [("j1", "k")]}, "没有可选的项目或补链 k", "there is no project or fill k to choose"),
        ({"projects": 1, "exclusive": [("k", "j1")]}, "没有可选的项目或补链 k", "there is no project or fill k to choose"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_in_both_languages(
    tiny: World, asked: dict[str, Any], zh: str, en: str
) -> None:
    with pytest.raises(UsageError) as error:
        plan(tiny, "990000", **asked)
    assert (error.value.zh, error.value.en) == (zh, en)


@pytest.mark.parametrize("asked", [{"target": "nothing"}, {"projects": 1, "given": ["nothing"]}])
def test_an_unknown_chain_or_product_is_refused_by_name(tiny: World, asked: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="nothing"):
        plan(tiny, "990000", **asked)


def test_a_target_may_have_a_limit(tiny: World) -> None:
    found = plan(tiny, "990000", target="c", budget=7.99, fills=False)
    assert (found.goal, found.chain, found.ends, found.value, found.reason) == ("budget", "c", ("car",), 0, "budget")
    assert plan(tiny, "990000", target="c", budget=8, fills=False).value == 1


def test_zero_projects_may_be_asked_for(tiny: World) -> None:
    found = plan(tiny, "990000", projects=0, fills=False)
    assert (found.value, found.reason, found.most) == (0, "budget", 0)


def test_projects_of_other_regions_are_not_ours() -> None:
    away = [{"id": "ja", "name_zh": "外矿", "region": "980000", "chain": "c", "products": "ore", "investment_yi": "1"}]
    known = widened(projects=away)
    assert "ja" not in {one.id for one in plan(known, "990000", budget=9, fills=False).choices}
    assert plan(known, "980000", budget=9, fills=False).candidates == 1
