"""预算内上哪些项目、补哪些环节？Which projects of the library and which fills to choose, and in which order?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from chaingraph.analyses import Candidate, portfolio, producible
from chaingraph.catalogue import Names, message
from chaingraph.enumerations import NO_MAKER
from chaingraph.errors import UsageError
from chaingraph.findings.answer import Answer
from chaingraph.findings.finding import Finding
from chaingraph.findings.pipeline import coming
from chaingraph.findings.world import World
from chaingraph.network import ProductNetwork
from chaingraph.questions.asked import asked
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.parameters import Bought, Bounded, Chain, Flag, Pairs, Region

FILL = "fill:"  # ids of fills, before the product's


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One chosen project or fill. ``cost`` in CNY 100 million, or 1 where projects are counted; ``gained``: weight of
    what is newly producible after it and those before it. ``unseen``: those of its products of which no maker is on
    record here without a census to say that there is none: whether they lack a maker is to be verified before money is
    spent.
    """

    id: str
    name_zh: str
    name_en: str
    kind: str
    adds: tuple[str, ...]
    cost: float
    gained: float
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plan(Answer[Choice]):
    """A choice, a sequence of what is chosen, what it gains and what it rests on.

    ``candidates``: projects and fills to choose from; ``unpriced``: those left out since their cost is not known.
    ``bound``: no choice can gain more; ``proven``: this one gains that much, for the makers on record. ``others``:
    whether another choice gains as much at the same cost (None: not found out), the names then decide.
    ``greedy_value``: what one at a time by gain for cost would gain. ``unit`` of costs: ``yi`` (CNY 100 million) or
    ``count``.

    ``verify``: products of the chosen that are unseen, not known to be missing: to be verified first. ``value_unseen``:
    the part of ``value`` that no choice of these would give without filling them; where they are made here after all,
    what the choice buys is there already, at least in part.

    With a target: ``ends``, the end products of the chain that are made in the region, and ``short``, those of them out
    of reach whatever is chosen. ``blockers``: the inputs that ``short`` lacks, and that cannot be chosen, natural
    resources above all; where nothing is gained and inputs are the reason, those that the products of the candidates
    lack. ``reason``: why nothing is gained, None where something is: ``ends`` (no end product of the chain is made
    here), ``none`` (nothing to choose from), ``done`` (all of it can be made already), ``budget`` (all together would
    gain, but not within the limits), ``cost`` (with the unpriced there would be a gain), ``inputs`` (not even all
    together), ``time`` (not found out in time). ``nearest``, where costs or inputs are the reason: the product of a
    candidate within the budget that lacks fewest inputs, with these: were they bought in, that candidate alone would
    gain it.
    """

    region: str
    goal: str
    chain: str | None
    budget: float | None
    most: int | None
    candidates: int
    unpriced: int
    choices: tuple[Choice, ...]
    value: float
    cost: float
    products: tuple[str, ...]
    bound: float
    gap: float | None
    proven: bool
    greedy_value: float
    short: tuple[str, ...]
    ends: tuple[str, ...]
    blockers: tuple[str, ...]
    given: tuple[str, ...]
    unit: str
    others: bool | None = None
    verify: tuple[str, ...] = ()
    value_unseen: float = 0.0
    reason: str | None = None
    nearest: tuple[str, tuple[str, ...]] | None = None

    @property
    def main(self) -> tuple[Choice, ...]:
        """What is chosen."""
        return self.choices

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


