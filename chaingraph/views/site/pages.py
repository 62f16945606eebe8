"""The pages of regions, the directory, the comparison, the data, what changed, and those that ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from markupsafe import Markup

from chaingraph.catalogue import Names, text
from chaingraph.document import Document, Section, Table
from chaingraph.document.render import render
from chaingraph.findings.entities import KINDS, Directory
from chaingraph.findings.finding import Findings
from chaingraph.findings.world import World
from chaingraph.network import Description, Places
from chaingraph.questions.describe.document import describe_tables
from chaingraph.questions.profile.ask import Profile
from chaingraph.questions.region_part import RegionPart
from chaingraph.views.site.cards import place_name
from chaingraph.views.site.environment import HERE, rendered, titles, weak_row
from chaingraph.views.site.languages import each, of_data, texts_of
from chaingraph.views.site.panels import compare_data, directory_data
from chaingraph.views.site.tilemap import MEASURES

_TITLES = {"whatif": "page.whatif-title", "sparql": "page.sparql-title"}


def region_page(
    world: World, findings: Findings, part: RegionPart, pages: dict[str, str], regions: dict[str, str], lang: str
) -> str:
    """The page of one part of the region."""
    code = part.tile.region
    names = {region: place_name(world, region) for region in regions}
    return rendered(
        "region.html.j2",
        lang,
        title=each(
            lambda to: text("page.region-title", to, part=world.places.name(code, to), region=findings.region_name(to))
        ),
        note=each(lambda to: text("page.region-note", to, region=findings.region_name(to))),
        tile=asdict(part.tile),
        measures=MEASURES,
        tables=_in_each(lambda to: part.tables[to]),
        worst=[weak_row(world, entry, pages) for entry in part.worst],
        links=[(names[region], file, region == code) for region, file in regions.items()],
    )


def directory_page(world: World, findings: Findings, directory: Directory, pages: dict[str, str], lang: str) -> str:
    """The page of enterprises, clusters, parks and projects."""
    shown = Counter(entity.kind for entity in directory.entities)
    kinds = {kind: of_data(*names) for kind, names in KINDS.items()}
    return rendered(
        "directory.html.j2",
        lang,
        title=titles("page.directory-title", findings),
        kinds=kinds,
        data=directory_data(world, directory, pages),
        cut=[
            texts_of("page.entities-cut", kind=Names(zh=KINDS[kind][0], en=KINDS[kind][1]), n=shown[kind], all=total)
            for kind, total in directory.totals.items()
            if total > shown[kind]
        ],
    )


def compare_page(
    world: World, findings: Findings, whole: Profile, parts: list[RegionPart], pages: dict[str, str], lang: str
) -> str:
    """The page that sets two parts side by side."""
    data = compare_data(world, whole, parts, pages)
    return rendered("compare.html.j2", lang, title=titles("page.compare-title", findings), data=data)


def asking_page(
    kind: str,
    places: Places,
    region: str,
    values: dict[str, str],
    tables: tuple[Table, ...],
    fault: str | None,
    lang: str,
) -> str:
    """A page with the form ``whatif`` or ``sparql``, what was asked before, and the tables or the fault that came of
    it.
    """
    return _alone(
        "asking.html.j2", _TITLES[kind], places, region, lang, kind=kind, values=values, tables=tables, fault=fault
    )


def changes_page(places: Places, region: str, tables: tuple[Table, ...], lang: str) -> str:
    """What differs from the last time, on a page that stands alone."""
    title = text("page.changes-title", lang, region=places.name(region, lang))
    laid = Document(key="changes", title=title, lang=lang, layout=lambda: [Section(blocks=tables)], data=dict)
    return render(laid, "html").decode()


def _alone(template: str, title: str, places: Places, region: str, lang: str, **values: Any) -> str:
    headline = text(title, lang, region=places.name(region, lang))
    style = Markup((HERE / "assets" / "chaingraph.css").read_text("utf-8"))  # our own file
    return rendered(template, lang, title=headline, style=style, **values)


def data_page(world: World, findings: Findings, description: Description, lang: str) -> str:
    """The page of what the data hold."""
    return rendered(
        "data.html.j2",
        lang,
        title=titles("page.data-title", findings),
        description=description,
        tables=_in_each(lambda to: describe_tables(world, description, to)),
    )


def _in_each(tables: Callable[[str], tuple[Table, ...]]) -> list[tuple[Table, ...]]:
    """Each table in every language."""
    return list(zip(*each(tables), strict=True))
