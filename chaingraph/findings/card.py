"""A proof card as text for a terminal."""

from __future__ import annotations

from typing import Any

from chaingraph.findings.advice import advice
from chaingraph.findings.assemble import World
from chaingraph.findings.explain import Card
from chaingraph.findings.words import word

_LISTED = 20


def card_text(world: World, card: Card, lang: str) -> str:
    """The card in ``zh`` or ``en``: verdict, sentence, rule, facts with table and row, sources, what would change it."""
    f, facts, zh = card.finding, card.facts, lang == "zh"
    numbers = {source: place for place, source in enumerate(facts.sources, start=1)}

    def names(ids: tuple[str, ...]) -> str:
        shown = [f"{world.network.products[one].name(lang)} ({one})" for one in ids[:_LISTED]]
        more = len(ids) - len(shown)
        return ("、" if zh else ", ").join(shown) + (f" … +{more}" if more else "") or "—"

    def row(told: dict[str, Any], what: str) -> str:
        cited = "".join(f"[{numbers[s]}]" for s in told.get("source") or () if s in numbers)
        return f"  - {what}  {{{told['table']} {told['row']}}} {cited}".rstrip()

    def firm(told: dict[str, Any]) -> str:
        parts = [told["name_zh"], world.places.name(told["region"], lang)]
        if told.get("output_yi") is not None:
            parts.append(
                f"{told['output_yi']:g} {'亿元' if zh else 'CNY 100 m'}"
                + (f" ({told['year']})" if told.get("year") else "")
            )
        if told.get("capacity"):
            parts.append(told["capacity"])
        return " · ".join(parts)

    head = f"{f.name(lang)} ({f.product}) · {world.places.name(f.region, lang)}"
    lines = [head, "=" * min(len(head), 60), f.why(lang), ""]
    for key in ("status", "action", "confidence"):
        lines.append(f"{word(key, lang)}: {word(getattr(f, key), lang)}")
    for key in ("criticality", "inputs_met", "score"):
        value = getattr(f, key)
        lines.append(f"{word(key, lang)}: {word('unknown', lang) if value is None else f'{value:.3f}'}")
    lines.append(f"{word('producible', lang)}: {word('yes' if f.producible else 'no', lang)}")
    given = ", ".join(f.given) or ("无" if zh else "nothing")
    lines += [
        ("  视为外购：" if zh else "  taken as bought from outside: ") + given,
        "",
        card.rule_zh if zh else card.rule_en,
    ]
    candidates = [told["name_zh"] for told in facts.outside]
    buyers = [told["name_zh"] for told in facts.buyers]
    lines += [
        "",
        ("建议：" if zh else "Advice: ")
        + advice(f, lang, buyers=buyers[:3], candidates=candidates[:3], total=len(candidates)),
    ]
    sections = (
        (("本地生产企业", "Local makers"), facts.makers),
        (("拟建或已关闭的本地生产企业（不计入）", "Local makers planned or closed (not counted)"), facts.idle),
        (("本地需求企业", "Local buyers"), facts.buyers),
        (("区域外生产企业（候选）", "Makers outside (candidates)"), facts.outside),
    )
    for title, rows in sections:
        if rows:
            lines += [
                "",
                f"{title[0] if zh else title[1]} ({len(rows)})",
                *(row(told, firm(told)) for told in rows[:_LISTED]),
            ]
            if len(rows) > _LISTED:
                lines.append(f"  … +{len(rows) - _LISTED} (--format json)")
    if facts.inputs:
        lines += ["", "投入" if zh else "Inputs"]
        for told in facts.inputs:
            kind = ("必需" if zh else "essential") if told["essential"] else ("非必需" if zh else "not essential")
            group = f" · {'替代组' if zh else 'substitutes'} {told['group']}" if told["group"] else ""
            state = (
                ("本地有" if zh else "made here")
                if told["input"] in world.market(f.region).made
                else ("普遍供给" if zh else "common")
                if told["input"] in world.network.common
                else ("未见本地生产" if zh else "no local maker seen")
            )
            lines.append(row(told, f"{world.network.products[told['input']].name(lang)} · {kind}{group} · {state}"))
    if card.blocked:
        lines += [
            "",
            ("尚不能自给的投入组：" if zh else "Input groups without a producible member: ")
            + "; ".join(names(group) for group in card.blocked),
        ]
    if not f.producible and card.fill.cost is not None:
        count = round(card.fill.cost)
        lines += [
            "",
            f"要全靠本地造出它，最少补 {count} 个环节："
            if zh
            else f"To make it from local inputs alone, at least {count} links:",
        ]
        lines += [f"  - {names(one)}" for one in card.fill.sets]
        if not card.fill.complete:
            lines.append("  - 另有同样少的补法" if zh else "  - and other sets as small")
    lines += ["", ("用于：" if zh else "Used in: ") + names(card.users)]
    lines.append(("断供后停产：" if zh else "Stops without it: ") + names(card.fails))
    lines.append(("其中本地终端产品：" if zh else "Of these local end products: ") + names(f.needs))
    for told in facts.projects:
        lines.append(row(told, ("项目：" if zh else "Project: ") + told["name_zh"]))
    for told in facts.coverage:
        lines.append(
            row(
                told,
                ("收录程度：" if zh else "Coverage: ") + f"{told['region']} {told['chain']} {told['completeness']}",
            )
        )
    for told in facts.product:
        lines.append(row(told, ("产品定义" if zh else "The product") + (f"：{told['note']}" if told["note"] else "")))
    lines += ["", "怎样会改变结论" if zh else "What would change it"]
    lines += [f"  - {one}" for one in (card.would_change_zh if zh else card.would_change_en)]
    lines += ["", "来源" if zh else "Sources"]
    for source, place in numbers.items():
        told = facts.sources[source]
        parts = [told["title"], told["publisher"], str(told["year"] or ""), told["url"]]
        lines.append(f"  [{place}] " + " · ".join(part for part in parts if part))
    return "\n".join(lines)
