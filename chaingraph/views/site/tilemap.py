"""A schematic map of the parts of a region: a square each, roughly where it lies; no boundaries, no map to approve."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from chaingraph.catalogue import chinese_letters
from chaingraph.questions.region_part import Tile
from chaingraph.resources import rows_of
from chaingraph.tables.names import short_place

SIDE = 104  # of a square, in units of the drawing
SHADES = ("#f1f5f9", "#cfe1f0", "#9cc3e0", "#5f9dc9", "#2f74a8")  # light to dark
DARK_FROM = 3  # shades from here on carry light letters
MEASURES = ("fill", "strengthen", "made", "enterprises")


@dataclass(frozen=True)
class Square:
    """One square: its corner, and of each measure the figure and the number of its shade."""

    tile: Tile
    x: int
    y: int
    values: Mapping[str, int]
    shades: Mapping[str, int]


def squares(tiles: Iterable[Tile]) -> tuple[Square, ...]:
    """The squares of a map, by code. Regions that ``tiles.csv`` does not place stand in rows below, by code.

    Shades are fifths of the order of a measure, so that one great city does not make all others pale; equal figures
    have equal shades.
    """
    in_order = sorted(tiles, key=lambda tile: tile.region)
    known = _places()
    placed = {tile.region: known[tile.region] for tile in in_order if tile.region in known}
    rest = [tile.region for tile in in_order if tile.region not in known]
    across = max(3, math.ceil(math.sqrt(len(rest) * 1.5)))
    first = 1 + max((row for row, _ in placed.values()), default=-1)
    placed |= {code: (first + number // across, number % across) for number, code in enumerate(rest)}
    values = {tile.region: {name: int(getattr(tile, name)) for name in MEASURES} for tile in in_order}
    ordered = {name: sorted(of[name] for of in values.values()) for name in MEASURES}
    return tuple(
        Square(
            tile,
            placed[tile.region][1] * SIDE,
            placed[tile.region][0] * SIDE,
            values[tile.region],
            {name: _shade(values[tile.region][name], ordered[name]) for name in MEASURES},
        )
        for tile in in_order
    )


def _shade(value: int, ordered: list[int]) -> int:
    return bisect_left(ordered, value) * len(SHADES) // len(ordered)


def short_name(name: str, lang: str) -> str:
    """A name that fits a square: in Chinese letters without the kind of division, in others the first word."""
    if chinese_letters(lang):
        return short_place(name)[:6]
    return name if len(name) <= 11 else name.split()[0][:11]


def _places() -> dict[str, tuple[int, int]]:
    rows = rows_of(Path(__file__).resolve().parent / "tiles.csv")
    return {row["code"]: (int(row["row"]), int(row["column"])) for row in rows}
