"""某产品的生产集中到什么程度？How concentrated are the makers of a product?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Concentration:
    """``hhi`` 0-1 (``points`` 0-10000), ``effective`` = 1/hhi, ``top_share`` 0-1, ``normalised`` 0-1; None where
    undefined.

    ``records``: makers told; ``unknown``: of these without a size; ``independent``: with a positive size, common
    parents counted once.
    """

    records: int
    unknown: int
    independent: int
    hhi: float | None
    points: float | None
    effective: float | None
    top_share: float | None
    normalised: float | None


def concentration(sizes: Sequence[float | None], parents: Sequence[str | None] = ()) -> Concentration:
    """The Herfindahl-Hirschman index of the known sizes: the sum of squared shares.

    ``parents`` names the group of each maker: makers of one group are one supplier and are merged first. Undefined
    (None) without a positive known size; normalised (H - 1/n)/(1 - 1/n) needs two. Makers of unknown size are counted,
    not guessed. Source: Herfindahl 1950, Hirschman 1964; merging before measuring as in merger control.

    >>> concentration([40, 30, 20, 10]).points, concentration([40, 30], ["g", "g"]).hhi
    (3000.0, 1.0)
    """
    merged: dict[object, float] = {}
    for number, size in enumerate(sizes):
        if size is not None and size > 0:
            parent = parents[number] if number < len(parents) and parents[number] else None
            key = ("group", parent) if parent else ("maker", number)
            merged[key] = merged.get(key, 0.0) + size
    unknown = sum(size is None for size in sizes)
    count, total = len(merged), sum(merged.values())
    if not count:
        return Concentration(len(sizes), unknown, 0, None, None, None, None, None)
    hhi = sum((size / total) ** 2 for size in merged.values())
    return Concentration(
        len(sizes),
        unknown,
        count,
        hhi,
        round(10000 * hhi, 9),
        1 / hhi,
        max(merged.values()) / total,
        (hhi - 1 / count) / (1 - 1 / count) if count > 1 else None,
    )
