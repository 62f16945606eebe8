"""``chaingraph profile``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.options import Data, Form, Language, OutForm, Region, ids
from chaingraph.cli.output import as_json, progress, table, to_stdout
from chaingraph.findings import Profile, World, profile, world
from chaingraph.findings.why import interval
from chaingraph.graph import load

EPILOG = "例 Example: [bold]chaingraph profile --region 220000[/bold]"

SHOWN = 15


def command(
    data: Data = None,
    region: Region = None,
    parts: Annotated[
        list[str] | None,
        typer.Option(
            help="比较哪些地区（代码，分号隔开）；省略时为下一级各地区。Regions to compare, by code; those directly below when left out."
        ),
    ] = None,
    form: OutForm = Form.text,
    *,
    lang: Language,
) -> None:
    """地区结构。"""
    with progress(lang) as step:
        known = world(load(data, step))
        told = profile(known, region, tuple(ids(parts)))
    if form is Form.json:
        as_json(told.as_json())
    else:
        _show(known, told, lang)


def _show(known: World, told: Profile, lang: str) -> None:
    zh = lang == "zh"

    def place(code: str) -> str:
        return known.places.name(code, lang)

    def chain(one: str) -> str:
        return known.network.chain_name(one, lang)

    def share(value: float | None, digits: int = 2) -> str:
        return "—" if value is None else f"{value:.{digits}f}"

    heads = ("产业链", "产品", "完备度（有无）", "完备度（运行）", "确能自给", "或能自给", "不能自给")
    english = ("Chain", "Products", "Presence", "Operation", "Certainly", "Possibly", "Not producible")
    table(
        f"{place(told.region)} · {'产业链完备度（区间：未见者全无至全有）' if zh else 'completeness, from all unseen absent to all present'}",
        heads if zh else english,
        [
            [
                chain(one.chain), str(one.products), interval(one.presence.low, one.presence.high),
                interval(one.operation.low, one.operation.high), str(one.certain), str(one.possible), str(one.impossible),
            ]
            for one in told.chains
        ],
    )  # fmt: skip
    basis = {"count": ("按生产企业户数", "by count of makers"), "output": ("按产值", "by output")}[told.basis][
        0 if zh else 1
    ]
    columns = ("地区", "企业", "优势产业链（区位商）", "克鲁格曼指数（对整体）", "（对其余）")
    columns_en = ("Region", "Enterprises", "Chains with a location quotient above 1", "Krugman, whole", "Krugman, rest")
    table(
        f"{'各地专业化' if zh else 'Specialisation of the parts'} · {basis}",
        columns if zh else columns_en,
        [
            [
                place(one.region),
                f"{one.enterprises}{('（少，慎用）' if zh else ' (few)') if one.few else ''}",
                ("、" if zh else ", ").join(f"{chain(name)} {share(one.quotients[name])}" for name in one.strong)
                or "—",
                share(one.krugman_vs_total),
                share(one.krugman_vs_rest),
            ]
            for one in told.parts
        ],
        wide=(2,),
    )
    if told.similar:
        table(
            f"{'产业结构相似系数（链一级）' if zh else 'Structure similarity, by chain'} · {basis}",
            ("地区", "地区", "系数") if zh else ("Region", "Region", "Coefficient"),
            [[place(one), place(other), share(value, 3)] for one, other, value in told.similar[:SHOWN]],
        )
    if told.overlaps:
        table(
            "多地同产（重叠，不等于重复建设：没有产能数据）" if zh else "Made in several parts (overlap, not duplication: no capacities)",
            ("产品", "地区数", "企业数", "地区") if zh else ("Product", "Regions", "Makers", "Where"),
            [
                [
                    known.network.products[one.product].name(lang), str(len(one.parts)), str(one.makers),
                    ("、" if zh else ", ").join(place(code) for code in one.parts),
                ]
                for one in told.overlaps[:SHOWN]
            ],
            wide=(3,),
        )  # fmt: skip
    to_stdout(
        f"共 {len(told.overlaps)} 种产品由两地以上生产。区位商以所列地区之和为参照；户数少的地区数值跳动大。"
        if zh
        else f"{len(told.overlaps)} products are made in two parts or more. The reference of the quotients is the sum of the parts listed; few enterprises make them jumpy."
    )
