"""某产品断供，哪些产品随之停产？What fails when a product fails?"""

from __future__ import annotations

from collections.abc import Iterable

from chaingraph.network import ProductNetwork


def failing(network: ProductNetwork, products: Iterable[str]) -> frozenset[str]:
    """Everything that fails when ``products`` fail, they themselves and all their kinds included.

    Definition: a product without kinds fails when all members of one of its essential groups have failed; a family
    when all its direct kinds have and, where it has essential groups of its own, all members of one of them too; the
    least fixed point. A kind that fails alone leaves its family, and what is made from that, standing.
    Exact with cycles: propagation only ever adds what a completed group or family forces. Cost is linear in the uses
    of what fails. Who makes what plays no part. Source: unit propagation of Horn clauses, Dowling and Gallier 1984.

    >>> net = ProductNetwork.of({"car": [["engine", "motor"], ["tyre"]], "tyre": [["rubber"]]})
    >>> sorted(failing(net, ["rubber"]))
    ['car', 'rubber', 'tyre']
    >>> sorted(failing(net, ["engine"]))
    ['engine']
    >>> net = ProductNetwork.of({"car": [["tyre"]]}, broader={"summer": "tyre", "winter": "tyre"})
    >>> sorted(failing(net, ["summer"])), sorted(failing(net, ["summer", "winter"]))
    (['summer'], ['car', 'summer', 'tyre', 'winter'])
    """
    failed = {name for product in products for name in network.below(product)}
    stack = list(failed)
    members_left: dict[tuple[str, int], int] = {}
    kinds_left: dict[str, int] = {}
    starved: set[str] = set()  # all members of one of their essential groups have failed
    while stack:
        name = stack.pop()
        struck: list[str] = []
        for use in network.essential_uses.get(name, ()):
            user, number = use
            members_left[use] = members_left.get(use, len(network.groups[user][number].members)) - 1
            if members_left[use] == 0:
                starved.add(user)
                struck.append(user)
        family = network.family_of.get(name)
        if family is not None:
            kinds_left[family] = kinds_left.get(family, len(network.kinds[family])) - 1
            struck.append(family)
        for user in struck:
            if user in failed:
                continue
            if user in network.kinds and (kinds_left.get(user) != 0 or (user not in starved and network.needs(user))):
                continue
            failed.add(user)
            stack.append(user)
    return frozenset(failed)
