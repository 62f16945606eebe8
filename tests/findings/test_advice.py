"""What an officer reads to do: one sentence of the finding's own facts, in both languages, and no other for any chain."""

from __future__ import annotations

import re
from typing import Any

import pytest

import chaingraph as cg
from chaingraph.catalogue import LANGUAGES, Names
from chaingraph.enumerations import Action, Confidence, Facet, InputKind, Status
from chaingraph.findings.advice import advice
from chaingraph.findings.circumstances import Circumstances, Firm, circumstances
from chaingraph.findings.finding import Finding
from chaingraph.findings.world import World
from chaingraph.graph import load
from chaingraph.network import card_facts

CAR, TRUCK = Names(zh="轿车", en="cars"), Names(zh="卡车", en="trucks")
STEEL, RUBBER = Names(zh="钢", en="steel"), Names(zh="胶", en="rubber")
CITY = Names(zh="甲市", en="A City")
BUYERS = {"buyers": ("车厂", "桥厂", "箱厂", "轮厂"), "uses": (CAR, TRUCK), "kind": InputKind.COMPONENT}


def finding(**changes: Any) -> Finding:
    """A gap in axles that four local enterprises need, of which nothing else is known."""
    known: dict[str, Any] = {
        "region": "990000", "chain": ("c",), "product": "axle", "name_zh": "车桥", "name_en": "axles", "stage": None,
        "segment_zh": None, "status": Status.UNSEEN, "makers": 0, "owners": 0, "output_yi": None, "hhi": None,
        "hhi_basis": None, "criticality": None, "needs": (), "chains_hit": (), "weight_known": None, "local_buyers": (),
        "local_buyer_count": 4, "producible": False, "inputs_met": None, "action": Action.FILL, "verify": True,
        "absent_probability": None, "broader": None, "score": None, "score_low": None, "score_high": None,
        "score_need": None, "score_demand": 0.0, "demand_reach": 0.0, "demand_steps": None, "score_severity": 1.0,
        "score_facet": Facet.ABSENCE, "confidence": Confidence.HIGH, "reason": Names(zh=""), "given": (),
    }  # fmt: skip
    return Finding(**known | changes)


def firm(name: str, **more: Any) -> Firm:
    return Firm(name=name, **more)


