"""名录收了多全？用另一份独立的名单估计。How complete are the records, told by a second, independent list?"""

from __future__ import annotations

from dataclasses import dataclass

from chaingraph.enumerations import Unestimated

LEVEL = 0.95
"""Of the interval."""
LEAST_LISTED = 20
"""Fewer on the second list give no estimate: the interval may then span about half of all that is possible."""
LEAST_RECAPTURED = 7
"""Fewer on both give no total: the estimator is then biased (Robson & Regier 1964)."""


@dataclass(frozen=True, kw_only=True)
class Recapture:
    """``on_record``, ``on_list``, ``on_both``: what was counted. ``recall``: share of all there is that is on record,
    0-1, ``low`` and ``high`` its interval of 95%, None without anything on the list. ``total``: how many there are by
    Chapman's estimator, ``total_low`` and ``total_high`` what the interval of the recall makes of it. ``why_no_recall``
    and ``why_no_total`` say why they are None.
    """

    on_record: int | None
    on_list: int
    on_both: int
    recall: float | None
    low: float | None
    high: float | None
    total: float | None
    total_low: float | None
    total_high: float | None
    why_no_recall: Unestimated | None
    why_no_total: Unestimated | None


def recapture(*, on_record: int | None, on_list: int, on_both: int) -> Recapture:
    """How complete a first list is (``on_record`` = n1 items) by a second one (``on_list`` = n2, of which ``on_both`` =
    m stand on the first too; ``on_record`` None: not known).

    The recall is m / n2: as m is hypergeometric its mean is n2 n1 / N, so the share is an unbiased estimate of n1 / N.
    The interval is that of Clopper and Pearson, which covers at least 95% for a binomial m and more for one drawn
    without repetition. The total is Chapman's N = (n1 + 1)(n2 + 1) / (m + 1) - 1, unbiased where n1 + n2 is at least N;
    n1 / N lies between m / n2 and (m + 1) / (n2 + 1), and so within the interval. Of a stratum ask for it alone: one
    recall for large and small firms together depends on how many of each the second list holds.

    Undefined: nothing on the list gives neither; fewer than 20 on the list no recall, but the interval all the same;
    fewer than 7 on both, or an unknown number on record, no total. Assumed: the second list was made without the
    first (a list of known firms makes the recall too high), both are of one time and place, and each item was
    recognised on both (a match that was missed makes it too low). Raises ValueError for counts that cannot be.

    Source: Chapman 1951, Some properties of the hypergeometric distribution with applications to zoological censuses;
    Robson & Regier 1964, Sample size in Petersen mark-recapture experiments; Seber 1982, The estimation of animal
    abundance, chapter 3; Clopper & Pearson 1934, The use of confidence or fiducial limits. Cost: constant.

    >>> found = recapture(on_record=1268, on_list=230, on_both=120)
    >>> f"{found.recall:.2f} ({found.low:.2f}-{found.high:.2f}), {found.total:.0f} in all"
    '0.52 (0.46-0.59), 2422 in all'
    >>> few = recapture(on_record=40, on_list=8, on_both=8)
    >>> few.recall, few.why_no_recall, round(few.low, 2), few.high
    (None, <Unestimated.FEW_LISTED: 'few-listed'>, 0.63, 1.0)
    """
    if not 0 <= on_both <= min(on_list, on_list if on_record is None else on_record):
        raise ValueError(f"{on_both} of {on_record} and {on_list}")
    low, high = _interval(on_both, on_list)
    why_no_recall = Unestimated.FEW_LISTED if on_list < LEAST_LISTED else None
    why_no_total = Unestimated.FEW_RECAPTURED if on_both < LEAST_RECAPTURED else None
    if on_record is None:
        why_no_total = Unestimated.RECORD_UNKNOWN
    elif not on_both:
        why_no_total = Unestimated.NONE_RECAPTURED
    if not on_list:
        why_no_recall = why_no_total = Unestimated.NONE_LISTED
    total, total_low, total_high = None, None, None
    if why_no_total is None and on_record is not None and low and high:
        total = (on_record + 1) * (on_list + 1) / (on_both + 1) - 1
        total_low, total_high = on_record / high, on_record / low
    return Recapture(
        on_record=on_record,
        on_list=on_list,
        on_both=on_both,
        recall=None if why_no_recall else on_both / on_list,
        low=low,
        high=high,
        total=total,
        total_low=total_low,
        total_high=total_high,
        why_no_recall=why_no_recall,
        why_no_total=why_no_total,
    )


def _interval(found: int, of: int) -> tuple[float | None, float | None]:
    """Of Clopper and Pearson, from quantiles of the beta distribution."""
    if not of:
        return None, None
    from scipy.special import betaincinv  # slow to import, needed here only

    tail = (1 - LEVEL) / 2
    low = float(betaincinv(found, of - found + 1, tail)) if found else 0.0
    high = float(betaincinv(found + 1, of - found, 1 - tail)) if found < of else 1.0
    return low, high
