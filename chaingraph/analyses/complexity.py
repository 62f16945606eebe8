"""各地、各产品的经济复杂度是多少？How complex are the economies of regions, and how complex their products?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scipy.sparse import sparray

_CLOSE = 1e-9


@dataclass(frozen=True)
class Complexity:
    """``eci`` of each region and ``pci`` of each product, both on the scale of the ECI (its mean 0, its standard
    deviation 1), and ``pci_zscore`` on that of the products; all None where not defined, for the ``reason``.
    """

    eci: tuple[float | None, ...]
    pci: tuple[float | None, ...]
    pci_zscore: tuple[float | None, ...]
    reason: str | None


def complexity(present: Sequence[Sequence[bool]] | sparray) -> Complexity:
    """ECI: second eigenvector of D^-1 M U^-1 M', signed to rise with diversity; PCI: mean relation to it over the
    products.

    ``present``: a row a region, a column a product, sparse where it is large: no table of all cells is made, only one
    of regions by regions. Undefined where a region or product has no presence, with fewer
    than three of either, where the presences fall into parts that share nothing or the second eigenvalue repeats, and
    where the sign cannot be told. With some ten regions it is fragile and it is no amount: ChainGraph ranks nothing by
    it. Source: Hidalgo and Hausmann 2009; read as spectral clustering by Mealy, Farmer and Teytelboym 2019; solved
    through the symmetric form.

    >>> complexity([[True, True], [True, False]]).reason
    'few'
    """
    import numpy as np  # slow to import, needed here only
    from scipy.sparse import csr_array, diags_array, issparse

    if not issparse(present):
        present = np.asarray(present, dtype=float).reshape(len(present), len(present[0]) if len(present) else 0)
    held = csr_array(present, dtype=float)
    regions, products = held.shape
    diversity, ubiquity = held.sum(axis=1), held.sum(axis=0)

    def none(reason: str) -> Complexity:
        return Complexity((None,) * regions, (None,) * products, (None,) * products, reason)

    if not (diversity > 0).all() or not (ubiquity > 0).all():
        return none("empty")
    if regions < 3 or products < 3:
        return none("few")
    root = np.sqrt(diversity)
    values, vectors = np.linalg.eigh((held @ diags_array(1 / ubiquity) @ held.T).toarray() / np.outer(root, root))
    second, third = values[-2], values[-3]
    if second > 1 - _CLOSE:
        return none("disconnected")
    if second < _CLOSE or second - third < _CLOSE:
        return none("not unique")
    of_regions = vectors[:, -2] / root
    slope = float(((of_regions - of_regions.mean()) * (diversity - diversity.mean())).sum())
    if abs(slope) < _CLOSE:
        return none("sign")
    of_regions *= np.sign(slope)
    of_products = held.T @ of_regions / ubiquity / second
    middle, spread = of_regions.mean(), of_regions.std()
    return Complexity(
        tuple(((of_regions - middle) / spread).tolist()),
        tuple(((of_products - middle) / spread).tolist()),
        tuple(((of_products - of_products.mean()) / of_products.std()).tolist()),
        None,
    )
