"""某地在某产品上是否超出应有份额？In which products is a region over-represented?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Row = tuple[float | None, ...]


@dataclass(frozen=True)
class LocationQuotients:
    """``values[r][p]``: the quotient of region r and product p, None where undefined. ``present`` where it is 1 or
    more.
    """

    values: tuple[Row, ...]

    @property
    def present(self) -> tuple[tuple[bool, ...], ...]:
        """Revealed comparative advantage: quotient at least 1."""
        return tuple(tuple(value is not None and value >= 1 for value in row) for row in self.values)


def location_quotient(sizes: Sequence[Sequence[float]]) -> LocationQuotients:
    """LQ_rp = (x_rp / x_r.) / (x_.p / x_..), the location quotient 区位商, the same as the Balassa index.

    ``sizes``: a row a region, a column a product, one unit throughout, not negative. Above 1 the region holds more of
    the product than of all products together. Undefined (None) for a region or product without any size; 0 where a
    region makes none of a product that others make. It says nothing of volume: show the size beside it.
    Source: Balassa 1965; U.S. Bureau of Labor Statistics, location quotients.

    >>> location_quotient([[8, 2], [2, 8]]).values
    ((1.6, 0.4), (0.4, 1.6))
    """
    import numpy as np  # needed here only

    table = np.asarray(sizes, dtype=float)
    if table.size == 0:
        return LocationQuotients(tuple(() for _ in sizes))
    regions, products, total = table.sum(axis=1, keepdims=True), table.sum(axis=0, keepdims=True), table.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (table / regions) / (products / total)
    known = (regions > 0) & (products > 0)
    return LocationQuotients(
        tuple(
            tuple(float(quotient) if defined else None for quotient, defined in zip(row, known_row, strict=True))
            for row, known_row in zip(found, known, strict=True)
        )
    )
