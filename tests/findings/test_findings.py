"""What findings carry beside the contract: evidence, groups merged, other rankings, stability, ways and cures."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chaingraph as cg
from chaingraph.analyses import break_even, use_paths
from chaingraph.enumerations import Ranking
from chaingraph.errors import UsageError
from chaingraph.findings import rules
from chaingraph.network import ProductNetwork
from chaingraph.questions.explain.ask import explain
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.stability.ask import stability
from chaingraph.tables import load_rows
from tests.oracle import Row, Tables, write_folder
from tests.strategies import datasets

HAND: Tables = {
    "regions": [
        {"code": "220000", "name_zh": "省"},
        {"code": "220100", "name_zh": "甲市", "parent": "220000"},
        {"code": "220200", "name_zh": "乙市", "parent": "220000"},
    ],
    "chains": [{"id": "car", "name_zh": "汽车"}, {"id": "food", "name_zh": "食品"}],
    "products": [
        {"id": "car", "name_zh": "汽车", "chain": "car", "final": "yes"},
        {"id": "axle", "name_zh": "车桥", "chain": "car"},
        {"id": "bearing", "name_zh": "轴承", "chain": "car;food"},
        {"id": "steel", "name_zh": "钢", "chain": "car"},
        {"id": "flour", "name_zh": "面粉", "chain": "food", "final": "yes"},
    ],
    "inputs": [
        {"product": "car", "input": "axle"},
        {"product": "axle", "input": "bearing"},
        {"product": "bearing", "input": "steel"},
    ],
    "enterprises": [
        {"id": "G", "name_zh": "集团", "region": "220100"},
        {"id": "S", "name_zh": "子公司", "region": "220200", "parent_group": "集团"},
        {"id": "O", "name_zh": "他家", "region": "220100"},
    ],
    "makes": [
        {"enterprise": "O", "product": "car", "source": "GEN"},
        {"enterprise": "G", "product": "axle", "output_yi": "30", "year": "2024", "source": "NEW"},
        {"enterprise": "S", "product": "axle", "output_yi": "10", "year": "2024"},
        {"enterprise": "O", "product": "axle", "output_yi": "60", "year": "2024"},
    ],
    "coverage": [
        {"region": "220000", "chain": "car", "completeness": "sample", "recall": "0.6"},
        {"region": "220100", "chain": "car", "completeness": "sample", "recall": "0.9"},
        {"region": "220000", "chain": "food", "completeness": "sample", "recall": "0.96"},
    ],
    "sources": [
        {"id": "NEW", "title": "新闻", "year": "2024", "kind": "news"},
        {"id": "GEN", "title": "一般知识", "year": "2024", "kind": "general"},
    ],
}  # fmt: skip


def hand(tmp_path: Path, **changes: list[Row]) -> cg.World:
    return cg.world(cg.load(write_folder({**HAND, **changes}, tmp_path)))


def test_evidence_and_its_probability(tmp_path: Path) -> None:
    told = gaps(hand(tmp_path)).by_product()
    assert {name: one.evidence for name, one in told.items()} == {
        "car": "present-claimed",  # general knowledge does not confirm
        "axle": "present-confirmed",
        "bearing": "unknown",  # of two chains the lower recall, 0.6: 0.5 / (0.5 + 0.5 * 0.4)
        "steel": "unknown",
        "flour": "confirmed-missing",  # recall 0.96: 1 / 1.04
    }
    assert told["bearing"].absent_probability == pytest.approx(1 / 1.4)
    assert told["flour"].absent_probability == pytest.approx(1 / 1.04)
    assert told["flour"].status == "unseen"  # only a census makes it missing
    assert told["car"].absent_probability is None
    near = gaps(hand(tmp_path / "b"), "220100").by_product()
    assert (near["steel"].evidence, near["steel"].absent_probability) == ("probably-missing", pytest.approx(1 / 1.1))
    food_first = [{"region": "220000", "chain": "car", "completeness": "sample"}]
    assert gaps(hand(tmp_path / "c", coverage=food_first)).by_product()["steel"].absent_probability is None


def test_makers_of_one_group_are_one(tmp_path: Path) -> None:
    axle = gaps(hand(tmp_path)).by_product()["axle"]
    assert (axle.makers, axle.owners) == (3, 2)
    assert axle.hhi == 5200  # 0.4^2 + 0.6^2
    no_output = [{**row, "output_yi": ""} for row in HAND["makes"]]
    counted = gaps(hand(tmp_path / "b", makes=no_output)).by_product()["axle"]
    assert counted.hhi == pytest.approx(50000 / 9)


def test_the_entrant_named_is_just_enough(tmp_path: Path) -> None:
    new = {"id": "N", "name_zh": "新厂", "region": "220100"}
    apart = [{**row, "parent_group": ""} for row in HAND["enterprises"]]
    firms = [*apart, {"id": "P", "name_zh": "另一家", "region": "220100"}]
    sizes = {"O": "40", "G": "20", "S": "20", "P": "20"}
    makes = [{"enterprise": firm, "product": "axle", "output_yi": size} for firm, size in sizes.items()]
    card = explain(hand(tmp_path, enterprises=firms, makes=makes), "axle")
    assert card.finding.hhi == 2800
    said = next(one for one in card.would_change_zh if "亿元的生产企业即可" in one)
    size = float(said.split("约 ")[1].split(" ")[0])
    assert size == 6.7  # (25 - 20) / 0.75
    for output, status in ((size + 0.1, "adequate"), (size - 0.1, "concentrated")):
        more = [*makes, {"enterprise": "N", "product": "axle", "output_yi": f"{output}"}]
        world = hand(tmp_path / status, enterprises=[*firms, new], makes=more)
        assert gaps(world).by_product()["axle"].status == status
    makes[0]["output_yi"] = "400"  # nobody can outgrow that in one step: 1 - 3 Q / T^2 < 0
    assert any(
        "单靠新增一家达不到" in one
        for one in explain(hand(tmp_path / "big", enterprises=firms, makes=makes), "axle").would_change_zh
    )


def test_explain_tells_the_way_to_the_end_and_what_to_buy(tmp_path: Path) -> None:
    card = explain(hand(tmp_path), "steel")
    assert card.paths == (("steel", "bearing", "axle", "car"),)
    assert card.purchase is None  # nobody makes steel here
    axle = explain(hand(tmp_path / "b"), "axle")
    assert axle.purchase is not None
    assert (axle.purchase.sets, axle.fill.sets) == ((("bearing",),), (("bearing", "steel"),))


def test_a_path_follows_essential_inputs_within_what_fails() -> None:
    network = ProductNetwork.of({"car": [["engine", "motor"], ["tyre"]], "engine": [["steel"]], "tyre": [["steel"]]})
    assert use_paths(network, "steel", ["car"]) == {"car": ("steel", "engine", "car")}
    assert use_paths(network, "steel", ["car"], {"steel", "tyre", "car"}) == {"car": ("steel", "tyre", "car")}
    assert use_paths(network, "car", ["steel"]) == {}


@settings(max_examples=12, deadline=None, derandomize=True)
@given(datasets())
def test_every_ranking_is_a_ranking(tables: Tables) -> None:
    known_world = cg.world(load_rows(tables))
    scores = {item.product: item.score for item in gaps(known_world).items}
    value = {
        "criticality": lambda item: item.criticality,
        "weakness": lambda item: item.criticality * item.score_severity,
    }
    for by in Ranking:  # of one world, which costs more than its rankings
        items = gaps(known_world, rank_by=by).items
        assert [item.rank for item in items] == list(range(1, len(items) + 1))
        known = [item.score is not None for item in items]
        assert known == sorted(known, reverse=True) or by in ("weakness", "criticality")
        if by in value:
            told = [value[by](item) for item in items if item.criticality is not None and item.score_severity > 0]
            assert told == sorted(told, reverse=True)
        assert {item.product: item.score for item in items} == scores


def test_borda_by_hand() -> None:
    # criticality: b a c (none); demand: a c b; severity: all equal
    items = [(0.5, 0.2, 0.9, 1.0), (0.5, 0.8, 0.1, 1.0), (0.5, None, 0.5, 1.0), (None, None, 0.0, 1.0)]
    assert rules.ranking("borda", items) == [0.666666667, 0.5, 0.333333333, None]  # of 6
    with pytest.raises(UsageError, match="best"):
        rules.ranking("best", items)


pairs = st.dictionaries(st.sampled_from("abcde"), st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=1)


@given(pairs, st.integers(0, 10))
def test_the_first_changes_at_the_break_even_weight_and_not_before(
    scores: dict[str, tuple[int, int]], tenths: int
) -> None:
    weight = tenths / 10

    def first(at: float) -> set[str]:
        value = {name: at * a + (1 - at) * b for name, (a, b) in scores.items()}
        return {name for name, one in value.items() if one > max(value.values()) - 1e-9}

    told = break_even(scores, weight)
    assert told.first in first(weight)
    for edge, rival, away in ((told.below, told.then_below, -1), (told.above, told.then_above, 1)):
        if edge is None:
            assert told.first in first(0.0 if away < 0 else 1.0)
        else:
            assert 0 <= edge <= 1
            assert {told.first, rival} <= first(edge)
            assert told.first in first((edge + weight) / 2)
            if 0 <= edge + 0.001 * away <= 1:
                assert told.first not in first(edge + 0.001 * away)


def test_stability_of_a_dataset(tmp_path: Path) -> None:
    world = hand(tmp_path)
    told = stability(world, top=2, draws=5, share=0.5)
    assert [one.product for one in told.places] == [item.product for item in gaps(world).items[:2]]
    assert all(0 <= one.by_data <= 1 and one.best <= one.worst for one in told.places)
    assert told == stability(hand(tmp_path / "again"), top=2, draws=5, share=0.5)  # the draws are the same
    assert gaps(world).items == gaps(hand(tmp_path / "third")).items  # and leave nothing behind


def test_what_is_held_out_is_about_the_share_and_differs_by_draw(tmp_path: Path) -> None:
    firms = [{"id": f"F{n}", "name_zh": f"企业{n}", "region": "220100"} for n in range(400)]
    makes = [{"enterprise": f"F{n}", "product": "axle"} for n in range(400)]
    world = hand(tmp_path, enterprises=firms, makes=makes)
    left = [world.without(draw, 0.25).market("220000").made["axle"].makers for draw in range(4)]
    assert all(260 <= one <= 340 for one in left)
    assert len(set(left)) > 1
    assert world.market("220000").made["axle"].makers == 400
