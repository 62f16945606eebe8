"""某地的产业结构与整体、与其余地区差多远？How far does a region's structure differ from the whole and from the rest?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Specialisation:
    """Of each region: Krugman index against the whole and against the other regions (0-2), Hoover coefficient (0-1)."""

    krugman_vs_total: tuple[float | None, ...]
    krugman_vs_rest: tuple[float | None, ...]
    hoover: tuple[float | None, ...]


def specialisation(sizes: Sequence[Sequence[float]]) -> Specialisation:
    """K_r = sum over p of |s_rp - s_p|: 0 for the structure of the reference, 2 where nothing is shared.

    ``sizes``: a row a region, a column a product. The two references are told apart, since with few regions each one
    moves the whole. Hoover is half of K against the whole. None for a region without any size; against the rest also
    where the rest is empty. Source: Krugman 1991, Geography and Trade.

    >>> specialisation([[1, 0], [0, 1]]).krugman_vs_rest
    (2.0, 2.0)
    """
    import numpy as np  # needed here only

    table = np.asarray(sizes, dtype=float).reshape(len(sizes), len(sizes[0]) if len(sizes) else 0)
    whole = table.sum(axis=0)
    against: dict[str, list[float | None]] = {"total": [], "rest": []}
    for row in table:
        for name, reference in (("total", whole), ("rest", whole - row)):
            known = row.sum() > 0 and reference.sum() > 0
            gap = np.abs(row / row.sum() - reference / reference.sum()).sum() if known else None
            against[name].append(None if gap is None else float(gap))
    return Specialisation(
        tuple(against["total"]),
        tuple(against["rest"]),
        tuple(None if value is None else value / 2 for value in against["total"]),
    )
