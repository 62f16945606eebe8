"""Who delivers to whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from chaingraph.registry.asking import Local, ask, work_tables
from chaingraph.tables import Dataset


class Ties(NamedTuple):
    """An enterprise with the names of local ones that it is tied to."""

    enterprise: str
    names: list[str]


class Link(NamedTuple):
    """A delivery: product None where not told, amount in CNY 100 million a year, None where not known."""

    supplier: str
    customer: str
    product: str | None
    amount_yi: float | None


class End(NamedTuple):
    """An enterprise at an end of a link, whether it is local, and a product that it makes, delivers or takes."""

    id: str
    name_zh: str
    name_en: str
    local: bool
    product: str | None


class Left(NamedTuple):
    """How many deliveries are left out: since an end is not active, and since both ends are one."""

    inactive: int
    own: int


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Deliveries between active enterprises as columns of numpy: see :class:`chaingraph.network.Deliveries`.

    ``firms`` has id and revenue_yi; ``links`` supplier, buyer, value, product and role; ``uses`` place and code;
    ``groups`` code and product.
    """

    firms: dict[str, Any]
    links: dict[str, Any]
    uses: dict[str, Any]
    groups: dict[str, Any]
    left: Left


_DELIVERED = {
    "delivered": """with told as (
            select supplier, customer, product,
                arg_max(amount_yi, coalesce(year, -1)) filter (amount_yi is not null) as amount_yi
            from supplies group by all),
        idle as (select id from idle_enterprise)
        select *, supplier = customer as own,
            not own and (supplier in (from idle) or customer in (from idle)) as inactive from told""",
    "delivering": """with ends as (
            select supplier as id from delivered where not own and not inactive
            union select customer from delivered where not own and not inactive)
        select id, revenue_yi, row_number() over (order by id) - 1 as place from enterprise join ends using (id)""",
    "trade": """select row_number() over (order by s.place, b.place, d.product nulls first) - 1 as place,
            s.place as supplier, b.place as buyer, d.customer, d.product, d.amount_yi
        from delivered d join delivering s on s.id = d.supplier join delivering b on b.id = d.customer
        where not own and not inactive""",
    "input_groups": """select product, bool_or(coalesce(essential, true)) as essential,
            list_sort(list(distinct input)) as members
        from inputs group by product, nullif("group", ''), case when coalesce("group", '') = '' then input end""",
    "substitutes": """select members, row_number() over (order by members) - 1 as code
        from (select members from input_groups union select [id] from products)""",
    "product_codes": "select id, row_number() over (order by id) - 1 as code from products",
    "met": """with needs as (
            select distinct m.enterprise, g.essential, c.code, len(g.members) as size, unnest(g.members) as product
            from makes m join input_groups g using (product) join substitutes c using (members)
            where m.enterprise in (select customer from trade))
        select t.place, n.essential, n.code, n.size
        from trade t join needs n on n.enterprise = t.customer and n.product = t.product""",
}
_LINKS = """with roles as (select place, bool_or(essential) as essential from met group by place)
    select t.supplier, t.buyer, t.amount_yi as value,
        coalesce(p.code, (select count(*) from products) + t.supplier) as product,
        if(coalesce(r.essential, false), 2, 1) as role
    from trade t left join product_codes p on p.id = t.product left join roles r using (place) order by t.place"""
_USES = """with other as (
        select place, arg_min(code, (size, code)) as code from met group by place having not bool_or(essential))
    select place, code from met where essential group by all
    union all from other
    union all select t.place, coalesce(c.code, (select count(*) from substitutes) + t.supplier) from trade t
        left join substitutes c on c.members = [t.product] where t.place not in (select place from met)
    order by all"""
_GROUPS = """with each as (select code, unnest(members) as product from substitutes)
    select e.code, p.code as product from each e join product_codes p on p.id = e.product
    union all select distinct (select count(*) from substitutes) + supplier, (select count(*) from products) + supplier
        from trade where product is null
    order by all"""


