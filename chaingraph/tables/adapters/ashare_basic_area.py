"""Lists of A-share firms with province and industry (the columns of tushare's stock_basic)."""

from __future__ import annotations

from chaingraph.tables.adapters.adapter import Adapter, Options
from chaingraph.tables.adapters.firm_places import is_list, put_regions, read_list
from chaingraph.tables.adapters.kinds import ASSUMED, LEFT_OUT
from chaingraph.tables.adapters.result import SOURCE, Result, slug
from chaingraph.tables.adapters.source import Source

_CHAIN = "industries"


def fill(source: Source, result: Result, options: Options) -> None:
    """Codes are enterprises, areas regions, industries products of one stand-in chain: for quotients and relatedness."""
    del options
    file = read_list(source)
    source.told("firms", "industry", "select _row, code || ' ' || name from listed where industry is null order by 1", "empty", LEFT_OUT)  # fmt: skip
    put_regions(source, result, "listed")
    result.unique_names("listed", "name", "code", file)
    result.rows("chains", ("id", "name_zh", "name_en", "note"), [(_CHAIN, "行业分类（不是产业链）", "Industry classes (no chain)", "占位 stand-in")])  # fmt: skip
    source.report.add(file, None, "industry", _CHAIN, "chain-assumed", ASSUMED)
    made = f"select distinct {slug('industry')} as id, industry as name_zh, '{_CHAIN}' as chain from listed where industry is not null"
    result.put("products", ("id", "name_zh", "chain"), made, "id")
    firms = f"select code as id, name as name_zh, region, code as listing, '{SOURCE}' as source, _row from listed"
    result.put("enterprises", ("id", "name_zh", "region", "listing", "source"), firms, "_row")
    makes = f"select code as enterprise, {slug('industry')} as product, '{SOURCE}' as source, _row from listed where industry is not null"
    result.put("makes", ("enterprise", "product", "source"), makes, "_row")


ADAPTER = Adapter(
    "ashare_basic_area",
    "A股上市公司的省份与行业",
    "A-share firms with province and industry",
    "各省行业的区位商与关联密度（profile、related）；按证券代码为其他名单补地区（adapt --regions）",
    "location quotients and relatedness of industries by province (profile, related); places for other lists by code (adapt --regions)",
    "statistics",
    is_list,
    fill,
)
