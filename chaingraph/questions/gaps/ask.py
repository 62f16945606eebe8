"""The findings of a region: every analysis put together, worst first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated

from chaingraph.analyses import (
    Demand,
    criticality,
    demand,
    end_products,
    evidence,
    inputs_met,
    producible,
    rank_stability,
)
from chaingraph.catalogue import message
from chaingraph.enumerations import Status
from chaingraph.findings import rules
from chaingraph.findings.finding import Finding, Findings
from chaingraph.findings.sentence import Facts, sentence
from chaingraph.findings.world import World
from chaingraph.network import Market
from chaingraph.questions.asked import asked
from chaingraph.questions.parameters import Bought, Chain, HowMany, Parameter, Region, Supplied

SCREENFUL = 30  # findings that a terminal shows where it is not told how many


@asked
def gaps(
    world: World,
    region: Annotated[str | None, Region()] = None,
    *,
    chain: Annotated[str | None, Chain()] = None,
    given: Annotated[Iterable[str], Bought()] = (),
    top: Annotated[
        int | None,
        HowMany(
            help_message=message("gaps.how-many", screen=SCREENFUL),
        ),
    ] = None,
    buyers: Annotated[bool, Supplied.for_programs] = True,
    rank_by: Annotated[str, Parameter(help_message=message("gaps.rank-by"))] = "score",
) -> Findings:
    """The findings of a region (the topmost when None), worst first, ranked without ties.

    ``chain`` keeps the products of one chain and counts its end products only. ``given`` names products that are
    taken as bought from outside. ``top`` cuts the list after ranking. ``buyers=False`` leaves the ids of local
    buyers out (their count stays). ``rank_by`` one of :data:`Ranking` orders the list; the scores stay. Equal
    values stand by product id; one that is not defined stands last. Raises UsageError for an unknown region, chain,
    product or ranking.
    """
    code = world.places.require(region)
    if chain is not None:
        chain = world.require_chain(chain)
    bought = tuple(sorted({world.require_product(name) for name in given}))
    here = world.market(code)
    network = world.network
    made = here.made.keys()
    can = producible(network, made, bought)
    ends = {name: end_products(network, name, made) for name in network.chains}
    wanted = network.of_chain(chain) if chain is not None else sorted(network.products)
    wants = demand(network, here.buyers)
    able = can.products
    items = [_finding(world, here, name, chain, bought, able, ends, wants[name]) for name in wanted]
    values = rules.ranking(
        rank_by, [(item.score, item.criticality, item.score_demand, item.score_severity) for item in items]
    )
    value = {item.product: one for item, one in zip(items, values, strict=True)}
    items.sort(key=lambda item: (value[item.product] is None, -(value[item.product] or 0), item.product))
    stable = _stability(items) if rank_by == "score" else {}
    items = [
        replace(item, rank=number, rank_stability=stable.get(item.product))
        for number, item in enumerate(items, start=1)
    ][:top]
    if buyers:
        ids = here.buyers_of(item.product for item in items if item.local_buyer_count)
        items = [replace(item, local_buyers=tuple(ids.get(item.product, ()))) for item in items]
    return Findings(
        region=code,
        region_zh=world.places.name(code, "zh"),
        region_en=world.places.name(code, "en"),
        chain=chain,
        given=bought,
        items=tuple(items),
        top=top,
    )


def score_parts(items: Iterable[Finding]) -> dict[str, list[float]]:
    """Of each scored product the two parts that :data:`rules.WEIGHTS` weigh: criticality and demand, times severity."""
    return {
        item.product: [
            item.score_severity * (item.score_demand if item.criticality is None else item.criticality),
            item.score_severity * item.score_demand,
        ]
        for item in items
        if item.score is not None
    }


def _stability(items: list[Finding]) -> dict[str, float]:
    """Of each scored product how often it stays among the first when the two weights of its need are shaken."""
    return rank_stability(score_parts(items), rules.WEIGHTS, top=rules.STABLE_TOP).in_top


def _finding(
    world: World,
    here: Market,
    name: str,
    chain: str | None,
    given: tuple[str, ...],
    can: frozenset[str],
    ends: dict[str, frozenset[str]],
    want: Demand,
) -> Finding:
    network, product = world.network, world.network.products[name]
    chains = (chain,) if chain is not None else product.chains
    of_chains = [ends.get(one, frozenset()) for one in chains]
    of_ends = of_chains[0] if len(of_chains) == 1 else frozenset().union(*of_chains)  # no copy of a large set each time
    making = here.made.get(name)
    makers = making.makers if making else 0
    hhi = making.hhi if making else None
    count = want.buyers
    census = any(one in here.census for one in product.chains)
    critical = criticality(world.knock_outs, name, of_ends)
    state = rules.status(makers=makers, common=product.common, census=census, hhi=hhi)
    score = rules.score(status=state, criticality=critical.value, buyers=count, reach=want.reach, hhi=hhi)
    recalls = [here.recall[one] for one in product.chains if one in here.recall]
    shown = evidence(
        found=makers,
        dated=making is not None and making.dated > 0,
        census=census,
        recall=min(recalls) if recalls else None,
        prior=rules.PRIOR_MAKER,
    )
    reason = sentence(
        Facts(
            product=product.names,
            region=world.places.names_of(here.region),
            status=state,
            makers=makers,
            first_makers=[here.names[one] for one in making.first] if making else [],
            output_yi=making.output_yi if making else None,
            hhi=hhi,
            hhi_basis=making.hhi_basis if making else None,
            buyers=count,
            first_buyers=[here.names[one] for one in here.first_buyers.get(name, ())],
            ends=[network.products[one].names for one in critical.needs],
            of_ends=critical.of,
            supposed=name in network.supposed,
        )
    )
    return Finding(
        region=here.region,
        chain=product.chains,
        product=name,
        name_zh=product.name_zh,
        name_en=product.name_en,
        stage=product.stage,
        segment_zh=product.segment,
        status=state,
        makers=makers,
        output_yi=making.output_yi if making else None,
        hhi=hhi,
        hhi_basis=making.hhi_basis if making else None,
        criticality=critical.value,
        needs=critical.needs,
        local_buyers=(),
        local_buyer_count=count,
        producible=name in can,
        inputs_met=inputs_met(network, name, here.made),
        action=rules.action(
            status=state,
            resource_bound=product.resource_bound,
            buyers=count,
            made_inputs=sum(one in here.made for one in network.inputs(name)),
            criticality=critical.value,
        ),
        score=score.value,
        score_need=score.need,
        score_demand=score.demand,
        demand_reach=want.reach,
        demand_steps=want.steps,
        score_severity=score.severity,
        score_facet=score.facet,
        confidence=rules.confidence(
            status=state, makers=makers, sourced=making.sourced if making else 0, census=census
        ),
        reason=reason,
        given=given,
        evidence=None if state == Status.COMMON else shown.grade,
        absent_probability=None if state == Status.COMMON else shown.absent,
        independent_makers=making.independent if making else 0,
        hhi_independent=making.hhi_independent if making else None,
    )
