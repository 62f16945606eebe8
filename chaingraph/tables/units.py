"""Units in headers, notes above a header and cells: how many of the column's own unit one of them is.

Money columns (``…_yi``) hold CNY 100 million (亿元). A unit of another currency, or one that is not known, is None:
nothing is converted by guess.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_HAN = {
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}
_ALONE = ("万", "百万", "千万", "亿", "十亿", "百亿", "千亿", "万亿", "wan", "yi")  # say 元 without its name
_LATIN = {
    "k": 3,
    "thousand": 3,
    "thousands": 3,
    "wan": 4,
    "m": 6,
    "mn": 6,
    "mln": 6,
    "mio": 6,
    "million": 6,
    "millions": 6,
    "yi": 8,
    "bn": 9,
    "billion": 9,
    "billions": 9,
    "tn": 12,
    "trillion": 12,
    "trillions": 12,
}
_POWERS = {**_HAN, **_LATIN}


def _any(words: tuple[str, ...] | dict[str, int]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


_CNY = ("人民币", "元", "圆", "rmb", "cny", "renminbi", "yuan", "cn¥", "¥")
_MONEY = re.compile(
    rf"(?P<before>(?:{_any(_CNY)})*)(?:in|of)?[x×*]?(?:10\^(?P<power>[0-9]{{1,2}})|(?P<digits>10*))?[x×*]?"
    rf"(?P<word>{_any(_POWERS)})?(?:of)?(?P<after>(?:{_any(_CNY)})*)(?:/年|/a|每年|peryear|/year|ayear)?"
)
_OTHER = (
    "美元",
    "美金",
    "欧元",
    "英镑",
    "日元",
    "日圆",
    "港元",
    "港币",
    "港幣",
    "澳门元",
    "台币",
    "新台币",
    "新臺幣",
    "韩元",
    "韩圆",
    "卢布",
    "卢比",
    "泰铢",
    "越南盾",
    "加元",
    "澳元",
    "新元",
    "新加坡元",
    "瑞士法郎",
    "瑞郎",
    "法郎",
    "马克",
    "外币",
    "美刀",
    "刀",
    "us$",
    "hk$",
    "nt$",
    "a$",
    "c$",
    "s$",
    "$",
    "€",
    "£",
    "₩",
    "₽",
    "₹",
    "usd",
    "eur",
    "gbp",
    "jpy",
    "hkd",
    "mop",
    "twd",
    "ntd",
    "krw",
    "rub",
    "inr",
    "thb",
    "vnd",
    "cad",
    "aud",
    "sgd",
    "chf",
    "brl",
    "mxn",
    "dollar",
    "dollars",
    "euro",
    "euros",
    "pound",
    "pounds",
    "yen",
    "won",
    "rouble",
    "roubles",
    "rupee",
    "rupees",
)
_FOREIGN = re.compile(
    rf"(?=.*[^0-9.,])(?:(?:{_any(_OTHER)}|[0-9.,]+|{_any(_POWERS)}|us|hong?kong|in|of)+|%|‰|％)(?:/年|/a|每年|peryear|/year)?"
)
_PEOPLE = re.compile(
    rf"(?P<word>{_any(_POWERS)})?(?:人次?|名|个|家|位|persons?|people|employees|staff|heads?|headcount)?"
)
_SHORT = ("k", "m", "mn", "mln", "mio", "bn", "tn")
_LARGE = re.compile(
    rf"{'|'.join(map('^{}$'.format, _SHORT))}|[十百千万亿%‰]|thousand|million|billion|\b(?:{_any(_OTHER)})\b"
)
NUMBER = r"[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,3})?"


def fold(text: str) -> str:
    """A unit as it is compared: NFKC, without blanks, brackets and thousands commas, lower case."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).lower()
    return re.sub(r"[()\[\]【】]", "", re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", plain))


def money_unit(text: str) -> Decimal | None:
    """The factor of a unit of renminbi to 亿元 (万元: 1e-4, CNY million: 0.01); None for any other text."""
    found = _MONEY.fullmatch(fold(text))
    if not found:
        return None
    word = found["word"] or ""
    if not found["before"] and not found["after"] and word not in _ALONE:
        return None
    power = int(found["power"] or 0) + max(len(found["digits"] or "") - 1, 0) + (_POWERS[word] if word else 0)
    return Decimal(1).scaleb(power - 8) if power <= 14 else None


def foreign_unit(text: str) -> bool:
    """Whether a text is nothing but a unit that amounts may have and these columns have not: 万美元, USD million, %."""
    folded = fold(text)
    return bool(folded) and money_unit(text) is None and _FOREIGN.fullmatch(folded) is not None


def count_unit(text: str) -> Decimal | None:
    """The factor of a unit of persons (人, 万人) to one; None for any other text."""
    folded = fold(text)
    found = _PEOPLE.fullmatch(folded)
    if not found or not folded or folded in _SHORT:
        return None
    return Decimal(1).scaleb(_POWERS[found["word"]] if found["word"] else 0)


def share_unit(text: str) -> Decimal | None:
    """The factor of % or ‰ to a share of 0-1; None for any other text."""
    return {"%": Decimal("0.01"), "百分比": Decimal("0.01"), "percent": Decimal("0.01"), "‰": Decimal("0.001")}.get(
        fold(text)
    )


def large(text: str) -> bool:
    """Whether a note speaks of a magnitude or currency."""
    return _LARGE.search(fold(text)) is not None


def scaled(cell: str, power: int, *, whole: bool = False) -> str:
    """SQL: the text of a number, ten to the ``power`` times as large and exact; another text stays for the checks to
    name.

    A ``whole`` number keeps no exponent.
    """
    if whole:
        times = f"try_cast({cell} as decimal(28,10)) * {10**power}"
        return f"case when {times} = floor({times}) then cast(cast({times} as bigint) as varchar) else {cell} end"
    small = f"lower({cell})"
    exponent = f"cast(regexp_extract({small}, 'e([+-]?[0-9]+)$', 1) as integer) + ({power})"
    with_exponent = f"concat(regexp_replace({small}, 'e.*$', ''), 'e', cast({exponent} as varchar))"
    return (
        f"case when {cell} is null then null when not regexp_full_match({cell}, '{NUMBER}') then {cell} "
        f"when strpos({small}, 'e') > 0 then {with_exponent} else concat({cell}, 'e{power}') end"
    )
