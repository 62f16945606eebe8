"""What the cells of one row, or a row and the rest of the dataset, say of each other."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.problems import Problem
from chaingraph.schema import SCHEMA
from chaingraph.tables import says
from chaingraph.tables.checks.cells import items, or_default
from chaingraph.tables.checks.chains import loops
from chaingraph.tables.raw import Raw


def region_codes(raw: Raw) -> Iterator[Problem]:
    """Codes that are not six digits although no other scheme is named."""
    if raw.has("regions", "code"):
        columns = SCHEMA.tables["regions"].by_name
        scheme = or_default(columns["scheme"], "scheme") if raw.has("regions", "scheme") else "'gbt2260'"
        rows = raw.con.execute(
            f"select _row, code from raw_regions where {scheme} = 'gbt2260' "
            "and not regexp_full_match(code, '[0-9]{6}') order by _row"
        )
        for row, value in rows.fetchall():
            yield says.region_code(columns["code"], row, value)


def statistics_about(raw: Raw) -> Iterator[Problem]:
    """Statistics of both a chain and a product, or of neither."""
    if "outputs" in raw.columns:
        chain, product = (column if raw.has("outputs", column) else "null" for column in ("chain", "product"))
        rows = raw.con.execute(
            f"select _row, {chain}, {product} from raw_outputs where ({chain} is null) = ({product} is null) order by _row"
        )
        for row, of, which in rows.fetchall():
            yield says.statistic_about(row, of, which)


def found_and_listed(raw: Raw) -> Iterator[Problem]:
    """Coverage in which more of a second list is on record than the list holds."""
    for what in ("products", "pairs"):
        found, listed = f"found_{what}", f"listed_{what}"
        if raw.has("coverage", found, listed):
            rows = raw.con.execute(
                f"select _row, {found}, {listed} from raw_coverage "
                f"where try_cast({found} as bigint) > try_cast({listed} as bigint) order by _row"
            )
            for row, value, of in rows.fetchall():
                yield says.found_exceeds_listed(row, found, value, of)


def owners(raw: Raw) -> Iterator[Problem]:
    """Groups that run in a circle, and a group named as two enterprises are.

    A parent group means the enterprise of that id, else the one enterprise of that name. Who names itself is its own
    head.
    """
    if not raw.has("enterprises", "id", "parent_group"):
        return
    con = raw.con
    names = [column for column in ("name_zh", "name_en") if raw.has("enterprises", column)]
    named = " union ".join(
        f"select id, {column} as text from raw_enterprises where {column} in (select text from used)"
        for column in names
    )
    head = f"""with used as (select distinct parent_group as text from raw_enterprises where parent_group is not null),
        named as ({named or "select null as id, null as text limit 0"}),
        meant as (select id as text, id from raw_enterprises where id in (select text from used)
            union all select text, min(id) from named where text not in (select id from raw_enterprises where id is not null)
            group by text having count(distinct id) = 1)"""
    rows = con.execute(
        f"""{head}, arcs as (select e._row, e.id, m.id as parent from raw_enterprises e join meant m on m.text = e.parent_group
            where e.id <> m.id)
        select * from arcs where id in (select parent from arcs) order by _row"""
    ).fetchall()
    for row, loop in sorted(loops(rows)):
        yield says.owner_cycle(row, loop)
    rows = con.execute(
        f"""{head} select e._row, e.parent_group from raw_enterprises e where e.parent_group in (
            select text from named where text not in (select id from raw_enterprises where id is not null)
            group by text having count(distinct id) > 1) order by 1"""
    ).fetchall()
    for row, value in rows:
        yield says.owner_unclear(row, value)


def searches_that_found(raw: Raw) -> Iterator[Problem]:
    """Searches that found makers of products of which none stands on record there, the makers of their kinds counted."""
    if not (raw.has("searches", "product", "found") and raw.has("makes", "enterprise", "product")):
        return
    sought = items(SCHEMA.tables["searches"].by_name["product"])
    broader = "select id, broader from raw_products where broader is not null" if raw.has("products", "id", "broader") else "select null as id, null as broader limit 0"  # fmt: skip
    parents = "select code, parent from raw_regions where parent is not null" if raw.has("regions", "code", "parent") else "select null as code, null as parent limit 0"  # fmt: skip
    local = raw.has("enterprises", "id", "region") and raw.has("searches", "region")
    region = "region" if local else "null"
    on_record = "where e.region in (select code from around where around.region = h.region)" if local else ""
    rows = raw.con.execute(
        f"""with recursive hits as (
            select _row, {region} as region, product as told, unnest({sought}) as product from raw_searches
            where try_cast(found as bigint) > 0),
        kind as (select distinct product as top, product as id from hits
            union select k.top, b.id from kind k join ({broader}) b on b.broader = k.id),
        around as (select distinct region, region as code from hits where region is not null
            union select a.region, p.code from around a join ({parents}) p on p.parent = a.code),
        made as (select distinct h._row from hits h join kind k on k.top = h.product join raw_makes m on m.product = k.id
            {"join raw_enterprises e on e.id = m.enterprise" if local else ""} {on_record})
        select distinct _row, told from hits where _row not in (select _row from made) order by _row"""
    )
    for row, value in rows.fetchall():
        yield says.found_unrecorded(row, value)
