"""某地还没有的产品里，哪些与它现有的产品相近？Which products that a region lacks are close to those it has?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Row = tuple[float | None, ...]


@dataclass(frozen=True)
class Relatedness:
    """``proximity[p][q]`` 0-1; ``density[r][p]`` 0-1 without p itself, ``density_with_self`` with it; None where
    undefined.

    ``diversity``: products present in each region; ``ubiquity``: regions in which each product is present.
    """

    proximity: tuple[tuple[float, ...], ...]
    density: tuple[Row, ...]
    density_with_self: tuple[Row, ...]
    diversity: tuple[int, ...]
    ubiquity: tuple[int, ...]


def relatedness(present: Sequence[Sequence[bool]], proximity: Sequence[Sequence[float]] | None = None) -> Relatedness:
    """phi_pq = regions with both / max(u_p, u_q); density w_rp = sum_q M_rq phi_qp / sum_q phi_qp.

    ``present``: a row a region, a column a product (for instance location quotient at least 1). ``proximity`` from an
    external matrix of many regions replaces the one from ``present``, which is coarse where regions are few. For a
    product that a region lacks use ``density`` (q != p). Undefined (None) where nothing is close to the product.
    Memory and time grow with the square of the products. Source: Hidalgo, Klinger, Barabasi and Hausmann 2007.

    >>> relatedness([[True, True], [True, False]]).proximity[0]
    (1.0, 0.5)
    """
    import numpy as np  # slow to import, needed here only

    held = np.asarray(present, dtype=float).reshape(len(present), len(present[0]) if len(present) else 0)
    ubiquity = held.sum(axis=0)
    if proximity is None:
        most = np.maximum(ubiquity[:, None], ubiquity[None, :])
        close = np.divide(held.T @ held, most, out=np.zeros_like(most), where=most > 0)
    else:
        close = np.asarray(proximity, dtype=float)

    def dense(weights: np.ndarray) -> tuple[Row, ...]:
        whole = weights.sum(axis=0)
        return tuple(
            tuple(float(value) / float(total) if total > 0 else None for value, total in zip(row, whole, strict=True))
            for row in held @ weights
        )

    others = close - np.diag(np.diag(close))
    return Relatedness(
        tuple(map(tuple, close.tolist())),
        dense(others),
        dense(close),
        tuple(int(value) for value in held.sum(axis=1)),
        tuple(int(value) for value in ubiquity),
    )
