"""预算内上哪些项目，能新造出的产品最多？Which set of projects makes most products producible within a budget?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chaingraph.analyses.producible import producible
from chaingraph.network import ProductNetwork, Programme
from chaingraph.network.choosing import Candidate, Portfolio, best_choice, greedily, in_order, limited, reached


def portfolio(
    network: ProductNetwork,
    made: Iterable[str],
    candidates: Mapping[str, Candidate],
    budget: float | None,
    given: Iterable[str] = (),
    *,
    weight: Mapping[str, float] | None = None,
    most: int | None = None,
    exclusive: Iterable[tuple[str, str]] = (),
    seconds: float = 60.0,
) -> Portfolio:
    """The set of ``candidates`` of total cost at most ``budget`` (any when None), at most ``most`` of them, that makes
    the largest ``weight`` of products producible that are not so now; of several the cheapest, then that of the
    earliest names.

    ``weight`` of a product is 1 when no weights are told, 0 when others are. ``exclusive``: pairs of which at most one
    is chosen. Exact: an integer programme, shrunk to what the weights depend on, solved by HiGHS (scipy); after
    ``seconds`` the best found, with ``bound``. The chosen set is evaluated anew by :func:`producible`, which says what
    counts: a family once one of its kinds does, a circle once all of it is made. The gain is neither submodular nor
    supermodular, so greedy has no guarantee (METHODS, section 6). Raises ValueError for a negative cost or weight,
    ArithmeticError should programme and evaluation differ.
    Source: capital budgeting as an integer programme, Weingartner 1963.

    >>> net = ProductNetwork.of({"t": [["a"], ["b"]], "u": [["c"]]})
    >>> found = portfolio(net, ["t", "u"], {n.upper(): Candidate((n,)) for n in "abc"}, 2, weight={"t": 10, "u": 1})
    >>> found.chosen, found.value, found.greedy_value
    (('A', 'B'), 10.0, 1.0)
    """
    makers, free = set(made), frozenset(given)
    worth = (
        dict.fromkeys(network.products, 1.0) if weight is None else {key: float(value) for key, value in weight.items()}
    )
    if any(candidate.cost < 0 for candidate in candidates.values()) or any(value < 0 for value in worth.values()):
        raise ValueError("costs and weights are not negative")
    now = producible(network, makers, free).products

    def gained(chosen: Iterable[str]) -> tuple[float, frozenset[str]]:
        more = {product for name in chosen for product in candidates[name].adds}
        new = producible(network, makers | more, free).products - now
        return sum(worth.get(name, 0.0) for name in new), new

    usable = limited(candidates, budget)
    wanted = {name for name, value in worth.items() if value > 0 and name in network.products and name not in now}
    programme, choice = _programme(network, _needed(network, wanted, now), now, makers, usable)
    gains = {programme.columns["y", name]: worth[name] for name in wanted if ("y", name) in programme.columns}
    best = best_choice(programme, choice, gains, usable, budget=budget, most=most, exclusive=exclusive, seconds=seconds)
    value, new = gained(best.chosen)
    if abs(value - best.value) > 1e-4 * max(1.0, value):
        raise ArithmeticError(f"the programme claims {best.value:g}, its evaluation gives {value:g}")
    within = producible(network, makers.union(*(candidate.adds for candidate in usable.values())), free).products
    order, steps = in_order(best.chosen, usable, _State(network, makers, now, worth, within))
    greedy = greedily(usable, budget, most, _State(network, makers, now, worth, within), exclusive)
    return Portfolio(
        tuple(order),
        value,
        sum(usable[name].cost for name in best.chosen),
        tuple(sorted(new)),
        tuple(steps),
        value if best.proven else max(best.bound, value),
        best.proven,
        tuple(greedy),
        gained(greedy)[0],
        best.others,
    )


def _needed(network: ProductNetwork, wanted: set[str], now: frozenset[str]) -> list[str]:
    """What is wanted and everything not yet producible that it can depend on."""
    seen, stack = set(wanted), sorted(wanted)
    while stack:
        name = stack.pop()
        for members in (*network.needs(name), network.kinds.get(name, ())):
            if now.isdisjoint(members):
                for needed in members:
                    if needed not in seen:
                        seen.add(needed)
                        stack.append(needed)
    return sorted(seen)


def _programme(
    network: ProductNetwork, asked: list[str], now: frozenset[str], makers: set[str], usable: Mapping[str, Candidate]
) -> tuple[Programme, dict[str, int]]:
    programme = Programme(network)
    adding: dict[str, list[str]] = {}
    for name, candidate in usable.items():
        for product in candidate.adds:
            adding.setdefault(product, []).append(name)
    choice = {name: programme.column(("x", name)) for name in reached(usable, asked)}
    for name in asked:
        programme.sustain(
            name, None if name in makers else [choice[project] for project in adding.get(name, ())], met=now
        )
    return programme, choice


class _State:
    """What is producible so far; ``gain`` tells what a candidate would add, from its products and what hangs on them
    alone: whatever else could sustain itself does so already. ``within``: what all candidates together make producible.
    """

    def __init__(
        self,
        network: ProductNetwork,
        made: set[str],
        now: frozenset[str],
        worth: Mapping[str, float],
        within: frozenset[str],
    ) -> None:
        self._network, self._worth = network, worth
        self._made, self._now, self._left = set(made), set(now), set(within - now)
        self.value = 0.0

    def _dependent(self, name: str) -> list[str]:
        users = [user for user, _ in self._network.essential_uses.get(name, ())]
        return [*users, self._network.family_of[name]] if name in self._network.family_of else users

    def _new(self, adds: Iterable[str]) -> set[str]:
        network, makers, made, left = self._network, set(adds), self._made, self._left
        found, stack = set[str](), list(makers)
        while stack:
            name = stack.pop()
            if name in left and name not in found and (name in makers or name in made or name in network.kinds):
                found.add(name)
                stack += self._dependent(name)

        def stands(name: str) -> bool:
            return any(kind in found for kind in network.kinds.get(name, ())) or (
                (name in makers or name in made)
                and all(
                    any(member in self._now or member in found for member in group.members)
                    for group in network.groups.get(name, ())
                    if group.essential
                )
            )

        stack = list(found)
        while stack:
            name = stack.pop()
            if name in found and not stands(name):
                found.discard(name)
                stack += self._dependent(name)
        return found

    def gain(self, adds: Iterable[str]) -> float:
        return sum(self._worth.get(name, 0.0) for name in self._new(adds))

    def add(self, adds: Iterable[str]) -> None:
        new = self._new(adds)
        self._made |= set(adds)
        self._now |= new
        self._left -= new
        self.value += sum(self._worth.get(name, 0.0) for name in new)
