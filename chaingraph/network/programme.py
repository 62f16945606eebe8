"""The product network as rows and columns of an integer programme: what supports what, without loops that support
themselves.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
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
    """Columns: ("y", product) producible, ("x", …) a choice, and inside cycles ("z", …) a chosen arc and ("t",
    product) a level.

    With z and t a product of a cycle counts only when it can be reached from outside the cycle. Source: the guarded
    programme of METHODS, section 6; equal to brute force on random small networks (tests).
    """

    def __init__(self, network: ProductNetwork, asked: Iterable[str]) -> None:
        self.columns: dict[tuple[str, ...], int] = {}
        self.whole: list[int] = []
        self.upper: list[float] = []
        self.lower: list[float] = []
        self.rows: list[Row] = []  # sum of coefficients x columns <= bound
        self._network = network
        self._loops = self._of_loops(network, list(asked))

    @staticmethod
    def _of_loops(network: ProductNetwork, asked: Sequence[str]) -> dict[str, int]:
        import networkx as nx  # slow to import, needed here only

        graph: nx.DiGraph = nx.DiGraph()
        for name in asked:
            for group in network.groups.get(name, ()):
                if group.essential:
                    graph.add_edges_from((member, name) for member in group.members)
        return {
            name: number
            for number, part in enumerate(nx.strongly_connected_components(graph))
            if len(part) > 1 or any(graph.has_edge(one, one) for one in part)
            for name in part
        }

    def column(self, key: tuple[str, ...], *, whole: int = 1, low: float = 0.0, high: float = 1.0) -> int:
        """The place of a column, made on first use; a higher ``low`` later raises it."""
        if key not in self.columns:
            self.columns[key] = len(self.columns)
            self.whole.append(whole)
            self.lower.append(low)
            self.upper.append(high)
        elif low > self.lower[self.columns[key]]:
            self.lower[self.columns[key]] = low
        return self.columns[key]

    def at_most(self, row: dict[int, float], bound: float) -> None:
        """A row: the sum of coefficients times columns is at most ``bound``."""
        self.rows.append((row, bound))

    def needs_inputs(self, name: str, instead: Mapping[int, float] | None = None, free: Iterable[str] = ()) -> None:
        """``name`` counts only when every essential group has a member that does, or one of the columns ``instead``
        (coefficient -1) stands. A group with a member in ``free`` is met.
        """
        y, other = self.column(("y", name)), dict(instead or {})
        met = frozenset(free)
        for number, group in enumerate(self._network.groups.get(name, ())):
            if not group.essential or not met.isdisjoint(group.members):
                continue
            inputs = {self.column(("y", member)): -1.0 for member in group.members}
            self.at_most({y: 1.0, **inputs, **other}, 0.0)
            if name in self._loops and any(self._loops.get(member) == self._loops[name] for member in group.members):
                self._guard(name, number, group.members, other)

    def _guard(self, name: str, number: int, members: tuple[str, ...], instead: dict[int, float]) -> None:
        loops = self._loops
        size = sum(loop == loops[name] for loop in loops.values())
        chosen = {}
        for member in members:
            z = self.column(("z", name, str(number), member))
            chosen[z] = -1.0
            self.at_most({z: 1.0, self.column(("y", member)): -1.0}, 0.0)
            if loops.get(member) == loops[name]:
                after, before = (self.column(("t", one), whole=0, high=size) for one in (name, member))
                if after == before:
                    self.at_most({z: 1.0}, 0.0)
                else:
                    self.at_most({before: 1.0, after: -1.0, z: float(size + 1)}, float(size))
        self.at_most({self.column(("y", name)): 1.0, **chosen, **instead}, 0.0)

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
        for place, price in prices.items():
            objective[place] = price
        told: dict[str, Any] = {}
        if rows:
            cells = [(number, place, value) for number, (row, _) in enumerate(rows) for place, value in row.items()]
            numbers, places, values = zip(*cells, strict=True)
            table = csr_array((values, (numbers, places)), shape=(len(rows), len(self.columns)))
            told["constraints"] = LinearConstraint(table, -np.inf, [bound for _, bound in rows])
        if seconds is not None:
            told["options"] = {"time_limit": seconds}
        done = milp(objective, integrality=self.whole, bounds=Bounds(self.lower, self.upper), **told)
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
            ends = {column: lower[column] if value > 0 else self.upper[column] for column, value in row.items()}
            least = _sum(row, ends)
            if least > bound + _SLACK:
                return None
            for column, value in row.items():
                if value >= 0:
                    continue
                needed = (bound - (least - value * ends[column])) / value
                if self.whole[column]:
                    needed = ceil(needed - _SLACK)
                if needed > lower[column] + _SLACK:
                    lower[column] = float(needed)
                    again = [user for user in users[column] if user not in queued]
                    waiting += again
                    queued.update(again)
        return lower


def _sum(row: Mapping[int, float], values: Mapping[int, float] | Sequence[float]) -> float:
    return sum(value * values[column] for column, value in row.items())
