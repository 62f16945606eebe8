"""Regions: what lies in what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from chaingraph.catalogue import Names, Spoken, message
from chaingraph.errors import UsageError
from chaingraph.network.naming import find, hinted
from chaingraph.registry.places import regions
from chaingraph.tables import Dataset
from chaingraph.tables.names import short_place

COUNTRY_SCHEME = "iso3166-1"
CHINA = "100000"  # the whole country in GB/T 2260


@dataclass(frozen=True)
class Places:
    """Codes with their names and parents; ``countries`` are those that are countries."""

    names: Mapping[str, tuple[str, str | None]]
    parents: Mapping[str, str]
    countries: frozenset[str] = frozenset()

    @cached_property
    def children(self) -> dict[str, list[str]]:
        """Direct parts of each region, sorted."""
        found: dict[str, list[str]] = {}
        for code in sorted(self.parents):
            found.setdefault(self.parents[code], []).append(code)
        return found

    def below(self, code: str) -> list[str]:
        """The region itself and everything in it."""
        found, stack = [], [code]
        while stack:
            found.append(stack.pop())
            stack.extend(self.children.get(found[-1], ()))
        return found

    def part_of(self, code: str) -> dict[str, str]:
        """For every region in ``code``, itself left out, the region directly in ``code`` that it lies in."""
        return {below: part for part in self.children.get(code, ()) for below in self.below(part)}

    def above(self, code: str) -> list[str]:
        """The region itself and everything that it lies in, upwards."""
        found = [code]
        while found[-1] in self.parents:
            found.append(self.parents[found[-1]])
        return found

    def home_area(self, code: str) -> str | None:
        """The topmost of the region and those that it lies in that is no country (a province, for a city of it); None
        where all of them are.
        """
        return next((above for above in reversed(self.above(code)) if above not in self.countries), None)

    def topmost(self) -> str:
        """The region without a parent; of several the one with most regions in it, then the smallest code."""
        roots = [code for code in self.names if code not in self.parents]
        return min(roots, key=lambda code: (-len(self.below(code)), code))

    def name(self, code: str | None, lang: str) -> str:
        """Its name in that language (see :class:`Names`); the code of a region that is not listed; None is unknown."""
        return self.names_of(code).text(lang)

    def names_of(self, code: str | None) -> Spoken:
        """The same in every language."""
        if code is None:
            return message("network.place-unknown")
        zh, en = self.names.get(code, (code, None))
        return Names(zh=zh, en=en)

    def require(self, code: str | None) -> str:
        """The code of the region of that code or name (长春 is 长春市), the topmost region for None.

        Raises UsageError where none or several are meant.
        """
        if not self.names:
            raise UsageError("network.regions-empty")
        if code is None:
            return self.topmost()
        found = find(code, self.names, short_place)
        if found is not None:
            return found
        hint = hinted(code, self.names)
        if hint:
            raise UsageError("network.unknown-region-with-hint", region=code, hint=hint)
        raise UsageError("network.unknown-region", region=code)


def places(dataset: Dataset) -> Places:
    """The regions of a dataset."""
    rows = regions(dataset)
    return Places(
        {row.code: (row.name_zh, row.name_en) for row in rows},
        {row.code: row.parent for row in rows if row.parent},
        frozenset(row.code for row in rows if row.scheme == COUNTRY_SCHEME or row.code == CHINA),
    )
