"""What changes when makers come or go, and between two datasets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chaingraph.errors import UsageError
from chaingraph.findings.world import World, world
from chaingraph.questions.diff.ask import diff
from chaingraph.questions.diff.document import diff_tables
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.plan.ask import plan
from chaingraph.questions.whatif.ask import WhatIf, whatif
from chaingraph.questions.whatif.document import whatif_tables
from chaingraph.tables import load_rows

Rows = dict[str, list[dict[str, str]]]


def tables() -> Rows:
    return {
        "regions": [{"code": "990000", "name_zh": "虚构省"}, {"code": "990100", "name_zh": "虚构市", "parent": "990000"}],
        "chains": [{"id": "c", "name_zh": "链"}],
        "products": [
            {"id": one, "name_zh": f"产品{one}", "chain": "c", "final": "yes" if one == "car" else "no"}
            for one in ("ore", "steel", "alloy", "car")
        ],
        "inputs": [
            {"product": "steel", "input": "ore"}, {"product": "car", "input": "steel", "group": "g"},
            {"product": "car", "input": "alloy", "group": "g"},
        ],
        "enterprises": [
            {"id": "e1", "name_zh": "车厂", "region": "990100"}, {"id": "e2", "name_zh": "钢厂", "region": "990100"},
            {"id": "e3", "name_zh": "二钢厂", "region": "990100", "status": "planned"},
        ],
        "makes": [{"enterprise": "e1", "product": "car"}, {"enterprise": "e2", "product": "steel"}, {"enterprise": "e3", "product": "ore"}],
        "projects": [
            {"id": "j", "name_zh": "矿山", "region": "990100", "chain": "c", "products": "ore", "enterprise": "e3", "status": "construction", "end_year": "2026"},
            {"id": "empty", "name_zh": "未定", "region": "990100", "chain": "c"},
        ],
        "supplies": [{"supplier": "e2", "customer": "e1", "product": "steel", "amount_yi": "2"}],
    }  # fmt: skip


@pytest.fixture(scope="module")
def known() -> World:
    return world(load_rows(tables()))


def state(known: World) -> Any:
    fresh = World(known.dataset, known.network, known.places)
    return [item.as_json() for item in gaps(fresh).items], known.dataset.rows("select * from enterprises order by all")


def test_a_maker_closes_its_gap_and_makes_what_needs_it_producible(known: World) -> None:
    told = whatif(known, add=["ore@990100"])
    assert [(one.product, one.kind, one.status_before, one.status_after) for one in told.changes] == [
        ("ore", "closed", "unseen", "single")
    ]
    assert told.producible == ("car", "ore", "steel")
    assert told.gaps == (2, 1)
    assert told.esri is None


def test_an_enterprise_that_goes_takes_its_products_and_its_deliveries(known: World) -> None:
    told = whatif(known, remove=["钢厂"])
    assert told.removed == ("e2",)
    steel = next(one for one in told.changes if one.product == "steel")
    assert (steel.kind, steel.makers_before, steel.makers_after) == ("opened", 1, 0)
    assert told.esri is not None
    assert told.esri > 0


def test_a_project_is_built_by_the_enterprise_that_it_names(known: World) -> None:
    told = whatif(known, projects=["j"])
    assert next(one for one in told.changes if one.product == "ore").makers_after == 1
    assert told.producible == ("car", "ore", "steel")


def test_the_facts_are_as_before_even_after_a_fault(known: World) -> None:
    before = state(known)
    whatif(known, add=["ore"], remove=["e1"], projects=["j"])
    assert state(known) == before
    for wrong in (
        {}, {"add": ["nothing@990100"]}, {"add": ["ore@110000"]}, {"remove": ["没有的厂"]}, {"projects": ["k"]}, {"projects": ["empty"]},
        {"add": ["ore"], "given": ["nothing"]},
    ):  # fmt: skip
        with pytest.raises(UsageError):
            whatif(known, **wrong)  # type: ignore[arg-type]
    assert state(known) == before


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(["ore", "steel", "alloy", "car"]), min_size=1, max_size=4))
def test_more_makers_never_make_less_producible(added: list[str]) -> None:
    told = whatif(world(load_rows(tables())), add=added)
    assert not told.no_longer_producible
    assert told.gaps[1] <= told.gaps[0]
    assert not [one for one in told.changes if one.kind in ("worse", "opened", "gone")]


def test_what_changed_between_two_datasets() -> None:
    later = tables()
    later["makes"].append({"enterprise": "e2", "product": "ore"})
    later["projects"][0]["end_year"] = "2028"
    later["enterprises"][1]["name_zh"] = "新钢厂"
    del later["supplies"]
    told = diff(world(load_rows(tables())), world(load_rows(later)))
    assert told.counts == {"enterprises": (0, 0, 1), "makes": (1, 0, 0), "supplies": (0, 1, 0), "projects": (0, 0, 1)}
    assert [(one.product, one.kind) for one in told.changes] == [("ore", "closed")]
    assert [(one.key, one.columns) for one in told.slipped] == [("j", (("end_year", "2026", "2028"),))]
    words = {table.key: [list(row) for row in table.rows] for table in diff_tables(told, "zh")}
    assert words["slipped"] == [["项目", "修改", "j", "矿山", "竣工年份 2026 → 2028"]]
    assert words["changes"][0][2:5] == ["缺口补上", "未见 · 补链", "单一 · 强链"]


def test_equal_data_do_not_differ() -> None:
    told = diff(world(load_rows(tables())), world(load_rows(tables())))
    assert (told.counts, told.changes, told.rows) == ({}, (), ())
    with pytest.raises(UsageError):
        diff(
            world(
                load_rows(
                    {
                        **tables(),
                        "regions": [
                            {"code": "980000", "name_zh": "别处"},
                            {"code": "990100", "name_zh": "虚构市", "parent": "980000"},
                        ],
                    }
                )
            ),
            world(load_rows(tables())),
        )


def test_the_server_answers_this_computer_alone(known: World, tmp_path: Path) -> None:
    testing = pytest.importorskip("starlette.testclient", reason="the extra serve is not installed")
    from chaingraph.graph import write_store
    from chaingraph.graph.sparql import Limits, Workers
    from chaingraph.views.server import MOST_ITEMS, server

    (tmp_path / "index.html").write_text("总览", "utf-8")
    write_store(known.dataset, tmp_path / "store")
    workers = Workers(tmp_path / "store", tmp_path, Limits(rows=20))
    client = testing.TestClient(
        server(known, tmp_path, None, "zh", "127.0.0.1", workers), base_url="http://127.0.0.1:8000"
    )
    assert client.get("/").text == "总览"
    assert "缺口补上" in client.get("/whatif", params={"add": "ore@990100；alloy"}).text
    wrong = client.get("/whatif", params={"remove": "<script>alert(1)</script>"})
    assert wrong.status_code == 400
    assert "<script>" not in wrong.text
    once = client.get("/whatif", params={"add": "ore@990100;alloy"}).text
    assert client.get("/whatif", params={"add": "ore@990100;alloy;ore@990100" + ";alloy" * 2_000}).text.count(
        "<tr>"
    ) == once.count("<tr>")
    for many in (";".join(f"x{number}" for number in range(MOST_ITEMS + 1)), "x" * 300):
        refused = client.get("/whatif", params={"remove": many})
        assert (refused.status_code, "至多" in refused.text) == (400, True)
    assert (
        "只显示前 20 行，还有更多" in client.get("/sparql", params={"query": "SELECT * { ?a ?b ?c . ?d ?e ?f }"}).text
    )
    assert "只显示前 20 条" in client.get("/sparql", params={"query": "CONSTRUCT WHERE { ?a ?b ?c }"}).text
    assert (
        "产品ore"
        in client.get("/sparql", params={"query": "SELECT ?name WHERE { ?p a cg:Product ; skos:prefLabel ?name }"}).text
    )
    assert client.get("/sparql", params={"query": "DELETE WHERE { ?s ?p ?o }"}).status_code == 400
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    assert client.get("/../pyproject.toml").status_code in (400, 404)
    workers.close()


def test_the_summary_says_what_is_not_known_of_what_is_added() -> None:
    known = world(load_rows(tables()))
    summary = whatif_tables(known, whatif(known, "990000", add=["ore"]), "zh")[0]
    assert summary.key == "summary"
    told = dict(summary.rows)
    assert told["系统性风险指数（退出企业）"] == "不计算：新增企业的供应关系与金额未知"


def library(**changes: Any) -> Rows:
    """An ore project ``k`` in the second city, of an investor that changes say more about."""
    rows = tables()
    rows["regions"] += [
        {"code": "990200", "name_zh": "乙市", "parent": "990000"},
        {"code": "980000", "name_zh": "外省"},
    ]
    rows["enterprises"].append({"id": "x", "name_zh": "投资方", "region": "980000", **changes.pop("investor", {})})
    rows["makes"] += [{"enterprise": "x", "product": one} for one in changes.pop("makes", ("alloy",))]
    project = {
        "id": "k",
        "name_zh": "乙矿",
        "region": "990200",
        "chain": "c",
        "products": "ore",
        "enterprise": "x",
        "status": "signed",
    }
    rows["projects"].append({**project, **changes.pop("project", {})})
    rows["projects"] += changes.pop("more", [])
    return rows


def asked(rows: Rows, region: str = "990000", *projects: str, **more: Any) -> WhatIf:
    return whatif(world(load_rows(rows)), region, projects=projects or ("k",), **more)


def kinds(told: WhatIf) -> list[tuple[str | None, str]]:
    return [(one.about, one.kind) for one in told.notes]


def step(told: WhatIf, product: str = "ore") -> tuple[int | None, int | None]:
    return next(((one.makers_before, one.makers_after) for one in told.changes if one.product == product), (0, 0))


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, "investor-elsewhere"),
        ({"project": {"enterprise": ""}}, "no-investor"),
        ({"investor": {"status": "closed"}}, "investor-closed"),
        ({"investor": {"status": "planned"}}, "investor-planned"),
        ({"investor": {"region": "990100"}}, "investor-elsewhere"),
        ({"project": {"status": "suspended"}}, "suspended"),
        ({"project": {"status": "production"}}, "built"),
    ],
)
def test_a_projects_maker_stands_where_the_project_stands(changes: dict[str, Any], kind: str) -> None:
    for region in ("990000", "990200"):
        told = asked(library(**changes), region)
        assert step(told) == (0, 1)
        assert ("k", kind) in kinds(told)
        assert [(one.project, one.region, one.products, one.supposed) for one in told.makers] == [
            ("k", "990200", ("ore",), True)
        ]
    elsewhere = asked(library(**changes), "990100")
    assert (elsewhere.changes, elsewhere.makers) == ((), ())
    assert kinds(elsewhere) == [(None, "no-change"), ("k", "outside")]


def test_plan_and_whatif_gain_the_same_of_a_project() -> None:
    known = world(load_rows(library()))
    gained = plan(known, "990200", aim="producible", projects=1, fills=False)
    assert gained.products == whatif(known, "990200", projects=["k"]).producible == ("ore",)
    assert (
        plan(known, "990000", aim="producible", projects=1, fills=False).products
        == whatif(known, projects=["k"]).producible
    )


def test_an_active_investor_in_the_very_region_is_the_maker() -> None:
    at_home = {"region": "990200"}
    told = asked(library(investor=at_home))
    assert [(one.enterprise, one.supposed) for one in told.makers] == [("x", False)]
    assert step(told) == (0, 1)
    assert "k" not in [about for about, _ in kinds(told)]
    already = asked(library(investor=at_home, makes=("ore",)))
    assert (already.changes, already.makers) == ((), ())
    assert kinds(already) == [(None, "no-change"), ("k", "made-already")]


def test_an_investor_with_outputs_keeps_them_when_its_project_is_built() -> None:
    rows = library(investor={"region": "990200"}, makes=(), project={"products": "ore;alloy"})
    rows["makes"].append({"enterprise": "x", "product": "ore", "output_yi": "5"})
    told = asked(rows)
    assert [one.products for one in told.makers] == [("alloy",)]
    assert step(told, "alloy") == (0, 1)
    assert "ore" not in [one.product for one in told.changes if one.makers_before != one.makers_after]


def test_a_planned_investor_brings_only_what_the_project_names() -> None:
    rows = library(investor={"status": "planned", "region": "990200"}, makes=("ore", "alloy", "steel"))
    told = asked(rows)
    assert step(told) == (0, 1)
    assert [one.product for one in told.changes if one.makers_before != one.makers_after] == ["ore"]


def test_projects_of_one_investor_in_one_region_are_one_maker() -> None:
    second = {
        "id": "k2",
        "name_zh": "乙矿二期",
        "region": "990200",
        "chain": "c",
        "products": "ore;alloy",
        "enterprise": "x",
    }
    told = asked(library(more=[second]), "990000", "k", "k2")
    assert (step(told), step(told, "alloy")) == ((0, 1), (0, 1))
    assert len({one.enterprise for one in told.makers}) == 1
    assert ("k2", "same-maker") in kinds(told)
    others = [{**second, "region": "990100"}, {**second, "enterprise": ""}]
    for other in others:
        assert step(asked(library(more=[other]), "990000", "k", "k2")) == (0, 2)


def test_a_project_on_record_as_in_production_is_not_counted_twice() -> None:
    rows = library(project={"status": "production"})
    rows["enterprises"].append({"id": "sub", "name_zh": "乙矿业", "region": "990200"})
    rows["makes"].append({"enterprise": "sub", "product": "ore"})
    told = asked(rows)
    assert told.changes == ()
    assert kinds(told) == [(None, "no-change"), ("k", "built")]


def test_a_project_whose_investor_goes_is_built_all_the_same() -> None:
    told = asked(library(investor={"region": "990200"}), remove=["x"])
    assert step(told) == (0, 1)
    assert ("k", "investor-gone") in kinds(told)


@pytest.mark.parametrize("place", ["990200", "990000"])
def test_a_maker_in_the_next_city_is_elsewhere_and_told_so(place: str) -> None:
    found = whatif(world(load_rows(library())), "990100", add=[f"ore@{place}"])
    assert [(change.product, change.status_before, change.status_after) for change in found.changes] == [
        ("ore", "unseen", "elsewhere")
    ]
    assert kinds(found) == [(f"ore@{place}", "outside")]


def test_nothing_changes_without_a_word_why() -> None:
    rows = library(investor={"status": "closed"})
    known = world(load_rows(rows))
    for told, kind in ((whatif(known, remove=["x"]), ("x", "makes-nothing")),):
        assert told.changes == ()
        assert kinds(told) == [(None, "no-change"), kind]
        for lang in ("zh", "en"):
            (table,) = [one for one in whatif_tables(known, told, lang) if one.key == "notes"]
            assert [row[1] for row in table.rows] == [one.sentence.text(lang) for one in told.notes]
        plain = told.as_json()["notes"]
        assert [(one["about"], one["kind"]) for one in plain] == kinds(told)
        assert [(one["zh"], one["en"]) for one in plain] == [
            (one.sentence.text("zh"), one.sentence.text("en")) for one in told.notes
        ]


def test_an_id_that_is_taken_is_not_taken_again() -> None:
    rows = library()
    rows["enterprises"] += [
        {"id": f"supposed {one}", "name_zh": f"同名{one}", "region": "990100"} for one in ("1", "k")
    ]
    told = asked(rows, add=["ore@990100"])
    assert step(told) == (0, 2)
    assert not {one.enterprise for one in told.makers} & {"supposed 1", "supposed k"}


@settings(max_examples=15, deadline=None)
@given(
    st.fixed_dictionaries({}, optional={"status": st.sampled_from(["active", "planned", "closed"]), "region": st.sampled_from(["990000", "990100", "990200", "980000"])}),
    st.fixed_dictionaries({}, optional={"status": st.sampled_from(["planned", "production", "suspended"]), "region": st.sampled_from(["990000", "990100", "990200", "980000"]), "enterprise": st.sampled_from(["x", ""]), "products": st.sampled_from(["ore", "ore;alloy", "steel"])}),
    st.sampled_from(["990000", "990100", "990200"]),
)  # fmt: skip
def test_a_project_changes_something_or_says_why(
    investor: dict[str, str], project: dict[str, str], region: str
) -> None:
    rows = library(investor=investor, project=project)
    told = asked(rows, region)
    gained = {product for one in told.makers for product in one.products}
    more = {one.product for one in told.changes if one.makers_before != one.makers_after}
    assert gained == more
    assert gained or ({"outside", "built", "made-already"} & {kind for _, kind in kinds(told)})
    if project.get("status") != "production" and gained:
        assert gained <= set(project.get("products", "ore").split(";"))
