"""``chaingraph risk``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from chaingraph.cli.options import Chain, Data, Form, Given, Language, OutForm, Region, ids
from chaingraph.cli.output import as_json, progress, scope, table, to_stdout
from chaingraph.findings import Loss, Risk, World, knock_out, risk, world
from chaingraph.graph import load
from chaingraph.registry.enterprises import names as enterprise_names

EPILOG = "例 Example: [bold]chaingraph risk --chain auto[/bold]，[bold]chaingraph risk --enterprise E0001[/bold]"

_SHOWN = 8


def command(
    data: Data = None,
    region: Region = None,
    chain: Chain = None,
    product: Annotated[
        list[str] | None, typer.Option(help="假设断供的产品（编号或名称，可重复）。Products that are lost.")
    ] = None,
    enterprise: Annotated[
        list[str] | None, typer.Option(help="假设停产的企业（编号，可重复）。Enterprises that are lost.")
    ] = None,
    given: Given = None,
    top: Annotated[int, typer.Option(min=1, help="每张表列几项。How many in each table.")] = 10,
    equal: Annotated[
        bool,
        typer.Option(
            "--equal-links", help="供货关系不论金额一律计为 1，只看结构。Count every delivery the same: structure only."
        ),
    ] = False,
    form: OutForm = Form.text,
    *,
    lang: Language,
) -> None:
    """停产的波及。"""
    lost = ids(product), ids(enterprise)
    with progress(lang) as step:
        known = world(load(data, step))
        step("…")
        told = (
            knock_out(known, *lost, region, chain, ids(given))
            if any(lost)
            else risk(known, region, chain, ids(given), top=top, equal=equal)
        )
    if form is Form.json:
        as_json(told.as_json())
    elif isinstance(told, Loss):
        _one(known, told, lang)
    else:
        _all(known, told, lang)


def _names(known: World, items: Iterable[str], lang: str, shown: int = _SHOWN) -> str:
    told = [known.network.products[one].name(lang) for one in items]
    more = len(told) - shown
    return ("、" if lang == "zh" else ", ").join(told[:shown]) + (f" … +{more}" if more > 0 else "") or "—"


def _one(known: World, told: Loss, lang: str) -> None:
    zh = lang == "zh"

    def line(title: tuple[str, str], items: tuple[str, ...]) -> str:
        return f"{title[0] if zh else title[1]} ({len(items)}): {_names(known, items, lang, 40)}"

    to_stdout(
        "\n".join(
            (
                f"{'假设停产' if zh else 'Lost'}: {told.name_zh} ({', '.join(told.items)})",
                line(("不再有本地生产企业的产品", "Products left without a local maker"), told.outright),
                line(("随之停产的产品", "Products that stop"), told.stops),
                line(("其中本地终端产品", "Of these local end products"), told.ends),
                line(("原可自给、不再可自给", "No longer producible from local inputs"), told.no_longer_producible),
                "没有本地生产企业的投入视为可外购；有替代投入仍在的不算停产。"
                if zh
                else "Inputs without a local maker are taken as bought from outside; a substitute that stands is enough.",
            )
        )
    )


def _all(known: World, told: Risk, lang: str) -> None:
    zh = lang == "zh"
    where = scope(known, told.region, told.chain, lang)
    heads = (
        ("停哪个", "直接停产", "随之停产", "终端产品", "其中")
        if zh
        else ("Lost", "Outright", "Stops", "End products", "Which")
    )

    def label(loss: Loss) -> str:
        item = loss.items[0]
        return f"{known.network.products[item].name(lang) if item in known.network.products else loss.name_zh}\n{item}"

    for title, losses in (
        (f"{where} · " + ("产品断供" if zh else "loss of a product"), told.products),
        (f"{where} · " + ("企业停产（连同其全部产品）" if zh else "loss of a firm with all that it makes"), told.firms),
    ):
        rows = [
            [
                label(one),
                str(len(one.outright)),
                str(len(one.stops)),
                f"{len(one.ends)}/{len(told.ends)}",
                _names(known, one.ends, lang),
            ]
            for one in losses
        ]
        table(title, heads, rows, wide=(4,))
    paired = [one for joint in told.firm_pairs for pair in joint.pairs for one in pair]
    names = enterprise_names(known.dataset, paired)
    for title, joints in (
        (
            "单独停无碍、同时停则终端产品停产的两种产品"
            if zh
            else "pairs of products that only together stop an end product",
            told.product_pairs,
        ),
        (
            "单独停无碍、同时停则终端产品停产的两家企业"
            if zh
            else "pairs of firms that only together stop an end product",
            told.firm_pairs,
        ),
    ):
        rows = [
            [
                _names(known, [joint.end], lang), str(joint.count),
                ("；" if zh else "; ").join(
                    " + ".join(names.get(one) or known.network.products[one].name(lang) for one in pair) for pair in joint.pairs
                ) + (" …" if joint.count > len(joint.pairs) else ""),
            ]
            for joint in joints
        ]  # fmt: skip
        if rows:
            heads_pair = ("终端产品", "对数", "例") if zh else ("End product", "Pairs", "For instance")
            table(f"{where} · {title}", heads_pair, rows, wide=(2,))
    _deliveries(told, lang)
    to_stdout(
        "口径：没有本地生产企业的投入视为可外购，有替代投入仍在的不算停产；普遍供给的产品不作断供假设。"
        if zh
        else "Inputs without a local maker are taken as bought from outside, a substitute that stands is enough; products of common supply are not knocked out."
    )


def _deliveries(told: Risk, lang: str) -> None:
    zh, links = lang == "zh", told.links
    left = _left_out(told, lang)
    if links.basis is None:
        if links.reason == "inactive":
            to_stdout(
                f"系统性风险（ESRI）未计算：没有两端都在产的供货关系（{left}）。"
                if zh
                else f"ESRI is not computed: no delivery has two active ends ({left})."
            )
        elif links.reason == "no-amounts":
            idle = links.inactive
            to_stdout(
                f"系统性风险（ESRI）未计算：已知 {links.links} 条供货关系都没有金额{f'（另有 {idle} 条一端拟建或关闭未计）' if idle else ''}。加 --equal-links 可只看结构。"
                if zh
                else f"ESRI is not computed: none of the {links.links} known deliveries has an amount{f' ({idle} more have a planned or closed end)' if idle else ''}. --equal-links looks at the structure alone."
            )
        else:
            to_stdout(
                "系统性风险（ESRI）未计算：没有供货关系表。"
                if zh
                else "ESRI is not computed: there is no table of supplies."
            )
        return
    heads = ("企业", "ESRI", "下游", "上游") if zh else ("Firm", "ESRI", "Downstream", "Upstream")
    basis = (
        ("每条供货关系计 1，只看结构" if zh else "every delivery counts 1: structure only")
        if links.basis == "equal"
        else ("按供货金额" if zh else "by amounts")
    )
    weights = (
        ("按营业收入加权" if zh else "weighted by revenue")
        if links.weights == "revenue"
        else ("按链上销售加权" if zh else "weighted by sales along the links")
    )
    table(
        f"{'系统性风险指数 ESRI' if zh else 'Economic Systemic Risk Index'} · {basis} · {weights} · {links.firms} {'家企业' if zh else 'firms'}, {links.links} {'条' if zh else 'links'}",
        heads,
        [
            [
                f"{one.name_zh}\n{one.enterprise}",
                *(
                    "—" if value is None else f"{'' if one.converged else '≥ '}{value:.3f}"
                    for value in (one.index, one.downstream, one.upstream)
                ),
            ]
            for one in links.shocks
        ],
    )
    if left:
        to_stdout(f"未计入：{left}" if zh else f"Not counted: {left}")
    if not links.converged:
        to_stdout(
            "标 ≥ 的未算到极限，为下限。"
            if zh
            else "Those marked ≥ did not reach their limit: at least so much is lost."
        )


def _left_out(told: Risk, lang: str) -> str:
    """The deliveries and firms that do not count, and why."""
    links = told.links
    parts = (
        (links.unknown, "条金额未知的供货关系", "deliveries of unknown amount"),
        (links.firms_unknown, "家没有已知金额的企业（无指数）", "firms without a known amount (they have no index)"),
        (links.inactive, "条一端拟建或关闭的供货关系", "deliveries with a planned or closed end"),
        (links.own, "条供给本企业的供货关系", "deliveries of a firm to itself"),
    )
    return ("，" if lang == "zh" else ", ").join(f"{n} {zh if lang == 'zh' else en}" for n, zh, en in parts if n)
