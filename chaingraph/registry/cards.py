"""The rows behind a verdict: every fact about some products with its table, row and sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from chaingraph.registry.asking import ask_local
from chaingraph.registry.owners import OWNED
from chaingraph.registry.views import texts
from chaingraph.tables import Dataset


class MakerFact(NamedTuple):
    """An enterprise that makes, or would make, the product, by its newest row.

    ``region``: None where its place is not known. ``owner``: the name of its owner where that is another. ``stands``:
    other active enterprises of its owner in the region.
    """

    of_product: str
    table: str
    row: int
    enterprise_row: int
    id: str
    name_zh: str
    region: str | None
    role: str | None
    park: str | None
    output_yi: float | None
    capacity: str | None
    year: int | None
    status: str
    confidence: str | None
    source: list[str]
    owner: str | None
    stands: list[str]


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
    role: str | None


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


class SearchFact(NamedTuple):
    """A search for makers of the product, or of a product of which it is a kind: ``where`` it was looked, how many
    makers were ``found``.
    """

    of_product: str
    table: str
    row: int
    where: str
    date: str | None
    region: str
    found: int | None
    source: list[str] | None


Fact = MakerFact | BuyerFact | ProjectFact | InputFact | CoverageFact | ProductFact | SearchFact


# What counts as each product: itself and its kinds.
_COUNTS_AS = """counts_as as (
        select id as product, id as of_product from products where id in (select unnest($products::varchar[]))
        union select product, family from family where family in (select unnest($products::varchar[])))"""


def _made(enterprise: str, there: str) -> str:
    """By the newest rows of these products and their kinds alone: those of all others need not be looked for.

    Of an enterprise that makes several kinds one row, without an output: that of one kind is not that of all.
    """
    return f"""
    , {_COUNTS_AS}
    , makes as not materialized (select * from main.makes where product in (select product from counts_as))
    , newest_make as not materialized ({texts()["newest_make"]})
    , {OWNED}
    , found as (
        select c.of_product, m._row, m.capacity, m.year, m.confidence as sure, m.source as made_source,
            if(m.product = c.of_product or count(*) over (partition by c.of_product, e.id) = 1, m.output_yi, null)
                as output_yi, e._row as firm_row, e.* exclude (_row, year, source), e.source as firm_source,
            o.owner as owned_by
        from newest_make m join counts_as c using (product) join {enterprise} e on e.id = m.enterprise
            join owned o on o.id = e.id
        where {there}
        qualify row_number() over (partition by c.of_product, e.id order by m.product <> c.of_product, m.product) = 1)
    , mates as (
        select f.id as firm, list(distinct e.name_zh order by e.name_zh) as names
        from (select distinct id, owned_by from found) f join owned o on o.owner = f.owned_by
            join active_enterprise e on e.id = o.id
        where e.id <> f.id and e.region in (from local) group by f.id)
    select f.of_product, 'makes', f._row, f.firm_row, f.id, f.name_zh, f.region, f.role, f.park, f.output_yi,
        f.capacity, f.year, f.status, coalesce(f.sure, f.confidence),
        list_distinct(list_concat(coalesce(f.made_source, []), coalesce(f.firm_source, []))),
        case when f.owned_by <> f.id then coalesce(head.name_zh, f.owned_by) end, coalesce(mates.names, [])
    from found f left join enterprise head on head.id = f.owned_by left join mates on mates.firm = f.id order by f.id"""


_HERE = "e.region in (from local)"
_ELSEWHERE = "coalesce(e.region not in (from local), true)"
_FACTS: dict[str, tuple[Callable[..., Fact], str]] = {
    "makers": (MakerFact, _made("active_enterprise", _HERE)),
    "idle": (MakerFact, _made("idle_enterprise", _HERE)),
    "outside": (MakerFact, _made("active_enterprise", _ELSEWHERE)),
    "buyers": (
        BuyerFact,
        f""", {_COUNTS_AS}
        select c.of_product, 'makes', min(m._row), e.id, e.name_zh, e.region, list_sort(list(distinct m.product)),
            any_value(e.source), any_value(e.role)
        from inputs i join counts_as c on c.product = i.input join makes m on m.product = i.product
            join active_enterprise e on e.id = m.enterprise
        where e.region in (from local)
        group by c.of_product, e.id, e.name_zh, e.region order by e.id""",
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
    "searches": (
        SearchFact,
        """, kin as (
            select id as of_product, id from products where id in (select unnest($products::varchar[]))
            union select product, family from family where product in (select unnest($products::varchar[])))
        select k.of_product, 'searches', s._row, s."where", s.date::varchar, s.region, s.found, s.source
        from kin k join searches s on list_contains(s.product, k.id)
        where s.region in (select unnest($above::varchar[])) order by s._row""",
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
