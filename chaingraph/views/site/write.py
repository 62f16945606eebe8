"""Writes the pages. Text is generated here, escaped by the templates, and written as UTF-8."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from chaingraph.document import Document, Section, Table
from chaingraph.document.render import render
from chaingraph.enumerations import Action
from chaingraph.findings.entities import KINDS, Directory, directory
from chaingraph.findings.finding import Finding, Findings
from chaingraph.findings.sentence import interval
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.network import Description, Places
from chaingraph.questions.chain_map import chain_map
from chaingraph.questions.describe.ask import holdings
from chaingraph.questions.describe.document import describe_tables
from chaingraph.questions.invitations import GAPS, Invitation, invitations
from chaingraph.questions.profile.ask import Profile, profile
from chaingraph.questions.region_part import RegionPart, region_part, target_table
from chaingraph.questions.risk.ask import falls_with
from chaingraph.questions.targets.ask import policy
from chaingraph.schema import SCHEMA
from chaingraph.views.site.cards import chain_cards, chain_name
from chaingraph.views.site.graph import graph_data
from chaingraph.views.site.names import page_names, region_names
from chaingraph.views.site.panels import compare_data, directory_data, firms_data
from chaingraph.views.site.style import FINAL, LOOKS
from chaingraph.views.site.text import text, words
from chaingraph.views.site.tilemap import DARK_FROM, MEASURES, SHADES, SIDE, Square, short_name, squares

TOP = 30
MOST_REGIONS = 60  # pages of regions
DATA_PAGE, DIRECTORY_PAGE, COMPARE_PAGE, CHANGES_PAGE = "data.html", "directory.html", "compare.html", "changes.html"
_HERE = Path(__file__).resolve().parent
# the scripts are bundles of web/src: docs/web.md
OWN_ASSETS = ("chaingraph.css", "chaingraph.js", "lists.js", "xlsx.js", "NOTICE-vis-network.txt")
_VIS = ("vis-network.min.js", "vis-network.css")
_COUNTED = {
    "chains": "chains", "products": "products", "inputs": "inputs_count", "enterprises": "enterprises",
    "makes": "makes", "projects": "projects", "sources": "sources_count",
}  # fmt: skip
_FILES = {
    "findings.xlsx": "file_xlsx", "report.docx": "file_docx", "findings.json": "file_json", "graph.nq": "file_nq",
    "dataset.ttl": "file_void",
}  # fmt: skip


def write_site(
    world: World,
    findings: Findings,
    out: Path,
    *,
    lang: str = "zh",
    progress: Callable[[str], None] | None = None,
    changed: tuple[Table, ...] | None = None,
) -> list[Path]:
    """Writes ``index.html``, ``data.html``, a page for each chain and for each part with makers, and ``assets/`` into ``out``; returns the paths.

    ``changed``: tables of what differs from the last time, for a page of their own. ``progress`` is called with the name of each chain before its page is written. Equal input gives equal bytes. Raises OSError where ``out`` cannot be written.
    """
    pages = page_names(world.network.chains)
    written = _assets(out / "assets")
    falls = falls_with(world, findings.region)
    invited = invitations(world, findings)
    for chain, file in pages.items():
        if progress is not None:
            progress(chain_name(world, chain)[0 if lang == "zh" else 1])
        written.append(_write(out / file, _chain_page(world, findings, chain, pages, falls, invited, lang)))
    whole = profile(world, findings.region)
    parts = [one.region for one in whole.parts if one.enterprises][:MOST_REGIONS]
    regions, drawn = region_names(parts), list[RegionPart]()
    for code, file in regions.items():
        if progress is not None:
            progress(world.places.name(code, lang))
        part = region_part(world, whole, code)
        drawn.append(part)
        written.append(_write(out / file, _region_page(world, findings, part, pages, regions, lang)))
    listed = directory(world, findings.region)
    written.append(_write(out / DIRECTORY_PAGE, _directory_page(world, findings, listed, pages, lang)))
    if len(parts) > 1:
        written.append(_write(out / COMPARE_PAGE, _compare_page(world, findings, whole, drawn, pages, lang)))
    if changed is not None:
        page = _changes_page(world.places, findings.region, changed, lang)
        written.append(_write(out / CHANGES_PAGE, page))
    told = holdings(world, findings.region)
    written.append(_write(out / DATA_PAGE, _data_page(world, findings, told, lang)))
    written.insert(
        0,
        _write(
            out / "index.html",
            _index_page(world, findings, out, pages, told, whole, squares(one.tile for one in drawn), regions, lang),
        ),
    )
    return written


def packed(value: Any) -> str:
    """``value`` as JSON, deflated (zlib's format) and in base64: letters that stand in a script element as they are."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return b64encode(zlib.compress(told.encode("utf-8"), 9)).decode("ascii")


def _write(path: Path, page: str) -> Path:
    path.write_text(page, "utf-8", newline="\n")
    return path


def _assets(folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    library = files("pyvis") / "templates" / "lib"
    newest = max((one for one in library.iterdir() if one.name.startswith("vis-9")), key=lambda one: _version(one.name))
    written = []
    for name, content in [
        *((name, (newest / name).read_bytes()) for name in _VIS),
        *((name, (_HERE / "assets" / name).read_bytes()) for name in OWN_ASSETS),
    ]:
        (folder / name).write_bytes(content)
        written.append(folder / name)
    return written


def _version(name: str) -> list[int]:
    return [int(part) for part in name.removeprefix("vis-").split(".") if part.isdigit()]


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        w=_pair_of(word), t=_pair_of(text), looks=LOOKS, actions=tuple(Action), star=FINAL, shown=_shown
    )
    return made


def _pair_of(tell: Callable[..., str]) -> Callable[..., tuple[str, str]]:
    return lambda key, **values: (tell(key, "zh", **values), tell(key, "en", **values))


def _shown(value: float | None, digits: int = 3) -> str:
    return "—" if value is None else f"{value:.{digits}f}"


def _render(template: str, lang: str, **values: Any) -> str:
    return _environment().get_template(template).render(lang=lang, packed=packed, **values)


def _chain_page(
    world: World, findings: Findings, chain: str, pages: dict[str, str], falls: dict[str, frozenset[str]],
    invited: dict[str, Invitation], lang: str,
) -> str:  # fmt: skip
    drawn = chain_map(world, findings, chain)
    zh, en = chain_name(world, chain)
    region = [findings.region_name(one) for one in ("zh", "en")]
    data = {
        "lang": lang,
        "words": words(),
        "invited": GAPS,
        "looks": {key: asdict(look) for key, look in LOOKS.items()},
        "graph": graph_data(world, drawn),
        "tables": {name: [told.name_zh, told.name_en] for name, told in SCHEMA.tables.items()},
        "chains": {one: [*chain_name(world, one), pages[one]] for one in pages},
        "given": list(findings.given),
        "title": [
            text("chain_title", "zh", chain=zh, region=region[0]),
            text("chain_title", "en", chain=en, region=region[1]),
        ],
        **chain_cards(world, drawn, findings.region, pages, invited),
    }
    items = [node.finding for node in drawn.nodes]
    cards = data.pop("cards")
    order = {row["product"]: place for place, row in enumerate(data["rows"])}
    data["firms"] = firms_data(world, drawn, findings.region, order, falls)
    held = sorted({city for row in data["rows"] for city in row["cities"]})
    kinds = {kind for row in data["rows"] for kind in row["kinds"]}
    return _render(
        "chain.html.j2", lang,
        title=data["title"], name=(zh, en), region=region, data=data, cards=cards,
        kinds=[(one.value, (one.zh, one.en)) for one in SCHEMA.vocabularies["input_kind"] if one.value in kinds], neighbours=drawn.neighbours,
        cities=[(one, (world.places.name(one, "zh"), world.places.name(one, "en"))) for one in held],
        statuses=_count(items, "status", LOOKS), doing=_count(items, "action", Action), total=len(items),
        links=[(chain_name(world, one), file, one == chain) for one, file in pages.items()],
    )  # fmt: skip


def _count(items: Iterable[Finding], field: str, keys: Iterable[str]) -> dict[str, int]:
    told = [getattr(item, field) for item in items]
    return {key: told.count(key) for key in keys if key in told}


def _region_page(
    world: World, findings: Findings, part: RegionPart, pages: dict[str, str], regions: dict[str, str], lang: str
) -> str:
    code = part.tile.region
    region = [findings.region_name(one) for one in ("zh", "en")]
    names = {one: (world.places.name(one, "zh"), world.places.name(one, "en")) for one in regions}
    return _render(
        "region.html.j2", lang,
        title=[
            text("region_title", one, part=name, region=of)
            for one, name, of in zip(("zh", "en"), names[code], region, strict=True)
        ],
        whole=region, tile=asdict(part.tile), measures=MEASURES, tables=_both(lambda one: part.tables[one]),
        worst=[_row(world, item, pages) for item in part.worst],
        links=[(names[one], file, one == code) for one, file in regions.items()],
    )  # fmt: skip


def _row(world: World, item: Finding, pages: dict[str, str]) -> tuple[Finding, str | None, list[tuple[str, str]]]:
    """A finding with the page of its card and the names of its chains."""
    file = next((pages[one] for one in item.chain if one in pages), None)
    return item, file, [chain_name(world, one) for one in item.chain]


def _index_page(
    world: World, findings: Findings, out: Path, pages: dict[str, str], told: Description, whole: Profile,
    drawn: tuple[Square, ...], regions: dict[str, str], lang: str,
) -> str:  # fmt: skip
    states = {one.chain: one for one in whole.chains}
    checks = policy(world, findings.region)
    region = [findings.region_name(one) for one in ("zh", "en")]
    chains = []
    for chain, file in pages.items():
        items = [item for item in findings.items if chain in item.chain]
        seen = _count(items, "status", LOOKS)
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
        _row(world, item, pages) for item in findings.items if item.action != Action.NONE and item.score is not None
    ][:TOP]
    return _render(
        "index.html.j2", lang,
        title=_titles("index_title", findings),
        squares=drawn, side=SIDE, palette=SHADES, dark=DARK_FROM, measures=MEASURES,
        squares_named=[
            (one, short_name(*name), name, regions[one.tile.region])
            for one in drawn
            for name in [(world.places.name(one.tile.region, "zh"), world.places.name(one.tile.region, "en"))]
        ],
        doing=_count(findings.items, "action", Action), targets=[target_table(checks, one) for one in ("zh", "en")],
        target_states=Counter(one.progress.state for one in checks.targets),
        compared=len(regions) > 1, since=(out / CHANGES_PAGE).exists(), region=region, chains=chains, worst=worst, newest=told.as_of,
        counts=[(label, told.count(table)) for table, label in _COUNTED.items()],
        files=[(name, label) for name, label in _FILES.items() if (out / name).exists()],
    )  # fmt: skip


