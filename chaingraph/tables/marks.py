"""Words and marks of the data: the same whatever language the program speaks."""

from __future__ import annotations

import re

ASSUMED = "假定 ASSUMED"  # a source whose title begins so states an assumption and no observation
SAME = frozenset(("同一", "是", "same", "yes", "y", "1"))  # decisions about two enterprises, in small letters
DIFFERENT = frozenset(("不同", "否", "different", "no", "n", "0"))
MATRIX_HEADERS = {
    "region": ("region", "地区", "code", "city", "城市", "country", "国家"),
    "product": ("product", "产品"),
    "value": ("value", "数值", "size", "规模"),
}
"""Headers of a table of sizes by region and product, the English and the Chinese one first. The codes of the products
may stand under the headers of ``products.gbt4754`` and ``products.hs`` instead."""
LIST_HEADERS = {
    "list": ("list", "名录", "名单", "名录名称", "名单名称", "名录来源", "名单来源"),
    "size": ("size", "规模", "企业规模", "规模类型", "企业类型", "sizeclass"),
}
"""Headers of a second list that no table has: the list that a line stands on, the size of the enterprise."""

WIDE_SPACE = "\u3000"
WIDE_SEMICOLON = "；"  # what a Chinese keyboard gives for ;
SPACE = f" \t\r\n{WIDE_SPACE}\u00a0\ufeff"
"""What is trimmed from cells."""
# What stands between the words of a note or name that is put into the data.
LIST_MARK, NOTE_MARK, COLON = "、", "；", "："
OPENING, CLOSING = "（", "）"
DIVIDED = re.compile(r"[;；,，/、]")  # what may stand between several names in one cell
ITEMS = re.compile(r"[;；,，、|\n\r]+")  # between the items of a cell
BRACKETED = re.compile(r"[（(][^（()）]*[)）]")
JOINED = re.compile("和|及|与|以及|·|、")  # between two products that are told as one item
# Who is said so does not make the product, or not now.
NO_MAKER = re.compile(
    "[（(][^（()）]*(?:停产|在建|拟建|筹建|规划|未投产|代理|外购|外协|贸易|经销)[^（()）]*[)）]|(?:销售|贸易|批发|零售|代理|经销)(?:等)?$"
)
STOPS = " .。:："  # what may stand at the ends of an item
# What a list puts around the name of a product and that says nothing of it.
FILLERS = {
    "before": (
        "生产",
        "制造",
        "加工",
        "研发",
        "主要",
        "主营",
        "各类",
        "各种",
        "各式",
        "其他",
        "其它",
        "及",
        "和",
        "以及",
    ),
    "after": ("等", "等产品", "系列", "系列产品", "产品", "生产", "制造", "加工", "研发", "及", "和"),
}
COUNTRY = re.compile("^(?:中华人民共和国|中国)(?=.)")  # what an address may begin with
OWN_LEVEL = re.compile("[（(]?(?:省|市|州|县|区)?(?:本级|市辖区)[)）]?$")  # the place itself and not a part of it
# Put into notes: what a list says in words of its own, and where a place comes from.
WORDS_OF = {
    "product": "主营产品（清单原文）",
    "products": "拟生产产品（清单原文）",
    "enterprise": "投资方（清单原文）",
    "park": "园区（清单原文）",
    "cluster": "集群（清单原文）",
    "region": "所在地（清单原文）",
}
CODES_LACKING = {"台湾省": "710000"}  # of GB/T 2260, which the package of divisions leaves out
MADE_HERE = frozenset(("是", "有的", "y", "√"))  # answers of a survey, in small letters, beside those of its choices
NOT_MADE = frozenset(("没有", "没", "否", "n", "none", "×"))
NOT_KNOWN = frozenset(("不详", "不知道", "未知", "待核", "unknown", "?", "？", "同上"))
SPELT = "清单写法"
PLACE_BY_NAME = "所在地区由名称推定"
