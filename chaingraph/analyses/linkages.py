"""投入产出表里哪些部门带动大？Which sectors of an input-output table pull and push most?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Row = tuple[float, ...]


@dataclass(frozen=True)
class Linkages:
    """Input coefficients ``a`` and Leontief inverse ``inverse``; ``backward`` (column sums of it) and ``forward`` (row
    sums of Ghosh's), with ``_norm`` divided by the mean (above 1: a key sector); ``final_demand``;
    ``extraction_loss``: output lost when the sector is taken out whole, itself included.
    """

    a: tuple[Row, ...]
    inverse: tuple[Row, ...]
    backward: Row
    backward_norm: Row
    forward: Row
    forward_norm: Row
    final_demand: Row
    extraction_loss: Row


def linkages(deliveries: Sequence[Sequence[float]], output: Sequence[float]) -> Linkages | None:
    """Leontief and Ghosh linkages and complete hypothetical extraction of a square value table.

    ``deliveries[i][j]``: yearly value from sector i to sector j, ``output``: total output of each, in one unit. None
    where a sector has no output or the economy is not productive (I - A cannot be inverted). Linear: no substitutes,
    no threshold; the knock-out of products is the default for a reason. Source: Miller and Blair 2009, Input-Output
    Analysis; Ghosh 1958.

    >>> linkages([[0, 5], [0, 0]], [10, 10]).backward
    (1.0, 1.5)
    """
    import numpy as np  # slow to import, needed here only

    z, x = np.asarray(deliveries, dtype=float), np.asarray(output, dtype=float)
    if not len(x) or not (x > 0).all():
        return None
    a, b, unit = z / x, z / x[:, None], np.eye(len(x))
    try:
        inverse, ghosh = np.linalg.inv(unit - a), np.linalg.inv(unit - b)
        final = x - z.sum(axis=1)
        lost = []
        for sector in range(len(x)):
            kept = np.ones(len(x))
            kept[sector] = 0.0
            lost.append(float(x.sum() - np.linalg.solve(unit - a * np.outer(kept, kept), final * kept).sum()))
    except np.linalg.LinAlgError:
        return None
    backward, forward = inverse.sum(axis=0), ghosh.sum(axis=1)
    return Linkages(
        tuple(map(tuple, a.tolist())),
        tuple(map(tuple, inverse.tolist())),
        tuple(backward.tolist()),
        tuple((backward / backward.mean()).tolist()),
        tuple(forward.tolist()),
        tuple((forward / forward.mean()).tolist()),
        tuple(final.tolist()),
        tuple(lost),
    )
