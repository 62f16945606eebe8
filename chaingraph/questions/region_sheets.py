"""One part of a region as tables of words: its chains, strengths, overlaps, clusters, parks, projects, platforms, firms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from chaingraph.enumerations import Action
from chaingraph.findings.finding import Finding
from chaingraph.findings.sheet import Pair, Sheet, label, same
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.profile.ask import PartState, Profile
from chaingraph.questions.targets.ask import Policy
from chaingraph.registry import enterprises, places, projects
from chaingraph.registry.sources import sources
from chaingraph.tables import Dataset

GAPS = 30
ROWS = 60  # longest table of a region; the title tells how many there are

_HEADS: dict[str, Pair] = {
    "chain": ("产业链", "Chain"),
    "made": ("所产产品", "Products made"),
    "quotient": ("区位商", "Location quotient"),
    "fill": ("待补环节", "Links to fill"),
    "product": ("产品", "Product"),
    "makers": ("生产企业", "Makers"),
    "status": ("状态", "Status"),
    "elsewhere": ("也在生产的地区", "Also made in"),
    "name": ("名称", "Name"),
    "park": ("园区", "Park"),
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


@dataclass(frozen=True)
class Tile:
    """One part of a region on the schematic map: counts, and the enterprises that make something there."""

    region: str
    enterprises: int
    made: int
    fill: int
    strengthen: int


@dataclass(frozen=True)
class RegionSheets:
    """One part: its tile, its findings, those of them that ask for an action (the worst first) and its tables."""

    tile: Tile
    items: tuple[Finding, ...]
    worst: tuple[Finding, ...]
    sheets: tuple[Sheet, ...]


def region_sheets(world: World, whole: Profile, code: str) -> RegionSheets:
    """The tables of ``code``, one of the parts of the profile ``whole``.

    Quotients, overlaps and similarities are among those parts; findings are of the part alone: made elsewhere in the province is
    not made here. Raises UsageError for an unknown region.
    """
    found = gaps(world, code, buyers=False)
    here = world.market(code)
    part = next((one for one in whole.parts if one.region == code), None)
    actions = [item for item in found.items if item.action != Action.NONE]
    fill = [item for item in actions if item.action == Action.FILL]
    tile = Tile(
        code,
        part.enterprises if part else 0,
        len(here.made),
        len(fill),
        sum(one.action == Action.STRENGTHEN for one in actions),
    )
    sheets = (
        _chains(world, found.items, part),
        _only_here(world, whole, code),
        _overlaps(world, whole, code),
        _alike(world, whole, code),
        *(_listed(world, key, code) for key in _LISTS),
    )
    return RegionSheets(tile, found.items, tuple(actions[:GAPS]), tuple(sheet for sheet in sheets if sheet.rows))


def target_sheet(told: Policy) -> Sheet:
    """The policy targets and how far they are met, as a table."""
    rows = []
    for one in told.targets:
        done = one.progress
        newest = "—" if done.value is None else f"{done.value:g} ({done.year})"
        rows.append(
            (
                same(f"{one.name_zh}（{one.unit}）"),
                same(f"{one.sign} {one.target_value:g} ({one.target_year})"),
                same(newest),
                (word(done.state, "zh"), word(done.state, "en")),
            )
        )
    return _sheet("targets", ("政策目标", "Policy targets"), ("target", "reach", "newest", "state"), rows)


def _number(value: float | None, digits: int = 2) -> Pair:
    return same(None if value is None else f"{value:.{digits}f}")


def _sheet(key: str, title: Pair, heads: Iterable[str], rows: Sequence[tuple[Pair, ...]]) -> Sheet:
    count = f" ({len(rows)})" if len(rows) > ROWS else ""
    return Sheet(key, (title[0] + count, title[1] + count), tuple(_HEADS[head] for head in heads), tuple(rows[:ROWS]))


def _chain(world: World, chain: str) -> Pair:
    return world.network.chain_name(chain, "zh"), world.network.chain_name(chain, "en")


def _joined(pairs: Iterable[Pair]) -> Pair:
    told = list(pairs)
    return ("、".join(zh for zh, _ in told) or "—", ", ".join(en for _, en in told) or "—")


def _product(world: World, name: str) -> Pair:
    told = world.network.products.get(name)
    return (name, name) if told is None else (told.name_zh, told.name("en"))


def _place(world: World, code: str) -> Pair:
    return world.places.name(code, "zh"), world.places.name(code, "en")


def _chains(world: World, items: Sequence[Finding], part: PartState | None) -> Sheet:
    rows = []
    for chain in world.network.chains:
        own = [item for item in items if chain in item.chain]
        rows.append(
            (
                _chain(world, chain),
                same(f"{sum(item.makers > 0 for item in own)}/{len(own)}"),
                _number(part.quotients.get(chain) if part else None),
                same(sum(item.action == Action.FILL for item in own)),
            )
        )
    return _sheet("chains", ("各产业链", "Chains"), ("chain", "made", "quotient", "fill"), rows)


def _only_here(world: World, whole: Profile, code: str) -> Sheet:
    others = [world.market(one.region).made for one in whole.parts if one.region != code]
    here = world.market(code)
    own = [name for name in here.made if not any(name in made for made in others)]
    own.sort(key=lambda name: (-(here.made[name].output_yi or 0.0), -here.made[name].makers, name))
    rows = [
        (
            _product(world, name),
            _joined(_chain(world, chain) for chain in world.network.products[name].chains),
            same(
                "、".join(here.names.get(one, one) for one in here.made[name].first)
                + ("…" if here.made[name].makers > 3 else "")
            ),
        )
        for name in own
        if name in world.network.products
    ]
    title = ("全区域仅此地生产的产品", "Made in this part alone")
    return _sheet("only", title, ("product", "chain", "makers"), rows)


def _overlaps(world: World, whole: Profile, code: str) -> Sheet:
    rows = [
        (
            _product(world, one.product),
            _joined(_place(world, other) for other in one.parts if other != code),
            same(one.makers),
        )
        for one in whole.overlaps
        if code in one.parts
    ]
    title = ("与其他地区同产的产品（重叠，不等于重复建设）", "Made in other parts too (overlap, not duplication)")
    return _sheet("overlaps", title, ("product", "elsewhere", "makers"), rows)


def _alike(world: World, whole: Profile, code: str) -> Sheet:
    rows = [
        (_place(world, other if one == code else one), _number(value, 3))
        for one, other, value in whole.similar
        if code in (one, other)
    ]
    return _sheet("similar", ("与其他地区的结构相似", "Likeness to the other parts"), ("region", "similarity"), rows)


_LISTS: dict[str, tuple[Pair, tuple[str, ...], Callable[[Dataset, Sequence[str]], Iterable[tuple[Any, ...]]]]] = {
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


def _listed(world: World, key: str, code: str) -> Sheet:
    title, heads, lines = _LISTS[key]
    told = lines(world.dataset, world.places.below(code))
    titles = {one.id: one.title for one in sources(world.dataset).values()}
    rows = [tuple(_cell(world, head, value, titles) for head, value in zip(heads, row, strict=True)) for row in told]
    return _sheet(key, title, heads, rows)


def _cell(world: World, head: str, value: Any, titles: dict[str, str]) -> Pair:
    if head in _VOCABULARIES:
        return label(_VOCABULARIES[head], value)
    if head in ("chain", "leads"):
        return _joined(_chain(world, one) for one in value or ())
    if head == "products":
        return _joined(_product(world, one) for one in dict.fromkeys(value or ()))
    if head == "source":
        return same("；".join(titles.get(one, one) for one in value or ()))
    return same(f"{value:g}" if isinstance(value, float) else value)
