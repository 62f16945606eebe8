"""Where it would stand best: each part of a park's score, its bounds and its place, worked out by hand."""

from __future__ import annotations

import pytest

from chaingraph.document.render import render
from chaingraph.errors import UsageError
from chaingraph.findings.world import World
from chaingraph.questions.sites.ask import TOP, Nearby, Site, Sites, sites
from chaingraph.questions.sites.reasons import site_reasons
from tests.questions.province import province as widened


def counts(near: Nearby) -> tuple[int, int]:
    return near.inside, near.near


def parts(found: Sites) -> dict[str, tuple[float | None, float, float, int]]:
    return {one.id: (one.score, one.score_low, one.score_high, one.place) for one in found.items}


def test_scores_worked_out_by_hand(province: World) -> None:
    """k1: leads, one buyer in it and in its city 2/5. g1: of the whole region, its buyer stands elsewhere 1/4. k2: tells no lead."""
    found = sites(province, "resin", "990000")  # of its inputs nobody here makes any: unknown, not none
    assert parts(found) == {
        "k1": (0.466666667, 0.466666667, 0.8, 1),
        "g1": (0.416666667, 0.416666667, 0.75, 2),
        "k2": (0.0, 0.0, 0.666666667, 3),
    }
    assert [one.known for one in found.items] == [("leads", "buyers"), ("leads", "buyers"), ("buyers",)]
    assert (found.apart, found.cut, found.parks, found.clusters) == ("overlap", 0, 2, 1)


def test_three_buyers_are_half_of_what_a_park_can_have() -> None:
    """The demand of a park reaches half at three, as that of a product does: n / (n + 3), those in the park twice."""
    firms = [{"id": f"w{number}", "name_zh": f"车厂{number}", "region": "990200"} for number in range(3)]
    known = widened(
        {"makes": []}, enterprises=firms, makes=[{"enterprise": one["id"], "product": "car"} for one in firms]
    )
    found = {one.id: one for one in sites(known, "sheet", "990000").items}
    # of sheet the data know no use and no input: nothing known of the park, and no full score for that
    assert (found["k2"].known, found["k2"].score) == ((), None)
    assert (found["k1"].known, found["k1"].score_low, found["k1"].score_high) == (("leads",), 0.333333333, 1.0)
    resin = {one.id: one for one in sites(known, "film", "990000").items}
    # e1 makes nothing now: the three stand in the city of k2, none in the park: 3 / 6; no lead chain, no input known
    assert (counts(resin["k2"].buyers), resin["k2"].score_low) == ((0, 3), 0.166666667)
    assert resin["k2"].score_high == 0.833333333


def test_both_sides_count_the_same(province: World) -> None:
    """Chip: car is made in k1, glass in k2; g1 is of the whole region and has one of each around it."""
    found = sites(province, "chip", "990000")
    assert parts(found) == {
        "g1": (0.5, 0.5, 0.5, 1),  # (1 + 1/4 + 1/4) / 3
        "k1": (0.466666667, 0.466666667, 0.466666667, 2),  # (1 + 2/5 + 0) / 3
        "k2": (0.133333333, 0.133333333, 0.466666667, 3),  # (unknown + 0 + 2/5) / 3
    }
    told = {
        one.id: (counts(one.buyers), counts(one.suppliers), one.makers.near, one.enterprises, one.leads)
        for one in found.items
    }
    assert told == {
        "g1": ((0, 1), (0, 1), 0, 2, True),
        "k1": ((1, 1), (0, 0), 0, 2, True),
        "k2": ((0, 0), (1, 1), 0, 2, None),
    }
    assert found.apart == "apart"


def test_what_stands_in_a_cluster_a_park_or_a_county_counts_for_it() -> None:
    """k1 has two buyers, one of them of the cluster too; k5 lies in a county of the city of k2 and k6, and so does its buyer."""
    firms = [
        {"id": "w1", "name_zh": "又一车厂", "region": "990100", "cluster": "g1", "park": "k1"},
        {"id": "w2", "name_zh": "县车厂", "region": "990201", "park": "k5"},
    ]
    known = widened(
        regions=[{"code": "990201", "name_zh": "乙县", "parent": "990200"}],
        parks=[{"id": "k5", "name_zh": "县园", "region": "990201", "level": "省级"}],
        enterprises=firms,
        makes=[{"enterprise": one["id"], "product": "car"} for one in firms],
    )
    found = {one.id: one for one in sites(known, "chip", "990000").items}
    assert {name: counts(one.buyers) for name, one in found.items()} == {
        "g1": (1, 3),
        "k1": (2, 2),
        "k2": (0, 1),
        "k5": (1, 1),
    }
    assert (found["k5"].region, found["k5"].part, found["k5"].level) == ("990201", "990200", "provincial")
    assert {name: one.part for name, one in found.items() if name != "k5"} == {
        "g1": "990000", "k1": "990100", "k2": "990200",
    }  # fmt: skip


def test_a_site_tells_who_it_is(province: World) -> None:
    found = {one.id: one for one in sites(province, "film", "990000").items}
    assert found["g1"] == Site(
        id="g1", kind="cluster", name_zh="膜群", region="990000", part="990000", level=None, leads=True,
        buyers=Nearby(near=1, names_near=("车厂",)), suppliers=Nearby(),
        makers=Nearby(inside=2, near=2, names_inside=("膜厂", "板膜厂")), enterprises=2, score=0.416666667, sources=(),
        rank=2, score_low=0.416666667, score_high=0.75, place=2, tied=1, known=("leads", "buyers"), lead_chains=("c",),
    )  # fmt: skip
    assert (found["k1"].makers.near, found["k2"].makers.near, found["k1"].part) == (1, 1, "990100")


