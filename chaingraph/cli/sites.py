"""``chaingraph sites``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.options import Data, Form, Language, OutForm, Region
from chaingraph.cli.output import as_json, progress, table, to_stdout
from chaingraph.findings import World, world
from chaingraph.findings.sites import TOP, Sites, sites
from chaingraph.findings.standing import apart_told, cut_told, score_told
from chaingraph.graph import load

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
            "园区或集群",
            "类别",
            "所在地",
            "得分",
            "主导产业相符",
            "需求企业 其中/同地",
            "供应企业 其中/同地",
            "同地同类生产企业",
            "来源",
        )
        if zh
        else (
            "No.",
            "Park or cluster",
            "Kind",
            "Place",
            "Score",
            "Lead chain",
            "Buyers in it/same place",
            "Suppliers in it/same place",
            "Makers in the place",
            "Sources",
        )
    )
    kinds = {"park": ("园区", "park"), "cluster": ("集群", "cluster")}
    leads = {True: ("是", "yes"), False: ("否", "no"), None: ("—", "—")}
    rows = [
        [f"{one.place}{'=' if one.tied > 1 else ''}", one.name_zh, kinds[one.kind][0 if zh else 1], known.places.name(one.part, lang), score_told(one.score, one.score_low, one.score_high), leads[one.leads][0 if zh else 1],
         f"{one.buyers[0]}/{one.buyers[1]}", f"{one.suppliers[0]}/{one.suppliers[1]}", str(one.makers), " ".join(one.sources) or "—"]
        for one in told.items
    ]  # fmt: skip
    title = f"{known.places.name(told.region, lang)} · {known.network.products[told.product].name(lang)}"
    if rows:
        table(title, heads, rows, wide=(1,))
    else:
        to_stdout(f"{title}\n{'资料中没有园区和集群。' if zh else 'There are no parks or clusters on record.'}")
    doubt = "".join(filter(None, (apart_told(told.apart, lang), cut_told(told.cut, lang))))
    if doubt:
        to_stdout(doubt)
    if told.elsewhere:
        listed = ("、" if zh else ", ").join(
            f"{known.places.name(part, lang)} {count}" for part, count in told.elsewhere
        )
        to_stdout(
            f"已有生产企业的地区：{listed}；新建前先核实产能，优先互补。"
            if zh
            else f"Already made in: {listed}; check capacities before building anew."
        )
    to_stdout(
        f"园区 {told.parks} 个，集群 {told.clusters} 个；没有坐标，同地指同一市州（看全省时）或同一县区（看一市时）；得分为下限–上限：未申报主导产业、全区域都没有记录的一项为未知，分别按 0 与 1 计，名次按下限，= 为并列；土地、能耗、排放指标没有数据，未作限制。"
        if zh
        else f"{told.parks} parks, {told.clusters} clusters; without coordinates near means the same prefecture of a province or county of a city; a score is from the unknown (no lead chain declared, nothing on record in the whole region) as 0 to the unknown as 1, the place by the lower, = shared; land, energy and emission limits are not in the data."
    )
