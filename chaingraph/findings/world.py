"""A dataset opened for questions: its network, its places and the market of each region."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from chaingraph.analyses import (
    KnockOuts,
    knock_outs,
)
from chaingraph.errors import DataError, UsageError
from chaingraph.hints import near
from chaingraph.network import Engine, Market, Places, ProductNetwork, market, places, product_network
from chaingraph.registry import WithDuckDB
from chaingraph.tables import Dataset, says


@dataclass
class World:
    """A dataset with its network and places; markets are counted once a region.

    It opens with the engine that counts its registry, DuckDB over the tables as they then stand when None is given.
    """

    dataset: Dataset
    network: ProductNetwork
    places: Places
    held_out: tuple[int, float] | None = None
    engine: Engine | None = None
    _markets: dict[str, Market] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.engine is None:
            self.engine = WithDuckDB(self.dataset)

    @cached_property
    def knock_outs(self) -> KnockOuts:
        """What fails with each product."""
        return knock_outs(self.network)

    def market(self, region: str) -> Market:
        """The market of a region."""
        if region not in self._markets:
            self._markets[region] = market(self.dataset, self.places, region, self.held_out, self.engine)
        return self._markets[region]

    def without(self, draw: int, share: float) -> World:
        """The same world with a random ``share`` (0-1) of its enterprises left out, the same ones for the same draw."""
        other = World(self.dataset, self.network, self.places, (draw, share), self.engine)
        other.__dict__["knock_outs"] = self.knock_outs  # what fails with what does not depend on who makes it
        return other

    def require_chain(self, chain: str) -> str:
        """``chain`` when it is known. Raises UsageError otherwise."""
        _require(chain, self.network.chains, "产业链", "chain")
        return chain

    def require_product(self, product: str) -> str:
        """``product`` as an id, or the id of the product of that name. Raises UsageError otherwise."""
        if product not in self.network.products:
            for found in self.network.products.values():
                if product in (found.name_zh, found.name_en):
                    return found.id
        return _require(product, self.network.products, "产品", "product")


def _require(name: str, known: Iterable[str], zh: str, en: str) -> str:
    known = list(known)
    if name in known:
        return name
    meant = near(name, known)
    raise UsageError(
        f"没有编号为 {name} 的{zh}" + (f"；是否为 {meant}？" if meant else ""),
        f"there is no {en} {name}" + (f"; did you mean {meant}?" if meant else ""),
    )


def world(dataset: Dataset, engine: Engine | None = None, *, products: bool = True) -> World:
    """Network and places of a dataset; ``engine`` counts its registry, DuckDB when None.

    Raises DataError for a dataset without a product, where ``products`` are wanted: there is nothing to find.
    """
    if products and not dataset.count("products"):
        raise DataError([says.nothing_to_analyse()])
    return World(dataset, product_network(dataset), places(dataset), engine=engine)
