"""What the tables hold and how well it is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from chaingraph.registry.asking import ask, ask_local
from chaingraph.schema import SCHEMA
from chaingraph.tables import Dataset
from chaingraph.tables.raw import quoted

UNKNOWN = "unknown"
STANDING = {"clusters": "chain", "parks": "lead_chains", "projects": "chain", "platforms": "chain"}  # with their chains


class Grounds(NamedTuple):
    """How some rows are known: see :class:`chaingraph.network.Grounds`."""

    rows: int
    sourced: int
    confidence: dict[str, int] | None
    kinds: dict[str, int] | None
    dated: int
    oldest: int | None
    median: int | None
    newest: int | None


class Inputs(NamedTuple):
    """Rows of inputs, and those that are essential."""

    rows: int
    essential: int


class Makers(NamedTuple):
    """Active makers, their rows, the rows with an output, and the makers with a revenue."""

    enterprises: int
    rows: int
    outputs: int
    revenues: int


class Known(NamedTuple):
    """How many cells of a column are filled, and how many rows there are."""

    known: int
    of: int


class Count(NamedTuple):
    """How many there are."""

    number: int


def _grounds(table: str, where: str) -> str:
    columns = SCHEMA.tables[table].by_name
    own = "t.year" if "year" in columns else "null::integer"
    if table == "sources":
        join, kind, year, sourced = "", "t.kind", own, "true"
    else:
        join, kind = "left join sources s on s.id = t.source[1]", "s.kind"
        year, sourced = f"coalesce({own}, s.year)", "coalesce(len(t.source), 0) > 0"
    return f"""select count(*), cast(count_if({sourced}) as integer), histogram(coalesce(t.confidence, '{UNKNOWN}')),
            histogram(coalesce({kind}, '{UNKNOWN}')), count({year}), min({year}), quantile_disc({year}, 0.5),
            max({year})
        from {table} t {join} where {where}"""


def grounds(dataset: Dataset, table: str) -> Grounds:
    """How the rows of a table are known."""
    return ask(dataset, Grounds, _grounds(table, "true"))[0]


def grounds_of_enterprises(dataset: Dataset, codes: Sequence[str]) -> Grounds:
    """How the enterprises of a region are known."""
    return ask_local(dataset, Grounds, codes, _grounds("enterprises", "t.region in (from local)"))[0]


def grounds_of_makers(dataset: Dataset, codes: Sequence[str], products: Sequence[str]) -> Grounds:
    """How the rows of the active local makers of ``products`` are known."""
    made = """t.product in (select unnest($products::varchar[]))
        and t.enterprise in (select e.id from active_enterprise e where e.region in (from local))"""
    return ask_local(dataset, Grounds, codes, _grounds("makes", made), products=list(products))[0]


def figures(dataset: Dataset, table: str) -> dict[str, Known]:
    """Of each column of numbers how many cells are filled."""
    numbers = [column.name for column in SCHEMA.tables[table].columns if column.type in ("number", "integer")]
    if not numbers:
        return {}
    cells = ", ".join(f"count({quoted(column)})" for column in numbers)

    def row(*counts: int) -> dict[str, Known]:
        *known, rows = counts
        return {column: Known(count, rows) for column, count in zip(numbers, known, strict=True)}

    return ask(dataset, row, f"select {cells}, count(*) from {table}")[0]


def inputs(dataset: Dataset, products: Sequence[str]) -> Inputs:
    """How many inputs some products have."""
    return ask(
        dataset,
        Inputs,
        """select count(*), cast(count_if(coalesce(essential, true)) as integer) from inputs
        where product in (select unnest($products::varchar[]))""",
        products=list(products),
    )[0]


def makers(dataset: Dataset, codes: Sequence[str], products: Sequence[str]) -> Makers:
    """The active local makers of ``products``."""
    return ask_local(
        dataset,
        Makers,
        codes,
        """select count(distinct e.id), count(*), count(m.output_yi),
            count(distinct e.id) filter (e.revenue_yi is not null)
        from makes m join active_enterprise e on e.id = m.enterprise
        where m.product in (select unnest($products::varchar[])) and e.region in (from local)""",
        products=list(products),
    )[0]


def makers_outside(dataset: Dataset, codes: Sequence[str], products: Sequence[str]) -> int:
    """How many active enterprises elsewhere make one of ``products``."""
    return ask_local(
        dataset,
        Count,
        codes,
        """select count(distinct e.id) from makes m join active_enterprise e on e.id = m.enterprise
        where m.product in (select unnest($products::varchar[])) and not e.region in (from local)""",
        products=list(products),
    )[0].number


def standing(dataset: Dataset, codes: Sequence[str], chain: str | None = None) -> dict[str, int]:
    """How many clusters, parks, projects and platforms a region has, of one chain where it is told."""
    values: dict[str, Any] = {"chain": chain}
    return {
        table: ask_local(
            dataset,
            Count,
            codes,
            f"""select count(*) from {table}
            where region in (from local) and ($chain::varchar is null or list_contains({column}, $chain::varchar))""",
            **values,
        )[0].number
        for table, column in STANDING.items()
    }


def revenues(dataset: Dataset, codes: Sequence[str]) -> Known:
    """How many enterprises of a region have a revenue."""
    sql = "select count(revenue_yi), count(*) from enterprise where region in (from local)"
    return ask_local(dataset, Known, codes, sql)[0]


def products_made(dataset: Dataset, codes: Sequence[str]) -> int:
    """How many products the enterprises of a region make, whatever their status."""
    sql = """select count(distinct product) from makes
        where enterprise in (select id from enterprise where region in (from local))"""
    return ask_local(dataset, Count, codes, sql)[0].number
