"""一地有一批产品，其余各产品与它们有多近？How close is each product to those that one region has?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scipy.sparse import sparray

_CHUNK = 4096  # products at a time: what bounds the memory


@dataclass(frozen=True, kw_only=True)
class RelatednessDensity:
    """``density`` of each product, 0-1, itself left out; None where nothing is close to it, and for one that no region
    has. ``ubiquity``: in how many regions each is present.
    """

    density: tuple[float | None, ...]
    ubiquity: tuple[int, ...]


def relatedness_density(present: sparray, held: Collection[int]) -> RelatednessDensity:
    """w_p = sum over q held, q != p, of phi_qp / sum over all q != p of phi_qp; phi as in :func:`relatedness`.

    ``present``: a sparse table whose stored cells are ones, a row a region, a column a product; ``held``: the columns
    of what the region has, which need be none of the rows. Exact, and yet no table of products by products: phi_qp =
    regions with both / max(u_q, u_p) needs of q only its ubiquity, of which there are no more than regions, so that the
    products of one ubiquity are counted together, region by region. Memory grows with regions x regions and a fixed
    number of products at a time, time with the stored cells x different ubiquities. Source: Hidalgo, Klinger, Barabasi
    and Hausmann 2007; q = p is left out as for candidates in Hidalgo et al. 2018, The principle of relatedness.

    >>> from scipy.sparse import csr_array
    >>> relatedness_density(csr_array([[1, 1, 0], [1, 0, 1]]), [0]).density
    (0.0, 1.0, 1.0)
    """
    import numpy as np  # slow to import, needed here only
    from scipy.sparse import csr_array

    table = csr_array(present, dtype=float)
    regions, products = table.shape
    ubiquity = np.bincount(table.indices, minlength=products)
    has = np.zeros(products, dtype=bool)
    has[list(held)] = True
    levels, level_of = np.unique(ubiquity, return_inverse=True)
    row_of = np.repeat(np.arange(regions), np.diff(table.indptr))
    # counts[r, l]: how many products of the l-th ubiquity region r has; the same of those held
    cell = row_of * len(levels) + level_of[table.indices]
    of_held = has[table.indices]
    counts, counts_held = (
        np.bincount(cells, minlength=regions * len(levels)).reshape(regions, len(levels)).astype(float)
        for cells in (cell, cell[of_held])
    )
    columns = table.T.tocsr()
    density: list[float | None] = []
    for start in range(0, products, _CHUNK):
        chunk = np.arange(start, min(start + _CHUNK, products))
        some = columns[start : start + _CHUNK]
        everywhere, here = some @ counts, some @ counts_held
        itself = (np.arange(len(chunk)), level_of[chunk])
        everywhere[itself] -= ubiquity[chunk]  # whole numbers still: what is close to nothing has exactly 0
        here[itself] -= ubiquity[chunk] * has[chunk]
        most = np.maximum(np.maximum(ubiquity[chunk][:, None], levels[None, :]), 1)
        whole, part = (everywhere / most).sum(axis=1), (here / most).sum(axis=1)
        density += [float(p) / float(w) if w > 0 else None for p, w in zip(part, whole, strict=True)]
    return RelatednessDensity(density=tuple(density), ubiquity=tuple(ubiquity.tolist()))
