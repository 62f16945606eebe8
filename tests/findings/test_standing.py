"""Places, intervals and the words for them: equals share, bounds hold, and what touches cannot be told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chaingraph.findings.standing import apart, apart_told, cut_told, interval, places, score_told, standing

SHARES = st.floats(0, 1, allow_nan=False)


def test_an_interval_takes_the_unknown_as_nothing_and_as_everything() -> None:
    assert interval([]) == (0.0, 1.0)
    assert interval([None, None]) == (0.0, 1.0)
    assert interval([0.5, None, 1.0, 0.0]) == (0.375, 0.625)
    assert interval([1 / 3, 1 / 3]) == (0.333333333, 0.333333333)  # nine digits
    assert interval([0.25, 1.0]) == (0.625, 0.625)


@given(st.lists(st.none() | SHARES, min_size=1))
def test_the_bounds_are_means_of_both_extremes(grounds: list[float | None]) -> None:
    low, high = interval(grounds)
    assert low == pytest.approx(sum(one or 0.0 for one in grounds) / len(grounds), abs=1e-8)
    assert high == pytest.approx(sum(1.0 if one is None else one for one in grounds) / len(grounds), abs=1e-8)


@given(st.lists(st.integers(0, 5)))
def test_a_place_counts_those_before_and_a_tie_those_beside(lows: list[int]) -> None:
    assert places(lows) == [(1 + sum(other > low for other in lows), lows.count(low)) for low in lows]


def test_what_only_touches_cannot_be_told_apart() -> None:
    assert apart([]) is apart([(0.1, 0.2)]) is None
    assert apart([(0.1, 0.5), (0.5, 0.9)]) == "overlap"  # the first may reach what the second has at least
    assert apart([(0.1, 0.5), (0.51, 0.9)]) == "apart"
    assert apart([(0.2, 0.2), (0.2, 0.2)]) == "equal"
    assert apart([(0.2, 0.2), (0.2, 0.2), (0.2, 0.4)]) == "overlap"
    assert apart([(0.2, 0.5), (0.2, 0.6), (0.9, 1.0)]) == "apart"  # one pair is enough


def test_a_score_is_one_number_only_where_nothing_is_unknown() -> None:
    assert score_told(None, 0.0, 1.0) == "—"
    assert score_told(0.25, 0.25, 0.25) == "0.25"
    assert score_told(0.25, 0.25, 0.5) == "0.25–0.50"


@pytest.mark.parametrize(
    ("place", "tied", "score", "zh", "en"),
    [
        (2, 1, 0.25, "第2名，得分0.25–0.50", "place 2, score 0.25–0.50"),
        (2, 3, 0.25, "并列第2名（3个），得分0.25–0.50", "place 2, shared by 3, score 0.25–0.50"),
        (4, 1, None, "第4名，所知不足，不打分", "place 4, too little known for a score"),
        (4, 2, None, "并列第4名（2个），所知不足，不打分", "place 4, shared by 2, too little known for a score"),
    ],
)
def test_place_and_score_in_words(place: int, tied: int, score: float | None, zh: str, en: str) -> None:
    assert standing(place, tied, score, 0.25, 0.5, "zh") == zh
    assert standing(place, tied, score, 0.25, 0.5, "en") == en


@pytest.mark.parametrize(
    ("state", "zh", "en"),
    [
        ("equal", "各项所知相同，无法区分先后。", "The same is known of all: they cannot be told apart."),
        (
            "overlap",
            "得分区间两两重叠：先后按下限排，未知的查明后可能改变，现有资料不能肯定谁先谁后。",
            "All the scores overlap: the order is by what is known and may turn once the unknown is known; "
            "who comes first cannot be told for certain.",
        ),
        ("apart", "", ""),
        (None, "", ""),
    ],
)
def test_how_far_an_order_can_be_relied_on(state: str | None, zh: str, en: str) -> None:
    assert (apart_told(state, "zh"), apart_told(state, "en")) == (zh, en)


def test_equals_that_are_not_listed_are_counted() -> None:
    assert (cut_told(0, "zh"), cut_told(0, "en")) == ("", "")
    assert cut_told(1, "zh") == "另有1个与末位并列，未列出。"
    assert cut_told(4, "en") == "4 more share the last place shown and are not listed."
