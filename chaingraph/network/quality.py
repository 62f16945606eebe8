"""What a dataset holds and how well it is known: counts, sources, confidence, age."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import networkx as nx

from chaingraph.network.market import market
from chaingraph.network.model import ProductNetwork
from chaingraph.network.places import Places
from chaingraph.schema import SCHEMA
from chaingraph.tables import Dataset
from chaingraph.tables.raw import quoted

UNKNOWN = "unknown"
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
    out of it. ``connected``: products in the largest weakly connected part of the chain. ``essential``: of the
    input rows of its products. ``outputs`` and ``revenues``: known figures of the local makers of its products.
    ``outside``: active makers elsewhere. ``grounds``: of the local ``makes`` rows.
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
    """The whole. ``as_of`` is the newest year told anywhere; ``many_leads`` are parks with more than two lead chains."""

    region: str
    as_of: int | None
    tables: tuple[TableQuality, ...]
    chains: tuple[ChainQuality, ...]
    regions: tuple[RegionQuality, ...]
    many_leads: tuple[dict[str, Any], ...]
    linked_sources: Part

    def count(self, table: str) -> int:
        """Rows of a table."""
        return next(told.grounds.rows for told in self.tables if told.table == table)

    def as_json(self) -> dict[str, Any]:
        """Plain values; a part is ``{known, of, share}``."""
        return {key: _plain(value) for key, value in asdict(self).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) == {"known", "of"}:
            return Part(**value).as_json()
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def parks_of_many_leads(dataset: Dataset, codes: list[str]) -> list[dict[str, Any]]:
    """Parks in the regions ``codes`` with more than :data:`MANY_LEADS` lead chains, as plain objects, by id."""
    return [
        {"id": row[0], "name_zh": row[1], "region": row[2], "lead_chains": list(row[3])}
        for row in dataset.rows(
            "select id, name_zh, region, lead_chains from parks where len(lead_chains) > ? "
            "and region in (select unnest(?::varchar[])) order by id",
            [MANY_LEADS, codes],
        )
    ]


def describe(dataset: Dataset, network: ProductNetwork, places: Places, region: str | None = None) -> Description:
    """What the dataset holds on ``region`` (the topmost when None), its chains and the regions directly in it.

    The table counts are of the whole dataset. Cost: a few aggregates a table and one over ``makes``.
    Raises UsageError for an unknown region.
    """
    code = places.require(region)
    tables = tuple(_table(dataset, name) for name in SCHEMA.tables)
    years = [told.grounds.newest for told in tables if told.grounds.newest is not None]
    parks = parks_of_many_leads(dataset, places.below(code))
    linked = dataset.rows("select count(url), count(*) from sources")[0]
    return Description(
        code,
        max(years, default=None),
        tables,
        _chains(dataset, network, places, code),
        tuple(_region(dataset, places, one) for one in (code, *places.children.get(code, ()))),
        tuple(parks),
        Part(*linked),
    )


def _grounds(dataset: Dataset, table: str, where: str = "true", parameters: Iterable[Any] = ()) -> Grounds:
    columns = SCHEMA.tables[table].by_name
    own = "t.year" if "year" in columns else "null::integer"
    if table == "sources":
        join, kind, year, sourced = "", "t.kind", own, "true"
    else:
        join, kind = "left join sources s on s.id = t.source[1]", "s.kind"
        year, sourced = f"coalesce({own}, s.year)", "coalesce(len(t.source), 0) > 0"
    row = dataset.rows(
        f"""select count(*), cast(count_if({sourced}) as integer), histogram(coalesce(t.confidence, '{UNKNOWN}')),
            histogram(coalesce({kind}, '{UNKNOWN}')), count({year}), min({year}), quantile_disc({year}, 0.5), max({year})
            from {table} t {join} where {where}""",
        list(parameters),
    )[0]
    return Grounds(row[0], row[1], dict(row[2] or {}), dict(row[3] or {}), *row[4:])


def _table(dataset: Dataset, name: str) -> TableQuality:
    numbers = [one.name for one in SCHEMA.tables[name].columns if one.type in ("number", "integer")]
    figures: dict[str, Part] = {}
    if numbers:
        cells = ", ".join(f"count({quoted(column)})" for column in numbers)
        *known, rows = dataset.rows(f"select {cells}, count(*) from {name}")[0]
        figures = {column: Part(count, rows) for column, count in zip(numbers, known, strict=True)}
    return TableQuality(name, _grounds(dataset, name), figures)


_STAND = {"clusters": "chain", "parks": "lead_chains", "projects": "chain", "platforms": "chain"}
_IN = "region in (select unnest(?::varchar[]))"


def _chains(dataset: Dataset, network: ProductNetwork, places: Places, code: str) -> tuple[ChainQuality, ...]:
    here, below = market(dataset, places, code), places.below(code)
    active = "coalesce(e.status, 'active') = 'active'"
    made = (
        "from makes m join enterprises e on e.id = m.enterprise "
        f"where {active} and m.product in (select unnest(?::varchar[])) and "
    )
    found = []
    for chain in network.chains:
        products = network.of_chain(chain)
        idle = {name for name in products if name in network.common and name not in here.made}
        part = network.graph.subgraph(products)
        largest = max((len(one) for one in nx.weakly_connected_components(part)), default=0)
        inputs = dataset.rows(
            "select count(*), cast(count_if(coalesce(essential, true)) as integer) from inputs "
            "where product in (select unnest(?::varchar[]))",
            [products],
        )[0]
        local = dataset.rows(
            f"select count(distinct e.id), count(*), count(m.output_yi), count(distinct e.id) "
            f"filter (e.revenue_yi is not null) {made} e.{_IN}",
            [products, below],
        )[0]
        outside = dataset.rows(f"select count(distinct e.id) {made} not e.{_IN}", [products, below])[0][0]
        counts = {
            name: _count(dataset, f"from {name} where {_IN} and list_contains({column}, ?)", [below, chain])
            for name, column in _STAND.items()
        }
        told = dataset.rows(
            "select completeness from coverage where chain = ? and region in (select unnest(?::varchar[])) "
            "order by completeness limit 1",
            [chain, places.above(code)],
        )
        found.append(
            ChainQuality(
                chain=chain,
                name_zh=network.chain_name(chain, "zh"),
                completeness=told[0][0] if told else None,
                products=len(products),
                inputs=inputs[0],
                common=len(idle),
                with_maker=Part(sum(name in here.made for name in products), len(products) - len(idle)),
                connected=Part(largest, len(products)),
                essential=Part(inputs[1], inputs[0]),
                enterprises=local[0],
                outside=outside,
                makes=local[1],
                **counts,
                outputs=Part(local[2], local[1]),
                revenues=Part(local[3], local[0]),
                grounds=_grounds(
                    dataset,
                    "makes",
                    "t.product in (select unnest(?::varchar[])) and t.enterprise in "
                    f"(select e.id from enterprises e where {active} and e.{_IN})",
                    [products, below],
                ),
            )
        )
    return tuple(found)


def _region(dataset: Dataset, places: Places, code: str) -> RegionQuality:
    below = [places.below(code)]
    counts = {name: _count(dataset, f"from {name} where {_IN}", below) for name in _STAND}
    firms = dataset.rows(f"select count(*), count(revenue_yi) from enterprises where {_IN}", below)[0]
    made = f"from makes where enterprise in (select id from enterprises where {_IN})"
    return RegionQuality(
        region=code,
        name_zh=places.name(code, "zh"),
        enterprises=firms[0],
        products=dataset.rows(f"select count(distinct product) {made}", below)[0][0],
        **counts,
        revenues=Part(firms[1], firms[0]),
        grounds=_grounds(dataset, "enterprises", f"t.{_IN}", below),
    )


def _count(dataset: Dataset, rest: str, parameters: list[Any]) -> int:
    return int(dataset.rows(f"select count(*) {rest}", parameters)[0][0])
