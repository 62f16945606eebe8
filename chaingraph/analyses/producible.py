"""只靠本地投入，能造出什么？What can the region make from its own inputs?"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chaingraph.network import ProductNetwork


@dataclass(frozen=True)
class ProducibleSet:
    """``level``: 0 for given products, else 1 + the largest over groups of the smallest level in the group.

    ``blocked_groups``: for a product that has a maker and is not producible, the numbers of its essential
    groups without a producible member. ``given`` repeats the assumption.
    """

    level: Mapping[str, int]
    blocked_groups: Mapping[str, tuple[int, ...]]
    given: frozenset[str]

    def __contains__(self, product: str) -> bool:
        return product in self.level

    @property
    def products(self) -> frozenset[str]:
        """The producible products."""
        return frozenset(self.level)


def producible(network: ProductNetwork, made: Iterable[str], given: Iterable[str] = ()) -> ProducibleSet:
    """The least set with: given and common products; a made product each of whose essential groups has a
    producible member.

    Source: unit propagation of definite Horn clauses (Dowling and Gallier 1984), in the terms of directed
    hypergraphs B-reachability (Gallo et al. 1993). A cycle without an outside entry supports nothing. Cost is
    linear in the number of group members. Products that nothing else is known of may be given.

    >>> net = ProductNetwork.of({"a": [["b", "x"]], "b": [["a"]]})
    >>> sorted(producible(net, ["a", "b"]).products), sorted(producible(net, ["a", "b"], ["x"]).products)
    ([], ['a', 'b', 'x'])
    """
    free = frozenset(given) | network.common
    made = set(made)
    level = dict.fromkeys(sorted(free), 0)
    waiting = {name: sum(group.essential for group in network.groups.get(name, ())) for name in sorted(made - free)}
    for name, groups in waiting.items():
        if groups == 0:
            level[name] = 1
    queue = deque(level)
    met: set[tuple[str, int]] = set()
    while queue:
        name = queue.popleft()  # first in, first out: levels come in rising order, so the first member is the least
        for use in network.essential_uses.get(name, ()):
            user = use[0]
            if use in met or user not in waiting:
                continue
            met.add(use)
            waiting[user] -= 1
            if waiting[user] == 0:
                level[user] = level[name] + 1
                queue.append(user)
    blocked = {
        name: tuple(
            number
            for number, group in enumerate(network.groups.get(name, ()))
            if group.essential and (name, number) not in met
        )
        for name in sorted(made)
        if name not in level
    }
    return ProducibleSet(level, blocked, frozenset(given))
