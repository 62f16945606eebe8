"""How complete the records are by a second list, against the exact distribution of what such a list finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, hypergeom

from chaingraph.analyses import Recapture, recapture
from chaingraph.analyses.recapture import LEAST_LISTED, LEAST_RECAPTURED, LEVEL
from chaingraph.enumerations import Unestimated


def drawn(total: int, on_record: int, on_list: int) -> list[tuple[float, Recapture]]:
    """Everything that a list drawn from ``total`` may find, with its probability."""
    law = hypergeom(total, on_record, on_list)
    counts = range(max(0, on_record + on_list - total), min(on_record, on_list) + 1)
    return [(float(law.pmf(m)), recapture(on_record=on_record, on_list=on_list, on_both=m)) for m in counts]


@pytest.mark.parametrize(
    ("total", "on_record", "on_list"), [(40, 30, 25), (60, 35, 40), (120, 100, 30), (30, 30, 20), (200, 190, 60)]
)
def test_the_estimates_hold_over_all_that_a_second_list_may_find(total: int, on_record: int, on_list: int) -> None:
    """Recall and total are right on average, the interval holds the truth as often as it says."""
    found = drawn(total, on_record, on_list)
    assert min(one.on_both for _, one in found) >= LEAST_RECAPTURED  # so that none is undefined
    assert sum(p * (one.recall or 0) for p, one in found) == pytest.approx(on_record / total)
    assert sum(p * (one.total or 0) for p, one in found) == pytest.approx(total)
    truth = on_record / total
    covered = sum(p for p, one in found if (one.low or 0) <= truth + 1e-12 and truth - 1e-12 <= (one.high or 0))
    assert covered >= LEVEL


@pytest.mark.parametrize("total", range(5, 45, 3))
def test_the_interval_covers_wherever_the_truth_lies(total: int) -> None:
    for on_record in range(0, total + 1, 2):
        for on_list in range(1, total + 1, 3):
            truth = on_record / total
            missed = sum(
                p
                for p, one in drawn(total, on_record, on_list)
                if (one.low or 0) > truth + 1e-12 or (one.high or 0) < truth - 1e-12
            )
            assert missed <= 1 - LEVEL + 1e-12, (total, on_record, on_list)


def test_seven_on_both_leave_next_to_no_bias() -> None:
    """Where the mean of those on both is seven, n1 + n2 being far less than N, the mean total is off by less than 2%."""
    total, on_record, on_list = 700, 70, 70
    law = hypergeom(total, on_record, on_list)
    assert law.mean() == pytest.approx(LEAST_RECAPTURED)
    mean = sum(law.pmf(m) * ((on_record + 1) * (on_list + 1) / (m + 1) - 1) for m in range(on_list + 1))
    assert mean == pytest.approx(total, rel=0.02)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_the_interval_is_that_of_another_library_and_holds_both_estimates(record: int, listed: int, both: int) -> None:
    both = min(both, record, listed)
    found = recapture(on_record=record, on_list=listed, on_both=both)
    if not listed:
        assert found.low is found.high is found.recall is found.total is None
        return
    other = binomtest(both, listed).proportion_ci(LEVEL, method="exact")
    assert (found.low, found.high) == (pytest.approx(other.low), pytest.approx(other.high))
    assert (found.recall is None) == (found.why_no_recall is not None) == (listed < LEAST_LISTED)
    assert (found.total is None) == (found.why_no_total is not None) == (both < LEAST_RECAPTURED)
    if found.total is not None:
        assert both / listed - 1e-12 <= record / found.total <= (both + 1) / (listed + 1) + 1e-12
        assert (found.total_low or 0) - 1e-9 <= found.total <= (found.total_high or 0) + 1e-9
        assert found.total >= max(record, listed) - 1e-9  # never fewer than were seen


@pytest.mark.parametrize(
    ("record", "listed", "both", "recall", "total"),
    [
        (0, 0, 0, Unestimated.NONE_LISTED, Unestimated.NONE_LISTED),
        (None, 0, 0, Unestimated.NONE_LISTED, Unestimated.NONE_LISTED),
        (50, 30, 0, None, Unestimated.NONE_RECAPTURED),
        (50, 30, 6, None, Unestimated.FEW_RECAPTURED),
        (50, 30, 7, None, None),
        (50, 19, 8, Unestimated.FEW_LISTED, None),
        (50, 20, 8, None, None),
        (None, 20, 8, None, Unestimated.RECORD_UNKNOWN),
    ],
)
def test_what_cannot_be_told_says_why(
    record: int | None, listed: int, both: int, recall: Unestimated | None, total: Unestimated | None
) -> None:
    found = recapture(on_record=record, on_list=listed, on_both=both)
    assert (found.why_no_recall, found.why_no_total) == (recall, total)
    assert (found.recall is None, found.total is None) == (recall is not None, total is not None)


@pytest.mark.parametrize(("record", "listed", "both"), [(5, 3, 4), (3, 5, 4), (5, 5, -1), (None, 3, 4)])
def test_counts_that_cannot_be_are_refused(record: int | None, listed: int, both: int) -> None:
    with pytest.raises(ValueError, match="of"):
        recapture(on_record=record, on_list=listed, on_both=both)


def test_with_so_few_listed_the_interval_spans_half_of_all_that_is_possible() -> None:
    """What the least number of listed items stands for."""
    widths = [
        max((one.high or 0) - (one.low or 0) for _, one in drawn(10_000, 5_000, listed))
        for listed in (LEAST_LISTED - 4, LEAST_LISTED)
    ]
    assert widths[0] > 0.5 > widths[1]
