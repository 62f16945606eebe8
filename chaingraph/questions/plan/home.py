"""本地满足的终端产品需求增加最多的组合。The choice that meets most of the end products' needs at home."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum

from chaingraph.analyses import Candidate, HomeNeeds, home_needs, home_portfolio
from chaingraph.enumerations import Aim
from chaingraph.findings.world import World
from chaingraph.questions.plan.answer import Choice, Met, Plan
from chaingraph.questions.plan.library import FILL, Library
from chaingraph.questions.plan.limits import Limits

WORTH_MOST = 10  # named of what has no cost
_NOTHING = 1e-12  # a share that is rounding


def at_home(world: World, library: Library, limits: Limits) -> Plan:
    """The choice with the largest share of the end products' needs gained."""
    network, here = world.network, world.market(limits.region)
    ends = world.ends(limits.region, limits.chain)
    needs = home_needs(network, ends.values, here.made.keys())
    absent = library.absent
    found = home_portfolio(
        needs,
        library.candidates,
        limits.budget,
        absent,
        most=limits.most,
        exclusive=limits.exclusive,
        seconds=limits.seconds,
    )

    def worth(products: Iterable[str]) -> float:
        return fsum(needs.gained(frozenset(products), absent).values())

    filled = {product for name in found.chosen for product in library.adds[name] if product in library.empty}
    verify = filled & library.to_verify
    reason = None
    if found.value <= 0:
        reason = (
            "ends"
            if not ends.values
            else "done"
            if not needs.worth
            else "time"
            if not found.proven
            else "none"
            if not library.adds
            else "budget"
            if worth(library.offered) > 0
            else "cost"
            if worth(library.everything) > 0
            else "unneeded"
        )
    useful = {product for need in needs.worth for product in needs.ways[need]}
    idle = [name for name in library.candidates if useful.isdisjoint(library.adds[name])]
    already = [name for name in idle if library.empty.keys().isdisjoint(library.adds[name])]
    out = [need for need in needs.worth if needs.ways[need].isdisjoint(library.everything)]
    short = {name for name, own in needs.needs.items() if not set(own).isdisjoint(out)}
    return Plan(
        region=limits.region,
        goal=limits.goal,
        aim=Aim.HOME.value,
        chain=limits.chain,
        budget=limits.budget,
        most=limits.most,
        candidates=len(library.candidates),
        unpriced=len(library.unpriced),
        unpriced_fills=sum(name.startswith(FILL) for name in library.unpriced),
        choices=_choices(library, needs, found.chosen),
        value=found.value,
        cost=found.cost,
        products=found.products,
        bound=found.bound,
        gap=found.gap,
        proven=found.proven,
        greedy_value=found.greedy_value,
        short=() if limits.chain is None else tuple(sorted(short)),
        ends=tuple(sorted(needs.needs)),
        blockers=() if limits.chain is None else tuple(sorted({way for need in out for way in needs.ways[need]})),
        given=limits.given,
        unit="yi" if library.priced else "count",
        others=found.others,
        verify=tuple(sorted(verify)),
        value_unseen=found.value - worth(filled - verify),
        reason=reason,
        share_now=needs.share,
        value_if_absent=fsum(needs.gained(frozenset(filled), {}).values()),
        weight_known=ends.among(needs.needs).known,
        without_needs=tuple(sorted(ends.values.keys() - needs.needs.keys())),
        already_made=len(already),
        not_needed=len(idle) - len(already),
        worth_most=_worth_most(library, needs.with_makers(filled), limits, frozenset(found.chosen)),
    )


def _choices(library: Library, needs: HomeNeeds, names: Iterable[str]) -> tuple[Choice, ...]:
    """These, with what each gains after those before it and for which end products."""
    made: set[str] = set()
    before: dict[str, float] = {}
    choices = []
    for name in names:
        made.update(library.adds[name])
        now = needs.gained(made, library.absent)
        steps = {end: gain - before.get(end, 0.0) for end, gain in now.items()}
        meets = [Met(product=end, share=step) for end, step in steps.items() if step > _NOTHING]
        meets.sort(key=lambda met: (-met.share, met.product))
        gained = fsum(now.values())
        choices.append(library.choice(name, value=gained - fsum(before.values()), gained=gained, meets=tuple(meets)))
        before = now
    return tuple(choices)


def _worth_most(library: Library, needs: HomeNeeds, limits: Limits, chosen: frozenset[str]) -> tuple[Choice, ...]:
    """Of what has no cost what would meet most of the needs that are left after the ``chosen``."""
    barred = {name for pair in limits.exclusive if not chosen.isdisjoint(pair) for name in pair}
    options = {
        name: Candidate(library.adds[name], after=tuple(set(library.after.get(name, ())) - chosen))
        for name in library.unpriced
        if name not in barred
    }
    if not options:
        return ()
    found = home_portfolio(
        needs, options, None, library.absent, most=WORTH_MOST, exclusive=limits.exclusive, seconds=limits.seconds
    )
    return _choices(library, needs, found.chosen)
