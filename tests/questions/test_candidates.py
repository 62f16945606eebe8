"""Who stands first, by how much, and whether that can be told: candidates, parks and plans of what is partly known."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from chaingraph.analyses import Candidate, portfolio
from chaingraph.cli.app import app
from chaingraph.document.render import render
from chaingraph.findings.standing import apart_told, cut_told, standing
from chaingraph.findings.world import World, world
from chaingraph.network import ProductNetwork
from chaingraph.questions.candidates.ask import FIRST, CandidateFirm, Grounds, Kind, _ranked, candidates
from chaingraph.questions.candidates.reasons import reasons
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.invitations import invitations
from chaingraph.questions.plan.ask import plan
from chaingraph.questions.plan.document import plan_document
from chaingraph.questions.report.ask import papers
from chaingraph.questions.report.sets import chosen_set
from chaingraph.questions.sites.ask import sites
from chaingraph.tables import load_rows
from chaingraph.views.site.cards import _invite
from tests.oracle import write_folder
from tests.questions.test_action import ROWS

Rows = dict[str, list[dict[str, str]]]


def changed(**tables: list[dict[str, str]]) -> World:
    """The small world with rows of some tables put after its own."""
    return world(load_rows(ROWS | {name: [*ROWS.get(name, []), *rows] for name, rows in tables.items()}))


def found(known: World, product: str = "chip", region: str = "990000") -> dict[str, CandidateFirm]:
    return {one.id: one for one in candidates(known, product, region, top=1000).items}


def firm(name: str, effect: float = 1.0, kind: Kind = Kind.OUTSIDE, **grounds: float | None) -> CandidateFirm:
    known = {"tie": None, "lead": None, "scale": None, "distance": None, "inputs": None, "nearness": None, **grounds}
    return CandidateFirm(
        id=name, name_zh=name, name_en=name, region="980000", kind=kind, role=None, output_yi=None, year=None, fills=(), newly_producible=0, ties=(), near=(), grounds=Grounds(effect=effect, **known), front=False, score=None, stability=None, rows=(), sources=()
    )  # fmt: skip


# ---------------------------------------------------------------- ties: groups and the status of both ends


@pytest.mark.parametrize("by", ["o", "外总", "Outer"])
def test_an_outside_parent_is_a_tie_though_it_has_no_parent_itself(by: str) -> None:
    outside = {"id": "o", "name_zh": "外总", "name_en": "Outer", "region": "980000"}
    local = {"id": "s", "name_zh": "子厂", "region": "990100", "parent_group": by}
    known = changed(enterprises=[outside, local], makes=[{"enterprise": "o", "product": "chip"}])
    told = found(known)["o"]
    assert (told.kind, told.stands, told.grounds.tie, "tie" in told.known) == (Kind.EXPANSION, ("子厂",), 1.0, True)
    alone = changed(enterprises=[outside], makes=[{"enterprise": "o", "product": "chip"}])
    one = found(alone)["o"]
    assert (one.kind, one.stands, one.grounds.tie) == (Kind.OUTSIDE, (), None)


def test_kin_are_subsidiaries_sisters_and_cousins_and_circles_end() -> None:
    def tied(candidate: str, local: str, *others: dict[str, str]) -> tuple[str, ...]:
        known = changed(
            enterprises=[
                {"id": "o", "name_zh": "外厂", "region": "980000", "parent_group": candidate},
                {"id": "s", "name_zh": "本地厂", "region": "990100", "parent_group": local},
                *others,
            ],
            makes=[{"enterprise": "o", "product": "chip"}],
        )
        return found(known)["o"].stands

    assert tied("本地厂", "") == ("本地厂",)  # its subsidiary elsewhere
    assert tied("某集团", "某集团") == ("本地厂",)  # a group that is no enterprise on record
    head = {"id": "h", "name_zh": "总部", "region": "980000"}
    middle = {"id": "m", "name_zh": "二级", "region": "980000", "parent_group": "h"}
    assert tied("二级", "总部", head, middle) == ("本地厂",)  # the parent of its parent
    assert tied("h", "总部", head) == ("本地厂",)  # once by id, once by name
    assert tied("本地厂", "外厂") == ("本地厂",)  # each the parent of the other
    assert tied("甲集团", "乙集团") == ()
    twins = [
        {"id": "t0", "name_zh": "重名", "region": "980000"},
        {"id": "t1", "name_zh": "别的", "name_en": "重名", "region": "980000"},
    ]
    assert tied("t0", "重名", *twins) == ()  # the name of two: nobody knows which


@pytest.mark.parametrize(("status", "ties"), [("", ("子厂",)), ("active", ("子厂",)), ("closed", ()), ("planned", ())])
def test_a_tie_to_a_closed_or_planned_enterprise_is_none(status: str, ties: tuple[str, ...]) -> None:
    local = {"id": "s", "name_zh": "子厂", "region": "990100", "status": status}
    for tables in (
        {"enterprises": [local], "supplies": [{"supplier": "x2", "customer": "s", "product": "chip"}]},
        {"enterprises": [local], "supplies": [{"supplier": "s", "customer": "x2", "product": "glass"}]},
        {"enterprises": [local | {"parent_group": "x2"}]},
    ):
        told = found(changed(**tables))["x2"]
        assert (told.ties or told.stands, told.grounds.tie) == (ties, 1.0 if ties else None)
        assert told.kind is (Kind.EXPANSION if told.stands else Kind.OUTSIDE)


def test_two_makers_elsewhere_measure_what_is_near_and_closed_ones_nothing() -> None:
    """Steel and glass of no common segment: near where two active firms elsewhere make both, not by who stands here."""

    def near(*statuses: str, region: str = "980000") -> dict[str, float | None]:
        both = [
            {"id": f"c{number}", "name_zh": f"两样都做{number}", "region": region, "status": status}
            for number, status in enumerate(statuses)
        ]
        made = [{"enterprise": one["id"], "product": product} for one in both for product in ("steel", "glass")]
        told = found(changed(enterprises=both, makes=made), "steel")
        return {name: one.grounds.nearness for name, one in told.items() if one.kind is Kind.LOCAL}

    assert near("active", "active") == {"e2": 1.0}  # both makers of steel elsewhere make glass, and the other way round
    assert near("active") == near("active", "closed") == near("active", "planned") == {}
    assert near("active", "active", region="990100") == {}  # what local ones make together measures nothing


def test_to_share_a_segment_is_near_in_one_home_chain_and_division_alone() -> None:
    def near(**mine: str) -> set[str]:
        products = [
            {"id": "paint", "name_zh": "漆", "chain": "c", "segment": "材料", "gbt4754": "2641"} | mine,
            {"id": "rod", "name_zh": "棒", "chain": "c;d", "segment": "材料", "gbt4754": "3130"},
            {"id": "bar", "name_zh": "条", "chain": "d;c", "segment": "材料", "gbt4754": "3130"},
        ]
        known = changed(
            chains=[{"id": "d", "name_zh": "别链"}],
            products=products,
            enterprises=[{"id": "q", "name_zh": "漆厂", "region": "990100"}, {"id": "b", "name_zh": "条厂", "region": "990100"}],
            makes=[{"enterprise": "q", "product": "paint"}, {"enterprise": "b", "product": "bar"}],
        )  # fmt: skip
        return {name for name, one in found(known, "rod").items() if one.kind is Kind.LOCAL}

    assert near() == set()  # paint is of another division, the bar of another home chain
    assert near(gbt4754="3120") == {"q"}
    assert near(gbt4754="") == {"q"}  # unknown: the segment alone
    assert near(gbt4754="3120", segment="涂料") == set()
    assert near(gbt4754="3120", segment="") == set()


def test_makers_of_inputs_are_no_neighbours_but_could_extend_where_nobody_buys() -> None:
    """A product without local buyers and with inputs made here asks to extend; one that is bought asks to invite."""
    rows = {"makes": [{"enterprise": "e2", "product": "glass"}, {"enterprise": "e3", "product": "steel"}]}

    def extending(**inputs: str) -> dict[str, float | None]:
        known = world(load_rows(ROWS | rows | {"inputs": [*ROWS["inputs"], *({"product": "chip", "input": name, "kind": kind} for name, kind in inputs.items())]}))  # fmt: skip
        return {name: one.grounds.nearness for name, one in found(known).items() if one.kind is Kind.EXTENSION}

    assert extending() == {"e2": 1.0}  # it makes glass, the one input of chip
    assert extending(steel="equipment") == {"e2": 0.5}  # who makes the machines makes no chips
    assert extending(steel="component") == {"e2": 0.5, "e3": 0.5}
    assert "e2" not in found(changed())  # the car plant buys chips: they are to be invited


# ---------------------------------------------------------------- who stands here already, and how far off they are


def placed(**tables: list[dict[str, str]]) -> World:
    """Jilin with two cities, Liaoning beside it, Guangdong farther off, and a car plant that wants chips."""
    rows: Rows = {
        "regions": [
            {"code": "220000", "name_zh": "吉林省"}, {"code": "220100", "name_zh": "长春市", "parent": "220000"},
            {"code": "220200", "name_zh": "吉林市", "parent": "220000"}, {"code": "210000", "name_zh": "辽宁省"},
            {"code": "440000", "name_zh": "广东省"},
        ],
        "chains": [{"id": "c", "name_zh": "链"}],
        "products": [{"id": "chip", "name_zh": "芯片", "chain": "c"}, {"id": "car", "name_zh": "整车", "chain": "c"}],
        "inputs": [{"product": "car", "input": "chip"}],
        "enterprises": [{"id": "a", "name_zh": "长春整车集团有限公司", "region": "220100", "role": "lead"}],
        "makes": [{"enterprise": "a", "product": "car"}],
    }  # fmt: skip
    return world(load_rows(rows | {name: [*rows.get(name, []), *more] for name, more in tables.items()}))


def chip_maker(name: str, region: str, **more: str) -> dict[str, list[dict[str, str]]]:
    return {
        "enterprises": [{"id": "m", "name_zh": name, "region": region, **more}],
        "makes": [{"enterprise": "m", "product": "chip"}],
    }


@pytest.mark.parametrize(
    ("region", "place", "kind", "away", "value"),
    [
        ("220100", "220200", Kind.PROVINCE, "same-province", 1.0),
        ("220100", "220000", Kind.PROVINCE, "same-province", 1.0),
        ("220100", "210000", Kind.OUTSIDE, "next-province", 0.5),
        ("220100", "440000", Kind.OUTSIDE, "farther", 0.0),
        ("220100", "", Kind.OUTSIDE, None, None),
        ("220000", "210000", Kind.OUTSIDE, "next-province", 0.5),
        ("210000", "440000", Kind.OUTSIDE, "farther", 0.0),
    ],
)
def test_distance_comes_in_classes_and_an_unknown_place_stays_unknown(
    region: str, place: str, kind: Kind, away: str | None, value: float | None
) -> None:
    told = found(placed(**chip_maker("远芯", place)), "chip", region)["m"]
    assert (told.region, told.kind, told.distance, told.grounds.distance) == (place or None, kind, away, value)
    assert ("distance" in told.known) is (value is not None and kind is Kind.OUTSIDE)


def test_a_maker_of_the_province_is_never_told_as_outside_for_a_city() -> None:
    tables = chip_maker("松江芯片有限公司", "220200")
    tables["enterprises"].append({"id": "f", "name_zh": "远芯", "region": "440000"})
    tables["makes"].append({"enterprise": "f", "product": "chip"})
    known = placed(**tables)
    for form in ("text", "csv", "md", "html", "json"):
        for lang, outside in (("zh", "区域外"), ("en", "outside the region")):
            said_of = render(candidates(known, "chip", "220100").document(lang), form)
            said_of = said_of if isinstance(said_of, str) else said_of.decode()
            assert "松江芯片" in said_of
            assert outside not in said_of
            assert form == "json" or ("省内配套" if lang == "zh" else "To pair with") in said_of


@pytest.mark.parametrize(
    ("name", "short", "here"),
    [
        ("广东长白芯片有限公司", "", ()),
        ("广东长白芯业有限公司", "", ("吉林长白芯业股份有限公司",)),
        ("深圳某芯有限公司", "长白芯业", ("吉林长白芯业股份有限公司",)),
        ("广东链有限公司", "", ()),
    ],
)
def test_a_namesake_here_is_an_expansion_to_be_checked(name: str, short: str, here: tuple[str, ...]) -> None:
    """The core of the registered name (no place, no legal form) or the short name; the name of a trade tells nobody."""
    local = [
        {"id": "l", "name_zh": "吉林长白芯业股份有限公司", "region": "220200"},
        {"id": "t", "name_zh": "吉林链有限公司", "region": "220200"},
    ]
    tables = chip_maker(name, "440000", short_zh=short)
    known = placed(**tables | {"enterprises": [*tables["enterprises"], *local]})
    told = candidates(known, "chip", "220000")
    one = told.items[0]
    assert (one.namesakes, one.stands, one.kind) == (here, (), Kind.EXPANSION if here else Kind.OUTSIDE)
    assert one.grounds.tie is None  # a name is no tie until it is checked
    if here:
        assert "字号相同" in reasons(known, told, one, "zh")[0]
    closed = [row | {"status": "closed"} for row in local]
    assert (
        found(placed(**tables | {"enterprises": [*tables["enterprises"], *closed]}), "chip", "220000")["m"].namesakes
        == ()
    )


def test_expansions_stand_apart_from_invitations_in_every_format() -> None:
    tables = chip_maker("外芯集团有限公司", "440000")
    tables["enterprises"] += [
        {"id": "n", "name_zh": "别芯公司", "region": "440000"},
        {"id": "s", "name_zh": "本地子公司", "region": "220200", "parent_group": "外芯集团有限公司"},
    ]
    tables["makes"].append({"enterprise": "n", "product": "chip", "output_yi": "900"})
    told = candidates(placed(**tables), "chip", "220000")
    assert [(one.id, one.kind, one.place, one.rank) for one in told.items] == [
        ("m", "expansion", 1, 1), ("n", "outside", 1, 2),
    ]  # fmt: skip
    assert [(one.kind, one.total) for one in told.kinds] == [("expansion", 1), ("outside", 1)]
    for form in ("text", "csv", "md", "html"):
        said_of = render(told.document("zh"), form)
        said_of = said_of if isinstance(said_of, str) else said_of.decode()
        first, second = said_of.index("增资扩产：集团或同字号企业已在本地"), said_of.index("招引：区域外生产企业")
        assert first < said_of.index("本地子公司") < second < said_of.index("别芯公司")
    assert [one["kind"] for one in told.as_json()["items"]] == ["expansion", "outside"]


def test_a_tie_to_a_lead_firm_runs_through_both_groups() -> None:
    """m's sister delivers to a plant elsewhere of the owner of the local lead: a tie of the groups, told by the lead."""
    tables = chip_maker("远芯", "440000", parent_group="远芯集团")
    tables["enterprises"] += [
        {"id": "s", "name_zh": "远芯姐妹", "region": "440000", "parent_group": "远芯集团"},
        {"id": "p", "name_zh": "佛山整车厂", "region": "440000", "parent_group": "a"},
    ]
    tables["supplies"] = [{"supplier": "s", "customer": "p", "product": "chip"}]
    told = found(placed(**tables), "chip", "220000")["m"]
    assert (told.ties, told.leads, told.grounds.tie, told.grounds.lead) == (
        ("长春整车集团有限公司",), ("长春整车集团有限公司",), 1.0, 1.0,
    )  # fmt: skip
    idle = [row | ({"status": "closed"} if row["id"] == "p" else {}) for row in tables["enterprises"]]
    assert found(placed(**tables | {"enterprises": idle}), "chip", "220000")["m"].ties == ()
    tables["supplies"] = []
    assert found(placed(**tables), "chip", "220000")["m"].grounds.lead is None


