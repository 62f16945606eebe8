"""The words of findings: status, action, evidence, and the headings of their fields."""

from __future__ import annotations

from chaingraph.catalogue import LANGUAGES, text, texts

_PREFIX = "word."
WORDS: dict[str, tuple[str, ...]] = {
    key.removeprefix(_PREFIX): tuple(text(key, lang) for lang in LANGUAGES) for key, _ in texts(_PREFIX, LANGUAGES[0])
}
"""Every word in each of :data:`LANGUAGES`, for the scripts of the pages."""


def word(key: str, lang: str) -> str:
    """The word for ``key`` in that language; raises KeyError for a word that is not in the catalogue."""
    return text(f"{_PREFIX}{key}", lang)
