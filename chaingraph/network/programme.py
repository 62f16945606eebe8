"""The product network as rows and columns of an integer programme: what sustains what."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from math import ceil
from typing import Any

from chaingraph.network.model import ProductNetwork

Row = tuple[dict[int, float], float]
_SLACK = 1e-9  # by which a row may be missed
_MOST_STEPS = 20  # visits a row on average, after which the solver is asked


@dataclass(frozen=True)
class Solution:
    """Values of the columns, the objective, a proven bound on it (None where the solver gives none), and whether it is
    proven optimal.
    """

    values: Any
    objective: float
    bound: float | None
    proven: bool


class Programme:
    """Columns, each 0 or 1: ("y", product) producible, ("x", …) a choice, and for families ("w", product) producible
    by makers of its own.

    What the rows allow to be producible sustains itself, so it is part of the largest such set; and that set meets the
    rows: no guard against circles is wanted. Equal to brute force on random small networks (tests).
    """

    def __init__(self, network: ProductNetwork) -> None:
        self.columns: dict[tuple[str, ...], int] = {}
        self.lower: list[float] = []
        self.rows: list[Row] = []  # sum of coefficients x columns <= bound
        self._network = network

    def column(self, key: tuple[str, ...], *, low: float = 0.0) -> int:
        """The place of a column, 0 or 1, made on first use; a higher ``low`` later raises it."""
        if key not in self.columns:
            self.columns[key] = len(self.columns)
            self.lower.append(low)
        elif low > self.lower[self.columns[key]]:
            self.lower[self.columns[key]] = low
        return self.columns[key]

    def at_most(self, row: dict[int, float], bound: float) -> None:
        """A row: the sum of coefficients times columns is at most ``bound``."""
        self.rows.append((row, bound))

    def sustain(
        self, name: str, makers: Iterable[int] | None, bought: int | None = None, met: Set[str] = frozenset()
    ) -> None:
        """``name`` counts only when a direct kind of it does, or it is ``bought``, or it has a maker and each of its
        essential groups has a member that counts.

        ``makers``: columns any of which gives it a maker; None where it has one. A group with a member in ``met`` is
        met, and so is one with ``name`` itself in it: once it is made, it makes that too.
        """
        own = self.column(("y", name))
        instead = {} if bought is None else {bought: -1.0}
        kinds = self._network.kinds.get(name)
        if kinds:
            counted, own = own, self.column(("w", name))
            ways = {self.column(("y", kind)): -1.0 for kind in kinds}
            self.at_most({counted: 1.0, own: -1.0, **ways, **instead}, 0.0)
            instead = {}
        if makers is not None:
            self.at_most({own: 1.0, **dict.fromkeys(makers, -1.0), **instead}, 0.0)
        for group in self._network.groups.get(name, ()):
            if group.essential and name not in group.members and met.isdisjoint(group.members):
                inputs = {self.column(("y", member)): -1.0 for member in group.members}
                self.at_most({own: 1.0, **inputs, **instead}, 0.0)

    def least(
        self,
        prices: Mapping[int, float],
        more: Iterable[Row] = (),
        seconds: float | None = None,
    ) -> Solution | None:
        """The least sum of ``prices`` (by column) under the rows and ``more`` of them, None where nothing fits.

        By propagation of bounds where that settles it, else by HiGHS. Of columns without a price any values that fit.
        ``seconds``: after so long the best found so far, with its bound.
        """
        rows = [*self.rows, *more]
        if all(price >= 0 for price in prices.values()):
            least = self._lowest(rows)
            if least is None:
                return None
            if all(_sum(row, least) <= bound + _SLACK for row, bound in rows):
                cost = float(sum(price * least[column] for column, price in prices.items()))
                return Solution(least, cost, cost, proven=True)
        import numpy as np  # slow to import, needed here only
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        objective = np.zeros(len(self.columns))
        for column, price in prices.items():
            objective[column] = price
        limits: dict[str, Any] = {}
        if rows:
            cells = [(number, column, value) for number, (row, _) in enumerate(rows) for column, value in row.items()]
            numbers, places, values = zip(*cells, strict=True)
            table = csr_array((values, (numbers, places)), shape=(len(rows), len(self.columns)))
            limits["constraints"] = LinearConstraint(table, -np.inf, [bound for _, bound in rows])
        options = {"mip_rel_gap": 0.0}  # HiGHS else stops 0.01% short and calls that optimal
        if seconds is not None:
            options["time_limit"] = seconds
        done = milp(objective, integrality=1, bounds=Bounds(self.lower, 1.0), options=options, **limits)
        if done.x is None:
            return None
        bound = getattr(done, "mip_dual_bound", None)
        return Solution(done.x, float(done.fun), None if bound is None else float(bound), done.status == 0)

    def _lowest(self, rows: Sequence[Row]) -> list[float] | None:
        """The least value that each column can have as far as single rows tell; None where a row cannot hold.

        A row bounds each column with a negative coefficient from below, by the least that its other columns can sum to.
        Where these values meet every row themselves, they cost least among all that do, since no price is negative.
        """
        lower = list(self.lower)
        users: dict[int, list[int]] = {}
        for number, (row, _) in enumerate(rows):
            for column in row:
                users.setdefault(column, []).append(number)
        waiting = deque(range(len(rows)))
        queued = set(waiting)
        for _ in range(_MOST_STEPS * (len(rows) + 1)):
            if not waiting:
                break
            number = waiting.popleft()
            queued.discard(number)
            row, bound = rows[number]
            ends = {column: lower[column] if value > 0 else 1.0 for column, value in row.items()}
            least = _sum(row, ends)
            if least > bound + _SLACK:
                return None
            for column, value in row.items():
                if value >= 0:
                    continue
                needed = ceil((bound - (least - value * ends[column])) / value - _SLACK)
                if needed > lower[column] + _SLACK:
                    lower[column] = float(needed)
                    again = [user for user in users[column] if user not in queued]
                    waiting += again
                    queued.update(again)
        return lower


def _sum(row: Mapping[int, float], values: Mapping[int, float] | Sequence[float]) -> float:
    return sum(value * values[column] for column, value in row.items())