def test_a_maker_of_a_kind_is_a_maker_and_its_output_is_that_of_its_kinds() -> None:
    products = [{"id": one, "name_zh": one, "chain": "c", "broader": "chip"} for one in ("mcu", "gpu")]
    tables = chip_maker("远芯", "440000")
    tables["makes"] = [
        {"enterprise": "m", "product": "mcu", "output_yi": "3", "year": "2023"},
        {"enterprise": "m", "product": "gpu", "output_yi": "4"},
    ]
    told = found(placed(products=products, **tables), "chip", "220000")["m"]
    assert (told.makes, told.output_yi, told.year) == (("gpu", "mcu"), 7.0, 2023)
    tables["makes"][1] |= {"output_yi": ""}
    assert found(placed(products=products, **tables), "chip", "220000")["m"].output_yi is None
    tables["makes"].append({"enterprise": "m", "product": "chip", "output_yi": "5"})
    assert found(placed(products=products, **tables), "chip", "220000")["m"].output_yi == 5.0


def test_few_makers_are_told_as_few() -> None:
    known = placed(**chip_maker("远芯", "440000"))

    def told(product: str, lang: str, top: int = 20) -> str:
        return render(candidates(known, product, "220000", top=top).document(lang), "md").decode()

    assert "现有资料只知 1 家，已全部列出；不足 20 家" in told("chip", "zh")
    assert "The data know only 1 maker elsewhere" in told("chip", "en")
    assert "must be looked for" not in told("chip", "en", top=1)  # as many as were asked for
    assert "一家也没有" in told("car", "zh")


