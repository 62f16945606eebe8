"""哪些地区算是有哪些产品？Which products count as present in which regions of a large table?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scipy.sparse import csr_array, sparray

_ROUNDING = 1e-12  # a quotient of exactly 1 stays one, whatever the order in which its sums were added up


def presence(sizes: sparray) -> csr_array:
    """Ones where the location quotient is at least 1, (x_rp / x_r.) / (x_.p / x_..) >= 1, as a sparse table.

    ``sizes``: a row a region, a column a product, one unit throughout, finite and not negative; a cell that is not
    stored is 0. The same as :attr:`LocationQuotients.present`, which is for small tables, and never a table of all
    cells. Sizes are scaled by a power of two first, which changes no quotient, so that sums of huge ones stay finite.
    Memory and time grow with the stored cells. Source: Balassa 1965; as presence, Hidalgo, Klinger, Barabasi and
    Hausmann 2007.

    >>> from scipy.sparse import csr_array
    >>> presence(csr_array([[8, 2], [2, 8]])).toarray().astype(int).tolist()
    [[1, 0], [0, 1]]
    """
    import numpy as np  # slow to import, needed here only
    from scipy.sparse import coo_array, csr_array

    cells = coo_array(sizes)
    cells.sum_duplicates()
    region, product = cells.coords
    size = np.asarray(cells.data, dtype=float)
    stored = size > 0
    region, product, size = region[stored], product[stored], size[stored]
    if len(size):
        size = np.ldexp(size, -int(np.frexp(size.max())[1]))
    regions, products = cells.shape
    of_region = np.bincount(region, weights=size, minlength=regions)
    of_product = np.bincount(product, weights=size, minlength=products)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # what vanishes beside the greatest is no size
        quotient = (size / of_region[region]) / (of_product[product] / size.sum())
    there = quotient >= 1 - _ROUNDING
    return csr_array((np.ones(int(there.sum())), (region[there], product[there])), shape=cells.shape)
