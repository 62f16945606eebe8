"""Who makes what in a region, counted by the columnar engine: no loop over enterprises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chaingraph.network.places import Places
from chaingraph.registry import Engine, Local, WithDuckDB, coverage
from chaingraph.registry.counting import Kin
from chaingraph.tables import Dataset


@dataclass(frozen=True)
class Making:
    """The makers of one product in one region.

    ``hhi`` is the Herfindahl-Hirschman index, 0-10000, over output when every maker's output is known and the sum is
    positive (``hhi_basis`` = output), else over equal shares (count). ``sourced`` counts the makers whose row has a
    source and is not of low confidence, ``dated`` those of them with a dated source that is not general knowledge.
    ``independent`` counts makers of one parent group once (the parent itself with them), ``hhi_independent`` is the
    index after they are merged, on the same basis. ``first`` are ids of up to three makers, in order of id.
    """

    makers: int
    output_yi: float | None
    hhi: float
    hhi_basis: str
    sourced: int
    first: tuple[str, ...]
    dated: int = 0
    independent: int = 0
    hhi_independent: float | None = None


@dataclass(frozen=True)
class Market:
    """All makers and buyers of a region. ``codes``: the region and everything in it. ``names`` has the enterprises that
    ``first`` lists name.
    """

    region: str
    codes: tuple[str, ...]
    made: Mapping[str, Making]
    buyers: Mapping[str, int]
    first_buyers: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    census: frozenset[str]
    recall: Mapping[str, float]
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
    enterprise and product the newest year counts; an empty year is the oldest. ``recall`` of a chain: as ``coverage``
    tells it for the region or the nearest one above that tells it. ``held_out`` = (draw, share) leaves a random share
    of the enterprises out, the same ones each time for the same draw. ``engine`` counts, DuckDB over the tables of
    ``dataset`` when None. Cost: a few aggregates over ``makes``.
    """
    engine = engine or WithDuckDB(dataset)
    codes = tuple(places.below(region))
    counts = engine.count(codes, held_out)
    merged = {one.product: one for one in counts.kin}
    made = {}
    for product, makers, total, known, squares, sourced, dated in counts.made:
        alone = Kin(product, makers, squares, makers)  # no maker has a parent group
        _, independent, joined_squares, joined_makers = merged.get(product, alone)
        if known == makers and total is not None and total > 0 and squares is not None and joined_squares is not None:
            basis, share, joined = "output", squares / total**2, joined_squares / total**2
        else:
            basis, share, joined = "count", 1 / makers, joined_makers / makers**2
        made[product] = Making(
            makers,
            None if total is None else round(total, 9),
            round(10000 * share, 6),
            basis,
            sourced,
            counts.first[product],
            dated,
            independent,
            round(10000 * joined, 6),
        )
    above = places.above(region)  # from the region itself upward
    return Market(
        region,
        codes,
        made,
        dict(counts.bought),
        counts.first_buyers,
        counts.names,
        coverage.census(dataset, above),
        coverage.recall(dataset, above),
        engine,
        held_out,
    )
