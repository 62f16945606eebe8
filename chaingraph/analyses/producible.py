"""只靠本地投入，能造出什么？What can the region make from its own inputs?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chaingraph.network import ProductNetwork


@dataclass(frozen=True)
class ProducibleSet:
    """``products``: the producible ones. ``blocked_groups``: for a product that is made and is not producible, the
    numbers of its essential groups without a producible member. ``given`` repeats the assumption.
    """

    products: frozenset[str]
    blocked_groups: Mapping[str, tuple[int, ...]]
    given: frozenset[str]

    def __contains__(self, product: str) -> bool:
        return product in self.products


def producible(
    network: ProductNetwork, made: Iterable[str], given: Iterable[str] = (), without: Iterable[str] = ()
) -> ProducibleSet:
    """The largest set that sustains itself: what is in it is given or of common supply, or a direct kind of it is in
    it, or it is in ``made`` and each of its essential groups has a member in it.

    ``made``: the products that a local maker has by themselves, not by their kinds. ``without``: products that are out
    whatever their supply. Makers that supply each other in a circle keep each other going: they stand today, and no
    beginning is asked for; one that falls out takes along what no other way sustains. Found by taking away, until all
    that is left is sustained. Cost is linear in the number of group members and kinds. Source: greatest fixed point of
    a monotone operator, Tarski 1955; taken away by counting as in Dowling and Gallier 1984.

    >>> net = ProductNetwork.of({"a": [["b"]], "b": [["a", "x"], ["y"]]}, broader={"y1": "y"})
    >>> sorted(producible(net, ["a", "b", "y1"]).products)
    ['a', 'b', 'y', 'y1']
    >>> dict(producible(net, ["a", "b"]).blocked_groups)
    {'a': (0,), 'b': (0, 1)}
    """
    bought, lost = frozenset(given), frozenset(without)
    makers, free = set(made), (bought | network.common) - lost
    kinds, family_of = network.kinds, network.family_of
    left = (network.products.keys() | makers | free) - lost
    members_left: dict[tuple[str, int], int] = {}
    kinds_left = {family: len(own) for family, own in kinds.items()}
    halted = {  # what is not sustained by makers of its own, whatever else is producible
        name
        for name in left
        if name not in makers or any(g.essential and not g.members for g in network.groups.get(name, ()))
    }
    gone = [name for name in halted if name not in free and name not in kinds]
    left.difference_update(gone)
    gone += (network.essential_uses.keys() | family_of.keys()) - left - set(gone)
    while gone:
        name = gone.pop()
        struck: list[str] = []
        for use in network.essential_uses.get(name, ()):
            user, number = use
            members_left[use] = members_left.get(use, len(network.groups[user][number].members)) - 1
            if members_left[use] == 0:
                halted.add(user)
                struck.append(user)
        family = family_of.get(name)
        if family is not None:
            kinds_left[family] -= 1
            struck.append(family)
        for user in struck:
            if user in left and user in halted and user not in free and not kinds_left.get(user):
                left.remove(user)
                gone.append(user)
    blocked = {
        name: tuple(
            number
            for number, group in enumerate(network.groups.get(name, ()))
            if group.essential and left.isdisjoint(group.members)
        )
        for name in sorted(makers - left)
    }
    return ProducibleSet(frozenset(left), blocked, bought)
