"""Sources, and what cites them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from chaingraph.registry.asking import ask
from chaingraph.schema import SCHEMA
from chaingraph.tables import Dataset


class Source(NamedTuple):
    """A row of the table sources."""

    id: str
    title: str
    publisher: str | None
    url: str | None
    year: int | None
    kind: str | None
    licence: str | None
    original: bool | None


class Policy(NamedTuple):
    """A paper of the government with how many rows cite it."""

    title: str
    publisher: str | None
    year: int | None
    cited: int
    url: str | None
    id: str
    original: bool | None


class Newest(NamedTuple):
    """The newest year of a source."""

    year: int | None


class Linked(NamedTuple):
    """How many sources have an address, and how many there are."""

    linked: int
    all: int


def sources(dataset: Dataset, ids: Iterable[str] | None = None) -> dict[str, Source]:
    """The sources ``ids``, those that there are, or all of them; by id."""
    found = ask(
        dataset,
        Source,
        """select id, title, publisher, url, year, kind, licence, original from sources
        where $ids::varchar[] is null or id in (select unnest($ids::varchar[])) order by id""",
        ids=None if ids is None else sorted(ids),
    )
    return {row.id: row for row in found}


def policies(dataset: Dataset, most: int) -> list[Policy]:
    """The papers of the government, those that most rows cite first."""
    citing = " union all ".join(
        f"select unnest(source) as source from {name}"
        for name, table in SCHEMA.tables.items()
        if name != "sources" and "source" in table.by_name
    )
    return ask(
        dataset,
        Policy,
        f"""select s.title, s.publisher, s.year, count(c.source), s.url, s.id, s.original
        from sources s left join ({citing}) c on c.source = s.id
        where s.kind = 'policy' group by all
        order by count(c.source) desc, s.year desc nulls last, s.id limit $most""",
        most=most,
    )


def newest_year(dataset: Dataset) -> int | None:
    """The year of the newest source, None where no source has one."""
    return ask(dataset, Newest, "select max(year) from sources")[0].year


def linked(dataset: Dataset) -> Linked:
    """How many sources have an address."""
    return ask(dataset, Linked, "select count(url), count(*) from sources")[0]