ABROAD = firm("远厂", place=Names(zh="丙市", en="C City"))
SISTER = firm("外厂", owner="集团", stands=("子厂",))
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], str, str]] = {
    "nothing known but the gap": (
        {"local_buyer_count": 0}, {},
        "没有终端产品因它停产，按配套成本权衡；省内外的生产企业资料中都没有，先列目标画像再找。",
        "No end product stops without it: weigh it as a matter of cost; no maker anywhere is on record: draw up a profile and search.",
    ),
    "ask the buyers first": (
        {}, {**BUYERS, "lead": "车厂", "parts": (CITY,), "gathered": 1.0, "ends": (CAR,), "supplied": ((STEEL, "钢厂"),), "lacking": (RUBBER,), "farther": (ABROAD,)},
        "先核实：问车厂、桥厂、箱厂等4家现从何处采购车桥（作零部件，用于轿车、卡车），本地有无生产；请其中的龙头车厂牵头提出需求；用户都在甲市，宜就近落地；轿车缺它就停产；投入品中钢可由钢厂供应，胶本地没有，须同步落实来源；省外可对接远厂。",
        "Check first: ask 车厂, 桥厂, 箱厂 and 1 more where they buy axles now (as a component of cars, trucks) and whether anybody here makes it; let 车厂, a lead firm among them, state the demand; all of them are in A City, the place for it; cars stops without it; of its inputs steel comes from 钢厂; not made here and to be secured along with it: rubber; outside the province 远厂 can be approached.",
    ),
    "searched once": (
        {}, {**BUYERS, "searched": ("工商登记",), "parts": (CITY, CITY), "gathered": 0.75, "standing": (SISTER,)},
        "先核实：目前只查过工商登记，未见车桥的本地生产企业，换一类资料再查；车厂、桥厂、箱厂等4家要用车桥（作零部件，用于轿车、卡车）；需求成片，可办专场对接；用户多在甲市，落地先看那里；没有终端产品因它停产，按配套成本权衡；先请外厂（子厂已在本地）增资扩产，不作新招引。",
        "Check first: only 工商登记 has been searched for makers of axles, so search a second kind of source; 车厂, 桥厂, 箱厂 and 1 more need axles (as a component of cars, trucks); demand enough for a matching meeting of its own; most of them are in A City: look there first for a place; no end product stops without it: weigh it as a matter of cost; ask 外厂 (its 子厂 stands here) to expand what stands here, no new invitation.",
    ),
    "searched enough": (
        {"verify": False, "absent_probability": 0.9, "local_buyer_count": 1}, {"buyers": ("车厂",), "uses": (CAR,), "kind": InputKind.MATERIAL, "searched": ("工商登记", "行业名录"), "bordering": (ABROAD,), "farther": (firm("更远厂"),)},
        "工商登记、行业名录都已查过，可按本地没有车桥生产对待；车厂要用车桥（作原料，用于轿车）；用户只此一家，引进前先与其谈定用量；没有终端产品因它停产，按配套成本权衡；邻省有远厂（丙市），就近招引；更远的有更远厂。",
        "Searched in vain (工商登记, 行业名录): take it that nobody here makes axles; 车厂 need axles (as material for cars); there is no other buyer: settle its quantities before anybody is invited; no end product stops without it: weigh it as a matter of cost; 远厂 (C City) across the province's border are the nearest to invite; farther off there are 更远厂.",
    ),
    "a census": (
        {"status": Status.MISSING, "verify": False, "local_buyer_count": 2}, {"buyers": ("车厂", "桥厂"), "uses": (CAR,), "parts": (CITY, STEEL), "gathered": 0.5, "coming": ("车桥项目",), "planned": ("拟建厂",), "common": 2, "segment": "底盘", "segment_all": 3},
        "项目库已有车桥项目，先核实进度、促其建成，不另起炉灶；拟建厂在册拟建，先核实是否仍在推进；普查名录确认本地没有企业生产车桥；车厂、桥厂要用车桥（用于轿车）；把几家的需求合在一起谈；用户分在甲市、钢，落地看运输；没有终端产品因它停产，按配套成本权衡；底盘这一段本地全空，单补一环难成链；投入品随处可购；省内外的生产企业资料中都没有，先列目标画像再找。",
        "The project library has 车桥项目: find out how far it has come before anybody else is invited; check whether the plans of 拟建厂 still hold; the census lists nobody here who makes axles; 车厂, 桥厂 need axles (for cars); bring their demand to one table; they are in A City, steel: transport decides where to build; no end product stops without it: weigh it as a matter of cost; nothing of the segment 底盘 is made here: one link alone makes no chain; its inputs are on sale everywhere; no maker anywhere is on record: draw up a profile and search.",
    ),
    "the only maker": (
        {"action": Action.STRENGTHEN, "status": Status.SINGLE, "makers": 1, "owners": 1, "verify": False}, {**BUYERS, "lead": "车厂", "makers": (firm("独家", place=CITY, owner="集团"),), "ends": (CAR, TRUCK), "other_chains": (STEEL,), "province": (firm("省内厂", place=CITY),)},
        "车桥现只有独家（甲市）一家生产，归集团，先请其集团内部备份产能；车厂、桥厂、箱厂等4家都靠它（作零部件，用于轿车、卡车），须备第二来源；龙头车厂在内，请其参与选定第二来源；它一断，轿车、卡车都停产；还波及钢；第二来源先看省内的省内厂（甲市）。",
        "独家 (A City) of 集团 alone makes axles: ask that group for capacity in reserve; 车厂, 桥厂, 箱厂 and 1 more all rest on it (as a component of cars, trucks): a second source is needed; 车厂, a lead firm among them, should take part in choosing a second source; without it cars, trucks stop; it hits other chains too: steel; for a second source look to 省内厂 (A City) in the province.",
    ),
    "one group": (
        {"action": Action.STRENGTHEN, "status": Status.CONCENTRATED, "makers": 2, "owners": 1, "verify": False, "local_buyer_count": 0}, {"makers": (firm("甲厂", owner="集团"), firm("乙厂", owner="集团")), "farther": (ABROAD,)},
        "甲厂、乙厂同归集团，车桥实为一家供应，第二来源须在该集团之外；本地没有直接用户，扩产看区域外订单；没有终端产品因它停产，第二来源不必抢先；第二来源可从省外的远厂中找。",
        "甲厂, 乙厂 all belong to 集团: for axles that is one supplier, and a second source must stand outside the group; nobody here buys it: expansion depends on orders from elsewhere; no end product stops without it: a second source can wait its turn; outside the province 远厂 could be the second source.",
    ),
    "extend": (
        {"action": Action.EXTEND, "local_buyer_count": 0}, {"supplied": ((STEEL, "钢厂"), (RUBBER, "胶厂")), "unmade": (CAR,), "bordering": (ABROAD,)},
        "钢厂、胶厂已生产钢、胶，从中选有意向的延伸到车桥；先问钢厂是否已在生产；下游轿车本地还没有，产品先外销；可与邻省的远厂（丙市）合作。",
        "钢厂, 胶厂 make steel, rubber: see which of them would extend downstream to axles; ask 钢厂 first whether it makes it already; what it goes into (cars) is not made here yet, so it sells outside at first; 远厂 (C City) across the province's border are possible partners.",
    ),
    "secure": (
        {"action": Action.SECURE, "verify": False, "local_buyer_count": 1}, {"buyers": ("车厂",), "farther": (ABROAD,), "ends": (CAR,)},
        "车桥取决于资源，本地没有生产企业，靠外购；由车厂与远厂签长期供货协议；储备量按轿车的用量定。",
        "Axles depends on a natural resource and has no maker here: it is bought in; let 车厂 sign long-term contracts with 远厂; size the stock by what cars need.",
    ),
    "pair": (
        {"action": Action.PAIR, "status": Status.ELSEWHERE, "verify": False, "local_buyer_count": 1}, {"buyers": ("车厂",), "uses": (CAR,), "province": (firm("省内厂", place=CITY), firm("二厂")), "ends": (CAR,), "farther": (ABROAD,)},
        "车桥省内已有省内厂（甲市）、二厂生产，不另招引；组织车厂从中选定供方（用于轿车）；轿车靠它不停产，供货协议先签。",
        "省内厂 (A City), 二厂 in the province make axles: no need to invite anybody; let 车厂 choose their supplier among them (for cars); cars depends on it: sign the supply contract first.",
    ),
    "defer": (
        {"action": Action.DEFER, "local_buyer_count": 0, "demand_steps": 2}, {"unmade": (CAR, TRUCK, STEEL), "ends": (TRUCK,), "standing": (SISTER,)},
        "暂缓：用车桥的轿车、卡车等共3种，本地都还没有，先补其一；隔2环才到本地用户；卡车最终要靠它，列入观察；届时可找外厂。",
        "Later: axles goes into 3 products that nobody here makes (cars, trucks and others): fill one of them first; local buyers are 2 steps away; trucks rests on it in the end: keep it in view; then ask 外厂.",
    ),
    "common supply": (
        {"action": Action.NONE, "status": Status.COMMON}, {},
        "车桥随处可购，不作处置。", "Axles is on sale everywhere: nothing to do.",
    ),
    "adequate": (
        {"action": Action.NONE, "status": Status.ADEQUATE, "makers": 4, "owners": 3}, {"makers": tuple(firm(name) for name in "甲乙丙丁")},
        "车桥有甲、乙、丙等4家生产，归3个所有者，供应不缺，不作处置。", "Axles is made by 甲, 乙, 丙 and 1 more (3 owners): nothing to do.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_advice_is_this_sentence(case: str) -> None:
    changes, around, zh, en = CASES[case]
    told = advice(finding(**changes), Circumstances(**around))
    assert told.text("zh") == zh
    assert told.text("en") == en


def test_every_action_has_advice_of_its_facts() -> None:
    assert {changes.get("action", Action.FILL) for changes, _, _, _ in CASES.values()} == set(Action)


@pytest.mark.parametrize("fact", ["searched", "lead", "ends", "supplied", "coming", "bordering", "standing", "parts"])
def test_a_fact_more_is_a_clause_more_or_another(fact: str) -> None:
    """Nothing of the sentence is there for its own sake: without its fact a clause is gone."""
    full: dict[str, Any] = {
        **BUYERS, "searched": ("名录",), "lead": "车厂", "ends": (CAR,), "supplied": ((STEEL, "钢厂"),), "coming": ("项目",),
        "bordering": (ABROAD,), "standing": (SISTER,), "parts": (CITY,), "gathered": 1.0,
    }  # fmt: skip
    without = Circumstances(**{name: value for name, value in full.items() if name != fact})
    assert advice(finding(), Circumstances(**full)).text("zh") != advice(finding(), without).text("zh")


@pytest.fixture(scope="module")
def bundled() -> World:
    return cg.world(load())


def _blank(world: World, lang: str) -> Any:
    """A sentence with every name of the data and every figure blanked; the number of names in a list stays."""
    told = world.dataset.rows(
        "select unnest([name_zh, name_en]) from products union select unnest([name_zh, name_en, parent_group])"
        " from enterprises union select unnest([name_zh, name_en]) from regions union select name_zh from projects"
        " union select unnest([name_zh, name_en]) from chains union select segment_zh from products"
        ' union select "where" from searches'
    )
    names = sorted({name for (name,) in told if name and len(name) > 1}, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, names)), re.IGNORECASE)
    return lambda text: re.sub(r"\d[\d.,]*", "N", pattern.sub("X", text))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_fits_two_chains(bundled: World, lang: str) -> None:
    """The first ten gaps of each chain, names and figures blanked: no sentence fits three gaps of several chains, at most
    one in twenty fits two, and there are far more patterns than actions.
    """
    network, blank = bundled.network, _blank(bundled, lang)
    patterns: dict[str, dict[str, str]] = {}
    for chain in network.chains:
        gaps = [item for item in cg.gaps(bundled, chain=chain, buyers=False).items if item.action is not Action.NONE][
            :10
        ]
        region = bundled.places.topmost()
        facts = card_facts(bundled.dataset, bundled.places, bundled.market(region), [item.product for item in gaps])
        patterns[chain] = {
            item.product: blank(advice(item, circumstances(bundled, item, facts[item.product])).text(lang))
            for item in gaps
        }
    chains_of: dict[str, set[str]] = {}
    products_of: dict[str, set[str]] = {}
    for chain, said in patterns.items():
        for product, pattern in said.items():
            chains_of.setdefault(pattern, set()).add(chain)
            products_of.setdefault(pattern, set()).add(product)
    shared = {pattern for pattern, chains in chains_of.items() if len(chains) > 1 and len(products_of[pattern]) > 1}
    assert all(len(products_of[pattern]) < 3 for pattern in shared)
    assert len(shared) <= len(chains_of) / 20
    every = [pattern for own in patterns.values() for pattern in own.values()]
    assert len(set(every)) > 6 * len(Action)
