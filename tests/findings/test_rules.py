"""The verdict's anchors, bounds and signs, each as a number that a reader of docs/en/findings.md can work out."""

from __future__ import annotations

from dataclasses import fields, replace
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
    base = rules.ANCHORS
    assert (base.unsearched, base.elsewhere, base.monopoly) == (0.5, 0.95, 0.95)
    assert (base.stopping, base.criticality, base.half_demand) == (0.01, 0.3, 3)
    assert (rules.PRIOR_MAKER, rules.MISSED_AGAIN, rules.VERIFY_BELOW, rules.STABLE_TOP) == (0.5, 0.5, 0.8, 20)


def test_the_alternatives_stand_on_either_side_of_each_anchor() -> None:
    for anchor in ("unsearched", "elsewhere", "monopoly", "stopping", "criticality"):
        low, base, high = (getattr(anchors, anchor) for anchors in (rules.LOW, rules.ANCHORS, rules.HIGH))
        assert low <= base <= high
        assert low < high
    assert rules.LOW.half_demand > rules.ANCHORS.half_demand > rules.HIGH.half_demand


def test_severities_fall_from_missing_to_one_owner() -> None:
    """One more maker of unknown output never makes it worse, so no absence is milder than a monopoly."""
    mixed = replace(rules.LOW, monopoly=rules.HIGH.monopoly)  # an alternative for each anchor by itself
    for anchors in (rules.LOW, rules.ANCHORS, rules.HIGH, mixed):
        one = rules.severity(supply("single", 1), anchors)[0]
        for status in ("unseen", "elsewhere", "missing"):
            assert 1 >= rules.severity(supply(status), anchors)[0] >= one > 0


@pytest.mark.parametrize(
    ("makers", "hhi", "wanted"),
    [(1, None, "single"), (2, None, "adequate"), (2, 2500.0, "adequate"), (3, 2500.01, "concentrated"), (9, 1.0, "adequate")],
)  # fmt: skip
def test_status_where_there_are_makers_whatever_else_is_told(makers: int, hhi: float | None, wanted: str) -> None:
    for elsewhere, census in product((False, True), repeat=2):
        assert rules.status(makers=makers, common=False, elsewhere=elsewhere, census=census, hhi=hhi) == wanted
        assert rules.status(makers=makers, common=True, elsewhere=elsewhere, census=census, hhi=hhi) == Status.COMMON


def test_status_where_there_is_none() -> None:
    found = {
        (common, elsewhere, census): rules.status(makers=0, common=common, elsewhere=elsewhere, census=census, hhi=None)
        for common, elsewhere, census in product((False, True), repeat=3)
    }
    assert {key: value for key, value in found.items() if not key[0]} == {
        (False, False, False): Status.UNSEEN, (False, False, True): Status.MISSING,
        (False, True, False): Status.ELSEWHERE, (False, True, True): Status.ELSEWHERE,
    }  # fmt: skip
    assert {value for key, value in found.items() if key[0]} == {Status.COMMON}


def action(
    status: Status,
    *,
    bound: bool = False,
    buyers: int = 0,
    made: int = 0,
    critical: float | None = 0,
    linked: bool = True,
) -> Action:
    return rules.action(
        status=status, linked=linked, resource_bound=bound, buyers=buyers, made_inputs=made, criticality=critical
    )


@pytest.mark.parametrize("status", list(Status))
def test_nothing_is_to_be_done_about_what_no_input_links_to_anything(status: Status) -> None:
    assert action(status, bound=True, buyers=9, made=9, critical=1, linked=False) == Action.NONE


def test_what_the_home_area_makes_is_paired_where_anybody_needs_it() -> None:
    assert action(Status.ELSEWHERE, bound=True, buyers=1) == Action.PAIR
    assert action(Status.ELSEWHERE, critical=0.01) == Action.PAIR
    assert action(Status.ELSEWHERE, bound=True, made=9) == action(Status.ELSEWHERE, critical=None) == Action.NONE


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
        assert told(Status.COMMON, 0, sourced, census) == Confidence.MEDIUM
        absent = Confidence.HIGH if census else Confidence.LOW
        assert told(Status.UNSEEN, 0, sourced, census) == told(Status.ELSEWHERE, 0, sourced, census) == absent
    assert told(Status.MISSING, 0, 0, True) == Confidence.HIGH
    assert told(Status.ADEQUATE, 3, 3, True) == Confidence.HIGH
    assert told(Status.ADEQUATE, 3, 3, False) == Confidence.MEDIUM
    assert told(Status.ADEQUATE, 3, 2, True) == Confidence.LOW


