"""``chaingraph plan``."""

from __future__ import annotations

from collections.abc import Callable
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
        ("序", "项目或补链", "产品", "费用（亿元）" if told.unit == "yi" else "计数", "累计新增可自给", "须先核实")
        if zh
        else (
            "No.",
            "Project or fill",
            "Products",
            "Cost (CNY 100 million)" if told.unit == "yi" else "Count",
            "Producible so far",
            "Verify first",
        )
    )
    rows = [
        [
            str(place),
            f"{one.name_zh if zh else one.name_en}\n{one.id}",
            comma.join(map(name, one.adds)),
            f"{one.cost:g}",
            f"{one.gained:g}",
            comma.join(map(name, one.unseen)) or "—",
        ]
        for place, one in enumerate(told.choices, 1)
    ]
    if rows:
        table(known.places.name(told.region, lang), heads, rows, wide=(1, 2, 5))
    left_out = (
        f"备选 {told.candidates} 个，另有 {told.unpriced} 个没有费用、未参选。"
        if zh
        else f"{told.candidates} candidates, {told.unpriced} more without a cost left out. "
    )
    if told.reason is not None:
        to_stdout(left_out + _nothing(told, name, zh))
    else:
        to_stdout(left_out + _proof(told, zh) + _listed(told, name, zh))
        _rests_on(told, name, zh)
    if told.short:
        short, lacking = comma.join(map(name, told.short)), comma.join(map(name, told.blockers[:10]))
        more, given = len(told.blockers) - 10, ",".join((*told.given, *told.blockers[:10]))
        to_stdout(
            f"怎样选都还造不出：{short}\n缺的投入没有本地生产企业，也不能列为补链（多为资源）：{lacking}{'…' if more > 0 else ''}；确能外购的，可加 --given {given} 重算。"
            if zh
            else f"Out of reach whatever is chosen: {short}\nThey lack inputs that nobody makes here and that are no fills, natural resources above all: {lacking}{' …' if more > 0 else ''}; for those that can be bought, compute again with --given {given}."
        )


def _proof(told: Plan, zh: bool) -> str:
    """How good the choice is, for the makers on record."""
    proof = told.gap is not None and told.gap <= 1e-9
    more = f"，至多还能好 {told.gap:.1%}" if told.gap is not None else ""
    more_en = f", at most {told.gap:.1%} better possible" if told.gap is not None else ""
    if zh:
        best = (
            "按现有记录（未见的按没有生产计）已证明最优"
            + ("；另有同样好的组合，此为编号在前的一组。" if told.others else "。")
            if proof
            else f"已找到的最好方案；上界 {told.bound:g}{more}。"
        )
        what = "新增可自给生产的终端产品" if told.goal == "target" else "新增可自给生产"
        return f"{what} {told.value:g} 种，费用 {told.cost:g}；{best}逐个贪心选取可得 {told.greedy_value:g}。"
    best = (
        "proven best for the makers on record, the unseen taken as absent"
        + ("; others are as good, this one has the earliest ids. " if told.others else ". ")
        if proof
        else f"best found, bound {told.bound:g}{more_en}. "
    )
    what = "end products" if told.goal == "target" else "products"
    return f"{told.value:g} {what} newly producible for {told.cost:g}; {best}One at a time, greedy, would give {told.greedy_value:g}."


def _listed(told: Plan, name: Callable[[str], str], zh: bool) -> str:
    listed = ("、" if zh else ", ").join(map(name, told.products[:30])) + ("…" if len(told.products) > 30 else "")
    return f"\n新增可自给生产：{listed}" if zh else f"\nNewly producible: {listed}"


def _rests_on(told: Plan, name: Callable[[str], str], zh: bool) -> None:
    """What must be verified before money is spent."""
    if not told.verify:
        return
    filling = sum(bool(one.unseen) for one in told.choices)
    listed = ("、" if zh else ", ").join(map(name, told.verify))
    to_stdout(
        f"先核实再投资：所选 {len(told.choices)} 项中 {filling} 项补的是未见环节（没有记录，不等于没有生产），{told.value:g} 种增益中 {told.value_unseen:g} 种系于此；本地若已有生产，就不必再投。须先核实：{listed}。"
        if zh
        else f"Verify before money is spent: {filling} of the {len(told.choices)} chosen fill products that are unseen (not on record, which is no proof of none), and {told.value_unseen:g} of the {told.value:g} gained rest on them; where they are made here after all, there is nothing to fill. To verify first: {listed}."
    )


def _nothing(told: Plan, name: Callable[[str], str], zh: bool) -> str:
    """Why nothing is gained, and what to give."""
    said = {
        "ends": ("该链在本地没有已有企业生产的终端产品，没有可补全的目标。", "No end product of the chain is made here: there is nothing to complete."),
        "time": (f"时限内没有找到能新增可自给产品的组合，也没有证明没有（上界 {told.bound:g}）；可加大 --seconds 重算。", f"In the time given no choice with a gain was found, nor proven that there is none (bound {told.bound:g}); compute again with more --seconds."),
        "none": ("没有可选的项目或补链。", "There are no projects or fills to choose from."),
        "done": ("要补的都已能自给生产，没有可新增的。", "All of it can be made here already: there is nothing to gain."),
        "budget": ("全部备选合起来能新增可自给产品，但在所给预算、个数与先后约束内不能；可放宽后重算。", "All the candidates together would gain, but not within the budget, number and precedence given; loosen them and compute again."),
        "cost": ("有费用的备选都不能新增可自给产品；其余没有费用数据，可用 --fill-cost 给出每个补链的假设投资后重算。", "Nothing with a cost makes a product producible; suppose a cost of each fill with --fill-cost and compute again."),
        "inputs": ("全部备选合起来也不能新增可自给产品：它们的必需投入没有本地生产企业，也不在备选之中。", "Not even all the candidates together make a product producible: their essential inputs are made by nobody here and are not among the candidates."),
    }[told.reason or "none"][0 if zh else 1]  # fmt: skip
    if told.nearest is None:
        return said
    product, lacking = told.nearest
    comma = "、" if zh else ", "
    listed = comma.join(map(name, told.blockers[:10])) + ("…" if len(told.blockers) > 10 else "")
    given = ",".join((*told.given, *lacking))
    return said + (
        f"\n卡在这些没有本地记录的投入上（共 {len(told.blockers)} 种）：{listed}；先核实，有生产的补录。离得最近的是{name(product)}，只缺{comma.join(map(name, lacking))}：确能外购的，可加 --given {given} 重算。"
        if zh
        else f"\nInputs with no maker on record stand in the way ({len(told.blockers)} of them): {listed}; verify them first and record those that are made. Nearest is {name(product)}, which lacks only {comma.join(map(name, lacking))}: if that can be bought, compute again with --given {given}."
    )
