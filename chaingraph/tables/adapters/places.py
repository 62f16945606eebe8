"""Division codes that adapters need: provinces by their short names, and made-up codes for what GB/T 2260 has none for.

A made-up code begins with 9, which no province does:

- ``9nnnnn`` with nnnnn up to 17575: a country by the three letters of ISO 3166-1, read as a number to the base 26
  (aaa 900000, afg 900136, zzz 917575): the same country has the same code in every dataset;
- ``980000``: abroad, the country not being told; ``990000``: the world.
"""

from __future__ import annotations

from chaingraph.tables.names import short_place

CHINA, ABROAD, WORLD, TAIWAN = "100000", "980000", "990000", "710000"
MADE = {
    CHINA: ("全国", "China"),
    ABROAD: ("境外（国别不明）", "Abroad (country not told)"),
    WORLD: ("世界", "World"),
}
"""Names, Chinese and English, of what has no code or no province."""
UNITED_STATES = ("美国", "United States")
_PROVINCES = {
    "110000": "北京市",
    "120000": "天津市",
    "130000": "河北省",
    "140000": "山西省",
    "150000": "内蒙古自治区",
    "210000": "辽宁省",
    "220000": "吉林省",
    "230000": "黑龙江省",
    "310000": "上海市",
    "320000": "江苏省",
    "330000": "浙江省",
    "340000": "安徽省",
    "350000": "福建省",
    "360000": "江西省",
    "370000": "山东省",
    "410000": "河南省",
    "420000": "湖北省",
    "430000": "湖南省",
    "440000": "广东省",
    "450000": "广西壮族自治区",
    "460000": "海南省",
    "500000": "重庆市",
    "510000": "四川省",
    "520000": "贵州省",
    "530000": "云南省",
    "540000": "西藏自治区",
    "610000": "陕西省",
    "620000": "甘肃省",
    "630000": "青海省",
    "640000": "宁夏回族自治区",
    "650000": "新疆维吾尔自治区",
    "710000": "台湾省",
    "810000": "香港特别行政区",
    "820000": "澳门特别行政区",
}
# Cities with planning status of their own, which lists of firms name beside the provinces.
CITIES = {"210200": "大连市", "330200": "宁波市", "350200": "厦门市", "370200": "青岛市", "440300": "深圳市"}
_SHORT = {"内蒙": "150000"}


def place_code(name: str) -> str | None:
    """The code of a province or a city with planning status, by its full or short name; None when it is neither."""
    text = "".join(name.split())
    for code, full in (*_PROVINCES.items(), *CITIES.items()):
        if text in (full, short_place(full), _plain(full)):
            return code
    return _SHORT.get(text)


def _plain(full: str) -> str:
    for kind in ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区", "省", "市"):
        if full.endswith(kind):
            return full[: -len(kind)]
    return full


def parent(code: str) -> str:
    """The code above one of this module's codes, or an empty string."""
    if code in CITIES:
        return code[:2] + "0000"
    return CHINA if code in _PROVINCES else ""


def with_parents(codes: set[str]) -> list[tuple[str, str, str, str]]:
    """Rows of ``regions`` (code, Chinese name, English name, parent) for codes of this module and all above them."""
    wanted = set(codes)
    for code in codes:
        while code := parent(code):
            wanted.add(code)
    rows = []
    for code in sorted(wanted):
        zh, en = MADE.get(code, (_PROVINCES.get(code) or CITIES.get(code) or code, ""))
        rows.append((code, zh, en, parent(code)))
    return rows


def country_code(letters: str) -> str | None:
    """The made-up code of a country of three letters, None for anything else."""
    text = letters.strip().lower()
    if len(text) != 3 or not (text.isascii() and text.isalpha()):
        return None
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - ord("a")
    return f"9{number:05d}"
