"""Which one a name means: an id, a Chinese or English name, or a name without its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from chaingraph.catalogue import Listed, Names, message
from chaingraph.errors import UsageError
from chaingraph.hints import near

Known = Mapping[str, tuple[str, str | None]]
"""Ids, each with its name in Chinese and, perhaps, in English."""


def find(text: str, known: Known, short: Callable[[str], str] = str) -> str | None:
    """The id of ``known`` that ``text`` means: an id first, then a full name, then a name as ``short`` makes it.

    None where there is none. Raises UsageError, which names them, where several are meant.
    """
    if text in known:
        return text
    folded = text.casefold().strip()
    for forms in (
        lambda zh, en: (zh, (en or "").casefold()),
        lambda zh, en: (short(zh),),
    ):
        fitting = [id_ for id_, (zh, en) in known.items() if folded and folded in forms(zh, en)]
        if len(fitting) > 1:
            raise ambiguous(text, {id_: known[id_] for id_ in fitting})
        if fitting:
            return fitting[0]
    return None


def meant(text: str, known: Known, unknown: tuple[str, str], kind: re.Pattern[str] | None = None) -> str:
    """As :func:`find`, with ``kind`` at the end of a name left out.

    Raises UsageError where there is none: the first sentence of ``unknown``, the second where there is one near.
    """
    fitting = find(text, known, lambda name: name if kind is None else re.sub(f"(?:{kind.pattern})$", "", name))
    if fitting is not None:
        return fitting
    hint = hinted(text, known)
    plain, with_hint = unknown
    raise UsageError(with_hint, id=text, hint=hint) if hint else UsageError(plain, id=text)


def hinted(text: str, known: Known) -> str | None:
    """The id or name that ``text`` is a misspelling of."""
    return near(text, known) or near(text, {name for names in known.values() for name in names if name})


def ambiguous(text: str, fitting: Known) -> UsageError:
    """The error that a name means several, with their ids."""
    named = [message("network.name-with-id", name=Names(zh=zh), id=id_) for id_, (zh, _) in fitting.items()]
    return UsageError("network.name-means-several", name=text, meant=Listed(tuple(named)))