@pytest.mark.parametrize(
    ("recall", "searches", "wanted"),
    [(None, 0, None), (None, 1, 2 / 3), (None, 2, 0.8), (0.75, 0, 0.8), (0.5, 1, 0.8), (1.0, 0, 1.0), (0.0, 0, 0.5), (1.0, 3, 1.0)],
)  # fmt: skip
def test_the_probability_of_absence_can_be_worked_out_by_hand(
    recall: float | None, searches: int, wanted: float | None
) -> None:
    found = rules.absent_probability(recall=recall, searches=searches)
    assert found == (None if wanted is None else pytest.approx(wanted, abs=1e-15))


def test_what_is_not_likely_enough_absent_is_verified_first() -> None:
    assert rules.verify(Status.UNSEEN, None)
    assert rules.verify(Status.UNSEEN, 0.79)
    assert not rules.verify(Status.UNSEEN, 0.8)
    assert not any(rules.verify(status, None) for status in Status if status is not Status.UNSEEN)


def scored(supply: rules.Supply, criticality: float | None, buyers: int, linked: bool = True) -> rules.Score:
    return rules.score(
        supply=supply,
        linked=linked,
        criticality=criticality,
        range_of_criticality=(criticality, criticality),
        buyers=buyers,
    )


def supply(status: str, owners: int = 0, hhi: float | None = None, absent: float | None = None) -> rules.Supply:
    return rules.Supply(status=Status(status), owners=owners, hhi=hhi, by_output=hhi is not None, absent=absent)


@pytest.mark.parametrize(
    ("told", "criticality", "buyers", "wanted"),
    [  # value, need, demand, severity
        (supply("missing"), 1.0, 3, (0.6535, 0.6535, 0.5, 1.0)),  # 0.01 + 0.99 (0.3 + 0.7 / 2)
        (supply("unseen"), 0.25, 1, (0.238996875, 0.245125, 0.25, 0.975)),  # 0.01 + 0.495 x 0.475; 0.5 + 0.5 x 0.95
        (supply("unseen", absent=0.8), 0.25, 1, (0.24267375, 0.245125, 0.25, 0.99)),  # 0.8 + 0.2 x 0.95
        (supply("elsewhere"), 0.0, 3, (0.00475, 0.005, 0.5, 0.95)),  # 0.01 / 2
        (supply("missing"), None, 1, (0.0025, 0.0025, 0.25, 1.0)),
        (supply("missing"), None, 0, (None, None, 0.0, 1.0)),
        (supply("concentrated", 3, 3600.0), 1.0, 0, (0.17499, 0.307, 0.0, 0.57)),  # 0.95 x 0.6
        (
            supply("adequate", 4),
            1.0,
            0,
            (0.145825, 0.307, 0.0, 0.475),
        ),  # an output is unknown: 0.95 x the root of 1 / 4
        (supply("single", 1), 0.0, 2, (0.0038, 0.004, 0.4, 0.95)),
        (supply("common"), 1.0, 1, (0.0, 0.48025, 0.25, 0.0)),
        (supply("missing"), 0.01, 0, (0.0397, 0.0397, 0.0, 1.0)),  # 0.01 + 0.099 x 0.3
        (supply("missing"), 1 / 7, 0, (0.122255448, 0.122255448, 0.0, 1.0)),  # nine digits
    ],
)
def test_a_score_can_be_worked_out_by_hand(
    told: rules.Supply, criticality: float | None, buyers: int, wanted: tuple[float | None, ...]
) -> None:
    found = scored(told, criticality, buyers)
    assert (found.value, found.need, found.demand, found.severity) == pytest.approx(wanted, abs=1e-9)
    assert scored(told, criticality, buyers, linked=False).value is None