def test_closed_enterprises_count_nowhere_in_sites() -> None:
    def shown(status: str) -> Any:
        one = {"id": "z", "name_zh": "再一车厂", "region": "990200", "park": "k2", "status": status}
        makes = [{"enterprise": "z", "product": product} for product in ("car", "glass", "chip")]
        told = sites(changed(enterprises=[one], makes=makes), "chip", "990000")
        park = next(site for site in told.items if site.id == "k2")
        counts = [(one.inside, one.near) for one in (park.buyers, park.suppliers)]
        return *counts, park.makers.near, park.enterprises, told.elsewhere

    assert shown("active") == ((1, 1), (2, 2), 1, 2, (("990200", 1),))
    assert shown("closed") == shown("planned") == ((0, 0), (1, 1), 0, 1, ())


# ---------------------------------------------------------------- equals share, whatever they are called

SHARES = st.sampled_from([None, 0.0, 0.3, 0.5, 1.0])
OUTSIDE = st.builds(lambda effect, tie, scale, away: firm("", effect, tie=tie, scale=scale, distance=away), st.sampled_from([0.0, 1.0, 3.0]), SHARES, SHARES, SHARES)  # fmt: skip
LOCAL = st.builds(lambda effect, tie, near: firm("", effect, Kind.LOCAL, tie=tie, nearness=near), st.sampled_from([0.0, 1.0]), SHARES, st.sampled_from([0.3, 0.51, 1.0]))  # fmt: skip
LISTS = st.lists(OUTSIDE, min_size=1, max_size=14) | st.lists(
    LOCAL, min_size=1, max_size=14
)  # a kind is ranked by itself


