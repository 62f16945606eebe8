"""The rules of the verdict: status, action, confidence and score, each a pure function.

The docstrings are the documentation: ``docs/en/findings.md`` quotes them, and the tests run their tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from chaingraph.analyses import borda, evidence
from chaingraph.catalogue import Listed
from chaingraph.enumerations import ABSENT, Action, Confidence, Facet, Ranking, Status
from chaingraph.errors import UsageError

CONCENTRATED_ABOVE = 2500  # HHI points
PRIOR_MAKER = 0.5  # probability that a maker is there before looking
MISSED_AGAIN = 0.5  # probability that one more kind of place misses a maker that is there
VERIFY_BELOW = 0.8  # probability of absence under which an unseen product is verified first
STABLE_TOP = 20  # rank stability: how often a product stays among the first so many


@dataclass(frozen=True, kw_only=True)
class Anchors:
    """The score's anchors. They are absolute: no other product's value moves a score.

    ``unsearched``: probability that there is no maker of an unseen product, before looking. ``elsewhere``: severity of
    what is made elsewhere in the home area. ``monopoly``: that of one owner. ``stopping``: the need that stopping any
    end product is worth at all. ``criticality``: the part of an effect on end products that counts without any local
    buyer, the rest grows with demand. ``half_demand``: local buyers that are half of the possible demand.
    """

    unsearched: float = 1 - PRIOR_MAKER
    elsewhere: float = 0.95
    monopoly: float = 0.95
    stopping: float = 0.01
    criticality: float = 0.3
    half_demand: float = 3.0


ANCHORS = Anchors()
# The stated alternatives, for score_low and score_high: whatever each anchor could as well be.
LOW = Anchors(unsearched=0.3, elsewhere=0.8, monopoly=0.8, stopping=0.005, criticality=0.15, half_demand=6.0)
HIGH = Anchors(unsearched=0.7, elsewhere=1.0, monopoly=1.0, stopping=0.03, criticality=0.5, half_demand=1.5)
UNKNOWN_WEIGHT = (0.5, 2.0)  # by what an unknown weight of an end product could be wrong


def status(*, makers: int, common: bool, elsewhere: bool, census: bool, hhi: float | None) -> Status:
    """Status of a product in a region.

    =======  ======  =========  ======  ========  ============
    makers   common  elsewhere  census  hhi       status
    =======  ======  =========  ======  ========  ============
    0        yes     no         any     none      common
    3        yes     no         any     4000      common
    0        no      yes        yes     none      elsewhere
    0        no      no         yes     none      missing
    0        no      no         no      none      unseen
    1        no      no         any     10000     single
    2        no      no         any     2500.01   concentrated
    4        no      no         any     2500      adequate
    =======  ======  =========  ======  ========  ============

    ``elsewhere``: no maker here, but one in the home area (the province, for a city). ``hhi`` over owners.
    """
    if common:
        return Status.COMMON
    if makers == 0:
        return Status.ELSEWHERE if elsewhere else Status.MISSING if census else Status.UNSEEN
    if makers == 1:
        return Status.SINGLE
    return Status.CONCENTRATED if hhi is not None and hhi > CONCENTRATED_ABOVE else Status.ADEQUATE


def action(
    *,
    status: Status,
    linked: bool,
    resource_bound: bool,
    buyers: int,
    made_inputs: int,
    criticality: float | None,
) -> Action:
    """What to do about a product.

    =============  ======  ==============  ======  ===========  ===========  ==========
    status         linked  resource_bound  buyers  made_inputs  criticality  action
    =============  ======  ==============  ======  ===========  ===========  ==========
    missing        no      yes             0       0            1            none
    missing        yes     yes             1       1            1            secure
    unseen         yes     no              1       0            0            fill
    unseen         yes     no              0       1            1            extend
    unseen         yes     no              0       0            0.5          defer
    missing        yes     no              0       0            0            none
    missing        yes     no              0       0            none         none
    elsewhere      yes     yes             1       1            0            pair
    elsewhere      yes     no              0       1            0.5          pair
    elsewhere      yes     no              0       1            0            none
    single         yes     yes             0       0            0            secure
    single         yes     no              0       0            0.5          strengthen
    concentrated   yes     no              1       0            0            strengthen
    single         yes     no              0       3            0            none
    adequate       yes     yes             5       5            1            none
    common         yes     yes             5       5            1            none
    =============  ======  ==============  ======  ===========  ===========  ==========

    ``linked``: the product or a kind of it stands in the table of inputs. ``made_inputs``: inputs with a local maker.
    """
    wanted = buyers > 0 or (criticality is not None and criticality > 0)
    if not linked:
        return Action.NONE
    if status in ABSENT:
        if resource_bound:
            return Action.SECURE
        if buyers:
            return Action.FILL
        if made_inputs:
            return Action.EXTEND
        return Action.DEFER if wanted else Action.NONE
    if status == Status.ELSEWHERE:
        return Action.PAIR if wanted else Action.NONE
    if status in (Status.SINGLE, Status.CONCENTRATED):
        if resource_bound:
            return Action.SECURE
        return Action.STRENGTHEN if wanted else Action.NONE
    return Action.NONE


def recall_with_searches(recall: float | None, searches: int) -> float | None:
    """r = 1 - (1 - r0) 0.5^n: the ``recall`` r0 of the records (0 where it is not known) together with n different
    kinds of places that were looked through without finding a maker, each of which would miss half. None with neither.
    """
    if recall is None and searches == 0:
        return None
    return 1 - (1 - (recall or 0.0)) * MISSED_AGAIN**searches


def absent_probability(*, recall: float | None, searches: int) -> float | None:
    """P(no maker) of an unseen product: 1 / (2 - r), r of :func:`recall_with_searches`; by Bayes' rule with even odds
    of a maker before looking. None where nothing is known of either.

    =======  =========  ==========
    recall   searches   absent
    =======  =========  ==========
    none     0          none
    none     1          0.666667
    0.75     0          0.8
    0.5      1          0.8
    1        0          1
    =======  =========  ==========
    """
    return evidence(found=0, recall=recall_with_searches(recall, searches), prior=PRIOR_MAKER).absent


def verify(status: Status, absent: float | None) -> bool:
    """Whether the absence is to be verified before anything is done about it."""
    return status == Status.UNSEEN and (absent is None or absent < VERIFY_BELOW)


def confidence(*, status: Status, makers: int, sourced: int, census: bool) -> Confidence:
    """How far the facts carry the verdict.

    =============  ======  =======  ======  ==========
    status         makers  sourced  census  confidence
    =============  ======  =======  ======  ==========
    missing        0       0        yes     high
    elsewhere      0       0        yes     high
    elsewhere      0       0        no      low
    unseen         0       0        no      low
    common         0       0        no      medium
    single         1       1        yes     high
    single         1       1        no      medium
    adequate       5       4        yes     low
    =============  ======  =======  ======  ==========

    ``sourced`` counts the makers whose row has a source and is not itself of low confidence.
    """
    if status == Status.COMMON:
        return Confidence.MEDIUM
    if makers == 0:
        return Confidence.HIGH if census else Confidence.LOW
    if sourced < makers:
        return Confidence.LOW
    return Confidence.HIGH if census else Confidence.MEDIUM


@dataclass(frozen=True, kw_only=True)
class Supply:
    """What the severity of a product rests on. ``hhi`` by output where ``by_output``, ``absent`` the probability that
    there is no maker where none is on record.
    """

    status: Status
    owners: int = 0
    hhi: float | None = None
    by_output: bool = False
    absent: float | None = None


@dataclass(frozen=True, kw_only=True)
class Score:
    """The score and its parts, all 0-1. ``low`` and ``high``: its range over the stated alternatives."""

    value: float | None
    low: float | None
    high: float | None
    need: float | None
    demand: float
    severity: float
    facet: Facet


def severity(supply: Supply, anchors: Anchors = ANCHORS) -> tuple[float, Facet]:
    """How bad the supply is, 0-1, and the facet that sets it.

    Makers: 0.95 x the square root of the HHI (as a share) over owners by output, or of 1 / owners where an output is
    unknown, so that one more such maker never makes it worse. No maker: 1 where a census tells so; unseen,
    P + 0.95 (1 - P), P the probability that there is none (0.5 where nothing tells it): if there is a maker after all,
    it is taken to be the only one; 0.95 where the home area has one. Common supply: 0.
    """
    if supply.status == Status.COMMON:
        return 0.0, Facet.NONE
    if supply.status == Status.MISSING:
        return 1.0, Facet.ABSENCE
    if supply.status == Status.ELSEWHERE:
        return max(anchors.elsewhere, anchors.monopoly), Facet.ABSENCE
    if supply.status == Status.UNSEEN:
        absent = absence(supply.absent, anchors.unsearched)
        return absent + (1 - absent) * anchors.monopoly, Facet.ABSENCE
    return anchors.monopoly * sqrt(concentrated(supply)), Facet.CONCENTRATION


def concentrated(supply: Supply) -> float:
    """The HHI as a share: over owners by output, or over their number where an output is unknown."""
    if supply.by_output and supply.hhi is not None:
        return supply.hhi / 10000
    return 1 / max(1, supply.owners)


def absence(absent: float | None, unsearched: float) -> float:
    """The probability ``absent`` of :func:`absent_probability`, had it been ``unsearched`` before looking and not a
    half: P u / (P u + (1 - P) (1 - u)); ``unsearched`` itself where nothing tells it.
    """
    if absent is None:
        return unsearched
    there = (1 - absent) * (1 - unsearched)
    return 1.0 if there == 0 else absent * unsearched / (absent * unsearched + there)


def need(criticality: float | None, buyers: int, anchors: Anchors = ANCHORS) -> float | None:
    """How much the region needs the product, 0-1.

    demand = buyers / (buyers + 3): three local buyers are half of the possible demand. What stops an end product:
    0.01 + 0.99 x the square root of criticality x (0.3 + 0.7 demand), so that buyers count by what is lost with them;
    what stops none: 0.01 demand, so that it never stands before what does, however many buy it. The latter too where
    criticality is undefined; None where there is no buyer either.
    """
    demand = buyers / (buyers + anchors.half_demand)
    if criticality is None:
        return anchors.stopping * demand if buyers else None
    if criticality <= 0:
        return anchors.stopping * demand
    part = anchors.criticality + (1 - anchors.criticality) * demand
    return anchors.stopping + (1 - anchors.stopping) * sqrt(criticality) * part


def score(
    *,
    supply: Supply,
    linked: bool,
    criticality: float | None,
    range_of_criticality: tuple[float | None, float | None],
    buyers: int,
) -> Score:
    """score = need x severity, see :func:`need` and :func:`severity`; None for a product that no input links to
    anything (``linked``), and where neither criticality nor a local buyer is known.

    Never lower for one more buyer or one more search that finds nothing, never higher for one more maker of unknown
    output. ``low`` and ``high`` take each anchor at its stated alternatives (:data:`LOW`, :data:`HIGH`) and
    ``range_of_criticality``, that of criticality while each unknown weight of an end product is halved or doubled.
    """
    grave, facet = severity(supply)
    wanted = need(criticality, buyers) if linked else None
    demand = round(buyers / (buyers + ANCHORS.half_demand), 9)
    if wanted is None:
        return Score(value=None, low=None, high=None, need=None, demand=demand, severity=round(grave, 9), facet=facet)
    least, most = range_of_criticality
    value = round(wanted * grave, 9)
    # every anchor but half_demand raises the score with it, and that one lowers it
    low = (need(least, buyers, LOW) or 0.0) * severity(supply, LOW)[0]
    high = (need(most, buyers, HIGH) or 0.0) * severity(supply, HIGH)[0]
    return Score(
        value=value,
        low=min(value, round(low, 9)),
        high=max(value, round(high, 9)),
        need=round(wanted, 9),
        demand=demand,
        severity=round(grave, 9),
        facet=facet,
    )


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
