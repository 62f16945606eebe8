"""What a dataset holds and how well it is known: counts, sources, confidence, age."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import networkx as nx

from chaingraph.network.market import Market, market
from chaingraph.network.model import ProductNetwork
from chaingraph.network.places import Places
from chaingraph.registry import Engine, coverage, quality, sources
from chaingraph.registry.places import many_leads
from chaingraph.schema import SCHEMA
from chaingraph.tables import Dataset

MANY_LEADS = 2  # the 2015 opinion asks each park for one or two lead industries


@dataclass(frozen=True)
class Part:
    """``known`` of ``of``; ``share`` is null when there is nothing to be known."""

    known: int
    of: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1."""
        return self.known / self.of if self.of else None

    def as_json(self) -> dict[str, Any]:
        """Both counts and the share."""
        return {"known": self.known, "of": self.of, "share": None if self.share is None else round(self.share, 6)}


@dataclass(frozen=True)
class Grounds:
    """How some rows are known.

    ``sourced``: rows with a source. ``confidence`` and ``kinds`` count rows by confidence and by the kind of the
    first source (``unknown`` where the cell is empty). ``oldest``, ``median``, ``newest``: year of the row, or else
    of its first source; null when no row has one. ``dated``: rows with a year.
    """

    rows: int = 0
    sourced: int = 0
    confidence: dict[str, int] | None = None
    kinds: dict[str, int] | None = None
    dated: int = 0
    oldest: int | None = None
    median: int | None = None
    newest: int | None = None


@dataclass(frozen=True)
class TableQuality:
    """One table: its rows and, for each column of numbers, how many cells are filled."""

    table: str
    grounds: Grounds
    figures: dict[str, Part]


@dataclass(frozen=True)
class ChainQuality:
    """One chain in one region.

    ``with_maker`` is over the products that need a maker: those of common supply without one are ``common`` and left
    out of it. ``connected``: products in the largest weakly connected part of the chain, a kind
    being joined to its family. ``essential``: of the
    input rows of its products. ``outputs`` and ``revenues``: known figures of the local makers of its products.
    ``outside``: active makers elsewhere. ``grounds``: of the local ``makes`` rows. ``recall``: of the products made
    here the share with a maker on record, as ``coverage`` tells it. ``listed_products`` and ``listed_pairs``: what a
    second list held of the products that have the chain as their home, and how much of it was on record;
    ``listed_in``: the region that this is told of.
    """

    chain: str
    name_zh: str
    completeness: str | None
    products: int
    inputs: int
    common: int
    with_maker: Part
    connected: Part
    essential: Part
    enterprises: int
    outside: int
    makes: int
    clusters: int
    parks: int
    projects: int
    platforms: int
    outputs: Part
    revenues: Part
    grounds: Grounds
    recall: float | None
    listed_products: Part
    listed_pairs: Part
    listed_in: str | None


@dataclass(frozen=True)
class RegionQuality:
    """One region with everything in it: what stands there, and the grounds of its enterprises."""

    region: str
    name_zh: str
    enterprises: int
    products: int
    clusters: int
    parks: int
    projects: int
    platforms: int
    revenues: Part
    grounds: Grounds


@dataclass(frozen=True)
class Description:
    """The whole. ``as_of``: the newest year anywhere; ``many_leads``: parks with more than two lead chains."""

    region: str
    as_of: int | None
    tables: tuple[TableQuality, ...]
    chains: tuple[ChainQuality, ...]
    regions: tuple[RegionQuality, ...]
    many_leads: tuple[dict[str, Any], ...]
    linked_sources: Part

    def count(self, table: str) -> int:
        """Rows of a table."""
        return next(entry.grounds.rows for entry in self.tables if entry.table == table)

    def as_json(self) -> dict[str, Any]:
        """Plain values; a part is ``{known, of, share}``."""
        return {key: _plain(value) for key, value in asdict(self).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) == {"known", "of"}:
            return Part(**value).as_json()
        return {key: _plain(cell) for key, cell in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(cell) for cell in value]
    return value


def parks_of_many_leads(dataset: Dataset, codes: list[str]) -> list[dict[str, Any]]:
    """Parks in the regions ``codes`` with more than :data:`MANY_LEADS` lead chains, as plain objects, by id."""
    return [park._asdict() for park in many_leads(dataset, codes, MANY_LEADS)]


