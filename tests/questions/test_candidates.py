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
from chaingraph.findings.advice import advice
from chaingraph.findings.standing import apart_told, cut_told, standing
from chaingraph.findings.world import World, world
from chaingraph.network import ProductNetwork
from chaingraph.questions.candidates.ask import FIRST, CandidateFirm, Grounds, _ranked, candidates
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


def firm(name: str, effect: float = 1.0, kind: str = "outside", **grounds: float | None) -> CandidateFirm:
    known = {"tie": None, "scale": None, "inputs": None, "nearness": None, **grounds}
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
    assert (told.ties, told.grounds.tie, "tie" in told.known) == (("子厂",), 1.0, True)
    alone = changed(enterprises=[outside], makes=[{"enterprise": "o", "product": "chip"}])
    assert (found(alone)["o"].ties, found(alone)["o"].grounds.tie) == ((), None)


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
        return found(known)["o"].ties

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
        assert (told.ties, told.grounds.tie) == (ties, 1.0 if ties else None)


def test_closed_enterprises_make_no_products_near() -> None:
    def near(status: str) -> set[str]:
        both = {"id": "c", "name_zh": "两样都做", "region": "980000", "status": status}
        made = [{"enterprise": "c", "product": one} for one in ("steel", "glass")]
        return set(found(changed(enterprises=[both], makes=made), "steel")) & {"e2"}

    assert near("active") == {"e2"}
    assert near("closed") == near("planned") == set()


def test_closed_enterprises_count_nowhere_in_sites() -> None:
    def shown(status: str) -> Any:
        one = {"id": "z", "name_zh": "再一车厂", "region": "990200", "park": "k2", "status": status}
        makes = [{"enterprise": "z", "product": product} for product in ("car", "glass", "chip")]
        told = sites(changed(enterprises=[one], makes=makes), "chip", "990000")
        park = next(site for site in told.items if site.id == "k2")
        return park.buyers, park.suppliers, park.makers, park.enterprises, told.elsewhere

    assert shown("active") == ((1, 1), (2, 2), 1, 2, (("990200", 1),))
    assert shown("closed") == shown("planned") == ((0, 0), (1, 1), 0, 1, ())


# ---------------------------------------------------------------- equals share, whatever they are called

SHARES = st.sampled_from([None, 0.0, 0.3, 0.5, 1.0])
OUTSIDE = st.builds(lambda effect, tie, scale, inputs: firm("", effect, tie=tie, scale=scale, inputs=inputs), st.sampled_from([0.0, 1.0, 3.0]), SHARES, SHARES, st.none())  # fmt: skip
LOCAL = st.builds(lambda effect, tie, near: firm("", effect, "local", tie=tie, nearness=near), st.sampled_from([0.0, 1.0]), SHARES, st.sampled_from([0.3, 0.51, 1.0]))  # fmt: skip
LISTS = st.lists(st.one_of(OUTSIDE, LOCAL), min_size=1, max_size=14)


@settings(max_examples=30, deadline=None)
@given(items=LISTS, data=st.data())
def test_ids_and_their_order_decide_nothing(items: list[CandidateFirm], data: st.DataObject) -> None:
    names = data.draw(st.permutations(range(len(items))))
    order = data.draw(st.permutations(range(len(items))))
    first, state = _ranked([replace(one, id=f"f{number:02}", name_zh=str(number)) for number, one in enumerate(items)])
    renamed = [replace(one, id=f"f{names[number]:02}", name_zh=str(number)) for number, one in enumerate(items)]
    second, other = _ranked([renamed[number] for number in order])

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
    open_ = ["tie", "scale"] if items[at].kind == "outside" else ["tie"]
    ground = data.draw(st.sampled_from(open_))
    if getattr(items[at].grounds, ground) is not None:
        items[at] = replace(items[at], grounds=replace(items[at].grounds, **{ground: None}))
    more = [*items]
    more[at] = replace(items[at], grounds=replace(items[at].grounds, **{ground: value}))
    before, after = ({one.id: one for one in _ranked(told)[0]} for told in (items, more))
    mine, then = before[f"f{at}"], after[f"f{at}"]
    assert mine.score_low <= then.score_low <= then.score_high <= mine.score_high
    assert then.place <= mine.place
    for name, one in before.items():
        assert one.place < mine.place or name == mine.id or after[name].place >= then.place
        if name != mine.id:
            assert (after[name].score_low, after[name].score_high) == (one.score_low, one.score_high)


def test_of_two_the_one_of_which_less_is_known_does_not_stand_first_for_it() -> None:
    ranked, _ = _ranked([firm("a"), firm("b", scale=0.2), firm("c", scale=0.0), firm("d", tie=1.0, scale=0.9)])
    told = {one.id: one for one in ranked}
    assert [one.id for one in ranked] == ["d", "b", "a", "c"]
    assert (told["a"].place, told["c"].place, told["a"].tied) == (3, 3, 2)
    assert (told["a"].score_low, told["a"].score_high) == (0.4, 1.0)
    assert (told["c"].score_low, told["c"].score_high) == (0.4, 0.8)
    assert {one.id for one in ranked if one.front} == {"d"}


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
    assert told.apart == "equal"
    assert {(one.score, one.score_low, one.score_high, one.place, one.tied, one.stability) for one in told.items} == {
        (None, 0.333333333, 1.0, 1, 7, None)  # that they make the product, and nothing else
    }
    assert {one.known for one in told.items} == {()}
    assert (len(told.items), told.cut) == (3, 4)
    assert "无法区分先后" in apart_told(told.apart, "zh")
    assert cut_told(told.cut, "zh") == "另有4个与末位并列，未列出。"
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
    assert len(plain) == 9
    assert plain == told(dict(zip(ids, reversed(ids), strict=True)))
    assert plain["外矿o0"][3:6] == plain["外矿o2"][3:6]
    assert plain["外矿o3"][3:5] == plain["外矿o4"][3:5] != plain["外矿o5"][3:5]
    assert plain["外矿o0"][4] == 3


