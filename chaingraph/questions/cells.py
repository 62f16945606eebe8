"""Cells and sentences that the layouts of several questions share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chaingraph.catalogue import joined as listed
from chaingraph.catalogue import text
from chaingraph.document import Basis, Column, Figure, Kind, Named, Source, SourceList
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.network import sources_told


def product(world: World, name: str, lang: str) -> Named:
    """A product by its name and id; the id alone for one that the network does not have."""
    known = world.network.products.get(name)
    return Named(name if known is None else known.name(lang), name)


def products(world: World, names: Iterable[str], lang: str) -> str:
    """Names of products as a list; empty for none."""
    return joined((product(world, name, lang).name for name in names), lang)


def region(world: World, code: str | None, lang: str) -> Named | None:
    """A region by its name and code."""
    return None if code is None else Named(world.places.name(code, lang), code)


def chain(world: World, name: str, lang: str) -> Named:
    """A chain by its name and id."""
    return Named(world.network.chain_name(name, lang), name)


def joined(words: Iterable[str], lang: str) -> str:
    """Words as a list."""
    return listed(words, lang)


def by_comma(words: Iterable[str], lang: str) -> str:
    """Words with a comma between them."""
    return text("cells.comma", lang).join(words)


def by_semicolon(clauses: Iterable[str], lang: str) -> str:
    """Clauses with a semicolon between them."""
    return text("cells.semicolon", lang).join(clauses)


def scope(world: World, code: str, of_chain: str | None, lang: str) -> str:
    """A region and, where one was asked for, a chain, as a title."""
    name = world.places.name(code, lang)
    return f"{name} · {world.network.chain_name(of_chain, lang)}" if of_chain else name


def name_column(key: str, label: str, *, ids: bool = False, wide: bool = False) -> Column:
    """A column of names; people see their ids with ``ids``."""
    return Column(key=key, label=label, kind=Kind.name, ids=ids, wide=wide)


def count_column(key: str, label: str) -> Column:
    """A column of counts."""
    return Column(key=key, label=label, kind=Kind.integer)


def share_column(key: str, label: str, *, extra: bool = False) -> Column:
    """A column of shares in whole percent."""
    return Column(key=key, label=label, kind=Kind.share, extra=extra)


def decimal_column(key: str, label: str, digits: int | None = None, *, extra: bool = False) -> Column:
    """A column of numbers with so many digits after the point."""
    return Column(key=key, label=label, kind=Kind.decimal, digits=digits, extra=extra)


def place_column(label: str) -> Column:
    """A column of places in a ranking, as :func:`place_told` gives them."""
    return Column(key="place", label=label, kind=Kind.integer)


def place_told(place: int, tied: int, mark: str = "", basis: Basis | None = None) -> Figure:
    """A place; people see = where it is shared, and the ``mark``."""
    return Figure(value=place, told=f"{place}{'=' if tied > 1 else ''}{mark}", basis=basis)


@dataclass
class Citations:
    """Gives every source its number, from 1, in the order of first use."""

    numbers: dict[str, int] = field(default_factory=dict)

    def cite(self, ids: Iterable[str] | None, most: int | None = None) -> str:
        """The numbers of sources in brackets, of the first ``most`` where that is told."""
        cited = sorted({self.numbers.setdefault(source, len(self.numbers) + 1) for source in ids or ()})
        return "".join(f"[{number}]" for number in cited[:most]) + (" …" if most and len(cited) > most else "")

    def sources(self, world: World) -> tuple[Source, ...]:
        """The sources cited, in the order of their numbers; the id is the title of one that is not on record."""
        known = sources_told(world.dataset, set(self.numbers))
        return tuple(_source(name, number, known.get(name, {})) for name, number in self.numbers.items())


def _source(name: str, number: int | None, facts: Mapping[str, Any]) -> Source:
    columns = {key: facts.get(key) for key in ("publisher", "year", "kind", "url", "original")}
    return Source(number=number, id=name, title=facts.get("title", name), **columns)


def sources(world: World, cited: Iterable[str], lang: str) -> tuple[SourceList, ...]:
    """The list of the sources that a document cites by their ids; none where none of them is on record."""
    known = sources_told(world.dataset, set(cited))
    listed = tuple(_source(name, None, facts) for name, facts in known.items())
    return (SourceList(title=word("sources", lang), sources=listed),) if listed else ()


def ranks(low: int | None, high: int | None) -> str | None:
    """The places between which something stands, best and worst; None where they are not known."""
    if low is None or high is None:
        return None
    return f"{low}–{high}" if low != high else str(low)


def whole_percent(share: float) -> str:
    """Whole percent that never rounds a part up to all or down to nothing."""
    if 0 < share < 0.01:
        return "<1%"
    return ">99%" if 0.99 < share < 1 else f"{share:.0%}"
