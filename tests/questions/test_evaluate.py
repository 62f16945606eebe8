"""The self-evaluation plants what it says, counts rightly, and gives the same figures for the same seed."""

from __future__ import annotations

import random

import pytest

import chaingraph as cg
from chaingraph.analyses import failing, knock_outs
from chaingraph.findings.world import World, world
from chaingraph.questions.evaluate.calibration import calibrate, calibrate_on
from chaingraph.questions.evaluate.holdout import hide
from chaingraph.questions.evaluate.metrics import average_precision, interval, recall_at
from chaingraph.questions.evaluate.planted import plant_and_find
from chaingraph.questions.evaluate.rankers import OURS, PRODUCT_RANKERS
from chaingraph.questions.evaluate.synthetic import KINDS, REGION, Synthetic, synthetic
from chaingraph.questions.gaps.ask import gaps
from chaingraph.tables import load_rows


def made(seed: int, recall: float = 1.0, size: int = 120) -> tuple[Synthetic, World]:
    plan = synthetic(random.Random(seed), size, recall)
    return plan, world(load_rows(plan.recorded))


@pytest.mark.parametrize("seed", range(8))
def test_what_is_planted_is_there_and_matters(seed: int) -> None:
    plan, here = made(seed)
    network, market = here.network, here.market(REGION).made
    ends = {row["id"] for row in plan.truth["products"] if row["final"] == "yes"}
    absent, sole, dominant, hidden, pair = (plan.products[kind] for kind in KINDS)
    assert len(absent) == len(sole) == len(dominant) == 2
    for name in absent:
        assert name not in market
    for name in (*sole, *hidden):
        assert market[name].makers == 1
        assert market[name].first[0] in plan.firms
    for name in dominant:
        assert market[name].makers == 4
        assert market[name].hhi > 8000
    for name in plan.weak:
        assert failing(network, [name]) & ends
    for one, other in zip(pair[::2], pair[1::2], strict=True):
        assert market[one].first == market[other].first
        assert market[one].first[0] in plan.firms
        assert not (failing(network, [one]) | failing(network, [other])) & ends
        assert failing(network, [one, other]) & ends
    falls = knock_outs(network)
    assert all(falls.of(name, ends) for name in plan.weak)


def test_there_is_something_to_mislead() -> None:
    plan, here = made(3)
    unseen = {item.product for item in gaps(here).items if not item.makers} - set(plan.products[KINDS[0]])
    assert len(unseen) >= 10  # absent, yet nobody needs them
    singles = {item.product for item in gaps(here).items if item.makers == 1 and item.criticality == 0}
    assert len(singles - set(plan.products[KINDS[4]])) >= 3


def test_the_records_catch_their_share() -> None:
    plan, _ = made(1, 0.6, 400)
    share = len(plan.recorded["enterprises"]) / len(plan.truth["enterprises"])
    assert 0.5 < share < 0.7
    caught = {row["id"] for row in plan.recorded["enterprises"]}
    assert {row["enterprise"] for row in plan.recorded["makes"]} <= caught


def test_metrics_by_hand() -> None:
    ranked = ["a", "x", "b", "y", "c"]
    assert recall_at(ranked, {"a", "b", "z"}, 3) == 2 / 3
    assert average_precision(ranked, {"a", "b", "z"}) == pytest.approx((1 + 2 / 3) / 3)
    assert average_precision(["a", "b"], {"a", "b"}) == 1
    assert average_precision(["x", "a"], {"a"}) == 0.5
    assert recall_at(ranked, set(), 3) is None
    assert average_precision(ranked, set()) is None
    middle, low, high = interval([0.0, 1.0] * 20)
    assert middle == 0.5
    assert 0.3 < low < 0.5 < high < 0.7


def test_the_same_seed_gives_the_same_figures_and_another_does_not() -> None:
    one, again, other = (plant_and_find([60], [0.8], 2, seed) for seed in (1, 1, 2))
    assert one == again
    assert one != other
    assert {(told.of, told.trials) for told in one} == {("products", 2), ("firms", 2)}


def test_with_full_records_ours_beats_every_simple_ranking() -> None:
    found = {told.ranker: told.found[0] for told in plant_and_find([120], [1.0], 4, 7) if told.of == "products"}
    assert set(found) == set(PRODUCT_RANKERS)
    assert found[OURS] > max(value for name, value in found.items() if name != OURS)


def test_hidden_enterprises_on_a_small_world() -> None:
    _, here = made(5)
    told = hide(here, 0.3, 3, 1)
    assert {one.ranker for one in told} == set(PRODUCT_RANKERS)
    assert all(0 <= one.among_first[0] <= 1 and one.lost > 0 for one in told)
    assert hide(here, 0.0, 1, 1)[0].lost == 0


def test_evidence_is_calibrated_where_its_assumptions_hold_and_not_elsewhere() -> None:
    told = {one.setting: one for one in calibrate(3)}
    right = told["as stated"]
    assert all(abs(one.told - one.absent) < 0.04 for one in right.bins)
    assert right.grades["probably-missing"] > 0.8
    assert right.grades["confirmed-missing"] > 0.95
    for name in ("more is there than the prior says", "whole counties missing"):
        assert any(abs(one.told - one.absent) > 0.1 for one in told[name].bins)
    assert told["more is there than the prior says"].brier > right.brier


def test_rows_in_memory_are_checked_like_any_other() -> None:
    plan, _ = made(1)
    with pytest.raises(cg.DataError):
        load_rows({**plan.truth, "makes": [{"enterprise": "nobody", "product": "p0-000"}]})


def test_a_dataset_without_anything_unseen_is_not_calibrated_on() -> None:
    plan, here = made(1)
    common = [{**row, "supply": "common"} for row in plan.truth["products"]]
    assert calibrate_on(here, 1, 1) is not None
    assert calibrate_on(world(load_rows({**plan.truth, "products": common})), 1, 1) is None
