"""它经哪些环节影响到这些终端产品？By which steps of use does a product reach these others?"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping

from chaingraph.network import ProductNetwork


def use_paths(
    network: ProductNetwork, product: str, ends: Iterable[str], within: Collection[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """Of each reachable end a shortest path of uses from ``product`` to it, both included.

    ``within`` keeps the steps to these products and to essential inputs, as for fails(product); without it every use
    counts. Of several shortest paths the one whose products come first by id. Ends that cannot be reached are left out.
    Cost: one breadth-first search. Source: Moore 1959, shortest paths without lengths.

    >>> net = ProductNetwork.of({"car": [["engine"], ["tyre"]], "engine": [["steel"]]})
    >>> use_paths(net, "steel", ["car"])
    {'car': ('steel', 'engine', 'car')}
    """
    kept = network.products if within is None else within
    came: dict[str, str | None] = {product: None}
    queue = deque([product])
    while queue:
        name = queue.popleft()
        for user, essential in network.uses[name]:
            if user not in came and user in kept and (essential or within is None):
                came[user] = name
                queue.append(user)
    return {end: tuple(_back(came, end)) for end in sorted(set(ends)) if end in came}


def _back(came: Mapping[str, str | None], end: str) -> list[str]:
    path = [end]
    while (before := came[path[-1]]) is not None:
        path.append(before)
    return path[::-1]
