"""Who makes what, counted: the one set of Ibis expressions that DuckDB and Spark both run.

DuckDB, the default engine, runs them as the text in ``registry.sql``, which ``python -m chaingraph.network.registry``
writes from this file: nothing of Ibis has then to be loaded, or installed. Spark runs the expressions themselves
(:mod:`chaingraph.network.spark`). Tests hold the text up to date and the two engines equal.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from chaingraph.network.counting import SHOWN, SQL
from chaingraph.schema import SCHEMA

_TYPES = {
    "number": dt.float64,
    "integer": dt.int64,
    "year": dt.int32,
    "boolean": dt.boolean,
    "list": dt.Array(dt.string),
}
GENERAL = "general"  # the kind of a source that is general knowledge


def columns(table: str) -> dict[str, Any]:
    """The columns of a table of the schema with their types, as :class:`chaingraph.tables.Dataset` holds them."""
    return {column.name: _TYPES.get(column.type, dt.string) for column in SCHEMA.tables[table].columns}


def making(enterprises: ir.Table, makes: ir.Table, sources: ir.Table, local: ir.Table) -> ir.Table:
    """What counts: a row for each active enterprise with its region among ``local`` (``code``) and each product it makes.

    Of several years the newest counts, an empty one being the oldest. Columns ``enterprise``, ``product``,
    ``output_yi``, ``sourced`` (has a source and is not of low confidence), ``dated`` (one of its sources has a year and
    is not general knowledge).
    """
    here = enterprises.filter(
        (enterprises.status.fill_null("active") == "active") & enterprises.region.isin(local.code)
    )
    known = sources.filter(sources.year.notnull() & (sources.kind.fill_null("") != GENERAL))
    rows = makes.filter(makes.enterprise.isin(here.id)).cross_join(known.aggregate(ids=known.id.collect()))
    firm = rows.confidence.fill_null("medium") != "low"
    told = ibis.struct(
        {
            "output_yi": rows.output_yi,
            "sourced": (rows.source.length() > 0).fill_null(False) & firm,
            "dated": (rows.source.intersect(rows.ids).length() > 0).fill_null(False) & firm,
        }
    )
    newest = rows.group_by("enterprise", "product").aggregate(told=told.argmax(rows.year.fill_null(-1)))
    return newest.select(
        "enterprise", "product", *(newest.told[name].name(name) for name in ("output_yi", "sourced", "dated"))
    )


def made(making: ir.Table) -> ir.Table:
    """A row for each product: ``makers``, the sum, count and squares of known outputs, makers ``sourced`` and ``dated``."""
    return making.group_by("product").aggregate(
        makers=making.count(),
        total=making.output_yi.sum(),
        known=making.output_yi.count(),
        squares=(making.output_yi * making.output_yi).sum(),
        sourced=making.sourced.sum(),
        dated=making.dated.sum(),
    )


def kin(making: ir.Table, enterprises: ir.Table) -> ir.Table:
    """The same for products with a maker of a parent group, makers of one group (and the parent itself) as one.

    ``independent`` makers, ``squares`` of their outputs, ``squared_makers`` the squares of how many were merged.
    """
    grouped = enterprises.filter(enterprises.parent_group.notnull())
    concerned = making.semi_join(grouped, making.enterprise == grouped.id)
    rows = making.filter(making.product.isin(concerned.product)).join(
        enterprises.select("id", "name_zh", "parent_group"), making.enterprise == enterprises.id
    )
    parent = rows.name_zh.isin(grouped.parent_group).ifelse(rows.name_zh, rows.id)
    rows = rows.mutate(parent=rows.parent_group.coalesce(parent))
    each = rows.group_by("product", "parent").aggregate(output_yi=rows.output_yi.sum(), makers=rows.count())
    return each.group_by("product").aggregate(
        independent=each.count(),
        squares=(each.output_yi * each.output_yi).sum(),
        squared_makers=(each.makers * each.makers).sum(),
    )


def buying(making: ir.Table, inputs: ir.Table) -> ir.Table:
    """Each product with each enterprise that needs it for something that it makes: ``product``, ``enterprise``."""
    needs = inputs.select("input", made="product")
    joined = making.join(needs, making.product == needs.made)
    return joined.select(product=joined.input, enterprise=joined.enterprise).distinct()


def bought(buying: ir.Table) -> ir.Table:
    """A row for each product that somebody needs: how many ``buyers``."""
    return buying.group_by("product").aggregate(buyers=buying.count())


def first(pairs: ir.Table) -> ir.Table:
    """Of each ``product`` the first three ids of ``enterprise``."""
    place = ibis.row_number().over(ibis.window(group_by=pairs.product, order_by=pairs.enterprise))
    numbered = pairs.select("product", "enterprise", place=place)
    return numbered.filter(numbered.place < SHOWN).select("product", "enterprise")


def expressions() -> dict[str, ir.Table]:
    """Every expression by its name in ``registry.sql``, over tables named as in the schema, ``local``, ``making`` and ``buying``."""
    enterprises, makes, sources, inputs = (
        ibis.table(columns(name), name=name) for name in ("enterprises", "makes", "sources", "inputs")
    )
    local = ibis.table({"code": "string"}, name="local")
    all_made = making(enterprises, makes, sources, local)
    counted = ibis.table(all_made.schema(), name="making")
    all_bought = buying(counted, inputs)
    needed = ibis.table(all_bought.schema(), name="buying")
    return {
        "making": all_made,
        "made": made(counted),
        "kin": kin(counted, enterprises),
        "first": first(counted.select("product", "enterprise")),
        "buying": all_bought,
        "bought": bought(needed),
        "first_buying": first(needed),
    }


def origin_hash() -> str:
    """What the text was made from: the hash of this file."""
    return hashlib.sha256(Path(__file__).read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def text() -> str:
    """``registry.sql``: a head that tells from what it was made, then each expression under its name."""
    parts = [f"-- generated by Ibis {ibis.__version__} from registry.py, sha256 {origin_hash()}; do not edit"]
    for name, expression in expressions().items():
        parts.append(f"-- name: {name}\n{ibis.to_sql(expression, dialect='duckdb')}")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    SQL.write_text(text(), "utf-8", newline="\n")
