"""在建、策划的项目将生产什么，在哪里？Which projects that are not yet in production will make what, and where?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chaingraph.findings.assemble import World


@dataclass(frozen=True)
class Coming:
    """One project that is neither in production nor suspended. ``investment_yi`` in CNY 100 million, None where not known."""

    id: str
    name_zh: str
    region: str
    products: tuple[str, ...]
    investment_yi: float | None


def coming(world: World, regions: Sequence[str]) -> tuple[Coming, ...]:
    """The projects of ``regions``, by id, with their products of the network; those that name none are left out."""
    rows = world.dataset.rows(
        "select id, name_zh, region, products, investment_yi from projects where region in (select unnest(?::varchar[])) "
        "and coalesce(status, 'planned') not in ('production', 'suspended') order by id",
        [list(regions)],
    )
    told = (
        Coming(project, name, place, tuple(one for one in products or () if one in world.network.products), cost)
        for project, name, place, products, cost in rows
    )
    return tuple(one for one in told if one.products)