def test_inputs_of_common_supply_are_no_part_of_it_and_unknown_ones_are_unknown() -> None:
    """Every park has what is on sale everywhere; an input that nobody on record makes tells parks apart for nobody."""
    common = widened(inputs=[{"product": "sheet", "input": "glue"}])
    told = {one.id: one for one in sites(common, "sheet", "990000").items}
    assert (told["k1"].known, told["k1"].score_low, told["k1"].score_high) == (("leads",), 0.5, 1.0)
    unknown = widened(inputs=[{"product": "sheet", "input": "oil"}])
    told = {one.id: one for one in sites(unknown, "sheet", "990000").items}
    assert (told["k1"].known, told["k1"].score_low, told["k1"].score_high) == (("leads",), 0.333333333, 1.0)


def test_the_facts_of_a_park_in_whole_sentences(province: World) -> None:
    found = {one.id: one for one in sites(province, "chip", "990000").items}
    assert {name: (site_reasons(province, one, "zh"), site_reasons(province, one, "en")) for name, one in found.items()} == {
        "g1": (
            ("主导产业含链", "同在虚构省的车厂需要它", "同在虚构省的玻璃厂生产其投入品"),
            ("leads in 链", "needed elsewhere in 虚构省 by 车厂", "inputs made elsewhere in 虚构省 by 玻璃厂"),
        ),
        "k1": (("主导产业含链", "其中车厂需要它"), ("leads in 链", "needed in it by 车厂")),
        "k2": (
            ("未申报主导产业", "其中玻璃厂生产其投入品"),
            ("declares no lead chain", "inputs made in it by 玻璃厂"),
        ),
    }  # fmt: skip
    film = {one.id: one for one in sites(province, "film", "990000").items}
    assert site_reasons(province, film["k2"], "zh") == (
        "未申报主导产业", "其中板膜厂已生产，先核实产能", "乙市没有记录的需求企业和投入品企业",
    )  # fmt: skip
    assert site_reasons(province, film["k2"], "en")[1:] == (
        "made in it already by 板膜厂: check capacities", "no buyer and no maker of its inputs on record in 乙市",
    )  # fmt: skip
    parks = [{"id": "k9", "name_zh": "别园", "region": "990200", "lead_chains": "d"}]
    other = widened(chains=[{"id": "d", "name_zh": "别链"}], parks=parks)
    k9 = next(one for one in sites(other, "chip", "990000").items if one.id == "k9")
    assert site_reasons(other, k9, "zh")[0] == "主导产业不含其产业链"
    assert "距离未知" in render(sites(other, "chip", "990000").document("zh"), "md").decode()


def test_where_it_is_made_already_most_first_then_by_code(province: World) -> None:
    assert sites(province, "film", "990000").elsewhere == (("990100", 1), ("990200", 1))
    firms = [{"id": "w1", "name_zh": "三膜厂", "region": "990200"}]
    more = widened(enterprises=firms, makes=[{"enterprise": "w1", "product": "film"}])
    assert sites(more, "film", "990000").elsewhere == (("990200", 2), ("990100", 1))
    assert sites(province, "chip", "990000").elsewhere == ()


def test_within_a_city_it_is_the_city(province: World) -> None:
    found = sites(province, "resin", "990100")
    assert [(one.id, one.part, counts(one.buyers), one.score_low) for one in found.items] == [
        ("k1", "990100", (1, 1), 0.466666667)
    ]
    assert (found.parks, found.clusters, found.apart) == (1, 0, None)
    assert sites(province, "resin").region == "990000"  # the topmost


def test_a_chain_that_is_not_the_parks_counts_nothing_and_is_known() -> None:
    parks = [{"id": "k9", "name_zh": "别园", "region": "990200", "lead_chains": "d"}]
    known = widened(chains=[{"id": "d", "name_zh": "别链"}], parks=parks)
    found = {one.id: one for one in sites(known, "chip", "990000").items}
    assert (found["k9"].leads, found["k9"].known) == (False, ("leads", "buyers", "suppliers"))
    assert found["k9"].score_low == found["k9"].score_high == 0.083333333  # (0 + 0 + 1/4) / 3


def test_equals_share_a_place_their_lines_stand_by_enterprises_then_id() -> None:
    parks = [{"id": one, "name_zh": one, "region": "990200"} for one in ("p3", "p1", "p2")]
    held = [{"id": "w1", "name_zh": "空厂", "region": "990100", "park": "p3"}]
    known = widened(parks=parks, enterprises=held)
    found = sites(known, "chip", "990000")
    assert [(one.id, one.place, one.tied, one.rank) for one in found.items] == [
        ("g1", 1, 1, 1), ("k1", 2, 1, 2), ("k2", 3, 1, 3), ("p3", 4, 3, 4), ("p1", 4, 3, 5), ("p2", 4, 3, 6),
    ]  # fmt: skip
    cut = sites(known, "chip", "990000", top=4)
    assert ([one.id for one in cut.items], cut.cut) == (["g1", "k1", "k2", "p3"], 2)
    assert sites(known, "chip", "990000", top=3).cut == 0
    assert TOP == 20


def test_without_a_park_there_is_nothing_to_rank(province: World) -> None:
    found = sites(widened({"parks": []}), "chip", "980000")
    assert (found.items, found.cut, found.apart, found.parks) == ((), 0, None, 0)
    assert found.as_json()["items"] == ()


@pytest.mark.parametrize(
    ("product", "region", "named"), [("nothing", "990000", "nothing"), ("oil", "123456", "123456")]
)
def test_what_is_unknown_is_refused_by_name(province: World, product: str, region: str, named: str) -> None:
    with pytest.raises(UsageError, match=named):
        sites(province, product, region)