def ranked(items: list[CandidateFirm]) -> tuple[tuple[CandidateFirm, ...], str | None]:
    return _ranked(items, frozenset(), max(one.grounds.effect or 0.0 for one in items))


@settings(max_examples=30, deadline=None)
@given(items=LISTS, data=st.data())
def test_ids_and_their_order_decide_nothing(items: list[CandidateFirm], data: st.DataObject) -> None:
    names = data.draw(st.permutations(range(len(items))))
    order = data.draw(st.permutations(range(len(items))))
    first, state = ranked([replace(one, id=f"f{number:02}", name_zh=str(number)) for number, one in enumerate(items)])
    renamed = [replace(one, id=f"f{names[number]:02}", name_zh=str(number)) for number, one in enumerate(items)]
    second, other = ranked([renamed[number] for number in order])

    def told(one: CandidateFirm) -> tuple[Any, ...]:
        return one.score, one.score_low, one.score_high, one.place, one.tied, one.stability, one.front, one.known

    assert state == other
    assert {one.name_zh: told(one) for one in first} == {one.name_zh: told(one) for one in second}
    places = sorted(one.place for one in first)
    assert all(one.place == 1 + sum(place < one.place for place in places) for one in first)
    assert all(one.tied == places.count(one.place) for one in first)
    firm_ones = [one.stability for one in first if one.stability is not None]
    if len(firm_ones) == len(first):
        assert sum(firm_ones) == pytest.approx(FIRST, abs=0.001 * len(first))