@asked
def plan(
    world: World,
    region: Annotated[str | None, Region()] = None,
    *,
    budget: Annotated[float | None, Bounded(number=float, help_message=message("plan.parameter.budget"))] = None,
    projects: Annotated[int | None, Bounded(help_message=message("plan.parameter.projects"))] = None,
    target: Annotated[
        str | None,
        Chain(help_message=message("plan.parameter.target")),
    ] = None,
    fill_cost: Annotated[
        float | None,
        Bounded(
            number=float,
            help_message=message("plan.parameter.fill-cost"),
        ),
    ] = None,
    fills: Annotated[
        bool,
        Flag(option="--library-only", off=True, help_message=message("plan.parameter.fills")),
    ] = True,
    after: Annotated[
        Iterable[tuple[str, str]],
        Pairs(sign="<", help_message=message("plan.parameter.after")),
    ] = (),
    exclusive: Annotated[
        Iterable[tuple[str, str]],
        Pairs(sign="|", help_message=message("plan.parameter.exclusive")),
    ] = (),
    given: Annotated[Iterable[str], Bought()] = (),
    seconds: Annotated[float, Bounded(number=float, least=0.1, help_message=message("plan.parameter.seconds"))] = 60.0,
) -> Plan:
    """The best choice among the projects of the region that are not in production and, with ``fills``, the gaps to
    fill.

    Asked for one of: ``budget`` in CNY 100 million (projects cost their investment, fills ``fill_cost`` each; what has
    no cost is left out and counted), ``projects``: how many at most (each counts 1), ``target``: the cheapest way
    (fewest where costs are not told) to make the end products of a chain producible. What counts is the number of
    products that become producible from local and common inputs and ``given``; with ``target`` the end products of that
    chain. ``after``: (later, first) pairs; ``exclusive``: pairs of which one at most is chosen. Exact with a bound, see
    :func:`portfolio`, for the makers on record: what is unseen may be made here, and ``verify`` and ``value_unseen``
    tell how far the choice rests on that. Raises UsageError for what is unknown and unless exactly one goal is asked.
    """
    code = world.places.require(region)
    asked = [budget is not None, projects is not None, target is not None]
    if sum(asked) != 1:
        raise UsageError("plan.one-goal")
    if (budget or 0) < 0 or (projects or 0) < 0 or (fill_cost or 0) < 0:
        raise UsageError("plan.negative")
    target = None if target is None else world.require_chain(target)
    network, here = world.network, world.market(code)
    made = here.own
    bought = tuple(sorted({world.require_product(name) for name in given}))
    priced = budget is not None or fill_cost is not None
    costs: dict[str, float | None] = {}
    adds: dict[str, tuple[str, ...]] = {}
    names: dict[str, tuple[str, str]] = {}
    for project in coming(world, world.places.below(code)):
        adds[project.id], names[project.id] = project.products, (project.name_zh, project.name_zh)
        costs[project.id] = project.investment_yi if priced else 1.0
    if fills:
        for item in gaps(world, code, given=bought, buyers=False).items:
            if item.makers == 0 and item.status in NO_MAKER and not network.products[item.product].resource_bound:
                key = FILL + item.product
                adds[key], names[key] = (item.product,), _fill(item)
                costs[key] = fill_cost if priced else 1.0
    pairs = [tuple(pair) for pair in (*after, *exclusive)]
    for name in (name for pair in pairs for name in pair):
        if name not in adds:
            raise UsageError("plan.no-such-candidate", name=name)
    first: dict[str, list[str]] = {}
    for later, before in after:
        first.setdefault(later, []).append(before)
    known_costs = {name: cost for name, cost in costs.items() if cost is not None}
    candidates = {name: Candidate(adds[name], cost, tuple(first.get(name, ()))) for name, cost in known_costs.items()}
    ends = (
        frozenset(world.ends(code).among(world.end_products.get(target, frozenset())).values)
        if target is not None
        else None
    )
    weight = None if ends is None else dict.fromkeys(ends, 1.0)
    found = portfolio(
        network,
        made,
        candidates,
        budget,
        bought,
        weight=weight,
        most=projects,
        exclusive=exclusive,
        seconds=seconds,
    )
    offered = made | {product for name in candidates for product in adds[name]}
    reach = producible(network, offered, bought).products
    short = () if ends is None else tuple(sorted(set(ends) - reach))
    at_hand = offered | network.common | set(bought)
    blockers = _blockers(network, short, at_hand, reach)
    now = producible(network, made, bought).products

    def worth(makers: Iterable[str]) -> float:
        new = producible(network, makers, bought).products - now
        return float(len(new) if weight is None else sum(weight.get(product, 0.0) for product in new))

    unseen = {
        product
        for products in adds.values()
        for product in products
        if product not in here.made
        and product not in here.elsewhere
        and product not in network.common
        and here.census.isdisjoint(network.products[product].chains)
    }
    filled = {product for name in found.chosen for product in adds[name]}
    verify = filled & unseen
    affordable = [name for name, candidate in candidates.items() if budget is None or candidate.cost <= budget]
    tried = {product for name in affordable or candidates or adds for product in adds[name]} - reach
    reason, nearest = None, None
    if found.value <= 0:
        everything = made | {product for products in adds.values() for product in products}
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
    return Plan(
        region=code,
        goal="budget" if budget is not None else "projects" if projects is not None else "target",
        chain=target,
        budget=budget,
        most=projects,
        candidates=len(candidates),
        unpriced=len(costs) - len(known_costs),
        choices=tuple(
            Choice(
                id=name,
                name_zh=names[name][0],
                name_en=names[name][1],
                kind="fill" if name.startswith(FILL) else "project",
                adds=adds[name],
                cost=candidates[name].cost,
                gained=step,
                unseen=tuple(product for product in adds[name] if product in unseen),
            )
            for name, step in zip(found.chosen, found.steps, strict=True)
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
        unit="yi" if priced else "count",
        others=found.others,
        verify=tuple(sorted(verify)),
        value_unseen=found.value - worth(made | (filled - verify)),
        reason=reason,
        nearest=nearest,
    )


def _fill(item: Finding) -> tuple[str, str]:
    """What a fill is called in Chinese and in English."""
    called = message("plan.fill", product=Names(zh=item.name_zh, en=item.name("en")))
    return called.text("zh"), called.text("en")


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
