"""The rules of the verdict: status, action, confidence and score, each a pure function.

The docstrings are the documentation: ``docs/findings.md`` quotes them, and the tests run their tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chaingraph.analyses import borda
from chaingraph.errors import UsageError

STATUSES = ("adequate", "concentrated", "single", "unseen", "missing", "common")  # best first, as lists show them
CONCENTRATED_ABOVE = 2500  # HHI points
# The score's anchors. They are absolute: no other product's value moves a score.
SEVERITY_MISSING = 1.0
SEVERITY_UNSEEN = 0.7
SEVERITY_MONOPOLY = 0.5
WEIGHT_CRITICALITY = 0.6
WEIGHTS = (WEIGHT_CRITICALITY, 1 - WEIGHT_CRITICALITY)  # of criticality and demand
HALF_DEMAND = 3
RANKINGS = ("score", "weakness", "criticality", "demand", "severity", "borda")
PRIOR_MAKER = 0.5  # probability that a maker is there before looking, for the grade of evidence
STABLE_TOP = 20  # rank stability: how often a product stays among the first so many


def status(*, makers: int, common: bool, census: bool, hhi: float | None) -> str:
    """Status of a product in a region.

    =======  ======  ======  ========  ============
    makers   common  census  hhi       status
    =======  ======  ======  ========  ============
    0        yes     any     none      common
    0        no      yes     none      missing
    0        no      no      none      unseen
    1        any     any     10000     single
    2        any     any     2500.01   concentrated
    4        any     any     2500      adequate
    =======  ======  ======  ========  ============
    """
    if makers == 0:
        return "common" if common else "missing" if census else "unseen"
    if makers == 1:
        return "single"
    return "concentrated" if hhi is not None and hhi > CONCENTRATED_ABOVE else "adequate"


def action(*, status: str, resource_bound: bool, buyers: int, made_inputs: int, criticality: float | None) -> str:
    """What to do about a product.

    =============  ==============  ======  ===========  ===========  ==========
    status         resource_bound  buyers  made_inputs  criticality  action
    =============  ==============  ======  ===========  ===========  ==========
    missing        yes             1       1            1            secure
    unseen         no              1       0            0            fill
    unseen         no              0       1            1            extend
    unseen         no              0       0            0.5          defer
    missing        no              0       0            0            none
    missing        no              0       0            none         none
    single         yes             0       0            0            secure
    single         no              0       0            0.5          strengthen
    concentrated   no              1       0            0            strengthen
    single         no              0       3            0            none
    adequate       yes             5       5            1            none
    common         yes             5       5            1            none
    =============  ==============  ======  ===========  ===========  ==========
    """
    critical = criticality is not None and criticality > 0
    if status in ("missing", "unseen"):
        if resource_bound:
            return "secure"
        if buyers:
            return "fill"
        if made_inputs:
            return "extend"
        return "defer" if critical else "none"
    if status in ("single", "concentrated"):
        if resource_bound:
            return "secure"
        return "strengthen" if critical or buyers else "none"
    return "none"


def confidence(*, status: str, makers: int, sourced: int, census: bool) -> str:
    """How far the facts carry the verdict.

    =============  ======  =======  ======  ==========
    status         makers  sourced  census  confidence
    =============  ======  =======  ======  ==========
    missing        0       0        yes     high
    unseen         0       0        no      low
    common         0       0        no      medium
    single         1       1        yes     high
    single         1       1        no      medium
    adequate       5       4        yes     low
    =============  ======  =======  ======  ==========

    ``sourced`` counts the makers whose row has a source and is not itself of low confidence.
    """
    if status == "missing":
        return "high"
    if status == "common":
        return "medium"
    if makers == 0 or sourced < makers:
        return "low"
    return "high" if census else "medium"


@dataclass(frozen=True)
class Score:
    """The score and its parts, all 0-1."""

    value: float | None
    need: float | None
    demand: float
    severity: float
    facet: str


def score(*, status: str, criticality: float | None, buyers: int, reach: float, hhi: float | None) -> Score:
    """score = need x severity.

    need = 0.6 criticality + 0.4 demand; demand alone where criticality is undefined but there is a local buyer;
    undefined (and with it the score) where there is neither.
    demand = reach / (reach + 3), reach = local buyers + 1/4 of the reach of the most wanted use: three local buyers are
    half of the possible demand, and demand that lies a step further down the chain counts a quarter. So a gap with
    local buyers stands before the gap behind it.
    severity = the worst facet: absence (missing 1, unseen 0.7: no record is no proof) or concentration
    (0.5 hhi / 10000, so 0.5 for a single maker). The facet that set it is named. Common supply has severity 0.
    """
    demand = reach / (reach + HALF_DEMAND)
    if criticality is None:
        need = demand if buyers else None
    else:
        need = WEIGHT_CRITICALITY * criticality + (1 - WEIGHT_CRITICALITY) * demand
    absence = {"missing": SEVERITY_MISSING, "unseen": SEVERITY_UNSEEN}.get(status, 0.0)
    concentration = SEVERITY_MONOPOLY * hhi / 10000 if hhi is not None else 0.0
    severity = max(absence, concentration)
    facet = "absence" if absence else "concentration" if concentration else "none"
    value = None if need is None else round(need * severity, 9)
    return Score(value, None if need is None else round(need, 9), round(demand, 9), round(severity, 9), facet)


def ranking(by: str, items: Sequence[tuple[float | None, float | None, float, float]]) -> list[float | None]:
    """What to rank by, larger first, for items of (score, criticality, demand, severity), all 0-1.

    ===========  ==============================================================================================
    score        as :func:`score`
    weakness     criticality x severity: the effect on end products alone, no buyers counted
    criticality  as it is, for whatever is a weak link at all (severity above 0)
    demand       likewise
    severity     as it is
    borda        points of the three (how many of the others it beats, a tie half), averaged; 0-1
    ===========  ==============================================================================================

    None where the score, or what is asked for, is undefined. Raises UsageError for another name.
    """
    if by not in RANKINGS:
        raise UsageError(
            f"没有排序方式 {by}；可选 {'、'.join(RANKINGS)}", f"there is no ranking {by}; choose {', '.join(RANKINGS)}"
        )
    if by == "borda":
        return _borda(items)
    told: list[float | None] = []
    for value, critical, demand, severity in items:
        one = {
            "score": value,
            "weakness": None if critical is None else critical * severity,
            "criticality": critical,
            "demand": demand,
            "severity": severity,
        }[by]
        weak = by not in ("criticality", "demand") or severity > 0
        told.append(None if one is None or value is None else one if weak else 0.0)
    return told


def _borda(items: Sequence[tuple[float | None, float | None, float, float]]) -> list[float | None]:
    known = {
        str(place): [-1.0 if value is None else value for value in item[1:]]
        for place, item in enumerate(items)
        if item[0] is not None
    }
    most = 3 * max(1, len(known) - 1)
    points = borda(known)
    return [round(points[str(place)] / most, 9) if str(place) in points else None for place in range(len(items))]
