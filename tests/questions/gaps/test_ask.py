"""The findings of the wider province: scores, orders and cuts, worked out by hand."""

from __future__ import annotations

import pytest

from chaingraph.errors import UsageError
from chaingraph.findings.world import World
from chaingraph.questions.gaps.ask import gaps, score_parts
from tests.questions.province import province as widened


def test_scores_worked_out_by_hand(province: World) -> None:
    """Each bought product has one buyer: demand 1/4. Severity: unseen 0.975, one maker 0.95, two of equal shares 0.95 times
    the root of a half. The car itself is not what stops with it.
    """
    told = {one.product: (one.criticality, one.score) for one in gaps(province, "990000").items}
    stops, stops_none = 0.01 + 0.99 * (0.3 + 0.7 / 4), 0.01 / 4
    assert told == {
        "chip": (1.0, pytest.approx(0.975 * stops)),
        "ore": (1.0, pytest.approx(0.975 * stops)),
        "glass": (1.0, pytest.approx(0.95 * stops)),
        "steel": (1.0, pytest.approx(0.95 * stops)),
        "resin": (0.0, pytest.approx(0.975 * stops_none)),
        "film": (0.0, pytest.approx(0.95 * 0.5**0.5 * stops_none, abs=1e-9)),
        "car": (0.0, 0.0),
        "oil": (0.0, 0.0),
        "glue": (0.0, 0.0),
        "sheet": (0.0, None),  # linked with nothing
    }


def test_the_order_is_by_score_and_of_equals_by_id(province: World) -> None:
    items = gaps(province, "990000").items
    order = ["chip", "ore", "glass", "steel", "resin", "film", "car", "glue", "oil", "sheet"]
    assert [(one.rank, one.product) for one in items] == list(enumerate(order, start=1))
    assert [one.tied for one in items] == [2, 2, 2, 2, 1, 1, 3, 3, 3, None]
    scored = [one for one in items if one.score is not None]
    assert {(one.rank_stability, one.standing) for one in scored} == {(1.0, "certain")}  # all among the first twenty
    # ore and chip share the first two places; what stops nothing is never before what does, but for criticality dropped
    assert [(one.rank_low, one.rank_high) for one in scored[:4]] == [(1, 2), (1, 2), (3, 4), (3, 4)]
    assert [(one.rank_low, one.rank_high) for one in scored[6:]] == [(7, 9)] * 3
    assert (items[-1].rank_low, items[-1].rank_high, items[-1].standing) == (None, None, None)  # no score
    assert [one.product for one in gaps(province, "990000", rank_by="severity").items] == [
        "chip", "oil", "ore", "resin", "car", "glass", "steel", "film", "glue", "sheet",
    ]  # fmt: skip
    assert {one.rank_stability for one in gaps(province, "990000", rank_by="severity").items} == {None}


def test_what_is_told_of_each(province: World) -> None:
    told = gaps(province, "990000").by_product()
    assert {name: (one.status, one.action, one.confidence, one.evidence) for name, one in told.items()} == {
        "ore": ("unseen", "fill", "low", "unknown"),
        "chip": ("unseen", "fill", "low", "unknown"),
        "glass": ("single", "strengthen", "low", "present-claimed"),
        "steel": ("single", "strengthen", "low", "present-claimed"),
        "car": ("single", "none", "low", "present-claimed"),
        "resin": ("unseen", "fill", "low", "unknown"),
        "film": ("concentrated", "strengthen", "low", "present-confirmed"),
        "oil": ("unseen", "secure", "low", "unknown"),
        "glue": ("common", "none", "medium", None),
        "sheet": ("single", "none", "low", "present-claimed"),
    }
    assert {name: (one.inputs_met, one.producible) for name, one in told.items() if one.inputs_met is not None} == {
        "chip": (1.0, False), "steel": (0.0, False), "car": (0.75, False), "resin": (0.5, False),
    }  # fmt: skip
    assert {name for name, one in told.items() if one.producible} == {"glass", "film", "glue", "sheet"}
    assert {name for name, one in told.items() if one.needs} == {"ore", "chip", "glass", "steel"}
    assert (told["film"].makers, told["film"].owners, told["film"].hhi, told["film"].hhi_basis) == (2, 2, 5000, "count")
    assert (told["glue"].absent_probability, told["ore"].absent_probability) == (None, None)
    assert (told["resin"].name("en"), told["resin"].name("zh"), told["resin"].segment_zh) == ("resin", "树脂", "车身")


def test_a_recall_gives_a_probability_and_of_several_chains_the_least_counts() -> None:
    coverage = [{"region": "990000", "chain": "c", "completeness": "sample", "recall": "0.9"}]
    told = gaps(widened(coverage=coverage), "990000").by_product()
    assert told["ore"].absent_probability == pytest.approx(0.5 / (0.5 + 0.5 * 0.1))
    assert (told["ore"].evidence, told["glue"].absent_probability, told["glue"].evidence) == (
        "probably-missing",
        None,
        None,
    )


