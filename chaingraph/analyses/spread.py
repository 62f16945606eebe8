"""各种起因分别会停掉哪些产品？Which causes stop which products, for all causes at once?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush

from chaingraph.network import ProductNetwork


def spread(network: ProductNetwork, first: Mapping[str, int]) -> dict[str, int]:
    """The least words with ``first`` in them that hold what stops a product as :func:`failing` defines it: for a
    product without kinds, for each essential group, what all its members' words share; for a family what the words of
    all its direct kinds share, as far as it lies, where the family has essential groups, in what one of them shares.

    A word has one bit a cause; ``first`` says which causes stop a product outright, the result which stop it at all.
    The least fixed point, taken upstream first and again for what depends on what has changed. Exact with cycles. Cost:
    one operation on such a word for each member of a group and each kind, times the rounds within a cycle.
    Source: Kam and Ullman 1976, fixed points of bit vectors.

    >>> net = ProductNetwork.of({"car": [["engine", "motor"]]})
    >>> spread(net, {"engine": 0b01, "motor": 0b11})["car"]
    1
    """
    stopped_by = {name: first.get(name, 0) for name in sorted(network.products)}
    needs = {name: network.needs(name) for name in stopped_by}
    kinds, family_of = network.kinds, network.family_of
    order = _upstream_first({**needs, **{name: [*needs[name], own] for name, own in kinds.items()}})
    turn = {name: number for number, name in enumerate(order)}
    waiting = list(range(len(order)))
    heapify(waiting)
    queued = set(waiting)
    while waiting:
        name = order[heappop(waiting)]
        queued.discard(turn[name])
        bits = network.stopping(name, stopped_by.__getitem__) | stopped_by[name]
        if bits != stopped_by[name]:
            stopped_by[name] = bits
            dependent = [user for user, _ in network.essential_uses.get(name, ())]
            if name in family_of:
                dependent.append(family_of[name])
            for user in dependent:
                if turn[user] not in queued:
                    queued.add(turn[user])
                    heappush(waiting, turn[user])
    return stopped_by


def _upstream_first(needs: Mapping[str, Sequence[Sequence[str]]]) -> list[str]:
    """All products, each after what it depends on; what hangs on a cycle after all of the cycle."""
    order: list[str] = []
    seen: set[str] = set()
    for start in needs:
        stack = [] if start in seen else [(start, iter([name for group in needs[start] for name in group]))]
        seen.add(start)
        while stack:
            name, inputs = stack[-1]
            following = next((member for member in inputs if member not in seen), None)
            if following is None:
                order.append(name)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, iter([member for group in needs[following] for member in group])))
    return order
