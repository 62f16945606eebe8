"""Names of enterprises as they are compared, in SQL: without what spellings of one registered name differ by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chaingraph.tables.raw import literal

_WIDE = "".join(chr(code) for code in range(0xFF01, 0xFF5F))
_NARROW = "".join(chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F))
# Letters by which spellings of one registered name differ: brackets of any kind, spaces, dots, hyphens.
_LOOSE = "[\\[\\]()〔〕【】\"'“”\\s\u3000\u00a0·•.,，。、_-]"
_LEGAL = "(股份有限公司|有限公司|有限合伙|总公司|分公司|股份公司|控股集团|集团公司|集团股份|集团|公司|股份|控股|总厂|工厂|厂)"
_PEOPLES = "朝鲜|满|蒙古|回|壮|藏|彝|苗|侗|土家|布依|傣|白|哈尼|景颇|傈僳|羌|黎|瑶|畲|佤|拉祜|纳西|怒|独龙|仫佬|毛南|土|东乡|撒拉|保安|裕固|水|仡佬|各|达斡尔"
_KIND = re.compile(
    f"(?:(?:维吾尔|蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|(?:{_PEOPLES})族)*自治[区州县]|特别行政区|地区|林区|新区|自治旗|[省市州盟县区旗])$"
)


def plain_name(text: str) -> str:
    """SQL: a name in narrow lower-case letters without brackets, spaces and dots; 有限责任公司 is 有限公司."""
    narrow = f"lower(translate({text}, {literal(_WIDE)}, {literal(_NARROW)}))"
    return f"replace(regexp_replace({narrow}, {literal(_LOOSE)}, '', 'g'), '有限责任公司', '有限公司')"


def chain_name(text: str) -> str:
    """SQL: the plain name of a chain without 产业链 and the like at its end."""
    return f"regexp_replace({plain_name(text)}, '(.)(产业链|产业集群|产业|行业|链)$', '\\1')"


def is_full(text: str) -> str:
    """SQL: whether a plain name is a registered one: it ends in a legal form and is no short form of it."""
    return f"(regexp_matches({text}, '(公司|厂|合作社|研究院|研究所|合伙|集团)$') and length({text}) >= 6)"


def short_place(name: str) -> str:
    """A place without its kind: 长春市 is 长春; names that would be left with one letter stay."""
    for found in _KIND.finditer(name):
        if found.start() >= 2:
            return name[: found.start()]
    for suffix in ("自治区", "自治州", "自治县"):
        if name.endswith(suffix) and len(name) >= 5:
            return name[: -len(suffix)]
    return name


def core_name(plain: str, places: Sequence[str]) -> str:
    """SQL: what tells one enterprise from another: the plain name without ``places`` and legal forms.

    A name that consists of nothing else stays as it is.
    """
    body = plain
    if places:
        known = {form for name in places for form in (name, short_place(name)) if len(form) >= 2}
        words = "|".join(sorted(known, key=lambda word: (-len(word), word)))
        body = f"regexp_replace({body}, {literal(f'^({words})+(省|市|州|县|区)?')}, '')"
    body = f"regexp_replace({body}, {literal(_LEGAL + '+$')}, '')"
    return f"case when length({body}) >= 2 then {body} else {plain} end"
