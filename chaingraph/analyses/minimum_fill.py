"""要让目标产品能在本地造出来，最少补哪些环节？What is the least to build, or to buy, so that a product can be made?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from chaingraph.network import ProductNetwork

_SETS = 20


@dataclass(frozen=True)
class Fill:
    """``cost`` of a cheapest fill and its ``sets`` (each sorted); cost None and no sets where nothing helps.

    ``complete`` is False when there are more cheapest sets than the limit.
    """

    cost: float | None
    sets: tuple[tuple[str, ...], ...]
    complete: bool = True


def minimum_fill(
    network: ProductNetwork,
    target: str,
    made: Iterable[str],
    given: Iterable[str] = (),
    *,
    buy: bool = False,
    cost: Mapping[str, float] | None = None,
    limit: int = _SETS,
) -> Fill:
    """The cheapest sets of products to fill so that ``target`` becomes producible, exactly.

    Build (the default): a product without a maker gets one, which still needs its own inputs. ``buy``: any product but
    the target is bought from outside and needs nothing; no maker is added. ``cost`` of a product is 1 when not told and
    counts once however often the product is used. An integer programme over the products that the target can depend on,
    with levels inside each cycle so that no loop supports itself; solved by HiGHS (scipy). Source: METHODS of
    directed hypergraphs; the set-cover problem is a case of it, hence no greedy shortcut.

    >>> net = ProductNetwork.of({"car": [["engine", "motor"], ["tyre"]]})
    >>> minimum_fill(net, "car", ["car", "engine"]).sets
    (('tyre',),)
    """
    free = (set(given) | network.common) & set(network.products)
    maker = set(made)
    asked = _ancestors(network, target)
    if target in free:
        return Fill(0.0, ((),))
    model = _Model(network, asked, free, maker, target, buy, cost or {})
    first = model.solve(None, [])
    if first is None:
        return Fill(None, ())
    best, found = model.cost_of(first), [first]
    while found[-1] and len(found) <= limit:
        other = model.solve(best, found)
        if other is None:
            return Fill(best, tuple(sorted(found)))
        found.append(other)
    return Fill(best, tuple(sorted(found[:limit])), complete=not found[-1])


def _ancestors(network: ProductNetwork, target: str) -> list[str]:
    seen, stack = {target}, [target]
    while stack:
        for group in network.groups.get(stack.pop(), ()):
            for name in group.members if group.essential else ():
                if name not in seen:
                    seen.add(name)
                    stack.append(name)
    return sorted(seen)


class _Model:
    """Rows and columns of the programme: producible y, fill x, and in cycles a chosen arc z and a level t."""

    def __init__(
        self,
        network: ProductNetwork,
        asked: list[str],
        free: set[str],
        made: set[str],
        target: str,
        buy: bool,
        cost: Mapping[str, float],
    ) -> None:
        self.columns: dict[tuple[str, ...], int] = {}
        self.whole: list[int] = []
        self.upper: list[float] = []
        self.lower: list[float] = []
        self.rows: list[tuple[dict[int, float], float]] = []  # sum of coefficients x columns <= bound
        self.price: dict[str, float] = {}
        loops = self._loops(network, asked)
        for name in asked:
            y = self.column(("y", name), low=1.0 if name == target else 0.0)
            if name in free:
                continue
            x = None
            if (buy and name != target) or (not buy and name not in made):
                x = self.column(("x", name))
                self.price[name] = float(cost.get(name, 1))
            if name not in made:  # someone must make it, or it is bought
                self.at_most({y: 1.0, **({x: -1.0} if x is not None else {})}, 0.0)
            for number, group in enumerate(network.groups.get(name, ())):
                if not group.essential:
                    continue
                bought = {x: -1.0} if buy and x is not None else {}
                inputs = {self.column(("y", member)): -1.0 for member in group.members}
                self.at_most({y: 1.0, **inputs, **bought}, 0.0)
                if name in loops and any(loops.get(member) == loops[name] for member in group.members):
                    self._guard(name, number, group.members, loops, bought)

    @staticmethod
    def _loops(network: ProductNetwork, asked: list[str]) -> dict[str, int]:
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

    def _guard(
        self, name: str, number: int, members: tuple[str, ...], loops: dict[str, int], bought: dict[int, float]
    ) -> None:
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
        self.at_most({self.column(("y", name)): 1.0, **chosen, **bought}, 0.0)

    def column(self, key: tuple[str, ...], *, whole: int = 1, low: float = 0.0, high: float = 1.0) -> int:
        if key not in self.columns:
            self.columns[key] = len(self.columns)
            self.whole.append(whole)
            self.lower.append(low)
            self.upper.append(high)
        elif low > self.lower[self.columns[key]]:
            self.lower[self.columns[key]] = low
        return self.columns[key]

    def at_most(self, row: dict[int, float], bound: float) -> None:
        self.rows.append((row, bound))

    def cost_of(self, names: tuple[str, ...]) -> float:
        return sum(self.price[name] for name in names)

    def solve(self, best: float | None, known: list[tuple[str, ...]]) -> tuple[str, ...] | None:
        """A cheapest set; with ``best``, another one of that cost than those known. None when there is none."""
        import numpy as np  # slow to import, needed here only
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        rows: list[tuple[dict[int, float], float]] = list(self.rows)
        objective = np.zeros(len(self.columns))
        for name, price in self.price.items():
            objective[self.columns["x", name]] = price
        for names in known:  # at least one of a known set stays out
            rows.append(({self.columns["x", name]: 1.0 for name in names}, float(len(names) - 1)))
        cells = [(number, place, value) for number, (row, _) in enumerate(rows) for place, value in row.items()]
        told: dict[str, Any] = {}
        if rows:
            numbers, places, values = zip(*cells, strict=True)
            table = csr_array((values, (numbers, places)), shape=(len(rows), len(self.columns)))
            told["constraints"] = LinearConstraint(table, -np.inf, [bound for _, bound in rows])
        done = milp(objective, integrality=self.whole, bounds=Bounds(self.lower, self.upper), **told)
        if done.x is None:
            return None
        found = tuple(name for name in sorted(self.price) if done.x[self.columns["x", name]] > 0.5)
        return None if best is not None and self.cost_of(found) > best + 1e-6 else found