def test_the_facet_is_the_one_that_set_the_severity() -> None:
    assert rules.severity(supply("missing")) == (1.0, Facet.ABSENCE)
    assert rules.severity(supply("unseen")) == (pytest.approx(0.975), Facet.ABSENCE)
    assert rules.severity(supply("adequate", 1000, 1.0)) == (pytest.approx(0.0095), Facet.CONCENTRATION)
    assert rules.severity(supply("common", 1, 10000.0)) == (0.0, Facet.NONE)


SUPPLIES = st.one_of(
    st.builds(supply, st.just("unseen"), absent=st.none() | st.floats(0.5, 1)),
    st.builds(supply, st.sampled_from(["missing", "elsewhere", "common"])),
    st.builds(supply, st.sampled_from(["single", "concentrated", "adequate"]), st.integers(1, 9), st.none() | st.floats(1, 10000)),
)  # fmt: skip


@given(SUPPLIES, st.none() | SHARES, st.integers(0, 50))
def test_a_score_is_a_share_within_its_range_and_never_falls_with_a_buyer(
    told: rules.Supply, criticality: float | None, buyers: int
) -> None:
    less, more = scored(told, criticality, buyers), scored(told, criticality, buyers + 1)
    assert (less.value is None) == (criticality is None and not buyers)
    assert less.demand < more.demand
    for found in (less, more):
        if found.value is not None and found.low is not None and found.high is not None:
            assert 0 <= found.low <= found.value <= found.high <= 1
    assert less.value is None or more.value is None or less.value <= more.value


@given(SUPPLIES, st.floats(0.001, 1), st.integers(0, 50))
def test_the_range_holds_the_score_under_every_single_alternative(
    told: rules.Supply, criticality: float, buyers: int
) -> None:
    found = scored(told, criticality, buyers)
    assert found.low is not None
    assert found.high is not None
    for field, bound in product(fields(rules.Anchors), (rules.LOW, rules.HIGH)):
        anchors = replace(rules.ANCHORS, **{field.name: getattr(bound, field.name)})
        need = rules.need(criticality, buyers, anchors)
        assert need is not None
        assert found.low - 1e-8 <= need * rules.severity(told, anchors)[0] <= found.high + 1e-8


def test_another_prior_moves_the_probability_of_absence_by_its_odds() -> None:
    assert rules.absence(0.8, 0.5) == pytest.approx(0.8)
    assert rules.absence(0.8, 0.7) == pytest.approx(0.56 / 0.62)  # odds of 4 times odds of 7 to 3
    assert (rules.absence(None, 0.3), rules.absence(1.0, 0.3)) == (0.3, 1.0)


@given(SHARES.filter(bool), st.integers(0, 50), st.integers(0, 10**6))
def test_what_stops_nothing_never_stands_before_what_stops_something(
    criticality: float, buyers: int, other_buyers: int
) -> None:
    stops, stops_none = rules.need(criticality, buyers), rules.need(0.0, other_buyers)
    assert stops is not None
    assert stops_none is not None
    assert stops > stops_none


@given(st.none() | st.floats(0, 1), st.integers(0, 9))
def test_one_more_search_never_lowers_and_a_maker_never_raises_the_severity(
    recall: float | None, searches: int
) -> None:
    now, later = (
        rules.severity(supply("unseen", absent=rules.absent_probability(recall=recall, searches=n)))[0]
        for n in (searches, searches + 1)
    )
    assert now <= later
    assert rules.severity(supply("single", 1))[0] <= min(now, rules.severity(supply("elsewhere"))[0])


@given(st.lists(st.floats(0.1, 100), min_size=1, max_size=8), st.integers(0, 8))
def test_one_more_maker_of_unknown_output_never_raises_the_severity(outputs: list[float], owner: int) -> None:
    """Of owners with these outputs; the new maker is of the owner of that number, or of a new one."""
    total = sum(outputs)
    hhi = 10000 * sum((output / total) ** 2 for output in outputs)
    owners = len(outputs) + (owner >= len(outputs))
    before = rules.severity(supply("concentrated", len(outputs), hhi))[0]
    after = rules.severity(supply("concentrated", owners))[0]
    assert after <= before + 1e-12
    assert rules.severity(supply("concentrated", owners + 1))[0] <= after


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
