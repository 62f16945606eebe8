"""Taiwan's industry value chains: industries, layers, segments, and the firms of each segment."""

from __future__ import annotations

from functools import partial

from chaingraph.catalogue import both
from chaingraph.tables.adapters import places
from chaingraph.tables.adapters.adapter import LAYER_ORDER, Adapter, Options
from chaingraph.tables.adapters.kinds import ASSUMED, KEPT, LEFT_OUT
from chaingraph.tables.adapters.recognised import (
    CLASS_OF_COMPANIES,
    HOME_MARKETS,
    JOINING_LETTERS,
    LAYER_START,
    OTHERS,
    SPLIT_TITLE,
    STAGE_OF_LAYER,
)
from chaingraph.tables.adapters.result import SOURCE, Result
from chaingraph.tables.adapters.source import Source, covers, sheet_of
from chaingraph.tables.marks import ASSUMED as ASSUMED_TITLE
from chaingraph.tables.marks import COLON, LIST_MARK
from chaingraph.tables.raw import literal

_FIRMS = sheet_of(
    "firms", "company_segment", "code name ic industry layer segment", "market domain sub", "name segment"
)
_SEGMENTS = sheet_of(
    "segments", "segments", "ic industry layer segment", "layer_no sub n_companies", "segment", optional=True
)
_SHEETS = (_FIRMS, _SEGMENTS)
_LETTERS = "[\\p{L}\\p{N}]"
_ASSUMED_SOURCE = "S2"


def fill(source: Source, result: Result, options: Options) -> None:
    """Industries are chains, layers stages, segments products; links only where the caller assumes the order of layers."""
    source.read(_SHEETS)
    _segments(source, result)
    _firms(source, result)
    _links(source, result, assumed=LAYER_ORDER in options.assume)


def _segments(source: Source, result: Result) -> None:
    for sheet in ("segments", "firms"):
        t = f"raw_src_{sheet}"
        gone = "ic is null or layer is null or segment is null"
        source.drop(sheet, t, "concat_ws(' ', ic, layer, segment)", (gone, "empty", "segment"))
        bare = f"not regexp_matches(regexp_replace(segment, '{JOINING_LETTERS}', '', 'g'), '{_LETTERS}')"
        source.drop(sheet, t, "layer || ' / ' || segment", (bare, "fragment", "segment"))
        source.told(
            sheet,
            "sub",
            f"select _row, sub from {t} where regexp_matches(sub, '{CLASS_OF_COMPANIES}') order by 1",
            "sub-not-product",
            LEFT_OUT,
        )
        source.run(f"update {t} set sub = null where regexp_matches(sub, '{CLASS_OF_COMPANIES}')")
    listed = source.rows("select count(*) from raw_src_segments")[0][0] > 0
    sheet = "segments" if listed else "firms"
    file = source.files[sheet]
    number = "layer_no" if listed else "null"
    source.run(
        f"""create table segments as select * from (
            select ic, arg_min(industry, _row) as industry, layer, segment, min(try_cast({number} as int)) as layer_no, min(_row) as _row
            from raw_src_{sheet} group by ic, layer, segment)"""
    )
    if listed:
        lost = "select min(_row), concat_ws(' ', ic, layer, segment) from raw_src_firms anti join segments using (ic, layer, segment) group by ic, layer, segment order by 1"
        source.told("firms", "segment", lost, "dangling", LEFT_OUT)
        source.told(
            "segments",
            "segment",
            "select _row, concat_ws(' ', ic, layer, segment, sub) from raw_src_segments s where _row not in (select min(_row) from raw_src_segments group by ic, layer, segment, coalesce(sub, '')) and sub is not null order by 1",
            "duplicate",
            LEFT_OUT,
        )
    source.run(
        f"""alter table segments add column id varchar; alter table segments add column stage varchar; alter table segments add column title varchar;
        update segments set id = ic || '-' || substr(md5(layer || '/' || segment), 1, 8), title = segment,
          stage = {STAGE_OF_LAYER}"""
    )
    for where, kind, column, done in (
        ("stage is null", "stage-unknown", "layer", LEFT_OUT),
        (f"regexp_matches(segment, '{SPLIT_TITLE}')", "split-title", "segment", KEPT),
        (f"regexp_matches(segment, '{OTHERS}')", "not-specific", "segment", KEPT),
    ):
        source.told(
            sheet, column, f"select _row, layer || ' / ' || segment from segments where {where} order by 1", kind, done
        )
    twice = "select segment from segments group by 1 having count(distinct ic) > 1"
    source.told(
        sheet,
        "segment",
        f"select min(_row), segment || ': ' || string_agg(distinct industry, '{LIST_MARK}' order by industry) from segments where segment in ({twice}) group by segment order by 1",
        "several-chains",
        KEPT,
    )
    result.unique_names("segments", "title", "industry", file)
    result.unique_names("segments", "title", "layer", file)
    result.unique_names("segments", "title", "id", file)
    names = "select _row, ic || ': ' || industry || ' / ' || first from segments join (select ic, arg_min(industry, _row) as first from segments group by 1) using (ic) where industry <> first order by 1"
    source.told(sheet, "industry", names, "code-two-names", LEFT_OUT)
    source.run(
        "create table industries as select ic as id, arg_min(industry, _row) as name, min(_row) as _row from segments group by 1"
    )
    source.run("update industries set name = id where name is null")
    result.unique_names("industries", "name", "id", file)
    result.put("chains", "select id, name as name_zh from industries", "id")
    result.put(
        "products",
        f"""select id, title as name_zh, ic as chain, stage, trim(regexp_replace(layer, '{LAYER_START}', '')) as segment_zh,
            '{SOURCE}' as source, case when regexp_matches(segment, '{SPLIT_TITLE}') then {literal(both("adapt.note.title-split"))}
            when regexp_matches(segment, '{OTHERS}') then {literal(both("adapt.note.no-particular-product"))} end as note, _row from segments""",
        "_row",
    )


