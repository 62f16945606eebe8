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
CHAIN_KIND = re.compile("产业链|产业|链")
"""What the name of a chain may end in, and be meant without."""
_WORDS = re.compile(r"[a-z]+|[0-9]+")
_SHORTEST_LATIN, _SHORTEST_HAN = 5, 4


def near(written: str, known: Iterable[str]) -> str | None:
    """The one of ``known`` that ``written`` is a misspelling of; None when none is, or several are."""
    text = _fold(written)
    candidates = {name for name in known if _slip(text, _fold(name))}
    same = {name for name in candidates if _fold(name) == text}
    if len(same or candidates) != 1:
        return None
    return (same or candidates).pop()


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _slip(written: str, name: str) -> bool:
    if written == name:
        return True
    if abs(len(written) - len(name)) > 2 or len(DIVIDERS.findall(written)) != len(DIVIDERS.findall(name)):
        return False
    if written.isascii() and name.isascii():
        return _latin(written, name)
    return _WORDS.findall(written) == _WORDS.findall(name) and _han(written, name)


def _latin(written: str, name: str) -> bool:
    """One letter wrong, two of a long word; the first letter and all figures are as they should be."""
    from rapidfuzz.distance import OSA

    shorter = min(len(written), len(name))
    if (
        shorter < _SHORTEST_LATIN
        or written[0] != name[0]
        or re.findall("[0-9]+", written) != re.findall("[0-9]+", name)
    ):
        return False
    most = 1 if shorter < 10 else 2
    return OSA.distance(written, name, score_cutoff=most) <= most


def _han(written: str, name: str) -> bool:
    """Two neighbours swapped, one letter typed twice, or one left out that is neither the first nor the last."""
    if len(name) < _SHORTEST_HAN:
        return False
    if len(written) == len(name):
        differ = [position for position, (a, b) in enumerate(zip(written, name, strict=True)) if a != b]
        return (
            len(differ) == 2
            and differ[1] == differ[0] + 1
            and written[differ[0]] == name[differ[1]]
            and written[differ[1]] == name[differ[0]]
        )
    if len(written) == len(name) - 1:
        return any(name[:position] + name[position + 1 :] == written for position in range(1, len(name) - 1))
    if len(written) == len(name) + 1:
        return any(
            written[position] == written[position - 1] and written[:position] + written[position + 1 :] == name
            for position in range(1, len(written))
        )
    return False