def describe(
    dataset: Dataset, network: ProductNetwork, places: Places, region: str | None = None, engine: Engine | None = None
) -> Description:
    """What the dataset holds on ``region`` (the topmost when None), its chains and the regions directly in it.

    The table counts are of the whole dataset. ``engine`` as :func:`chaingraph.network.market` takes it. Cost: a few
    aggregates a table and one over ``makes``. Raises UsageError for an unknown region.
    """
    code = places.require(region)
    tables = tuple(_table(dataset, name) for name in SCHEMA.tables)
    years = [table.grounds.newest for table in tables if table.grounds.newest is not None]
    linked = sources.linked(dataset)
    return Description(
        code,
        max(years, default=None),
        tables,
        _chains(dataset, network, places, market(dataset, places, code, engine=engine)),
        tuple(_region(dataset, places, part) for part in (code, *places.children.get(code, ()))),
        tuple(parks_of_many_leads(dataset, places.below(code))),
        Part(linked.linked, linked.all),
    )


def _grounds(grounds: quality.Grounds) -> Grounds:
    return Grounds(
        rows=grounds.rows,
        sourced=grounds.sourced,
        confidence=dict(grounds.confidence or {}),
        kinds=dict(grounds.kinds or {}),
        dated=grounds.dated,
        oldest=grounds.oldest,
        median=grounds.median,
        newest=grounds.newest,
    )


def _table(dataset: Dataset, name: str) -> TableQuality:
    figures = {column: Part(filled.known, filled.of) for column, filled in quality.figures(dataset, name).items()}
    return TableQuality(name, _grounds(quality.grounds(dataset, name)), figures)


def _chains(dataset: Dataset, network: ProductNetwork, places: Places, here: Market) -> tuple[ChainQuality, ...]:
    codes, above = here.codes, places.above(here.region)
    listed = coverage.listed(dataset, above)
    found = []
    for chain in network.chains:
        products = network.of_chain(chain)
        idle = {name for name in products if name in network.common and name not in here.made}
        part = nx.Graph(network.graph.subgraph(products))
        part.add_edges_from(
            (name, above_it) for name in products if (above_it := network.products[name].broader) in products
        )
        largest = max((len(component) for component in nx.connected_components(part)), default=0)
        inputs = quality.inputs(dataset, products)
        makers = quality.makers(dataset, codes, products)
        listing = listed.get(chain)
        found.append(
            ChainQuality(
                chain=chain,
                name_zh=network.chain_name(chain, "zh"),
                completeness=coverage.completeness(dataset, above, chain),
                products=len(products),
                inputs=inputs.rows,
                common=len(idle),
                with_maker=Part(sum(name in here.made for name in products), len(products) - len(idle)),
                connected=Part(largest, len(products)),
                essential=Part(inputs.essential, inputs.rows),
                enterprises=makers.enterprises,
                outside=quality.makers_outside(dataset, codes, products),
                makes=makers.rows,
                **quality.standing(dataset, codes, chain),
                outputs=Part(makers.outputs, makers.rows),
                revenues=Part(makers.revenues, makers.enterprises),
                grounds=_grounds(quality.grounds_of_makers(dataset, codes, products)),
                recall=here.recall.get(chain),
                listed_products=_listed(listing and listing.found_products, listing and listing.listed_products),
                listed_pairs=_listed(listing and listing.found_pairs, listing and listing.listed_pairs),
                listed_in=listing and listing.region,
            )
        )
    return tuple(found)


def _listed(found: int | None, listed: int | None) -> Part:
    """What was found of what was listed; nothing where one of the two is not known."""
    return Part(0, 0) if found is None or listed is None else Part(found, listed)


def _region(dataset: Dataset, places: Places, code: str) -> RegionQuality:
    below = places.below(code)
    revenues = quality.revenues(dataset, below)
    return RegionQuality(
        region=code,
        name_zh=places.name(code, "zh"),
        enterprises=revenues.of,
        products=quality.products_made(dataset, below),
        **quality.standing(dataset, below),
        revenues=Part(revenues.known, revenues.of),
        grounds=_grounds(quality.grounds_of_enterprises(dataset, below)),
    )
