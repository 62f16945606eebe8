"""政策目标进展如何？How far is a target met, and is it on its path?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class TargetProgress:
    """``state``: met, missed (its year has come), on-track, behind, or unknown, then with ``reason``: no-observation,
    or no-base where only a path could tell. ``year`` and ``value`` of the newest observation; ``path`` the value that
    a straight line from base to target has in that year; ``progress`` the part of the way done (1 is there, may lie
    outside 0-1). None where not known.
    """

    state: str
    reason: str | None
    year: int | None
    value: float | None
    path: float | None
    progress: float | None


def target_progress(
    *,
    at_least: bool,
    target_year: int,
    target_value: float,
    base_year: int | None = None,
    base_value: float | None = None,
    observations: Sequence[tuple[int, float]] = (),
) -> TargetProgress:
    """Progress of one target by its newest observation (the last told of the same year).

    Nothing is carried forward from the base: without an observation the state is unknown. A base without a year has no
    path, yet a progress. A base equal to the target has no progress. Source: distance to a quantitative target, as
    Eurostat tells it, with a straight line for the path.

    >>> target_progress(at_least=True, target_year=2020, target_value=60, base_year=2014, base_value=30,
    ...                 observations=[(2016, 41)])
    TargetProgress(state='on-track', reason=None, year=2016, value=41, path=40.0, progress=0.36666666666666664)
    """
    if not observations:
        return TargetProgress("unknown", "no-observation", None, None, None, None)
    year, value = max(enumerate(observations), key=lambda numbered: (numbered[1][0], numbered[0]))[1]

    def reached(level: float) -> bool:
        return value >= level if at_least else value <= level

    path = progress = None
    if base_value is not None and base_value != target_value:
        progress = (value - base_value) / (target_value - base_value)
    if year >= target_year:
        path = target_value
    elif base_value is not None and base_year is not None and base_year < target_year:
        part = max(0.0, (year - base_year) / (target_year - base_year))
        path = base_value + part * (target_value - base_value)
    if reached(target_value):
        return TargetProgress("met", None, year, value, path, progress)
    if year >= target_year:
        return TargetProgress("missed", None, year, value, path, progress)
    if path is None:
        return TargetProgress("unknown", "no-base", year, value, None, progress)
    return TargetProgress("on-track" if reached(path) else "behind", None, year, value, path, progress)