def test_stability_of_distinct_ones_and_of_a_few() -> None:
    ranked, state = _ranked([firm(f"f{number}", float(number)) for number in range(7)])
    assert [one.stability for one in ranked] == [1, 1, 1, 1, 1, 0, 0]
    assert (ranked[0].id, state) == ("f6", "overlap")
    few, _ = _ranked([firm("a", 3), firm("b", 1)])
    assert {one.stability for one in few} == {None}
    ten, _ = _ranked([*(firm(f"f{number}") for number in range(9)), firm("g", tie=1.0)])
    assert (ten[0].id, ten[0].stability) == ("g", 1.0)
    assert {one.stability for one in ten[1:]} == {0.444}  # four places for nine equals
    assert _ranked([]) == ((), None)


def test_the_front_is_of_what_is_known_and_so_is_the_score() -> None:
    """Nothing known of feasibility is nothing in both: no place on the front for want of records."""
    told = {
        one.id: one for one in _ranked([firm("a", 3, tie=0.5), firm("b", 3), firm("c", 1, tie=1.0), firm("d", 1)])[0]
    }
    assert {name for name, one in told.items() if one.front} == {"a", "c"}
    assert all(told[one].score_low < told["a"].score_low for one in ("b", "d"))


@pytest.mark.parametrize(
    ("intervals", "state"),
    [((1.0, None), "overlap"), ((1.0, 1.0), "equal"), ((None, None), "equal")],
)
def test_what_can_be_told_apart(intervals: tuple[float | None, ...], state: str) -> None:
    assert _ranked([firm(str(number), tie=one) for number, one in enumerate(intervals)])[1] == state


def test_a_maker_of_the_product_is_nearer_than_a_neighbour_and_a_neighbour_has_no_scale_yet() -> None:
    told = {one.id: one for one in _ranked([firm("o"), firm("n", kind="local", nearness=0.7)])[0]}
    assert (told["o"].score_low, told["o"].score_high) == (0.4, 1.0)
    assert (told["n"].score_low, told["n"].score_high) == (0.34, 0.74)
    assert (told["o"].known, told["n"].known) == (("effect",), ("effect", "nearness"))
    assert told["o"].place < told["n"].place


def test_inputs_are_of_the_place_and_set_nobody_apart() -> None:
    wide = [firm("a", 3, tie=1.0, scale=1.0), firm("b", 0, tie=0.0, scale=1.0)]  # inputs unknown of both
    assert _ranked(wide)[1] == "apart"
    assert _ranked([firm("a", 1, tie=1.0, scale=0.5)])[1] is None


# ---------------------------------------------------------------- the anchors of the scores


def test_nearness_is_one_less_what_is_left_of_each_and_a_neighbour_counts_three_tenths() -> None:
    def nearness(*made: str) -> float | None:
        makes = [{"enterprise": "n", "product": one} for one in made]
        known = changed(
            enterprises=[{"id": "n", "name_zh": "近厂", "region": "990100"}],
            makes=makes,
            inputs=[{"product": "chip", "input": "steel"}],
        )
        return found(known)["n"].grounds.nearness

    one, two = nearness("glass"), nearness("glass", "steel")
    assert one == pytest.approx(0.3)
    assert two == pytest.approx(0.51)


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


def test_advice_to_extend_in_whole_sentences(known: World) -> None:
    item = replace(gaps(known, "990000").by_product()["chip"], action="extend", status="missing")
    assert (
        advice(item, "zh") == "本地已有其投入品，可由现有企业延伸生产产品chip；区域外候选企业资料中暂无，先列目标画像。"
    )
    assert (
        advice(item, "en")
        == "Its inputs are made here: local firms could extend to 产品chip; no outside maker is on record yet."
    )


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
    assert "0.60–1.00" in told  # x2: effect, inputs and that it makes the product are known, tie and scale not
    ore = said("candidates", folder, "--product", "ore", "--region", "990000", "--lang", "zh")
    assert "2=" in ore
    assert "得分区间两两重叠" in ore
    asked = json.loads(said("candidates", folder, "--product", "chip", "--region", "990000", "--format", "json"))
    assert {"score", "score_low", "score_high", "place", "tied", "known", "rank", "stability"} <= asked["items"][
        0
    ].keys()
    assert asked["apart"] == "apart"
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
    assert card["firms"][0]["standing"][0] == standing(1, 1, first.score, first.score_low, first.score_high, "zh")
    assert "得分区间两两重叠" in card["doubt"][0]
    assert "overlap" in card["doubt"][1]
    assert card["parks"][0]["standing"][0].startswith("第1名，得分")
    listed = next(one for one in papers(known, chosen_set("全套")).lists if one.key == "target-enterprises")
    heads = [column.label for column in listed.columns]
    rows = [dict(zip(heads, row, strict=True)) for row in listed.rows]
    mine = next(row for row in rows if row["企业名称"] == first.name_zh and row["对应环节"] == "产品ore")
    assert mine["名次、匹配度（下限–上限）及名次稳定度"] == card["firms"][0]["standing"][0] + " / —"
    assert mine["备注"] == "得分区间两两重叠：先后按下限排，未知的查明后可能改变，现有资料不能肯定谁先谁后。"