def deliveries(dataset: Dataset) -> Columns:
    """The deliveries between active enterprises; of several years of one supplier, customer and product the newest
    whose amount is known.
    """
    con = dataset.con
    with work_tables(dataset, _DELIVERED):
        return Columns(
            firms=con.execute("select id, revenue_yi from delivering order by place").fetchnumpy(),
            links=con.execute(_LINKS).fetchnumpy(),
            uses=con.execute(_USES).fetchnumpy(),
            groups=con.execute(_GROUPS).fetchnumpy(),
            left=ask(dataset, Left, "select count(*) filter (inactive), count(*) filter (own) from delivered")[0],
        )


def ties(local: Local, enterprises: Iterable[str]) -> dict[str, list[str]]:
    """Names of active local enterprises that each of ``enterprises`` delivers to, takes from, or is of one group with.

    A parent group is the enterprise of that id or name (zh or en) where exactly one bears it, else the text itself.
    ``heads`` are an enterprise, its parent and all above; the union ends in circles too.
    """
    found = local.ask(
        Ties,
        """select firm, names from (
            with recursive asked as (select unnest($ids::varchar[]) as id),
            owned as (
                select id, trim(parent_group) as parent from enterprise where trim(parent_group) <> ''),
            named as (
                select name, any_value(id) as id from (
                    select id, unnest(list_distinct([id, name_zh, name_en])) as name from enterprise
                ) where name in (select parent from owned) group by name having count(distinct id) = 1),
            parents as (
                select o.id, coalesce(n.id, o.parent) as head from owned o left join named n on n.name = o.parent),
            heads as (
                select id, id as head from enterprise where id in (select id from asked)
                    or id in (select id from parents union select head from parents)
                    and id in (select id from local_enterprise)
                union select h.id, p.head from heads h join parents p on p.id = h.head),
            pairs as (
                select supplier as firm, customer as other from supplies union select customer, supplier from supplies
                union select a.id, b.id from heads a join heads b using (head) where a.id in (select id from asked))
            select firm, list_sort(list(distinct e.name_zh)) as names
            from pairs join local_enterprise e on e.id = other
            where firm in (select id from asked) and firm <> other group by firm)""",
        ids=list(enterprises),
    )
    return dict(found)


_OF_CHAIN = {
    "chain_links": """with members as (
            select distinct enterprise from makes where product in (select unnest($products::varchar[])))
        select supplier, customer, arg_max(product, coalesce(year, -1)) as product, max(amount_yi) as amount
        from supplies
        where supplier <> customer and (product in (select unnest($products::varchar[]))
            or (supplier in (from members) and customer in (from members)))
        group by supplier, customer"""
}


def links_of(dataset: Dataset, products: Sequence[str], codes: Sequence[str]) -> tuple[list[Link], list[End]]:
    """The deliveries of ``products``, and those between makers of them; their ends, those with most deliveries first.

    An end is local when its region is among ``codes``.
    """
    with work_tables(dataset, _OF_CHAIN, products=list(products)):
        links = ask(dataset, Link, "select supplier, customer, product, amount from chain_links order by all")
        ends = ask(
            dataset,
            End,
            """with ends as (
                select supplier as id, product from chain_links union all select customer, null from chain_links),
            tied as (select id, min(product) as product, count(*) as ties from ends group by id),
            making as (select enterprise as id, min(product) as product from makes
                where product in (select unnest($products::varchar[])) group by enterprise)
            select e.id, e.name_zh, coalesce(e.name_en, e.name_zh), e.region in (select unnest($codes::varchar[])),
                coalesce(m.product, t.product)
            from tied t join enterprise e on e.id = t.id left join making m on m.id = t.id
            order by t.ties desc, e.id""",
            products=list(products),
            codes=list(codes),
        )
    return links, ends