@settings(max_examples=40, deadline=None)
@given(items=LISTS, data=st.data(), value=st.sampled_from([0.0, 0.2, 1.0]))
def test_to_learn_of_one_never_puts_it_behind_nor_narrows_the_others(items: list[CandidateFirm], data: st.DataObject, value: float) -> None:  # fmt: skip
    """Filling in an unknown ground of A: nobody who stood behind A or beside it stands before it then; A's interval lies in the old one."""
    items = [replace(one, id=f"f{number}") for number, one in enumerate(items)]
    at = data.draw(st.integers(0, len(items) - 1))
    open_ = ["tie", "lead", "scale", "distance"] if items[at].kind is Kind.OUTSIDE else ["tie", "lead"]
    ground = data.draw(st.sampled_from(open_))
    if getattr(items[at].grounds, ground) is not None:
        items[at] = replace(items[at], grounds=replace(items[at].grounds, **{ground: None}))
    more = [*items]
    more[at] = replace(items[at], grounds=replace(items[at].grounds, **{ground: value}))
    before, after = ({one.id: one for one in ranked(told)[0]} for told in (items, more))
    mine, then = before[f"f{at}"], after[f"f{at}"]
    assert mine.score_low <= then.score_low <= then.score_high <= mine.score_high
    assert then.place <= mine.place
    for name, one in before.items():
        assert one.place < mine.place or name == mine.id or after[name].place >= then.place
        if name != mine.id:
            assert (after[name].score_low, after[name].score_high) == (one.score_low, one.score_high)


def test_of_two_the_one_of_which_less_is_known_does_not_stand_first_for_it() -> None:
    lines, _ = ranked([firm("a"), firm("b", scale=0.2), firm("c", scale=0.0), firm("d", tie=1.0, scale=0.9)])
    told = {one.id: one for one in lines}
    assert [one.id for one in lines] == ["d", "b", "a", "c"]
    assert (told["a"].place, told["c"].place, told["a"].tied) == (3, 3, 2)
    assert (told["a"].score_low, told["a"].score_high) == (0.166666667, 1.0)  # of six
    assert (told["c"].score_low, told["c"].score_high) == (0.166666667, 0.833333333)
    assert {one.id for one in lines if one.front} == {"d"}


def outside(outputs: list[str], **more: str) -> dict[str, list[dict[str, str]]]:
    """Makers of ore elsewhere that have nothing but an output, where one is told."""
    names = [f"o{number}" for number in range(len(outputs))]
    return {
        "enterprises": [{"id": name, "name_zh": f"外矿{name}", "region": "980000", **more} for name in names],
        "makes": [
            {"enterprise": name, "product": "ore", "output_yi": output}
            for name, output in zip(names, outputs, strict=True)
        ],
    }


def test_an_output_told_does_not_make_a_candidate_fall() -> None:
    before = found(changed(**outside(["", "", "100"])), "ore")
    after = found(changed(**outside(["20", "", "100"])), "ore")
    assert (before["o0"].place, before["o1"].place, before["o2"].place) == (3, 3, 1)  # x2 fills two gaps
    assert (after["o2"].place, after["o0"].place, after["o1"].place) == (1, 3, 4)
    assert after["o0"].grounds.scale == pytest.approx(0.2)
    nothing = found(changed(**outside(["0", ""])), "ore")
    assert (nothing["o0"].grounds.scale, nothing["o1"].grounds.scale) == (0.0, None)  # none is known, not unknown
    assert nothing["o0"].place == nothing["o1"].place


def test_a_newer_record_without_an_amount_does_not_hide_the_older_amount() -> None:
    tables = outside(["50"])
    tables["makes"][0]["year"] = "2020"
    tables["makes"].append({"enterprise": "o0", "product": "ore", "year": "2024"})
    known = changed(**tables)
    told = candidates(known, "ore", "990000")
    one = next(item for item in told.items if item.id == "o0")
    assert (one.output_yi, one.output_year, one.year, one.grounds.scale) == (50, 2020, 2024, 1.0)
    assert "该产品产值50亿元（2020年）" in reasons(known, told, one, "zh")


