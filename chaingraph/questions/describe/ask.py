"""数据概况：有哪些数据，有多可靠？What does the dataset hold on a region, and how well is it known?"""

from __future__ import annotations

from chaingraph.findings.world import World
from chaingraph.network import Description, describe


def holdings(world: World, region: str | None = None) -> Description:
    """What the dataset holds on a region (the topmost when None). Raises UsageError for an unknown region."""
    return describe(world.dataset, world.network, world.places, region, world.engine)
