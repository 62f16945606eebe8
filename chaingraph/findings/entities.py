"""名录：企业、集群、园区、项目，各与谁相连？Which enterprises, clusters, parks and projects are there, and what is each tied to?"""

from __future__ import annotations

from dataclasses import dataclass

from chaingraph.findings.world import World
from chaingraph.registry.directory import Entry, entries, total
from chaingraph.schema import SCHEMA

MOST = 3_000  # of each kind; those with a role and with most products first
TIES = 40  # of each sort on one card
KINDS: dict[str, tuple[str, str]] = {
    "enterprise": ("企业", "Enterprise"),
    "cluster": ("集群", "Cluster"),
    "park": ("园区", "Park"),
    "project": ("项目", "Project"),
}
HEADINGS: dict[str, tuple[str, str]] = {
    "region": ("所在地", "Region"), "role": ("角色", "Role"), "state": ("状态", "State"), "revenue": ("营收（亿元）", "Revenue (CNY 100 million)"),
    "sales": ("销售收入（亿元）", "Sales (CNY 100 million)"), "investment": ("投资（亿元）", "Investment (CNY 100 million)"), "year": ("年份", "Year"),
    "years": ("起止年", "Years"), "level": ("级别", "Level"), "row": ("所在表与行", "Table and row"), "listing": ("上市", "Listing"),
    "products": ("产品", "Products"), "chains": ("产业链", "Chains"), "park": ("园区", "Park"), "cluster": ("集群", "Cluster"),
    "suppliers": ("已知供应商", "Known suppliers"), "customers": ("已知客户", "Known customers"), "enterprises": ("企业", "Enterprises"),
    "enterprise": ("企业", "Enterprise"), "projects": ("项目", "Projects"), "clusters": ("集群", "Clusters"),
}  # fmt: skip


@dataclass(frozen=True)
class Entity:
    """One card. ``region``: a code. ``facts``: values by the keys of :data:`HEADINGS`, the last its table and row.
    ``ties``: by a key likewise, how many there are and the first of them as (kind, id), kind also ``product`` and
    ``chain``. ``sources``: ids.
    """

    kind: str
    id: str
    name_zh: str
    name_en: str
    region: str | None
    facts: tuple[tuple[str, str | int | float], ...]
    ties: tuple[tuple[str, int, tuple[tuple[str, str], ...]], ...]
    sources: tuple[str, ...]

    def fact(self, key: str, value: str | float, lang: str) -> str:
        """The value of a fact in words."""
        if key == "row":
            table = SCHEMA.tables[_TABLES[self.kind]]
            return f"{table.name_zh if lang == 'zh' else table.name_en} {value}"
        vocabulary = _VOCABULARIES.get((self.kind, key))
        if vocabulary is not None:
            return SCHEMA.label(vocabulary, str(value), lang)
        return f"{value:g}" if isinstance(value, float) else str(value)


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
_VOCABULARIES = {("enterprise", "state"): "enterprise_status", ("project", "state"): "project_status", ("enterprise", "role"): "role", ("park", "level"): "level"}  # fmt: skip
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
        told += [_entity(kind, row) for row in entries(world.dataset, below, kind, most)]
        totals[kind] = total(world.dataset, below, kind)
    return Directory(tuple(told), totals)


def _entity(kind: str, row: Entry) -> Entity:
    facts: list[tuple[str, str | int | float]] = []
    ties: list[tuple[str, int, tuple[tuple[str, str], ...]]] = []
    for key, value in row._asdict().items():
        if key in _SKIPPED or value is None or value == [] or value == "":
            continue
        if key in _TIES:
            ids = [value] if isinstance(value, str) else list(dict.fromkeys(value))
            ties.append((key, len(ids), tuple((_TIES[key], one) for one in ids[:TIES])))
        else:
            facts.append((key, value))
    facts.append(("row", row.row))
    return Entity(
        kind,
        row.id,
        row.name_zh,
        row.name_en or row.name_zh,
        row.region or None,
        tuple(facts),
        tuple(ties),
        tuple(dict.fromkeys(row.source or ())),
    )
