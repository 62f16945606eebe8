"""Listed firms with their main products, and links between products (the layout of ChainKnowledgeGraph)."""

from __future__ import annotations

from functools import partial

from chaingraph.catalogue import both, message
from chaingraph.tables.adapters.adapter import Adapter, Options
from chaingraph.tables.adapters.firm_places import join_places, put_regions, tell_places
from chaingraph.tables.adapters.kinds import ASSUMED, KEPT, LEFT_OUT, REPAIRED
from chaingraph.tables.adapters.links import sound_links
from chaingraph.tables.adapters.recognised import (
    ACCOUNTING,
    MARKET,
    MATERIAL,
    NARROWER,
    PRODUCT_OF,
    WIDE_COMMA,
    WIDE_SEMICOLON,
)
from chaingraph.tables.adapters.result import SOURCE, Result, slug
from chaingraph.tables.adapters.source import Source, covers, sheet_of
from chaingraph.tables.marks import LIST_MARK
from chaingraph.tables.raw import literal

_ABOUT = "fullname location list_date"
_FIRMS = sheet_of("firms", "companies company", "code name", _ABOUT, "name fullname", "time=list_date")
_MADE = sheet_of("made", "company_product", "company_code product", "rel weight", "product", "rel_weight=weight")
_ENDS = "from_product to_product"
_LINKS = sheet_of("links", "product_product", f"{_ENDS} rel", "", _ENDS, optional=True)
_CLASSES = sheet_of("classes", "company_industry", "company_code industry_code", "rel", optional=True)
_SHEETS = (_FIRMS, _MADE, _LINKS, _CLASSES)
_CHAIN = "products"
_CODE = "[0-9]{1,6}([.]?[A-Za-z]{2})?"
_SUM = 1.05  # shares of one firm and one period add up to 1 but for rounding


def fill(source: Source, result: Result, options: Options) -> None:
    """Six digits are enterprises, product names products; 上游材料 from X to Y: X is made from Y."""
    source.read(_SHEETS)
    _firms(source, result, options)
    _made(source)
    _links(source)
    _put(source, result)


def _six(sheet: str, column: str, source: Source) -> None:
    """Adds ``id``, the six digits of a code, NULL where the code has another form; tells both."""
    table = f"raw_src_{sheet}"
    source.run(f"alter table {table} add column id varchar")
    source.run(
        f"update {table} set id = lpad(regexp_extract({column}, '^[0-9]+'), 6, '0') where regexp_full_match({column}, '{_CODE}')"
    )
    source.told(
        sheet,
        column,
        f"select _row, coalesce({column}, '') from {table} where id is null order by 1",
        "code-malformed",
        LEFT_OUT,
    )
    zeros = f"id is not null and not regexp_matches({column}, '^[0-9]{{6}}')"
    source.told(sheet, column, f"select _row, {column} from {table} where {zeros} order by 1", "zero-lost", REPAIRED)
    for form, where in (
        (both("adapt.note.bare-code"), "regexp_full_match(c, '[0-9]+')"),
        (both("adapt.note.code-with-exchange"), "regexp_matches(c, '[A-Za-z]')"),
    ):
        count = source.rows(
            f"select count(*) from (select {column} as c from {table} where id is not null) where {where}"
        )
        source.report.add(source.files[sheet], None, column, form, "code-form", REPAIRED, count=count[0][0])


def _firms(source: Source, result: Result, options: Options) -> None:
    file, t = source.files["firms"], "raw_src_firms"
    _six("firms", "code", source)
    source.note("firms", t, "code", ("name is null and id is not null", "empty", "name"), done=LEFT_OUT)
    odd = f"location is not null and not regexp_matches(location, '{MARKET}')"
    source.told("firms", "location", f"select _row, location from {t} where {odd} order by 1", "place-shifted", KEPT)
    rows = f"(select _row, id, name, coalesce(fullname, name) as fullname from {t} where id is not null and name is not null)"
    source.run(
        f"create table firms as select id, arg_min(fullname, _row) as fullname, min(_row) as _row from {rows} group by 1"
    )
    for kind, sign, done in (("duplicate", "=", LEFT_OUT), ("renamed", "<>", KEPT)):
        pairs = f"select r._row, r.id || ': ' || r.fullname from {rows} r join firms f using (id) where r._row <> f._row and r.fullname {sign} f.fullname order by 1"
        source.told("firms", "code", pairs, kind, done)
    source.run(
        f"""create table aliases as select id, string_agg(distinct part, ';' order by part) as aliases from (
                select id, replace(replace(unnest([name, fullname]), ';', '{WIDE_COMMA}'), '{WIDE_SEMICOLON}', '{WIDE_COMMA}') as part from {rows}) join firms using (id)
            where part <> fullname group by 1"""
    )
    join_places(source, options.regions)
    source.run(
        "create table placed as select f.id as code, f.fullname as name, f._row, p.region from firms f left join firm_places p on p.code = f.id"
    )
    tell_places(source, file, "placed", bool(options.regions))
    put_regions(source, result, "placed")
    result.unique_names("placed", "name", "code", file)
    _classes(source)
    result.put(
        "enterprises",
        f"""select code as id, p.name as name_zh, aliases, region, code as listing, '{SOURCE}' as source,
            {literal(both("adapt.note.industry") + " ")} || industries as note, p._row from placed p left join aliases a on a.id = p.code
            left join classed c on c.id = p.code""",
        "_row",
    )


