"""Regions, and the parks, clusters and platforms in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from chaingraph.registry.asking import ask, ask_local
from chaingraph.tables import Dataset


class Region(NamedTuple):
    """A row of the table regions."""

    code: str
    name_zh: str
    name_en: str | None
    parent: str | None
    scheme: str | None


class Site(NamedTuple):
    """A park or a cluster (``kind``) with its lead chains, or the chains of the cluster."""

    kind: str
    id: str
    name_zh: str
    region: str
    level: str | None
    chains: list[str] | None
    source: list[str] | None


class Leads(NamedTuple):
    """A park with its lead chains."""

    id: str
    name_zh: str
    region: str
    lead_chains: list[str]


class Sales(NamedTuple):
    """A cluster with its sales in CNY 100 million, None where not known."""

    id: str
    sales_yi: float | None


class Cluster(NamedTuple):
    """A cluster with the name of its park."""

    name_zh: str
    region: str
    chain: list[str] | None
    park: str | None
    sales_yi: float | None
    year: int | None
    confidence: str | None
    source: list[str] | None


class Park(NamedTuple):
    """A park with the enterprises on record in it."""

    name_zh: str
    level: str | None
    region: str
    lead_chains: list[str] | None
    enterprises: int
    confidence: str | None
    source: list[str] | None


class Platform(NamedTuple):
    """A platform with the name of its host."""

    name_zh: str
    kind: str | None
    level: str | None
    host: str | None
    region: str
    chain: list[str] | None
    confidence: str | None
    source: list[str] | None


class ClusterLine(NamedTuple):
    """A line of the clusters of a region."""

    name_zh: str
    chain: list[str] | None
    sales_yi: float | None
    year: int | None
    source: list[str] | None


class ParkLine(NamedTuple):
    """A line of the parks of a region."""

    name_zh: str
    level: str | None
    lead_chains: list[str] | None
    source: list[str] | None


class PlatformLine(NamedTuple):
    """A line of the platforms of a region."""

    name_zh: str
    kind: str | None
    chain: list[str] | None
    source: list[str] | None


def regions(dataset: Dataset) -> list[Region]:
    """All regions, by code."""
    return ask(dataset, Region, "select code, name_zh, name_en, parent, scheme from regions order by code")


def sites(dataset: Dataset, codes: Sequence[str]) -> list[Site]:
    """The parks and clusters of a region, in a fixed order."""
    return ask_local(
        dataset,
        Site,
        codes,
        """select 'park', id, name_zh, region, level, lead_chains, source from parks where region in (from local)
        union all
        select 'cluster', id, name_zh, region, null, chain, source from clusters where region in (from local)
        order by all""",
    )


def many_leads(dataset: Dataset, codes: Sequence[str], more_than: int) -> list[Leads]:
    """The parks of a region with more than so many lead chains, by id."""
    return ask_local(
        dataset,
        Leads,
        codes,
        """select id, name_zh, region, lead_chains from parks
        where len(lead_chains) > $more_than and region in (from local) order by id""",
        more_than=more_than,
    )


def sales(dataset: Dataset, codes: Sequence[str]) -> list[Sales]:
    """The clusters of a region with their sales, by id."""
    return ask_local(
        dataset, Sales, codes, "select id, sales_yi from clusters where region in (from local) order by id"
    )


def clusters(dataset: Dataset, codes: Sequence[str], chain: str | None, most: int) -> list[Cluster]:
    """The clusters of a region (of one chain where it is told), the largest sales first."""
    return ask_local(
        dataset,
        Cluster,
        codes,
        """select c.name_zh, c.region, c.chain, p.name_zh, c.sales_yi, c.year, c.confidence, c.source
        from clusters c left join parks p on p.id = c.park
        where c.region in (from local) and ($chain::varchar is null or list_contains(c.chain, $chain::varchar))
        order by c.sales_yi desc nulls last, c.id limit $most""",
        chain=chain,
        most=most,
    )


def parks(dataset: Dataset, codes: Sequence[str], chain: str | None, most: int) -> list[Park]:
    """The parks of a region (that lead in one chain where it is told), national ones first."""
    return ask_local(
        dataset,
        Park,
        codes,
        """select p.name_zh, p.level, p.region, p.lead_chains,
            (select count(*) from enterprise e where e.park = p.id), p.confidence, p.source
        from parks p
        where p.region in (from local) and ($chain::varchar is null or list_contains(p.lead_chains, $chain::varchar))
        order by case p.level when 'national' then 0 when 'provincial' then 1 else 2 end, p.id limit $most""",
        chain=chain,
        most=most,
    )


def platforms(dataset: Dataset, codes: Sequence[str], chain: str | None, most: int) -> list[Platform]:
    """The platforms of a region (of one chain where it is told), by kind."""
    return ask_local(
        dataset,
        Platform,
        codes,
        """select t.name_zh, t.kind, t.level, coalesce(e.name_zh, t.host), t.region, t.chain, t.confidence, t.source
        from platforms t left join enterprise e on e.id = t.host
        where t.region in (from local) and ($chain::varchar is null or list_contains(t.chain, $chain::varchar))
        order by t.kind, t.id limit $most""",
        chain=chain,
        most=most,
    )


def cluster_lines(dataset: Dataset, codes: Sequence[str]) -> list[ClusterLine]:
    """The clusters of a region, the largest sales first."""
    return ask_local(
        dataset,
        ClusterLine,
        codes,
        """select name_zh, chain, sales_yi, year, source from clusters where region in (from local)
        order by sales_yi desc nulls last, id""",
    )


def park_lines(dataset: Dataset, codes: Sequence[str]) -> list[ParkLine]:
    """The parks of a region, by level."""
    return ask_local(
        dataset,
        ParkLine,
        codes,
        "select name_zh, level, lead_chains, source from parks where region in (from local) order by level, id",
    )


def platform_lines(dataset: Dataset, codes: Sequence[str]) -> list[PlatformLine]:
    """The platforms of a region, by kind."""
    return ask_local(
        dataset,
        PlatformLine,
        codes,
        "select name_zh, kind, chain, source from platforms where region in (from local) order by kind, id",
    )
