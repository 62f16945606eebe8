"""哪些市州在做同样的事，可以怎样错开？

Which parts of a region make or build the same, and what could they do instead?
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Any

from chaingraph.enumerations import Action
from chaingraph.findings.answer import Answer
from chaingraph.findings.pipeline import coming
from chaingraph.findings.world import World
from chaingraph.questions.asked import asked
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.parameters import Chain, HowMany, Region
from chaingraph.registry.makers import capacities as told_capacities

TOP = 20
COMPLEMENTS = 3


@dataclass(frozen=True, kw_only=True)
class InPart:
    """One part: its makers of the product, their capacity as the tables tell it, projects for it that are not yet in
    production, and ``complements``: gaps of the same chains that no one in the region fills and that enterprises of
    this part need, the weakest first.
    """

    region: str
    makers: int
    capacities: tuple[str, ...]
    projects: tuple[str, ...]
    complements: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Duplication:
    """A product made or being built in several parts. ``building``: parts with projects for it; ``surplus`` is None:
    without capacities and demand in one unit it cannot be told. ``complements``: gaps of the same chains that no one in
    the region fills, the weakest first.
    """

    product: str
    name_zh: str
    name_en: str
    chain: tuple[str, ...]
    parts: tuple[InPart, ...]
    building: int
    surplus: float | None
    complements: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Duplications(Answer[Duplication]):
    """The whole, a sequence of the products; ``top`` of them are shown to people."""

    region: str
    chain: str | None
    items: tuple[Duplication, ...]
    top: int

    @property
    def main(self) -> tuple[Duplication, ...]:
        """The products."""
        return self.items

    def as_json(self) -> list[dict[str, Any]]:
        """Plain values, of all products."""
        return [item.as_json() for item in self.items]


@asked
def duplication(
    world: World,
    region: Annotated[str | None, Region()] = None,
    *,
    chain: Annotated[str | None, Chain()] = None,
    top: Annotated[int, HowMany()] = TOP,
) -> Duplications:
    """Products that two or more parts of a region (the topmost when None) make or build, those that are being built in
    most parts first.

    Overlap, not yet duplication. Products of common supply are left out. Raises UsageError for an unknown region or
    chain.
    """
    code = world.places.require(region)
    chain = None if chain is None else world.require_chain(chain)
    wanted = set(world.network.products if chain is None else world.network.of_chain(chain))
    wanted -= world.network.common
    parts = world.places.children.get(code, ())
    part_of = world.places.part_of(code)
    built: dict[tuple[str, str], list[str]] = {}
    for project in coming(world, list(part_of)):
        for product in wanted.intersection(project.products):
            built.setdefault((product, part_of[project.region]), []).append(project.name_zh)
    capacities: dict[tuple[str, str], list[str]] = {}
    for row in told_capacities(world.dataset):
        if row.region in part_of:
            capacities.setdefault((row.product, part_of[row.region]), []).append(row.capacity)
    made = {part: world.market(part).made for part in parts}
    open_ = [item for item in gaps(world, code, buyers=False).items if item.action == Action.FILL]
    found = []
    for name in sorted(wanted):
        known = world.network.products[name]
        other = [item.product for item in open_ if not set(item.chain).isdisjoint(known.chains)]
        inside = tuple(
            InPart(
                region=part,
                makers=made[part][name].makers if name in made[part] else 0,
                capacities=tuple(dict.fromkeys(capacities.get((name, part), ()))),
                projects=tuple(built.get((name, part), ())),
                complements=tuple(
                    [product for product in other if world.market(part).buyers.get(product)][:COMPLEMENTS]
                ),
            )
            for part in parts
            if name in made[part] or (name, part) in built
        )
        if len(inside) > 1:
            found.append(
                Duplication(
                    product=name,
                    name_zh=known.name_zh,
                    name_en=known.name("en"),
                    chain=tuple(known.chains),
                    parts=inside,
                    building=sum(bool(part.projects) for part in inside),
                    surplus=None,
                    complements=tuple(other[:COMPLEMENTS]),
                )
            )
    found.sort(key=lambda item: (-item.building, -len(item.parts), item.product))
    return Duplications(region=code, chain=chain, items=tuple(found), top=top)