def test_nothing_known_is_no_score_and_equals_cannot_be_told_apart() -> None:
    makers = outside([""] * 7)
    known = world(load_rows(ROWS | {"enterprises": [*ROWS["enterprises"], *makers["enterprises"]], "makes": [
        {"enterprise": "e3", "product": "ore"}, {"enterprise": "e1", "product": "steel"}, *makers["makes"],
    ]}))  # fmt: skip
    told = candidates(known, "ore", "990000", top=3)
    (of,) = told.kinds
    assert of.apart == "equal"
    assert {(one.score, one.score_low, one.score_high, one.place, one.tied, one.stability) for one in told.items} == {
        (None, 0.0, 1.0, 1, 7, None)  # that they make the product, and nothing else
    }
    assert {one.known for one in told.items} == {()}
    assert (len(told.items), of.cut) == (3, 4)
    assert "无法区分先后" in apart_told(of.apart, "zh")
    assert cut_told(of.cut, "zh") == "另有4个与末位并列，未列出。"
    assert "不打分" in standing(1, 7, None, 0.0, 1.0, "zh")


def test_relabelled_enterprises_keep_score_place_and_stability() -> None:
    more = outside(["", "", "", "5", "5", "9"])
    more["makes"] = [row | {"product": "chip"} for row in more["makes"]]
    rows = ROWS | {name: [*ROWS[name], *more[name]] for name in more}
    ids = sorted({row["id"] for row in rows["enterprises"]})

    def told(new: dict[str, str]) -> dict[str, tuple[Any, ...]]:
        renamed: Rows = {
            name: [
                {key: new.get(value, value) if key in ("id", "enterprise", "supplier", "customer") else value for key, value in row.items()}
                for row in table
            ]
            for name, table in rows.items()
        }  # fmt: skip
        return {
            one.name_zh: (one.score, one.score_low, one.score_high, one.place, one.tied, one.stability, one.front)
            for one in candidates(world(load_rows(renamed)), "chip", "990000").items
        }

    plain = told({})
    assert len(plain) == 8
    assert plain == told(dict(zip(ids, reversed(ids), strict=True)))
    assert plain["外矿o0"][3:6] == plain["外矿o2"][3:6]
    assert plain["外矿o3"][3:5] == plain["外矿o4"][3:5] != plain["外矿o5"][3:5]
    assert plain["外矿o0"][4] == 3


def test_stability_of_distinct_ones_and_of_a_few() -> None:
    lines, state = ranked([firm(f"f{number}", float(number)) for number in range(7)])
    assert [one.stability for one in lines] == [1, 1, 1, 1, 1, 0, 0]
    assert (lines[0].id, state) == ("f6", "overlap")
    few, _ = ranked([firm("a", 3), firm("b", 1)])
    assert {one.stability for one in few} == {None}
    ten, _ = ranked([*(firm(f"f{number}") for number in range(9)), firm("g", tie=1.0)])
    assert (ten[0].id, ten[0].stability) == ("g", 1.0)
    assert {one.stability for one in ten[1:]} == {0.444}  # four places for nine equals
    assert _ranked([], frozenset(), 0.0) == ((), None)


def test_the_front_is_of_what_is_known_and_so_is_the_score() -> None:
    """Nothing known of feasibility is nothing in both: no place on the front for want of records."""
    told = {
        one.id: one for one in ranked([firm("a", 3, tie=0.5), firm("b", 3), firm("c", 1, tie=1.0), firm("d", 1)])[0]
    }
    assert {name for name, one in told.items() if one.front} == {"a", "c"}
    assert all(told[one].score_low < told["a"].score_low for one in ("b", "d"))


@pytest.mark.parametrize(
    ("intervals", "state"),
    [((1.0, None), "overlap"), ((1.0, 1.0), "equal"), ((None, None), "equal")],
)
def test_what_can_be_told_apart(intervals: tuple[float | None, ...], state: str) -> None:
    assert ranked([firm(str(number), tie=one) for number, one in enumerate(intervals)])[1] == state


def test_inputs_are_of_the_place_and_set_nobody_apart() -> None:
    sure = {"lead": 0.0, "scale": 1.0, "distance": 0.0}
    wide = [firm("a", 3, tie=1.0, **sure), firm("b", 0, tie=0.0, **sure)]  # inputs unknown of both
    assert ranked(wide)[1] == "apart"
    assert ranked([firm("a", 1, tie=1.0, scale=0.5)])[1] is None


# ---------------------------------------------------------------- the anchors of the scores


