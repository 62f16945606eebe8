"""From a gap to whom to invite, where, which projects, and what a project is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chaingraph.errors import UsageError
from chaingraph.findings.world import World, world
from chaingraph.questions.candidates.ask import candidates
from chaingraph.questions.candidates.reasons import reasons
from chaingraph.questions.classify.ask import classify
from chaingraph.questions.duplication.ask import duplication
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.invitations import invitations
from chaingraph.questions.plan.ask import plan
from chaingraph.questions.sites.ask import Nearby, sites
from chaingraph.tables import load_rows
from tests.cli.test_commands import run as command
from tests.worlds import TINY_PROVINCE, tables

ROWS = tables(TINY_PROVINCE)


@pytest.fixture(scope="module")
def known() -> World:
    return world(load_rows(ROWS))


def test_candidates_have_grounds_and_unknown_is_not_low(known: World) -> None:
    told = candidates(known, "chip", "990000")
    found = {one.id: one for one in told.items}
    assert set(found) == {"x1", "x2"}  # the closed one is left out; the maker of its input is not near for that
    assert {one.kind for one in told.items} == {"outside"}
    assert found["x1"].ties == ("车厂",)
    assert found["x2"].grounds.tie is None
    assert found["x2"].fills == ("chip", "ore")
    assert found["x2"].grounds.effect == 1.0
    assert all(one.grounds.scale is None for one in told.items)
    assert [(one.rank, one.place, one.tied) for one in told.items] == [(1, 1, 1), (2, 2, 1)]
    assert [(one.id, one.known) for one in told.items] == [
        ("x1", ("effect", "tie", "inputs")),
        ("x2", ("effect", "inputs")),
    ]
    assert told.buyers == ("车厂",)
    assert told.suppliers == {"glass": ("玻璃厂",)}
    assert "车厂" in told.profile_zh
    with pytest.raises(UsageError):
        candidates(known, "nothing")


def test_a_gap_without_candidates_has_a_profile(known: World) -> None:
    told = candidates(known, "ore", "980000")
    assert told.items == () or all(one.kind == "local" for one in told.items)
    assert told.profile_zh.startswith("目标画像：生产产品ore")


def test_parks_with_buyers_suppliers_and_the_lead_chain_come_first(known: World) -> None:
    told = sites(known, "chip", "990000")
    assert [one.id for one in told.items] == ["k1", "k2"]
    first, second = told.items
    assert (first.leads, first.buyers, first.suppliers) == (
        True, Nearby(inside=1, near=1, names_inside=("车厂",)), Nearby(),
    )  # fmt: skip
    assert (second.leads, second.suppliers.names_inside) == (None, ("玻璃厂",))
    assert sites(known, "glass", "990000").elsewhere == (("990200", 1),)


def test_clusters_are_ranked_too_and_what_nobody_has_on_record_is_not_scored() -> None:
    firms = [one | ({"cluster": "g1"} if one["id"] == "e1" else {}) for one in ROWS["enterprises"]]
    groups = [{"id": "g1", "name_zh": "车群", "region": "990100", "chain": "c"}]
    told = sites(world(load_rows(ROWS | {"enterprises": firms, "clusters": groups})), "chip", "990000")
    assert ([(one.id, one.kind) for one in told.items][:2], told.clusters) == ([("g1", "cluster"), ("k1", "park")], 1)
    assert (told.items[0].buyers.inside, told.items[0].buyers.near) == (1, 1)
    ore = sites(world(load_rows(ROWS | {"makes": [], "supplies": []})), "ore", "990000")
    assert [(one.id, one.score, one.score_low, one.score_high) for one in ore.items] == [
        ("k1", 0.333333333, 0.333333333, 1.0),  # the lead chain fits; of buyers and inputs nothing is on record
        ("k2", None, 0.0, 1.0),
    ]


def test_a_plan_is_the_best_set_and_tells_its_order_and_what_had_no_cost(known: World) -> None:
    told = plan(known, "990000", aim="producible", budget=8, fills=False)
    assert {one.id for one in told.choices} == {"j1", "j2"}
    assert (told.value, told.cost, told.unpriced, told.proven) == (4, 8, 1, True)
    assert set(told.products) == {"ore", "steel", "chip", "car"}
    assert [one.gained for one in told.choices] == [2, 4]
    assert plan(known, "990000", aim="producible", budget=4, fills=False).value == 2
    assert plan(known, "990000", aim="producible", projects=1).value == 2
    assert plan(known, "990000", aim="producible", budget=8, fills=False, exclusive=[("j1", "j2")]).value == 2
    whole = plan(known, "990000", aim="producible", target="c")
    assert (whole.value, whole.cost, whole.short, whole.ends, whole.unit) == (1, 2, (), ("car",), "count")
    for wrong in (
        {},
        {"budget": 1.0, "projects": 1},
        {"budget": -1.0},
        {"target": "d"},
        {"projects": 1, "after": [("j1", "k")]},
    ):
        with pytest.raises(UsageError):
            plan(known, "990000", aim="producible", **wrong)  # type: ignore[arg-type]


def test_projects_are_classed_by_what_their_products_ask_for(known: World) -> None:
    told = {one.id: one for one in classify(known, "990000")}
    assert {key: one.action for key, one in told.items()} == {
        "j1": "fill",
        "j2": "fill",
        "j3": "strengthen",
        "j4": None,
    }
    assert [(one.region, one.makers) for one in told["j3"].overlap] == [("990200", 1)]
    assert "乙市" in told["j3"].why_zh
    assert "无法归类" in told["j4"].why_zh
    assert "核实确无生产后应补链" in told["j1"].why_zh
    stages = [one | {"status": "production"} for one in ROWS["projects"]]
    running = {one.id: one for one in classify(world(load_rows(ROWS | {"projects": stages})), "990000")}
    assert "项目已投产，而名录中没有产品chip的生产企业" in running["j1"].why_zh
    assert "已投产" not in running["j3"].why_zh


def test_the_same_in_two_parts_is_told_with_what_could_be_done_instead(known: World) -> None:
    told = duplication(known, "990000")
    assert [one.product for one in told] == ["glass"]
    glass = told[0]
    assert [(one.region, one.makers, one.projects) for one in glass.parts] == [
        ("990100", 0, ("二玻璃",)),
        ("990200", 1, ()),
    ]
    assert (glass.building, glass.surplus) == (1, None)
    assert set(glass.complements) == {"chip", "ore"}
    assert [one.complements for one in glass.parts] == [("chip",), ("ore",)]  # what enterprises of each part need
    assert len(duplication(known, "990100")) == 0


def test_a_list_of_projects_is_read_like_any_import(tmp_path: Path) -> None:
    data = Path(__file__).parents[2] / "data" / "jilin"

    def run(text: str) -> tuple[int, Any, str]:
        (tmp_path / "list.csv").write_text(text, "utf-8")
        done = command("classify", tmp_path / "list.csv", "--data", data, "--format", "json", "--lang", "zh")
        return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr

    head = "项目名称,所在地区,产业链,产品,总投资（万元）\n"
    code, told, _ = run(head + "车规芯片项目,长春市,汽车,车规级MCU芯片,50000\n")
    assert code == 0
    assert [(one["action"], one["investment_yi"], one["region"]) for one in told] == [("fill", 5.0, "220100")]
    code, told, said = run(head + "错的,火星市,汽车,没有的产品,1\n")
    assert (code, told) == (1, None)
    assert "火星市" in said


def test_inputs_that_are_unseen_are_unknown_and_those_of_a_census_are_not(known: World) -> None:
    told = candidates(known, "car", "980000")
    assert (told.inputs, {one.grounds.inputs for one in told.items}) == ((1, 0, 2), {None})
    census = world(load_rows(ROWS | {"coverage": [{"region": "980000", "chain": "c", "completeness": "census"}]}))
    sure = candidates(census, "car", "980000")
    assert (sure.inputs, {round(one.grounds.inputs or 0, 3) for one in sure.items}) == ((1, 2, 0), {0.333})


def test_reasons_say_what_the_tables_tell_and_lead_to_rows(known: World) -> None:
    told = candidates(known, "chip", "990000")
    found = {one.id: one for one in told.items}
    assert reasons(known, told, found["x2"], "zh") == ("已生产产品chip", "还可补产品ore", "补上后新增可自给产品4种")
    assert "与车厂有供货关系（本企业或同集团）" in reasons(known, told, found["x1"], "zh")
    assert found["x1"].rows == (("enterprises", 4), ("makes", 5))


def test_a_target_out_of_reach_says_which_inputs_stand_in_the_way() -> None:
    products = [one | ({"resource_bound": "yes"} if one["id"] == "ore" else {}) for one in ROWS["products"]]
    bound = world(load_rows(ROWS | {"products": products, "projects": []}))
    told = plan(bound, "990000", aim="producible", target="c")
    assert (told.short, told.blockers, told.value) == (("car",), ("ore",), 0)
    bought = plan(bound, "990000", aim="producible", target="c", given=["ore"])
    assert (bought.short, bought.value, bought.given) == ((), 1, ("ore",))


def test_the_first_gaps_have_whom_to_invite_and_where(known: World) -> None:
    found = gaps(known, "990000")
    told = invitations(known, found, 2)
    asked = [item.product for item in found.items if item.action in ("fill", "strengthen", "extend")]
    assert list(told) == asked[:2] == ["chip", "ore"]
    alone = candidates(known, "chip", "990000")
    assert told["chip"].candidates.items == alone.items
    assert [one.id for one in told["chip"].sites.items] == ["k1", "k2"]


def test_commands_write_json_alone_and_say_what_is_wrong() -> None:
    def run(*call: str) -> tuple[int, str, str]:
        done = command(*call, "--lang", "zh")
        return done.returncode, done.stdout, done.stderr

    tiny = str(Path(__file__).parents[1] / "ontology" / "tiny")
    for call in (
        ("candidates", tiny, "--product", "acrylonitrile"),
        ("sites", tiny, "--product", "acrylonitrile"),
        ("whatif", tiny, "--add", "acrylonitrile"),
        ("plan", tiny, "--projects", "2"),
        ("classify", "--data", tiny),
        ("duplication", tiny),
        ("diff", tiny, tiny),
    ):
        code, out, _ = run(*call, "--format", "json")
        assert code == 0
        json.loads(out)
    code, out, said = run("candidates", tiny, "--product", "nothing")
    assert (code, out) == (2, "")
    assert "nothing" in said
