"""Which products that a region lacks are close to those that it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from chaingraph.analyses import location_quotient, relatedness
from chaingraph.catalogue import message
from chaingraph.findings.answer import Answer
from chaingraph.findings.world import World
from chaingraph.questions.asked import asked
from chaingraph.questions.parameters import HowMany, Region, Sizes

TOP = 20
FEW_REGIONS = 20  # below so many regions proximity is coarse and the result says so


@dataclass(frozen=True, kw_only=True)
class Near:
    """A product that the region lacks: ``density`` 0-1 (None where nothing is close to it), how many regions have it,
    and the products of the region closest to it, the closest first.
    """

    product: str
    name_zh: str
    density: float | None
    ubiquity: int
    closest: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Related(Answer[Near]):
    """The whole, a sequence of the products; ``top`` of them are shown to people. ``basis``: ``external`` (the given
    table, present where the location quotient is at least 1) or ``dataset`` (present where there is a maker). ``few``:
    the proximities rest on fewer than 20 regions.
    """

    region: str
    basis: str
    regions: int
    few: bool
    items: tuple[Near, ...]
    top: int = TOP

    @property
    def main(self) -> tuple[Near, ...]:
        """The products."""
        return self.items

    def as_json(self) -> dict[str, Any]:
        """Plain values, of all products."""
        values = asdict(self)
        del values["top"]
        return values


@asked
def related(
    world: World,
    region: Annotated[str | None, Region()] = None,
    *,
    matrix: Annotated[
        Mapping[str, Mapping[str, float]] | None,
        Sizes(
            help_message=message("related.parameter.matrix"),
        ),
    ] = None,
    top: Annotated[int, HowMany()] = TOP,
) -> Related:
    """Products without a maker in a region (the topmost when None), by relatedness density, the highest first.

    ``matrix``: sizes by region and product from outside, whose products carry the dataset's ids; others are passed
    over. Without it the regions are those directly in the topmost region, and with makers. Products of common supply
    are left out. Memory grows with the square of the products. Raises UsageError for an unknown region.
    """
    code = world.places.require(region)
    products = sorted(name for name, product in world.network.products.items() if not product.common)
    if matrix is None:
        held = []
        for part in world.places.children.get(world.places.topmost(), ()):
            made = world.market(part).made
            if made:
                held.append([name in made for name in products])
        basis = "dataset"
    else:
        basis = "external"
        regions = sorted(matrix)
        table = [[matrix[each].get(name, 0.0) for name in products] for each in regions]
        held = [list(row) for row in location_quotient(table).present]
    own = world.market(code).made
    close = relatedness(held or [[False] * len(products)])
    of_region = relatedness([[name in own for name in products]], close.proximity)
    found = []
    for number, name in enumerate(products):
        if name in own:
            continue
        row = close.proximity[number]
        nearest = sorted(
            (-row[other], products[other])
            for other in range(len(products))
            if products[other] in own and row[other] > 0
        )
        found.append(
            Near(
                product=name,
                name_zh=world.network.products[name].name_zh,
                density=of_region.density[0][number],
                ubiquity=close.ubiquity[number],
                closest=tuple(own_product for _, own_product in nearest[:5]),
            )
        )
    found.sort(key=lambda near: (near.density is None, -(near.density or 0.0), near.product))
    return Related(
        region=code, basis=basis, regions=len(held), few=len(held) < FEW_REGIONS, items=tuple(found), top=top
    )
