"""The rows behind a verdict: every fact about some products with its table, row and sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from chaingraph.registry.asking import ask_local
from chaingraph.registry.views import texts
from chaingraph.tables import Dataset


class MakerFact(NamedTuple):
    """An enterprise that makes, or would make, the product, by its newest row."""

    of_product: str
    table: str
    row: int
    enterprise_row: int
    id: str
    name_zh: str
    region: str
    role: str | None
    park: str | None
    output_yi: float | None
    capacity: str | None
    year: int | None
    status: str
    confidence: str | None
    source: list[str]


class BuyerFact(NamedTuple):
    """A local enterprise with the product among the inputs of what it ``makes``."""

    of_product: str
    table: str
    row: int
    id: str
    name_zh: str
    region: str
    makes: list[str]
    source: list[str] | None


class ProjectFact(NamedTuple):
    """A local project that names the product."""

    of_product: str
    table: str
    row: int
    id: str
    name_zh: str
    region: str
    status: str | None
    investment_yi: float | None
    start_year: int | None
    end_year: int | None
    source: list[str] | None


class InputFact(NamedTuple):
    """An input of the product."""

    of_product: str
    table: str
    row: int
    input: str
    group: str | None
    essential: bool
    kind: str | None
    source: list[str] | None
    confidence: str | None


class CoverageFact(NamedTuple):
    """How complete a chain of the product is in the region or above it."""

    of_product: str
    table: str
    row: int
    region: str
    chain: str
    completeness: str | None
    year: int | None
    source: list[str] | None


class ProductFact(NamedTuple):
    """The product's own row."""

    of_product: str
    table: str
    row: int
    source: list[str] | None
    confidence: str | None
    note: str | None


Fact = MakerFact | BuyerFact | ProjectFact | InputFact | CoverageFact | ProductFact


def _made(enterprise: str, local: str) -> str:
    """By the newest rows of these products alone: those of all others need not be looked for."""
    return f"""
    , makes as not materialized (select * from main.makes where product in (select unnest($products::varchar[])))
    , newest_make as not materialized ({texts()["newest_make"]})
    select m.product, 'makes', m._row, e._row, e.id, e.name_zh, e.region, e.role, e.park, m.output_yi,
        m.capacity, m.year, e.status, coalesce(m.confidence, e.confidence),
        list_distinct(list_concat(coalesce(m.source, []), coalesce(e.source, [])))
    from newest_make m join {enterprise} e on e.id = m.enterprise where e.region {local} (from local) order by e.id"""


_FACTS: dict[str, tuple[Callable[..., Fact], str]] = {
    "makers": (MakerFact, _made("active_enterprise", "in")),
    "idle": (MakerFact, _made("idle_enterprise", "in")),
    "outside": (MakerFact, _made("active_enterprise", "not in")),
    "buyers": (
        BuyerFact,
        """select i.input, 'makes', min(m._row), e.id, e.name_zh, e.region, list_sort(list(distinct m.product)),
            any_value(e.source)
        from inputs i join makes m using (product) join active_enterprise e on e.id = m.enterprise
        where e.region in (from local) and i.input in (select unnest($products::varchar[]))
        group by i.input, e.id, e.name_zh, e.region order by e.id""",
    ),
    "projects": (
        ProjectFact,
        """select u.of_product, 'projects', p._row, p.id, p.name_zh, p.region, p.status, p.investment_yi, p.start_year,
            p.end_year, p.source
        from projects p, unnest(p.products) as u(of_product)
        where p.region in (from local) and u.of_product in (select unnest($products::varchar[])) order by p.id""",
    ),
    "inputs": (
        InputFact,
        """select product, 'inputs', _row, input, "group", coalesce(essential, true), kind, source, confidence
        from inputs where product in (select unnest($products::varchar[])) order by _row""",
    ),
    "coverage": (
        CoverageFact,
        """select p.id, 'coverage', c._row, c.region, c.chain, c.completeness, c.year, c.source
        from coverage c join products p on list_contains(p.chain, c.chain)
        where c.region in (select unnest($above::varchar[])) and p.id in (select unnest($products::varchar[]))
        order by c._row""",
    ),
    "product": (
        ProductFact,
        """select id, 'products', _row, source, confidence, note from products
        where id in (select unnest($products::varchar[]))""",
    ),
}


def facts(
    dataset: Dataset, codes: Sequence[str], above: Sequence[str], products: Sequence[str]
) -> dict[str, list[Fact]]:
    """The rows about ``products`` in a region, by part of the verdict; ``above``: the region and all that it lies in.

    ``makers``: active ones here; ``idle``: local ones that are planned or closed; ``outside``: active ones elsewhere.
    """
    found: dict[str, list[Fact]] = {}
    for part, (row, sql) in _FACTS.items():
        values: dict[str, Any] = {"above": list(above)} if "$above" in sql else {}
        found[part] = ask_local(dataset, row, codes, sql, products=list(products), **values)
    return found
