"""可选的项目与补链。The projects and fills to choose from, what they cost and what is known of what they fill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from chaingraph.analyses import Candidate
from chaingraph.catalogue import Names, message
from chaingraph.enumerations import NO_MAKER, Status
from chaingraph.findings import rules
from chaingraph.findings.finding import Finding
from chaingraph.findings.pipeline import coming
from chaingraph.findings.world import World
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.plan.answer import Choice, Filled, Met

FILL = "fill:"  # ids of fills, before the product's


@dataclass(frozen=True, kw_only=True)
class Library:
    """Projects and fills by id: their products, names and costs, None where not known. ``priced``: whether they cost
    money or count 1 each. ``after``: what each waits for. ``empty``: the products without a maker on record here.
    """

    adds: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, str]]
    costs: Mapping[str, float | None]
    after: Mapping[str, tuple[str, ...]]
    priced: bool
    empty: Mapping[str, Filled]

    @cached_property
    def candidates(self) -> dict[str, Candidate]:
        """Those of known cost."""
        return {
            name: Candidate(self.adds[name], cost, self.after.get(name, ()))
            for name, cost in self.costs.items()
            if cost is not None
        }

    @cached_property
    def unpriced(self) -> tuple[str, ...]:
        """The others."""
        return tuple(name for name, cost in self.costs.items() if cost is None)

    @cached_property
    def offered(self) -> set[str]:
        """The products of those of known cost."""
        return {product for name in self.candidates for product in self.adds[name]}

    @cached_property
    def everything(self) -> set[str]:
        """The products of all."""
        return {product for products in self.adds.values() for product in products}

    @cached_property
    def absent(self) -> dict[str, float]:
        """The probability that there is no maker yet, of each product without one on record."""
        return {name: filled.counted for name, filled in self.empty.items()}

    @cached_property
    def to_verify(self) -> frozenset[str]:
        """The products whose absence is to be verified first."""
        return frozenset(name for name, filled in self.empty.items() if filled.verify)

    def choice(self, name: str, *, value: float, gained: float, meets: tuple[Met, ...] = ()) -> Choice:
        """One of them as chosen."""
        filled = tuple(self.empty[product] for product in self.adds[name] if product in self.empty)
        return Choice(
            id=name,
            name_zh=self.names[name][0],
            name_en=self.names[name][1],
            kind="fill" if name.startswith(FILL) else "project",
            adds=self.adds[name],
            cost=self.costs[name],
            gained=gained,
            value=value,
            meets=meets,
            fills=filled,
            unseen=tuple(product.product for product in filled if product.verify),
        )


def library(
    world: World,
    code: str,
    *,
    given: tuple[str, ...],
    fills: bool,
    without: frozenset[str],
    fill_cost: float | None,
    priced: bool,
    after: Mapping[str, tuple[str, ...]],
) -> Library:
    """The projects of a region that are not in production and, with ``fills``, its gaps but for natural resources and
    products of ``without``.
    """
    adds: dict[str, tuple[str, ...]] = {}
    names: dict[str, tuple[str, str]] = {}
    costs: dict[str, float | None] = {}
    for project in coming(world, world.places.below(code)):
        adds[project.id], names[project.id] = project.products, (project.name_zh, project.name_zh)
        costs[project.id] = project.investment_yi if priced else 1.0
    census = world.market(code).census
    empty: dict[str, Filled] = {}
    for item in gaps(world, code, given=given, buyers=False).items:
        if item.makers or item.status not in NO_MAKER:
            continue
        product = world.network.products[item.product]
        sure = item.status == Status.MISSING or not census.isdisjoint(product.chains)
        empty[item.product] = Filled(
            product=item.product,
            status=item.status,
            absent_probability=item.absent_probability,
            counted=1.0 if sure else _counted(item.absent_probability),
            verify=item.verify,
        )
        if fills and not product.resource_bound and item.product not in without:
            key = FILL + item.product
            adds[key], names[key] = (item.product,), _fill(item)
            costs[key] = fill_cost if priced else 1.0
    return Library(adds=adds, names=names, costs=costs, after=after, priced=priced, empty=empty)


def _counted(absent: float | None) -> float:
    return 1 - rules.PRIOR_MAKER if absent is None else absent


def _fill(item: Finding) -> tuple[str, str]:
    """What a fill is called in Chinese and in English."""
    called = message("plan.fill", product=Names(zh=item.name_zh, en=item.name("en")))
    return called.text("zh"), called.text("en")
