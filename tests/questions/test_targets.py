"""Policy targets, tiers and parks: worked cases, and what must hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import chaingraph as cg
from chaingraph.analyses import target_progress
from chaingraph.questions.targets.ask import policy
from tests.oracle import Tables, write_folder


@pytest.mark.parametrize(
    ("at_least", "base", "seen", "state", "reason", "path", "progress"),
    [
        (True, (2014, 30.0), [], "unknown", "no-observation", None, None),
        (True, (2014, 30.0), [(2017, 44.0)], "behind", None, 45.0, 14 / 30),
        (True, (2014, 30.0), [(2017, 45.0)], "on-track", None, 45.0, 0.5),
        (True, (2014, 30.0), [(2017, 61.0)], "met", None, 45.0, 31 / 30),
        (True, (2014, 30.0), [(2017, 61.0), (2020, 59.0)], "missed", None, 60.0, 29 / 30),
        (True, (None, 30.0), [(2017, 45.0)], "unknown", "no-base", None, 0.5),
        (True, (None, None), [(2017, 45.0)], "unknown", "no-base", None, None),
        (True, (None, None), [(2021, 60.0)], "met", None, 60.0, None),
        (False, (2014, 100.0), [(2017, 80.0)], "on-track", None, 80.0, 0.5),
        (False, (2014, 100.0), [(2017, 81.0)], "behind", None, 80.0, 19 / 40),
        (True, (2014, 60.0), [(2017, 59.0)], "behind", None, 60.0, None),
    ],
)
def test_worked_cases(
    at_least: bool, base: tuple[int | None, float | None], seen: list[tuple[int, float]], state: str, reason: str | None,
    path: float | None, progress: float | None,
) -> None:  # fmt: skip
    told = target_progress(
        at_least=at_least, target_year=2020, target_value=60.0, base_year=base[0], base_value=base[1], observations=seen
    )
    assert (told.state, told.reason, told.path) == (state, reason, path)
    assert told.progress == (None if progress is None else pytest.approx(progress))


@given(
    st.lists(st.tuples(st.integers(2010, 2030), st.floats(0, 100)), max_size=5, unique_by=lambda one: one[0]),
    st.floats(0, 50), st.floats(51, 100),
)  # fmt: skip
def test_a_better_figure_never_makes_a_state_worse(seen: list[tuple[int, float]], base: float, goal: float) -> None:
    order = ["missed", "behind", "on-track", "met"]

    def state(rows: list[tuple[int, float]]) -> str:
        return target_progress(
            at_least=True, target_year=2020, target_value=goal, base_year=2012, base_value=base, observations=rows
        ).state

    if seen:
        newest = max(seen)
        better = [one for one in seen if one != newest] + [(newest[0], newest[1] + 10)]
        assert order.index(state(better)) >= order.index(state(seen))
        assert state(sorted(seen)) == state(seen)


HAND: Tables = {
    "regions": [{"code": "220000", "name_zh": "省"}, {"code": "220100", "name_zh": "市", "parent": "220000"}],
    "chains": [{"id": one, "name_zh": f"链{one}"} for one in "abc"],
    "products": [{"id": "p", "name_zh": "产品", "chain": "a"}, {"id": "q", "name_zh": "料", "chain": "a"}],
    "inputs": [{"product": "p", "input": "q"}],
    "enterprises": [{"id": "E", "name_zh": "企业", "region": "220100"}],
    "makes": [{"enterprise": "E", "product": "p"}],
    "clusters": [
        {"id": f"K{place}", "name_zh": f"集群{place}", "region": "220100", "chain": "a", "sales_yi": sales}
        for place, sales in enumerate(["9.99", "10", "99.9", "100", "1000", ""])
    ],
    "parks": [
        {"id": "P1", "name_zh": "园一", "region": "220100", "lead_chains": "a;b;c"},
        {"id": "P2", "name_zh": "园二", "region": "220100", "lead_chains": "a;b"},
    ],
    "targets": [
        {
            "id": "T",
            "name_zh": "目标",
            "unit": "个",
            "comparator": "at-least",
            "target_year": "2020",
            "target_value": "6",
        }
    ],
    "observations": [
        {"target": "T", "year": "2020", "value": "5"},
        {"target": "T", "year": "2020", "value": "7", "region": "220100"},
    ],
}


def test_a_region_by_hand(tmp_path: Path) -> None:
    world = cg.world(cg.load(write_folder(HAND, tmp_path)))
    told = policy(world)
    assert [one.progress.state for one in told.targets] == ["missed"]
    assert [one.progress.state for one in policy(world, "220100").targets] == ["met"]  # its own, the later row of 2020
    assert [(one.low, one.high, len(one.clusters)) for one in told.tiers] == [
        (None, 10, 1), (10, 100, 2), (100, 1000, 1), (1000, None, 1), (None, None, 1),
    ]  # fmt: skip
    assert [one["id"] for one in told.parks] == ["P1"]


def test_what_is_counted_is_a_lower_bound_and_no_observation(tmp_path: Path) -> None:
    base = {"id": "", "name_zh": "集群数量", "unit": "个", "comparator": "at-least", "base_year": "2014", "base_value": "1",
            "target_year": "2020", "target_value": "60"}  # fmt: skip
    tables: Tables = {
        "regions": [{"code": "990000", "name_zh": "某省", "parent": ""}],
        "chains": [{"id": "c", "name_zh": "链"}],
        "products": [{"id": "p", "name_zh": "品", "chain": "c"}],
        "inputs": [], "enterprises": [], "makes": [],
        "targets": [{**base, "id": "few"}, {**base, "id": "enough"}, {**base, "id": "most", "comparator": "at-most"},
            {**base, "id": "passed", "comparator": "at-most"}],
        "observations": [
            {"target": id_, "year": "2026", "value": value, "region": "990000", "basis": "counted", "note": "只数在册"}
            for id_, value in (("few", "59"), ("enough", "60"), ("most", "3"), ("passed", "61"))
        ],
    }  # fmt: skip
    world = cg.world(cg.load(write_folder(tables, tmp_path)))
    states = {target.id: target for target in policy(world).targets}
    assert (states["few"].progress.state, states["few"].progress.reason) == ("unknown", "no-observation")
    assert states["enough"].progress.state == "met"
    assert states["most"].progress.state == "unknown", "a lower bound below it says nothing of at most"
    assert states["passed"].progress.state == "missed"
    counted = states["few"].counted
    assert counted is not None
    assert (counted.year, counted.value, counted.note) == (2026, 59.0, "只数在册")
    page = str(cg.targets(world).document("zh").sections[0].texts())
    assert "只数在册" in page
