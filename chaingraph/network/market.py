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


def market(dataset: Dataset, places: Places, region: str, held_out: tuple[int, float] | None = None) -> Market:
    """Makers, outputs, concentration and buyers of every product in ``region``.

    An enterprise counts when it is active and its region is ``region`` or lies below it. Of several rows of one
    enterprise and product the newest year counts; an empty year is the oldest. ``recall`` of a chain: as ``coverage`` tells it
    for the region or the nearest one above that tells it. ``held_out`` = (draw, share) leaves a random share of the
    enterprises out, the same ones each time for the same draw. Cost: one aggregate over ``makes``.
    """
    relation = f"making_{region}" + ("_held_out" if held_out else "")
    kept = (
        f"and md5_number_lower(id || ' {held_out[0]:d}') % 1000000 >= {1000000 * held_out[1]:.0f}" if held_out else ""
    )
    dataset.con.execute(
        f'create or replace temp table "local_{region}" as select unnest(?::varchar[]) as code', [places.below(region)]
    )
    dataset.con.execute(
        f"""create or replace temp table "{relation}" as
        with local as (
            select id from enterprises
            where coalesce(status, 'active') = 'active' and region in (select code from "local_{region}") {kept}),
        dated as (
            select coalesce(list(id), []) as ids from sources where year is not null and coalesce(kind, '') <> 'general')
        select enterprise, product, arg_max(
            {{'output_yi': output_yi, 'sourced': coalesce(len(source), 0) > 0 and coalesce(confidence, 'medium') <> 'low',
              'dated': coalesce(list_has_any(source, dated.ids), false) and coalesce(confidence, 'medium') <> 'low'}},
            coalesce(year, -1)) as told
        from makes, dated where enterprise in (select id from local) group by enterprise, product"""
    )
    rows = dataset.rows(
        f"""select product, count(*), sum(told.output_yi), count(told.output_yi),
               sum(told.output_yi * told.output_yi), cast(count_if(told.sourced) as integer), min(enterprise, {_SHOWN}),
               cast(count_if(told.dated) as integer)
        from "{relation}" group by product"""
    )
    # products with makers of a parent group only: elsewhere every maker is independent
    merged = {
        row[0]: row[1:]
        for row in dataset.rows(
            f"""with kin as (
                select m.product, coalesce(e.parent_group,
                    case when e.name_zh in (select parent_group from enterprises) then e.name_zh end, e.id) as parent, m.told.output_yi as output_yi
                from "{relation}" m join enterprises e on e.id = m.enterprise where m.product in (
                    select k.product from "{relation}" k join enterprises g on g.id = k.enterprise
                    where g.parent_group is not null)),
            grouped as (select product, parent, sum(output_yi) as output_yi, count(*) as makers from kin group by all)
            select product, count(*), sum(output_yi * output_yi), sum(makers * makers) from grouped group by product"""
        )
    }
    made = {}
    for product, makers, total, known, squares, sourced, first, dated in rows:
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
            tuple(first),
            dated,
            independent,
            round(10000 * joined, 6),
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
    above = places.above(region)  # from the region itself upward
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
        {row[0]: row[1] for row in bought},
        {row[0]: tuple(row[2]) for row in bought},
        names,
        census,
        recall,
        f'"{relation}"',
        dataset,
    )
