"""名录：企业、集群、园区、项目，各与谁相连？

Which enterprises, clusters, parks and projects are there, and what is each tied to?
"""

from __future__ import annotations

from dataclasses import dataclass

from chaingraph.catalogue import LANGUAGES, Names, text, texts
from chaingraph.findings.world import World
from chaingraph.registry.directory import Entry, entries, total
from chaingraph.schema import SCHEMA

MOST = 3_000  # of each kind; those with a role and with most products first
TIES = 40  # of each sort on one card
KINDS = {
    kind: tuple(text(f"entity.kind.{kind}", lang) for lang in LANGUAGES)
    for kind in ("enterprise", "cluster", "park", "project")
}
"""Every kind of card and what it is called in each of :data:`LANGUAGES`, in the order of the pages."""
_HEADING = "entity.heading."
HEADINGS = {
    key.removeprefix(_HEADING): tuple(text(key, lang) for lang in LANGUAGES) for key, _ in texts(_HEADING, LANGUAGES[0])
}
"""The headings of facts and ties in each of :data:`LANGUAGES`."""


@dataclass(frozen=True, kw_only=True)
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
            name = Names(zh=table.name_zh, en=table.name_en)
            return text("entity.table-and-row", lang, table=name, row=value)
        vocabulary = _VOCABULARIES.get((self.kind, key))
        if vocabulary is not None:
            return SCHEMA.label(vocabulary, str(value), lang)
        return f"{value:g}" if isinstance(value, float) else str(value)


@dataclass(frozen=True, kw_only=True)
class Directory:
    """The cards of a region with those its enterprises deal with; ``totals``: how many there are of each kind, shown or
    not.
    """

    entities: tuple[Entity, ...]
    totals: dict[str, int]


_TABLES = {"enterprise": "enterprises", "cluster": "clusters", "park": "parks", "project": "projects"}
_TIES = {
    "products": "product",
    "chains": "chain",
    "park": "park",
    "cluster": "cluster",
    "suppliers": "enterprise",
    "customers": "enterprise",
    "enterprises": "enterprise",
    "enterprise": "enterprise",
    "projects": "project",
    "clusters": "cluster",
}
_VOCABULARIES = {
    ("enterprise", "state"): "enterprise_status",
    ("project", "state"): "project_status",
    ("enterprise", "role"): "role",
    ("park", "level"): "level",
}
_SKIPPED = {"id", "name_zh", "name_en", "region", "row", "source"}


def directory(world: World, region: str | None = None, most: int = MOST) -> Directory:
    """The cards of ``region`` (the topmost when None): its clusters, parks and projects, its enterprises, and those
    elsewhere that deliver to them, take from them or make a product of the network; at most ``most`` of each kind, and
    ``totals`` says of how many.

    What a row does not tell stands in no fact. Enterprises stay columnar until they are chosen. Raises UsageError for
    an unknown region.
    """
    code = world.places.require(region)
    below = world.places.below(code)
    cards: list[Entity] = []
    totals: dict[str, int] = {}
    for kind in KINDS:
        cards += [_entity(kind, row) for row in entries(world.dataset, below, kind, most)]
        totals[kind] = total(world.dataset, below, kind)
    return Directory(entities=tuple(cards), totals=totals)


def _entity(kind: str, row: Entry) -> Entity:
    facts: list[tuple[str, str | int | float]] = []
    ties: list[tuple[str, int, tuple[tuple[str, str], ...]]] = []
    for key, value in row._asdict().items():
        if key in _SKIPPED or value is None or value == [] or value == "":
            continue
        if key in _TIES:
            ids = [value] if isinstance(value, str) else list(dict.fromkeys(value))
            ties.append((key, len(ids), tuple((_TIES[key], tied_id) for tied_id in ids[:TIES])))
        else:
            facts.append((key, value))
    facts.append(("row", row.row))
    return Entity(
        kind=kind,
        id=row.id,
        name_zh=row.name_zh,
        name_en=row.name_en or row.name_zh,
        region=row.region or None,
        facts=tuple(facts),
        ties=tuple(ties),
        sources=tuple(dict.fromkeys(row.source or ())),
    )
