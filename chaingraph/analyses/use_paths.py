"""它经哪些环节影响到这些终端产品？By which steps of use does a product reach these others?"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping

from chaingraph.network import ProductNetwork


def use_paths(
    network: ProductNetwork, product: str, ends: Iterable[str], within: Collection[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """Of each reachable end a shortest path from ``product`` to it, both included.

    A step leads from a product to what is made from it, or from a kind to its family, which lacks when its kinds do;
    and, at the beginning, from ``product`` down to its kinds, which are lost with it. ``within`` keeps the steps to
    these products and to essential inputs: with fails(product) the paths say how a loss gets to all that fails.
    Without it every use counts. Of several shortest paths the one whose products come first by id. Ends that cannot be
    reached are left out. Cost: one breadth-first search. Source: Moore 1959, shortest paths without lengths.

    >>> net = ProductNetwork.of({"car": [["engine"], ["tyre"]], "engine": [["steel"]]})
    >>> use_paths(net, "steel", ["car"])
    {'car': ('steel', 'engine', 'car')}
    >>> net = ProductNetwork.of({"car": [["tyre"]]}, broader={"summer": "tyre"})
    >>> use_paths(net, "summer", ["car"])
    {'car': ('summer', 'tyre', 'car')}
    """
    kept = network.products if within is None else within
    lost = network.below(product)
    came: dict[str, str | None] = {product: None}
    queue = deque([product])
    while queue:
        name = queue.popleft()
        following = [user for user, essential in network.uses[name] if essential or within is None]
        if name in network.family_of:
            following.append(network.family_of[name])
        if name in lost and name in network.kinds:
            following += network.kinds[name]
        for user in sorted(following) if network.kinds else following:
            if user not in came and user in kept:
                came[user] = name
                queue.append(user)
    return {end: tuple(_back(came, end)) for end in sorted(set(ends)) if end in came}


def _back(came: Mapping[str, str | None], end: str) -> list[str]:
    path = [end]
    while (before := came[path[-1]]) is not None:
        path.append(before)
    return path[::-1]
