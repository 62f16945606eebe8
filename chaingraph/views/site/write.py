"""Writes the pages. Text is generated here, escaped by the templates, and written as UTF-8."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from chaingraph.document import Table
from chaingraph.findings.entities import directory
from chaingraph.findings.finding import Findings
from chaingraph.findings.world import World
from chaingraph.questions.describe.ask import holdings
from chaingraph.questions.invitations import invitations
from chaingraph.questions.profile.ask import profile
from chaingraph.questions.region_part import RegionPart, region_part
from chaingraph.questions.risk.ask import falls_with
from chaingraph.views.site.assets import write_assets
from chaingraph.views.site.chain_page import chain_page
from chaingraph.views.site.index_page import CHANGES_PAGE, index_page
from chaingraph.views.site.names import page_names, region_names
from chaingraph.views.site.pages import changes_page, compare_page, data_page, directory_page, region_page
from chaingraph.views.site.tilemap import squares

MOST_REGIONS = 60  # pages of regions
DATA_PAGE, DIRECTORY_PAGE, COMPARE_PAGE = "data.html", "directory.html", "compare.html"


def write_site(
    world: World,
    findings: Findings,
    out: Path,
    *,
    lang: str = "zh",
    progress: Callable[[str], None] | None = None,
    changed: tuple[Table, ...] | None = None,
) -> list[Path]:
    """Writes ``index.html``, ``data.html``, a page for each chain and for each part with makers, and ``assets/`` into
    ``out``; returns the paths.

    ``changed``: tables of what differs from the last time, for a page of their own. ``progress`` is called with the
    name of each chain before its page is written. Equal input gives equal bytes. Raises OSError where ``out`` cannot be
    written.
    """
    pages = page_names(world.network.chains)
    written = write_assets(out / "assets")
    falls = falls_with(world, findings.region)
    invited = invitations(world, findings)
    for chain, file in pages.items():
        if progress is not None:
            progress(world.network.chain_name(chain, lang))
        written.append(_write(out / file, chain_page(world, findings, chain, pages, falls, invited, lang)))
    whole = profile(world, findings.region)
    parts = [part.region for part in whole.parts if part.enterprises][:MOST_REGIONS]
    regions, parts_drawn = region_names(parts), list[RegionPart]()
    for code, file in regions.items():
        if progress is not None:
            progress(world.places.name(code, lang))
        part = region_part(world, whole, code)
        parts_drawn.append(part)
        written.append(_write(out / file, region_page(world, findings, part, pages, regions, lang)))
    listed = directory(world, findings.region)
    written.append(_write(out / DIRECTORY_PAGE, directory_page(world, findings, listed, pages, lang)))
    if len(parts) > 1:
        written.append(_write(out / COMPARE_PAGE, compare_page(world, findings, whole, parts_drawn, pages, lang)))
    if changed is not None:
        page = changes_page(world.places, findings.region, changed, lang)
        written.append(_write(out / CHANGES_PAGE, page))
    quality = holdings(world, findings.region)
    written.append(_write(out / DATA_PAGE, data_page(world, findings, quality, lang)))
    written.insert(
        0,
        _write(
            out / "index.html",
            index_page(
                world, findings, out, pages, quality, whole, squares(part.tile for part in parts_drawn), regions, lang
            ),
        ),
    )
    return written


def _write(path: Path, page: str) -> Path:
    path.write_text(page, "utf-8", newline="\n")
    return path