def _firms(source: Source, result: Result) -> None:
    file = source.files["firms"]
    source.run(
        "create table rows as select f.*, s.id as product from raw_src_firms f join segments s using (ic, layer, segment)"
    )
    source.drop("firms", "rows", "coalesce(code, '')", ("name is null", "empty", "name"))
    source.run("alter table rows add column firm varchar")
    source.run("update rows set firm = coalesce(code, 'F-' || substr(md5(name), 1, 10))")
    other = "select r._row, r.code || ': ' || r.name || ' / ' || first from rows r join (select code, arg_min(name, _row) as first from rows where code is not null group by 1) using (code) where r.name <> first"
    source.told(
        "firms",
        "code",
        f"select min(_row), value from ({other}) t(_row, value) group by value order by 1",
        "code-two-names",
        LEFT_OUT,
    )
    source.run(f"delete from rows where _row in (select _row from ({other}) t(_row, value))")
    mixed = "select name from rows group by 1 having count(code) > 0 and count(*) > count(code)"
    source.told(
        "firms",
        "code",
        f"select min(_row), name || ' ' || max(code) from rows where name in ({mixed}) group by name order by 1",
        "name-with-and-without-code",
        KEPT,
    )
    same = "partition by firm, product, coalesce(sub, '') order by _row"
    twice = (
        f"select _row, concat_ws(' ', code, name, segment, sub) as v from rows qualify row_number() over ({same}) > 1"
    )
    source.told("firms", "", f"{twice} order by 1", "duplicate", LEFT_OUT)
    source.run(f"delete from rows where _row in (select _row from ({twice}))")
    subs = source.rows("select count(sub) from rows")[0][0]
    source.report.add(file, None, "sub", "", "sub-kept", KEPT, count=subs)
    home = f"market in ({HOME_MARKETS}) or (market is null and code is not null)"
    source.run(
        f"""create table firms as select firm as code, arg_min(name, _row) as name, max(code) as listing, min(_row) as _row,
            case when bool_or({home}) then '{places.TAIWAN}' else '{places.ABROAD}' end as region from rows group by 1"""
    )
    for region, kind in ((places.TAIWAN, "place-by-listing"), (places.ABROAD, "place-abroad")):
        count = source.rows(f"select count(*) from firms where region = '{region}'")[0][0]
        source.report.add(file, None, "market", region, kind, ASSUMED, count=count)
    codes = {row[0] for row in source.rows("select distinct region from firms")} | {places.TAIWAN}
    result.rows("regions", ("code", "name_zh", "name_en", "parent"), places.with_parents(codes))
    for region in (places.TAIWAN, places.ABROAD):
        result.unique_names("firms", "name", "code", file, f"region = '{region}'")
    firms = f"select code as id, name as name_zh, region, listing, '{SOURCE}' as source, _row from firms"
    result.put("enterprises", firms, "_row")
    makes = f"""select firm as enterprise, product, '{SOURCE}' as source, string_agg(distinct sub, '{LIST_MARK}' order by sub) as note,
        min(_row) as _row from rows group by firm, product"""
    result.put("makes", makes, "_row")


def _links(source: Source, result: Result, *, assumed: bool) -> None:
    file = source.files["segments"]
    if not assumed:
        source.report.add(file, None, "layer", "", "no-links", KEPT)
        return
    order = "coalesce(layer_no, case stage when 'upstream' then 0 when 'midstream' then 1 when 'downstream' then 2 end)"
    source.run(
        f"""create table assumed as select b.id as product, a.id as input from
            (select *, dense_rank() over (partition by ic order by {order}) as place from segments where {order} is not null) a
            join (select *, dense_rank() over (partition by ic order by {order}) as place from segments where {order} is not null) b
            on a.ic = b.ic and b.place = a.place + 1"""
    )
    count = source.rows("select count(*) from assumed")[0][0]
    source.report.add(file, None, "layer", "--assume layer-order", "layer-links", ASSUMED, count=count)
    title = f"{ASSUMED_TITLE}{COLON}{both('adapt.note.order-of-layers')}"
    result.rows("sources", ("id", "title", "kind"), [(_ASSUMED_SOURCE, title, "general")])
    result.put(
        "inputs",
        f"select product, input, 'no' as essential, '{_ASSUMED_SOURCE}' as source, 'low' as confidence, "
        f"{literal(both('adapt.note.assumed-layers'))} as note from assumed",
        "product, input",
    )


ADAPTER = Adapter(
    name="tw_tpex_value_chains",
    source_kind="company",
    recognises=partial(covers, _SHEETS),
    fill=fill,
    assumptions=frozenset({LAYER_ORDER}),
)
