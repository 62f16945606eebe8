"""The structure of a region: a case by hand, and what must hold of any dataset."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import chaingraph as cg
from chaingraph.errors import UsageError
from chaingraph.questions.profile.ask import profile
from chaingraph.views.site import write_site
from tests.oracle import Tables, random_tables, write_folder

HAND: Tables = {
    "regions": [
        {"code": "220000", "name_zh": "省"},
        {"code": "220100", "name_zh": "甲市", "parent": "220000"},
        {"code": "220200", "name_zh": "乙市", "parent": "220000"},
    ],
    "chains": [{"id": "car", "name_zh": "汽车"}, {"id": "food", "name_zh": "食品"}],
    "products": [
        {"id": "car", "name_zh": "汽车", "chain": "car", "final": "yes"},
        {"id": "tyre", "name_zh": "轮胎", "chain": "car"},
        {"id": "rubber", "name_zh": "橡胶", "chain": "car"},
        {"id": "flour", "name_zh": "面粉", "chain": "food", "final": "yes"},
        {"id": "wheat", "name_zh": "小麦", "chain": "food", "supply": "common"},
    ],
    "inputs": [
        {"product": "car", "input": "tyre"},
        {"product": "tyre", "input": "rubber"},
        {"product": "flour", "input": "wheat"},
    ],
    "enterprises": [{"id": f"E{n}", "name_zh": f"企业{n}", "region": f"220{1 + n % 2}00"} for n in range(4)],
    "makes": [
        {"enterprise": "E0", "product": "car"},
        {"enterprise": "E0", "product": "tyre"},
        {"enterprise": "E1", "product": "flour"},
        {"enterprise": "E2", "product": "flour"},
        {"enterprise": "E3", "product": "flour"},
    ],
    "coverage": [{"region": "220000", "chain": "food", "completeness": "census"}],
}


def test_a_case_by_hand(tmp_path: Path) -> None:
    told = profile(cg.world(cg.load(write_folder(HAND, tmp_path))))
    car, food = told.chains
    assert (car.presence.low, car.presence.high, car.presence.unknown) == (2 / 3, 1.0, 1)
    assert (car.operation.low, car.operation.high) == (0.0, 1.0)
    assert (car.certain, car.possible, car.impossible) == (0, 3, 0)
    assert (food.presence.value, food.operation.value, food.certain) == (1.0, 1.0, 2)
    first, second = told.parts
    assert told.basis == "count"
    assert first.quotients["car"] == pytest.approx((2 / 3) / (2 / 5))
    assert second.quotients == {"car": 0.0, "food": pytest.approx(1 / (3 / 5))}
    assert (first.strong, second.strong) == (("car",), ("food",))
    assert [(one.product, one.parts, one.makers) for one in told.overlaps] == [("flour", ("220100", "220200"), 3)]
    assert told.similar == (("220100", "220200", pytest.approx(1 / 5**0.5)),)


@pytest.mark.parametrize("seed", range(20))
def test_bounds_hold_and_a_new_maker_never_takes_away(seed: int, tmp_path: Path) -> None:
    tables = random_tables(random.Random(seed))
    before = profile(cg.world(cg.load(write_folder(tables, tmp_path / "a"))))
    more = {
        **tables,
        "enterprises": [*tables["enterprises"], {"id": "NEW", "name_zh": "新厂", "region": before.region}],
        "makes": [*tables["makes"], {"enterprise": "NEW", "product": tables["products"][0]["id"]}],
    }
    after = profile(cg.world(cg.load(write_folder(more, tmp_path / "b"))))
    for one, other in zip(before.chains, after.chains, strict=True):
        assert one.certain + one.possible + one.impossible == one.products
        if one.presence.low is not None and one.presence.high is not None and other.presence.low is not None:
            assert 0 <= one.presence.low <= one.presence.high <= 1
            assert other.presence.low >= one.presence.low
        assert other.certain >= one.certain
        assert other.impossible <= one.impossible


def test_an_unknown_part_is_the_callers_fault(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        profile(cg.world(cg.load(write_folder(HAND, tmp_path))), parts=("999999",))


def test_a_region_without_parts(tmp_path: Path) -> None:
    whole = [{"code": "220000", "name_zh": "省"}]
    firms = [{**row, "region": "220000"} for row in HAND["enterprises"]]
    world = cg.world(cg.load(write_folder({**HAND, "regions": whole, "enterprises": firms}, tmp_path / "data")))
    told = profile(world)
    assert (told.parts, told.similar, told.overlaps) == ((), (), ())
    assert [one.presence.low for one in told.chains] == [2 / 3, 1.0]
    (tmp_path / "site").mkdir()
    names = {path.name for path in write_site(world, cg.gaps(world), tmp_path / "site")}
    assert "index.html" in names
    assert not [name for name in names if name.startswith("region-")]
