"""Whom to ask: every ground of a candidate, its place and its bounds, as numbers that can be worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from chaingraph.errors import UsageError
from chaingraph.findings.world import World
from chaingraph.network import Distance
from chaingraph.questions.candidates import ask
from chaingraph.questions.candidates.ask import CandidateFirm, Candidates, Grounds, Kind, OfKind, candidates
from tests.questions.province import province as widened


def by_id(found: Candidates) -> dict[str, CandidateFirm]:
    return {firm.id: firm for firm in found.items}


def test_the_anchors_are_those_that_the_documents_tell() -> None:
    assert (ask.NEIGHBOUR, ask.MEASURED_BY, ask.FIRST, ask.TOP) == (0.3, 2, 5, 20)
    assert ask.NEARNESS == {Distance.SAME: 1.0, Distance.NEXT: 0.5, Distance.FARTHER: 0.0}


NOTHING: dict[str, float | None] = {
    "effect": 0.25, "tie": None, "lead": None, "scale": None, "distance": None, "inputs": None, "nearness": None,
}  # fmt: skip


def test_grounds_worked_out_by_hand(province: World) -> None:
    """Effect: y2 fills resin and oil, and both become producible: 4, the most; the others fill resin alone: 1."""
    firms = by_id(candidates(province, "resin", "990000"))
    assert {name: (firm.fills, firm.newly_producible, firm.grounds) for name, firm in firms.items()} == {
        "y2": (("oil", "resin"), 2, Grounds(**NOTHING | {"effect": 1.0, "tie": 1.0, "scale": 0.25})),
        "y1": (("resin",), 0, Grounds(**NOTHING | {"scale": 1.0})),
        "y3": (("resin",), 0, Grounds(**NOTHING)),
        # it makes sheet, of the same segment; film, which could stand in for resin, is not near for that
        "n2": (("resin",), 0, Grounds(**NOTHING | {"nearness": 0.3})),
    }
    assert {name: (firm.kind, firm.ties, firm.near) for name, firm in firms.items()} == {
        "y2": ("outside", ("膜厂",), ()),
        "y1": ("outside", (), ()),
        "y3": ("outside", (), ()),
        "n2": ("local", (), ("sheet",)),
    }


def test_scores_are_means_with_the_unknown_as_nothing_and_as_all(province: World) -> None:
    """Makers elsewhere: of six grounds; local ones of five. Every kind has places of its own."""
    found = candidates(province, "resin", "990000")
    assert [(one.id, one.place, one.rank, one.tied, one.score, one.score_low, one.score_high) for one in found.items] == [
        ("y2", 1, 1, 1, 0.375, 0.375, 0.875),
        ("y1", 2, 2, 1, 0.208333333, 0.208333333, 0.875),
        ("y3", 3, 3, 1, 0.041666667, 0.041666667, 0.875),
        ("n2", 1, 4, 1, 0.11, 0.11, 0.71),
    ]  # fmt: skip
    assert [one.known for one in found.items] == [
        ("effect", "tie", "scale"), ("effect", "scale"), ("effect",), ("effect", "nearness"),
    ]  # fmt: skip
    # y2 is best in effect and y2 and y1 beat each other in nothing: feasibility (1 + .25) / 5 against 1 / 5
    assert [one.front for one in found.items] == [True, False, False, True]
    assert {one.stability for one in found.items} == {None}  # no more than the first five
    assert found.kinds == (
        OfKind(kind=Kind.OUTSIDE, total=3, listed=3, apart="overlap", cut=0),
        OfKind(kind=Kind.LOCAL, total=1, listed=1, apart=None, cut=0),
    )
    assert (found.total, found.elsewhere, found.top) == (4, 3, 20)


def test_what_a_candidate_rests_on_and_who_it_is(province: World) -> None:
    firms = by_id(candidates(province, "resin", "990000"))
    first, local = firms["y1"], firms["n2"]
    assert (first.name_zh, first.name_en, first.region, first.role) == ("外树脂", "Resin Co", "980000", "lead")
    assert (first.output_yi, first.output_year, first.year, first.makes) == (40.0, 2020, 2023, ("resin",))
    assert first.rows == (("enterprises", 10), ("makes", 12), ("makes", 13))
    assert first.sources == ("S1", "S2")  # each once, the enterprise's first
    assert (local.name_en, local.output_yi, local.output_year, local.year) == ("板膜厂", None, None, None)
    assert (local.rows, local.sources) == ((("enterprises", 9), ("makes", 11)), ())


def test_the_place_is_told_with_the_candidates(province: World) -> None:
    found = candidates(province, "resin", "990000")
    assert (found.region, found.product, found.status) == ("990000", "resin", "unseen")
    assert (found.buyers, found.buyer_count, found.suppliers) == (("车厂",), 1, {})
    assert found.inputs == (1, 0, 1)  # glue is of common supply, oil unseen; ore is not essential
    assert found.as_json()["items"][0]["grounds"]["scale"] == 0.25
    assert candidates(province, "chip").suppliers == {"glass": ("玻璃厂",)}  # of the whole without a region
    by_name = candidates(province, "树脂", "990000")
    assert by_name == found


def test_what_is_bought_in_is_at_hand(province: World) -> None:
    found = candidates(province, "resin", "990000", given=["oil"])
    firms = by_id(found)
    assert found.inputs == (2, 0, 0)
    assert {firm.grounds.inputs for firm in found.items} == {1.0}
    # resin alone is now producible from inputs at hand: one fill and one product; y2: two fills and resin
    assert {name: (firm.newly_producible, firm.grounds.effect) for name, firm in firms.items()} == {
        "y2": (1, 1.0), "y1": (1, 0.666666667), "y3": (1, 0.666666667), "n2": (1, 0.666666667),
    }  # fmt: skip


def test_inputs_that_a_census_misses_are_known_to_be_missing() -> None:
    census = widened(coverage=[{"region": "990000", "chain": "c", "completeness": "census"}])
    found = candidates(census, "resin", "990000")
    assert (found.status, found.inputs) == ("missing", (1, 1, 0))
    assert {firm.grounds.inputs for firm in found.items} == {0.5}
    assert candidates(census, "resin", "990000", given=["oil"]).inputs == (2, 0, 0)


def test_of_substitutes_for_an_input_one_at_hand_is_enough_and_all_must_be_missing(province: World) -> None:
    assert candidates(province, "car", "990000").inputs == (3, 0, 1)  # steel, glass, film for resin; chip unseen
    census = widened(coverage=[{"region": "980000", "chain": "c", "completeness": "census"}])
    # elsewhere: chip is made, and of resin and film both; glass and steel are confirmed to be missing
    assert candidates(census, "car", "980000").inputs == (2, 2, 0)


def test_a_product_without_inputs_has_no_ground_of_them(province: World) -> None:
    only = candidates(province, "oil", "990000").items[0]
    assert (only.id, only.known, only.grounds.inputs) == ("y2", ("effect", "tie"), None)
    assert (only.score_low, only.score_high) == (
        0.4,
        1.0,
    )  # effect and tie 1, lead, scale and distance unknown: of five


def test_what_nobody_gains_is_no_ground() -> None:
    """Car is made here and nothing becomes producible by one more maker: effect says nothing of anybody."""
    makers = [{"id": f"v{number}", "name_zh": f"外车{number}", "region": "980000"} for number in range(2)]
    made = [{"enterprise": "v0", "product": "car", "output_yi": "0"}, {"enterprise": "v1", "product": "car"}]
    found = candidates(widened(enterprises=makers, makes=made), "car", "990000")
    firms = by_id(found)
    assert {firms[name].grounds.effect for name in ("v0", "v1")} == {None}
    # tie, lead, scale, distance and inputs: of five
    assert (firms["v0"].score_low, firms["v0"].score_high) == (0.0, 0.8)
    assert (firms["v0"].known, firms["v0"].score) == (("scale",), 0.0)
    assert (firms["v1"].known, firms["v1"].score, firms["v1"].score_high) == ((), None, 1.0)
    assert firms["v0"].tied == firms["v1"].tied == 2
    assert all(firm.front for firm in firms.values())


def crowd(outputs: list[str]) -> World:
    firms = [{"id": f"v{number}", "name_zh": f"外膜{number}", "region": "980000"} for number in range(len(outputs))]
    made = [{"enterprise": f"v{number}", "product": "oil", "output_yi": size} for number, size in enumerate(outputs)]
    return widened({"makes": [{"enterprise": "e1", "product": "car"}]}, enterprises=firms, makes=made)


def test_stability_is_shared_by_equals_and_one_for_what_always_leads() -> None:
    outputs = ["100", "90", "", "", "", "", ""]
    found = candidates(crowd(outputs), "oil", "990000")
    told = {one.id: one for one in found.items}
    assert (told["y2"].place, told["y2"].stability) == (1, 1.0)
    assert [told[name].stability for name in ("v0", "v1")] == [1.0, 1.0]
    # two of the five places are left for five equals
    assert {(told[f"v{n}"].place, told[f"v{n}"].tied, told[f"v{n}"].stability) for n in range(2, 7)} == {(4, 5, 0.4)}
    assert [one.id for one in found.items if one.tied == 5] == ["v2", "v3", "v4", "v5", "v6"]  # lines by id


def test_what_always_stands_behind_the_first_five_is_never_among_them() -> None:
    known = crowd(["100", "90", "80", "70", "60", "", ""])
    found = candidates(known, "oil", "990000")
    assert [(one.id, one.stability) for one in found.items][-2:] == [("v5", 0.0), ("v6", 0.0)]
    assert sum(one.stability or 0.0 for one in found.items) == pytest.approx(5)
    assert candidates(known, "oil", "990000").items == found.items  # the draws are the same each time


def test_draws_are_the_same_each_time() -> None:
    """Two that lead in different grounds, for one place that is left: which one takes it depends on the weights drawn."""
    ties = [{"supplier": "v5", "customer": "e1", "product": "oil"}]
    firms = [{"id": f"v{number}", "name_zh": f"外油{number}", "region": "980000"} for number in range(8)]
    sizes = ["100", "100", "100", "100", "40", "", "30", ""]
    made = [{"enterprise": f"v{number}", "product": "oil", "output_yi": size} for number, size in enumerate(sizes)]
    known = widened(enterprises=firms, makes=made, supplies=ties)
    first, again = (candidates(known, "oil", "990000").items for _ in range(2))
    assert first == again
    assert any(0.0 < (one.stability or 0.0) < 1.0 for one in first)


def test_the_list_is_cut_and_what_shares_the_last_place_is_counted() -> None:
    known = crowd(["100", "90", "", "", "", "", ""])
    cut = candidates(known, "oil", "990000", top=5)
    assert ([one.id for one in cut.items], cut.kinds[0].cut) == (["y2", "v0", "v1", "v2", "v3"], 3)
    assert candidates(known, "oil", "990000", top=3).kinds[0].cut == 0
    assert (cut.elsewhere, cut.total, cut.kinds[0].listed) == (8, 8, 5)


@pytest.mark.parametrize(
    ("product", "region", "named"), [("nothing", "990000", "nothing"), ("oil", "123456", "123456")]
)
def test_what_is_unknown_is_refused_by_name(province: World, product: str, region: str, named: str) -> None:
    with pytest.raises(UsageError) as error:
        candidates(province, product, region)
    assert named in error.value.zh
    assert named in error.value.en


def test_the_profile_in_whole_sentences(province: World) -> None:
    def profile(product: str, **more: Any) -> tuple[str, str]:
        found = candidates(more.get("known", province), product, "990000")
        return found.profile_zh, found.profile_en

    assert profile("chip") == (
        "目标画像：生产产品chip（用于产品car）的企业；在虚构省可服务车厂；本地可供投入——产品glass：玻璃厂。"
        "规模：本地需求量没有数据，不作推测。",
        "Profile: an enterprise that makes 产品chip (used for 产品car); in 虚构省 it could serve 车厂; "
        "inputs at hand: 产品glass: 玻璃厂. Size: the local demand is not known and not guessed.",
    )
    assert profile("sheet") == (
        "目标画像：生产板（用于未知用途）的企业；在虚构省可服务（暂无记录的本地需求企业）；本地可供投入——暂无记录。"
        "规模：本地需求量没有数据，不作推测。",
        "Profile: an enterprise that makes sheet (used for unknown uses); in 虚构省 it could serve "
        "no local enterprise on record; inputs at hand: none on record. Size: the local demand is not known and not guessed.",
    )


def test_the_profile_names_five_buyers_and_counts_the_rest() -> None:
    firms = [{"id": f"w{number}", "name_zh": f"车厂{number}", "region": "990100"} for number in range(6)]
    known = widened(enterprises=firms, makes=[{"enterprise": one["id"], "product": "car"} for one in firms])
    found = candidates(known, "chip", "990000")
    assert (found.buyer_count, len(found.buyers)) == (7, 7)
    assert "可服务车厂、车厂0、车厂1、车厂2、车厂3等7家；" in found.profile_zh
    assert "could serve 车厂, 车厂0, 车厂1, 车厂2, 车厂3 and others, 7 in all;" in found.profile_en
    five = widened(enterprises=firms[:4], makes=[{"enterprise": one["id"], "product": "car"} for one in firms[:4]])
    assert "可服务车厂、车厂0、车厂1、车厂2、车厂3；" in candidates(five, "chip", "990000").profile_zh
