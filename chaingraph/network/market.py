"""Who makes what in a region, counted by the columnar engine: no loop over enterprises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chaingraph.network.places import Places
from chaingraph.tables import Dataset

_SHOWN = 3


@dataclass(frozen=True)
class Making:
    """The makers of one product in one region.

    ``hhi`` is the Herfindahl-Hirschman index, 0-10000, over output when every maker's output is known and the
    sum is positive (``hhi_basis`` = output), else over equal shares (count). ``sourced`` counts the makers whose
    row has a source and is not of low confidence. ``first`` are ids of up to three makers, in order of id.
    """

    makers: int
    output_yi: float | None
    hhi: float
    hhi_basis: str
    sourced: int
    first: tuple[str, ...]


@dataclass(frozen=True)
class Market:
    """All makers and buyers of a region. ``names`` has the enterprises that ``first`` lists name."""

    region: str
    made: Mapping[str, Making]
    buyers: Mapping[str, int]
    first_buyers: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    census: frozenset[str]
    relation: str
    dataset: Dataset

    def buyers_of(self, products: Iterable[str]) -> dict[str, list[str]]:
        """Ids of the active local enterprises with the product among the inputs of what they make, sorted."""
        rows = self.dataset.rows(
            f"select i.input, list_sort(list(distinct m.enterprise)) from {self.relation} m "
            "join inputs i using (product) where i.input in (select unnest(?::varchar[])) group by 1",
            [list(products)],
        )
        return dict(rows)


def market(dataset: Dataset, places: Places, region: str) -> Market:
    """Makers, outputs, concentration and buyers of every product in ``region``.

    An enterprise counts when it is active and its region is ``region`` or lies below it. Of several rows of one
    enterprise and product the newest year counts; an empty year is the oldest. Cost: one aggregate over ``makes``.
    """
    relation = f"making_{region}"
    dataset.con.execute(
        f'create or replace temp table "local_{region}" as select unnest(?::varchar[]) as code', [places.below(region)]
    )
    dataset.con.execute(
        f"""create or replace temp table "{relation}" as
        with local as (
            select id from enterprises
            where coalesce(status, 'active') = 'active' and region in (select code from "local_{region}"))
        select enterprise, product, arg_max(
            {{'output_yi': output_yi, 'sourced': coalesce(len(source), 0) > 0 and coalesce(confidence, 'medium') <> 'low'}},
            coalesce(year, -1)) as told
        from makes where enterprise in (select id from local) group by enterprise, product"""
    )
    rows = dataset.rows(
        f"""select product, count(*), sum(told.output_yi), count(told.output_yi),
               sum(told.output_yi * told.output_yi), cast(count_if(told.sourced) as integer), min(enterprise, {_SHOWN})
        from "{relation}" group by product"""
    )
    made = {}
    for product, makers, total, known, squares, sourced, first in rows:
        by_output = known == makers and total is not None and total > 0
        share = squares / total**2 if by_output else 1 / makers
        made[product] = Making(
            makers,
            None if total is None else round(total, 9),
            round(10000 * share, 6),
            "output" if by_output else "count",
            sourced,
            tuple(first),
        )
    bought = dataset.rows(
        f"""select input, count(distinct enterprise), min(distinct enterprise, {_SHOWN})
        from (select distinct i.input, m.enterprise from "{relation}" m join inputs i using (product)) group by input"""
    )
    shown = {name for making in made.values() for name in making.first} | {e for row in bought for e in row[2]}
    names = dict(
        dataset.rows("select id, name_zh from enterprises where id in (select unnest(?::varchar[]))", [sorted(shown)])
    )
    census = frozenset(
        row[0]
        for row in dataset.rows(
            "select distinct chain from coverage where completeness = 'census' "
            "and region in (select unnest(?::varchar[]))",
            [places.above(region)],
        )
    )
    return Market(
        region,
        made,
        {row[0]: row[1] for row in bought},
        {row[0]: tuple(row[2]) for row in bought},
        names,
        census,
        f'"{relation}"',
        dataset,
    )
