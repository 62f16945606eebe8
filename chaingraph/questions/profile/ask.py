"""The structure of a region: how complete its chains are, what its parts specialise in, where they overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from chaingraph.analyses import (
    Completeness,
    completeness,
    location_quotient,
    producible,
    similarity,
    specialisation,
)
from chaingraph.catalogue import message
from chaingraph.findings.answer import Answer
from chaingraph.findings.world import World
from chaingraph.network import Market
from chaingraph.questions.asked import asked
from chaingraph.questions.parameters import Region, Several
from chaingraph.registry import makers

FEW = 5  # a part with fewer enterprises than this has jumpy quotients
STRONG = 1.0


@dataclass(frozen=True, kw_only=True)
class ChainState:
    """One chain in the region: three counts of its products and two readings of its completeness, as intervals.

    ``presence``: share of products that have a maker or are of common supply; what is unseen is unknown, so the
    interval runs from none of it to all of it. ``operation``: share of the made products that can be made from local
    inputs, with everything unseen absent (low) or present (high). ``certain``, ``possible``, ``impossible`` count
    products by the same two runs.
    """

    chain: str
    name_zh: str
    products: int
    presence: Completeness
    operation: Completeness
    certain: int
    possible: int
    impossible: int


@dataclass(frozen=True, kw_only=True)
class PartState:
    """One part of the region. ``enterprises`` make what is counted; ``few`` when the quotients rest on fewer than five.

    ``quotients``: location quotient of each chain, None where undefined. ``strong``: chains above 1, largest first.
    """

    region: str
    name_zh: str
    enterprises: int
    few: bool
    quotients: dict[str, float | None]
    strong: tuple[str, ...]
    krugman_vs_total: float | None
    krugman_vs_rest: float | None


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """A product made in several parts: which, by how many makers. Overlap is not duplication: that needs capacity."""

    product: str
    name_zh: str
    parts: tuple[str, ...]
    makers: int


@dataclass(frozen=True, kw_only=True)
class Profile(Answer[ChainState]):
    """The whole, a sequence of the chains. ``basis``: what is compared between parts, ``output`` or ``count`` of
    makers, by chain.
    """

    region: str
    basis: str
    chains: tuple[ChainState, ...]
    parts: tuple[PartState, ...]
    similar: tuple[tuple[str, str, float | None], ...]
    overlaps: tuple[Overlap, ...]

    @property
    def main(self) -> tuple[ChainState, ...]:
        """The chains."""
        return self.chains

    def as_json(self) -> dict[str, Any]:
        """Plain values; an interval is ``{low, high, unknown}``."""
        return asdict(self)


@asked
def profile(
    world: World,
    region: Annotated[str | None, Region()] = None,
    *,
    parts: Annotated[
        Iterable[str],
        Several(
            help_message=message("profile.parameter.parts"),
        ),
    ] = (),
) -> Profile:
    """The profile of a region (the topmost when None), its ``parts`` being the regions directly in it when left out.

    A product of several chains counts in each. Sizes are outputs where every maker's output in every part is known,
    else counts of makers, and said so. The reference of the quotients is the sum of the parts: they measure the
    division of labour among them. Raises UsageError for an unknown region.
    """
    code = world.places.require(region)
    codes = tuple(map(world.places.require, parts)) or tuple(world.places.children.get(code, ()))
    markets = {part: world.market(part) for part in codes}
    basis = "output" if _all_known(markets) else "count"
    chains = tuple(world.network.chains)
    sizes = [[_size(world, markets[part], chain, basis) for chain in chains] for part in codes]
    quotients = location_quotient(sizes).values
    alone = specialisation(sizes)
    alike = similarity(sizes).unido
    states = []
    for number, part in enumerate(codes):
        row = dict(zip(chains, quotients[number], strict=True)) if chains else {}
        strong = sorted((chain for chain in chains if (row[chain] or 0) > STRONG), key=lambda chain: -(row[chain] or 0))
        count = makers.count(markets[part].local)
        states.append(
            PartState(
                region=part,
                name_zh=world.places.name(part, "zh"),
                enterprises=count,
                few=count < FEW,
                quotients=row,
                strong=tuple(strong),
                krugman_vs_total=alone.krugman_vs_total[number],
                krugman_vs_rest=alone.krugman_vs_rest[number],
            )
        )
    pairs = [(codes[i], codes[j], alike[i][j]) for i in range(len(codes)) for j in range(i + 1, len(codes))]
    pairs.sort(key=lambda pair: (pair[2] is None, -(pair[2] or 0), pair[:2]))
    return Profile(
        region=code,
        basis=basis,
        chains=tuple(_chain(world, code, chain) for chain in chains),
        parts=tuple(states),
        similar=tuple(pairs),
        overlaps=_overlaps(world, markets),
    )


def _all_known(markets: dict[str, Market]) -> bool:
    making = [maker for market in markets.values() for maker in market.made.values()]
    return bool(making) and all(maker.hhi_basis == "output" for maker in making)


def _size(world: World, market: Market, chain: str, basis: str) -> float:
    made = [market.made[name] for name in world.network.of_chain(chain) if name in market.made]
    return float(sum((maker.output_yi or 0.0) if basis == "output" else maker.makers for maker in made))


def _chain(world: World, code: str, chain: str) -> ChainState:
    network, here = world.network, world.market(code)
    products = network.of_chain(chain)
    made = set(here.made)
    unseen = {
        name
        for name, product in network.products.items()
        if name not in made
        and name not in here.elsewhere
        and not product.common
        and not any(of in here.census for of in product.chains)
    }
    low, high = producible(network, here.own), producible(network, here.own | unseen)
    covered = [1.0 if name in made or name in network.common else None if name in unseen else 0.0 for name in products]
    own = [name for name in products if name in made]
    works = [1.0 if name in low else None if name in high else 0.0 for name in own]
    certain = sum(name in low for name in products)
    possible = sum(name in high for name in products) - certain
    return ChainState(
        chain=chain,
        name_zh=network.chain_name(chain, "zh"),
        products=len(products),
        presence=completeness(covered),
        operation=completeness(works),
        certain=certain,
        possible=possible,
        impossible=len(products) - certain - possible,
    )


def _overlaps(world: World, markets: dict[str, Market]) -> tuple[Overlap, ...]:
    found = []
    for name, product in world.network.products.items():
        where = tuple(code for code, market in markets.items() if name in market.made)
        if len(where) > 1:
            found.append(
                Overlap(
                    product=name,
                    name_zh=product.name_zh,
                    parts=where,
                    makers=sum(markets[code].made[name].makers for code in where),
                )
            )
    return tuple(sorted(found, key=lambda overlap: (-len(overlap.parts), -overlap.makers, overlap.product)))
