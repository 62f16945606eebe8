"""How many make each product?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from chaingraph.findings.answer import Answer
from chaingraph.findings.world import World
from chaingraph.questions.asked import asked
from chaingraph.questions.parameters import HowMany, Region


@dataclass(frozen=True, kw_only=True)
class Makers:
    """A product and its number of makers."""

    product: str
    makers: int


@dataclass(frozen=True, kw_only=True)
class MakersOfAll(Answer[Makers]):
    """The products of a region, those with most makers first."""

    region: str
    items: tuple[Makers, ...]

    @property
    def main(self) -> tuple[Makers, ...]:
        """The products."""
        return self.items


@asked
def makers(
    world: World, region: Annotated[str | None, Region()] = None, *, top: Annotated[int, HowMany()] = 20
) -> MakersOfAll:
    """The first ``top`` products by makers in a region (the topmost when None). Raises UsageError for an unknown region."""
    code = world.places.require(region)
    made = world.market(code).made
    counts = [Makers(product=one, makers=made[one].makers if one in made else 0) for one in world.network.products]
    counts.sort(key=lambda one: (-one.makers, one.product))
    return MakersOfAll(region=code, items=tuple(counts[:top]))
