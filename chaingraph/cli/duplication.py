"""``chaingraph duplication``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.options import Chain, Data, Form, Language, OutForm, Region
from chaingraph.cli.output import as_json, progress, scope, table, to_stdout
from chaingraph.findings import world
from chaingraph.findings.duplication import duplication
from chaingraph.graph import load

EPILOG = "例 Example: [bold]chaingraph duplication --chain auto[/bold]"


def command(
    data: Data = None,
    region: Region = None,
    chain: Chain = None,
    top: Annotated[int, typer.Option(min=1, help="列几项。How many.")] = 20,
    form: OutForm = Form.text,
    *,
    lang: Language,
) -> None:
    """重复建设。"""
    with progress(lang) as step:
        known = world(load(data, step))
        told = duplication(known, region, chain)
    if form is Form.json:
        as_json([one.as_json() for one in told])
        return
    zh = lang == "zh"
    comma = "、" if zh else ", "
    heads = (
        ("产品", "地区（生产企业数；在建、策划项目数）", "产能（原文）", "可错开：当地企业需要的同链待补环节")
        if zh
        else ("Product", "Parts (makers; projects)", "Capacities, as told", "Instead: gaps of the chain needed there")
    )
    rows = [
        [
            f"{one.name_zh if zh else one.name_en}\n{one.product}",
            comma.join(
                f"{known.places.name(part.region, lang)} ({part.makers}; {len(part.projects)})" for part in one.parts
            ),
            comma.join(told for part in one.parts for told in part.capacities) or "—",
            "\n".join(
                f"{known.places.name(part.region, lang)}{'：' if zh else ': '}{comma.join(known.network.products[name].name(lang) for name in part.complements)}"
                for part in one.parts
                if part.complements
            )
            or "—",
        ]
        for one in told[:top]
    ]
    if rows:
        table(scope(known, known.places.require(region), chain, lang), heads, rows, wide=(1, 3))
    to_stdout(
        f"共 {len(told)} 项。同产不等于重复建设：没有同一单位的产能与需求量，是否过剩未知。"
        if zh
        else f"{len(told)} in all. Overlap is not duplication: without capacities and demand in one unit a surplus is unknown."
    )
