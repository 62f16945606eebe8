"""只靠本地投入能造出的产品增加最多的组合。The choice that makes most products producible from local inputs alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from chaingraph.analyses import portfolio, producible
from chaingraph.enumerations import Aim
from chaingraph.findings.world import World
from chaingraph.network import ProductNetwork
from chaingraph.questions.plan.answer import Plan
from chaingraph.questions.plan.library import FILL, Library
from chaingraph.questions.plan.limits import Limits


def strictly(world: World, library: Library, limits: Limits) -> Plan:
    """The choice with the most products newly producible; of a chain, end products."""
    network, made = world.network, world.market(limits.region).own
    adds, candidates, bought = library.adds, library.candidates, limits.given
    chain = limits.chain
    ends = None if chain is None else frozenset(world.ends(limits.region, chain).values)
    weight = None if ends is None else dict.fromkeys(ends, 1.0)
    found = portfolio(
        network,
        made,
        candidates,
        limits.budget,
        bought,
        weight=weight,
        most=limits.most,
        exclusive=limits.exclusive,
        seconds=limits.seconds,
    )
    offered = made | library.offered
    reach = producible(network, offered, bought).products
    short = () if ends is None else tuple(sorted(set(ends) - reach))
    at_hand = offered | network.common | set(bought)
    blockers = _blockers(network, short, at_hand, reach)
    now = producible(network, made, bought).products

    def worth(makers: Iterable[str]) -> float:
        new = producible(network, makers, bought).products - now
        return float(len(new) if weight is None else sum(weight.get(product, 0.0) for product in new))

    filled = {product for name in found.chosen for product in adds[name]}
    verify = filled & library.to_verify
    affordable = [
        name for name, candidate in candidates.items() if limits.budget is None or candidate.cost <= limits.budget
    ]
    tried = {product for name in affordable or candidates or adds for product in adds[name]} - reach
    reason, nearest = None, None
    if found.value <= 0:
        everything = made | library.everything
        reason = (
            "ends"
            if ends is not None and not ends
            else "time"
            if not found.proven
            else "none"
            if not adds
            else "budget"
            if worth(offered) > 0
            else "cost"
            if worth(everything) > 0
            else "done"
            if (set(ends) <= now if ends is not None else not tried)
            else "inputs"
        )
    if reason in ("cost", "inputs") and ends is None:
        lacks = {product: _blockers(network, [product], at_hand | {product}, reach) for product in sorted(tried)}
        blockers = tuple(sorted({product for lacking in lacks.values() for product in lacking}))
        nearest = _nearest(network, made, {name: adds[name] for name in affordable or candidates or adds}, bought)
    steps = [0.0, *found.steps]
    return Plan(
        region=limits.region,
        goal=limits.goal,
        aim=Aim.PRODUCIBLE.value,
        chain=chain,
        budget=limits.budget,
        most=limits.most,
        candidates=len(candidates),
        unpriced=len(library.unpriced),
        unpriced_fills=sum(name.startswith(FILL) for name in library.unpriced),
        choices=tuple(
            library.choice(name, value=gained - before, gained=gained)
            for name, before, gained in zip(found.chosen, steps, found.steps, strict=False)
        ),
        value=found.value,
        cost=found.cost,
        products=found.products,
        bound=found.bound,
        gap=found.gap,
        proven=found.proven,
        greedy_value=found.greedy_value,
        short=short,
        ends=tuple(sorted(ends or ())),
        blockers=blockers,
        given=bought,
        unit="yi" if library.priced else "count",
        others=found.others,
        verify=tuple(sorted(verify)),
        value_unseen=found.value - worth(made | (filled - verify)),
        reason=reason,
        nearest=nearest,
    )


def _nearest(
    network: ProductNetwork, made: Set[str], adds: Mapping[str, tuple[str, ...]], bought: tuple[str, ...]
) -> tuple[str, tuple[str, ...]] | None:
    """The product that one candidate would gain with the fewest more inputs bought in, and these inputs; of equals the
    first by name.
    """
    now = producible(network, made, bought).products
    found = []
    for name, products in adds.items():
        at_hand = made | set(products) | network.common | set(bought)
        for product in set(products) - made:
            found.append((_blockers(network, [product], at_hand, now), product, name))
    for lacking, product, name in sorted(found, key=lambda item: (len(item[0]), item[1], item[2])):
        given = {*bought, *lacking}
        if lacking and product in producible(network, made | set(adds[name]), given).products:
            return product, lacking
    return None


def _blockers(
    network: ProductNetwork, short: Iterable[str], at_hand: Set[str], reach: frozenset[str]
) -> tuple[str, ...]:
    """What ``short`` lacks: followed down the groups without a member within reach to products that are not at hand."""
    seen, open_ = set(short), list(short)
    found = set()
    while open_:
        product = open_.pop()
        if product not in at_hand:
            found.add(product)
            continue
        for group in network.groups.get(product, ()):
            if group.essential and reach.isdisjoint(group.members):
                open_ += [member for member in group.members if member not in seen]
                seen.update(group.members)
    return tuple(sorted(found))
