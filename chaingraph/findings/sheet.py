"""A table of words in both languages, for the terminal and the pages alike, and the cells it is made of."""

from __future__ import annotations

from dataclasses import dataclass

from chaingraph.schema import SCHEMA

Pair = tuple[str, str]
NOTHING: Pair = ("—", "—")


@dataclass(frozen=True)
class Sheet:
    """One table: title, heads and cells, each as Chinese and English."""

    key: str
    title: Pair
    heads: tuple[Pair, ...]
    rows: tuple[tuple[Pair, ...], ...]


class Counted(tuple[str, str]):
    """A cell of a number, which ``value`` keeps beside its words."""

    value: int | float


def counted(value: int | float, told: str | None = None) -> Pair:
    """A cell of a number that reads the same in both languages, as ``told`` where that is given."""
    text = f"{value}" if told is None else told
    cell = Counted((text, text))
    cell.value = value
    return cell


def same(value: object) -> Pair:
    """A cell that reads the same in both languages; a dash for what is not known."""
    if isinstance(value, int | float):
        return counted(value)
    return NOTHING if value is None or value == "" else (f"{value}", f"{value}")


def label(vocabulary: str, value: str | None) -> Pair:
    """The words for a value of a vocabulary; a dash for None."""
    return NOTHING if value is None else (SCHEMA.label(vocabulary, value, "zh"), SCHEMA.label(vocabulary, value, "en"))
