"""数据概况：有哪些数据，有多可靠？What does the dataset hold on a region, and how well is it known?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from chaingraph.findings.answer import Answer
from chaingraph.findings.world import World
from chaingraph.network import Description
from chaingraph.network import describe as description_of
from chaingraph.network.quality import TableQuality
from chaingraph.questions.asked import asked
from chaingraph.questions.parameters import Region


@dataclass(frozen=True, kw_only=True)
class Holdings(Answer[TableQuality]):
    """What the dataset holds: a sequence of the tables of the data."""

    description: Description

    @property
    def main(self) -> tuple[TableQuality, ...]:
        """The tables of the data."""
        return self.description.tables

    def as_json(self) -> dict[str, Any]:
        """Plain values of the description."""
        return self.description.as_json()


@asked
def describe(world: World, region: Annotated[str | None, Region()] = None) -> Holdings:
    """What the dataset holds on a region (the topmost when None). Raises UsageError for an unknown region."""
    return Holdings(description=holdings(world, region))


def holdings(world: World, region: str | None = None) -> Description:
    """As :func:`describe`, the description alone."""
    return description_of(world.dataset, world.network, world.places, region, world.engine)