def test_nearness_is_one_less_what_is_left_of_each_and_a_neighbour_counts_three_tenths() -> None:
    def nearness(*made: str) -> float | None:
        more = [{"id": one, "name_zh": one, "chain": "c", "segment": "段"} for one in ("mine", "first", "second")]
        known = changed(
            products=more,
            enterprises=[{"id": "n", "name_zh": "近厂", "region": "990100"}],
            makes=[{"enterprise": "n", "product": one} for one in made],
        )
        return found(known, "mine")["n"].grounds.nearness

    assert nearness("first") == pytest.approx(0.3)
    assert nearness("first", "second") == pytest.approx(0.51)


def test_three_enterprises_are_half_of_what_a_park_can_have(known: World) -> None:
    told = {one.id: one for one in sites(known, "chip", "990000").items}
    # k1: lead chain fits, one buyer in it (twice), no supplier; k2: none declared, no buyer, one supplier in it
    assert told["k1"].score_low == told["k1"].score_high == pytest.approx((1 + 2 / 5 + 0) / 3)
    assert told["k2"].score_low == pytest.approx((0 + 0 + 2 / 5) / 3)
    assert told["k2"].score_high == pytest.approx((1 + 0 + 2 / 5) / 3)
    assert (told["k1"].known, told["k2"].known) == (("leads", "buyers", "suppliers"), ("buyers", "suppliers"))
    assert (told["k1"].place, told["k2"].place) == (1, 2)


def test_parks_that_declare_nothing_do_not_stand_before_those_that_do() -> None:
    parks = [
        {"id": "p1", "name_zh": "声明不符", "region": "990200", "lead_chains": "d"},
        {"id": "p2", "name_zh": "未声明", "region": "990200"},
        {"id": "p3", "name_zh": "声明相符", "region": "990200", "lead_chains": "c"},
    ]
    known = changed(chains=[{"id": "d", "name_zh": "别链"}], parks=parks)
    told = {one.id: one for one in sites(known, "chip", "990000").items}
    assert told["p3"].place < told["p2"].place == told["p1"].place
    assert told["p1"].tied == 2
    assert told["p2"].score_high > told["p1"].score_high
    two = sites(known, "chip", "990000", top=4)
    assert (two.items[-1].place, two.items[-1].tied, two.cut) == (4, 2, 1)


# ---------------------------------------------------------------- plans say what they rest on


@pytest.fixture(scope="module")
def known() -> World:
    return world(load_rows(ROWS))


def test_a_plan_tells_what_must_be_verified_first(known: World) -> None:
    told = plan(known, "990000", aim="producible", budget=8, fills=False)
    assert {one.id: one.unseen for one in told.choices} == {"j1": ("chip",), "j2": ("ore",)}
    assert (told.verify, told.value, told.value_unseen, told.reason) == (("chip", "ore"), 4, 4, None)
    sure = changed(coverage=[{"region": "990000", "chain": "c", "completeness": "census"}])
    missing = plan(sure, "990000", aim="producible", budget=8, fills=False)
    assert ([one.unseen for one in missing.choices], missing.verify, missing.value_unseen) == ([(), ()], (), 0)
    assert told.others is False


def test_a_gain_rests_on_the_unseen_only_as_far_as_it_needs_them() -> None:
    chains = [{"id": "d", "name_zh": "普查链"}]
    products = [{"id": one, "name_zh": one, "chain": "d"} for one in ("base", "top")]
    mixed = changed(
        chains=chains, products=products, inputs=[{"product": "top", "input": "base"}],
        enterprises=[{"id": "t", "name_zh": "顶厂", "region": "990100"}], makes=[{"enterprise": "t", "product": "top"}],
        coverage=[{"region": "990000", "chain": "d", "completeness": "census"}],
    )  # fmt: skip
    told = plan(mixed, "990000", aim="producible", projects=10)
    assert told.value == 6  # ore, steel, chip, car and, sure to be missing, base with top
    assert (told.verify, told.value_unseen) == (("chip", "ore"), 4)


def test_equally_good_plans_are_told() -> None:
    network = ProductNetwork.of({"t": [["a"]], "u": [["b"]]})
    options = {name.upper(): Candidate((name,)) for name in "ab"}
    assert portfolio(network, ["t", "u"], options, 1).others is True
    assert portfolio(network, ["t", "u"], options, 2).others is False
    assert portfolio(network, ["t", "u"], options, 1, weight={"t": 2, "u": 1}).others is False
    assert portfolio(network, [], {}, 1).others is None


