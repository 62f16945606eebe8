"""One part of a region: its chains, strengths, overlaps, clusters, parks, projects, platforms, firms, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chaingraph.document import Cell, Column, Kind, Table, in_language
from chaingraph.enumerations import Action
from chaingraph.findings.finding import Finding
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.cells import joined, product, products
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.profile.ask import PartState, Profile
from chaingraph.questions.targets.ask import Policy
from chaingraph.registry import enterprises, places, projects
from chaingraph.registry.sources import sources
from chaingraph.schema import SCHEMA
from chaingraph.tables import Dataset

GAPS = 30
ROWS = 60  # longest table of a region; the title tells how many there are

_COLUMNS: dict[str, tuple[str, str]] = {
    "chain": ("产业链", "Chain"),
    "made": ("所产产品", "Products made"),
    "quotient": ("区位商", "Location quotient"),
    "fill": ("待补环节", "Links to fill"),
    "product": ("产品", "Product"),
    "makers": ("生产企业", "Makers"),
    "elsewhere": ("也在生产的地区", "Also made in"),
    "name": ("名称", "Name"),
    "level": ("级别", "Level"),
    "leads": ("主导产业链", "Lead chains"),
    "sales": ("销售收入（亿元）", "Sales (CNY 100 million)"),
    "year": ("年份", "Year"),
    "products": ("产品", "Products"),
    "investment": ("投资（亿元）", "Investment (CNY 100 million)"),
    "kind": ("类别", "Kind"),
    "role": ("角色", "Role"),
    "region": ("地区", "Region"),
    "similarity": ("产业结构相似系数", "Structure similarity"),
    "source": ("来源", "Source"),
    "target": ("目标", "Target"),
    "reach": ("目标值", "To reach"),
    "newest": ("最新观测", "Newest"),
    "state": ("状态", "State"),
}
# the rest are texts; digits after the point
_KINDS: dict[str, tuple[Kind, int | None]] = {
    "quotient": (Kind.decimal, 2),
    "fill": (Kind.integer, None),
    "sales": (Kind.decimal, None),
    "year": (Kind.year, None),
    "investment": (Kind.decimal, None),
    "similarity": (Kind.decimal, 3),
}


@dataclass(frozen=True)
class Tile:
    """One part of a region on the schematic map: counts, and the enterprises that make something there."""

    region: str
    enterprises: int
    made: int
    fill: int
    strengthen: int


@dataclass(frozen=True, kw_only=True)
class RegionPart:
    """One part: its tile, its findings, those of them that ask for an action (the worst first), its tables by language."""

    tile: Tile
    items: tuple[Finding, ...]
    worst: tuple[Finding, ...]
    tables: Mapping[str, tuple[Table, ...]]


def region_part(world: World, whole: Profile, code: str) -> RegionPart:
    """What is known of ``code``, one of the parts of the profile ``whole``.

    Quotients, overlaps and similarities are among those parts; findings are of the part alone: made elsewhere in the province is
    not made here. Raises UsageError for an unknown region.
    """
    found = gaps(world, code, buyers=False)
    here = world.market(code)
    part = next((one for one in whole.parts if one.region == code), None)
    actions = [item for item in found.items if item.action != Action.NONE]
    tile = Tile(
        code,
        part.enterprises if part else 0,
        len(here.made),
        sum(one.action == Action.FILL for one in actions),
        sum(one.action == Action.STRENGTHEN for one in actions),
    )
    below = world.places.below(code)
    only = _only_here(world, whole, code)
    lines = {key: list(read(world.dataset, below)) for key, (_, _, read) in _LISTS.items()}
    titles = {one.id: one.title for one in sources(world.dataset).values()}
    tables = {}
    for lang in ("zh", "en"):
        told = (
            _chains(world, found.items, part, lang),
            _only(world, code, only, lang),
            _overlaps(world, whole, code, lang),
            _alike(world, whole, code, lang),
            *(_listed(world, key, lines[key], titles, lang) for key in _LISTS),
        )
        tables[lang] = tuple(table for table in told if table.rows)
    return RegionPart(tile=tile, items=found.items, worst=tuple(actions[:GAPS]), tables=tables)


def target_table(told: Policy, lang: str) -> Table:
    """The policy targets and how far they are met."""
    rows = tuple(
        (
            f"{one.name_zh}（{one.unit}）",
            f"{one.sign} {one.target_value:g} ({one.target_year})",
            None if one.progress.value is None else f"{one.progress.value:g} ({one.progress.year})",
            word(one.progress.state, lang),
        )
        for one in told.targets
    )
    return _table("targets", ("政策目标", "Policy targets"), ("target", "reach", "newest", "state"), rows, lang)


def _table(key: str, title: tuple[str, str], keys: Iterable[str], rows: Sequence[tuple[Cell, ...]], lang: str) -> Table:
    say = in_language(lang)
    columns = []
    for one in keys:
        kind, digits = _KINDS.get(one, (Kind.text, None))
        columns.append(Column(key=one, label=say(*_COLUMNS[one]), kind=kind, digits=digits))
    count = f" ({len(rows)})" if len(rows) > ROWS else ""
    return Table(key=key, title=say(*title) + count, columns=tuple(columns), rows=tuple(rows[:ROWS]))


def _chain_names(world: World, chains: Iterable[str] | None, lang: str) -> str | None:
    return joined((world.network.chain_name(chain, lang) for chain in chains or ()), lang) or None


def _chains(world: World, items: Sequence[Finding], part: PartState | None, lang: str) -> Table:
    rows = []
    for chain in world.network.chains:
        own = [item for item in items if chain in item.chain]
        rows.append(
            (
                world.network.chain_name(chain, lang),
                f"{sum(item.makers > 0 for item in own)}/{len(own)}",
                part.quotients.get(chain) if part else None,
                sum(item.action == Action.FILL for item in own),
            )
        )
    return _table("chains", ("各产业链", "Chains"), ("chain", "made", "quotient", "fill"), rows, lang)


def _only_here(world: World, whole: Profile, code: str) -> list[str]:
    """The products that are made in this part alone, those of the largest output first."""
    others = [world.market(one.region).made for one in whole.parts if one.region != code]
    here = world.market(code)
    own = [name for name in here.made if name in world.network.products and not any(name in made for made in others)]
    return sorted(own, key=lambda name: (-(here.made[name].output_yi or 0.0), -here.made[name].makers, name))


def _only(world: World, code: str, own: Sequence[str], lang: str) -> Table:
    here = world.market(code)
    rows = [
        (
            product(world, name, lang).name,
            _chain_names(world, world.network.products[name].chains, lang),
            "、".join(here.names.get(one, one) for one in here.made[name].first)
            + ("…" if here.made[name].makers > 3 else ""),
        )
        for name in own
    ]
    title = ("全区域仅此地生产的产品", "Made in this part alone")
    return _table("only", title, ("product", "chain", "makers"), rows, lang)


def _overlaps(world: World, whole: Profile, code: str, lang: str) -> Table:
    rows = [
        (
            product(world, one.product, lang).name,
            joined((world.places.name(other, lang) for other in one.parts if other != code), lang) or None,
            str(one.makers),
        )
        for one in whole.overlaps
        if code in one.parts
    ]
    title = ("与其他地区同产的产品（重叠，不等于重复建设）", "Made in other parts too (overlap, not duplication)")
    return _table("overlaps", title, ("product", "elsewhere", "makers"), rows, lang)


def _alike(world: World, whole: Profile, code: str, lang: str) -> Table:
    rows = [
        (world.places.name(other if one == code else one, lang), value)
        for one, other, value in whole.similar
        if code in (one, other)
    ]
    title = ("与其他地区的结构相似", "Likeness to the other parts")
    return _table("similar", title, ("region", "similarity"), rows, lang)


_LISTS: dict[
    str, tuple[tuple[str, str], tuple[str, ...], Callable[[Dataset, Sequence[str]], Iterable[tuple[Any, ...]]]]
] = {
    "clusters": (("集群", "Clusters"), ("name", "chain", "sales", "year", "source"), places.cluster_lines),
    "parks": (("园区", "Parks"), ("name", "level", "leads", "source"), places.park_lines),
    "projects": (
        ("项目", "Projects"),
        ("name", "chain", "products", "investment", "state", "source"),
        projects.lines,
    ),
    "platforms": (("创新平台", "Platforms"), ("name", "kind", "chain", "source"), places.platform_lines),
    "firms": (
        ("龙头与骨干企业", "Lead and backbone enterprises"),
        ("name", "role", "products", "source"),
        enterprises.leaders,
    ),
}
_VOCABULARIES = {"level": "level", "state": "project_status", "kind": "platform_kind", "role": "role"}


def _listed(world: World, key: str, lines: Iterable[tuple[Any, ...]], titles: Mapping[str, str], lang: str) -> Table:
    title, keys, _ = _LISTS[key]
    rows = [
        tuple(_cell(world, one, value, titles, lang) for one, value in zip(keys, row, strict=True)) for row in lines
    ]
    return _table(key, title, keys, rows, lang)


def _cell(world: World, key: str, value: Any, titles: Mapping[str, str], lang: str) -> Cell:
    if key in _VOCABULARIES:
        return SCHEMA.label(_VOCABULARIES[key], value, lang) if value is not None else None
    if key in ("chain", "leads"):
        return _chain_names(world, value, lang)
    if key == "products":
        return products(world, dict.fromkeys(value or ()), lang) or None
    if key == "source":
        return "；".join(titles.get(one, one) for one in value or ()) or None
    told: Cell = value
    return told