def _titles(key: str, findings: Findings) -> list[str]:
    return [text(key, lang, region=findings.region_name(lang)) for lang in ("zh", "en")]


def _directory_page(world: World, findings: Findings, told: Directory, pages: dict[str, str], lang: str) -> str:
    shown = Counter(one.kind for one in told.entities)
    return _render(
        "directory.html.j2", lang,
        title=_titles("directory_title", findings), kinds=KINDS, data=directory_data(world, told, pages),
        cut=[(kind, total, shown[kind]) for kind, total in told.totals.items() if total > shown[kind]],
    )  # fmt: skip


def _compare_page(
    world: World, findings: Findings, whole: Profile, parts: list[RegionPart], pages: dict[str, str], lang: str
) -> str:
    data = compare_data(world, whole, parts, pages)
    return _render("compare.html.j2", lang, title=_titles("compare_title", findings), data=data)


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


def _changes_page(places: Places, region: str, tables: tuple[Table, ...], lang: str) -> str:
    """What differs from the last time, on a page that stands alone."""
    title = text("changes_title", lang, region=places.name(region, lang))
    laid = Document(key="changes", title=title, lang=lang, layout=lambda: [Section(blocks=tables)], data=dict)
    return render(laid, "html").decode()


def _alone(template: str, title: str, places: Places, region: str, lang: str, **values: Any) -> str:
    told = [text(title, one, region=places.name(region, one)) for one in ("zh", "en")]
    style = Markup((_HERE / "assets" / "chaingraph.css").read_text("utf-8"))  # our own file
    return _render(template, lang, title=told, style=style, **values)


def _both(tables: Callable[[str], tuple[Table, ...]]) -> list[tuple[Table, Table]]:
    """Each table in Chinese and English."""
    return list(zip(tables("zh"), tables("en"), strict=True))


def _data_page(world: World, findings: Findings, told: Description, lang: str) -> str:
    return _render(
        "data.html.j2", lang,
        title=_titles("data_title", findings),
        told=told, tables=_both(lambda one: describe_tables(world, told, one)),
    )  # fmt: skip


def _bar(seen: dict[str, int], total: int) -> list[tuple[str, float, float]]:
    """Status, start and width in percent."""
    parts, start = [], 0.0
    for status, count in seen.items():
        width = 100 * count / total
        parts.append((status, round(start, 3), round(width, 3)))
        start += width
    return parts
