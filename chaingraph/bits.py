"""Sets as words of one bit a member: what many causes do at once."""

from __future__ import annotations

from collections.abc import Iterator

_FEW = 32  # bits that are taken off one by one: a long word is then not spelt out


def set_bits(word: int) -> Iterator[int]:
    """The numbers of the bits that are set, the lowest first; ``word`` is not negative.

    >>> list(set_bits(0b1101))
    [0, 2, 3]
    """
    if word.bit_count() < _FEW:
        while word:
            low = word & -word
            yield low.bit_length() - 1
            word ^= low
        return
    bits = bin(word)[:1:-1]
    number = bits.find("1")
    while number >= 0:
        yield number
        number = bits.find("1", number + 1)