def _classes(source: Source) -> None:
    _six("classes", "company_code", source)
    where = "id is not null and id not in (select id from firms)"
    source.told(
        "classes",
        "company_code",
        f"select _row, company_code from raw_src_classes where {where} order by 1",
        "dangling",
        LEFT_OUT,
    )
    source.run(
        f"create table classed as select id, string_agg(distinct industry_code, '{LIST_MARK}' order by industry_code) as industries from raw_src_classes group by 1"
    )


def _made(source: Source) -> None:
    _six("made", "company_code", source)
    source.run(
        "create table made as select *, try_cast(weight as double) as share from raw_src_made where id is not null"
    )
    shown = "concat_ws(' ', company_code, product)"
    source.drop(
        "made",
        "made",
        shown,
        ("product is null", "empty", "product"),
        (f"regexp_full_match(product, '{ACCOUNTING}')", "accounting-line", "product"),
        ("id not in (select id from firms)", "dangling", "company_code"),
    )
    source.note("made", "made", "product", ("length(product) = 1", "one-letter", "product"))
    # Weights are judged over all rows, lines of accounting included: they are part of the firm's sum.
    for where, kind in (
        ("weight is not null and share is null", "not-a-number"),
        ("share < 0", "negative"),
        ("share > 1", "above-one"),
        ("share = 0", "zero"),
    ):
        weights = "select _row, company_code, product, weight, try_cast(weight as double) as share from raw_src_made where id is not null"
        refused = f"select _row, {shown} || ' ' || weight from ({weights}) where {where} order by 1"
        source.told("made", "weight", refused, kind, LEFT_OUT)
    sums = "select id, sum(try_cast(weight as double)) as total from raw_src_made where id is not null group by 1"
    source.run(f"create table sums as {sums}")
    over = f"select min(_row), id || ' ' || round(total, 3)::varchar from sums join made using (id) where total > {_SUM} group by id, total order by 1"
    source.told("made", "weight", over, "share-sum", LEFT_OUT)
    again = "_row not in (select min(_row) from made group by id, product)"
    source.drop("made", "made", shown, (again, "duplicate", "product"))


def _links(source: Source) -> None:
    """``links`` (_row, product, input) and ``broader`` (id, told) from the three kinds of relation."""
    file, t = source.files["links"], "raw_src_links"
    source.run(f"""create table ends as select _row, rel, from_product as a, to_product as b from {t}""")
    known = f"rel in ('{MATERIAL}', '{PRODUCT_OF}', '{NARROWER}')"
    again = f"rel = '{NARROWER}' and _row not in (select min(_row) from ends where rel = '{NARROWER}' group by a, b)"
    source.drop(
        "links",
        "ends",
        "concat_ws(' ', a, rel, b)",
        ("a is null or b is null or rel is null", "empty", ""),
        (f"not {known}", "relation-unknown", ""),
        (f"regexp_full_match(a, '{ACCOUNTING}') or regexp_full_match(b, '{ACCOUNTING}')", "accounting-line", ""),
        (f"rel = '{NARROWER}' and a = b", "self-link", ""),
        (again, "duplicate", ""),
    )
    ends = "select unnest([a, b]) as product, _row from ends"
    source.told(
        "links",
        "",
        f"select min(_row), product from ({ends}) where length(product) = 1 group by product order by 1, 2",
        "one-letter",
        KEPT,
    )
    names = "select distinct product as name from made union select distinct unnest([a, b]) from ends"
    source.run(f"create table named as select name, {slug('name')} as id from ({names})")
    source.run(
        f"""create table links as select _row, {slug("made")} as product, {slug("part")} as input from (
            select _row, a as made, b as part from ends where rel = '{MATERIAL}'
            union all select _row, b, a from ends where rel = '{PRODUCT_OF}')"""
    )
    sound_links(source, "links", "named", "links")
    count, narrow = source.rows(
        f"select (select count(*) from links), (select count(*) from ends where rel = '{NARROWER}')"
    )[0]
    source.report.add(file, None, "rel", "essential = yes", "essential-assumed", ASSUMED, count=count)
    source.report.add(file, None, "rel", NARROWER, "narrower", KEPT, count=narrow)


def _put(source: Source, result: Result) -> None:
    chain = message("adapt.note.chain-of-products")
    cells = (_CHAIN, chain.text("zh"), chain.text("en"), both("adapt.note.stand-in"))
    result.rows("chains", ("id", "name_zh", "name_en", "note"), [cells])
    source.report.add(source.files["made"], None, "product", _CHAIN, "chain-assumed", ASSUMED)
    result.put(
        "products",
        f"""select id, name as name_zh, '{_CHAIN}' as chain, '{SOURCE}' as source, {literal(both("adapt.note.broader") + ": ")} || told as note from named
            left join (select b, string_agg(distinct a, '{LIST_MARK}' order by a) as told from ends where rel = '{NARROWER}' group by 1) on b = name""",
        "name_zh",
    )
    result.put(
        "inputs",
        f"select product, input, '{SOURCE}' as source, _row from links",
        "_row",
    )
    note = literal(both("adapt.note.share-of-revenue") + " ")
    share = f"case when share > 0 and share <= 1 and total <= {_SUM} then {note} || weight end"
    makes = f"select id as enterprise, {slug('product')} as product, '{SOURCE}' as source, {share} as note, _row from made left join sums using (id)"
    result.put("makes", makes, "_row")


ADAPTER = Adapter(
    name="chainkg_slice",
    source_kind="company",
    recognises=partial(covers, _SHEETS),
    fill=fill,
    places=True,
)
