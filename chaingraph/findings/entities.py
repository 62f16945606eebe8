"""名录：企业、集群、园区、项目，各与谁相连？Which enterprises, clusters, parks and projects are there, and what is each tied to?"""

from __future__ import annotations

from dataclasses import dataclass

from chaingraph.findings.sheet import NOTHING, Pair, label, same
from chaingraph.findings.world import World
from chaingraph.registry.directory import Entry, entries, total
from chaingraph.schema import SCHEMA

MOST = 3_000  # of each kind; those with a role and with most products first
TIES = 40  # of each sort on one card
KINDS: dict[str, Pair] = {
    "enterprise": ("企业", "Enterprise"),
    "cluster": ("集群", "Cluster"),
    "park": ("园区", "Park"),
    "project": ("项目", "Project"),
}
_HEADS: dict[str, Pair] = {
    "region": ("所在地", "Region"), "role": ("角色", "Role"), "state": ("状态", "State"), "revenue": ("营收（亿元）", "Revenue (CNY 100 million)"),
    "sales": ("销售收入（亿元）", "Sales (CNY 100 million)"), "investment": ("投资（亿元）", "Investment (CNY 100 million)"), "year": ("年份", "Year"),
    "years": ("起止年", "Years"), "level": ("级别", "Level"), "row": ("所在表与行", "Table and row"), "listing": ("上市", "Listing"),
    "products": ("产品", "Products"), "chains": ("产业链", "Chains"), "park": ("园区", "Park"), "cluster": ("集群", "Cluster"),
    "suppliers": ("已知供应商", "Known suppliers"), "customers": ("已知客户", "Known customers"), "enterprises": ("企业", "Enterprises"),
    "enterprise": ("企业", "Enterprise"), "projects": ("项目", "Projects"), "clusters": ("集群", "Clusters"),
}  # fmt: skip


@dataclass(frozen=True)
class Entity:
    """One card. ``facts``: words under heads. ``ties``: under a head, how many there are and the first of them as
    (kind, id), kind also ``product`` and ``chain``. ``sources``: ids.
    """

    kind: str
    id: str
    name: Pair
    place: Pair
    facts: tuple[tuple[Pair, Pair], ...]
    ties: tuple[tuple[Pair, int, tuple[tuple[str, str], ...]], ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Directory:
    """The cards of a region with those its enterprises deal with; ``totals``: how many there are of each kind, shown or not."""

    entities: tuple[Entity, ...]
    totals: dict[str, int]


_TABLES = {"enterprise": "enterprises", "cluster": "clusters", "park": "parks", "project": "projects"}
_TIES = {
    "products": "product", "chains": "chain", "park": "park", "cluster": "cluster", "suppliers": "enterprise", "customers": "enterprise",
    "enterprises": "enterprise", "enterprise": "enterprise", "projects": "project", "clusters": "cluster",
}  # fmt: skip
_WORDS = {("enterprise", "state"): "enterprise_status", ("project", "state"): "project_status", ("enterprise", "role"): "role", ("park", "level"): "level"}  # fmt: skip
_SKIPPED = {"id", "name_zh", "name_en", "region", "row", "source"}


def directory(world: World, region: str | None = None, most: int = MOST) -> Directory:
    """The cards of ``region`` (the topmost when None): its clusters, parks and projects, its enterprises, and those elsewhere
    that deliver to them, take from them or make a product of the network; at most ``most`` of each kind, and ``totals`` says of how many.

    What a row does not tell stands in no fact. Enterprises stay columnar until they are chosen. Raises UsageError for an unknown region.
    """
    code = world.places.require(region)
    below = world.places.below(code)
    told: list[Entity] = []
    totals: dict[str, int] = {}
    for kind in KINDS:
        told += [_entity(world, kind, row) for row in entries(world.dataset, below, kind, most)]
        totals[kind] = total(world.dataset, below, kind)
    return Directory(tuple(told), totals)


def _row_of(table: str, row: int) -> Pair:
    told = SCHEMA.tables[table]
    return f"{told.name_zh} {row}", f"{told.name_en} {row}"


def _entity(world: World, kind: str, row: Entry) -> Entity:
    facts: list[tuple[Pair, Pair]] = []
    ties: list[tuple[Pair, int, tuple[tuple[str, str], ...]]] = []
    for head, value in row._asdict().items():
        if head in _SKIPPED or value is None or value == [] or value == "":
            continue
        if head in _TIES:
            ids = [value] if isinstance(value, str) else list(dict.fromkeys(value))
            ties.append((_HEADS[head], len(ids), tuple((_TIES[head], one) for one in ids[:TIES])))
        elif (kind, head) in _WORDS:
            facts.append((_HEADS[head], label(_WORDS[kind, head], value)))
        else:
            facts.append((_HEADS[head], same(f"{value:g}" if isinstance(value, float) else value)))
    facts.append((_HEADS["row"], _row_of(_TABLES[kind], row.row)))
    place = NOTHING
    if row.region:
        above = world.places.above(row.region)[:2]
        place = (
            "".join(world.places.name(one, "zh") for one in reversed(above)),
            ", ".join(world.places.name(one, "en") for one in above),
        )
    name = (row.name_zh, row.name_en or row.name_zh)
    return Entity(kind, row.id, name, place, tuple(facts), tuple(ties), tuple(dict.fromkeys(row.source or ())))
