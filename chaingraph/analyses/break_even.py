"""权重移到哪里，第一名就换人？At which weight does the first of a ranking change?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class BreakEven:
    """``first`` at the given weight; going down from it the weight ``below`` at which ``then_below`` takes its place,
    going up ``above`` and ``then_above``. None where it stays first down to 0, or up to 1, or where there is nothing
    to rank.
    """

    first: str | None
    below: float | None
    then_below: str | None
    above: float | None
    then_above: str | None


def break_even(scores: Mapping[str, Sequence[float]], weight: float) -> BreakEven:
    """The weights w nearest to ``weight`` at which w a + (1 - w) b has another maximum, exactly.

    ``scores``: of each item its two criteria (a, b). Ties go to the item that comes first by name. Two lines cross once
    at most, so each rival has one break-even weight; the nearest on either side counts. Source: break-even analysis of
    one weight in multi-criteria choice.

    >>> break_even({"x": [1.0, 0.0], "y": [0.0, 1.0]}, 0.6).below
    0.5
    """
    if not scores:
        return BreakEven(None, None, None, None, None)

    def at(name: str) -> float:
        return weight * scores[name][0] + (1 - weight) * scores[name][1]

    first = min(scores, key=lambda name: (-at(name), name))
    down: tuple[float, str] | None = None
    up: tuple[float, str] | None = None
    for name in sorted(scores):
        ahead = at(first) - at(name)
        slope = (scores[name][0] - scores[name][1]) - (scores[first][0] - scores[first][1])
        if name == first or slope == 0:
            continue
        crossing = weight + ahead / slope
        if slope < 0 and crossing >= 0 and (down is None or crossing > down[0]):
            down = (crossing, name)
        elif slope > 0 and crossing <= 1 and (up is None or crossing < up[0]):
            up = (crossing, name)
    return BreakEven(
        first,
        None if down is None else down[0],
        None if down is None else down[1],
        None if up is None else up[0],
        None if up is None else up[1],
    )
