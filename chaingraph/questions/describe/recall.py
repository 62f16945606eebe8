"""How complete the records are, on both levels: by what ``coverage`` tells, and by a second list of the caller's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from chaingraph.analyses import Recapture, recapture
from chaingraph.findings.world import World
from chaingraph.network import Description, Part
from chaingraph.registry import makers
from chaingraph.tables.intake import Doubt, ListedPair, SecondList, match_second_list


class Stratum(StrEnum):
    """By what a row of the comparison is taken together."""

    ALL = "all"
    CHAIN = "chain"
    LIST = "list"
    SIZE = "size"


class Apart(StrEnum):
    """Why something of the list was counted apart."""

    UNREAD = "unread"
    INCOMPLETE = "incomplete"
    UNKNOWN_REGION = "unknown-region"
    ELSEWHERE = "elsewhere"
    UNKNOWN_PRODUCT = "unknown-product"
    DOUBTFUL = "doubtful"
    PLACELESS = "placeless"  # counted all the same: taken to lie in the region


@dataclass(frozen=True, kw_only=True)
class ChainRecall:
    """A chain, or all (None), by ``coverage``: ``recall`` as it stands there; ``products`` and ``pairs`` as the second
    list that it tells of gives them.
    """

    chain: str | None
    recall: float | None
    products: Recapture
    pairs: Recapture


@dataclass(frozen=True, kw_only=True)
class StratumRecall:
    """A stratum of a second list: ``key`` is a chain, the name of a list or a size; None for all of it."""

    stratum: Stratum
    key: str | None
    products: Recapture
    pairs: Recapture


@dataclass(frozen=True, kw_only=True)
class CountedApart:
    """What was counted apart: ``what`` names it where it has a name."""

    why: Apart
    what: str | None
    number: int


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A second list against the records of a region. ``lines``: of the list, that name an enterprise and a product."""

    region: str
    lines: int
    strata: tuple[StratumRecall, ...]
    apart: tuple[CountedApart, ...]
    doubts: tuple[Doubt, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def recalls(description: Description) -> tuple[ChainRecall, ...]:
    """Every chain, and all of them together where the same region tells of each that is told of: each product was
    counted in its home chain, so that the sums count none twice.
    """
    found = [
        ChainRecall(
            chain=chain.chain, recall=chain.recall, products=_of(chain.listed_products), pairs=_of(chain.listed_pairs)
        )
        for chain in description.chains
    ]
    if len({chain.listed_in for chain in description.chains if chain.listed_in is not None}) == 1:
        products, pairs = (
            Part(sum(part.known for part in parts), sum(part.of for part in parts))
            for parts in (
                [chain.listed_products for chain in description.chains],
                [chain.listed_pairs for chain in description.chains],
            )
        )
        found.append(ChainRecall(chain=None, recall=None, products=_of(products), pairs=_of(pairs)))
    return tuple(found)


def _of(part: Part) -> Recapture:
    """The records have grown since they were compared: how many they were then is not told."""
    return recapture(on_record=None, on_list=part.of, on_both=part.known)


def compare(world: World, region: str | None, second_list: SecondList) -> Comparison:
    """How complete the records of a region (the topmost when None) are by a second list.

    A pair is on record when the enterprise is a maker of the product there, its kinds counted; a product when anyone
    is. A product counts in its home chain. Pairs of an enterprise that may be one on record, or another, are left out
    of the pairs and counted apart; of the products they count, since somebody makes it. Lines without a place are taken
    to lie in the region. Raises UsageError for an unknown region.
    """
    here = world.market(world.places.require(region))
    codes, network = frozenset(here.codes), world.network
    matched = match_second_list(world.dataset, second_list)
    local = [pair for pair in matched.pairs if pair.region is None or pair.region in codes]
    certain = [pair for pair in local if not pair.doubtful]
    makes = makers.made_here_by(here.local, sorted({pair.enterprise for pair in certain if pair.known}))
    made = {enterprise: frozenset(products) for enterprise, products in makes.items()}
    homes = {product.id: product.home for product in network.products.values()}
    recorded = _recorded({product: making.makers for product, making in here.made.items()}, homes)

    def stratum(
        kind: Stratum, key: str | None, own: Iterable[ListedPair], on_record: tuple[int, int] | None
    ) -> StratumRecall:
        products, pairs = (
            {pair.product for pair in own},
            {(pair.enterprise, pair.product) for pair in own if not pair.doubtful},
        )
        found = sum(product in made.get(enterprise, ()) for enterprise, product in pairs)
        known = sum(product in here.made for product in products)
        products_recorded, pairs_recorded = on_record or (None, None)
        return StratumRecall(
            stratum=kind,
            key=key,
            products=recapture(on_record=products_recorded, on_list=len(products), on_both=known),
            pairs=recapture(on_record=pairs_recorded, on_list=len(pairs), on_both=found),
        )

    by_chain, by_list, by_size = (
        _grouped(local, of) for of in (lambda pair: homes[pair.product], lambda pair: pair.list, lambda pair: pair.size)
    )
    strata = [stratum(Stratum.ALL, None, local, recorded[None])]
    strata += [
        stratum(Stratum.CHAIN, chain, by_chain.get(chain, []), recorded.get(chain, (0, 0))) for chain in network.chains
    ]
    strata += [stratum(Stratum.LIST, key, own, None) for key, own in sorted(by_list.items())]
    strata += [stratum(Stratum.SIZE, key, own, None) for key, own in sorted(by_size.items())]
    return Comparison(
        region=here.region,
        lines=len(second_list.lines),
        strata=tuple(strata),
        apart=tuple(_apart(second_list, matched.unknown_regions, matched.unknown_products, matched.pairs, local)),
        doubts=matched.doubts,
    )


def _grouped(pairs: Iterable[ListedPair], of: Callable[[ListedPair], str | None]) -> dict[str, list[ListedPair]]:
    """The pairs by what they have in common; those that do not tell are left out."""
    found: dict[str, list[ListedPair]] = {}
    for pair in pairs:
        if key := of(pair):
            found.setdefault(key, []).append(pair)
    return found


def _recorded(each: Mapping[str, int], homes: Mapping[str, str | None]) -> dict[str | None, tuple[int, int]]:
    """Products with a maker on record and pairs of maker and product, by home chain; of all under None."""
    products = Counter(homes[product] for product in each)
    pairs: Counter[str | None] = Counter()
    for product, number in each.items():
        pairs[homes[product]] += number
    found: dict[str | None, tuple[int, int]] = {chain: (products[chain], pairs[chain]) for chain in products if chain}
    found[None] = (products.total(), pairs.total())
    return found


def _apart(
    second_list: SecondList,
    regions: Mapping[str, int],
    products: Mapping[str, int],
    pairs: Sequence[ListedPair],
    local: Sequence[ListedPair],
) -> Iterable[CountedApart]:
    yield from (CountedApart(why=Apart.UNREAD, what=sheet, number=1) for sheet in second_list.unread)
    yield from _many(Apart.UNKNOWN_REGION, regions)
    yield from _many(Apart.UNKNOWN_PRODUCT, products)
    doubtful = _distinct((pair.enterprise, pair.product) for pair in local if pair.doubtful)
    here = {id(pair) for pair in local}
    for why, number in (
        (Apart.INCOMPLETE, second_list.incomplete),
        (Apart.ELSEWHERE, _distinct((pair.enterprise, pair.product) for pair in pairs if id(pair) not in here)),
        (Apart.DOUBTFUL, doubtful),
        (Apart.PLACELESS, _distinct((pair.enterprise, pair.product) for pair in local if pair.region is None)),
    ):
        if number:
            yield CountedApart(why=why, what=None, number=number)


def _many(why: Apart, counts: Mapping[str, int]) -> Iterable[CountedApart]:
    return (CountedApart(why=why, what=what, number=number) for what, number in sorted(counts.items()))


def _distinct(things: Iterable[Hashable]) -> int:
    return len(set(things))
