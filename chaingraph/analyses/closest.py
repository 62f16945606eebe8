"""某产品与本地哪些产品最相近，多少地区两者都有？Which products at hand is a product closest to?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scipy.sparse import sparray

_CHUNK = 256  # products at a time: what bounds the memory


@dataclass(frozen=True, kw_only=True)
class Close:
    """A product ``held``, by its column, with the regions that have ``both`` and the ``proximity`` 0-1."""

    held: int
    both: int
    proximity: float


def closest(
    present: sparray, held: Collection[int], products: Sequence[int], most: int = 5
) -> tuple[tuple[Close, ...], ...]:
    """For each of ``products`` the products ``held`` that are closest to it, at most ``most``, the closest first.

    Of equally close ones that with more regions with both, then the first column. Itself and what shares no region
    with it is left out. Time grows with the regions of each product times what is held there. Source: Hidalgo, Klinger,
    Barabasi and Hausmann 2007.

    >>> from scipy.sparse import csr_array
    >>> closest(csr_array([[1, 1, 0], [1, 0, 1]]), [0], [1])
    ((Close(held=0, both=1, proximity=0.5),),)
    """
    import numpy as np  # slow to import, needed here only
    from scipy.sparse import csr_array

    table = csr_array(present, dtype=float)
    ubiquity = np.bincount(table.indices, minlength=table.shape[1])
    columns = np.array(sorted(held), dtype=np.int64)
    theirs, ours = table.T.tocsr(), table[:, columns]
    found: list[tuple[Close, ...]] = []
    for start in range(0, len(products), _CHUNK):
        chunk = products[start : start + _CHUNK]
        together = (theirs[list(chunk)] @ ours).tocsr()
        for number, product in enumerate(chunk):
            here = slice(together.indptr[number], together.indptr[number + 1])
            others, both = columns[together.indices[here]], together.data[here]
            kept = others != product
            others, both = others[kept], both[kept]
            proximity = both / np.maximum(ubiquity[others], ubiquity[product])
            order = np.lexsort((others, -both, -proximity))[:most]
            found.append(
                tuple(
                    Close(held=int(others[index]), both=int(both[index]), proximity=float(proximity[index]))
                    for index in order
                )
            )
    return tuple(found)
