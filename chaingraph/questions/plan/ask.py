"""预算内上哪些项目、补哪些环节？Which projects of the library and which fills to choose, and in which order?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from chaingraph.catalogue import Listed, message
from chaingraph.enumerations import Aim
from chaingraph.errors import UsageError
from chaingraph.findings.world import World
from chaingraph.questions.asked import asked
from chaingraph.questions.parameters import Bought, Bounded, Chain, Flag, Pairs, Parameter, Region
from chaingraph.questions.plan.answer import Plan
from chaingraph.questions.plan.home import at_home
from chaingraph.questions.plan.library import library
from chaingraph.questions.plan.limits import Limits
from chaingraph.questions.plan.strict import strictly


@asked
def plan(
    world: World,
    region: Annotated[str | None, Region()] = None,
    *,
    budget: Annotated[float | None, Bounded(number=float, help_message=message("plan.parameter.budget"))] = None,
    projects: Annotated[int | None, Bounded(help_message=message("plan.parameter.projects"))] = None,
    aim: Annotated[str, Parameter(help_message=message("plan.parameter.aim"))] = Aim.HOME.value,
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

    Limited by one of: ``budget`` in CNY 100 million (projects cost their investment, fills ``fill_cost`` each; what has
    no cost is left out, counted, and what is worth most of it named), ``projects``: how many at most (each counts 1).
    ``target``: a chain whose end products alone count; without a limit, all that gains at the least cost (fewest where
    costs are not told). ``aim`` one of :data:`Aim`: ``home``, the share of the end products' needs that is met at home,
    see :func:`home_needs`, where inputs may be bought in and each gain counts by the probability that there is no maker
    yet: 1 by a census, ``absent_probability`` where known, else 1/2; ``producible``: the number of products that become
    producible from local and common inputs and ``given`` alone (with ``target`` of its end products), the unseen taken
    as absent. With the aim home products of ``given`` stay bought in: none is a fill. ``after``: (later, first) pairs;
    ``exclusive``: pairs of which one at most is chosen. Exact with a bound, see :func:`home_portfolio` and
    :func:`portfolio`, for the makers on record: what is unseen may be made here, and ``verify`` and ``value_unseen``
    tell how far the choice rests on that. A second maker of what has one gains nothing here. Raises UsageError for what
    is unknown and where no goal is told, or both limits.
    """
    code = world.places.require(region)
    if (budget is None and projects is None and target is None) or (budget is not None and projects is not None):
        raise UsageError("plan.one-goal")
    if (budget or 0) < 0 or (projects or 0) < 0 or (fill_cost or 0) < 0:
        raise UsageError("plan.negative")
    if aim not in list(Aim):
        raise UsageError("plan.unknown-aim", name=aim, known=Listed(tuple(Aim)))
    chain = None if target is None else world.require_chain(target)
    bought = tuple(sorted({world.require_product(name) for name in given}))
    pairs = [(later, before) for later, before in after]
    apart = [(first_of, second_of) for first_of, second_of in exclusive]
    first: dict[str, tuple[str, ...]] = {}
    for later, before in pairs:
        first[later] = (*first.get(later, ()), before)
    choosable = library(
        world,
        code,
        given=bought,
        fills=fills,
        without=frozenset(bought) if aim == Aim.HOME else frozenset(),
        fill_cost=fill_cost,
        priced=budget is not None or fill_cost is not None,
        after=first,
    )
    for name in (name for pair in (*pairs, *apart) for name in pair):
        if name not in choosable.adds:
            raise UsageError("plan.no-such-candidate", name=name)
    limits = Limits(
        region=code, chain=chain, given=bought, budget=budget, most=projects, exclusive=tuple(apart), seconds=seconds
    )
    return (at_home if aim == Aim.HOME else strictly)(world, choosable, limits)
