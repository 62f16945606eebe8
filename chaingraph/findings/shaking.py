"""The scores under everything that they rest on and that could as well be otherwise, and how firmly a place stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from heapq import nlargest
from math import log, sqrt
from typing import TYPE_CHECKING

from chaingraph.analyses import EndProductWeights, RankStability, rank_stability
from chaingraph.enumerations import Facet, Standing, Status
from chaingraph.findings import rules

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Part(StrEnum):
    """A part of the score that a draw can leave out."""

    DEMAND = "demand"
    CRITICALITY = "criticality"
    CONCENTRATION = "concentration"
    ABSENCE = "absence"


DRAWS = 240
DROPPED = tuple(Part)
EACH_DROPPED = 6  # of the draws leave one part out
CERTAIN = 0.95  # share of the draws from which on a product is certainly among the first
POSSIBLE = 0.05
MOST = 3000  # different products whose places are counted: the shortlist, and the first by their score
_SEED = 20150305


@dataclass(frozen=True, kw_only=True)
class Shakable:
    """What the score of one product rests on, and the score with its range. ``needs``: the end products it stops;
    ``as_if``: the weight that it has itself as an end product without a maker.
    """

    product: str
    supply: rules.Supply
    needs: tuple[str, ...]
    as_if: float | None
    buyers: int
    score: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Place:
    """``stability``: the share of the draws in which it stays among the first; ``low`` and ``high``: its best and its
    worst place in nine draws of ten, None where it is too far behind to be counted.
    """

    stability: float
    first: float
    low: int | None
    high: int | None

    @property
    def standing(self) -> Standing:
        """Whether it is among the first: certainly from 95 % of the draws on, possibly from 5 % on.

        =========  ========
        stability  standing
        =========  ========
        1          certain
        0.95       certain
        0.94       possible
        0.05       possible
        0.04       no
        0          no
        =========  ========
        """
        if self.stability >= CERTAIN:
            return Standing.CERTAIN
        return Standing.POSSIBLE if self.stability >= POSSIBLE else Standing.NO


@dataclass(frozen=True, kw_only=True)
class Draw:
    """One draw: its ``anchors``, by what the weights of ``unsure`` end products are multiplied, by what that of one
    without a maker, and the part that is left out.
    """

    anchors: rules.Anchors
    factors: Mapping[str, float]
    open_factor: float
    dropped: Part | None


@dataclass(frozen=True)
class Draws:
    """All draws as arrays, a value a draw; ``factors``: a row for each unsure end product, by name."""

    anchors: Mapping[str, NDArray[np.float64]]
    unsure: tuple[str, ...]
    factors: NDArray[np.float64]
    open_factor: NDArray[np.float64]
    dropped: tuple[Part | None, ...]

    def __getitem__(self, number: int) -> Draw:
        """One of them."""
        return Draw(
            anchors=rules.Anchors(**{name: float(values[number]) for name, values in self.anchors.items()}),
            factors=dict(zip(self.unsure, self.factors[:, number].tolist(), strict=True)),
            open_factor=float(self.open_factor[number]),
            dropped=self.dropped[number],
        )


def draws(ends: EndProductWeights) -> Draws:
    """The draws, always the same for the same end products.

    Each anchor is uniform between its stated alternatives, the probability of absence before looking with them; each
    weight of an end product that is not known is multiplied by its own factor between a half and two (log-uniform). Of
    240 draws 24 leave a part out, each of the four in turn: demand, criticality, concentration, absence.
    """
    import numpy as np  # slow to import, needed here only

    rng = np.random.default_rng(_SEED)
    ranges = {
        field.name: sorted((getattr(rules.LOW, field.name), getattr(rules.HIGH, field.name)))
        for field in fields(rules.Anchors)
    }
    anchors = {name: rng.uniform(low, high, DRAWS) for name, (low, high) in ranges.items()}
    light, heavy = (log(factor) for factor in rules.UNKNOWN_WEIGHT)
    unsure = tuple(sorted(ends.unsure))
    factors = np.exp(rng.uniform(light, heavy, (len(unsure) + 1, DRAWS)))
    dropped = [part for part in DROPPED for _ in range(EACH_DROPPED)]
    return Draws(anchors, unsure, factors[1:], factors[0], (*dropped, *[None] * (DRAWS - len(dropped))))


def places(
    items: Sequence[Shakable], ends: EndProductWeights, top: int = rules.STABLE_TOP, *, correlate: bool = False
) -> tuple[dict[str, Place], RankStability]:
    """How firmly each scored product stands among the first ``top``, those that rest on the same facts alike.

    Where there are more than :data:`MOST` different ones, places are counted among the first by their score and those
    others that can be among the first at all, as many again at most; the rest are out of reach.
    Growth: different products times draws.
    """
    if not items:
        return {}, rank_stability({}, top=top)
    alike: dict[tuple[object, ...], list[Shakable]] = {}
    for item in items:
        alike.setdefault((item.supply, item.needs, item.as_if, item.buyers), []).append(item)
    groups = sorted(alike.values(), key=lambda group: (-group[0].score, group[0].product))
    kept = groups if len(groups) <= MOST else _shortlist(groups, top)
    scores = dict(zip((group[0].product for group in kept), shaken([group[0] for group in kept], ends), strict=True))
    found = rank_stability(
        scores,
        counts={group[0].product: len(group) for group in kept},
        top=top,
        standing={group[0].product: group[0].score for group in kept} if correlate else None,
    )
    stands = {item.product: Place(stability=0.0, first=0.0, low=None, high=None) for item in items}
    for group in kept:
        name = group[0].product
        place = Place(
            stability=found.in_top[name], first=found.first[name], low=found.best[name], high=found.worst[name]
        )
        stands |= dict.fromkeys((item.product for item in group), place)
    return stands, found


def _shortlist(groups: Sequence[list[Shakable]], top: int) -> list[list[Shakable]]:
    """The first by score up to the limit, and of the others those whose high score reaches the low score of the last of
    the first, as many again at most, the highest first.
    """
    floor = nlargest(top, (item.low for group in groups for item in group[:top]))[-1]
    others = [group for group in groups[MOST:] if group[0].high >= floor]
    return [*groups[:MOST], *nlargest(MOST, others, key=lambda group: group[0].high)]


def shaken(items: Sequence[Shakable], ends: EndProductWeights) -> NDArray[np.float64]:
    """The score of each item in each draw, a row an item: :func:`rules.need` x :func:`rules.severity` all at once."""
    import numpy as np

    all_draws = draws(ends)
    anchors = all_draws.anchors
    critical, buyers = _criticality(items, ends, all_draws), np.array([[float(item.buyers)] for item in items])
    demand = buyers / (buyers + anchors["half_demand"])
    part = anchors["criticality"] + (1 - anchors["criticality"]) * demand
    dropped = {left: np.array([dropped_part == left for dropped_part in all_draws.dropped]) for left in DROPPED}
    part[:, dropped[Part.DEMAND]] = 1.0
    stopping = anchors["stopping"]
    wanted = np.where(critical > 0, stopping + (1 - stopping) * np.sqrt(critical) * part, stopping * demand)
    wanted[:, dropped[Part.CRITICALITY]] = demand[:, dropped[Part.CRITICALITY]]
    grave, absent = _severity(items, anchors)
    grave[np.ix_(absent, dropped[Part.ABSENCE])] = 0.0
    grave[np.ix_(~absent, dropped[Part.CONCENTRATION])] = 0.0
    scores: NDArray[np.float64] = wanted * grave
    return scores


def _criticality(items: Sequence[Shakable], ends: EndProductWeights, all_draws: Draws) -> NDArray[np.float64]:
    """The share of the weight that stops, of each item in each draw; 0 where it is not defined."""
    import numpy as np

    shape = (len(items), len(all_draws.dropped))
    if not ends.values:
        return np.zeros(shape)
    row = {name: number for number, name in enumerate(ends.values)}
    weights = np.repeat(np.array([[value] for value in ends.values.values()]), shape[1], axis=1)
    weights[[row[name] for name in all_draws.unsure]] *= all_draws.factors
    total = weights.sum(axis=0)
    sums: dict[tuple[str, ...], NDArray[np.float64]] = {(): np.zeros(shape[1])}
    stopped = np.empty(shape)
    supposed = np.array([[item.as_if or 0.0] for item in items]) * all_draws.open_factor
    for number, item in enumerate(items):
        if item.needs not in sums:
            sums[item.needs] = weights[[row[name] for name in item.needs]].sum(axis=0)
        stopped[number] = sums[item.needs]
    share: NDArray[np.float64] = (stopped + supposed) / (total + supposed)
    return share


def _severity(
    items: Sequence[Shakable], anchors: Mapping[str, NDArray[np.float64]]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The severity of each item in each draw, and whether it is one of absence."""
    import numpy as np

    found: dict[rules.Supply, NDArray[np.float64]] = {}
    monopoly, unsearched = anchors["monopoly"], anchors["unsearched"]
    for supply in {item.supply for item in items}:
        if supply.status == Status.COMMON:
            found[supply] = np.zeros_like(monopoly)
        elif supply.status == Status.MISSING:
            found[supply] = np.ones_like(monopoly)
        elif supply.status == Status.ELSEWHERE:
            found[supply] = np.maximum(anchors["elsewhere"], monopoly)
        elif supply.status == Status.UNSEEN:
            known = 0.5 if supply.absent is None else supply.absent
            absent = known * unsearched / (known * unsearched + (1 - known) * (1 - unsearched))
            found[supply] = absent + (1 - absent) * monopoly
        else:
            found[supply] = monopoly * sqrt(rules.concentrated(supply))
    of_absence = np.array([rules.severity(item.supply)[1] == Facet.ABSENCE for item in items])
    return np.array([found[item.supply] for item in items]), of_absence
