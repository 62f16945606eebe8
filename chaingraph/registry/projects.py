"""Projects and who invests in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from chaingraph.registry.asking import ask, ask_local
from chaingraph.tables import Dataset


class ProjectRow(NamedTuple):
    """A project with its investor as that one's own row tells it."""

    id: str
    name_zh: str
    region: str | None
    products: list[str] | None
    status: str
    investment_yi: float | None
    investor: str | None
    investor_name: str | None
    investor_region: str | None
    investor_status: str | None


class OnDesk(NamedTuple):
    """A project to be classified."""

    id: str
    name_zh: str
    region: str | None
    status: str | None
    investment_yi: float | None
    products: list[str] | None


class Listed(NamedTuple):
    """A line of the list of projects, with the name of the investor."""

    name_zh: str
    investor: str | None
    start_year: int | None
    end_year: int | None
    investment_yi: float | None
    status: str | None
    products: list[str] | None
    chain: list[str] | None
    region: str | None
    source: list[str] | None


class ProjectLine(NamedTuple):
    """A line of the projects of a region."""

    name_zh: str
    chain: list[str] | None
    products: list[str] | None
    investment_yi: float | None
    status: str | None
    source: list[str] | None


class Stage(NamedTuple):
    """How many projects are in a stage, empty where none is told."""

    status: str
    number: int


def projects(dataset: Dataset, ids: Iterable[str] | None) -> list[ProjectRow]:
    """The projects ``ids``, all where None, by id; one without a status is planned."""
    return ask(
        dataset,
        ProjectRow,
        """select p.id, p.name_zh, p.region, p.products, coalesce(p.status, 'planned'), p.investment_yi, p.enterprise,
            coalesce(e.name_zh, p.enterprise), e.region, e.status
        from projects p left join enterprise e on e.id = p.enterprise
        where $ids::varchar[] is null or p.id in (select unnest($ids::varchar[])) order by p.id""",
        ids=None if ids is None else list(ids),
    )


def on_desk(dataset: Dataset, codes: Sequence[str] | None) -> list[OnDesk]:
    """The projects of a region, or all where None, by id."""
    return ask(
        dataset,
        OnDesk,
        """select id, name_zh, region, status, investment_yi, products from projects
        where $codes::varchar[] is null or region in (select unnest($codes::varchar[])) order by id""",
        codes=None if codes is None else list(codes),
    )


def listed(dataset: Dataset, codes: Sequence[str], chain: str | None, most: int, *, open: bool) -> list[Listed]:
    """The projects of a region (of one chain where told), the largest first; ``open``: those planned or signed."""
    return ask_local(
        dataset,
        Listed,
        codes,
        """select j.name_zh, e.name_zh, j.start_year, j.end_year, j.investment_yi, j.status, j.products, j.chain,
            j.region, j.source
        from projects j left join enterprise e on e.id = j.enterprise
        where j.region in (from local) and (not $open or coalesce(j.status, 'planned') in ('planned', 'signed'))
            and ($chain::varchar is null or list_contains(j.chain, $chain::varchar))
        order by j.investment_yi desc nulls last, j.id limit $most""",
        open=open,
        chain=chain,
        most=most,
    )


def lines(dataset: Dataset, codes: Sequence[str]) -> list[ProjectLine]:
    """The projects of a region, the largest first."""
    return ask_local(
        dataset,
        ProjectLine,
        codes,
        """select name_zh, chain, products, investment_yi, status, source from projects where region in (from local)
        order by investment_yi desc nulls last, id""",
    )


def stages(dataset: Dataset, codes: Sequence[str], chain: str | None) -> dict[str, int]:
    """How many projects of a region (of one chain where it is told) are in each stage."""
    found = ask_local(
        dataset,
        Stage,
        codes,
        """select coalesce(status, ''), count(*) from projects
        where region in (from local) and ($chain::varchar is null or list_contains(chain, $chain::varchar))
        group by 1 order by 1""",
        chain=chain,
    )
    return dict(found)
