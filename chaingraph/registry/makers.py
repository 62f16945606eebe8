"""Who makes a product, here and elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from chaingraph.registry.asking import Local, ask, ask_local
from chaingraph.registry.views import SHOWN
from chaingraph.tables import Dataset


class Outside(NamedTuple):
    """A maker elsewhere, ``region`` None where its place is not known. ``output_yi``: its newest known output of the
    product, of ``output_year`` (None where it has rows of kinds alone); ``year``: of its newest row; ``rows``: of
    ``makes``; ``products``: which of those asked for it makes.
    """

    id: str
    name_zh: str
    name_en: str
    region: str | None
    role: str | None
    source: list[str]
    row: int
    output_yi: float | None
    year: int | None
    made_source: list[str]
    rows: list[int]
    output_year: int | None
    products: list[str]


class Near(NamedTuple):
    """A local enterprise that makes some of what was asked for: ``products``, of the ``rows`` of ``makes``."""

    id: str
    name_zh: str
    name_en: str
    region: str
    role: str | None
    source: list[str]
    row: int
    made_source: list[str]
    rows: list[int]
    products: list[str]


class Makes(NamedTuple):
    """An enterprise with all that it makes."""

    enterprise: str
    products: list[str]


class Closeness(NamedTuple):
    """A product with the share of active enterprises that make another one too, among those that make the more common
    of the two.
    """

    product: str
    share: float


class Counted(NamedTuple):
    """How many there are of something."""

    key: str
    number: int


class Total(NamedTuple):
    """How many there are."""

    number: int


class Enterprise(NamedTuple):
    """The id of an enterprise."""

    enterprise: str


class Product(NamedTuple):
    """The id of a product."""

    product: str


class Capacity(NamedTuple):
    """What an active maker's row tells of its capacity."""

    product: str
    region: str | None
    capacity: str


class Standing(NamedTuple):
    """How many makers stand in a park, a cluster and a region, and the names of the first of them."""

    park: str | None
    cluster: str | None
    region: str
    number: int
    names: list[str]


def outside(local: Local, product: str, kinds: Iterable[str] = ()) -> list[Outside]:
    """The active makers of ``product``, or of one of its ``kinds``, that are not in the region, by id; those whose
    place is not known among them.

    An output is that of the product's own rows where the enterprise has any, else the sum of those of the kinds, not
    known where one of them is not.
    """
    return local.ask(
        Outside,
        """, each as (
            select enterprise, product, max(year) as year, list_sort(list(_row)) as rows,
                flatten(list(coalesce(source, []))) as source,
                first(output_yi order by year desc nulls last, _row) filter (where output_yi is not null) as output_yi,
                first(year order by year desc nulls last, _row) filter (where output_yi is not null) as output_year
            from makes where product = $product or product in (select unnest($kinds::varchar[])) group by 1, 2)
        select e.id, e.name_zh, coalesce(e.name_en, e.name_zh), e.region, e.role, coalesce(e.source, []), e._row,
            case when bool_or(m.product = $product) then max(m.output_yi) filter (where m.product = $product)
                when bool_and(m.output_yi is not null) then sum(m.output_yi) end,
            max(m.year), flatten(list(m.source order by m.product)), list_sort(flatten(list(m.rows))),
            max(m.output_year) filter (where m.product = $product), list_sort(list(m.product))
        from each m join active_enterprise e on e.id = m.enterprise
        where coalesce(e.region not in (from local), true)
        group by all order by e.id""",
        product=product,
        kinds=list(kinds),
    )


def near(local: Local, products: Iterable[str], but: Iterable[str]) -> list[Near]:
    """The local makers of ``products`` that make none of the products ``but``, by id."""
    return local.ask(
        Near,
        """select e.id, e.name_zh, coalesce(e.name_en, e.name_zh), e.region, e.role, coalesce(e.source, []), e._row,
            flatten(list(coalesce(m.source, []))), list_sort(list(m._row)), list_sort(list(distinct m.product))
        from local_maker r join makes m on m.enterprise = r.enterprise and m.product = r.product
            join enterprise e on e.id = r.enterprise
        where r.product in (select unnest($products::varchar[]))
            and e.id not in (
                select enterprise from local_maker where product in (select unnest($but::varchar[])))
        group by all order by e.id""",
        products=list(products),
        but=list(but),
    )


def made_by(dataset: Dataset, enterprises: Iterable[str]) -> dict[str, list[str]]:
    """All that each of ``enterprises`` makes, sorted."""
    found = ask(
        dataset,
        Makes,
        """select enterprise, list_sort(list(distinct product)) from makes
        where enterprise in (select unnest($ids::varchar[])) group by 1""",
        ids=list(enterprises),
    )
    return dict(found)


def made_together(local: Local, product: str, least: int) -> dict[str, float]:
    """Every other product that at least ``least`` active makers of ``product`` outside the region make too, with how
    close the two are, 0-1: a measure that owes nothing to who stands here.
    """
    found = local.ask(
        Closeness,
        """, made as (
            select m.enterprise, m.product from makes m join active_enterprise e on e.id = m.enterprise
            where coalesce(e.region not in (from local), true)),
        own as (select distinct enterprise from made where product = $product),
        sizes as (select product, count(distinct enterprise) as n from made group by 1)
        select m.product, count(distinct m.enterprise) / greatest(any_value(s.n), (select count(*) from own))
        from made m join own using (enterprise) join sizes s on s.product = m.product
        where m.product <> $product group by 1 having count(distinct m.enterprise) >= $least""",
        product=product,
        least=least,
    )
    return dict(found)


