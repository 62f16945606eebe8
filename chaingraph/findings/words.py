"""The one table of the words of findings in Chinese and English."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # status of a product in a region
    "missing": ("缺失", "missing"),
    "unseen": ("未见", "unseen"),
    "single": ("单一", "single"),
    "concentrated": ("集中", "concentrated"),
    "adequate": ("充足", "adequate"),
    "common": ("普遍供给", "common supply"),
    # action
    "fill": ("补链", "fill"),
    "strengthen": ("强链", "strengthen"),
    "extend": ("延链", "extend"),
    "secure": ("稳链", "secure"),
    "defer": ("缓补", "defer"),
    "none": ("无", "none"),
    # confidence
    "high": ("高", "high"),
    "medium": ("中", "medium"),
    "low": ("低", "low"),
    # grade of evidence
    "present-confirmed": ("有，已证实", "present, confirmed"),
    "present-claimed": ("有，待证实", "present, claimed"),
    "probably-missing": ("很可能没有", "probably missing"),
    "confirmed-missing": ("确认没有", "confirmed missing"),
    # state of a target
    "met": ("已达到", "met"),
    "missed": ("未达到", "missed"),
    "on-track": ("符合进度", "on track"),
    "behind": ("落后", "behind"),
    "no-observation": ("无观测值", "no observation"),
    "no-base": ("无基期", "no base"),
    # fields and headings
    "evidence": ("证据等级", "Evidence"),
    "independent_makers": ("独立生产企业数", "Independent makers"),
    "hhi_independent": ("合并同集团后指数", "HHI, groups merged"),
    "rank": ("序号", "Rank"),
    "region": ("地区", "Region"),
    "chain": ("产业链", "Chain"),
    "product": ("环节（产品）", "Product"),
    "product_id": ("产品编号", "Product id"),
    "status": ("状态", "Status"),
    "action": ("类型（补强延稳）", "Action"),
    "score": ("弱度分", "Score"),
    "rank_stability": ("名次稳定度", "Rank stability"),
    "criticality": ("关键度", "Criticality"),
    "makers": ("本地生产企业数", "Makers"),
    "output_yi": ("产值（亿元）", "Output (CNY 100 m)"),
    "hhi": ("赫芬达尔指数", "HHI"),
    "hhi_basis": ("指数口径", "HHI basis"),
    "output": ("按产值", "by output"),
    "count": ("按户数", "by count"),
    "needs": ("影响的终端产品", "End products affected"),
    "local_buyers": ("本地需求企业", "Local buyers"),
    "producible": ("可自给生产", "Producible"),
    "inputs_met": ("投入满足率", "Inputs met"),
    "confidence": ("可信度", "Confidence"),
    "why": ("依据", "Reason"),
    "sources": ("来源", "Sources"),
    "source": ("来源", "Source"),
    "stage": ("位置", "Stage"),
    "segment": ("细分领域", "Segment"),
    "upstream": ("上游", "upstream"),
    "midstream": ("中游", "midstream"),
    "downstream": ("下游", "downstream"),
    "advice": ("建议", "Advice"),
    "duty": ("责任单位", "In charge"),
    "progress": ("销号状态", "Closed off"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "unknown": ("未知", "unknown"),
}


def word(key: str, lang: str) -> str:
    """The word for ``key`` in ``zh`` or ``en``; raises KeyError for a word that is not in the table."""
    zh, en = WORDS[key]
    return zh if lang == "zh" else en
