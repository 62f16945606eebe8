"""How far is it from one region to another, told in classes: there are no coordinates.

The table ``ontology/neighbours.csv`` holds which province-level divisions share a border on land; GB/T 2260 has codes
and no borders. Source: the map of the administrative divisions as it is generally known, Jilin's own borders as its
government tells them (english.jl.gov.cn, 2019). Straits are no borders: Hainan and Taiwan have none.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from chaingraph.network.places import Places
from chaingraph.resources import bundled, rows_of


class Distance(StrEnum):
    """How far, nearest first."""

    SAME = "same-province"
    NEXT = "next-province"
    FARTHER = "farther"


@cache
def neighbours() -> Mapping[str, frozenset[str]]:
    """Of each province-level division, by its code, those that share a border on land with it."""
    rows = rows_of(bundled("ontology") / "neighbours.csv")
    return {row["code"]: frozenset(filter(None, row["neighbours"].split(";"))) for row in rows}


def distance(places: Places, here: str, there: str | None) -> Distance | None:
    """How far ``there`` is from ``here``; None where it cannot be told: a place that is not known, a country, or two
    areas of which one is not in the table.
    """
    if there is None:
        return None
    mine, other = places.home_area(here), places.home_area(there)
    if mine is None or other is None:
        return None
    if mine == other:
        return Distance.SAME
    known = neighbours()
    if mine not in known or other not in known:
        return None
    return Distance.NEXT if other in known[mine] else Distance.FARTHER
