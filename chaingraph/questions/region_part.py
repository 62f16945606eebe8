"""One part of a region: its chains, strengths, overlaps, clusters, parks, projects, platforms, firms, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chaingraph.catalogue import LANGUAGES, Message, message, text
from chaingraph.document import Cell, Column, Kind, Table
from chaingraph.enumerations import Action
from chaingraph.findings.families import Entry, families, gaps_of
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

_COLUMNS: dict[str, Message] = {
    "chain": message("region-part.chain"),
    "made": message("region-part.products-made"),
    "quotient": message("region-part.location-quotient"),
    "fill": message("region-part.links-to-fill"),
    "product": message("region-part.product"),
    "makers": message("region-part.makers"),
    "elsewhere": message("region-part.also-made-in"),
    "name": message("region-part.name"),
    "level": message("region-part.level"),
    "leads": message("region-part.lead-chains"),
    "sales": message("region-part.sales"),
    "year": message("region-part.year"),
    "products": message("region-part.products"),
    "investment": message("region-part.investment"),
    "kind": message("region-part.kind"),
    "role": message("region-part.role"),
    "region": message("region-part.region"),
    "similarity": message("region-part.structure-similarity"),
    "source": message("region-part.source"),
    "target": message("region-part.target"),
    "reach": message("region-part.to-reach"),
    "newest": message("region-part.newest"),
    "state": message("region-part.state"),
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


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One part of a region on the schematic map: counts, and the enterprises that make something there."""

    region: str
    enterprises: int
    made: int
    fill: int
    strengthen: int


@dataclass(frozen=True, kw_only=True)
class RegionPart:
    """One part: its tile, its findings, the entries of those that ask for an action (the worst first), its tables by
    language.
    """

    tile: Tile
    items: tuple[Finding, ...]
    worst: tuple[Entry, ...]
    tables: Mapping[str, tuple[Table, ...]]


def region_part(world: World, whole: Profile, code: str) -> RegionPart:
    """What is known of ``code``, one of the parts of the profile ``whole``.

    Quotients, overlaps and similarities are among those parts; findings are of the part alone: made elsewhere in the
    province is not made here. Raises UsageError for an unknown region.
    """
    found = gaps(world, code, buyers=False)
    here = world.market(code)
    part = next((part for part in whole.parts if part.region == code), None)
    actions = gaps_of(found.items)
    tile = Tile(
        region=code,
        enterprises=part.enterprises if part else 0,
        made=len(here.made),
        fill=sum(item.action == Action.FILL for item in actions),
        strengthen=sum(item.action == Action.STRENGTHEN for item in actions),
    )
    below = world.places.below(code)
    only = _only_here(world, whole, code)
    lines = {key: list(read(world.dataset, below)) for key, (_, _, read) in _LISTS.items()}
    titles = {source.id: source.title for source in sources(world.dataset).values()}
    tables = {}
    for lang in LANGUAGES:
        laid_out = (
            _chains(world, found.items, part, lang),
            _only(world, code, only, lang),
            _overlaps(world, whole, code, lang),
            _alike(world, whole, code, lang),
            *(_listed(world, key, lines[key], titles, lang) for key in _LISTS),
        )
        tables[lang] = tuple(table for table in laid_out if table.rows)
    return RegionPart(tile=tile, items=found.items, worst=families(world.network, actions, GAPS), tables=tables)


def target_table(policy: Policy, lang: str) -> Table:
    """The policy targets and how far they are met."""
    rows = tuple(
        (
            text("region-part.target-in-unit", lang, target=target.name_zh, unit=target.unit),
            f"{target.sign} {target.target_value:g} ({target.target_year})",
            None if target.progress.value is None else f"{target.progress.value:g} ({target.progress.year})",
            word(target.progress.state, lang),
        )
        for target in policy.targets
    )
    return _table("targets", message("region-part.policy-targets"), ("target", "reach", "newest", "state"), rows, lang)


def _table(key: str, title: Message, keys: Iterable[str], rows: Sequence[tuple[Cell, ...]], lang: str) -> Table:
    columns = []
    for column in keys:
        kind, digits = _KINDS.get(column, (Kind.text, None))
        columns.append(Column(key=column, label=_COLUMNS[column].text(lang), kind=kind, digits=digits))
    count = f" ({len(rows)})" if len(rows) > ROWS else ""
    return Table(key=key, title=title.text(lang) + count, columns=tuple(columns), rows=tuple(rows[:ROWS]))


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
    return _table("chains", message("region-part.chains"), ("chain", "made", "quotient", "fill"), rows, lang)


def _only_here(world: World, whole: Profile, code: str) -> list[str]:
    """The products that are made in this part alone, those of the largest output first."""
    others = [world.market(part.region).made for part in whole.parts if part.region != code]
    here = world.market(code)
    own = [name for name in here.made if name in world.network.products and not any(name in made for made in others)]
    return sorted(own, key=lambda name: (-(here.made[name].output_yi or 0.0), -here.made[name].makers, name))


def _only(world: World, code: str, own: Sequence[str], lang: str) -> Table:
    here = world.market(code)
    rows = [
        (
            product(world, name, lang).name,
            _chain_names(world, world.network.products[name].chains, lang),
            joined((here.names.get(firm, firm) for firm in here.made[name].first), lang)
            + ("…" if here.made[name].makers > 3 else ""),
        )
        for name in own
    ]
    title = message("region-part.made-here-alone")
    return _table("only", title, ("product", "chain", "makers"), rows, lang)


def _overlaps(world: World, whole: Profile, code: str, lang: str) -> Table:
    rows = [
        (
            product(world, overlap.product, lang).name,
            joined((world.places.name(other, lang) for other in overlap.parts if other != code), lang) or None,
            str(overlap.makers),
        )
        for overlap in whole.overlaps
        if code in overlap.parts
    ]
    title = message("region-part.overlaps")
    return _table("overlaps", title, ("product", "elsewhere", "makers"), rows, lang)


def _alike(world: World, whole: Profile, code: str, lang: str) -> Table:
    rows = [
        (world.places.name(other if this == code else this, lang), value)
        for this, other, value in whole.similar
        if code in (this, other)
    ]
    title = message("region-part.likeness")
    return _table("similar", title, ("region", "similarity"), rows, lang)


_LISTS: dict[str, tuple[Message, tuple[str, ...], Callable[[Dataset, Sequence[str]], Iterable[tuple[Any, ...]]]]] = {
    "clusters": (message("region-part.clusters"), ("name", "chain", "sales", "year", "source"), places.cluster_lines),
    "parks": (message("region-part.parks"), ("name", "level", "leads", "source"), places.park_lines),
    "projects": (
        message("region-part.projects"),
        ("name", "chain", "products", "investment", "state", "source"),
        projects.lines,
    ),
    "platforms": (message("region-part.platforms"), ("name", "kind", "chain", "source"), places.platform_lines),
    "firms": (
        message("region-part.lead-enterprises"),
        ("name", "role", "products", "source"),
        enterprises.leaders,
    ),
}
_VOCABULARIES = {"level": "level", "state": "project_status", "kind": "platform_kind", "role": "role"}


def _listed(world: World, key: str, lines: Iterable[tuple[Any, ...]], titles: Mapping[str, str], lang: str) -> Table:
    title, keys, _ = _LISTS[key]
    rows = [
        tuple(_cell(world, column, value, titles, lang) for column, value in zip(keys, row, strict=True))
        for row in lines
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
        return text("region-part.between-sources", lang).join(titles.get(id, id) for id in value or ()) or None
    cell: Cell = value
    return cell
