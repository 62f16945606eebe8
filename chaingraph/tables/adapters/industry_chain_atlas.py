"""Linked chains with firms: nodes, flows between nodes, firms of a node, firm-to-firm supplies, measured values."""

from __future__ import annotations

from functools import partial

from chaingraph.catalogue import both
from chaingraph.tables.adapters.adapter import Adapter, Options, Side
from chaingraph.tables.adapters.firm_places import join_places, put_regions, tell_places
from chaingraph.tables.adapters.kinds import ASSUMED, KEPT, LEFT_OUT
from chaingraph.tables.adapters.links import sound_links
from chaingraph.tables.adapters.recognised import DOMESTIC_SHARE, STAGES
from chaingraph.tables.adapters.result import SOURCE, Result
from chaingraph.tables.adapters.source import Source, covers, sheet_of
from chaingraph.tables.marks import CLOSING, COLON, NOTE_MARK, OPENING
from chaingraph.tables.raw import literal

_NODES = sheet_of("nodes", "nodes", "chain id name position", "tier layer group description", "name")
_EDGES = sheet_of(
    "edges", "node_edges edges", "from to", "chain product rel_type confidence estimated notes", optional=True
)
_FIRMS = sheet_of("firms", "company_product", "node_id code company", "chain node role", "company")
_TRADE = "chain product relationship_type confidence notes"
_SUPPLIES = sheet_of("supplies", "supply_relationships", "supplier_code buyer_code", _TRADE, optional=True)
_POINTS = sheet_of("points", "data_points", "node_id name value", "chain unit type source updated", optional=True)
_SHEETS = (_NODES, _EDGES, _FIRMS, _SUPPLIES, _POINTS)
_SURE = "case when try_cast(confidence as int) >= 5 then 'high' when try_cast(confidence as int) >= 3 then 'medium' when try_cast(confidence as int) >= 1 then 'low' end"


def fill(source: Source, result: Result, options: Options) -> Side | None:
    """Nodes are products, flows inputs, codes enterprises, firm-to-firm rows supplies; measured values stay beside."""
    source.read(_SHEETS)
    _products(source, result)
    _links(source, result)
    _firms(source, result, options)
    _supplies(source, result)
    return _points(source)


def _products(source: Source, result: Result) -> None:
    file = source.files["nodes"]
    source.run("create table nodes as select * from raw_src_nodes")
    source.drop(
        "nodes",
        "nodes",
        "coalesce(id, '') || ' ' || coalesce(name, '')",
        ("id is null or name is null or chain is null", "empty", "id"),
        ("_row not in (select min(_row) from nodes where id is not null group by id, name)", "duplicate", "id"),
        ("_row not in (select min(_row) from nodes where id is not null group by id)", "code-twice", "id"),
    )
    odd = f"position is null or lower(position) not in ({STAGES})"
    source.told(
        "nodes",
        "position",
        f"select _row, coalesce(position, '') from nodes where {odd} order by 1",
        "stage-unknown",
        LEFT_OUT,
    )
    source.run(f"update nodes set position = case when {odd} then null else lower(position) end")
    result.unique_names("nodes", "name", "chain", file)
    result.unique_names("nodes", "name", "id", file)
    result.put("chains", "select distinct chain as id, chain as name_zh from nodes", "id")
    share = f"""select node_id, string_agg(name || '{COLON}' || value || coalesce(unit, '') || coalesce('{OPENING}' || source || '{CLOSING}', ''),
        '{NOTE_MARK}' order by _row) as told
        from raw_src_points where contains(name, '{DOMESTIC_SHARE}') and value is not null group by 1"""
    result.put(
        "products",
        f"""select id, name as name_zh, chain, position as stage, "group" as segment_zh, '{SOURCE}' as source,
            nullif(concat_ws('{NOTE_MARK}', description, {literal(both("adapt.note.measured-by-source") + ": ")} || told), '') as note, _row
            from nodes left join ({share}) on node_id = id""",
        "_row",
    )


def _links(source: Source, result: Result) -> None:
    source.run('create table links as select *, "to" as product_id, "from" as input from raw_src_edges')
    source.run("alter table links rename column product to what")
    source.run("alter table links rename column product_id to product")
    sound_links(source, "links", "nodes", "edges")
    count = source.rows("select count(*) from links")[0][0]
    source.report.add(source.files["edges"], None, "", "essential = yes", "essential-assumed", ASSUMED, count=count)
    result.put(
        "inputs",
        f"""select product, input, case when "group" = 'equipment' then 'equipment' end as kind, '{SOURCE}' as source,
            {_SURE} as confidence, nullif(concat_ws('{NOTE_MARK}', what, rel_type, notes), '') as note, l._row
            from links l left join nodes n on n.id = l.input""",
        "_row",
    )


