"""Who makes what in a region, counted by the columnar engine: no loop over enterprises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chaingraph.network.counting import Engine, WithDuckDB
from chaingraph.network.places import Places
from chaingraph.tables import Dataset


@dataclass(frozen=True)
class Making:
    """The makers of one product in one region.

    ``hhi`` is the Herfindahl-Hirschman index, 0-10000, over output when every maker's output is known and the
    sum is positive (``hhi_basis`` = output), else over equal shares (count). ``sourced`` counts the makers whose
    row has a source and is not of low confidence, ``dated`` those of them with a dated source that is not general
    knowledge. ``independent`` counts makers of one parent group once (the parent itself with them), ``hhi_independent`` is
    the index after they are merged, on the same basis. ``first`` are ids of up to three makers, in order of id.
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
    """All makers and buyers of a region. ``names`` has the enterprises that ``first`` lists name."""

    region: str
    made: Mapping[str, Making]
    buyers: Mapping[str, int]
    first_buyers: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    census: frozenset[str]
    recall: Mapping[str, float]
    engine: Engine
    held_out: tuple[int, float] | None = None

    @property
    def relation(self) -> str:
        """SQL name of what counts here: ``enterprise``, ``product``."""
        return self.engine.relation(self.region, self.held_out)

    def buyers_of(self, products: Iterable[str]) -> dict[str, list[str]]:
        """Ids of the active local enterprises with the product among the inputs of what they make, sorted."""
        return self.engine.buyers_of(self.region, self.held_out, list(products))


def market(
    dataset: Dataset,
    places: Places,
    region: str,
    held_out: tuple[int, float] | None = None,
    engine: Engine | None = None,
) -> Market:
    """Makers, outputs, concentration and buyers of every product in ``region``.

    An enterprise counts when it is active and its region is ``region`` or lies below it. Of several rows of one
    enterprise and product the newest year counts; an empty year is the oldest. ``recall`` of a chain: as ``coverage`` tells it
    for the region or the nearest one above that tells it. ``held_out`` = (draw, share) leaves a random share of the
    enterprises out, the same ones each time for the same draw. ``engine`` counts, DuckDB over the tables of ``dataset`` when
    None. Cost: a few aggregates over ``makes``.
    """
    engine = engine or WithDuckDB(dataset)
    counts = engine.count(region, places.below(region), held_out)
    merged = {row[0]: row[1:] for row in counts.kin}
    made = {}
    for product, makers, total, known, squares, sourced, dated in counts.made:
        by_output = known == makers and total is not None and total > 0
        share = squares / total**2 if by_output else 1 / makers
        independent, square_output, square_count = merged.get(product, (makers, squares, makers))
        joined = square_output / total**2 if by_output else square_count / makers**2
        made[product] = Making(
            makers,
            None if total is None else round(total, 9),
            round(10000 * share, 6),
            "output" if by_output else "count",
            sourced,
            counts.first[product],
            dated,
            independent,
            round(10000 * joined, 6),
        )
    above = places.above(region)  # from the region itself upward
    census = frozenset(
        row[0]
        for row in dataset.rows(
            "select distinct chain from coverage where completeness = 'census' "
            "and region in (select unnest(?::varchar[]))",
            [above],
        )
    )
    recall = dict(
        dataset.rows(
            "select chain, arg_min(recall, list_position(?::varchar[], region)) from coverage "
            "where recall is not null and list_contains(?::varchar[], region) group by chain",
            [above, above],
        )
    )
    return Market(
        region,
        made,
        {row[0]: row[1] for row in counts.bought},
        counts.first_buyers,
        counts.names,
        census,
        recall,
        engine,
        held_out,
    )
