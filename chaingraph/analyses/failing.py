"""某产品断供，哪些产品随之停产？What fails when a product fails?"""

from __future__ import annotations

from collections.abc import Iterable

from chaingraph.network import ProductNetwork


def failing(network: ProductNetwork, products: Iterable[str]) -> frozenset[str]:
    """Everything that fails when ``products`` fail, they themselves included.

    Definition: q fails when all members of one of its essential groups have failed; the least fixed point.
    Exact with cycles: propagation only ever adds what a completed group forces. Cost is linear in the uses of
    what fails. Who makes what plays no part. Source: unit propagation of Horn clauses, Dowling and Gallier 1984.

    >>> net = ProductNetwork.of({"car": [["engine", "motor"], ["tyre"]], "tyre": [["rubber"]]})
    >>> sorted(failing(net, ["rubber"]))
    ['car', 'rubber', 'tyre']
    >>> sorted(failing(net, ["engine"]))
    ['engine']
    """
    failed = set(products)
    stack = list(failed)
    left: dict[tuple[str, int], int] = {}
    while stack:
        for user, number in network.essential_uses.get(stack.pop(), ()):
            key = (user, number)
            left[key] = left.get(key, len(network.groups[user][number].members)) - 1
            if left[key] == 0 and user not in failed:
                failed.add(user)
                stack.append(user)
    return frozenset(failed)
