"""Known deliveries between enterprises as columns, for systemic risk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chaingraph.registry import supply
from chaingraph.tables import Dataset


@dataclass(frozen=True)
class Deliveries:
    """One delivery a place: ``supplier`` and ``buyer`` are places in ``firms``, ``product`` a code (where not told,
    one of its own for each supplier: what is blank replaces nothing else), ``value`` CNY 100 million a year (not a
    number where not known), ``role`` for the buyer: 2 an essential input of something that it makes, 1 any other.
    ``revenue`` of each firm likewise.

    ``uses``: pairs (delivery, group), the needs that a delivery meets: every essential input group of what the buyer
    makes that the product is in, else the smallest other one, else the product alone. ``groups``: pairs (group,
    product), who replaces whom. ``inactive``: deliveries left out since an end is planned or closed. ``own``: left out
    since both ends are one enterprise. Arrays of numpy.
    """

    firms: tuple[str, ...]
    supplier: Any
    buyer: Any
    product: Any
    value: Any
    role: Any
    revenue: Any
    uses: tuple[Any, Any]
    groups: tuple[Any, Any]
    inactive: int
    own: int


def deliveries(dataset: Dataset) -> Deliveries:
    """The table ``supplies`` between active enterprises; of several years of one supplier, customer and product the
    newest whose amount is known counts, so that a newer row without an amount hides nothing.

    Only firms with a delivery are listed. Both ends may lie outside the studied region. Columnar throughout.
    """
    import numpy as np  # slow to import, needed here only

    found = supply.deliveries(dataset)
    firms, links, uses, groups = found.firms, found.links, found.uses, found.groups

    def numbers(column: Any) -> Any:
        return np.ma.filled(column.astype(float), np.nan)

    return Deliveries(
        firms=tuple(firms["id"].tolist()),
        supplier=links["supplier"],
        buyer=links["buyer"],
        product=links["product"],
        value=numbers(links["value"]),
        role=links["role"],
        revenue=numbers(firms["revenue_yi"]),
        uses=(uses["place"], uses["code"]),
        groups=(groups["code"], groups["product"]),
        inactive=found.left.inactive,
        own=found.left.own,
    )
