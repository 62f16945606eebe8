"""名录要收多全，“没查到”才算得上“没有”？How complete must records be for finding nobody to count as absence?"""

from __future__ import annotations


def required_recall(absent: float, prior: float = 0.5) -> float:
    """The least recall at which finding nobody makes an absence as probable as ``absent``; the inverse of
    :func:`evidence` for one expected maker, 0-1. ``absent`` below 1 and ``prior`` above 0.
    Source: Bayes' rule, solved for the recall.

    >>> from chaingraph.analyses import evidence
    >>> round(required_recall(0.8), 9), evidence(found=0, recall=0.75).absent
    (0.75, 0.8)
    """
    return max(0.0, 1 - (1 - prior) * (1 - absent) / (absent * prior))
