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
    types = {column.name: _TYPES.get(column.type, dt.string) for column in SCHEMA.tables[table].columns}
    return {"_row": dt.int64, **types}


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


def own_maker(active_enterprise: ir.Table, makes: ir.Table, sources: ir.Table) -> ir.Table:
    """What counts as told: a row for each active enterprise and each product that it makes, by its newest row.

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


def family_maker(own_maker: ir.Table, family: ir.Table) -> ir.Table:
    """Who makes a product by making kinds of it: a row for each enterprise and each such product of which it has no row
    of its own, with the columns of :func:`own_maker`.

    ``family`` (``product``, ``family``, ``steps``): of what each product is a kind, and by how many steps. A row counts
    upwards until the first family of which the enterprise has a row of its own, which then speaks for what is under
    it. ``output_yi``: the sum, null when one of the summed is; ``sourced``, ``dated``: one of them is.
    """
    rows = own_maker.join(family, own_maker.product == family.product)
    own = own_maker.select(owner="enterprise", kept="product")
    spoken_for = rows.join(own, (rows.enterprise == own.owner) & (rows.family == own.kept))
    nearest = spoken_for.group_by("enterprise", "product").aggregate(own_steps=spoken_for.steps.min())
    nearest = nearest.rename(firm="enterprise", kind="product")
    rows = rows.left_join(nearest, (rows.enterprise == nearest.firm) & (rows.product == nearest.kind))
    rows = rows.filter(rows.own_steps.isnull() | (rows.steps < rows.own_steps))
    known = rows.output_yi.count() == rows.count()
    return (
        rows.group_by("enterprise", "region", "family")
        .aggregate(
            output_yi=known.ifelse(rows.output_yi.sum(), ibis.null("float64")),
            sourced=rows.sourced.any(),
            dated=rows.dated.any(),
        )
        .rename(product="family")
    )


def maker(own_maker: ir.Table, family_maker: ir.Table) -> ir.Table:
    """Who makes what, the makers of its kinds counted: the rows of both."""
    names = own_maker.columns
    return own_maker.union(family_maker.select(*names))


def buyer(own_maker: ir.Table, inputs: ir.Table, family: ir.Table) -> ir.Table:
    """Each product with each enterprise that needs it, or a kind of it, for something that it makes: ``product``,
    ``enterprise``, ``region``.
    """
    needs = inputs.select("input", made="product")
    joined = own_maker.join(needs, own_maker.product == needs.made)
    direct = joined.select(product=joined.input, enterprise=joined.enterprise, region=joined.region).distinct()
    above = direct.join(family, direct.product == family.product)
    return direct.union(above.select(product=above.family, enterprise=above.enterprise, region=above.region)).distinct()


# ---------------------------------------------------------------- owners


def parent(enterprises: ir.Table) -> ir.Table:
    """What the parent group of each enterprise that has one means: ``enterprise``, ``jump`` the enterprise of that id,
    or else the only one of that Chinese or English name, null where it is another text; ``group`` as it stands.
    """
    grouped = enterprises.filter(enterprises.parent_group.notnull())
    wanted = grouped.select(enterprise="id", group="parent_group")
    ids = enterprises.select(by_id="id")
    names = (
        enterprises.select(name="name_zh", named="id")
        .union(enterprises.select(name="name_en", named="id"))
        .filter(lambda row: row.name.isin(wanted.group))
        .distinct()
    )
    single = names.group_by("name").aggregate(by_name=names.named.min(), n=names.count())
    single = single.filter(single.n == 1).select("name", "by_name")
    rows = wanted.left_join(ids, wanted.group == ids.by_id)
    rows = rows.left_join(single, rows.group == single.name)
    return rows.select("enterprise", "group", jump=rows.by_id.coalesce(rows.by_name))


def owner_step(parent: ir.Table) -> ir.Table:
    """The way upwards at its start: ``enterprise``, ``jump`` one step up, ``least`` the smallest id up to there."""
    rows = parent.filter(parent.jump.notnull())
    return rows.select("enterprise", "jump", least=rows.enterprise)


def owner_doubled(owner_step: ir.Table) -> ir.Table:
    """The same for twice as many steps; a way that has ended stays where it is."""
    on = owner_step.select(at="enterprise", further="jump", smaller="least")
    rows = owner_step.left_join(on, owner_step.jump == on["at"])
    least = ibis.least(rows.least, rows.smaller.coalesce(rows.least))
    return rows.select("enterprise", jump=rows.further.coalesce(rows.jump), least=least)


def owner_open(owner_step: ir.Table) -> ir.Table:
    """One row, ``number``: how many ways have not ended."""
    ways = owner_step.select(other="enterprise")
    return owner_step.semi_join(ways, owner_step.jump == ways.other).aggregate(number=ibis._.count())


def owner(parent: ir.Table, owner_step: ir.Table) -> ir.Table:
    """Who owns each enterprise that somebody else owns: ``enterprise``, ``owner`` (an id, or the text of a group that
    is no enterprise).

    A way that has not ended runs in a circle: its owner is the smallest id of that circle.
    """
    circle = owner_step.select(at="enterprise", circle="least")
    text = parent.filter(parent.jump.isnull()).select(top="enterprise", text="group")
    rows = owner_step.left_join(circle, owner_step.jump == circle["at"])
    rows = rows.left_join(text, rows.jump == text.top)
    found = rows.select("enterprise", owner=rows.circle.coalesce(rows.text, rows.jump))
    found = found.union(text.select(enterprise="top", owner="text"))
    return found.filter(found.enterprise != found.owner)


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


def owned(maker: ir.Table, owner: ir.Table) -> ir.Table:
    """The same for products with a maker that somebody else owns, makers of one owner as one.

    How many ``owners``, ``squares`` of their outputs, ``squared_makers`` the squares of how many makers each has.
    """
    concerned = maker.semi_join(owner, maker.enterprise == owner.enterprise)
    owners = owner.select("owner", held="enterprise")
    rows = maker.filter(maker.product.isin(concerned.product)).left_join(owners, maker.enterprise == owners.held)
    rows = rows.mutate(owner=rows.owner.coalesce(rows.enterprise))
    each = rows.group_by("product", "owner").aggregate(output_yi=rows.output_yi.sum(), makers=rows.count())
    return each.group_by("product").aggregate(
        owners=each.count(),
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

    family = ibis.table({"product": "string", "family": "string", "steps": "int64"}, name="family")
    firms = enterprise(enterprises)
    every_firm = named("enterprise", firms)
    active = active_enterprise(every_firm)
    firm = named("active_enterprise", active)
    own_makers = own_maker(firm, makes, sources)
    own = named("own_maker", own_makers)
    family_makers = family_maker(own, family)
    makers = maker(own, named("family_maker", family_makers))
    buyers = buyer(own, inputs, family)
    here = local(named("maker", makers), codes)
    needs = local(named("buyer", buyers), codes)
    making, buying = named("local_maker", here), named("local_buyer", needs)
    parents = parent(enterprises)
    group = named("parent", parents)
    steps = owner_step(group)
    step = named("owner_step", steps)
    owners = owner(group, step)
    return {
        "enterprise": firms,
        "active_enterprise": active,
        "idle_enterprise": idle_enterprise(every_firm),
        "newest_make": newest_make(makes),
        "own_maker": own_makers,
        "family_maker": family_makers,
        "maker": makers,
        "buyer": buyers,
        "parent": parents,
        "owner_step": steps,
        "owner_doubled": owner_doubled(step),
        "owner_open": owner_open(step),
        "owner": owners,
        "local_enterprise": local(firm, codes),
        "local_own_maker": local(own, codes),
        "local_maker": here,
        "local_buyer": needs,
        "made": made(making),
        "owned": owned(making, named("owner", owners)),
        "own": named("local_own_maker", local(own, codes)).select("product").distinct(),
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
