"""The words of findings: status, action, evidence, and the headings of their fields."""

from __future__ import annotations

from chaingraph.catalogue import LANGUAGES, text, texts

_PREFIX = "word."


def words() -> dict[str, tuple[str, ...]]:
    """Every word in each of :data:`LANGUAGES`, for the scripts of the pages."""
    keys = (key for key, _ in texts(_PREFIX, LANGUAGES[0]))
    return {key.removeprefix(_PREFIX): tuple(text(key, lang) for lang in LANGUAGES) for key in keys}


def word(key: str, lang: str) -> str:
    """The word for ``key`` in that language; raises KeyError for a word that is not in the catalogue."""
    return text(f"{_PREFIX}{key}", lang)


def word_if_any(key: str | None, lang: str) -> str | None:
    """As :func:`word`; None where there is no key."""
    return word(key, lang) if key else None
