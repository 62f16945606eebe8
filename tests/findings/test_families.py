"""Gaps of one family stand as one entry: which join it, where it stands, what it says."""

from __future__ import annotations

import pytest

from chaingraph.findings.families import Entry, families, gaps_of, status_told
from chaingraph.findings.world import World
from chaingraph.questions.gaps.ask import gaps
from tests.questions.province import province

REGION = "990000"


def _kind(name: str, broader: str, zh: str) -> dict[str, str]:
    return {"id": name, "name_zh": zh, "name_en": name, "chain": "c", "broader": broader}


@pytest.fixture(scope="module")
def rods() -> World:
    """Four grades of rod and a grade of a grade, bought by the maker of cars; one is made, one needed by nobody."""
    kinds = [
        {"id": "rod", "name_zh": "棒材", "name_en": "rod", "chain": "c"},
        _kind("gear", "rod", "齿轮钢"),
        _kind("spring", "rod", "弹簧钢"),
        _kind("bearing", "rod", "轴承钢"),
        _kind("bearing-fine", "bearing", "精轴承钢"),
        _kind("idle", "rod", "闲钢"),
    ]
    needed = ("gear", "spring", "bearing-fine")
    return province(
        products=kinds,
        inputs=[{"product": "car", "input": name} for name in needed],
        makes=[{"enterprise": "n1", "product": "spring"}],
    )


def _entries(world: World, top: int | None = None) -> tuple[Entry, ...]:
    return families(world.network, gaps(world, REGION).items, top)


def test_gaps_of_one_family_are_one_entry_where_its_worst_member_stands(rods: World) -> None:
    entry = next(entry for entry in _entries(rods) if entry.family == "rod")
    ranks = [member.rank for member in entry.members]
    assert {member.product for member in entry.members} == {"gear", "spring", "bearing", "bearing-fine", "rod"}
    assert ranks == sorted(ranks)
    assert entry.head.rank == min(ranks)
    assert entry.product == "rod"


def test_what_asks_for_no_action_joins_no_entry(rods: World) -> None:
    alone = [entry for entry in _entries(rods) if entry.head.action == "none"]
    assert {"idle", "car", "glue"} <= {entry.product for entry in alone}
    assert all(len(entry.members) == 1 and entry.family is None for entry in alone)


def test_nothing_is_lost_and_the_order_of_the_list_is_kept(rods: World) -> None:
    entries, items = _entries(rods), gaps(rods, REGION).items
    assert sorted(member.rank for entry in entries for member in entry.members) == [item.rank for item in items]
    heads = [entry.head.rank for entry in entries]
    assert heads == sorted(heads)


def test_a_cut_counts_entries_and_its_members_are_the_beginning_of_the_list(rods: World) -> None:
    gapped = gaps_of(gaps(rods, REGION).items)
    for top in range(len(gapped) + 1):
        entries = families(rods.network, gapped, top)
        members = sorted((member for entry in entries for member in entry.members), key=lambda member: member.rank)
        assert members == gapped[: len(members)]
        assert len(entries) == min(top, len(families(rods.network, gapped)))


def test_the_family_named_is_the_nearest_of_all_members(rods: World) -> None:
    items = gaps(rods, REGION).by_product()
    (entry,) = families(rods.network, [items["bearing"], items["bearing-fine"]])
    assert (entry.family, entry.name("zh"), entry.name("en")) == (
        "bearing",
        "轴承钢（精轴承钢）",
        "bearing (bearing-fine)",
    )
    (wider,) = families(rods.network, [items["bearing-fine"], items["gear"]])
    assert (wider.family, wider.name("zh")) == ("rod", "棒材中的精轴承钢、齿轮钢")


def test_of_many_kinds_the_first_are_named_and_all_counted(rods: World) -> None:
    items = gaps(rods, REGION).by_product()
    names = ("rod", "gear", "bearing", "bearing-fine", "spring")
    (entry,) = families(rods.network, [items[name] for name in names])
    assert entry.name("zh") == "棒材（齿轮钢、轴承钢、精轴承钢等4种）"
    assert entry.name("en") == "rod (gear, bearing, bearing-fine and 1 more)"
    assert entry.why("zh").startswith(items["rod"].why_zh)
    assert all(f"{items[name].name_zh}（第{items[name].rank}位）" in entry.why("zh") for name in names)


def test_a_member_of_another_status_or_action_says_its_own(rods: World) -> None:
    items = gaps(rods, REGION).by_product()
    (entry,) = families(rods.network, [items["gear"], items["spring"]])
    assert (entry.status("zh"), entry.action("zh")) == ("未见，先核实；弹簧钢为单一", "补链；弹簧钢为强链")
    assert (entry.status("en"), entry.action("en")) == (
        "unseen, verify first; single: spring",
        "fill; strengthen: spring",
    )


def test_one_member_is_told_as_it_is(rods: World) -> None:
    item = gaps(rods, REGION).by_product()["gear"]
    (entry,) = families(rods.network, [item])
    assert (entry.product, entry.name("zh"), entry.why("zh")) == ("gear", "齿轮钢", item.why_zh)


def test_the_probability_of_absence_stands_in_the_status() -> None:
    def told(recall: str) -> tuple[str, str]:
        coverage = [{"region": REGION, "chain": "c", "completeness": "sample", "recall": recall}]
        ore = gaps(province(coverage=coverage), REGION).by_product()["ore"]
        return status_told(ore, "zh"), status_told(ore, "en")

    assert told("0.5") == (
        "未见，先核实（确无的概率67%）",
        "unseen, verify first (probability that there is none 67%)",
    )
    assert told("0.9") == ("未见（确无的概率91%）", "unseen (probability that there is none 91%)")
