"""``chaingraph candidates``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.options import Data, Form, Given, Language, OutForm, Region, ids
from chaingraph.cli.output import as_json, progress, table, to_stdout
from chaingraph.findings import World, word, world
from chaingraph.findings.candidates import TOP, Candidates, candidates
from chaingraph.findings.reasons import reasons
from chaingraph.findings.standing import apart_told, cut_told, score_told
from chaingraph.graph import load

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
    here = 0 if zh else 1
    grounds = {"effect": ("效应", "Effect"), "tie": ("关联", "Tie"), "scale": ("规模", "Scale"), "inputs": ("投入", "Inputs"), "nearness": ("相近", "Nearness")}  # fmt: skip
    told_of = [key for key in grounds if any(getattr(one.grounds, key) is not None for one in told.items)]
    heads = [
        *(("序", "企业", "所在地", "类别", "得分", "稳定度") if zh else ("No.", "Enterprise", "Place", "Kind", "Score", "Stability")),
        *(grounds[key][here] for key in told_of), *(("理由", "来源") if zh else ("Reasons", "Sources")),
    ]  # fmt: skip
    rows = [
        [f"{one.place}{'=' if one.tied > 1 else ''}{'*' if one.front else ''}", one.name_zh if zh else one.name_en, known.places.name(one.region, lang), kinds[one.kind][here],
         score_told(one.score, one.score_low, one.score_high), "—" if one.stability is None else f"{one.stability:.0%}", *(share(getattr(one.grounds, key)) for key in told_of),
         ("；" if zh else "; ").join(reasons(known, told, one, lang)), " ".join(one.sources) or "—"]
        for one in told.items
    ]  # fmt: skip
    product = known.network.products[told.product].name(lang)
    title = f"{known.places.name(told.region, lang)} · {product} · {word(told.status, lang)}"
    if rows:
        table(title, heads, rows, wide=(1, len(heads) - 2))
    else:
        to_stdout(f"{title}\n{'没有候选企业，列目标画像。' if zh else 'No candidates; here is a profile.'}")
    to_stdout(told.profile_zh if zh else told.profile_en)
    met, none, unseen = told.inputs
    unknown = comma.join(name[here] for key, name in grounds.items() if key not in told_of) if rows else ""
    doubt = "".join(filter(None, (apart_told(told.apart, lang), cut_told(told.cut, lang))))
    if doubt:
        to_stdout(doubt)
    if zh:
        to_stdout(
            f"必需投入 {met + none + unseen} 项：本地可得 {met}，确认没有 {none}，未见 {unseen}。外地生产企业 {told.outside} 家，本地相近企业 {told.local} 家。"
            + (
                "得分为下限–上限：未知项分别按 0 与 1 计，名次按下限；外地企业已在产，相近按 1 计，本地相近企业尚不产，规模按 0 计；= 为并列；* 为前沿（没有在效应与可行性的下限上都更优者）；— 为未知或由类别已定。"
                if rows
                else ""
            )
            + (f"各候选均未知、未列出：{unknown}。" if unknown else "")
        )
    else:
        to_stdout(
            f"{met + none + unseen} essential inputs: {met} at hand, {none} confirmed to have no maker, {unseen} unseen. {told.outside} makers outside, {told.local} near local ones."
            + (
                " A score is from the unknown as 0 to the unknown as 1, the place by the lower; a maker elsewhere counts 1 for nearness, a local one 0 for scale; = shared place; * on the front: none better in the lower bounds of effect and feasibility both; — unknown or settled by the kind."
                if rows
                else ""
            )
            + (f" Unknown of all, not shown: {unknown}." if unknown else "")
        )
