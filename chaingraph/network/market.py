"""Who makes what in a region, counted by the columnar engine: no loop over enterprises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chaingraph.network.census import census_chains
from chaingraph.network.places import Places
from chaingraph.registry import Engine, Local, WithDuckDB, coverage, searches, statistics
from chaingraph.registry.counting import Owned
from chaingraph.tables import Dataset

BY_OUTPUT, BY_COUNT = "output", "count"  # on what a Herfindahl-Hirschman index rests


@dataclass(frozen=True)
class Making:
    """The makers of one product in one region, those of its kinds with them.

    ``owners``: how many different ones. ``hhi`` is the Herfindahl-Hirschman index over owners, 0-10000, by output when
    every maker's output is known and the sum is positive (``hhi_basis`` = output), else every maker has an equal share
    (count). ``sourced`` counts the makers whose row has a source and is not of low confidence, ``dated`` those of them
    with a dated source that is not general knowledge. ``first`` are ids of up to three makers, in order of id.
    """

    makers: int
    owners: int
    output_yi: float | None
    hhi: float
    hhi_basis: str
    sourced: int
    first: tuple[str, ...]
    dated: int = 0

    @property
    def whole_output_yi(self) -> float | None:
        """The output where every maker's is known and their sum is positive."""
        return self.output_yi if self.hhi_basis == BY_OUTPUT else None


@dataclass(frozen=True)
class Market:
    """All makers and buyers of a region. ``codes``: the region and everything in it; ``home``: its home area.

    ``made``: products with a maker, the makers of their kinds counted; ``own``: those with a maker that has a row of
    its own for them. ``elsewhere``: products without a maker here that have one in the region's home area, with the
    first ids of those. ``census``: the chains with complete lists. ``searched``: of products the kinds of places looked
    through without finding a maker. ``statistics``: outputs of products, ``chain_statistics`` of chains, in hundreds
    of millions a year. ``names`` has the enterprises that ``first`` lists and ``elsewhere`` name.
    """

    region: str
    codes: tuple[str, ...]
    home: str | None
    made: Mapping[str, Making]
    own: frozenset[str]
    elsewhere: Mapping[str, tuple[str, ...]]
    buyers: Mapping[str, int]
    first_buyers: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    census: frozenset[str]
    recall: Mapping[str, float]
    searched: Mapping[str, frozenset[str]]
    statistics: Mapping[str, float]
    chain_statistics: Mapping[str, float]
    engine: Engine
    held_out: tuple[int, float] | None = None

    @property
    def local(self) -> Local:
        """Who counts here, for the queries of :mod:`chaingraph.registry`. Raises UsageError where Spark counts."""
        return self.engine.local(self.codes, self.held_out)

    def buyers_of(self, products: Iterable[str]) -> dict[str, list[str]]:
        """Ids of the active local enterprises with the product among the inputs of what they make, sorted."""
        return self.engine.buyers_of(self.codes, self.held_out, products)


def market(
    dataset: Dataset,
    places: Places,
    region: str,
    held_out: tuple[int, float] | None = None,
    engine: Engine | None = None,
) -> Market:
    """Makers, outputs, concentration and buyers of every product in ``region``.

    An enterprise counts when it is active and its region is ``region`` or lies below it. Of several rows of one
    enterprise and product the newest year counts; an empty year is the oldest. A maker of a kind of a product is a
    maker of it; its output is that of its own row, else of what it makes under it. ``recall`` of a chain: as
    ``coverage`` tells it for the region or the nearest one above that does. ``held_out`` = (draw, share) leaves a share
    of the enterprises out, the same ones each time for the same draw. ``engine`` counts, DuckDB over the tables of
    ``dataset`` when None. Cost: a few aggregates over ``makes``.
    """
    engine = engine or WithDuckDB(dataset)
    codes = tuple(places.below(region))
    counts = engine.count(codes, held_out)
    owned = {row.product: row for row in counts.owned}
    made = {}
    for product, makers, total, known, squares, sourced, dated in counts.made:
        apart = Owned(product, makers, squares, makers)  # each maker is its own owner
        _, owners, squared_outputs, squared_makers = owned.get(product, apart)
        if known == makers and total is not None and total > 0 and squared_outputs is not None:
            basis, share = BY_OUTPUT, squared_outputs / total**2
        else:
            basis, share = BY_COUNT, squared_makers / makers**2
        made[product] = Making(
            makers=makers,
            owners=owners,
            output_yi=None if total is None else round(total, 9),
            hhi=round(10000 * share, 6),
            hhi_basis=basis,
            sourced=sourced,
            first=counts.first[product],
            dated=dated,
        )
    above = places.above(region)  # from the region itself upward
    home = places.home_area(region)
    elsewhere: dict[str, tuple[str, ...]] = {}
    names = dict(counts.names)
    if home is not None and home != region:
        first, home_names = engine.first_makers(places.below(home), held_out)
        elsewhere = {product: ids for product, ids in first.items() if product not in made}
        names |= home_names
    return Market(
        region=region,
        codes=codes,
        home=home,
        made=made,
        own=counts.own,
        elsewhere=elsewhere,
        buyers=dict(counts.bought),
        first_buyers=counts.first_buyers,
        names=names,
        census=census_chains(places, coverage.census(dataset), region),
        recall=coverage.recall(dataset, above),
        searched=searches.in_vain(dataset, above),
        statistics=statistics.of_products(dataset, region),
        chain_statistics=statistics.of_chains(dataset, region),
        engine=engine,
        held_out=held_out,
    )
