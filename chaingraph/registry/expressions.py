"""Who makes what, and what that rests on: the one set of Ibis expressions that DuckDB and Spark both run.

DuckDB, the default engine, runs them as the text in ``registry.sql``, which
``python -m chaingraph.registry.expressions`` writes from this file: nothing of Ibis has then to be loaded, or
installed. Spark runs the expressions themselves (:mod:`chaingraph.registry.spark`). Tests hold the text up to date and
the two engines equal.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from chaingraph.enumerations import EnterpriseStatus
from chaingraph.registry.views import SHOWN, SQL
from chaingraph.schema import SCHEMA

_TYPES = {
    "number": dt.float64,
    "integer": dt.int64,
    "year": dt.int32,
    "boolean": dt.boolean,
    "list": dt.Array(dt.string),
}
ACTIVE = EnterpriseStatus.ACTIVE.value  # what an enterprise is whose status is not told
GENERAL = "general"  # the kind of a source that is general knowledge


def columns(table: str) -> dict[str, Any]:
    """The columns of a table of the schema with their types, as :class:`chaingraph.tables.Dataset` holds them."""
    told = {column.name: _TYPES.get(column.type, dt.string) for column in SCHEMA.tables[table].columns}
    return {"_row": dt.int64, **told}


# ---------------------------------------------------------------- views


def enterprise(enterprises: ir.Table) -> ir.Table:
    """Every enterprise, its ``status`` told: one without a status is active."""
    return enterprises.mutate(status=enterprises.status.fill_null(ACTIVE))


def active_enterprise(enterprise: ir.Table) -> ir.Table:
    """The enterprises that count."""
    return enterprise.filter(enterprise.status == ACTIVE)


def idle_enterprise(enterprise: ir.Table) -> ir.Table:
    """Those that do not: planned or closed."""
    return enterprise.filter(enterprise.status != ACTIVE)


def newest(makes: ir.Table, by: tuple[str, ...], **cells: ir.Value) -> ir.Table:
    """Of several years the newest row for each ``by``, an empty year being the oldest; its ``cells``."""
    rows = makes.group_by(*by).aggregate(told=ibis.struct(cells).argmax(makes.year.fill_null(-1)))
    return rows.select(*by, *(rows.told[name].name(name) for name in cells))


def newest_make(makes: ir.Table) -> ir.Table:
    """What each enterprise is last known to make: of each product one row, with the columns of ``makes``."""
    by = ("enterprise", "product")
    return newest(makes, by, **{name: makes[name] for name in makes.columns if name not in by})


def local(rows: ir.Table, codes: ir.Table) -> ir.Table:
    """Those of ``rows`` whose ``region`` is among ``codes`` (``code``): a region and everything in it."""
    return rows.filter(rows.region.isin(codes.code))


def maker(active_enterprise: ir.Table, makes: ir.Table, sources: ir.Table) -> ir.Table:
    """What counts: a row for each active enterprise and each product that it makes, by its newest row.

    Columns ``enterprise``, ``region``, ``product``, ``output_yi``, ``sourced`` (has a source and is not of low
    confidence), ``dated`` (one of its sources has a year and is not general knowledge).
    """
    known = sources.filter(sources.year.notnull() & (sources.kind.fill_null("") != GENERAL))
    firms = active_enterprise.select("region", firm="id")
    rows = makes.join(firms, makes.enterprise == firms.firm).cross_join(known.aggregate(ids=known.id.collect()))
    firm = rows.confidence.fill_null("medium") != "low"
    return newest(
        rows,
        ("enterprise", "region", "product"),
        output_yi=rows.output_yi,
        sourced=(rows.source.length() > 0).fill_null(False) & firm,
        dated=(rows.source.intersect(rows.ids).length() > 0).fill_null(False) & firm,
    )


def buyer(maker: ir.Table, inputs: ir.Table) -> ir.Table:
    """Each product with each enterprise that needs it for something that it makes: ``product``, ``enterprise``,
    ``region``.
    """
    needs = inputs.select("input", made="product")
    joined = maker.join(needs, maker.product == needs.made)
    return joined.select(product=joined.input, enterprise=joined.enterprise, region=joined.region).distinct()


# ---------------------------------------------------------------- counts


def made(maker: ir.Table) -> ir.Table:
    """Of each product the ``makers``, sum, count and squares of known outputs, makers ``sourced`` and ``dated``."""
    return maker.group_by("product").aggregate(
        makers=maker.count(),
        total=maker.output_yi.sum(),
        known=maker.output_yi.count(),
        squares=(maker.output_yi * maker.output_yi).sum(),
        sourced=maker.sourced.sum(),
        dated=maker.dated.sum(),
    )


def kin(maker: ir.Table, enterprises: ir.Table) -> ir.Table:
    """The same for products with a maker of a parent group, makers of one group (and the parent itself) as one.

    ``independent`` makers, ``squares`` of their outputs, ``squared_makers`` the squares of how many were merged.
    """
    grouped = enterprises.filter(enterprises.parent_group.notnull())
    concerned = maker.semi_join(grouped, maker.enterprise == grouped.id)
    rows = maker.filter(maker.product.isin(concerned.product)).join(
        enterprises.select("id", "name_zh", "parent_group"), maker.enterprise == enterprises.id
    )
    parent = rows.name_zh.isin(grouped.parent_group).ifelse(rows.name_zh, rows.id)
    rows = rows.mutate(parent=rows.parent_group.coalesce(parent))
    each = rows.group_by("product", "parent").aggregate(output_yi=rows.output_yi.sum(), makers=rows.count())
    return each.group_by("product").aggregate(
        independent=each.count(),
        squares=(each.output_yi * each.output_yi).sum(),
        squared_makers=(each.makers * each.makers).sum(),
    )


def bought(buyer: ir.Table) -> ir.Table:
    """A row for each product that somebody needs: how many ``buyers``."""
    return buyer.group_by("product").aggregate(buyers=buyer.count())


def first(pairs: ir.Table) -> ir.Table:
    """Of each ``product`` the first three ids of ``enterprise``."""
    place = ibis.row_number().over(ibis.window(group_by=pairs.product, order_by=pairs.enterprise))
    numbered = pairs.select("product", "enterprise", place=place)
    return numbered.filter(numbered.place < SHOWN).select("product", "enterprise")


def expressions() -> dict[str, ir.Table]:
    """Every expression by its name in ``registry.sql``, over tables of the schema and what is named before it."""
    enterprises, makes, sources, inputs = (
        ibis.table(columns(name), name=name) for name in ("enterprises", "makes", "sources", "inputs")
    )
    codes = ibis.table({"code": "string"}, name="local")

    def named(name: str, expression: ir.Table) -> ir.Table:
        return ibis.table(expression.schema(), name=name)

    firms = enterprise(enterprises)
    told = named("enterprise", firms)
    active = active_enterprise(told)
    firm = named("active_enterprise", active)
    makers = maker(firm, makes, sources)
    buyers = buyer(named("maker", makers), inputs)
    here = local(named("maker", makers), codes)
    needs = local(named("buyer", buyers), codes)
    making, buying = named("local_maker", here), named("local_buyer", needs)
    return {
        "enterprise": firms,
        "active_enterprise": active,
        "idle_enterprise": idle_enterprise(told),
        "newest_make": newest_make(makes),
        "maker": makers,
        "buyer": buyers,
        "local_enterprise": local(firm, codes),
        "local_maker": here,
        "local_buyer": needs,
        "made": made(making),
        "kin": kin(making, enterprises),
        "first": first(making.select("product", "enterprise")),
        "bought": bought(buying),
        "first_buying": first(buying.select("product", "enterprise")),
    }


def origin_hash() -> str:
    """What the text was made from: the hash of this file."""
    return hashlib.sha256(Path(__file__).read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def text() -> str:
    """``registry.sql``: a head that tells from what it was made, then each expression under its name."""
    parts = [f"-- generated by Ibis {ibis.__version__} from expressions.py, sha256 {origin_hash()}; do not edit"]
    for name, expression in expressions().items():
        parts.append(f"-- name: {name}\n{ibis.to_sql(expression, dialect='duckdb')}")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    SQL.write_text(text(), "utf-8", newline="\n")
