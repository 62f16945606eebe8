"""本地对某产品的需求有多大、隔几步？How much local demand stands behind a product, and how many steps away?"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from chaingraph.network import ProductNetwork

STEP = 0.25
_ENOUGH = 1e-9


@dataclass(frozen=True)
class Demand:
    """``buyers``: local buyers of the product itself. ``reach``: those, and a quarter of the reach of the product's
    most wanted use. ``steps``: uses between the product and the nearest one that has local buyers, 0 for its own;
    None where no use, near or far, has any.
    """

    buyers: int
    reach: float
    steps: int | None


def demand(network: ProductNetwork, buyers: Mapping[str, int]) -> dict[str, Demand]:
    """Direct and more distant local demand of every product.

    reach(p) = buyers(p) + 1/4 max over uses q of reach(q): each further step counts a quarter, and of several uses the
    most wanted one counts, so that a product with many minor uses is not lifted by their number. Defined with cycles
    (a contraction). A use counts whether or not it is essential, as for buyers. Cost: a few passes over the inputs.
    Source: ChainGraph's own; a discounted longest walk, the fixed point by Banach 1922.

    >>> net = ProductNetwork.of({"car": [["engine"]], "engine": [["steel"]]})
    >>> found = demand(net, {"engine": 4})
    >>> found["engine"].reach, found["steel"].reach, found["steel"].steps, found["car"].steps
    (4.0, 1.0, 1, None)
    """
    users = {name: [user for user, _ in network.uses[name]] for name in network.products if network.uses[name]}
    reach = {name: float(buyers.get(name, 0)) for name in network.products}
    due = set(users)  # what has a use that has grown since it was looked at
    while due:
        for name, own in users.items():
            if name not in due:
                continue
            due.discard(name)
            best = buyers.get(name, 0) + STEP * max(map(reach.__getitem__, own))
            if best > reach[name] + _ENOUGH:
                reach[name] = best
                due.update(network.inputs(name))
        due &= users.keys()
    steps = {name: 0 for name in network.products if buyers.get(name, 0) > 0}
    queue = deque(steps)
    while queue:
        name = queue.popleft()
        for made_from in network.inputs(name):
            if made_from not in steps:
                steps[made_from] = steps[name] + 1
                queue.append(made_from)
    return {name: Demand(buyers.get(name, 0), round(reach[name], 6), steps.get(name)) for name in network.products}
