"""哪些地区的产业结构相似？Which regions have a similar structure?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Row = tuple[float | None, ...]


@dataclass(frozen=True)
class Similarity:
    """Between each two regions: structure similarity 产业结构相似系数 (0-1) and the pairwise Krugman gap (0-2)."""

    unido: tuple[Row, ...]
    krugman: tuple[Row, ...]


def similarity(sizes: Sequence[Sequence[float]]) -> Similarity:
    """S_ij = sum s_ip s_jp / sqrt(sum s_ip^2 x sum s_jp^2) and K_ij = sum |s_ip - s_jp|.

    ``sizes``: a row a region, a column a product. The coefficient is the cosine of the two structures; it ignores scale
    and grows with coarser products, so name their level. A high value is overlap, not yet duplication: that needs
    over-capacity too. None where either region has no size. Source: attributed to UNIDO in the Chinese literature.

    >>> similarity([[1, 1], [1, 1], [1, 0]]).unido[0]
    (1.0, 1.0, 0.7071067811865475)
    """
    import numpy as np  # needed here only

    table = np.asarray(sizes, dtype=float).reshape(len(sizes), len(sizes[0]) if len(sizes) else 0)
    totals = table.sum(axis=1)
    shares = [row / total if total > 0 else None for row, total in zip(table, totals, strict=True)]
    cosines: list[Row] = []
    gaps: list[Row] = []
    for row in shares:
        cosine: list[float | None] = []
        gap: list[float | None] = []
        for other_row in shares:
            if row is None or other_row is None:
                cosine.append(None)
                gap.append(None)
            else:
                cosine.append(min(1.0, float(row @ other_row / np.sqrt((row @ row) * (other_row @ other_row)))))
                gap.append(float(np.abs(row - other_row).sum()))
        cosines.append(tuple(cosine))
        gaps.append(tuple(gap))
    return Similarity(tuple(cosines), tuple(gaps))
