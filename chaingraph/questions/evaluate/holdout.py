"""Hidden enterprises: how far missing records fill the head of each ranking with what is no gap."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from chaingraph.findings.world import World
from chaingraph.questions.evaluate.metrics import interval
from chaingraph.questions.evaluate.rankers import PRODUCT_RANKERS, Judged

FIRST = 50


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """One ranking. ``lost``: mean number of products that lost their last recorded maker in a draw. ``among_first``:
    mean share of the first ``first`` places that such products take, with its 90 % bootstrap interval: false gaps, less
    is better.
    """

    ranker: str
    draws: int
    share: float
    first: int
    lost: float
    among_first: tuple[float, float, float]


def hide(
    known: World, share: float, draws: int, seed: int, progress: Callable[[str], None] | None = None
) -> tuple[Hidden, ...]:
    """Leaves a random ``share`` of the enterprises out, ``draws`` times, and ranks the products anew each time.

    A product that the full list has a maker of and the reduced one has not is known to be no gap, whatever else the
    lists lack.
    """
    region = known.places.topmost()
    whole = known.market(region).made.keys()
    taken: dict[str, list[float]] = {name: [] for name in PRODUCT_RANKERS}
    lost = []
    for draw in range(draws):
        if progress:
            progress(f"{draw + 1}/{draws}")
        reduced = known.without(seed + draw, share)
        gone = whole - reduced.market(region).made.keys()
        lost.append(len(gone))
        judged = Judged(reduced)
        for name, ranker in PRODUCT_RANKERS.items():
            ranked = ranker(judged, random.Random(f"{seed}/{draw}"))
            first = ranked[:FIRST]
            taken[name].append(sum(product in gone for product in first) / max(1, len(first)))
    return tuple(
        Hidden(
            ranker=name, draws=draws, share=share, first=FIRST, lost=sum(lost) / len(lost), among_first=interval(values)
        )
        for name, values in taken.items()
    )
