"""Where the lists of a chain are complete."""

from __future__ import annotations

from collections.abc import Iterable

from chaingraph.network.places import Places


def census_chains(places: Places, complete: Iterable[tuple[str, str]], region: str) -> frozenset[str]:
    """The chains of which there is a census in ``region``; ``complete``: regions, each with a chain complete there.

    It is one where that is told for the region or for one that contains it, or where the region has parts and each of
    them is a census by itself or by its parts in turn.
    """
    own: dict[str, set[str]] = {}
    for code, chain in complete:
        own.setdefault(code, set()).add(chain)
    if not own:
        return frozenset()
    within: dict[str, frozenset[str]] = {}
    for code in reversed(places.below(region)):  # parts before what they are part of
        parts = [within[part] for part in places.children.get(code, ())]
        by_parts = frozenset.intersection(*parts) if parts else frozenset()
        within[code] = by_parts | own.get(code, set())
    return within[region].union(*(own.get(code, set()) for code in places.above(region)))
