"""When "did you mean" may speak: for a slip of the keyboard, never for another thing.

A name that is a letter away may be another county (220182, 220183), the opposite (正极材料, 负极材料), another unit or
a list of several. So figures, words in other letters and marks of a list have to be the same, Chinese letters may be
swapped, doubled or missing within the word and are never exchanged, and of two that fit neither is offered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

DIVIDERS = re.compile(r"[;；,，/、|+&\n]")
_WORDS = re.compile(r"[a-z]+|[0-9]+")
_SHORTEST_LATIN, _SHORTEST_HAN = 5, 4


def near(told: str, known: Iterable[str]) -> str | None:
    """The one of ``known`` that ``told`` is a misspelling of; None when none is, or several are."""
    text = _fold(told)
    found = {name for name in known if _slip(text, _fold(name))}
    same = {name for name in found if _fold(name) == text}
    if len(same or found) != 1:
        return None
    return (same or found).pop()


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _slip(told: str, name: str) -> bool:
    if told == name:
        return True
    if abs(len(told) - len(name)) > 2 or len(DIVIDERS.findall(told)) != len(DIVIDERS.findall(name)):
        return False
    if told.isascii() and name.isascii():
        return _latin(told, name)
    return _WORDS.findall(told) == _WORDS.findall(name) and _han(told, name)


def _latin(told: str, name: str) -> bool:
    """One letter wrong, two of a long word; the first letter and all figures are as they should be."""
    from rapidfuzz.distance import OSA

    shorter = min(len(told), len(name))
    if shorter < _SHORTEST_LATIN or told[0] != name[0] or re.findall("[0-9]+", told) != re.findall("[0-9]+", name):
        return False
    most = 1 if shorter < 10 else 2
    return OSA.distance(told, name, score_cutoff=most) <= most


def _han(told: str, name: str) -> bool:
    """Two neighbours swapped, one letter typed twice, or one left out that is neither the first nor the last."""
    if len(name) < _SHORTEST_HAN:
        return False
    if len(told) == len(name):
        differ = [place for place, (a, b) in enumerate(zip(told, name, strict=True)) if a != b]
        return (
            len(differ) == 2
            and differ[1] == differ[0] + 1
            and told[differ[0]] == name[differ[1]]
            and told[differ[1]] == name[differ[0]]
        )
    if len(told) == len(name) - 1:
        return any(name[:place] + name[place + 1 :] == told for place in range(1, len(name) - 1))
    if len(told) == len(name) + 1:
        return any(
            told[place] == told[place - 1] and told[:place] + told[place + 1 :] == name for place in range(1, len(told))
        )
    return False
