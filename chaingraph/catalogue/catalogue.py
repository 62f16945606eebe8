"""Looks sentences up in the catalogue of a language and puts their arguments in."""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from numbers import Number
from pathlib import Path
from typing import Protocol, runtime_checkable
from unicodedata import category, east_asian_width

FOLDER = Path(__file__).parent
FALLBACK = "en"
"""The language of a sentence, or of a name of the data, that a language does not have."""
COUNT = "n"
"""The argument by which a sentence chooses its plural form."""


@runtime_checkable
class Spoken(Protocol):
    """What can be said in every language: a message, names of the data, an error."""

    def text(self, lang: str) -> str:
        """It in that language."""


class Say(Protocol):
    """Says a sentence of the catalogue in one language."""

    def __call__(self, key: str, /, **arguments: object) -> str:
        """The sentence of ``key``. Raises KeyError for one that no catalogue has."""


@dataclass(frozen=True, order=True)
class Message:
    """A sentence that is not said yet: its key and its arguments, which may themselves be what can be said."""

    key: str
    arguments: tuple[tuple[str, object], ...] = ()

    def text(self, lang: str) -> str:
        """It in that language. Raises KeyError for a key that no catalogue has."""
        return text(self.key, lang, **dict(self.arguments))


@dataclass(frozen=True, order=True)
class Listed:
    """Several words that stand as a list in a sentence."""

    parts: tuple[object, ...]

    def text(self, lang: str) -> str:
        """They, with what separates the words of a list in that language."""
        return joined(self.parts, lang)


@dataclass(frozen=True, order=True, kw_only=True)
class Names:
    """A name that the data give in Chinese and, perhaps, in English."""

    zh: str
    en: str | None = None

    def text(self, lang: str) -> str:
        """The Chinese one where the language takes Chinese names, else the English one, or the one that there is."""
        return self.zh if chinese_letters(lang) else self.en or self.zh


def languages() -> tuple[str, ...]:
    """The languages that there is a catalogue of, Chinese and English first."""
    found = {path.stem for path in FOLDER.glob("*.mo")}
    return (*(lang for lang in ("zh", FALLBACK) if lang in found), *sorted(found - {"zh", FALLBACK}))


LANGUAGES = languages()


def text(key: str, lang: str, /, **arguments: object) -> str:
    """The sentence of ``key`` in a language, with its arguments; the argument ``n`` chooses the plural form.

    An argument that can itself be said (:class:`Spoken`) is said in the same language. A language without the sentence
    has the English one. Raises KeyError for a key that no catalogue has, and for an argument that is missing.
    """
    pattern = _pattern(key, lang, arguments.get(COUNT))
    if pattern is None:
        pattern = _pattern(key, FALLBACK, arguments.get(COUNT))
    if pattern is None:
        raise KeyError(key)
    if not arguments and "{" not in pattern and "}" not in pattern:
        return pattern
    return pattern.format_map({name: spoken(value, lang) for name, value in arguments.items()})


def spoken(value: object, lang: str) -> object:
    """A value as it stands in a sentence: said where it can be said, else as it is."""
    if isinstance(value, (str, int, float)) or value is None:  # nearly all; asking a protocol is slow
        return value
    return value.text(lang) if isinstance(value, Spoken) else value


def message(key: str, /, **arguments: object) -> Message:
    """The sentence of ``key``, to be said later in any language."""
    return Message(key, tuple(arguments.items()))


def speaker(lang: str) -> Say:
    """Says sentences in that language: ``say("gaps.title", region=name)``."""

    def say(key: str, /, **arguments: object) -> str:
        return text(key, lang, **arguments)

    return say


def both(key: str, /, **arguments: object) -> str:
    """The sentence in Chinese and in English, one after the other, as the help of a command has it."""
    zh, en = (text(key, lang, **arguments) for lang in ("zh", FALLBACK))
    if zh == en:
        return zh
    ends_itself = east_asian_width(zh[-1]) in "WF" and category(zh[-1]).startswith("P")
    return f"{zh}{'' if ends_itself else ' '}{en}"


def joined(parts: Iterable[object], lang: str) -> str:
    """Words as a list in that language."""
    return text("list.separator", lang).join(str(spoken(part, lang)) for part in parts)


def texts(prefix: str, lang: str) -> Iterator[tuple[str, str]]:
    """Every key that begins with ``prefix`` and its sentence as the catalogue has it, arguments unfilled.

    Sentences with plural forms are left out: they cannot be said without their number.
    """
    seen = set()
    for of in (lang, FALLBACK):
        for key, pattern in _catalogue(of).items():
            if isinstance(key, str) and key.startswith(prefix) and key not in seen:
                seen.add(key)
                yield key, pattern


def forms(prefix: str, lang: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every key that begins with ``prefix`` and has plural forms, and the forms in the order of the catalogue."""
    collected: dict[str, dict[int, str]] = {}
    for of in (FALLBACK, lang):
        own: dict[str, dict[int, str]] = {}
        for entry, pattern in _catalogue(of).items():
            if isinstance(entry, tuple) and entry[0].startswith(prefix):
                own.setdefault(entry[0], {})[entry[1]] = pattern
        collected |= own
    for key, patterns in collected.items():
        yield key, tuple(patterns[number] for number in sorted(patterns))


@cache
def _translations(lang: str) -> gettext.GNUTranslations | None:
    path = FOLDER / f"{lang}.mo"
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


def _catalogue(lang: str) -> Mapping[object, str]:
    translations = _translations(lang)
    return {} if translations is None else translations._catalog  # type: ignore[attr-defined]


def _pattern(key: str, lang: str, count: object) -> str | None:
    translations = _translations(lang)
    if translations is None:
        return None
    if isinstance(count, Number):
        plural = translations.ngettext(key, "", _chooses(count))
        if plural not in (key, ""):
            return plural
    pattern = translations.gettext(key)
    return None if pattern == key else pattern


def _chooses(count: Number) -> int:
    """The whole number whose plural form a count takes: itself where it is whole, else two, as in 1.5 products."""
    try:
        whole = int(count)  # type: ignore[call-overload]
    except (TypeError, ValueError, OverflowError):  # a complex number, NaN, infinity
        return 2
    return whole if whole == count else 2


@cache
def chinese_letters(lang: str) -> bool:
    """Whether a language is written in Chinese letters: it takes the Chinese names of the data, and their type."""
    return text("names.of-data", lang) == "chinese"
