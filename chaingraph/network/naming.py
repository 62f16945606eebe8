"""Which one a name means: an id, a Chinese or English name, or a name without its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from chaingraph.errors import UsageError
from chaingraph.hints import near

Names = tuple[str, str | None]


def find(told: str, known: Mapping[str, Names], short: Callable[[str], str] = str) -> str | None:
    """The id of ``known`` that ``told`` means: an id first, then a full name, then a name as ``short`` makes it.

    None where there is none. Raises UsageError, which names them, where several are meant.
    """
    if told in known:
        return told
    folded = told.casefold().strip()
    for forms in (
        lambda zh, en: (zh, (en or "").casefold()),
        lambda zh, en: (short(zh),),
    ):
        found = [one for one, (zh, en) in known.items() if folded and folded in forms(zh, en)]
        if len(found) > 1:
            raise ambiguous(told, {one: known[one][0] for one in found})
        if found:
            return found[0]
    return None


def meant(told: str, known: Mapping[str, Names], zh: str, en: str, kind: re.Pattern[str] | None = None) -> str:
    """As :func:`find`, with ``kind`` at the end of a name left out. Raises UsageError, with the nearest, where there is none."""
    found = find(told, known, lambda name: name if kind is None else re.sub(f"(?:{kind.pattern})$", "", name))
    if found is not None:
        return found
    hint = hinted(told, known)
    raise UsageError(
        f"没有编号为 {told} 的{zh}" + (f"；是否为 {hint}？" if hint else ""),
        f"there is no {en} {told}" + (f"; did you mean {hint}?" if hint else ""),
    )


def hinted(told: str, known: Mapping[str, Names]) -> str | None:
    """The id or name that ``told`` is a misspelling of."""
    return near(told, known) or near(told, {name for names in known.values() for name in names if name})


def ambiguous(told: str, found: Mapping[str, str]) -> UsageError:
    """The error that a name means several, with their ids."""
    zh, en = (
        "、".join(f"{name}（{one}）" for one, name in found.items()),
        ", ".join(f"{name} ({one})" for one, name in found.items()),
    )
    return UsageError(f"“{told}”不止一个：{zh}；请用编号", f"{told} may be any of {en}; use the id")
