"""How far a chain's makers in a region are recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from chaingraph.registry.asking import ask
from chaingraph.tables import Dataset


class Census(NamedTuple):
    """A region with a chain that is complete there."""

    region: str
    chain: str


class Recall(NamedTuple):
    """A chain with its recall: the share of the products made there that have a maker on record, 0-1."""

    chain: str
    recall: float


class Listed(NamedTuple):
    """What a second list held of a chain in a region, and how much of it was on record; None where it is not told."""

    chain: str
    region: str
    listed_products: int | None
    found_products: int | None
    listed_pairs: int | None
    found_pairs: int | None


class Completeness(NamedTuple):
    """What a row tells of how complete it is."""

    completeness: str | None


def census(dataset: Dataset) -> list[Census]:
    """Every region with every chain that is complete there."""
    return ask(
        dataset, Census, "select distinct region, chain from coverage where completeness = 'census' order by all"
    )


def recall(dataset: Dataset, above: Sequence[str]) -> dict[str, float]:
    """The recall of each chain as the first of the regions ``above`` tells it."""
    found = ask(
        dataset,
        Recall,
        """select chain, arg_min(recall, list_position($above::varchar[], region)) from coverage
        where recall is not null and list_contains($above::varchar[], region) group by chain""",
        above=list(above),
    )
    return dict(found)


def listed(dataset: Dataset, above: Sequence[str]) -> dict[str, Listed]:
    """What a second list held of each chain, as the first of the regions ``above`` tells it."""
    found = ask(
        dataset,
        Listed,
        """select chain, region, listed_products, found_products, listed_pairs, found_pairs from coverage
        where coalesce(listed_products, listed_pairs) is not null and list_contains($above::varchar[], region)
        qualify row_number() over (partition by chain order by list_position($above::varchar[], region)) = 1""",
        above=list(above),
    )
    return {row.chain: row for row in found}


def completeness(dataset: Dataset, above: Sequence[str], chain: str) -> str | None:
    """How complete a chain is in one of the regions ``above``, the first in the order of the words."""
    found = ask(
        dataset,
        Completeness,
        """select completeness from coverage where chain = $chain and region in (select unnest($above::varchar[]))
        order by completeness limit 1""",
        chain=chain,
        above=list(above),
    )
    return found[0].completeness if found else None
