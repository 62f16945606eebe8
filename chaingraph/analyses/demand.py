"""本地对某产品的需求有多大、隔几步？How much local demand stands behind a product, and how many steps away?"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from chaingraph.network import ProductNetwork

STEP = 0.25
_ENOUGH = 1e-9


@dataclass(frozen=True)
class Demand:
    """``buyers``: local buyers of the product, as told. ``reach``: those, and a quarter of the reach of the product's
    most wanted use. ``steps``: uses between the product and the nearest one that has local buyers, 0 for its own;
    None where no use, near or far, has any.
    """

    buyers: int
    reach: float
    steps: int | None


def demand(network: ProductNetwork, buyers: Mapping[str, int]) -> dict[str, Demand]:
    """Direct and more distant local demand of every product; ``buyers`` as counted for it, those of its kinds included.

    A use of a kind is a use of its family too: who needs sheet needs steel. The reverse does not hold, since who needs
    steel may need another kind. reach(p) = buyers(p) + 1/4 max over uses q, of p or of anything under it, of reach(q):
    each further step counts a quarter, and of several uses the most wanted one counts, so that a product with many
    minor uses is not lifted by their number. Defined with cycles (a contraction). A use counts whether or not it is
    essential, as for buyers. Cost: a few passes over the inputs. Source: ChainGraph's own; a discounted longest walk,
    the fixed point by Banach 1922.

    >>> net = ProductNetwork.of({"car": [["engine"]], "engine": [["steel"]]})
    >>> found = demand(net, {"engine": 4})
    >>> found["engine"].reach, found["steel"].reach, found["steel"].steps, found["car"].steps
    (4.0, 1.0, 1, None)
    """
    users, wants = _uses(network)
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
                due.update(wants(name))
        due &= users.keys()
    steps = {name: 0 for name in network.products if buyers.get(name, 0) > 0}
    queue = deque(steps)
    while queue:
        name = queue.popleft()
        for made_from in wants(name):
            if made_from not in steps:
                steps[made_from] = steps[name] + 1
                queue.append(made_from)
    return {name: Demand(buyers.get(name, 0), round(reach[name], 6), steps.get(name)) for name in network.products}


def _uses(network: ProductNetwork) -> tuple[dict[str, list[str]], Callable[[str], Iterable[str]]]:
    """Of each product that has any the uses of it and its kinds; and, back, of a use all that it is a use of."""
    users = {name: [user for user, _ in network.uses[name]] for name in network.products if network.uses[name]}
    if not network.kinds:
        return users, network.inputs
    lower = {
        family: {user for kind in network.below(family) for user in users.get(kind, ())} for family in network.kinds
    }
    users |= {family: sorted(found) for family, found in lower.items() if found}
    wants: dict[str, list[str]] = {}
    for name, own in users.items():
        for user in own:
            wants.setdefault(user, []).append(name)
    return users, lambda name: wants.get(name, ())
