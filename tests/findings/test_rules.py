"""The verdict's anchors, bounds and signs, each as a number that a reader of docs/en/findings.md can work out."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chaingraph.enumerations import Action, Confidence, Facet, Ranking, Status
from chaingraph.errors import UsageError
from chaingraph.findings import rules

SHARES = st.floats(0, 1, allow_nan=False)


def test_the_anchors_are_those_that_the_documents_tell() -> None:
    assert rules.CONCENTRATED_ABOVE == 2500
    assert (rules.SEVERITY_MISSING, rules.SEVERITY_UNSEEN, rules.SEVERITY_MONOPOLY) == (1.0, 0.7, 0.5)
    assert pytest.approx((0.6, 0.4)) == rules.WEIGHTS
    assert (rules.HALF_DEMAND, rules.PRIOR_MAKER, rules.STABLE_TOP) == (3, 0.5, 20)


@pytest.mark.parametrize(
    ("makers", "hhi", "wanted"),
    [(1, None, "single"), (2, None, "adequate"), (2, 2500.0, "adequate"), (3, 2500.01, "concentrated"), (9, 1.0, "adequate")],
)  # fmt: skip
def test_status_where_there_are_makers_whatever_the_census_says(makers: int, hhi: float | None, wanted: str) -> None:
    for common, census in product((False, True), repeat=2):
        assert rules.status(makers=makers, common=common, census=census, hhi=hhi) == wanted


def test_status_where_there_is_none() -> None:
    told = {
        (common, census): rules.status(makers=0, common=common, census=census, hhi=None)
        for common, census in product((False, True), repeat=2)
    }
    assert told == {
        (False, False): Status.UNSEEN, (False, True): Status.MISSING,
        (True, False): Status.COMMON, (True, True): Status.COMMON,
    }  # fmt: skip


def action(
    status: Status, *, bound: bool = False, buyers: int = 0, made: int = 0, critical: float | None = 0
) -> Action:
    return rules.action(status=status, resource_bound=bound, buyers=buyers, made_inputs=made, criticality=critical)


@pytest.mark.parametrize("status", [Status.MISSING, Status.UNSEEN])
def test_of_what_has_no_maker_nature_comes_before_buyers_before_inputs_before_effect(status: Status) -> None:
    assert action(status, bound=True, buyers=1, made=1, critical=1) == Action.SECURE
    assert action(status, buyers=1, made=1, critical=1) == Action.FILL
    assert action(status, made=1, critical=1) == Action.EXTEND
    assert action(status, critical=0.01) == Action.DEFER
    assert action(status) == action(status, critical=None) == Action.NONE


@pytest.mark.parametrize("status", [Status.SINGLE, Status.CONCENTRATED])
def test_of_what_has_few_makers_either_an_effect_or_a_buyer_is_enough(status: Status) -> None:
    assert action(status, bound=True) == Action.SECURE
    assert action(status, critical=0.01) == action(status, buyers=1, critical=None) == Action.STRENGTHEN
    assert action(status, made=3) == action(status, critical=None) == Action.NONE


@pytest.mark.parametrize("status", [Status.ADEQUATE, Status.COMMON])
def test_nothing_is_to_be_done_about_what_is_supplied(status: Status) -> None:
    assert action(status, bound=True, buyers=9, made=9, critical=1) == Action.NONE


def test_confidence_rests_on_every_maker_having_a_source() -> None:
    def told(status: Status, makers: int, sourced: int, census: bool) -> Confidence:
        return rules.confidence(status=status, makers=makers, sourced=sourced, census=census)

    for sourced, census in product((0, 5), (False, True)):
        assert told(Status.MISSING, 0, sourced, census) == Confidence.HIGH
        assert told(Status.COMMON, 0, sourced, census) == Confidence.MEDIUM
        assert told(Status.UNSEEN, 0, sourced, census) == Confidence.LOW
    assert told(Status.ADEQUATE, 3, 3, True) == Confidence.HIGH
    assert told(Status.ADEQUATE, 3, 3, False) == Confidence.MEDIUM
    assert told(Status.ADEQUATE, 3, 2, True) == Confidence.LOW


@pytest.mark.parametrize(
    ("status", "criticality", "buyers", "reach", "hhi", "wanted"),
    [  # value, need, demand, severity
        ("missing", 1.0, 3, 3.0, None, (0.8, 0.8, 0.5, 1.0)),
        ("unseen", 0.5, 0, 1.0, None, (0.28, 0.4, 0.25, 0.7)),
        ("missing", None, 1, 1.0, None, (0.25, 0.25, 0.25, 1.0)),
        ("missing", None, 0, 9.0, None, (None, None, 0.75, 1.0)),
        ("concentrated", 1.0, 0, 0.0, 4000.0, (0.12, 0.6, 0.0, 0.2)),
        ("single", 0.0, 2, 2.0, 10000.0, (0.08, 0.16, 0.4, 0.5)),
        ("common", 1.0, 1, 1.0, None, (0.0, 0.7, 0.25, 0.0)),
        ("missing", 1 / 3, 0, 0.0, None, (0.2, 0.2, 0.0, 1.0)),
        # nine digits of each, thirds among them
        ("concentrated", 1 / 9, 2, 1.5, 10000 / 3, (0.033333333, 0.2, 0.333333333, 0.166666667)),
        ("missing", 1 / 7, 0, 0.0, None, (0.085714286, 0.085714286, 0.0, 1.0)),
    ],
)
def test_a_score_can_be_worked_out_by_hand(
    status: str, criticality: float | None, buyers: int, reach: float, hhi: float | None, wanted: tuple[float | None, ...]
) -> None:  # fmt: skip
    told = rules.score(status=Status(status), criticality=criticality, buyers=buyers, reach=reach, hhi=hhi)
    assert (told.value, told.need, told.demand, told.severity) == wanted


def test_the_facet_is_the_one_that_set_the_severity() -> None:
    def told(status: Status, hhi: float | None) -> tuple[float, Facet]:
        score = rules.score(status=status, criticality=1.0, buyers=1, reach=1.0, hhi=hhi)
        return score.severity, score.facet

    assert told(Status.MISSING, None) == (1.0, Facet.ABSENCE)
    assert told(Status.UNSEEN, None) == (0.7, Facet.ABSENCE)
    assert told(Status.ADEQUATE, 10.0) == (0.0005, Facet.CONCENTRATION)
    assert told(Status.COMMON, None) == (0.0, Facet.NONE)
    assert told(Status.ADEQUATE, 0.0) == (0.0, Facet.NONE)


@given(st.sampled_from(list(Status)), st.none() | SHARES, st.integers(0, 50), st.none() | st.floats(0, 10000))
def test_a_score_is_a_share_and_never_falls_with_demand(
    status: Status, criticality: float | None, buyers: int, hhi: float | None
) -> None:
    less, more = (
        rules.score(status=status, criticality=criticality, buyers=buyers, reach=buyers + far, hhi=hhi) for far in (0.0, 1.0)
    )  # fmt: skip
    assert all(one is None or 0 <= one <= 1 for one in (more.value, more.need, more.demand, more.severity))
    assert (less.value is None) == (criticality is None and not buyers)
    assert less.demand < more.demand
    assert less.value is None or more.value is None or less.value <= more.value


# (score, criticality, demand, severity)
ITEMS = [(0.5, 0.9, 0.2, 0.5), (0.4, 0.3, 0.8, 0.0), (0.3, None, 0.6, 1.0), (None, 0.7, 0.1, 0.7)]
ORDERS: dict[Ranking, list[float | None]] = {
    Ranking.SCORE: [0.5, 0.4, 0.3, None],
    Ranking.WEAKNESS: [0.45, 0.0, None, None],
    Ranking.CRITICALITY: [0.9, 0.0, None, None],  # no weak link: nothing to rank by
    Ranking.DEMAND: [0.2, 0.0, 0.6, None],
    Ranking.SEVERITY: [0.5, 0.0, 1.0, None],
    # criticality 2 1 0, demand 0 2 1, severity 1 0 2: three points of six each
    Ranking.BORDA: [0.5, 0.5, 0.5, None],
}


@pytest.mark.parametrize("by", list(Ranking))
def test_what_each_ranking_ranks_by(by: Ranking) -> None:
    assert rules.ranking(by, ITEMS) == ORDERS[by]


def test_borda_beats_none_gives_a_tie_half_and_takes_the_undefined_as_least() -> None:
    assert rules.ranking("borda", [(0.1, 0.0, 0.0, 0.0)]) == [0.0]  # alone it beats nobody
    assert rules.ranking("borda", []) == []
    assert rules.ranking("borda", [(0.1, 0.5, 0.5, 0.5), (0.1, 0.5, 0.5, 0.5)]) == [0.5, 0.5]
    # undefined criticality stands behind a criticality of 0; the one without a score takes no part
    told = rules.ranking("borda", [(0.2, None, 0.4, 1.0), (None, 1.0, 1.0, 1.0), (0.2, 0.0, 0.4, 1.0)])
    assert told == [0.333333333, None, 0.666666667]


def test_a_weak_link_of_any_severity_is_ranked() -> None:
    assert rules.ranking("criticality", [(0.1, 0.5, 0.5, 0.001)]) == [0.5]
    assert rules.ranking("demand", [(0.1, 0.5, 0.4, 0.001)]) == [0.4]


def test_another_ranking_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError) as error:
        rules.ranking("best", ITEMS)
    names = [str(one) for one in Ranking]
    assert error.value.zh == f"没有排序方式 best；可选 {'、'.join(names)}"
    assert error.value.en == f"there is no ranking best; choose {', '.join(names)}"