def _firms(source: Source, result: Result, options: Options) -> None:
    file = source.files["firms"]
    join_places(source, options.regions)
    source.run(
        "create table pairs as select _row, node_id, regexp_extract(code, '[0-9]{6}') as id, code, company, role from raw_src_firms"
    )
    source.drop(
        "firms",
        "pairs",
        "concat_ws(' ', node_id, code, company)",
        ("node_id is null or code is null or company is null", "empty", "code"),
        ("id = ''", "code-malformed", "code"),
        ("node_id not in (select id from nodes)", "dangling", "node_id"),
    )
    # The name of a code: that of a list of firms where one is given, else the most frequent, then the first.
    source.run(
        """create table firms as select n.id, coalesce(max(p.name), arg_min(company, (-times, n._row))) as name, min(n._row) as _row
           from (select id, company, count(*) as times, min(_row) as _row from pairs group by 1, 2) n
           left join firm_places p on p.code = n.id and p.name in (select company from pairs q where q.id = n.id)
           group by 1"""
    )
    other = "select p._row, p.id || ': ' || p.company || ' / ' || f.name from pairs p join firms f using (id) where p.company <> f.name"
    source.told("firms", "code", other + " order by 1", "code-two-names", LEFT_OUT)
    source.run("delete from pairs using firms f where f.id = pairs.id and pairs.company <> f.name")
    again = "_row not in (select min(_row) from pairs group by node_id, id)"
    source.drop("firms", "pairs", "node_id || ' ' || id", (again, "duplicate", "code"))
    source.run(
        "create table placed as select f.id as code, f.name, f._row, p.region from firms f left join firm_places p on p.code = f.id"
    )
    tell_places(source, file, "placed", bool(options.regions))
    put_regions(source, result, "placed")
    result.unique_names("placed", "name", "code", file)
    firms = f"select code as id, name as name_zh, region, code as listing, '{SOURCE}' as source, _row from placed"
    result.put("enterprises", firms, "_row")
    makes = f"select id as enterprise, node_id as product, '{SOURCE}' as source, role as note, _row from pairs"
    result.put("makes", makes, "_row")


def _supplies(source: Source, result: Result) -> None:
    file = source.files["supplies"]
    source.run(
        """create table trade as select _row, regexp_extract(supplier_code, '[0-9]{6}') as supplier,
           nullif(regexp_extract(buyer_code, '[0-9]{6}'), '') as customer, buyer_code, product, relationship_type, confidence, notes
           from raw_src_supplies"""
    )
    known = "select id from firms"
    same = "_row not in (select min(_row) from trade group by supplier, customer, product)"
    lost = f"supplier is null or customer is null or supplier not in ({known}) or customer not in ({known})"
    source.drop(
        "supplies",
        "trade",
        "concat_ws(' ', supplier, '→', coalesce(buyer_code, ''), product)",
        ("buyer_code is null", "empty-buyer", "buyer_code"),
        (lost, "dangling", "buyer_code"),
        ("supplier = customer", "self-link", "buyer_code"),
        (same, "duplicate", "buyer_code"),
    )
    flow = "select 1 from pairs a, pairs b, links l where a.id = trade.supplier and b.id = trade.customer and l.input = a.node_id and l.product = b.node_id"
    source.told(
        "supplies",
        "",
        f"select _row, supplier || ' → ' || customer from trade where not exists ({flow}) order by 1",
        "supply-without-flow",
        KEPT,
    )
    texts = source.rows("select count(product) from trade")[0][0]
    source.report.add(file, None, "product", "", "product-text", KEPT, count=texts)
    result.put(
        "supplies",
        f"""select supplier, customer, '{SOURCE}' as source, {_SURE} as confidence,
            nullif(concat_ws('{NOTE_MARK}', product, relationship_type, notes), '') as note, _row from trade""",
        "_row",
    )


def _points(source: Source) -> Side | None:
    file = source.files["points"]
    columns = ("node_id", "name", "unit", "type", "value", "source", "updated")
    where = "node_id is not null and node_id not in (select id from nodes)"
    source.note("points", "raw_src_points", "node_id", (where, "dangling", "node_id"))
    source.note("points", "raw_src_points", "name", ("value is null", "empty", "value"))
    bad = "value is not null and try_cast(value as double) is null"
    source.note("points", "raw_src_points", "value", (bad, "not-a-number", "value"))
    rows = source.rows(f"select {', '.join(columns)} from raw_src_points order by _row")
    source.report.add(
        file,
        None,
        "value",
        f"{sum(DOMESTIC_SHARE in (row[1] or '') for row in rows)} × {DOMESTIC_SHARE}",
        "measured-kept",
        KEPT,
        count=len(rows),
    )
    return Side(columns, tuple(rows)) if rows else None


ADAPTER = Adapter(
    name="industry_chain_atlas",
    source_kind="company",
    recognises=partial(covers, _SHEETS),
    fill=fill,
    places=True,
)
