"""What foreign datasets are recognised by: their words for kinds, places and relations, as patterns and in SQL."""

from __future__ import annotations

import re

NOT_IN_IDS = '[;；,，\\s"/#?%<>]'
ORIGIN = re.compile(r"^\s*(?:origin|source|来源)\s*[:：]\s*(.+)$", re.I | re.M)
LICENCE = re.compile(r"(?:^|[.;。；]\s*)(?:licen[cs]e|许可证?)\b[\s:：]*((?:[^.;。；\n]|\.(?=\d))+)", re.I | re.M)

# Lists of firms with a code and a place.
FIRM_HEADERS = (
    ("股票代码", "ts_code"),
    ("TS代码", "ts_code"),
    ("股票名称", "name"),
    ("地域", "area"),
    ("所在地域", "area"),
    ("所属行业", "industry"),
    ("上市日期", "list_date"),
)

# Division codes: names of files by level, and headers.
DIVISION_LEVELS = {
    "province": ("province", "provinces", "省", "省级"),
    "city": ("city", "cities", "prefecture", "prefectures", "市", "地级"),
    "area": ("area", "areas", "county", "counties", "district", "districts", "县", "区县"),
}
DIVISION_HEADERS = (("代码", "code"), ("行政区划代码", "code"), ("名称", "name"))

# Chains with nodes and flows.
STAGES = "'upstream', 'midstream', 'downstream', '上游', '中游', '下游'"
DOMESTIC_SHARE = "国产化率"

# The knowledge graph of listed firms.
MARKET = "(证券)?交易所|新三板|股转|SSE|SZSE|BSE|HKEX"
MATERIAL, PRODUCT_OF, NARROWER = "上游材料", "下游产品", "产品小类"  # kinds of relation between products
# Names under which annual reports book what is no product; whole names, so that 平衡原纸 stays.
ACCOUNTING = (
    "(平衡|调整|抵[销消减]|其他|其它|未分配|不可分割)项目?数?|.*抵[销消减](数|额|项目?)?|.*(小计|合计|总计)"
    "|(其他|其它)((主营)?业务|收入|产品|服务|行业|项目)*|(主营)?业务(收入)?"
    "|(房屋|房产|物业|场地|设备)?(租赁|出租)(收入|业务|费)?|租金(收入)?"
    "|(材料|商品|产品|原材料|废料|配件)?销售(收入)?|销售(材料|商品|产品|原材料|废料)"
    "|配件|材料|商品|产品|服务|加工费|减[:：].*|加[:：].*"
)
WIDE_SEMICOLON, WIDE_COMMA = "；", "，"

# Taiwan's value chains, in either kind of letters.
HOME_MARKETS = "'上市', '上櫃', '上柜', '興櫃', '兴柜', '創櫃', '创柜', '公開發行', '公开发行'"
CLASS_OF_COMPANIES = "(外國|外国|上市|上櫃|上柜|興櫃|兴柜|創櫃|创柜|公開發行).*公司"
OTHERS = "^(其他|其它)"
JOINING_LETTERS = "[及和與与或]"
SPLIT_TITLE = "^[及和與与或、（(/]|[、（(/及和與与]$"  # begins or ends in the middle of a title
LAYER_START = "^[上中下]游\\s*·\\s*"
STAGE_OF_LAYER = """case when layer like '上游%' then 'upstream' when layer like '中游%' then 'midstream'
            when layer like '下游%' then 'downstream' end"""
