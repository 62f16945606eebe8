"""Why a candidate is asked, in whole sentences of each language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chaingraph.findings.world import World
from chaingraph.network import Distance
from chaingraph.questions.candidates.ask import Kind, candidates
from chaingraph.questions.candidates.reasons import reasons

OUTSIDE = [
    ({}, ("已生产树脂", "还可补油"), ("makes resin", "would also fill oil")),
    ({"fills": ("resin",)}, ("已生产树脂",), ("makes resin",)),
    (
        {"year": 2023, "output_yi": 1234.5, "output_year": 2020},
        ("已生产树脂（2023年）", "还可补油", "该产品产值1234.5亿元（2020年）"),
        ("makes resin (2023)", "would also fill oil", "output CNY 1234.5 hundred million (2020)"),
    ),
    (
        {"year": 2023, "output_yi": 0.0, "output_year": 2023},
        ("已生产树脂（2023年）", "还可补油", "该产品产值0亿元"),
        ("makes resin (2023)", "would also fill oil", "output CNY 0 hundred million"),
    ),
    (
        {"newly_producible": 2, "fills": ("car", "film", "oil", "ore", "resin")},
        ("已生产树脂", "还可补产品car、膜、油等4个", "补上后新增可自给产品2种"),
        (
            "makes resin",
            "would also fill 产品car, film, oil and 1 more",
            "2 more products could be made from inputs at hand",
        ),
    ),
    (
        {"ties": ("甲", "乙", "丙")},
        ("已生产树脂", "还可补油", "与甲、乙、丙有供货关系（本企业或同集团）"),
        ("makes resin", "would also fill oil", "it or its group trades with 甲, 乙, 丙"),
    ),
    (
        {"ties": ("甲", "乙", "丙", "丁", "戊")},
        ("已生产树脂", "还可补油", "与甲、乙、丙等5个有供货关系（本企业或同集团）"),
        ("makes resin", "would also fill oil", "it or its group trades with 甲, 乙, 丙 and 2 more"),
    ),
]

MORE = [
    (
        {"kind": Kind.EXPANSION, "stands": ("本地厂",), "distance": Distance.NEXT},
        ("同一集团的本地厂已在本地，宜增资扩产", "已生产树脂", "还可补油", "在相邻省份"),
        (
            "本地厂 of the same group already stands here: expand what stands",
            "makes resin",
            "would also fill oil",
            "in a bordering province",
        ),
    ),
    (
        {"kind": Kind.EXPANSION, "namesakes": ("同号厂",), "distance": Distance.FARTHER},
        ("本地同号厂与其字号相同，先核实是否同一集团", "已生产树脂", "还可补油"),
        (
            "同号厂 here bears the same name: check whether it is of the same group",
            "makes resin",
            "would also fill oil",
        ),
    ),
    (
        {"kind": Kind.PROVINCE, "distance": Distance.SAME, "ties": ("甲",), "leads": ("龙头", "甲")},
        ("已生产树脂", "还可补油", "与甲有供货关系（本企业或同集团）", "由此联系本地龙头龙头", "在本省"),
        (
            "makes resin",
            "would also fill oil",
            "it or its group trades with 甲",
            "and so with the local lead firm 龙头",
            "in the same province",
        ),
    ),
    (
        {"region": None, "makes": ("film", "resin")},
        ("已生产膜、树脂", "还可补油", "所在地不详，先核实是否就在本地"),
        (
            "makes film, resin",
            "would also fill oil",
            "place unknown: check first whether it stands here",
        ),
    ),
    (
        {"kind": Kind.EXTENSION, "near": ("oil",)},
        ("本地企业，已生产其投入品油，可向下游延伸",),
        ("local, makes its input oil and could extend downstream",),
    ),
]


@pytest.mark.parametrize(("known", "zh", "en"), OUTSIDE + MORE)
def test_of_a_maker_elsewhere(province: World, known: dict[str, Any], zh: tuple[str, ...], en: tuple[str, ...]) -> None:
    found = candidates(province, "resin", "990000")
    plain: dict[str, Any] = {"output_yi": None, "year": None, "output_year": None, "newly_producible": 0, "ties": ()}
    firm = replace(next(one for one in found.items if one.id == "y2"), **plain | known)
    assert (reasons(province, found, firm, "zh"), reasons(province, found, firm, "en")) == (zh, en)


def test_of_a_local_one_near_to_it(province: World) -> None:
    found = candidates(province, "resin", "990000")
    firm = next(one for one in found.items if one.id == "n2")
    assert reasons(province, found, firm, "zh") == ("本地企业，现产相近的板",)
    assert reasons(province, found, firm, "en") == ("local, makes sheet, close to it",)
