"""The rules of the verdict: status, action, confidence and score, each a pure function.

The docstrings are the documentation: ``docs/en/findings.md`` quotes them, and the tests run their tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chaingraph.analyses import borda
from chaingraph.catalogue import Listed
from chaingraph.enumerations import NO_MAKER, Action, Confidence, Facet, Ranking, Status
from chaingraph.errors import UsageError

CONCENTRATED_ABOVE = 2500  # HHI points
# The score's anchors. They are absolute: no other product's value moves a score.
SEVERITY_MISSING = 1.0
SEVERITY_UNSEEN = 0.7
SEVERITY_MONOPOLY = 0.5
WEIGHT_CRITICALITY = 0.6
WEIGHTS = (WEIGHT_CRITICALITY, 1 - WEIGHT_CRITICALITY)  # of criticality and demand
HALF_DEMAND = 3
PRIOR_MAKER = 0.5  # probability that a maker is there before looking, for the grade of evidence
STABLE_TOP = 20  # rank stability: how often a product stays among the first so many


def status(*, makers: int, common: bool, census: bool, hhi: float | None) -> Status:
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
        return Status.COMMON if common else Status.MISSING if census else Status.UNSEEN
    if makers == 1:
        return Status.SINGLE
    return Status.CONCENTRATED if hhi is not None and hhi > CONCENTRATED_ABOVE else Status.ADEQUATE


def action(*, status: Status, resource_bound: bool, buyers: int, made_inputs: int, criticality: float | None) -> Action:
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
    if status in NO_MAKER:
        if resource_bound:
            return Action.SECURE
        if buyers:
            return Action.FILL
        if made_inputs:
            return Action.EXTEND
        return Action.DEFER if critical else Action.NONE
    if status in (Status.SINGLE, Status.CONCENTRATED):
        if resource_bound:
            return Action.SECURE
        return Action.STRENGTHEN if critical or buyers else Action.NONE
    return Action.NONE


def confidence(*, status: Status, makers: int, sourced: int, census: bool) -> Confidence:
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
    if status == Status.MISSING:
        return Confidence.HIGH
    if status == Status.COMMON:
        return Confidence.MEDIUM
    if makers == 0 or sourced < makers:
        return Confidence.LOW
    return Confidence.HIGH if census else Confidence.MEDIUM


@dataclass(frozen=True)
class Score:
    """The score and its parts, all 0-1."""

    value: float | None
    need: float | None
    demand: float
    severity: float
    facet: Facet


def score(*, status: Status, criticality: float | None, buyers: int, reach: float, hhi: float | None) -> Score:
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
    absence = {Status.MISSING: SEVERITY_MISSING, Status.UNSEEN: SEVERITY_UNSEEN}.get(status, 0.0)
    concentration = SEVERITY_MONOPOLY * hhi / 10000 if hhi is not None else 0.0
    severity = max(absence, concentration)
    facet = Facet.ABSENCE if absence else Facet.CONCENTRATION if concentration else Facet.NONE
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
    if by not in list(Ranking):
        raise UsageError("finding.unknown-ranking", name=by, known=Listed(tuple(Ranking)))
    if by == Ranking.BORDA:
        return _borda(items)
    ranked: list[float | None] = []
    for value, critical, demand, severity in items:
        figure = {
            Ranking.SCORE: value,
            Ranking.WEAKNESS: None if critical is None else critical * severity,
            Ranking.CRITICALITY: critical,
            Ranking.DEMAND: demand,
            Ranking.SEVERITY: severity,
        }[Ranking(by)]
        weak = by not in (Ranking.CRITICALITY, Ranking.DEMAND) or severity > 0
        ranked.append(None if figure is None or value is None else figure if weak else 0.0)
    return ranked


def _borda(items: Sequence[tuple[float | None, float | None, float, float]]) -> list[float | None]:
    known = {
        str(index): [-1.0 if value is None else value for value in item[1:]]
        for index, item in enumerate(items)
        if item[0] is not None
    }
    most = 3 * max(1, len(known) - 1)
    points = borda(known)
    return [round(points[str(index)] / most, 9) if str(index) in points else None for index in range(len(items))]
