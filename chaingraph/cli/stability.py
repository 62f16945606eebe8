"""``chaingraph stability``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.options import Chain, Data, Form, Given, Language, OutForm, Region, ids
from chaingraph.cli.output import as_json, progress, scope, table, to_stdout
from chaingraph.findings import Stability, World, rules, stability, world
from chaingraph.findings.stability import DRAWS, SHARE
from chaingraph.graph import load

EPILOG = "例 Example: [bold]chaingraph stability --chain auto[/bold]"


def command(
    data: Data = None,
    region: Region = None,
    chain: Chain = None,
    given: Given = None,
    top: Annotated[int, typer.Option(min=1, help="看前几名。The first how many.")] = rules.STABLE_TOP,
    draws: Annotated[
        int, typer.Option(min=1, max=1000, help="隐去多少次。How many draws without part of the data.")
    ] = DRAWS,
    share: Annotated[
        float, typer.Option(min=0.01, max=0.9, help="每次隐去的企业比例。Share of enterprises left out.")
    ] = SHARE,
    form: OutForm = Form.text,
    *,
    lang: Language,
) -> None:
    """名次的稳定程度。"""
    with progress(lang) as step:
        known = world(load(data, step))
        told = stability(known, region, chain, ids(given), top=top, draws=draws, share=share, progress=step)
    if form is Form.json:
        as_json(told.as_json())
    else:
        _show(known, told, lang)


def _show(known: World, told: Stability, lang: str) -> None:
    zh = lang == "zh"

    def name(product: str | None) -> str:
        return "—" if product is None else known.network.products[product].name(lang)

    def figure(value: float | None) -> str:
        return "—" if value is None else f"{value:.2f}"

    where = scope(known, told.region, told.chain, lang)
    heads = (
        "序号",
        "产品",
        "弱度分",
        "权重浮动后仍在前列",
        "居首位",
        f"隐去{told.share:.0%}企业后仍在前列",
        "名次范围",
    )
    english = (
        "Rank",
        "Product",
        "Score",
        "Stays, weights shaken",
        "First",
        f"Stays without {told.share:.0%} of enterprises",
        "Ranks",
    )
    table(
        f"{where} · {'前' if zh else 'first '}{told.top}{'名' if zh else ''}",
        heads if zh else english,
        [
            [
                str(one.rank), f"{name(one.product)}\n{one.product}", f"{one.score:.3f}", f"{one.by_weights:.0%}",
                f"{one.first_by_weights:.0%}", f"{one.by_data:.0%}", f"{one.best}–{one.worst}",
            ]
            for one in told.places
        ],
        wide=(1,),
    )  # fmt: skip
    change = told.change
    if zh:
        to_stdout(
            f"与现名次的 Kendall τ：权重浮动 {figure(told.tau_weights)}，隐去企业 {figure(told.tau_data)}（{told.draws} 次）。"
        )
        to_stdout(
            f"关键度的权重现为 {told.weight:g}；降到 {figure(change.below)} 时首位换成{name(change.then_below)}，升到 {figure(change.above)} 时换成{name(change.then_above)}（—：不换）。"
        )
    else:
        to_stdout(
            f"Kendall tau with the ranking as it stands: weights shaken {figure(told.tau_weights)}, enterprises left out {figure(told.tau_data)} ({told.draws} draws)."
        )
        to_stdout(
            f"The weight of criticality is {told.weight:g}; at {figure(change.below)} the first becomes {name(change.then_below)}, at {figure(change.above)} {name(change.then_above)} (—: it stays)."
        )
