"""Known deliveries between enterprises as columns, for systemic risk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chaingraph.tables import Dataset


@dataclass(frozen=True)
class Deliveries:
    """One delivery a place: ``supplier`` and ``buyer`` are places in ``firms``, ``product`` a code (-1 where not told),
    ``value`` CNY 100 million a year (not a number where not known), ``role`` for the buyer: 2 an essential input of something that
    it makes, 1 any other. ``revenue`` of each firm likewise. Arrays of numpy.
    """

    firms: tuple[str, ...]
    supplier: Any
    buyer: Any
    product: Any
    value: Any
    role: Any
    revenue: Any


def deliveries(dataset: Dataset) -> Deliveries:
    """The table ``supplies``; of several years of one supplier, customer and product the newest counts.

    Only firms with a delivery are listed. Both ends may lie outside the studied region. Columnar throughout.
    """
    con = dataset.con
    con.execute(
        """create or replace temp table delivered as
        select supplier, customer, product, arg_max(struct_pack(v := amount_yi), coalesce(year, -1)).v as amount_yi
        from supplies group by all"""
    )
    con.execute(
        """create or replace temp table delivering as
        select id, revenue_yi, row_number() over (order by id) - 1 as place from enterprises
        where id in (select supplier from delivered union select customer from delivered)"""
    )
    firms = con.execute("select id, revenue_yi from delivering order by place").fetchnumpy()
    told = con.execute(
        """with roles as (
            select m.enterprise, i.input, bool_or(coalesce(i.essential, true)) as essential
            from makes m join inputs i using (product) where m.enterprise in (select customer from delivered) group by all)
        select s.place as supplier, b.place as buyer, d.amount_yi as value,
            coalesce(p.place, -1) as product, if(coalesce(r.essential, false), 2, 1) as role
        from delivered d join delivering s on s.id = d.supplier join delivering b on b.id = d.customer
        left join (select id, row_number() over (order by id) - 1 as place from products) p on p.id = d.product
        left join roles r on r.enterprise = d.customer and r.input = d.product
        where d.supplier <> d.customer order by all"""
    ).fetchnumpy()

    def numbers(column: Any) -> Any:
        return column.filled(float("nan")) if hasattr(column, "filled") else column

    return Deliveries(
        tuple(firms["id"].tolist()),
        told["supplier"], told["buyer"], told["product"], numbers(told["value"]), told["role"],
        numbers(firms["revenue_yi"]),
    )  # fmt: skip
