"""某产品在一条链上居上游、中游还是下游？At which stage of a chain does each of its products stand?"""

from __future__ import annotations

from collections import deque

from chaingraph.enumerations import Stage
from chaingraph.network import ProductNetwork


def stage_in_chain(network: ProductNetwork, chain: str) -> dict[str, Stage | None]:
    """The stage of every product of ``chain`` there, by id.

    In its home chain a product has its own stage, None where that is not known. A guest is upstream when it leads,
    through uses inside the chain, to a product whose home the chain is: each product on the way is of the chain, and
    whether an input is essential plays no part. Every other guest is downstream. Circles are no matter. Cost: one
    search back from the chain's own products, linear in their inputs. Source: ChainGraph's own; reachability by
    breadth-first search, Moore 1959.

    >>> from chaingraph.network import Group, Product
    >>> goods = {"steel": ("metal", "cars"), "car": ("cars",), "taxi": ("travel", "cars")}
    >>> net = ProductNetwork(
    ...     {name: Product(name, name, chains=chains) for name, chains in goods.items()},
    ...     {"car": (Group(("steel",)),), "taxi": (Group(("car",)),)},
    ... )
    >>> {name: stage and stage.value for name, stage in stage_in_chain(net, "cars").items()}
    {'car': None, 'steel': 'upstream', 'taxi': 'downstream'}
    """
    members = network.of_chain(chain)
    at_home = [name for name in members if network.products[name].home == chain]
    guests = set(members).difference(at_home)
    stages: dict[str, Stage | None] = dict.fromkeys(members, Stage.DOWNSTREAM)
    stages |= {name: network.products[name].stage for name in at_home}
    queue = deque(at_home)
    while queue:
        for made_from in network.inputs(queue.popleft()):
            if made_from in guests:
                guests.remove(made_from)
                stages[made_from] = Stage.UPSTREAM
                queue.append(made_from)
    return stages