def making(local: Local, enterprises: Iterable[str]) -> set[str]:
    """Those of ``enterprises`` that make something that counts in the region."""
    found = local.ask(
        Enterprise,
        "select distinct enterprise from local_maker where enterprise in (select unnest($ids::varchar[]))",
        ids=list(enterprises),
    )
    return {row.enterprise for row in found}


def made_here_by(local: Local, enterprises: Iterable[str]) -> dict[str, list[str]]:
    """What counts in the region of all that each of ``enterprises`` makes; those without anything are left out."""
    found = local.ask(
        Makes,
        """select enterprise, list(product) from local_maker where enterprise in (select unnest($ids::varchar[]))
        group by 1""",
        ids=list(enterprises),
    )
    return dict(found)


def made_by_these_alone(local: Local, enterprises: Iterable[str]) -> set[str]:
    """The products whose makers in the region are all among ``enterprises``."""
    found = local.ask(
        Product,
        "select product from local_maker group by product having bool_and(list_contains($ids::varchar[], enterprise))",
        ids=list(enterprises),
    )
    return {row.product for row in found}


def count(local: Local, products: Iterable[str] | None = None) -> int:
    """How many enterprises make something in the region, or one of ``products``."""
    wanted = None if products is None else list(products)
    return local.ask(
        Total,
        """select count(distinct enterprise) from local_maker
        where $products::varchar[] is null or product in (select unnest($products::varchar[]))""",
        products=wanted,
    )[0].number


def products_each(local: Local) -> dict[str, int]:
    """How many products each enterprise makes that counts in the region."""
    return dict(local.ask(Counted, "select enterprise, count(*) from local_maker group by 1"))


def standing(local: Local, products: Iterable[str]) -> list[Standing]:
    """Where the makers of ``products`` in the region stand, each enterprise once, in a fixed order."""
    return local.ask(
        Standing,
        """select park, cluster, region, count(*), (list(name_zh order by id))[:$shown] from (
            select m.enterprise as id, e.name_zh, e.park, e.cluster, e.region
            from local_maker m join enterprise e on e.id = m.enterprise
            where m.product in (select unnest($products::varchar[])) group by all) group by all order by all""",
        products=list(products),
        shown=SHOWN,
    )


def held(dataset: Dataset) -> dict[str, int]:
    """Active enterprises in each park and cluster."""
    found = ask(
        dataset,
        Counted,
        "select unnest([park, cluster]) as own, count(*) from active_enterprise group by 1 having own is not null",
    )
    return dict(found)


def capacities(dataset: Dataset) -> list[Capacity]:
    """All that is told of capacities of active makers, in a fixed order."""
    return ask(
        dataset,
        Capacity,
        """select m.product, e.region, m.capacity from makes m join active_enterprise e on e.id = m.enterprise
        where m.capacity is not null order by all""",
    )


def count_outside(dataset: Dataset, codes: Sequence[str], products: Iterable[str]) -> dict[str, int]:
    """How many active makers each of ``products`` has that are not in the region."""
    found = ask_local(
        dataset,
        Counted,
        codes,
        """select m.product, count(distinct e.id) from makes m join active_enterprise e on e.id = m.enterprise
        where coalesce(e.region not in (from local), true) and m.product in (select unnest($products::varchar[]))
        group by 1""",
        products=list(products),
    )
    return dict(found)


def count_inside(dataset: Dataset, codes: Sequence[str], products: Iterable[str]) -> int:
    """How many active enterprises in the region make one of ``products``."""
    return ask_local(
        dataset,
        Total,
        codes,
        """select count(distinct m.enterprise) from makes m join active_enterprise e on e.id = m.enterprise
        where m.product in (select unnest($products::varchar[])) and e.region in (from local)""",
        products=list(products),
    )[0].number


def is_made_in(dataset: Dataset, codes: Sequence[str], product: str) -> bool:
    """Whether an active enterprise in one of the regions ``codes`` makes ``product``."""
    return count_inside(dataset, codes, [product]) > 0


class MadeIn(NamedTuple):
    """A product that an active enterprise of the region makes, of those that lie in no further one."""

    region: str
    product: str


class WithMakers(NamedTuple):
    """A region that an active enterprise with a product stands in, itself and not a part of it."""

    region: str


def regions_with_makers(dataset: Dataset) -> list[str]:
    """The regions in which active enterprises that make anything stand, sorted."""
    found = ask(dataset, WithMakers, "select distinct region from own_maker where region is not null order by 1")
    return [row.region for row in found]


def made_in(dataset: Dataset) -> list[MadeIn]:
    """What is made in each region, each once; what is made in its parts stands with them."""
    return ask(dataset, MadeIn, "select distinct region, product from own_maker where region is not null order by 1, 2")
