"""没有查到生产企业，是真没有还是没查到？Nothing was found: is there none, or was it not found?"""

from __future__ import annotations

from dataclasses import dataclass

from chaingraph.enumerations import Grade

PROBABLY = 0.8
CONFIRMED = 0.95


@dataclass(frozen=True)
class Evidence:
    """``absent``: probability that there is no maker (None when what was seen cannot happen, or makers were found).
    ``grade``: present-confirmed, present-claimed, unknown, probably-missing or confirmed-missing.
    """

    absent: float | None
    grade: Grade


def evidence(
    *,
    found: int,
    dated: bool = False,
    census: bool = False,
    recall: float | None = None,
    prior: float = 0.5,
    expected: int = 1,
) -> Evidence:
    """P(absent | none found) = (1 - pi) / ((1 - pi) + pi (1 - r)^m), and the grade that it earns.

    ``found``: makers on record, ``dated``: one of them with a dated source. ``recall`` r: share of the real makers that
    the records catch (None: not known, nothing is computed), ``prior`` pi: probability that there is a maker before
    looking, ``expected`` m: makers if there are any. A census that found none confirms the absence. Grades: absent from
    0.95 confirmed-missing, from 0.8 probably-missing, else unknown. Misses are taken as independent, which is wrong
    where a whole county did not report: lower r there. Source: Bayes' rule for detection with known recall.

    >>> [str(evidence(found=0, recall=0.95).grade), str(evidence(found=0).grade), str(evidence(found=2).grade)]
    ['confirmed-missing', 'unknown', 'present-claimed']
    """
    if found:
        return Evidence(None, Grade.PRESENT_CONFIRMED if dated else Grade.PRESENT_CLAIMED)
    absent: float | None = None
    if recall is not None:
        unseen = prior * (1 - recall) ** expected
        absent = None if 1 - prior + unseen == 0 else (1 - prior) / (1 - prior + unseen)
    if census or (absent is not None and absent >= CONFIRMED):
        return Evidence(absent, Grade.CONFIRMED_MISSING)
    return Evidence(absent, Grade.PROBABLY_MISSING if absent is not None and absent >= PROBABLY else Grade.UNKNOWN)
