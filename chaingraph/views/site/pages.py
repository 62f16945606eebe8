"""The pages of regions, the directory, the comparison, the data, what changed, and those that ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from markupsafe import Markup

from chaingraph.document import Document, Section, Table
from chaingraph.document.render import render
from chaingraph.findings.entities import KINDS, Directory
from chaingraph.findings.finding import Findings
from chaingraph.findings.world import World
from chaingraph.network import Description, Places
from chaingraph.questions.describe.document import describe_tables
from chaingraph.questions.profile.ask import Profile
from chaingraph.questions.region_part import RegionPart
from chaingraph.views.site.environment import HERE, rendered, titles, weak_row
from chaingraph.views.site.panels import compare_data, directory_data
from chaingraph.views.site.text import text
from chaingraph.views.site.tilemap import MEASURES


def region_page(
    world: World, findings: Findings, part: RegionPart, pages: dict[str, str], regions: dict[str, str], lang: str
) -> str:
    """The page of one part of the region."""
    code = part.tile.region
    region = [findings.region_name(one) for one in ("zh", "en")]
    names = {one: (world.places.name(one, "zh"), world.places.name(one, "en")) for one in regions}
    return rendered(
        "region.html.j2",
        lang,
        title=[
            text("region_title", one, part=name, region=of)
            for one, name, of in zip(("zh", "en"), names[code], region, strict=True)
        ],
        whole=region,
        tile=asdict(part.tile),
        measures=MEASURES,
        tables=_both(lambda one: part.tables[one]),
        worst=[weak_row(world, item, pages) for item in part.worst],
        links=[(names[one], file, one == code) for one, file in regions.items()],
    )


def directory_page(world: World, findings: Findings, told: Directory, pages: dict[str, str], lang: str) -> str:
    """The page of enterprises, clusters, parks and projects."""
    shown = Counter(one.kind for one in told.entities)
    return rendered(
        "directory.html.j2",
        lang,
        title=titles("directory_title", findings),
        kinds=KINDS,
        data=directory_data(world, told, pages),
        cut=[(kind, total, shown[kind]) for kind, total in told.totals.items() if total > shown[kind]],
    )


def compare_page(
    world: World, findings: Findings, whole: Profile, parts: list[RegionPart], pages: dict[str, str], lang: str
) -> str:
    """The page that sets two parts side by side."""
    data = compare_data(world, whole, parts, pages)
    return rendered("compare.html.j2", lang, title=titles("compare_title", findings), data=data)


def asking_page(
    kind: str,
    places: Places,
    region: str,
    values: dict[str, str],
    tables: tuple[Table, ...],
    fault: str | None,
    lang: str,
) -> str:
    """A page with the form ``whatif`` or ``sparql``, what was asked before, and the tables or the fault that came of it."""
    return _alone(
        "asking.html.j2", f"{kind}_title", places, region, lang, kind=kind, values=values, tables=tables, fault=fault
    )


def changes_page(places: Places, region: str, tables: tuple[Table, ...], lang: str) -> str:
    """What differs from the last time, on a page that stands alone."""
    title = text("changes_title", lang, region=places.name(region, lang))
    laid = Document(key="changes", title=title, lang=lang, layout=lambda: [Section(blocks=tables)], data=dict)
    return render(laid, "html").decode()


def _alone(template: str, title: str, places: Places, region: str, lang: str, **values: Any) -> str:
    told = [text(title, one, region=places.name(region, one)) for one in ("zh", "en")]
    style = Markup((HERE / "assets" / "chaingraph.css").read_text("utf-8"))  # our own file
    return rendered(template, lang, title=told, style=style, **values)


def data_page(world: World, findings: Findings, told: Description, lang: str) -> str:
    """The page of what the data hold."""
    return rendered(
        "data.html.j2",
        lang,
        title=titles("data_title", findings),
        told=told,
        tables=_both(lambda one: describe_tables(world, told, one)),
    )


def _both(tables: Callable[[str], tuple[Table, ...]]) -> list[tuple[Table, Table]]:
    """Each table in Chinese and English."""
    return list(zip(tables("zh"), tables("en"), strict=True))
