"""预算内上哪些项目，能新造出的产品最多？Which set of projects makes most products producible within a budget?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from time import monotonic

from chaingraph.analyses.producible import producible
from chaingraph.network import ProductNetwork, Programme

_EPSILON = 1e-6


@dataclass(frozen=True)
class Candidate:
    """A project: the products that get a maker by it, and its cost. ``after``: candidates to be chosen with it."""

    adds: tuple[str, ...]
    cost: float = 1.0
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Portfolio:
    """``chosen`` in an order in which to do them; ``steps``: the weight gained after each of them. ``value``: weight
    gained by all, ``cost`` of all, ``products`` newly producible. ``bound``: no set can gain more; ``proven``: this
    one gains that much. ``greedy`` and ``greedy_value``: what choosing by gain for cost one at a time would have
    given, for comparison. ``others``: whether another set gains as much for the same cost, so that names alone decided
    between them; None where that was not found out.
    """

    chosen: tuple[str, ...]
    value: float
    cost: float
    products: tuple[str, ...]
    steps: tuple[float, ...]
    bound: float
    proven: bool
    greedy: tuple[str, ...]
    greedy_value: float
    others: bool | None = None

    @property
    def gap(self) -> float | None:
        """How much better a set could at most be, as a share of ``value``; None where nothing is gained and something
        might be.
        """
        over = max(self.bound - self.value, 0.0)
        return 0.0 if over <= _EPSILON else over / self.value if self.value else None


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
    worth = dict.fromkeys(network.products, 1.0) if weight is None else {key: float(one) for key, one in weight.items()}
    if any(one.cost < 0 for one in candidates.values()) or any(value < 0 for value in worth.values()):
        raise ValueError("costs and weights are not negative")
    now = producible(network, makers, free).products

    def gained(chosen: Iterable[str]) -> tuple[float, frozenset[str]]:
        more = {product for name in chosen for product in candidates[name].adds}
        new = producible(network, makers | more, free).products - now
        return sum(worth.get(name, 0.0) for name in new), new

    usable = {
        name: one
        for name, one in sorted(candidates.items())
        if (budget is None or one.cost <= budget + _EPSILON) and set(one.after) <= candidates.keys()
    }
    wanted = {name for name, value in worth.items() if value > 0 and name in network.products and name not in now}
    programme, choice = _programme(network, _needed(network, wanted, now), now, makers, usable)
    costs = {place: usable[name].cost for name, place in choice.items()}
    for name in choice:
        for first in usable[name].after:
            programme.at_most({choice[name]: 1.0, **({choice[first]: -1.0} if first in choice else {})}, 0.0)
    for pair in exclusive:
        if all(name in choice for name in pair):
            programme.at_most({choice[name]: 1.0 for name in pair}, 1.0)
    if budget is not None:
        programme.at_most(costs, budget + _EPSILON)
    if most is not None:
        programme.at_most(dict.fromkeys(choice.values(), 1.0), float(most))
    gains = {programme.columns["y", name]: -worth[name] for name in wanted if ("y", name) in programme.columns}
    best = programme.least(gains, seconds=seconds) if choice and gains else None
    if best is None:  # nothing to choose or to gain, or no time even for the empty set
        most_gain = sum(worth[name] for name in wanted) if choice and gains else 0.0
        return Portfolio((), 0.0, 0.0, (), (), most_gain, not most_gain, (), 0.0)
    # the cheapest of the best, then the earliest names; it may fail in the time left, and the best stays
    small = _EPSILON / (len(choice) + 1) ** 2
    prices = {choice[name]: usable[name].cost + small * place for place, name in enumerate(sorted(choice), 1)}
    cheap = programme.least(prices, [(gains, best.objective + _EPSILON)], seconds=seconds) if best.proven else None

    values = (cheap or best).values
    chosen = [name for name, place in sorted(choice.items()) if values[place] > 0.5]
    value, new = gained(chosen)
    if abs(value + best.objective) > 1e-4 * max(1.0, value):
        raise ArithmeticError(f"the programme claims {-best.objective:g}, its evaluation gives {value:g}")
    others = None
    if cheap is not None and cheap.proven:
        unlike = {place: 1.0 if values[place] > 0.5 else -1.0 for place in choice.values()}
        spent = sum(usable[name].cost for name in chosen)
        began = monotonic()
        other = programme.least(
            {},
            [(gains, best.objective + _EPSILON), (costs, spent + _EPSILON), (unlike, len(chosen) - 1.0)],
            seconds=seconds,
        )
        others = True if other is not None else False if monotonic() - began < seconds else None
    within = producible(network, makers.union(*(one.adds for one in usable.values())), free).products
    order, steps = _order(chosen, usable, _State(network, makers, now, worth, within))
    greedy = _greedy(usable, budget, most, _State(network, makers, now, worth, within), set(map(frozenset, exclusive)))
    bound = value if best.proven or best.bound is None else max(-best.bound, value)
    return Portfolio(
        tuple(order),
        value,
        sum(usable[name].cost for name in chosen),
        tuple(sorted(new)),
        tuple(steps),
        bound,
        best.proven,
        tuple(greedy),
        gained(greedy)[0],
        others,
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
    for name, one in usable.items():
        for product in one.adds:
            adding.setdefault(product, []).append(name)
    reached = {name for product in asked for name in adding.get(product, ())}
    for name in list(reached):
        stack = [name]
        while stack:  # what must come first may be needed for that alone
            for first in usable[stack.pop()].after:
                if first in usable and first not in reached:
                    reached.add(first)
                    stack.append(first)
    choice = {name: programme.column(("x", name)) for name in sorted(reached)}
    for name in asked:
        programme.sustain(name, None if name in makers else [choice[one] for one in adding.get(name, ())], met=now)
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


def _order(chosen: list[str], usable: Mapping[str, Candidate], state: _State) -> tuple[list[str], list[float]]:
    """The chosen ones so that gains come early: at each step the one that gains most for its cost, the first by name
    where none gains.
    """
    left, done = list(chosen), list[str]()
    steps: list[float] = []
    while left:
        ready = [name for name in left if set(usable[name].after) <= set(done)] or left
        best = min(ready, key=lambda name: (-state.gain(usable[name].adds) / (usable[name].cost or 1.0), name))
        done.append(best)
        left.remove(best)
        state.add(usable[best].adds)
        steps.append(state.value)
    return done, steps


def _greedy(
    usable: Mapping[str, Candidate],
    budget: float | None,
    most: int | None,
    state: _State,
    exclusive: set[frozenset[str]],
) -> list[str]:
    """One at a time by gain for cost, until no single one gains."""
    done: list[str] = []
    while most is None or len(done) < most:
        spent = sum(usable[name].cost for name in done)
        gains = {
            name: state.gain(one.adds) / (one.cost or _EPSILON)
            for name, one in usable.items()
            if name not in done
            and (budget is None or spent + one.cost <= budget + _EPSILON)
            and set(one.after) <= set(done)
            and not any(frozenset((name, other)) in exclusive for other in done)
        }
        best = min(gains, key=lambda name: (-gains[name], name), default=None)
        if best is None or gains[best] <= 0:
            break
        done.append(best)
        state.add(usable[best].adds)
    return done
