"""``chaingraph candidates``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.options import Data, Form, Given, Language, OutForm, Region, ids
from chaingraph.cli.output import as_json, progress, table, to_stdout
from chaingraph.findings import World, world
from chaingraph.findings.candidates import TOP, Candidates, candidates
from chaingraph.graph import load

HELP = "一个环节可以请谁来补：区域外生产企业与本地相近企业，附理由。Whom to invite for a product, with reasons."
EPILOG = "例 Example: [bold]chaingraph candidates --product automotive-mcu --region 220100[/bold]"


def command(
    data: Data = None,
    product: Annotated[str, typer.Option(help="产品编号或名称。The product, by id or name.")] = ...,  # type: ignore[assignment]
    region: Region = None,
    given: Given = None,
    top: Annotated[int, typer.Option(min=1, help="列几家。How many.")] = TOP,
    form: OutForm = Form.text,
    *,
    lang: Language,
) -> None:
    """候选企业。"""
    with progress(lang) as step:
        known = world(load(data, step))
        step("…")
        told = candidates(known, product, region, ids(given), top=top)
    if form is Form.json:
        as_json(told.as_json())
    else:
        _show(known, told, lang)


def _show(known: World, told: Candidates, lang: str) -> None:
    zh = lang == "zh"
    comma = "、" if zh else ", "

    def share(value: float | None) -> str:
        return "—" if value is None else f"{value:.2f}"

    kinds = {"outside": ("外地", "outside"), "local": ("本地相近", "local, near")}
    heads = (
        ("序", "企业", "所在地", "类别", "得分", "稳定度", "效应", "关联", "规模", "投入", "相近", "理由")
        if zh
        else (
            "No.",
            "Enterprise",
            "Place",
            "Kind",
            "Score",
            "Stability",
            "Effect",
            "Tie",
            "Scale",
            "Inputs",
            "Nearness",
            "Reasons",
        )
    )
    rows = []
    for one in told.items:
        reasons = []
        if len(one.fills) > 1:
            more = comma.join(known.network.products[name].name(lang) for name in one.fills if name != told.product)
            reasons.append(f"还能补：{more}" if zh else f"would also fill {more}")
        if one.ties:
            reasons.append((f"已与{comma.join(one.ties[:3])}有关联") if zh else f"tied to {comma.join(one.ties[:3])}")
        if one.near:
            own = comma.join(known.network.products[name].name(lang) for name in one.near[:4])
            reasons.append(f"现产{own}" if zh else f"makes {own}")
        if one.output_yi is not None:
            reasons.append(f"该产品产值{one.output_yi:g}亿元" if zh else f"output {one.output_yi:g}")
        grounds = one.grounds
        rows.append(
            [f"{one.rank}{'*' if one.front else ''}", one.name_zh if zh else one.name_en, known.places.name(one.region, lang), kinds[one.kind][0 if zh else 1],
             share(one.score), f"{one.stability:.0%}", share(grounds.effect), share(grounds.tie), share(grounds.scale), share(grounds.inputs),
             share(grounds.nearness), ("；" if zh else "; ").join(reasons)]
        )  # fmt: skip
    product = known.network.products[told.product].name(lang)
    table(f"{known.places.name(told.region, lang)} · {product}", heads, rows, wide=(1, 11))
    to_stdout(told.profile_zh if zh else told.profile_en)
    to_stdout(
        f"外地生产企业 {told.outside} 家，本地相近企业 {told.local} 家。* 为前沿（效应与可行性上无更优者）；— 为未知，不计入得分。"
        if zh
        else f"{told.outside} makers outside, {told.local} near local ones. * on the front: none better in effect and feasibility both; — unknown, not counted."
    )
