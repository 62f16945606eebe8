"""哪种总排序与各项排序冲突最少？Which order disagrees least with several rankings?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

MOST = 8  # items that are enumerated


@dataclass(frozen=True)
class Kemeny:
    """``distance``: pairwise disagreements of a best order with the criteria; ``orders``: all best orders. More than
    one: the criteria contradict each other in a circle (Condorcet). Both None for more than eight items.
    """

    distance: int | None
    orders: tuple[tuple[str, ...], ...] | None


def kemeny(scores: Mapping[str, Sequence[float]]) -> Kemeny:
    """The orders that minimise the number of (pair, criterion) in which the criterion puts the later item first.

    ``scores``: of each item one value a criterion, larger first; a tie in a criterion disagrees with neither order.
    Exact, by trying all orders, so for up to eight items only: the problem is NP-hard. Source: Kemeny 1959.

    >>> kemeny({"a": [3, 1], "b": [2, 3], "c": [1, 2]})
    Kemeny(distance=2, orders=(('a', 'b', 'c'), ('b', 'a', 'c'), ('b', 'c', 'a')))
    """
    names = sorted(scores)
    if len(names) > MOST:
        return Kemeny(None, None)
    against = {
        (earlier, later): sum(b > a for a, b in zip(scores[earlier], scores[later], strict=True))
        for earlier in names
        for later in names
    }
    best: int | None = None
    orders: list[tuple[str, ...]] = []
    for order in permutations(names):
        distance = sum(against[order[i], order[j]] for i in range(len(order)) for j in range(i + 1, len(order)))
        if best is None or distance < best:
            best, orders = distance, []
        if distance == best:
            orders.append(order)
    return Kemeny(best, tuple(orders))
