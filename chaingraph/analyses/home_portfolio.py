"""预算内上哪些项目，本地满足的终端产品需求最多？Which set of projects meets most of the end products' needs at home?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import fsum

from chaingraph.analyses.home_needs import HomeNeeds
from chaingraph.network import ProductNetwork, Programme
from chaingraph.network.choosing import Candidate, Portfolio, best_choice, greedily, in_order, limited, reached


def home_portfolio(
    needs: HomeNeeds,
    candidates: Mapping[str, Candidate],
    budget: float | None,
    absent: Mapping[str, float] | None = None,
    *,
    most: int | None = None,
    exclusive: Iterable[tuple[str, str]] = (),
    seconds: float = 60.0,
) -> Portfolio:
    """The set of ``candidates`` of total cost at most ``budget`` (any when None), at most ``most`` of them, that adds
    the largest share of ``needs`` met at home; of several the cheapest, then that of the earliest names.

    A product counts as soon as it has a maker: its own inputs may be bought in. Meeting a need counts times the
    probability that there is no maker yet (``absent``, 1 where not told): where there is one, nothing is gained. Of
    several chosen products that meet the same need the surest counts, once. The gain is that of facility location,
    submodular: greedy reaches 63% of the best under a count, and serves for comparison only. Exact: an integer
    programme solved by HiGHS (scipy); after ``seconds`` the best found, with ``bound``. ``products``: those that meet a
    need. Raises ValueError for a negative cost or a probability outside 0-1, ArithmeticError should programme and
    evaluation differ.
    Source: the maximal covering location problem, Church and ReVelle 1974.

    >>> from chaingraph.analyses.home_needs import home_needs
    >>> net = ProductNetwork.of({"car": [["engine"], ["steel", "aluminium"]]})
    >>> needs = home_needs(net, {"car": 1.0}, {"car"})
    >>> fills = {name: Candidate((name,)) for name in ("engine", "steel", "aluminium")}
    >>> found = home_portfolio(needs, fills, 2, {"engine": 0.5, "steel": 0.5})
    >>> found.chosen, found.value
    (('aluminium', 'engine'), 0.75)
    """
    sure = dict(absent or {})
    if any(candidate.cost < 0 for candidate in candidates.values()):
        raise ValueError("costs are not negative")
    if not all(0 <= chance <= 1 for chance in sure.values()):
        raise ValueError("probabilities are from 0 to 1")
    usable = limited(candidates, budget)
    offered = {product for candidate in usable.values() for product in candidate.adds}
    worth: dict[tuple[str, ...], float] = {}  # needs that the same products meet are one
    for need, share in sorted(needs.worth.items()):
        ways = tuple(sorted(needs.ways[need] & offered))
        if ways:
            worth[ways] = worth.get(ways, 0.0) + share
    useful = {product for ways in worth for product in ways}

    programme = Programme(ProductNetwork.of({}))
    choice = {name: programme.column(("x", name)) for name in reached(usable, useful)}
    made = {product: programme.column(("y", product)) for product in sorted(useful)}
    for product, column in made.items():
        adding = [choice[name] for name in choice if product in usable[name].adds]
        programme.at_most({column: 1.0, **dict.fromkeys(adding, -1.0)}, 0.0)
    gains: dict[int, float] = {}
    for number, (ways, share) in enumerate(worth.items()):
        if len(ways) == 1:
            column = made[ways[0]]
            gains[column] = gains.get(column, 0.0) + share * sure.get(ways[0], 1.0)
            continue
        meets = {product: programme.column(("u", str(number), product)) for product in ways}
        programme.at_most(dict.fromkeys(meets.values(), 1.0), 1.0)
        for product, column in meets.items():
            programme.at_most({column: 1.0, made[product]: -1.0}, 0.0)
            gains[column] = share * sure.get(product, 1.0)
    best = best_choice(programme, choice, gains, usable, budget=budget, most=most, exclusive=exclusive, seconds=seconds)

    def gained(chosen: Iterable[str]) -> float:
        return fsum(needs.gained({product for name in chosen for product in usable[name].adds}, sure).values())

    value = gained(best.chosen)
    if abs(value - best.value) > 1e-6:
        raise ArithmeticError(f"the programme claims {best.value:g}, its evaluation gives {value:g}")
    order, steps = in_order(best.chosen, usable, _Met(worth, sure))
    greedy = greedily(usable, budget, most, _Met(worth, sure), exclusive)
    return Portfolio(
        tuple(order),
        value,
        sum(usable[name].cost for name in best.chosen),
        tuple(sorted({product for name in best.chosen for product in usable[name].adds} & useful)),
        tuple(steps),
        value if best.proven else max(best.bound, value),
        best.proven,
        tuple(greedy),
        gained(greedy),
        best.others,
    )


class _Met:
    """How surely each need is met so far."""

    def __init__(self, worth: Mapping[tuple[str, ...], float], sure: Mapping[str, float]) -> None:
        self._worth, self._sure = worth, sure
        self._by_product: dict[str, list[tuple[str, ...]]] = {}
        for ways in worth:
            for product in ways:
                self._by_product.setdefault(product, []).append(ways)
        self._met = dict.fromkeys(worth, 0.0)
        self.value = 0.0

    def _more(self, adds: Iterable[str]) -> dict[tuple[str, ...], float]:
        found: dict[tuple[str, ...], float] = {}
        for product in adds:
            for ways in self._by_product.get(product, ()):
                found[ways] = max(found.get(ways, self._met[ways]), self._sure.get(product, 1.0))
        return found

    def gain(self, adds: Iterable[str]) -> float:
        return fsum(self._worth[ways] * (sure - self._met[ways]) for ways, sure in self._more(adds).items())

    def add(self, adds: Iterable[str]) -> None:
        more = self._more(adds)
        self.value += fsum(self._worth[ways] * (sure - self._met[ways]) for ways, sure in more.items())
        self._met |= more
