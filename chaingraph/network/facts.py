"""The rows behind a verdict: every fact with its table, row and sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from chaingraph.network.market import Market
from chaingraph.network.places import Places
from chaingraph.registry.cards import facts
from chaingraph.registry.sources import sources
from chaingraph.tables import Dataset

_CANDIDATES = 50


@dataclass(frozen=True)
class CardFacts:
    """Rows about one product: each a plain object with ``table``, ``row`` and ``source`` (ids)."""

    makers: list[dict[str, Any]] = field(default_factory=list)
    province: list[dict[str, Any]] = field(default_factory=list)
    outside: list[dict[str, Any]] = field(default_factory=list)
    idle: list[dict[str, Any]] = field(default_factory=list)
    buyers: list[dict[str, Any]] = field(default_factory=list)
    projects: list[dict[str, Any]] = field(default_factory=list)
    inputs: list[dict[str, Any]] = field(default_factory=list)
    coverage: list[dict[str, Any]] = field(default_factory=list)
    product: list[dict[str, Any]] = field(default_factory=list)
    searches: list[dict[str, Any]] = field(default_factory=list)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)


def card_facts(dataset: Dataset, places: Places, market: Market, products: Iterable[str]) -> dict[str, CardFacts]:
    """The facts about each of ``products`` in the market's region.

    ``makers``: the rows that count; ``idle``: local makers that are planned or closed; ``outside``: active makers
    elsewhere, the candidates, at most 50 a product; ``province``: those of them in the rest of the same province, which
    are not outside. ``searches``: for makers of it, in the region or above it.
    """
    area = places.home_area(market.region)
    near = frozenset() if area is None else frozenset(places.below(area))
    wanted = sorted(set(products))
    cards = {name: CardFacts() for name in wanted}
    used: dict[str, set[str]] = {name: set() for name in wanted}
    found = facts(dataset, market.codes, places.above(market.region), wanted)
    for part, rows in found.items():
        for row in rows:
            fact = row._asdict()
            name = fact.pop("of_product")
            beside = part == "outside" and fact["region"] in near
            own = getattr(cards[name], "province" if beside else part)
            if part != "outside" or len(own) < _CANDIDATES:
                own.append(fact)
                used[name].update(row.source or ())
    known = sources_told(dataset, set().union(*used.values()))
    for name, card in cards.items():
        card.sources.update({s: known[s] for s in sorted(used[name]) if s in known})
    return cards


def sources_told(dataset: Dataset, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The rows of the sources ``ids``, those that there are."""
    return {name: source._asdict() for name, source in sources(dataset, ids).items()}
