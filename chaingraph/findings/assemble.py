"""Puts the analyses together into findings: the only file that knows all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from chaingraph.analyses import (
    Demand,
    KnockOuts,
    criticality,
    demand,
    evidence,
    finals,
    inputs_met,
    knock_outs,
    producible,
    rank_stability,
)
from chaingraph.enumerations import Status
from chaingraph.errors import DataError, UsageError
from chaingraph.findings import rules
from chaingraph.findings.finding import Finding, Findings
from chaingraph.findings.why import sentence
from chaingraph.hints import near
from chaingraph.network import Engine, Market, Places, ProductNetwork, market, places, product_network
from chaingraph.tables import Dataset, says


@dataclass
class World:
    """A dataset with its network and places; markets are counted once a region."""

    dataset: Dataset
    network: ProductNetwork
    places: Places
    held_out: tuple[int, float] | None = None
    engine: Engine | None = None
    _markets: dict[str, Market] = field(default_factory=dict)

    @cached_property
    def falls(self) -> KnockOuts:
        """What fails with each product."""
        return knock_outs(self.network)

    def market(self, region: str) -> Market:
        """The market of a region."""
        if region not in self._markets:
            self._markets[region] = market(self.dataset, self.places, region, self.held_out, self.engine)
        return self._markets[region]

    def without(self, draw: int, share: float) -> World:
        """The same world with a random ``share`` (0-1) of its enterprises left out, the same ones for the same draw."""
        other = World(self.dataset, self.network, self.places, (draw, share), self.engine)
        other.__dict__["falls"] = self.falls  # what fails with what does not depend on who makes it
        return other

    def require_chain(self, chain: str) -> str:
        """``chain`` when it is known. Raises UsageError otherwise."""
        _require(chain, self.network.chains, "产业链", "chain")
        return chain

    def require_product(self, product: str) -> str:
        """``product`` as an id, or the id of the product of that name. Raises UsageError otherwise."""
        if product not in self.network.products:
            for found in self.network.products.values():
                if product in (found.name_zh, found.name_en):
                    return found.id
        return _require(product, self.network.products, "产品", "product")


def _require(name: str, known: Iterable[str], zh: str, en: str) -> str:
    known = list(known)
    if name in known:
        return name
    meant = near(name, known)
    raise UsageError(
        f"没有编号为 {name} 的{zh}" + (f"；是否为 {meant}？" if meant else ""),
        f"there is no {en} {name}" + (f"; did you mean {meant}?" if meant else ""),
    )


def world(dataset: Dataset, engine: Engine | None = None, *, products: bool = True) -> World:
    """Network and places of a dataset; ``engine`` counts its registry, DuckDB when None.

    Raises DataError for a dataset without a product, where ``products`` are wanted: there is nothing to find.
    """
    if products and not dataset.count("products"):
        raise DataError([says.nothing_to_analyse()])
    return World(dataset, product_network(dataset), places(dataset), engine=engine)


def gaps(
    world: World,
    region: str | None = None,
    chain: str | None = None,
    given: Iterable[str] = (),
    *,
    top: int | None = None,
    buyers: bool = True,
    rank_by: str = "score",
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
        world.require_chain(chain)
    bought = tuple(sorted({world.require_product(name) for name in given}))
    here = world.market(code)
    network = world.network
    made = here.made.keys()
    can = producible(network, made, bought)
    ends = {name: finals(network, name, made) for name in network.chains}
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
    return Findings(code, world.places.name(code, "zh"), world.places.name(code, "en"), chain, bought, tuple(items))


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
    critical = criticality(world.falls, name, of_ends)
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
    said = {
        lang: sentence(
            lang,
            product=product.name(lang),
            region=world.places.name(here.region, lang),
            status=state,
            makers=makers,
            first_makers=[here.names[one] for one in making.first] if making else [],
            output_yi=making.output_yi if making else None,
            hhi=hhi,
            hhi_basis=making.hhi_basis if making else None,
            buyers=count,
            first_buyers=[here.names[one] for one in here.first_buyers.get(name, ())],
            ends=[network.products[one].name(lang) for one in critical.needs],
            of_ends=critical.of,
            supposed=name in network.supposed,
        )
        for lang in ("zh", "en")
    }
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
        why_zh=said["zh"],
        why_en=said["en"],
        given=given,
        evidence=None if state == Status.COMMON else shown.grade,
        absent_probability=None if state == Status.COMMON else shown.absent,
        independent_makers=making.independent if making else 0,
        hhi_independent=making.hhi_independent if making else None,
    )
