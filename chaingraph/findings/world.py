"""A dataset opened for questions: its network, its places and the market of each region."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from chaingraph.analyses import (
    EndProductWeights,
    KnockOuts,
    end_product_weights,
    end_products,
    knock_outs,
    made_end_products,
)
from chaingraph.errors import DataError, UsageError
from chaingraph.hints import CHAIN_KIND
from chaingraph.network import Engine, Market, Places, ProductNetwork, market, places, product_network
from chaingraph.network.naming import ambiguous, meant
from chaingraph.registry import WithDuckDB, enterprises
from chaingraph.tables import Dataset, says


class _Shared:
    """What worlds of one network share, computed once: what fails with what does not depend on who makes it."""

    def __init__(self, network: ProductNetwork) -> None:
        self.network = network

    @cached_property
    def knock_outs(self) -> KnockOuts:
        """What fails with each product."""
        return knock_outs(self.network)

    @cached_property
    def end_products(self) -> dict[str, frozenset[str]]:
        """The end products of each chain."""
        return end_products(self.network)


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
    _shared: _Shared | None = None
    _markets: dict[str, Market] = field(default_factory=dict, init=False)
    _ends: dict[str, EndProductWeights] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        if self.engine is None:
            self.engine = WithDuckDB(self.dataset)

    @property
    def knock_outs(self) -> KnockOuts:
        """What fails with each product."""
        return self._shared_now().knock_outs

    def _shared_now(self) -> _Shared:
        if self._shared is None:
            self._shared = _Shared(self.network)
        return self._shared

    def market(self, region: str) -> Market:
        """The market of a region."""
        if region not in self._markets:
            self._markets[region] = market(self.dataset, self.places, region, self.held_out, self.engine)
        return self._markets[region]

    @property
    def end_products(self) -> dict[str, frozenset[str]]:
        """The end products of each chain, made in some region or not."""
        return self._shared_now().end_products

    def ends(self, region: str, chain: str | None = None) -> EndProductWeights:
        """The end products that are made in a region, with their weights: what a loss is measured by. Those of all
        chains, or of ``chain`` alone with the weights that they have among all.
        """
        if chain is not None:
            return self.ends(region).among(self.end_products.get(chain, frozenset()))
        if region not in self._ends:
            here = self.market(region)
            made = made_end_products(self.network, self.end_products, here.made)
            outputs = {name: here.made[name].whole_output_yi for name in made}
            self._ends[region] = end_product_weights(
                {name: self.network.products[name].home for name in made},
                here.statistics,
                {name: output for name, output in outputs.items() if output is not None},
                here.chain_statistics,
            )
        return self._ends[region]

    def without(self, draw: int, share: float) -> World:
        """The same world with a random ``share`` (0-1) of its enterprises left out, the same ones for the same draw."""
        return replace(self, held_out=(draw, share), _shared=self._shared_now())

    def again(self) -> World:
        """The same world over the tables as they now stand."""
        return replace(self, held_out=None, engine=None, _shared=self._shared_now())

    def require_chain(self, chain: str) -> str:
        """Id of the chain of that id or name. Raises UsageError where none or several are meant."""
        named = {name: (zh, en) for name, (zh, en) in self.network.chains.items()}
        return meant(chain, named, ("network.unknown-chain", "network.unknown-chain-with-hint"), CHAIN_KIND)

    def require_product(self, product: str) -> str:
        """Id of the product of that id or name. Raises UsageError where none or several are meant."""
        if product in self.network.products:  # no names of all of them for an id
            return product
        named = {known.id: (known.name_zh, known.name_en) for known in self.network.products.values()}
        return meant(product, named, ("network.unknown-product", "network.unknown-product-with-hint"))

    def enterprise(self, enterprise: str) -> str | None:
        """Id of the enterprise of that id or Chinese name, None where there is none. Raises UsageError for several."""
        found = enterprises.called(self.dataset, enterprise)
        if len(found) > 1 and found[0] != enterprise:
            raise ambiguous(enterprise, dict.fromkeys(found, (enterprise, None)))
        return found[0] if found else None

    def require_enterprise(self, enterprise: str) -> str:
        """As :meth:`enterprise`. Raises UsageError where there is none as well."""
        found = self.enterprise(enterprise)
        if found is None:
            raise UsageError("world.unknown-enterprise", enterprise=enterprise)
        return found


def world(dataset: Dataset, engine: Engine | None = None, *, products: bool = True) -> World:
    """Network and places of a dataset; ``engine`` counts its registry, DuckDB when None.

    Raises DataError for a dataset without a product, where ``products`` are wanted: there is nothing to find.
    """
    if products and not dataset.count("products"):
        raise DataError([says.nothing_to_analyse()])
    return World(dataset, product_network(dataset), places(dataset), engine=engine)
