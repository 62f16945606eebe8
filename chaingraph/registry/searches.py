"""Searches that were made for makers: evidence of absence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from chaingraph.registry.asking import ask
from chaingraph.tables import Dataset


class Searched(NamedTuple):
    """A product with the different kinds of places that were looked through for its makers, sorted."""

    product: str
    places: list[str]


def in_vain(dataset: Dataset, above: Sequence[str]) -> dict[str, frozenset[str]]:
    """Of each product the kinds of places where a search found no maker, in one of the regions ``above``: the one asked
    for and those that it lies in.
    """
    found = ask(
        dataset,
        Searched,
        """select product, list_sort(list(distinct "where")) from (
            select unnest(product) as product, "where" from searches
            where found = 0 and "where" is not null and region in (select unnest($above::varchar[])))
        where product is not null group by 1 order by 1""",
        above=list(above),
    )
    return {row.product: frozenset(row.places) for row in found}