def test_buyers_are_listed_or_only_counted(province: World) -> None:
    with_ids = gaps(province, "990000").by_product()
    assert {name: one.local_buyers for name, one in with_ids.items() if one.local_buyer_count} == {
        "ore": ("e3",), "chip": ("e1",), "glass": ("e1",), "steel": ("e1",), "resin": ("e1",), "film": ("e1",),
    }  # fmt: skip
    without = gaps(province, "990000", buyers=False).by_product()
    assert {one.local_buyers for one in without.values()} == {()}
    assert {name: one.local_buyer_count for name, one in without.items()} == {
        name: one.local_buyer_count for name, one in with_ids.items()
    }


def test_a_cut_keeps_the_ranks_of_the_whole(province: World) -> None:
    whole, cut = gaps(province, "990000"), gaps(province, "990000", top=3)
    assert cut.items == whole.items[:3]
    assert gaps(province, "990000", top=0).items == ()


def test_what_is_bought_in_is_told_and_makes_more_producible(province: World) -> None:
    found = gaps(province, "990000", given=["oil", "chip", "oil"])
    assert found.given == found.items[0].given == ("chip", "oil")
    assert (found.by_product()["resin"].producible, found.by_product()["oil"].producible) == (False, True)
    assert gaps(province, "990000", given=["ore"]).by_product()["steel"].producible


def test_a_chain_keeps_its_products_and_counts_its_own_end_products() -> None:
    known = widened(
        chains=[{"id": "d", "name_zh": "别链"}],
        products=[{"id": "boat", "name_zh": "船", "chain": "d", "final": "yes"}, {"id": "hull", "name_zh": "壳", "chain": "c;d"}],
        inputs=[{"product": "boat", "input": "hull"}, {"product": "boat", "input": "glass"}],
        makes=[{"enterprise": "e2", "product": "boat"}],
    )  # fmt: skip
    whole, one_chain = gaps(known, "990000"), gaps(known, "990000", chain="d")
    assert (one_chain.chain, whole.chain) == ("d", None)
    assert set(one_chain.by_product()) == {"boat", "hull"}
    assert (one_chain.by_product()["hull"].criticality, whole.by_product()["hull"].criticality) == (1.0, 0.5)
    assert (one_chain.by_product()["hull"].chain, whole.by_product()["glass"].needs) == (
        ("c", "d"),
        ("boat", "car"),  # of every chain, not of glass's own alone
    )
    assert gaps(known, "990000", chain="c").by_product()["glass"].needs == ("car",)
    assert (whole.by_product()["glass"].chains_hit, whole.by_product()["glass"].criticality) == (("c", "d"), 1.0)
    assert gaps(known, "990000", chain="c").by_product()["hull"].criticality == 0.0


def test_without_an_end_product_or_a_buyer_there_is_no_score_and_it_stands_last() -> None:
    known = widened(
        {"makes": [], "supplies": []},
        products=[{"id": "aa", "name_zh": "甲甲", "chain": "c"}],
    )
    found = gaps(known, "990000")
    assert {one.score for one in found.items if one.product in ("aa", "ore")} == {None}
    assert {one.criticality for one in found.items} == {None}
    assert [one.product for one in found.items] == sorted(one.product for one in found.items)


def test_the_sentence_names_makers_buyers_and_ends(province: World) -> None:
    told = gaps(province, "990000").by_product()
    assert told["film"].why_zh == (
        "虚构省有2家企业生产膜（膜厂、板膜厂），按户数计HHI为5,000；本地有1家企业需要它（车厂）；"
        "一旦断供，本地1种终端产品均不因此停产。"
    )
    assert told["chip"].why_en == (
        "The records show nobody in 虚构省 who makes 产品chip; "
        "1 local enterprise needs it (车厂); without it 1 of 1 local end products would stop (产品car)."
    )


def test_region_and_names_of_the_answer(province: World) -> None:
    found = gaps(province)
    assert (found.region, found.region_zh, found.region_en) == ("990000", "虚构省", "虚构省")
    assert {one.region for one in found.items} == {"990000"}
    city = gaps(province, "990200").by_product()
    assert (city["film"].makers, city["film"].status, city["car"].status) == (1, "single", "elsewhere")


def test_the_parts_that_the_weights_weigh_sum_to_the_score(province: World) -> None:
    items = gaps(province, "990000").items
    parts = score_parts(items)
    assert parts["chip"] == [pytest.approx(0.975), pytest.approx(0.975 * (0.01 + 0.99 * 0.25))]
    assert {name: pytest.approx(0.3 * a + 0.7 * b, abs=1e-8) for name, (a, b) in parts.items()} == {
        one.product: one.score for one in items if one.score is not None
    }


@pytest.mark.parametrize(
    "asked", [{"region": "nothing"}, {"chain": "nothing"}, {"given": ["nothing"]}, {"rank_by": "nothing"}]
)
def test_what_is_unknown_is_refused_by_name(province: World, asked: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="nothing"):
        gaps(province, **asked)  # type: ignore[arg-type]
