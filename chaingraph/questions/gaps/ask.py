"""The findings of a region: every analysis put together, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Any

from chaingraph.analyses import (
    Demand,
    EndProductWeights,
    criticality,
    demand,
    evidence,
    inputs_met,
    producible,
    stage_in_chain,
)
from chaingraph.catalogue import message
from chaingraph.enumerations import Ranking, Stage, Status
from chaingraph.findings import rules
from chaingraph.findings.finding import Finding, Findings
from chaingraph.findings.sentence import Facts, sentence
from chaingraph.findings.shaking import Place, Shakable, places
from chaingraph.findings.world import World
from chaingraph.network import BY_OUTPUT, Market, ProductNetwork
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
    can = producible(network, here.own, bought)
    ends = OfEnds.of(world, code, chain)
    wanted = network.of_chain(chain) if chain is not None else sorted(network.products)
    wants = demand(network, here.buyers)
    able = can.products
    judged = [_finding(world, here, name, ends, bought, able, wants[name]) for name in wanted]
    values = rules.ranking(
        rank_by, [(item.score, item.criticality, item.score_demand, item.score_severity) for item in judged]
    )
    value = {item.product: figure for item, figure in zip(judged, values, strict=True)}
    judged.sort(key=lambda item: (value[item.product] is None, -(value[item.product] or 0), item.product))
    stands = places(shakable(judged, ends), ends.weights)[0] if rank_by == Ranking.SCORE else {}
    sharing = Counter(item.score for item in judged if item.score is not None)
    items = list(_ranked(judged[:top], 1, sharing, stands))
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
        behind=partial(_ranked, judged[len(items) :], len(items) + 1, sharing, stands),
    )


def _ranked(
    items: Sequence[Finding], first: int, sharing: Mapping[float, int], stands: Mapping[str, Place]
) -> tuple[Finding, ...]:
    """The findings with their ranks from ``first`` on, and how firmly they stand."""
    return tuple(
        replace(
            item,
            rank=number,
            tied=None if item.score is None else sharing[item.score],
            **_place(stands.get(item.product)),
        )
        for number, item in enumerate(items, start=first)
    )


def _place(place: Place | None) -> dict[str, Any]:
    """The fields of a finding that tell how firmly it stands."""
    if place is None:
        return {}
    return {
        "rank_stability": place.stability,
        "rank_low": place.low,
        "rank_high": place.high,
        "standing": place.standing,
    }


def score_parts(items: Iterable[Finding]) -> dict[str, list[float]]:
    """Of each scored product the two scores that the weight of criticality weighs: were demand of no account, and were
    an effect only worth what demand there is.
    """
    anchors = (replace(rules.ANCHORS, criticality=1.0), replace(rules.ANCHORS, criticality=0.0))
    parts: dict[str, list[float]] = {}
    for item in items:
        if item.score is not None:
            needs = (rules.need(item.criticality, item.local_buyer_count, extreme) or 0.0 for extreme in anchors)
            parts[item.product] = [item.score_severity * need for need in needs]
    return parts


def shakable(items: Iterable[Finding], ends: OfEnds) -> list[Shakable]:
    """What the scores of the scored products rest on."""
    return [
        Shakable(
            product=item.product,
            supply=item.supply,
            needs=item.needs,
            as_if=ends.as_if if item.product in ends.open else None,
            buyers=item.local_buyer_count,
            score=item.score,
            low=item.score_low or 0.0,
            high=item.score_high or 0.0,
        )
        for item in items
        if item.score is not None
    ]


@dataclass(frozen=True, kw_only=True)
class OfEnds:
    """The end products that count, those of ``chain`` alone where it is told. ``as_if``: what an end product without a
    maker weighs; ``open``: those end products. ``stages``: of the products of ``chain`` their stage in it.
    """

    chain: str | None
    weights: EndProductWeights
    as_if: float | None
    open: frozenset[str]
    stages: Mapping[str, Stage | None]

    @classmethod
    def of(cls, world: World, region: str, chain: str | None) -> OfEnds:
        """Those of a region."""
        of_chains = world.end_products if chain is None else {chain: world.end_products.get(chain, frozenset())}
        return cls(
            chain=chain,
            weights=world.ends(region, chain),
            as_if=world.ends(region).median,
            open=frozenset().union(*of_chains.values()) - world.market(region).made.keys(),
            stages={} if chain is None else stage_in_chain(world.network, chain),
        )


def _finding(
    world: World,
    here: Market,
    name: str,
    ends: OfEnds,
    given: tuple[str, ...],
    can: frozenset[str],
    want: Demand,
) -> Finding:
    network, product = world.network, world.network.products[name]
    making = here.made.get(name)
    makers = making.makers if making else 0
    hhi = making.hhi if making else None
    count = want.buyers
    census = any(chain in here.census for chain in product.chains)
    below = network.below(name)
    critical = criticality(
        world.knock_outs,
        name,
        ends.weights,
        below=below,
        as_if=ends.as_if if name in ends.open else None,
        factors=rules.UNKNOWN_WEIGHT,
    )
    state = rules.status(makers=makers, common=product.common, elsewhere=name in here.elsewhere, census=census, hhi=hhi)
    recall, searches = _looked_for(network, here, name) if state == Status.UNSEEN else (None, 0)
    absent = rules.absent_probability(recall=recall, searches=searches)
    linked = not network.linked.isdisjoint(below)
    score = rules.score(
        supply=rules.Supply(
            status=state,
            owners=making.owners if making else 0,
            hhi=hhi,
            by_output=making is not None and making.hhi_basis == BY_OUTPUT,
            absent=absent,
        ),
        linked=linked,
        criticality=critical.value,
        range_of_criticality=(critical.low, critical.high),
        buyers=count,
    )
    shown = evidence(
        found=makers or len(here.elsewhere.get(name, ())),
        dated=making is not None and making.dated > 0,
        census=census,
        recall=rules.recall_with_searches(recall, searches),
        prior=rules.PRIOR_MAKER,
    )
    first = making.first if making else here.elsewhere.get(name, ())
    reason = sentence(
        Facts(
            product=product.names,
            region=world.places.names_of(here.region),
            status=state,
            makers=makers,
            first_makers=[here.names[firm] for firm in first],
            output_yi=making.output_yi if making else None,
            hhi=hhi,
            hhi_basis=making.hhi_basis if making else None,
            buyers=count,
            first_buyers=[here.names[firm] for firm in here.first_buyers.get(name, ())],
            ends=[network.products[end].names for end in critical.needs],
            of_ends=critical.of,
            owners=making.owners if making else 0,
            home_area=world.places.names_of(here.home),
            supposed=name in network.supposed,
        )
    )
    return Finding(
        region=here.region,
        chain=product.chains,
        product=name,
        name_zh=product.name_zh,
        name_en=product.name_en,
        stage=ends.stages.get(name, product.stage),
        segment_zh=product.segment,
        status=state,
        makers=makers,
        owners=making.owners if making else 0,
        output_yi=making.output_yi if making else None,
        hhi=hhi,
        hhi_basis=making.hhi_basis if making else None,
        criticality=critical.value,
        needs=critical.needs,
        chains_hit=tuple(sorted({home for end in critical.needs if (home := network.products[end].home) is not None})),
        weight_known=ends.weights.known,
        local_buyers=(),
        local_buyer_count=count,
        producible=name in can,
        inputs_met=inputs_met(network, name, here.made),
        action=rules.action(
            status=state,
            linked=linked,
            resource_bound=product.resource_bound,
            buyers=count,
            made_inputs=sum(made_from in here.made for made_from in network.inputs(name)),
            criticality=critical.value,
        ),
        verify=rules.verify(state, absent),
        absent_probability=absent,
        broader=product.broader,
        score=score.value,
        score_low=score.low,
        score_high=score.high,
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
    )


def _looked_for(network: ProductNetwork, here: Market, name: str) -> tuple[float | None, int]:
    """The least recall of a product's chains, and how many kinds of places were searched in vain for it or for what it
    is a kind of.
    """
    recalls = [here.recall[chain] for chain in network.products[name].chains if chain in here.recall]
    places = frozenset().union(*(here.searched.get(sought, frozenset()) for sought in (name, *network.families(name))))
    return min(recalls, default=None), len(places)
