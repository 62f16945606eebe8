"""The best choice among candidates with costs: what every objective shares, the order of the chosen, and what one at a
time would give.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Protocol

from chaingraph.network.programme import Programme, Solution

EPSILON = 1e-6
_DIGITS = 12  # to which gains are compared, so that the order of a sum decides nothing
_MOST_SCALED = 1e6  # what all gains together are scaled to at most


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
        return 0.0 if over <= EPSILON else over / self.value if self.value else None


class Gaining(Protocol):
    """What is gained so far."""

    value: float

    def gain(self, adds: Iterable[str]) -> float:
        """What makers of these products would add."""

    def add(self, adds: Iterable[str]) -> None:
        """Takes them in."""


@dataclass(frozen=True, kw_only=True)
class Best:
    """``chosen`` by name; ``value``: what the programme claims for them; no choice gains more than ``bound``."""

    chosen: tuple[str, ...]
    value: float
    bound: float
    proven: bool
    others: bool | None


def limited(usable: Mapping[str, Candidate], budget: float | None) -> dict[str, Candidate]:
    """Those that can be chosen at all, by name: not dearer than the budget, and what they wait for is there."""
    return {
        name: candidate
        for name, candidate in sorted(usable.items())
        if (budget is None or candidate.cost <= budget + EPSILON) and set(candidate.after) <= usable.keys()
    }


def reached(usable: Mapping[str, Candidate], wanted: Iterable[str]) -> list[str]:
    """Those that add a product of ``wanted``, and what has to come before them, by name."""
    useful = set(wanted)
    found = {name for name, candidate in usable.items() if not useful.isdisjoint(candidate.adds)}
    stack = list(found)
    while stack:  # what must come first may be needed for that alone
        for first in usable[stack.pop()].after:
            if first in usable and first not in found:
                found.add(first)
                stack.append(first)
    return sorted(found)


def best_choice(
    programme: Programme,
    choice: Mapping[str, int],
    gains: Mapping[int, float],
    usable: Mapping[str, Candidate],
    *,
    budget: float | None,
    most: int | None,
    exclusive: Iterable[tuple[str, str]],
    seconds: float,
) -> Best:
    """The choice of the largest sum of ``gains`` (by column), of several the cheapest, then that whose places among the
    names sorted have the smallest sum.

    ``choice``: the columns of the candidates in ``programme``, whose other rows tell what they bring about. Precedence,
    exclusion, budget and number are added to it here.
    """
    costs = {column: usable[name].cost for name, column in choice.items()}
    for name in choice:
        for first in usable[name].after:
            programme.at_most({choice[name]: 1.0, **({choice[first]: -1.0} if first in choice else {})}, 0.0)
    for pair in exclusive:
        if all(name in choice for name in pair):
            programme.at_most({choice[name]: 1.0 for name in pair}, 1.0)
    if budget is not None:
        programme.at_most(costs, budget + EPSILON)
    if most is not None:
        programme.at_most(dict.fromkeys(choice.values(), 1.0), float(most))
    gains = {column: gain for column, gain in gains.items() if gain > 0}
    if not choice or not gains:
        return Best(chosen=(), value=0.0, bound=0.0, proven=True, others=None)
    whole = sum(gains.values())
    # the tolerances of the solver are absolute
    scale = max(min(max(1.0, 1 / min(gains.values())), _MOST_SCALED / whole), 1.0)
    prices = {column: -gain * scale for column, gain in gains.items()}
    best = programme.least(prices, seconds=seconds)
    if best is None:  # no time even for the empty set
        return Best(chosen=(), value=0.0, bound=whole, proven=False, others=None)
    # the cheapest of the best, then the earliest names; either may fail in the time left, and the best stays
    as_good = (prices, best.objective + EPSILON)
    cheap = programme.least(costs, [as_good], seconds=seconds) if best.proven else None
    solution: Solution = cheap or best
    others = None
    if cheap is not None and cheap.proven:
        as_cheap = (costs, cheap.objective + EPSILON)
        places = {choice[name]: float(number) for number, name in enumerate(sorted(choice), 1)}
        solution = programme.least(places, [as_good, as_cheap], seconds=seconds) or cheap
        taken = {column: solution.values[column] > 0.5 for column in choice.values()}
        unlike = {column: 1.0 if there else -1.0 for column, there in taken.items()}
        began = monotonic()
        other = programme.least({}, [as_good, as_cheap, (unlike, sum(taken.values()) - 1.0)], seconds=seconds)
        others = True if other is not None else False if monotonic() - began < seconds else None
    value = -best.objective / scale
    return Best(
        chosen=tuple(name for name, column in sorted(choice.items()) if solution.values[column] > 0.5),
        value=value,
        bound=value if best.proven or best.bound is None else max(-best.bound / scale, value),
        proven=best.proven,
        others=others,
    )


def in_order(chosen: Iterable[str], usable: Mapping[str, Candidate], state: Gaining) -> tuple[list[str], list[float]]:
    """The chosen ones so that gains come early: at each step the one that gains most for its cost, the first by name
    where none gains.
    """
    left, done = list(chosen), list[str]()
    steps: list[float] = []
    while left:
        ready = [name for name in left if set(usable[name].after) <= set(done)] or left
        best = min(
            ready, key=lambda name: (-round(state.gain(usable[name].adds) / (usable[name].cost or 1.0), _DIGITS), name)
        )
        done.append(best)
        left.remove(best)
        state.add(usable[best].adds)
        steps.append(state.value)
    return done, steps


def greedily(
    usable: Mapping[str, Candidate],
    budget: float | None,
    most: int | None,
    state: Gaining,
    exclusive: Iterable[tuple[str, str]],
) -> list[str]:
    """One at a time by gain for cost, until no single one gains."""
    done: list[str] = []
    apart = {frozenset(pair) for pair in exclusive}
    while most is None or len(done) < most:
        spent = sum(usable[name].cost for name in done)
        gains = {
            name: round(state.gain(candidate.adds) / (candidate.cost or EPSILON), _DIGITS)
            for name, candidate in usable.items()
            if name not in done
            and (budget is None or spent + candidate.cost <= budget + EPSILON)
            and set(candidate.after) <= set(done)
            and not any(frozenset((name, other)) in apart for other in done)
        }
        best = min(gains, key=lambda name: (-gains[name], name), default=None)
        if best is None or gains[best] <= 0:
            break
        done.append(best)
        state.add(usable[best].adds)
    return done
