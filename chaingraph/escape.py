"""Foreign text made harmless where it is written: formulas, control characters, marks of direction."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for a formula at the head of a cell
_OPENS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"} | {
    "\u2066": "\u2069",
    "\u2067": "\u2069",
    "\u2068": "\u2069",
}  # embeddings, overrides and isolates, each with what ends it (UAX #9)
_CLOSES = frozenset(_OPENS.values())


def no_formula(text: str) -> str:
    """A text for a CSV that people open: with an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def clean(text: str) -> str:
    """Text without control characters, which XML cannot hold and a terminal obeys; tabs and line ends stay."""
    return "".join(letter for letter in text if letter in "\t\n" or not (ord(letter) < 32 or 127 <= ord(letter) < 160))


def contained(text: str) -> str:
    r"""Text whose marks of direction end where it ends, so that they turn nothing that stands after it.

    >>> contained("a\u202eb") == "a\u202eb\u202c"
    True
    >>> contained("a\u202cb")
    'ab'
    """
    return "".join(_balanced(text)) if any(letter in _OPENS or letter in _CLOSES for letter in text) else text


def _balanced(text: str) -> Iterator[str]:
    still_open: list[str] = []
    for letter in text:
        if letter in _OPENS:
            still_open.append(_OPENS[letter])
        elif letter in _CLOSES:
            if not still_open or still_open[-1] != letter:
                continue
            still_open.pop()
        yield letter
    yield from reversed(still_open)


def width(text: str) -> int:
    """Places that a line takes: two for a full-width character.

    >>> width("a"), width("链")
    (1, 2)
    """
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
