"""Places as lists write them: names in all their forms, codes of six to twelve digits, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from chaingraph.tables.intake.values import narrow
from chaingraph.tables.marks import COUNTRY, OWN_LEVEL
from chaingraph.tables.names import short_place

_CODE = re.compile(r"([0-9]{6})(?:[0-9]{3}|[0-9]{6})?(?![0-9])")
_LATIN_KIND = re.compile(
    r"\b(?:city|province|county|district|prefecture|autonomous|municipality|region|shi|sheng|xian|qu)\b"
)
_SHORTEST = 2  # letters of a name that an address may begin with


def place_forms(rows: Iterable[tuple[str | None, str | None, str | None]]) -> dict[str, set[str]]:
    """Forms in which regions (code, name and parent) are written: the name, the name below those above it, and both
    without 省, 市, 县.
    """
    by_code = {code: (name, parent) for code, name, parent in rows if code and name}
    found: dict[str, set[str]] = {}
    for code in by_code:
        forms, here, seen = {""}, code, set[str]()
        while here in by_code and here not in seen and len(seen) < 6:
            seen.add(here)
            name, above = by_code[here]
            longer = {word + form for word in (name, short_place(name)) for form in forms}
            forms = longer if here == code else forms | longer
            here = above or ""
        for form in forms:
            found.setdefault(form, set()).add(code)
    return found


def place_of(text: str, places: Mapping[str, set[str]]) -> set[str]:
    """The codes of the places that a text may mean: the code or name that it is, else the longest that it begins with.

    ``places``: names in their forms, see :func:`place_forms`, and codes.

    >>> places = place_forms([("220000", "吉林省", None), ("220100", "长春市", "220000")])
    >>> place_of("中国吉林省长春市人民大街1号", places), place_of("220100000000", places), place_of("长春市（本级）", places)
    ({'220100'}, {'220100'}, {'220100'})
    """
    plain = "".join(narrow(text).split())
    if code := _CODE.match(plain):
        known = {known for codes in places.values() for known in codes}
        for width in (6, 4, 2):
            if (shorter := code[1][:width].ljust(6, "0")) in known:
                return {shorter}
        plain = plain[code.end() :]
    if plain.isascii():
        return _latin(narrow(text), places)
    plain = OWN_LEVEL.sub("", COUNTRY.sub("", plain))
    for end in range(len(plain), _SHORTEST - 1, -1):
        if codes := places.get(plain[:end]) or places.get(plain[:end].lower()):
            return codes
    return set()


def latin_name(text: str) -> str:
    """A name in Latin letters as it is compared: small letters, without what a place is and without spaces.

    >>> latin_name("Changchun City"), latin_name("Jilin Province"), latin_name("Yanbian Korean Autonomous Prefecture")
    ('changchun', 'jilin', 'yanbiankorean')
    """
    return re.sub(r"[^a-z0-9]", "", _LATIN_KIND.sub("", text.lower()))


def latin_forms(rows: Iterable[tuple[str | None, str | None, str | None]]) -> dict[str, set[str]]:
    """Names of regions (code, English name, Chinese name) in Latin letters: the English one and the sounds of the short
    Chinese one.
    """
    from pypinyin import lazy_pinyin  # slow to import, needed here only

    found: dict[str, set[str]] = {}
    for code, english, chinese in rows:
        for name in (english, "".join(lazy_pinyin(short_place(chinese))) if chinese else None):
            if code and name and (form := latin_name(name)):
                found.setdefault(form, set()).add(code)
    return found


def _latin(text: str, places: Mapping[str, set[str]]) -> set[str]:
    """The finest of the places that an address in Latin letters names, the parts of which commas part."""
    best: set[str] = set()
    for part in filter(None, (latin_name(part) for part in re.split(r"[,;/|]", text))):
        codes = places.get(part, set())
        finer = {code for code in codes if not best or any(_lies(code, other) for other in best)}
        if len(codes) == 1 and not best:
            best = codes
        elif len(finer) == 1:
            best = finer
        elif codes and not best:
            best = codes
        elif codes and any(_lies(other, code) for other in best for code in codes):
            best = {other for other in best if any(_lies(other, code) for code in codes)}
    return best


def _lies(inner: str, outer: str) -> bool:
    return inner.startswith(re.sub(r"(?:00){1,2}$", "", outer))
