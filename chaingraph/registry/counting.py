"""The counts that a market is made of, and the default engine that makes them: DuckDB."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from chaingraph.registry.asking import Local
from chaingraph.registry.enterprises import names
from chaingraph.registry.views import keep_makers, texts
from chaingraph.tables import Dataset


class Made(NamedTuple):
    """One product: its makers, sum, count and squares of known outputs, makers sourced, makers dated."""

    product: str
    makers: int
    total: float | None
    known: int
    squares: float | None
    sourced: int
    dated: int


class Owned(NamedTuple):
    """One product with a maker that somebody else owns: how many owners, squares of their outputs and of how many
    makers each has.
    """

    product: str
    owners: int
    squares: float | None
    squared_makers: int


class Own(NamedTuple):
    """One product of which an enterprise has a row of its own."""

    product: str


class Bought(NamedTuple):
    """One product that somebody needs: how many do."""

    product: str
    buyers: int


class Pair(NamedTuple):
    """A product with an enterprise that makes it, or needs it."""

    product: str
    enterprise: str


class Buyers(NamedTuple):
    """A product with all that need it, sorted."""

    product: str
    enterprises: list[str]


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What the expressions of :mod:`chaingraph.registry.expressions` gave for one region.

    ``own``: the products with a maker that has a row of its own for them. ``first`` and ``first_buyers``: the first
    ids of each product. ``names``: the Chinese names of those.
    """

    made: list[Made]
    owned: list[Owned]
    own: frozenset[str]
    bought: list[Bought]
    first: Mapping[str, tuple[str, ...]]
    first_buyers: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]


class Engine(Protocol):
    """Who counts a registry: DuckDB here, Spark in :mod:`chaingraph.registry.spark`."""

    def local(self, codes: Sequence[str], held_out: tuple[int, float] | None = None) -> Local:
        """Who counts in a region, for other queries, where the engine is DuckDB."""

    def count(self, codes: Sequence[str], held_out: tuple[int, float] | None = None) -> Counts:
        """The counts of the enterprises whose region is among ``codes``; ``held_out`` leaves a share of them out."""

    def buyers_of(
        self, codes: Sequence[str], held_out: tuple[int, float] | None, products: Iterable[str]
    ) -> dict[str, list[str]]:
        """Ids of all the buyers of some products, sorted."""

    def first_makers(
        self, codes: Sequence[str], held_out: tuple[int, float] | None = None
    ) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
        """The first ids of the makers of each product, and the Chinese names of those enterprises."""


def together(pairs: Iterable[Pair]) -> dict[str, tuple[str, ...]]:
    """Each product with all its enterprises, sorted."""
    found: dict[str, list[str]] = {}
    for product, enterprise in pairs:
        found.setdefault(product, []).append(enterprise)
    return {product: tuple(sorted(ids)) for product, ids in found.items()}


class WithDuckDB:
    """Counts the tables of a dataset where they are; keeps who makes and buys what as they stand when it is made."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._first: dict[tuple[tuple[str, ...], tuple[int, float] | None], dict[str, tuple[str, ...]]] = {}
        keep_makers(dataset)

    def local(self, codes: Sequence[str], held_out: tuple[int, float] | None = None) -> Local:
        """What counts in a region."""
        return Local(dataset=self.dataset, codes=tuple(codes), held_out=held_out)

    def count(self, codes: Sequence[str], held_out: tuple[int, float] | None = None) -> Counts:
        """Runs ``registry.sql``; equal draws of ``held_out`` leave out the same enterprises."""
        here, sql = self.local(codes, held_out), texts()
        first, first_buyers = (together(here.ask(Pair, sql[name])) for name in ("first", "first_buying"))
        return Counts(
            made=here.ask(Made, sql["made"]),
            owned=here.ask(Owned, sql["owned"]),
            own=frozenset(row.product for row in here.ask(Own, sql["own"])),
            bought=here.ask(Bought, sql["bought"]),
            first=first,
            first_buyers=first_buyers,
            names=names(self.dataset, shown(first, first_buyers)),
        )

    def first_makers(
        self, codes: Sequence[str], held_out: tuple[int, float] | None = None
    ) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
        """One query over who makes what, once: all cities of a province ask for the same."""
        key = tuple(codes), held_out
        if key not in self._first:
            self._first[key] = together(self.local(codes, held_out).ask(Pair, texts()["first"]))
        return self._first[key], names(self.dataset, shown(self._first[key]))

    def buyers_of(
        self, codes: Sequence[str], held_out: tuple[int, float] | None, products: Iterable[str]
    ) -> dict[str, list[str]]:
        """One query over who buys what."""
        sql = """select product, list_sort(list(enterprise)) from local_buyer
            where product in (select unnest($products::varchar[])) group by 1"""
        return dict(self.local(codes, held_out).ask(Buyers, sql, products=list(products)))


def shown(*first: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The ids that sentences will name."""
    return sorted({firm for group in first for ids in group.values() for firm in ids})
