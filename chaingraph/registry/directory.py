"""Enterprises, clusters, parks and projects with what each is tied to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from chaingraph.registry.asking import ask_local
from chaingraph.tables import Dataset


class EnterpriseEntry(NamedTuple):
    """An enterprise with what it makes, whom it delivers to and takes from, and its projects."""

    id: str
    name_zh: str
    name_en: str | None
    region: str | None
    row: int
    source: list[str] | None
    role: str | None
    state: str
    revenue: float | None
    year: int | None
    listing: str | None
    park: str | None
    cluster: str | None
    products: list[str] | None
    suppliers: list[str] | None
    customers: list[str] | None
    projects: list[str] | None


class ClusterEntry(NamedTuple):
    """A cluster with its enterprises."""

    id: str
    name_zh: str
    name_en: str
    region: str | None
    row: int
    source: list[str] | None
    chains: list[str] | None
    park: str | None
    sales: float | None
    year: int | None
    enterprises: list[str] | None


class ParkEntry(NamedTuple):
    """A park with what stands in it."""

    id: str
    name_zh: str
    name_en: str
    region: str | None
    row: int
    source: list[str] | None
    level: str | None
    chains: list[str] | None
    enterprises: list[str] | None
    projects: list[str] | None
    clusters: list[str] | None


class ProjectEntry(NamedTuple):
    """A project with its park and its investor."""

    id: str
    name_zh: str
    name_en: str
    region: str | None
    row: int
    source: list[str] | None
    state: str | None
    investment: float | None
    years: str
    chains: list[str] | None
    products: list[str] | None
    park: str | None
    enterprise: str | None


class Count(NamedTuple):
    """How many there are."""

    number: int


Entry = EnterpriseEntry | ClusterEntry | ParkEntry | ProjectEntry

_ENTRIES: dict[str, tuple[Callable[..., Entry], str]] = {
    "enterprise": (
        EnterpriseEntry,
        """, chosen as (
            select e.id, row_number() over (order by e.region not in (from local), e.role is null,
                coalesce(m.products, 0) desc, e.id) as place
            from enterprise e left join (
                select enterprise, count(distinct product) as products from makes group by all) m on m.enterprise = e.id
            qualify place <= $most)
        select e.id, e.name_zh, e.name_en, e.region, e._row, e.source, e.role, e.status, e.revenue_yi, e.year,
            e.listing, e.park, e.cluster,
            (select list(distinct m.product order by m.product) from makes m where m.enterprise = e.id),
            (select list(distinct s.supplier order by s.supplier) from supplies s where s.customer = e.id),
            (select list(distinct s.customer order by s.customer) from supplies s where s.supplier = e.id),
            (select list(p.id order by p.id) from projects p where p.enterprise = e.id)
        from chosen c join enterprise e on e.id = c.id order by c.place""",
    ),
    "cluster": (
        ClusterEntry,
        """select id, name_zh, name_zh, region, _row, source, chain, park, sales_yi, year,
            (select list(e.id order by e.id) from enterprise e where e.cluster = c.id)
        from clusters c where region in (from local) order by id limit $most""",
    ),
    "park": (
        ParkEntry,
        """select id, name_zh, name_zh, region, _row, source, level, lead_chains,
            (select list(e.id order by e.id) from enterprise e where e.park = p.id),
            (select list(j.id order by j.id) from projects j where j.park = p.id),
            (select list(c.id order by c.id) from clusters c where c.park = p.id)
        from parks p where region in (from local) order by id limit $most""",
    ),
    "project": (
        ProjectEntry,
        """select id, name_zh, name_zh, region, _row, source, status, investment_yi,
            concat_ws('–', start_year, end_year), chain, products, park, enterprise
        from projects where region in (from local) order by id limit $most""",
    ),
}
_TOTALS = {
    "enterprise": "select count(*) from enterprise",
    "cluster": "select count(*) from clusters where region in (from local)",
    "park": "select count(*) from parks where region in (from local)",
    "project": "select count(*) from projects where region in (from local)",
}


def entries(dataset: Dataset, codes: Sequence[str], kind: str, most: int) -> list[Entry]:
    """The first ``most`` of a kind (enterprise, cluster, park, project) in a region; of enterprises those elsewhere
    too, after the local ones.
    """
    row, sql = _ENTRIES[kind]
    return ask_local(dataset, row, codes, sql, most=most)


def total(dataset: Dataset, codes: Sequence[str], kind: str) -> int:
    """How many there are of a kind in a region; of enterprises anywhere."""
    return ask_local(dataset, Count, codes, _TOTALS[kind])[0].number
