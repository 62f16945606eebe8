"""Who delivers to whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from chaingraph.registry.asking import Local, ask, work_tables
from chaingraph.registry.owners import OWNED
from chaingraph.tables import Dataset


class Ties(NamedTuple):
    """An enterprise with the names of local ones that it, or its group, trades with; ``leads`` among their groups."""

    enterprise: str
    names: list[str]
    leads: list[str]


class Mates(NamedTuple):
    """An enterprise with the names of local ones of its owner; ``lead``: whether one of them is a lead enterprise."""

    enterprise: str
    names: list[str]
    lead: bool


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


_OWNED = f"""
    , {OWNED}
    , asked as (select id as firm, owner from owned where id in (select unnest($ids::varchar[])))"""


def group_mates(local: Local, enterprises: Iterable[str]) -> dict[str, Mates]:
    """The active local enterprises that have the same owner as each of ``enterprises``, those that have any."""
    found = local.ask(
        Mates,
        f"""{_OWNED}
        select firm, list(e.name_zh order by e.id), bool_or(coalesce(e.role = 'lead', false))
        from asked join owned using (owner) join local_enterprise e on e.id = owned.id
        where firm <> e.id group by firm""",
        ids=list(enterprises),
    )
    return {row.enterprise: row for row in found}


def ties(local: Local, enterprises: Iterable[str]) -> dict[str, Ties]:
    """The active local enterprises that each of ``enterprises``, or another of its owner, delivers to or takes from.

    Where it deals with another enterprise of a local owner, the local ones of that owner are named in its place.
    ``leads`` are the lead enterprises here of the owners that it deals with. Both ends are active.
    """
    found = local.ask(
        Ties,
        f"""{_OWNED}
        , standing as (select o.id, o.owner from owned o join active_enterprise e on e.id = o.id)
        , here as (
            select s.id, s.owner, e.name_zh, coalesce(e.role = 'lead', false) as lead
            from standing s join local_enterprise e on e.id = s.id)
        , dealt as (
            select supplier as one, customer as other from supplies union select customer, supplier from supplies)
        , dealing as (
            select distinct a.firm, t.id, t.owner, t.id in (select id from here) as direct
            from asked a join standing s on s.owner = a.owner join dealt d on d.one = s.id
                join standing t on t.id = d.other where t.owner <> a.owner)
        , shown as (
            select d.firm, h.id, h.name_zh, d.direct and h.id = d.id as named, not d.direct as instead, h.lead
            from dealing d join here h on h.owner = d.owner)
        , each as (
            select firm, id, name_zh, bool_or(named) as named, bool_or(instead) as instead, any_value(lead) as lead
            from shown group by all)
        select firm, coalesce(list(name_zh order by not named, id) filter (named or instead), []),
            coalesce(list(name_zh order by id) filter (lead), [])
        from each group by firm""",
        ids=list(enterprises),
    )
    return {row.enterprise: row for row in found}


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
