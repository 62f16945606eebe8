"""``chaingraph related``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.cli.options import Data, Form, Language, OutForm, Region
from chaingraph.cli.output import as_json, progress, table, to_stderr
from chaingraph.findings import Related, World, related, world
from chaingraph.graph import load
from chaingraph.tables import read_matrix

EPILOG = "例 Example: [bold]chaingraph related --region 220200 --matrix 全国.csv[/bold]"


def command(
    data: Data = None,
    region: Region = None,
    matrix: Annotated[
        Path | None,
        typer.Option(
            help="外部“地区—产品”规模表（CSV：region,product,value），如全国各市产值；省略时用本数据集。Sizes by region and product from outside; the dataset itself when left out."
        ),
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="列几项。How many.")] = 20,
    form: OutForm = Form.text,
    *,
    lang: Language,
) -> None:
    """相近产品。"""
    with progress(lang) as step:
        sizes = read_matrix(matrix) if matrix is not None else None
        known = world(load(data, step))
        step("…")
        told = related(known, region, sizes)
    if form is Form.json:
        as_json(told.as_json())
    else:
        _show(known, told, lang, top)


def _show(known: World, told: Related, lang: str, top: int) -> None:
    zh = lang == "zh"
    basis = {
        "dataset": ("按本数据集各地有无生产企业", "presence of makers in the dataset"),
        "external": ("按外部规模表，区位商不小于 1", "the external table, location quotient at least 1"),
    }[told.basis][0 if zh else 1]
    if told.items and all(one.density is None for one in told.items):
        to_stderr(
            "各地都没有的产品无从计算相近程度；请换成下级地区（--region），或用 --matrix 给出外部规模表。"
            if zh
            else "Nothing can be computed for products that no region has: ask for a region below, or give sizes from outside with --matrix."
        )
        return
    heads = (
        ("产品", "关联密度", "有此产品的地区", "最相近的本地产品")
        if zh
        else ("Product", "Density", "Regions with it", "Closest local products")
    )
    table(
        f"{known.places.name(told.region, lang)} · {basis}",
        heads,
        [
            [
                f"{known.network.products[one.product].name(lang)}\n{one.product}",
                "—" if one.density is None else f"{one.density:.3f}", f"{one.ubiquity}/{told.regions}",
                ("、" if zh else ", ").join(known.network.products[name].name(lang) for name in one.closest) or "—",
            ]
            for one in told.items[:top]
        ],
        wide=(3,),
    )  # fmt: skip
    if told.few:
        to_stderr(
            f"注意：相近程度只由 {told.regions} 个地区算出，很粗；有全国数据时请用 --matrix。"
            if zh
            else f"Note: proximity rests on {told.regions} regions only and is coarse; give national sizes with --matrix where you have them."
        )
