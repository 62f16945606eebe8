"""Trade by country and product: a region a country, an output a value."""

from __future__ import annotations

from pathlib import Path

from chaingraph.tables.adapters import places
from chaingraph.tables.adapters.adapter import Adapter, Options
from chaingraph.tables.adapters.kinds import ASSUMED, KEPT, LEFT_OUT
from chaingraph.tables.adapters.result import SOURCE, Result, slug
from chaingraph.tables.adapters.source import Sheet, Source, covers

_TRADE = Sheet(
    "trade",
    ("trade", "world_trade"),
    ("country", "product", "value"),
    ("year",),
    (("location_code", "country"), ("product_code", "product"), ("hs_product_code", "product"), ("sitc_product_code", "product"), ("origin", "country"), ("exporter", "country"), ("国家", "country"), ("产品", "product"),
     ("export_value", "value"), ("exports", "value"), ("出口额", "value")),
    ("country", "product"),
)  # fmt: skip
_CHAIN, _UNIT = "trade", 1e8
_FALLBACK = 920000  # countries that are not named by three letters, numbered within the dataset


def recognises(folder: Path) -> bool:
    """A file of country, product and value."""
    return covers((_TRADE,), folder)


def fill(source: Source, result: Result, options: Options) -> None:
    """Countries are regions with made-up codes, values outputs in USD 100 million of one stand-in maker a country."""
    del options
    source.read((_TRADE,), ignore=("golden",))
    file, t = source.files["trade"], "raw_src_trade"
    source.run(f"create table trade as select *, try_cast(value as double) as size from {t}")
    shown = "concat_ws(' ', country, product, value)"
    for where, kind, column in (
        ("country is null or product is null or value is null", "empty", ""),
        ("size is null or not isfinite(size)", "not-a-number", "value"),
        ("size < 0", "negative", "value"),
        ("_row not in (select min(_row) from trade group by country, product, year)", "duplicate", ""),
    ):
        source.told("trade", column, f"select _row, {shown} from trade where {where} order by 1", kind, LEFT_OUT)
        source.run(f"delete from trade where {where}")
    source.told("trade", "value", f"select _row, {shown} from trade where size = 0 order by 1", "zero", KEPT)
    codes = [row[0] for row in source.rows("select distinct product from trade order by 1")]
    zeros = [code for code in codes if code.startswith("0")]
    source.report.add(file, None, "product", " ".join(zeros[:3]), "leading-zero", KEPT, count=len(zeros))
    if not zeros and len({len(code) for code in codes if code.isdigit()}) > 1:
        source.report.add(file, None, "product", " ".join(codes[:3]), "zero-suspected", KEPT, count=len(codes))
    _countries(source, file)
    result.rows("regions", ("code", "name_zh", "name_en", "parent"), places.with_parents({places.WORLD}))
    result.put("regions", ("code", "name_zh", "parent"), f"select code, upper(country) as name_zh, '{places.WORLD}' as parent from countries", "code")  # fmt: skip
    result.rows("chains", ("id", "name_zh", "name_en", "note"), [(_CHAIN, "贸易产品（不是产业链）", "Traded products (no chain)", "占位 stand-in")])  # fmt: skip
    source.report.add(file, None, "product", _CHAIN, "chain-assumed", ASSUMED)
    result.put("products", ("id", "name_zh", "chain"), f"select distinct {slug('product')} as id, product as name_zh, '{_CHAIN}' as chain from trade", "id")  # fmt: skip
    count = source.rows("select count(*) from countries")[0][0]
    source.report.add(file, None, "country", "", "maker-is-aggregate", ASSUMED, count=count)
    rows = source.rows("select count(*) from trade")[0][0]
    source.report.add(file, None, "value", "", "unit-not-cny", KEPT, count=rows)
    firms = f"""select 'X-' || code as id, upper(country) || ' 出口合计 all exporters' as name_zh, code as region, '{SOURCE}' as source,
        '一国合计，不是企业 a country as a whole, no firm' as note from countries"""
    result.put("enterprises", ("id", "name_zh", "region", "source", "note"), firms, "id")
    makes = f"""select 'X-' || code as enterprise, {slug("product")} as product, size / {_UNIT} as output_yi, year, '{SOURCE}' as source,
        '单位：亿美元 unit: USD 100 million' as note, _row from trade join countries using (country)"""
    result.put("makes", ("enterprise", "product", "output_yi", "year", "source", "note"), makes, "_row")


def _countries(source: Source, file: str) -> None:
    names = [row[0] for row in source.rows("select distinct country from trade order by 1")]
    made: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        code = places.country_code(name)
        if code is None or code in taken:  # no three letters, or the same ones in another case
            code = f"{_FALLBACK + len(taken):06d}"
        made[name] = code
        taken.add(code)
    source.table("countries", ("country", "code"), list(made.items()))
    first = ", ".join(f"{name} {code}" for name, code in list(made.items())[:3])
    source.report.add(file, None, "country", first, "place-code-made", ASSUMED, count=len(made))


ADAPTER = Adapter(
    "product_space_world_trade",
    "各国分产品出口额",
    "Exports by country and product",
    "区位商（显示比较优势）、关联密度（related、profile）；集中度与企业数没有意义",
    "location quotients (revealed comparative advantage) and relatedness (related, profile); concentration and numbers of firms mean nothing",
    "statistics",
    recognises,
    fill,
)
