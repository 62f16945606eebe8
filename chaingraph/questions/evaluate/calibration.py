"""Calibration: is an absence told with probability p an absence in p of the cases?"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from chaingraph.analyses import evidence
from chaingraph.findings import rules
from chaingraph.findings.world import World

SETTINGS = ("as stated", "more is there than the prior says", "whole counties missing")
_RECALLS = (0.3, 0.5, 0.7, 0.8, 0.9, 0.97)
_PRODUCTS = 4000
_COUNTIES = 5


@dataclass(frozen=True, kw_only=True)
class Bin:
    """Cases told with the mean probability ``told``: how many, and the share in which nothing was there."""

    told: float
    cases: int
    absent: float


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """One setting: its bins, the Brier score (mean squared error, 0 is best), of each grade the share truly absent."""

    setting: str
    brier: float
    bins: tuple[Bin, ...]
    grades: dict[str, float]


def calibrate(seed: int) -> tuple[Calibration, ...]:
    """Simulated products with one maker or none, looked up in records of known recall; only what was not found is
    judged.

    as stated: a maker is there with the prior that is assumed, misses are independent. more is there: with 0.8 instead
    of 0.5. whole counties missing: the recall is right on the whole, yet a county reports all or nothing.
    """
    return tuple(_simulate(setting, random.Random(f"{seed}/{setting}")) for setting in SETTINGS)


def _simulate(setting: str, rng: random.Random) -> Calibration:
    cases: list[tuple[float, str, bool]] = []
    for recall in _RECALLS:
        reporting = [rng.random() < recall for _ in range(_COUNTIES)]
        for _ in range(_PRODUCTS):
            there = rng.random() < (0.8 if setting == SETTINGS[1] else rules.PRIOR_MAKER)
            seen = reporting[rng.randrange(_COUNTIES)] if setting == SETTINGS[2] else rng.random() < recall
            if not (there and seen):
                belief = evidence(found=0, recall=recall, prior=rules.PRIOR_MAKER)
                cases.append((belief.absent or 0.0, belief.grade, not there))
    return _calibration(setting, cases)


def _calibration(setting: str, cases: list[tuple[float, str, bool]]) -> Calibration:
    bins = []
    for belief in sorted({round(case[0], 9) for case in cases}):
        of = [case[2] for case in cases if round(case[0], 9) == belief]
        bins.append(Bin(told=belief, cases=len(of), absent=sum(of) / len(of)))
    grades = {grade: [case[2] for case in cases if case[1] == grade] for grade in sorted({case[1] for case in cases})}
    return Calibration(
        setting=setting,
        brier=sum((probability - absent) ** 2 for probability, _, absent in cases) / len(cases),
        bins=tuple(bins),
        grades={grade: sum(of) / len(of) for grade, of in grades.items()},
    )


def calibrate_on(
    known: World, draws: int, seed: int, progress: Callable[[str], None] | None = None
) -> Calibration | None:
    """The same on a dataset: enterprises are hidden to a known recall, and absent means absent from the full list.

    The prior is the share of products with a maker in the full list, so what is tested is the independence of misses
    and one maker a product; a product with several makers is missed less often, and absences are then told too low.
    None where every product always has a maker left.
    """
    region = known.places.topmost()
    whole = set(known.market(region).made)
    products = [name for name, product in known.network.products.items() if not product.common]
    prior = len(whole & set(products)) / max(1, len(products))
    cases: list[tuple[float, str, bool]] = []
    for draw in range(draws):
        for recall in _RECALLS[1:]:
            if progress:
                progress(f"{draw + 1}/{draws} × {recall:g}")
            left = known.without(seed + draw, 1 - recall).market(region).made
            for name in products:
                if name not in left:
                    belief = evidence(found=0, recall=recall, prior=prior)
                    cases.append((belief.absent or 0.0, belief.grade, name not in whole))
    return _calibration("dataset", cases) if cases else None
