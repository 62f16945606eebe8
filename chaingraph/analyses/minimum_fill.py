"""要让目标产品能在本地造出来，最少补哪些环节？What is the least to build, or to buy, so that a product can be made?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chaingraph.analyses.producible import producible
from chaingraph.network import ProductNetwork, Programme

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
    the target is bought from outside and needs nothing; no maker is added. A family is filled by itself or by one of
    its kinds. ``cost`` of a product is 1 when not told and counts once however often the product is used. Producible is
    as in :func:`producible`: a circle counts once all of it is made. An integer programme over the products that the
    target can depend on, solved by HiGHS (scipy). Source: METHODS of directed hypergraphs; the set-cover problem is a
    case of it, hence no greedy shortcut.

    >>> net = ProductNetwork.of({"car": [["engine", "motor"], ["tyre"]]})
    >>> minimum_fill(net, "car", ["car", "engine"]).sets
    (('tyre',),)
    """
    free = (set(given) | network.common) & set(network.products)
    maker = set(made)
    asked = _ancestors(network, target)
    if target in free or target in producible(network, maker, free):  # nothing is missing: no programme is needed
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
        name = stack.pop()
        for members in (*network.needs(name), network.kinds.get(name, ())):
            for needed in members:
                if needed not in seen:
                    seen.add(needed)
                    stack.append(needed)
    return sorted(seen)


class _Model:
    """The programme of a fill: column x of a product that is filled, y of what is then producible."""

    def __init__(
        self, network: ProductNetwork, asked: list[str], free: set[str], made: set[str], target: str, buy: bool,
        cost: Mapping[str, float],
    ) -> None:  # fmt: skip
        self.rows = Programme(network)
        self.price: dict[str, float] = {}
        for name in asked:
            self.rows.column(("y", name), low=1.0 if name == target else 0.0)
            if name in free:
                continue
            x = None
            if (buy and name != target) or (not buy and name not in made):
                x = self.rows.column(("x", name))
                self.price[name] = float(cost.get(name, 1))
            built = [] if buy or x is None else [x]
            self.rows.sustain(name, None if name in made else built, x if buy else None)

    def cost_of(self, names: tuple[str, ...]) -> float:
        return sum(self.price[name] for name in names)

    def solve(self, best: float | None, known: list[tuple[str, ...]]) -> tuple[str, ...] | None:
        """A cheapest set; with ``best``, another one of that cost than those known. None when there is none."""
        column = {name: self.rows.columns["x", name] for name in self.price}
        # at least one of a known set stays out
        others = [({column[name]: 1.0 for name in names}, float(len(names) - 1)) for names in known]
        done = self.rows.least({column[name]: price for name, price in self.price.items()}, others)
        if done is None:
            return None
        found = tuple(name for name in sorted(self.price) if done.values[column[name]] > 0.5)
        return None if best is not None and self.cost_of(found) > best + 1e-6 else found
