"""``chaingraph classify``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.cli.import_ import MATCHES, say_placed
from chaingraph.cli.options import Form, Given, Language, OutForm, Region, ids
from chaingraph.cli.output import as_json, progress, table, to_stdout
from chaingraph.cli.place import scratch_copy
from chaingraph.errors import DataError, UsageError
from chaingraph.findings import World, word, world
from chaingraph.findings.classify import Classified, classify
from chaingraph.graph import load
from chaingraph.resources import bundled
from chaingraph.schema import SCHEMA
from chaingraph.tables import says
from chaingraph.tables.paths import within

EPILOG = "例 Example: [bold]chaingraph classify 在谈项目.xlsx --data data/jilin[/bold]；省略文件则归类项目库。"


def command(
    projects: Annotated[
        Path | None,
        typer.Argument(metavar="[PROJECTS]", help="项目清单（Excel 或 CSV，表头可用同义词）；省略时为数据里的项目库。A list of projects; the library of the data when left out."),
    ] = None,
    data: Annotated[
        str | None, typer.Option(help="数据；读项目清单时须为文件夹，省略时用自带的吉林数据。The data; a folder where a list is read, the bundled ones when left out.")
    ] = None,
    region: Region = None,
    given: Given = None,
    form: OutForm = Form.text,
    *,
    lang: Language,
) -> None:  # fmt: skip
    """项目归类。"""
    with progress(lang) as step:
        known = world(load(data, step))
        desk = _read(projects, data, lang) if projects is not None else None
        if not (desk or known).dataset.count("projects"):
            raise DataError([says.table_empty(SCHEMA.tables["projects"])])
        told = classify(known, region, desk, ids(given))
    if form is Form.json:
        as_json([one.as_json() for one in told])
    else:
        _show(known, told, lang, region)


def _read(projects: Path, data: str | None, lang: str) -> World:
    """The projects of the list, read like any import, in a copy of the data without its own projects."""
    from chaingraph.tables.intake import import_files, read_decisions  # slow to import, needed here only

    folder = Path(data) if data is not None else bundled("data/jilin")
    if not folder.is_dir():
        raise UsageError(
            f"读项目清单时 --data 须为文件夹：{folder}", f"--data has to be a folder where a list is read: {folder}"
        )
    with scratch_copy(folder) as copy:
        for own in copy.glob("projects.*"):
            own.unlink()
        report = import_files(copy, [projects], decisions=read_decisions([within(copy / MATCHES, copy)]))
        say_placed(report.problems, lang)
        if report.refused:
            raise typer.Exit(1)
        return world(load(copy))


def _show(known: World, told: tuple[Classified, ...], lang: str, region: str | None) -> None:
    zh = lang == "zh"
    heads = ("项目", "地区", "归类", "产品", "理由") if zh else ("Project", "Region", "Class", "Products", "Reasons")
    rows = []
    for one in told:
        products = ("、" if zh else ", ").join(known.network.products[name].name(lang) for name, _, _ in one.products)
        kind = ("无法归类" if zh else "unknown") if one.action is None else word(one.action, lang)
        place = known.places.name(one.region, lang) if one.region else "—"
        rows.append([f"{one.name_zh}\n{one.id}", place, kind, products or "—", one.why_zh if zh else one.why_en])
    table(known.places.name(known.places.require(region), lang), heads, rows, wide=(0, 3, 4))
    to_stdout(f"{len(told)} 个项目。" if zh else f"{len(told)} project(s).")
