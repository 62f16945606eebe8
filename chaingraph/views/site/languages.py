"""What a page carries in every language of the catalogue, so that its reader can turn from one to the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from chaingraph.catalogue import LANGUAGES, chinese_letters, forms, text, texts
from chaingraph.findings import words as of_findings

T = TypeVar("T")
_OF_SCRIPTS = ("page.", "list.separator", "family.", "finding.status-")


def each(tell: Callable[[str], T]) -> list[T]:
    """What ``tell`` says in each of :data:`LANGUAGES`, in their order."""
    return [tell(lang) for lang in LANGUAGES]


def of_data(zh: T, en: T | None) -> list[T]:
    """What there is in Chinese and perhaps in English, for each of :data:`LANGUAGES`: the one that fits its letters."""
    return each(lambda lang: zh if chinese_letters(lang) else en or zh)


def texts_of(key: str, **arguments: object) -> list[str]:
    """The sentence of ``key`` in each of :data:`LANGUAGES`."""
    return each(lambda lang: text(key, lang, **arguments))


def next_names() -> list[str]:
    """For each of :data:`LANGUAGES` the name of the next one, which the switch of a page in that language offers."""
    following = [*LANGUAGES[1:], LANGUAGES[0]]
    return [text("language.name", lang) for lang in following]


def words() -> dict[str, list[str | list[str]]]:
    """Words of findings and sentences of the pages in each of :data:`LANGUAGES`, for the scripts of the pages.

    Words of findings stand under their bare key; a sentence with plural forms is the list of them.
    """
    sentences = each(_sentences)
    return {
        **{key: list(word) for key, word in of_findings.words().items()},
        **{key: [of_lang[key] for of_lang in sentences] for key in sentences[0]},
    }


def _sentences(lang: str) -> dict[str, str | list[str]]:
    patterns: dict[str, str | list[str]] = {}
    for prefix in _OF_SCRIPTS:
        patterns |= dict(texts(prefix, lang))
        patterns |= {key: list(plural) for key, plural in forms(prefix, lang)}
    return patterns
