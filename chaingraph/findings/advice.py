"""What to do about a finding, in one sentence of each language; never an incentive (公平竞争审查条例)."""

from __future__ import annotations

from collections.abc import Sequence

from chaingraph.enumerations import Action, Status
from chaingraph.findings.finding import Finding
from chaingraph.findings.sentence import listed


def advice(f: Finding, lang: str, *, buyers: Sequence[str] = (), candidates: Sequence[str] = (), total: int = 0) -> str:
    """The advice for one finding; ``candidates`` are names of outside makers, ``total`` how many there are."""
    name = f.name(lang)
    check = (
        ("先核实本地是否确无生产，属实则", "Check first that nobody here makes it; if so i")
        if f.status == Status.UNSEEN
        else ("", "I")
    )
    if lang == "zh":
        whom = (
            f"可对接的区域外生产企业：{listed(candidates, total, 'zh')}"
            if candidates
            else "区域外候选企业资料中暂无，先列目标画像"
        )
        serve = f"，为{listed(buyers, f.local_buyer_count, 'zh')}配套" if buyers else ""
        return {
            Action.FILL: f"{check[0]}补链引进{name}的生产企业{serve}；{whom}。",
            Action.EXTEND: f"本地已有其投入品，可由现有企业延伸生产{name}；{whom}。",
            Action.STRENGTHEN: f"稳住现有{name}生产企业，并培育第二供应来源{serve}；{whom}。",
            Action.SECURE: f"{name}依赖资源禀赋，宜签长协、建储备、多来源采购，不作招引。",
            Action.DEFER: f"暂缓；待其与本地之间的缺口补上后再议{name}。",
            Action.NONE: "暂不处置。",
        }[f.action]
    whom = (
        f"outside makers to approach: {listed(candidates, total, 'en')}"
        if candidates
        else "no outside maker is on record yet"
    )
    serve = f" to serve {listed(buyers, f.local_buyer_count, 'en')}" if buyers else ""
    return {
        Action.FILL: f"{check[1]}nvite a maker of {name}{serve}; {whom}.",
        Action.EXTEND: f"Its inputs are made here: local firms could extend to {name}; {whom}.",
        Action.STRENGTHEN: f"Keep the present maker of {name} and build a second source{serve}; {whom}.",
        Action.SECURE: f"{name} rests on a natural endowment: long-term contracts, stocks and several sources, not a plant.",
        Action.DEFER: f"Later: {name} is needed once the gap between it and the region is filled.",
        Action.NONE: "No action for now.",
    }[f.action]