def test_a_plan_without_a_gain_says_why_and_what_to_give() -> None:
    texts: dict[str, str] = {}

    def reason(rows: Rows, **call: Any) -> Any:
        known = world(load_rows(rows))
        told = plan(known, "990000", aim="producible", **call)
        assert told.value == 0
        texts[told.reason] = render(plan_document(known, told, "zh"), "text").decode()
        assert "已证明最优" not in texts[told.reason]
        return told

    bound = ROWS | {
        "products": [one | ({"resource_bound": "yes"} if one["id"] in ("ore", "glass") else {}) for one in ROWS["products"]],
        "makes": [{"enterprise": "e3", "product": "steel"}],
        "projects": ROWS["projects"][:1],
    }  # fmt: skip
    lacks = reason(bound, budget=10, fills=False)
    assert (lacks.reason, lacks.nearest, lacks.blockers) == ("inputs", ("chip", ("glass",)), ("glass",))
    assert "只缺产品glass" in texts["inputs"]
    assert "--given glass" in texts["inputs"]
    assert plan(world(load_rows(bound)), "990000", aim="producible", budget=10, fills=False, given=["glass"]).value == 1
    unpriced = reason(ROWS | {"projects": ROWS["projects"][2:]}, budget=10)
    assert (unpriced.reason, unpriced.candidates, unpriced.unpriced) == ("cost", 0, 3)
    assert "--fill-cost" in texts["cost"]
    assert reason(ROWS, budget=1, fills=False).reason == "budget"
    assert reason(ROWS | {"projects": []}, budget=1, fills=False).reason == "none"
    assert reason(ROWS | {"projects": ROWS["projects"][2:3]}, projects=1, fills=False).reason == "done"
    assert reason(ROWS | {"makes": [], "supplies": []}, target="c").reason == "ends"


# ---------------------------------------------------------------- what people read


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    rows = ROWS | {name: [*ROWS[name], *more] for name, more in outside(["", ""]).items()}
    return str(write_folder(rows, tmp_path_factory.mktemp("data")))


def said(*call: str) -> str:
    done = CliRunner().invoke(app, [*call])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_commands_show_intervals_shared_places_and_what_a_plan_rests_on(folder: str) -> None:
    told = said("candidates", folder, "--product", "chip", "--region", "990000", "--lang", "zh")
    assert "0.33–1.00" in told  # x2: effect and inputs are known, tie, lead, scale and distance not
    ore = said("candidates", folder, "--product", "ore", "--region", "990000", "--lang", "zh")
    assert "2=" in ore
    assert "得分区间两两重叠" in ore
    asked = json.loads(said("candidates", folder, "--product", "chip", "--region", "990000", "--format", "json"))
    assert {"score", "score_low", "score_high", "place", "tied", "known", "rank", "stability"} <= asked["items"][
        0
    ].keys()
    assert [(one["kind"], one["apart"]) for one in asked["kinds"]] == [("outside", "overlap")]
    parks = json.loads(said("sites", folder, "--product", "chip", "--region", "990000", "--format", "json"))
    assert {"score", "score_low", "score_high", "place", "tied", "known"} <= parks["items"][0].keys()
    chosen = said(
        "plan", folder, "--region", "990000", "--aim", "producible", "--budget", "8", "--library-only", "--lang", "zh"
    )
    assert "先核实再投资：所选 2 项中 2 项补的是未见环节（没有记录，不等于没有生产），4 种增益中 4 种系于此" in chosen
    assert "按现有记录（未见的按没有生产计）已证明最优" in chosen
    english = said(
        "plan", folder, "--region", "990000", "--aim", "producible", "--budget", "8", "--library-only", "--lang", "en"
    )
    assert "proven best for the makers on record" in english
    assert "Verify before money is spent" in english
    plain = json.loads(
        said(
            "plan",
            folder,
            "--region",
            "990000",
            "--aim",
            "producible",
            "--budget",
            "1",
            "--library-only",
            "--format",
            "json",
        )
    )
    assert (plain["reason"], plain["verify"], plain["value_unseen"]) == ("budget", [], 0)


def test_pages_and_papers_show_places_and_doubts() -> None:
    known = changed(**outside(["", ""]))
    invited = invitations(known, gaps(known, "990000"))["ore"]
    card = _invite(known, invited, frozenset())
    first = invited.candidates.items[0]
    (kind,) = card.kinds
    shown = kind.firms[0]
    assert shown.standing[0] == standing(1, 1, first.score, first.score_low, first.score_high, "zh")
    assert (kind.kind, kind.heading, kind.all) == (
        "outside", ["招引：区域外生产企业", "To invite: makers outside the region"], 3,
    )  # fmt: skip
    assert "得分区间两两重叠" in kind.doubt[0]
    assert "overlap" in kind.doubt[1]
    assert card.known[0].startswith("本地以外的生产企业，现有资料只知 3 家") is (invited.candidates.top > 3)
    assert card.parks[0].standing[0].startswith("第1名，得分")
    assert card.parks[0].reasons[0][0] == "主导产业含链"
    listed = next(one for one in papers(known, chosen_set("全套")).lists if one.key == "target-enterprises")
    heads = [column.label for column in listed.columns]
    rows = [dict(zip(heads, row, strict=True)) for row in listed.rows]
    mine = next(row for row in rows if row["企业名称"] == first.name_zh and row["对应环节"] == "产品ore")
    assert mine["名次、匹配度（下限–上限）及名次稳定度"] == shown.standing[0] + " / —"
    assert mine["备注"] == "得分区间两两重叠：先后按下限排，未知的查明后可能改变，现有资料不能肯定谁先谁后。"
