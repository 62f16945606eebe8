"""在建、策划的项目将生产什么，在哪里？Which projects that are not yet in production will make what, and where?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chaingraph.enumerations import ProjectStatus
from chaingraph.findings.world import World
from chaingraph.network import BUILT, projects


@dataclass(frozen=True, kw_only=True)
class Coming:
    """One project that is neither in production nor suspended. ``investment_yi`` in CNY 100 million, None where not
    known.
    """

    id: str
    name_zh: str
    region: str
    products: tuple[str, ...]
    investment_yi: float | None


def coming(world: World, regions: Sequence[str]) -> tuple[Coming, ...]:
    """The projects of ``regions``, by id, with their products of the network; those that name none are left out."""
    here = set(regions)
    return tuple(
        Coming(
            id=project.id,
            name_zh=project.name_zh,
            region=project.region,
            products=project.products,
            investment_yi=project.investment_yi,
        )
        for project in projects(world.dataset, world.network.products)
        if project.products
        and project.region is not None
        and project.region in here
        and project.status not in (BUILT, ProjectStatus.SUSPENDED)
    )
