"""What an officer reads to do: whole sentences, in both languages, for every action."""

from __future__ import annotations

from typing import Any

import pytest

from chaingraph.catalogue import Names
from chaingraph.enumerations import Action, Confidence, Facet, Status
from chaingraph.findings.advice import advice
from chaingraph.findings.finding import Finding

BUYERS = ("车厂", "桥厂", "箱厂", "轮厂")
MAKERS = ("外厂甲", "外厂乙", "外厂丙", "外厂丁")


def finding(**changes: Any) -> Finding:
    """A gap in axles that four local enterprises need, of which nothing else is known."""
    known: dict[str, Any] = {
        "region": "990000", "chain": ("c",), "product": "axle", "name_zh": "车桥", "name_en": "axles", "stage": None,
        "segment_zh": None, "status": Status.MISSING, "makers": 0, "owners": 0, "chains_hit": (), "weight_known": None, "verify": False,
            "absent_probability": None, "broader": None, "score_low": None, "score_high": None, "output_yi": None, "hhi": None, "hhi_basis": None,
        "criticality": None, "needs": (), "local_buyers": (), "local_buyer_count": 4, "producible": False, "inputs_met": None,
        "action": Action.FILL, "score": None, "score_need": None, "score_demand": 0.0, "demand_reach": 0.0, "demand_steps": None,
        "score_severity": 1.0, "score_facet": Facet.ABSENCE, "confidence": Confidence.HIGH, "reason": Names(zh=""), "given": (),
    }  # fmt: skip
    return Finding(**known | changes)


WHOLE = [
    (Action.FILL, Status.MISSING, "zh", "补链引进车桥的生产企业，为车厂、桥厂、箱厂等4家配套；可对接的区域外生产企业：外厂甲、外厂乙、外厂丙等4家。"),
    (Action.FILL, Status.UNSEEN, "zh", "先核实本地是否确无生产，属实则补链引进车桥的生产企业，为车厂、桥厂、箱厂等4家配套；可对接的区域外生产企业：外厂甲、外厂乙、外厂丙等4家。"),
    (Action.FILL, Status.MISSING, "en", "Invite a maker of axles to serve 车厂, 桥厂, 箱厂 and 1 more; outside makers to approach: 外厂甲, 外厂乙, 外厂丙 and 1 more."),
    (Action.FILL, Status.UNSEEN, "en", "Check first that nobody here makes it; if so invite a maker of axles to serve 车厂, 桥厂, 箱厂 and 1 more; outside makers to approach: 外厂甲, 外厂乙, 外厂丙 and 1 more."),
    (Action.EXTEND, Status.UNSEEN, "zh", "本地已有其投入品，可由现有企业延伸生产车桥；可对接的区域外生产企业：外厂甲、外厂乙、外厂丙等4家。"),
    (Action.EXTEND, Status.UNSEEN, "en", "Its inputs are made here: local firms could extend to axles; outside makers to approach: 外厂甲, 外厂乙, 外厂丙 and 1 more."),
    (Action.STRENGTHEN, Status.SINGLE, "zh", "稳住现有车桥生产企业，并培育第二供应来源，为车厂、桥厂、箱厂等4家配套；可对接的区域外生产企业：外厂甲、外厂乙、外厂丙等4家。"),
    (Action.STRENGTHEN, Status.SINGLE, "en", "Keep the present maker of axles and build a second source to serve 车厂, 桥厂, 箱厂 and 1 more; outside makers to approach: 外厂甲, 外厂乙, 外厂丙 and 1 more."),
    (Action.SECURE, Status.UNSEEN, "zh", "车桥依赖资源禀赋，宜签长协、建储备、多来源采购，不作招引。"),
    (Action.SECURE, Status.UNSEEN, "en", "axles rests on a natural endowment: long-term contracts, stocks and several sources, not a plant."),
    (Action.DEFER, Status.UNSEEN, "zh", "暂缓；待其与本地之间的缺口补上后再议车桥。"),
    (Action.DEFER, Status.UNSEEN, "en", "Later: axles is needed once the gap between it and the region is filled."),
    (Action.NONE, Status.ADEQUATE, "zh", "暂不处置。"),
    (Action.NONE, Status.ADEQUATE, "en", "No action for now."),
]  # fmt: skip


@pytest.mark.parametrize(("action", "status", "lang", "wanted"), WHOLE)
def test_advice_is_this_sentence(action: Action, status: Status, lang: str, wanted: str) -> None:
    item = finding(action=action, status=status)
    assert advice(item, lang, buyers=BUYERS, candidates=MAKERS, total=len(MAKERS)) == wanted


def test_every_action_has_its_sentence_in_both_languages() -> None:
    assert {(action, lang) for action, _, lang, _ in WHOLE} == {(one, lang) for one in Action for lang in ("zh", "en")}


def test_nobody_to_approach_and_nobody_to_serve_is_told() -> None:
    item = finding()
    assert advice(item, "zh") == "补链引进车桥的生产企业；区域外候选企业资料中暂无，先列目标画像。"
    assert advice(item, "en") == "Invite a maker of axles; no outside maker is on record yet."


def test_a_product_without_an_english_name_keeps_its_own() -> None:
    assert advice(finding(name_en=None, action=Action.DEFER), "en").startswith("Later: 车桥 is needed")
