"""一家企业停产，经供货关系波及多大？How far does the loss of a firm spread along supply links?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

NEGLIGIBLE, NON_ESSENTIAL, ESSENTIAL = 0, 1, 2


@dataclass(frozen=True)
class SupplyLinks:
    """Deliveries as columns of equal length: places of ``supplier`` and ``buyer`` among ``firms``, a code of the
    ``product`` delivered, yearly ``value`` and ``role`` for the buyer (2 essential, 1 non-essential, 0 negligible).

    ``weights``: what a firm counts for, its sales along the links when left out. ``revenue``: yearly revenue in the unit of
    ``value``; what lies above a firm's sales along the links is sold elsewhere and is not lost with its buyers. Without
    it a firm is taken to sell along the links only, which overstates upstream losses. Sums that every shock needs are
    made once. Sequences or arrays of numpy.
    """

    firms: Sequence[str]
    supplier: Any
    buyer: Any
    product: Any
    value: Any
    role: Any
    weights: Any = None
    revenue: Any = None

    @cached_property
    def prepared(self) -> dict[str, Any]:
        """Sums of the links: sales, purchases, and who shares a delivery's product and buyer."""
        import numpy as np

        count = len(self.firms)
        told: dict[str, Any] = {
            "supplier": np.asarray(self.supplier, dtype=np.int64),
            "buyer": np.asarray(self.buyer, dtype=np.int64),
            "value": np.asarray(self.value, dtype=float),
            "role": np.asarray(self.role, dtype=np.int8),
        }
        products, place = np.unique(np.asarray(self.product), return_inverse=True)
        supplier, buyer, value, role = told["supplier"], told["buyer"], told["value"], told["role"]
        told["sales"] = np.bincount(supplier, value, count)
        bought = np.bincount(buyer, value, count)
        # firm and product as one code: a seller of several products answers for each
        sold, told["offer"] = np.unique(supplier * len(products) + place, return_inverse=True)
        told["offer_value"] = np.bincount(told["offer"], value, len(sold))
        told["offer_firm"], told["offer_product"] = sold // max(len(products), 1), sold % max(len(products), 1)
        told["products"] = len(products)
        needs, group = np.unique(buyer * len(products) + place, return_inverse=True)
        of_group = np.bincount(group, value, len(needs))
        with np.errstate(divide="ignore", invalid="ignore"):
            essential = np.where(role == ESSENTIAL, value / of_group[group], 0.0)
            partial = np.where(role == NON_ESSENTIAL, value / bought[buyer], 0.0)
            income = (
                told["sales"] if self.revenue is None else np.maximum(told["sales"], np.asarray(self.revenue, float))
            )
            told["share_sold"] = np.where(income[supplier] > 0, value / income[supplier], 0.0)
        told["essential"], told["partial"] = np.nan_to_num(essential), np.nan_to_num(partial)
        told["group"], told["groups"] = group, len(needs)
        told["group_start"] = np.flatnonzero(np.diff(needs // max(len(products), 1), prepend=-1))
        told["group_buyer"] = (needs // max(len(products), 1))[told["group_start"]] if len(needs) else needs
        return told


@dataclass(frozen=True)
class SystemicRisk:
    """``index``: share of all weight lost, with ``downstream`` and ``upstream`` alone (None when weights sum to 0).

    ``left_down``, ``left_up``: remaining output share of each firm, 0-1. ``steps`` until nothing moved.
    """

    index: float | None
    downstream: float | None
    upstream: float | None
    left_down: dict[str, float]
    left_up: dict[str, float]
    steps: int


def esri(
    links: SupplyLinks,
    capacity: Mapping[str, float],
    *,
    replaceable: bool = True,
    linear: bool = False,
    tolerance: float = 1e-9,
    most_steps: int = 1000,
) -> SystemicRisk:
    """The Economic Systemic Risk Index of a shock, with generalised Leontief production.

    ``capacity``: remaining capacity 0-1 of the firms that are hit, 1 for the others. Downstream a firm keeps the least of
    its capacity, its scarcest essential input, and what its non-essential inputs leave; upstream it keeps the share of
    its sales that its buyers still take. ``replaceable``: other makers of a product step in as far as their market
    share goes. ``linear``: every input is non-essential, nobody steps in, downstream only, which is DebtRank (Bardoscia
    et al. 2015). Runs until no share moves by more than ``tolerance``. The index weighs the lesser of both shares. Cost:
    a few passes over the links a step. No stocks, no new suppliers, no time.
    Source: Diem, Borsos, Reisch, Kertesz and Thurner 2022, Scientific Reports 12:7719.

    >>> chain = SupplyLinks(["a", "b"], [0], [1], [0], [10.0], [ESSENTIAL])
    >>> esri(chain, {"a": 0.0}).left_down
    {'a': 0.0, 'b': 0.0}
    """
    import numpy as np  # slow to import, needed here only

    told, count = links.prepared, len(links.firms)
    places = {name: place for place, name in enumerate(links.firms)} if len(capacity) else {}
    psi = np.ones(count)
    for name, left in capacity.items():
        psi[places[name]] = left
    essential = np.zeros_like(told["essential"]) if linear else told["essential"]
    partial = told["partial"]
    if linear:
        bought = np.bincount(told["buyer"], told["value"], count)
        partial = np.divide(
            told["value"], bought[told["buyer"]], out=np.zeros_like(told["value"]), where=bought[told["buyer"]] > 0
        )
    supplier, buyer = told["supplier"], told["buyer"]
    down, up, steps, moved = np.ones(count), np.ones(count), 0, np.inf
    while moved > tolerance and steps < most_steps:
        lost = 1.0 - down[supplier]
        if replaceable and not linear:
            lost *= _replaced(told, down)[told["offer"]]
        short = np.bincount(told["group"], essential * lost, told["groups"])
        worst = np.zeros(count)
        if told["groups"]:
            worst[told["group_buyer"]] = np.maximum.reduceat(short, told["group_start"])
        missing = np.bincount(buyer, partial * lost, count)
        after = np.clip(np.minimum(psi, np.minimum(1.0 - worst, 1.0 - missing)), 0.0, 1.0)
        taken = np.ones(count)
        if not linear:
            taken -= np.bincount(supplier, told["share_sold"] * (1.0 - up[buyer]), count)
        before = np.clip(np.minimum(psi, taken), 0.0, 1.0) if not linear else up
        moved = max(float(np.abs(after - down).max(initial=0.0)), float(np.abs(before - up).max(initial=0.0)))
        down, up, steps = after, before, steps + 1
    weights = told["sales"] if links.weights is None else np.asarray(links.weights, dtype=float)
    total = weights.sum()
    index = [
        float((weights * (1.0 - left)).sum() / total) if total > 0 else None
        for left in (np.minimum(down, up), down, up)
    ]
    return SystemicRisk(
        index[0],
        index[1],
        index[2],
        dict(zip(links.firms, down.tolist(), strict=True)),
        dict(zip(links.firms, up.tolist(), strict=True)),
        steps,
    )


def _replaced(told: dict[str, Any], down: Any) -> Any:
    """For each offer the part of a loss that the other makers of the product cannot make good."""
    import numpy as np

    left = told["offer_value"] * down[told["offer_firm"]]
    standing = np.bincount(told["offer_product"], left, told["products"]).astype(float)  # int when empty
    whole = standing[told["offer_product"]]
    return np.minimum(1.0, np.divide(told["offer_value"], whole, out=np.ones_like(whole), where=whole > 0))
