"""``chaingraph plan``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.options import Data, Form, Given, Language, OutForm, Region, ids
from chaingraph.cli.output import as_json, progress, table, to_stdout
from chaingraph.errors import UsageError
from chaingraph.findings import World, world
from chaingraph.findings.plan import Plan, plan
from chaingraph.graph import load

EPILOG = "例 Example: [bold]chaingraph plan --region 220000 --projects 8[/bold]；[bold]chaingraph plan --budget 50 --fill-cost 5[/bold]；[bold]chaingraph plan --target auto[/bold]"


def command(
    data: Data = None,
    region: Region = None,
    budget: Annotated[float | None, typer.Option(help="预算（亿元）。The budget, CNY 100 million.")] = None,
    projects: Annotated[int | None, typer.Option(help="至多几个项目。How many at most.")] = None,
    target: Annotated[
        str | None,
        typer.Option(help="补全哪条产业链的终端产品（链编号）。The chain whose end products are to be producible."),
    ] = None,
    fill_cost: Annotated[
        float | None,
        typer.Option(
            help="假设每个补链项目的投资（亿元），由使用者给定。A supposed cost of each fill, CNY 100 million."
        ),
    ] = None,
    library: Annotated[
        bool, typer.Option("--library-only", help="只从项目库中选，不设想补链。Projects of the library only.")
    ] = False,
    after: Annotated[
        list[str] | None, typer.Option(help="先后：后项<先项，如 P2<P1，可重复。Precedence: LATER<FIRST, repeatable.")
    ] = None,
    exclusive: Annotated[
        list[str] | None, typer.Option(help="二选一：P1|P2，可重复。At most one of P1|P2, repeatable.")
    ] = None,
    given: Given = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="求解时限（秒）。Time for the solver.")] = 60.0,
    form: OutForm = Form.text,
    *,
    lang: Language,
) -> None:
    """项目组合。"""
    with progress(lang) as step:
        known = world(load(data, step))
        step("…")
        told = plan(
            known, region, budget=budget, projects=projects, target=target, given=ids(given), fill_cost=fill_cost, fills=not library,
            after=_pairs(after, "<"), exclusive=_pairs(exclusive, "|"), seconds=seconds,
        )  # fmt: skip
    if form is Form.json:
        as_json(told.as_json())
    else:
        _show(known, told, lang)


def _pairs(given: list[str] | None, sign: str) -> list[tuple[str, str]]:
    pairs = []
    for one in given or ():
        first, found, second = (part.strip() for part in one.partition(sign))
        if not (first and found and second):
            raise UsageError(f"“{one}”应写作 甲{sign}乙", f"{one!r} should be written A{sign}B")
        pairs.append((first, second))
    return pairs


def _show(known: World, told: Plan, lang: str) -> None:
    zh = lang == "zh"

    def name(product: str) -> str:
        return known.network.products[product].name(lang)

    comma = "、" if zh else ", "
    heads = (
        ("序", "项目或补链", "产品", "费用（亿元）" if told.unit == "yi" else "计数", "累计新增可自给")
        if zh
        else (
            "No.",
            "Project or fill",
            "Products",
            "Cost (CNY 100 million)" if told.unit == "yi" else "Count",
            "Producible so far",
        )
    )
    rows = [
        [
            str(place),
            f"{one.name_zh if zh else one.name_en}\n{one.id}",
            comma.join(map(name, one.adds)),
            f"{one.cost:g}",
            f"{one.gained:g}",
        ]
        for place, one in enumerate(told.choices, 1)
    ]
    if rows:
        table(known.places.name(told.region, lang), heads, rows, wide=(1, 2))
    else:
        to_stdout(_nothing(told, zh))
    listed = comma.join(map(name, told.products[:30])) + ("…" if len(told.products) > 30 else "") or (
        "无" if zh else "none"
    )
    proof = told.gap is not None and told.gap <= 1e-9
    if zh:
        to_stdout(
            f"备选 {told.candidates} 个，另有 {told.unpriced} 个没有费用、未参选。新增可自给生产 {told.value:g} 种，费用 {told.cost:g}；"
            + (
                "已证明最优。"
                if proof
                else f"已找到的最好方案；上界 {told.bound:g}"
                + (f"，至多还能好 {told.gap:.1%}。" if told.gap is not None else "。")
            )
            + f"逐个贪心选取可得 {told.greedy_value:g}。\n新增可自给生产：{listed}"
        )
    else:
        to_stdout(
            f"{told.candidates} candidates, {told.unpriced} more without a cost left out. {told.value:g} products newly producible for {told.cost:g}; "
            + (
                "proven best. "
                if proof
                else f"best found, bound {told.bound:g}"
                + (f", at most {told.gap:.1%} better possible. " if told.gap is not None else ". ")
            )
            + f"One at a time, greedy, would give {told.greedy_value:g}.\nNewly producible: {listed}"
        )
    if told.short:
        short, lacking = comma.join(map(name, told.short)), comma.join(map(name, told.blockers[:10]))
        more, given = len(told.blockers) - 10, ",".join((*told.given, *told.blockers[:10]))
        to_stdout(
            f"怎样选都还造不出：{short}\n缺的投入没有本地生产企业，也不能列为补链（多为资源）：{lacking}{'…' if more > 0 else ''}；确能外购的，可加 --given {given} 重算。"
            if zh
            else f"Out of reach whatever is chosen: {short}\nThey lack inputs that nobody makes here and that are no fills, natural resources above all: {lacking}{' …' if more > 0 else ''}; for those that can be bought, compute again with --given {given}."
        )


def _nothing(told: Plan, zh: bool) -> str:
    if told.goal == "target" and not told.ends:
        return (
            "该链在本地没有已有企业生产的终端产品，没有可补全的目标。"
            if zh
            else "No end product of the chain is made here: there is nothing to complete."
        )
    if told.unit == "yi" and told.unpriced:
        return (
            "有费用的备选都不能新增可自给产品；其余没有费用数据，可用 --fill-cost 给出每个补链的假设投资后重算。"
            if zh
            else "Nothing with a cost makes a product producible; suppose a cost of each fill with --fill-cost and compute again."
        )
    return (
        "备选中没有可选的组合能新增可自给产品。" if zh else "No choice among the candidates makes a product producible."
    )
