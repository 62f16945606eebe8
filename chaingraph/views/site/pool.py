"""Repeated parts of a page's data written once, and what is not needed for the first picture packed: pages are a third as large."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from typing import Any

MARK = "$"  # {"$": 3} stands for the third part of the pool; the script of the pages puts it back
_TIMES, _LENGTH = 3, 16


def pooled(value: Any) -> dict[str, Any]:
    """``{"pool": [...], "data": ...}``: every list, object or text of 16 letters and more that occurs three times or more
    stands in ``pool`` once. Lossless; ``value`` is JSON without an object that has :data:`MARK` as a key.
    """
    counts: Counter[str] = Counter()

    def count(one: Any) -> None:
        told = _told(one)
        if told is None:
            return
        counts[told] += 1
        if counts[told] == 1:  # the parts of what occurs again are counted once, as they will be written once
            for part in one.values() if isinstance(one, dict) else one if isinstance(one, list | tuple) else ():
                count(part)

    count(value)
    places: dict[str, int] = {}
    pool: list[Any] = []

    def put(one: Any) -> Any:
        told = _told(one)
        if told is not None and counts[told] >= _TIMES and len(told) >= _LENGTH:
            if told not in places:
                places[told] = len(pool)
                pool.append(None)
                pool[places[told]] = inside(one)
            return {MARK: places[told]}
        return inside(one)

    def inside(one: Any) -> Any:
        if isinstance(one, dict):
            return {key: put(part) for key, part in one.items()}
        if isinstance(one, list | tuple):
            return [put(part) for part in one]
        return one

    data = put(value)
    return {"pool": pool, "data": data}


def unpooled(told: dict[str, Any]) -> Any:
    """What :func:`pooled` was given, tuples as lists."""

    def back(one: Any) -> Any:
        if isinstance(one, dict):
            if set(one) == {MARK}:
                return back(told["pool"][one[MARK]])
            return {key: back(part) for key, part in one.items()}
        return [back(part) for part in one] if isinstance(one, list) else one

    return back(told["data"])


def packed(value: Any) -> str:
    """:func:`pooled` JSON, deflated (zlib's format) and in base64: letters that stand in a script element as they are."""
    told = json.dumps(pooled(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return b64encode(zlib.compress(told.encode("utf-8"), 9)).decode("ascii")


def unpacked(text: str) -> Any:
    """What :func:`packed` was given, tuples as lists."""
    return unpooled(json.loads(zlib.decompress(b64decode(text))))


def _told(one: Any) -> str | None:
    if isinstance(one, str | dict | list | tuple):
        return json.dumps(one, ensure_ascii=False, separators=(",", ":"))
    return None
