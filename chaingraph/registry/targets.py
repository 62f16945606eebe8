"""Targets and what was observed of them."""

from __future__ import annotations

from typing import NamedTuple

from chaingraph.registry.asking import ask
from chaingraph.tables import Dataset


class Target(NamedTuple):
    """A row of the table targets."""

    id: str
    name_zh: str
    unit: str
    comparator: str
    base_year: int | None
    base_value: float | None
    target_year: int
    target_value: float
    row: int
    source: list[str] | None


class Observation(NamedTuple):
    """A row of the table observations."""

    target: str
    year: int
    value: float
    basis: str
    note: str | None


def targets(dataset: Dataset) -> list[Target]:
    """All targets, by id."""
    return ask(
        dataset,
        Target,
        """select id, name_zh, unit, comparator, base_year, base_value, target_year, target_value, _row, source
        from targets order by id""",
    )


def observations(dataset: Dataset, region: str) -> list[Observation]:
    """What was observed in ``region``, or tells no region, the oldest first."""
    return ask(
        dataset,
        Observation,
        """select target, year, value, coalesce(basis, 'published'), note from observations
        where coalesce(region, $region) = $region order by year, _row""",
        region=region,
    )
