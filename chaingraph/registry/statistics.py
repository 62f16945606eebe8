"""Statistics of output, by region and by product or chain."""

from __future__ import annotations

from typing import NamedTuple

from chaingraph.registry.asking import ask
from chaingraph.tables import Dataset


class Statistic(NamedTuple):
    """The newest positive output of a product or a chain, in hundreds of millions a year."""

    id: str
    value_yi: float


_NEWEST = """select {about}, arg_max(value_yi, coalesce(year, -1)) from outputs
    where region = $region and {about} is not null and coalesce(measure, 'output') = 'output' and value_yi > 0
    group by 1 order by 1"""


def of_products(dataset: Dataset, region: str) -> dict[str, float]:
    """The newest positive output of each product that statistics of ``region`` itself tell."""
    return dict(ask(dataset, Statistic, _NEWEST.format(about="product"), region=region))


def of_chains(dataset: Dataset, region: str) -> dict[str, float]:
    """The same of each chain."""
    return dict(ask(dataset, Statistic, _NEWEST.format(about="chain"), region=region))
