"""Enterprises by themselves: names, owners, what a list tells of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from chaingraph.registry.asking import Local, ask, ask_local
from chaingraph.tables import Dataset
from chaingraph.tables.names import core_name, plain_name

CORE = 3  # letters of the shortest core name by which enterprises are compared


class Named(NamedTuple):
    """An enterprise with its Chinese name."""

    id: str
    name_zh: str


class Listed(NamedTuple):
    """A line of the list of enterprises. ``total``: lines that there are without a limit."""

    name_zh: str
    uscc: str | None
    region: str
    products: list[str] | None
    role: str | None
    revenue_yi: float | None
    year: int | None
    park: str | None
    cluster: str | None
    status: str
    confidence: str | None
    source: list[str]
    total: int


class Described(NamedTuple):
    """What a list of enterprises to invite tells of one. ``products``: all that it makes."""

    id: str
    uscc: str | None
    revenue_yi: float | None
    confidence: str | None
    products: list[str] | None


class Addressee(NamedTuple):
    """An enterprise that could be asked, with its park."""

    id: str
    name_zh: str
    role: str | None
    park: str | None
    park_zh: str | None


class Leader(NamedTuple):
    """A lead or backbone enterprise."""

    name_zh: str
    role: str
    products: list[str] | None
    source: list[str] | None


class Id(NamedTuple):
    """An enterprise's id."""

    id: str


class Name(NamedTuple):
    """A name."""

    name: str


class Owner(NamedTuple):
    """An enterprise's parent group."""

    parent_group: str | None


def names(dataset: Dataset, ids: Iterable[str]) -> dict[str, str]:
    """The Chinese names of the enterprises ``ids``, those that there are."""
    found = ask(
        dataset,
        Named,
        "select id, name_zh from enterprise where id in (select unnest($ids::varchar[]))",
        ids=list(ids),
    )
    return dict(found)


def local_names(dataset: Dataset, codes: Sequence[str], ids: Iterable[str]) -> dict[str, str]:
    """The same of those in a region, whatever their status."""
    found = ask_local(
        dataset,
        Named,
        codes,
        "select id, name_zh from enterprise where region in (from local) and id in (select unnest($ids::varchar[]))",
        ids=list(ids),
    )
    return dict(found)


def called(dataset: Dataset, name: str) -> list[str]:
    """Ids of the enterprises of that id or Chinese name, the id first."""
    found = ask(
        dataset, Id, "select id from enterprise where id = $told or name_zh = $told order by id <> $told, id", told=name
    )
    return [row.id for row in found]


def is_known(dataset: Dataset, id: str) -> bool:
    """Whether there is an enterprise of that id."""
    return bool(ask(dataset, Id, "select id from enterprise where id = $id", id=id))


def parent_group(dataset: Dataset, id: str | None) -> str | None:
    """The parent group of an enterprise, None where it has none or is not on record."""
    found = ask(dataset, Owner, "select parent_group from enterprise where id = $id", id=id)
    return found[0].parent_group if found else None


class Namesakes(NamedTuple):
    """An enterprise with the names of local ones that are called as it is."""

    enterprise: str
    names: list[str]


def namesakes(local: Local, ids: Iterable[str]) -> dict[str, list[str]]:
    """Of each of ``ids`` the active local enterprises with the same core name, or short name.

    A core name is the registered one without place and legal form (:func:`core_name`), one of at least
    :data:`CORE` letters; what is the name of a product, a segment or a chain says a trade and tells nobody apart.
    The names may agree by chance: nothing but a lead to be checked.
    """
    called = local.ask(Name, "select name_zh from regions where name_zh is not null order by 1")
    core = core_name("name", [row.name for row in called if row.name.isalnum()])  # it stands in a pattern
    found = local.ask(
        Namesakes,
        f"""
        , trades as (
            select {plain_name("name")} as word from (
                select unnest([name_zh, segment_zh]) as name from products union all select name_zh from chains)
            where name is not null)
        , wanted as (select unnest($ids::varchar[]) as id)
        , named as (
            select id, {plain_name("unnest([name_zh, short_zh])")} as name from enterprise
            where id in (from wanted) or id in (select id from local_enterprise))
        , cores as (
            select distinct id, core from (select id, {core} as core from named where name is not null)
            where length(core) >= {CORE} and core not in (select word from trades))
        select a.id, list(distinct e.name_zh order by e.name_zh)
        from cores a join cores b on b.core = a.core and b.id <> a.id join local_enterprise e on e.id = b.id
        where a.id in (from wanted) group by a.id""",
        ids=list(ids),
    )
    return dict(found)


_LISTED = """
    , mine as (
        select m.enterprise, list(distinct m.product order by m.product) as products,
            flatten(list(coalesce(m.source, []))) as source
        from makes m where m.enterprise in (select id from enterprise where region in (from local)) group by 1)
    select e.name_zh, e.uscc, e.region, m.products, e.role, e.revenue_yi, e.year, p.name_zh, c.name_zh, e.status,
        e.confidence, list_concat(coalesce(e.source, []), coalesce(m.source, [])), count(*) over ()
    from enterprise e left join mine m on m.enterprise = e.id left join parks p on p.id = e.park
        left join clusters c on c.id = e.cluster
    where e.region in (from local) and e.status <> 'closed'
        and ($wanted::varchar[] is null or list_has_any(m.products, $wanted::varchar[]))
    order by case e.role when 'lead' then 0 when 'backbone' then 1 when 'supporting' then 2 else 3 end,
        e.revenue_yi desc nulls last, e.id limit $most"""


def listed(dataset: Dataset, codes: Sequence[str], wanted: Sequence[str] | None, most: int) -> list[Listed]:
    """The enterprises of a region that are not closed (those that make one of ``wanted`` where it is told), leaders and
    the largest first.
    """
    return ask_local(dataset, Listed, codes, _LISTED, wanted=None if wanted is None else list(wanted), most=most)


def described(dataset: Dataset, ids: Iterable[str]) -> dict[str, Described]:
    """What a list tells of the enterprises ``ids``."""
    found = ask(
        dataset,
        Described,
        """select e.id, e.uscc, e.revenue_yi, e.confidence,
            (select list(distinct m.product order by m.product) from makes m where m.enterprise = e.id)
        from enterprise e where e.id in (select unnest($ids::varchar[]))""",
        ids=list(ids),
    )
    return {row.id: row for row in found}


def addressees(dataset: Dataset, ids: Iterable[str]) -> dict[str, Addressee]:
    """The enterprises ``ids`` with their roles and parks, by id."""
    found = ask(
        dataset,
        Addressee,
        """select e.id, coalesce(e.name_zh, e.name_en), e.role, e.park, coalesce(p.name_zh, p.name_en)
        from active_enterprise e left join parks p on p.id = e.park
        where e.id in (select unnest($ids::varchar[])) order by e.id""",
        ids=list(ids),
    )
    return {row.id: row for row in found}


def leaders(dataset: Dataset, codes: Sequence[str]) -> list[Leader]:
    """The active lead and backbone enterprises of a region."""
    return ask_local(
        dataset,
        Leader,
        codes,
        """select e.name_zh, e.role, (select list(m.product order by m.product) from makes m where m.enterprise = e.id),
            e.source
        from active_enterprise e where region in (from local) and e.role in ('lead', 'backbone')
        order by e.role desc, e.id""",
    )
