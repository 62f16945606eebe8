"""某地若新增一种产品，会打开多少更复杂的机会？What would a new product open up for a region?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Outlook:
    """``index`` of each region; ``gain[r][p]``: its rise once product p is there, None where it is already."""

    index: tuple[float, ...]
    gain: tuple[tuple[float | None, ...], ...]


def outlook(present: Sequence[Sequence[bool]], proximity: Sequence[Sequence[float]], pci: Sequence[float]) -> Outlook:
    """COI_r = sum_p w_rp (1 - M_rp) PCI_p, w the density with the product itself, and its exact rise for each missing
    product.

    ``proximity`` and ``pci`` stay fixed: sum over q != p of (1 - M_rq) phi_pq / S_q PCI_q - w_rp PCI_p, S_q the sum of
    phi over q's column. Not the formula of the packages, which keep q = p. A product that nothing is close to has
    density 0. Source: Hausmann, Hidalgo et al. 2014, Atlas of Economic Complexity; the closed form follows from the
    definition.

    >>> outlook([[True, False]], [[1.0, 0.5], [0.5, 1.0]], [0.0, 1.5]).index
    (0.5,)
    """
    import numpy as np  # slow to import, needed here only

    held = np.asarray(present, dtype=float)
    close, value = np.asarray(proximity, dtype=float), np.asarray(pci, dtype=float)
    whole = close.sum(axis=0)
    share = np.divide(close, whole, out=np.zeros_like(close), where=whole > 0)
    density = held @ share
    missing = 1.0 - held
    index = (density * missing * value).sum(axis=1)
    opened = (missing * value) @ share.T - missing * value * np.diag(share)
    gain = opened - density * value
    return Outlook(
        tuple(index.tolist()),
        tuple(
            tuple(None if there else float(rise) for there, rise in zip(row, rises, strict=True))
            for row, rises in zip(held, gain, strict=True)
        ),
    )
