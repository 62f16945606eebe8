"""``chaingraph sites``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.options import Data, Form, Language, OutForm, Region
from chaingraph.cli.output import as_json, progress, table, to_stdout
from chaingraph.findings import World, world
from chaingraph.findings.sites import TOP, Sites, sites
from chaingraph.graph import load

HELP = "一个环节的项目落在哪个园区：客户、供应商、主导产业与重叠。Which park for a maker of a product."
EPILOG = "例 Example: [bold]chaingraph sites --product automotive-mcu[/bold]"


def command(
    data: Data = None,
    product: Annotated[str, typer.Option(help="产品编号或名称。The product, by id or name.")] = ...,  # type: ignore[assignment]
    region: Region = None,
    top: Annotated[int, typer.Option(min=1, help="列几个。How many.")] = TOP,
    form: OutForm = Form.text,
    *,
    lang: Language,
) -> None:
    """园区选址。"""
    with progress(lang) as step:
        known = world(load(data, step))
        told = sites(known, product, region, top=top)
    if form is Form.json:
        as_json(told.as_json())
    else:
        _show(known, told, lang)


def _show(known: World, told: Sites, lang: str) -> None:
    zh = lang == "zh"
    heads = (
        (
            "序",
            "园区",
            "所在市州",
            "得分",
            "主导产业相符",
            "需求企业 园内/全市",
            "供应企业 园内/全市",
            "同类生产企业（全市）",
        )
        if zh
        else (
            "No.",
            "Park",
            "Prefecture",
            "Score",
            "Lead chain",
            "Buyers park/prefecture",
            "Suppliers park/prefecture",
            "Makers in prefecture",
        )
    )
    leads = {True: ("是", "yes"), False: ("否", "no"), None: ("—", "—")}
    rows = [
        [str(one.rank), one.name_zh, known.places.name(one.part, lang), f"{one.score:.2f}", leads[one.leads][0 if zh else 1],
         f"{one.buyers[0]}/{one.buyers[1]}", f"{one.suppliers[0]}/{one.suppliers[1]}", str(one.makers)]
        for one in told.items
    ]  # fmt: skip
    table(
        f"{known.places.name(told.region, lang)} · {known.network.products[told.product].name(lang)}",
        heads,
        rows,
        wide=(1,),
    )
    if told.elsewhere:
        listed = ("、" if zh else ", ").join(
            f"{known.places.name(part, lang)} {count}" for part, count in told.elsewhere
        )
        to_stdout(
            f"已有生产企业的市州：{listed}；新建前先核实产能，优先互补。"
            if zh
            else f"Already made in: {listed}; check capacities before building anew."
        )
    to_stdout(
        f"共 {told.parks} 个园区；没有坐标，按同市州算就近；土地、能耗、排放指标没有数据，未作限制。"
        if zh
        else f"{told.parks} parks; without coordinates near means the same prefecture; land, energy and emission limits are not in the data."
    )
