"""The first page: the region, its chains, the links to look at first, the files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from chaingraph.enumerations import Action
from chaingraph.findings.families import families, gaps_of
from chaingraph.findings.finding import Findings
from chaingraph.findings.sentence import interval
from chaingraph.findings.world import World
from chaingraph.network import Description
from chaingraph.questions.profile.ask import Profile
from chaingraph.questions.region_part import target_table
from chaingraph.questions.targets.ask import policy
from chaingraph.views.site.cards import chain_name, place_name
from chaingraph.views.site.environment import count, rendered, titles, weak_row
from chaingraph.views.site.languages import each
from chaingraph.views.site.style import LOOKS
from chaingraph.views.site.tilemap import DARK_FROM, MEASURES, SHADES, SIDE, Square, short_name

TOP = 30
CHANGES_PAGE = "changes.html"
_COUNTED = {
    "chains": "page.chains",
    "products": "page.products",
    "inputs": "page.inputs-count",
    "enterprises": "page.enterprises",
    "makes": "page.makes",
    "projects": "page.projects",
    "sources": "page.sources-count",
}
_FILES = {
    "findings.xlsx": "page.file-xlsx",
    "report.docx": "page.file-docx",
    "findings.json": "page.file-json",
    "graph.nq": "page.file-nq",
    "dataset.ttl": "page.file-void",
}


def index_page(
    world: World,
    findings: Findings,
    out: Path,
    pages: dict[str, str],
    description: Description,
    whole: Profile,
    tiles: tuple[Square, ...],
    regions: dict[str, str],
    lang: str,
) -> str:
    """The page with links to all others and to the files that stand in ``out``."""
    states = {chain.chain: chain for chain in whole.chains}
    checks = policy(world, findings.region)
    chains = []
    seen_of: list[dict[str, int]] = []
    for chain, file in pages.items():
        items = [item for item in findings.items if chain in item.chain]
        seen = count(items, "status", LOOKS)
        seen_of.append(seen)
        chains.append(
            {
                "name": chain_name(world, chain),
                "file": file,
                "total": len(items),
                "made": sum(item.makers > 0 for item in items),
                "presence": interval(states[chain].presence.low, states[chain].presence.high),
                "operation": interval(states[chain].operation.low, states[chain].operation.high),
                "seen": seen,
                "bar": _bar(seen, len(items)),
            }
        )
    worst = [
        weak_row(world, entry, pages) for entry in families(world.network, gaps_of(findings.items, scored=True), TOP)
    ]
    return rendered(
        "index.html.j2",
        lang,
        title=titles("page.index-title", findings),
        squares=tiles,
        side=SIDE,
        palette=SHADES,
        dark=DARK_FROM,
        measures=MEASURES,
        squares_named=[
            (
                square,
                _short_names(world, square.tile.region),
                place_name(world, square.tile.region),
                regions[square.tile.region],
            )
            for square in tiles
        ],
        doing=count(findings.items, "action", Action),
        targets=each(lambda to: target_table(checks, to)),
        target_states=Counter(target.progress.state for target in checks.targets),
        compared=len(regions) > 1,
        since=(out / CHANGES_PAGE).exists(),
        region=each(findings.region_name),
        chains=chains,
        statuses=[status for status in LOOKS if any(status in seen for seen in seen_of)],
        worst=worst,
        weights=each(findings.weights_told),
        newest=description.as_of,
        counts=[(label, description.count(table)) for table, label in _COUNTED.items()],
        files=[(name, label) for name, label in _FILES.items() if (out / name).exists()],
    )


def _short_names(world: World, code: str) -> list[str]:
    return each(lambda lang: short_name(world.places.name(code, lang), lang))


def _bar(seen: dict[str, int], total: int) -> list[tuple[str, float, float]]:
    """Status, start and width in percent."""
    parts, start = [], 0.0
    for status, number in seen.items():
        width = 100 * number / total
        parts.append((status, round(start, 3), round(width, 3)))
        start += width
    return parts
