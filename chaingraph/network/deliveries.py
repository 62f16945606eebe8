"""Known deliveries between enterprises as columns, for systemic risk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chaingraph.tables import Dataset


@dataclass(frozen=True)
class Deliveries:
    """One delivery a place: ``supplier`` and ``buyer`` are places in ``firms``, ``product`` a code (where not told, one of its own for
    each supplier: what is blank replaces nothing else), ``value`` CNY 100 million a year (not a number where not known), ``role``
    for the buyer: 2 an essential input of something that it makes, 1 any other. ``revenue`` of each firm likewise.

    ``uses``: pairs (delivery, group), the needs that a delivery meets: every essential input group of what the buyer makes
    that the product is in, else the smallest other one, else the product alone. ``groups``: pairs (group, product), who replaces
    whom. ``inactive``: deliveries left out since an end is planned or closed. ``own``: left out since both ends are one enterprise. Arrays
    of numpy.
    """

    firms: tuple[str, ...]
    supplier: Any
    buyer: Any
    product: Any
    value: Any
    role: Any
    revenue: Any
    uses: tuple[Any, Any]
    groups: tuple[Any, Any]
    inactive: int
    own: int


_TABLES = (
    """create or replace temp table delivered as
    with told as (
        select supplier, customer, product, arg_max(amount_yi, coalesce(year, -1)) filter (amount_yi is not null) as amount_yi
        from supplies group by all),
    idle as (select id from enterprises where coalesce(status, 'active') <> 'active')
    select *, supplier = customer as own, not own and (supplier in (from idle) or customer in (from idle)) as inactive from told""",
    """create or replace temp table delivering as
    with ends as (select supplier as id from delivered where not own and not inactive union
        select customer from delivered where not own and not inactive)
    select id, revenue_yi, row_number() over (order by id) - 1 as place from enterprises join ends using (id)""",
    """create or replace temp table trade as
    select row_number() over (order by s.place, b.place, d.product nulls first) - 1 as place, s.place as supplier, b.place as buyer,
        d.customer, d.product, d.amount_yi
    from delivered d join delivering s on s.id = d.supplier join delivering b on b.id = d.customer where not own and not inactive""",
    """create or replace temp table input_groups as
    select product, bool_or(coalesce(essential, true)) as essential, list_sort(list(distinct input)) as members
    from inputs group by product, nullif("group", ''), case when coalesce("group", '') = '' then input end""",
    """create or replace temp table substitutes as
    select members, row_number() over (order by members) - 1 as code
    from (select members from input_groups union select [id] from products)""",
    """create or replace temp table product_codes as select id, row_number() over (order by id) - 1 as code from products""",
    """create or replace temp table met as
    with needs as (
        select distinct m.enterprise, g.essential, c.code, len(g.members) as size, unnest(g.members) as product
        from makes m join input_groups g using (product) join substitutes c using (members)
        where m.enterprise in (select customer from trade))
    select t.place, n.essential, n.code, n.size from trade t join needs n on n.enterprise = t.customer and n.product = t.product""",
)


def deliveries(dataset: Dataset) -> Deliveries:
    """The table ``supplies`` between active enterprises; of several years of one supplier, customer and product the newest whose
    amount is known counts, so that a newer row without an amount hides nothing.

    Only firms with a delivery are listed. Both ends may lie outside the studied region. Columnar throughout.
    """
    import numpy as np  # slow to import, needed here only

    con = dataset.con
    for table in _TABLES:
        con.execute(table)
    firms = con.execute("select id, revenue_yi from delivering order by place").fetchnumpy()
    told = con.execute(
        """with roles as (select place, bool_or(essential) as essential from met group by place)
        select t.supplier, t.buyer, t.amount_yi as value, coalesce(p.code, (select count(*) from products) + t.supplier) as product,
            if(coalesce(r.essential, false), 2, 1) as role
        from trade t left join product_codes p on p.id = t.product left join roles r using (place) order by t.place"""
    ).fetchnumpy()
    uses = con.execute(
        """with other as (select place, arg_min(code, (size, code)) as code from met group by place having not bool_or(essential))
        select place, code from met where essential group by all
        union all from other
        union all select t.place, coalesce(c.code, (select count(*) from substitutes) + t.supplier) from trade t
            left join substitutes c on c.members = [t.product] where t.place not in (select place from met)
        order by all"""
    ).fetchnumpy()
    groups = con.execute(
        """with each as (select code, unnest(members) as product from substitutes)
        select e.code, p.code as product from each e join product_codes p on p.id = e.product
        union all select distinct (select count(*) from substitutes) + supplier, (select count(*) from products) + supplier
            from trade where product is null
        order by all"""
    ).fetchnumpy()
    left = con.execute("select count(*) filter (inactive), count(*) filter (own) from delivered").fetchone() or (0, 0)

    def numbers(column: Any) -> Any:
        return np.ma.filled(column.astype(float), np.nan)

    return Deliveries(
        tuple(firms["id"].tolist()),
        told["supplier"], told["buyer"], told["product"], numbers(told["value"]), told["role"],
        numbers(firms["revenue_yi"]),
        (uses["place"], uses["code"]), (groups["code"], groups["product"]), *left,
    )  # fmt: skip
