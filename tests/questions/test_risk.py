"""Losses of products, firms and pairs: by brute force on random graphs, and a case by hand."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chaingraph as cg
from chaingraph.analyses import failing, joint_losses
from chaingraph.document.render import render
from chaingraph.errors import UsageError
from chaingraph.network import ProductNetwork
from chaingraph.questions.risk.ask import knock_out, risk
from chaingraph.questions.risk.document import risk_document
from chaingraph.tables import load_rows
from tests.oracle import Tables, write_folder


def random_network(rng: random.Random) -> ProductNetwork:
    """Up to nine products with groups of up to three substitutes, cycles included."""
    names = [f"p{i}" for i in range(rng.randint(2, 9))]
    return ProductNetwork.of(
        {n: [rng.sample(names, rng.randint(1, min(3, len(names)))) for _ in range(rng.randint(0, 3))] for n in names},
        names,
    )


@pytest.mark.parametrize("block", range(10))
def test_pairs_of_products_equal_trying_them_all(block: int) -> None:
    for seed in range(block * 60, block * 60 + 60):
        network = random_network(random.Random(seed))
        found = joint_losses(network, {name: [name] for name in network.products}, network.products)
        for end in network.products:
            wanted = tuple(
                (one, other)
                for one, other in combinations(sorted(network.products), 2)
                if end in failing(network, [one, other])
                and end not in failing(network, [one])
                and end not in failing(network, [other])
            )
            assert found.pairs(end) == wanted
            assert found.count(end) == len(wanted)
            assert found.pairs(end, 1) == wanted[:1]
        for name in network.products:
            assert found.alone[name] == failing(network, [name])


@pytest.mark.parametrize("block", range(10))
def test_pairs_of_firms_equal_trying_them_all(block: int) -> None:
    for seed in range(block * 40, block * 40 + 40):
        rng = random.Random(seed)
        network = random_network(rng)
        firms = {
            f"f{i}": rng.sample(sorted(network.products), rng.randint(1, min(3, len(network.products))))
            for i in range(5)
        }
        makers: dict[str, list[str]] = {}
        for firm, products in firms.items():
            for product in products:
                makers.setdefault(product, []).append(firm)
        sole: dict[str, list[str]] = {}
        both: dict[tuple[str, str], list[str]] = {}
        for product, names in makers.items():
            if len(names) == 1:
                sole.setdefault(names[0], []).append(product)
            elif len(names) == 2:
                both.setdefault((names[0], names[1]), []).append(product)

        def stopped(
            gone: set[str], makers: dict[str, list[str]] = makers, network: ProductNetwork = network
        ) -> frozenset[str]:
            return failing(network, [p for p, names in makers.items() if set(names) <= gone])

        found = joint_losses(network, sole, network.products, both)
        for end in network.products:
            wanted = tuple(
                pair
                for pair in combinations(sorted(firms), 2)
                if end in stopped(set(pair)) and not any(end in stopped({one}) for one in pair)
            )
            assert found.pairs(end) == wanted


HAND: Tables = {
    "regions": [{"code": "220000", "name_zh": "省"}, {"code": "310000", "name_zh": "外"}],
    "chains": [{"id": "car", "name_zh": "汽车"}],
    "products": [
        {"id": "car", "name_zh": "汽车", "chain": "car", "final": "yes"},
        {"id": "engine", "name_zh": "发动机", "chain": "car"},
        {"id": "motor", "name_zh": "电机", "chain": "car"},
        {"id": "tyre", "name_zh": "轮胎", "chain": "car"},
        {"id": "power", "name_zh": "电", "chain": "car", "supply": "common"},
    ],
    "inputs": [
        {"product": "car", "input": "engine", "group": "drive"},
        {"product": "car", "input": "motor", "group": "drive"},
        {"product": "car", "input": "tyre"},
        {"product": "tyre", "input": "power"},
    ],
    "enterprises": [
        {"id": "A", "name_zh": "甲", "region": "220000"},
        {"id": "B", "name_zh": "乙", "region": "220000"},
        {"id": "C", "name_zh": "丙", "region": "220000"},
        {"id": "D", "name_zh": "丁", "region": "220000"},
        {"id": "X", "name_zh": "外厂", "region": "310000"},
    ],
    "makes": [
        {"enterprise": "A", "product": "car"},
        {"enterprise": "D", "product": "car"},
        {"enterprise": "B", "product": "engine"},
        {"enterprise": "B", "product": "motor"},
        {"enterprise": "C", "product": "tyre"},
        {"enterprise": "A", "product": "tyre"},
        {"enterprise": "X", "product": "tyre"},
    ],
    "supplies": [
        {"supplier": "C", "customer": "A", "product": "tyre", "amount_yi": "5", "year": "2020"},
        {"supplier": "C", "customer": "A", "product": "tyre", "amount_yi": "2", "year": "2024"},
        {"supplier": "X", "customer": "A", "product": "tyre", "amount_yi": "2"},
        {"supplier": "B", "customer": "D", "product": "engine"},
    ],
}


def hand(tmp_path: Path, **changes: list[dict[str, str]]) -> cg.World:
    return cg.world(cg.load(write_folder({**HAND, **changes}, tmp_path)))


def test_one_firm_behind_both_substitutes_is_found(tmp_path: Path) -> None:
    told = risk(hand(tmp_path))
    assert told.ends == ("car",)
    assert [(one.items, one.outright, one.ends) for one in told.firms] == [(("B",), ("engine", "motor"), ("car",))]
    assert [(one.end, one.count, one.pairs) for one in told.product_pairs] == [("car", 1, (("engine", "motor"),))]
    assert [one.pairs for one in told.firm_pairs] == [(("A", "C"), ("A", "D"))]  # both tyre makers, both car makers
    assert [one.items for one in told.products] == [("tyre",), ("car",)]  # common power is not knocked out
    assert told.firms[0].no_longer_producible == ("car", "engine", "motor")


def test_a_loss_weighs_what_the_end_products_are_worth(tmp_path: Path) -> None:
    """A bus worth 30 and a car worth 70: engines take the bus, tyres both; of a chain only its own count."""
    rows = {
        "chains": [*HAND["chains"], {"id": "b", "name_zh": "客车链"}],
        "products": [*HAND["products"], {"id": "bus", "name_zh": "客车", "chain": "b", "final": "yes"}],
        "inputs": [*HAND["inputs"], {"product": "bus", "input": "engine"}, {"product": "bus", "input": "tyre"}],
        "makes": [*HAND["makes"], {"enterprise": "D", "product": "bus"}],
        "outputs": [
            {"region": "220000", "product": "car", "year": "2024", "value_yi": "70"},
            {"region": "220000", "product": "bus", "year": "2024", "value_yi": "30"},
            {"region": "220000", "product": "bus", "year": "2020", "value_yi": "900"},
        ],
    }
    world = hand(tmp_path, **rows)
    found = risk(world)
    assert {one.items[0]: one.lost for one in found.products} == pytest.approx(
        {"tyre": 1.0, "car": 0.7, "bus": 0.3, "engine": 0.3}
    )
    assert [one.items[0] for one in found.products] == ["tyre", "car", "engine", "bus"]
    assert (found.weight_known, found.products[0].chain) == (1.0, None)
    engines = knock_out(world, ["engine"], chain="b")
    assert (engines.lost, engines.chain, engines.ends) == (1.0, "b", ("bus",))
    assert {joint.end: joint.lost for joint in found.product_pairs} == pytest.approx({"car": 0.7})
    by_gaps = cg.gaps(world).by_product()
    assert by_gaps["engine"].criticality == pytest.approx(0.3)  # the same measure as that of the gaps


def test_a_family_that_is_lost_does_not_come_back_by_its_kinds(tmp_path: Path) -> None:
    kinds = [*HAND["products"], {"id": "diesel", "name_zh": "柴油机", "chain": "car", "broader": "engine"}]
    makes = [*HAND["makes"], {"enterprise": "B", "product": "diesel"}]
    found = knock_out(hand(tmp_path, products=kinds, makes=makes), ["engine", "power"])
    assert found.no_longer_producible == ("car", "diesel", "engine", "power", "tyre")


def test_a_chosen_loss(tmp_path: Path) -> None:
    world = hand(tmp_path)
    told = knock_out(world, ["发动机"], ["C"])
    assert (told.items, told.outright, told.stops) == (("engine", "C"), ("engine",), ("engine",))
    assert told.no_longer_producible == ("engine",)  # the motor stands in for it
    assert knock_out(world, enterprises=["A", "C"]).ends == ("car",)
    for wrong in ("X", "nobody"):
        with pytest.raises(UsageError, match=wrong):
            knock_out(world, enterprises=[wrong])


def test_deliveries_by_amount_use_the_newest_year_and_leave_unknown_ones_out(tmp_path: Path) -> None:
    links = risk(hand(tmp_path)).links
    assert (links.basis, links.weights, links.firms, links.links, links.unknown) == ("value", "sales", 5, 2, 1)
    # C and X sell 2 each to A. C gone: X's share of what is left is all, sigma = min(1, 2/2) = 1, so A keeps a half.
    # Sales: C 2, X 2, others 0. C itself is lost: 2/4.
    assert {one.enterprise: (one.index, one.downstream) for one in links.shocks}["C"] == (0.5, 0.5)
    assert {one.enterprise for one in links.shocks} == {"A", "C"}  # X lies outside; B and D have no known amount
    assert (links.firms_unknown, links.inactive, links.own, links.converged) == (2, 0, 0, True)


def test_deliveries_without_amounts_are_not_guessed(tmp_path: Path) -> None:
    rows = [{**row, "amount_yi": ""} for row in HAND["supplies"]]
    world = hand(tmp_path, supplies=rows)
    told = risk(world).links
    assert (told.basis, told.reason, told.links, told.unknown, told.shocks) == (None, "no-amounts", 3, 3, ())
    equal = risk(world, equal=True).links
    assert (equal.basis, equal.links, equal.unknown) == ("equal", 3, 0)
    without = {name: table for name, table in HAND.items() if name != "supplies"}
    assert risk(cg.world(cg.load(write_folder(without, tmp_path / "none")))).links.reason == "none"


def test_revenue_weighs_where_all_of_it_is_known(tmp_path: Path) -> None:
    rows = [{**row, "revenue_yi": "10"} for row in HAND["enterprises"]]
    links = risk(hand(tmp_path, enterprises=rows)).links
    assert links.weights == "revenue"
    # Downstream A keeps a half; upstream C's loss does not reach X. C lost whole: (10 + 5) of 50.
    assert {one.enterprise: one.downstream for one in links.shocks}["C"] == pytest.approx(15 / 50)


def test_sales_elsewhere_are_not_lost_upstream(tmp_path: Path) -> None:
    rows = [{**row, "revenue_yi": {"C": "8"}.get(row["id"], "2")} for row in HAND["enterprises"]]
    shocks = {one.enterprise: one for one in risk(hand(tmp_path, enterprises=rows)).links.shocks}
    # A gone: A 2, C loses the 2 of 8 that it sells to A, X the 2 of 2. All revenue is 16.
    assert shocks["A"].upstream == pytest.approx((2 + 2 + 2) / 16)


def supply(supplier: str, customer: str, product: str, amount: str, year: str = "") -> dict[str, str]:
    return {"supplier": supplier, "customer": customer, "product": product, "amount_yi": amount, "year": year}


def shocks(world: cg.World) -> dict[str, tuple[float | None, float | None]]:
    return {one.enterprise: (one.index, one.downstream) for one in risk(world).links.shocks}


def test_a_substitute_that_is_delivered_keeps_the_buyer_going_in_both_answers(tmp_path: Path) -> None:
    firms = [*HAND["enterprises"], {"id": "E", "name_zh": "戊", "region": "220000"}]
    makes = [one for one in HAND["makes"] if one != {"enterprise": "B", "product": "motor"}] + [
        {"enterprise": "E", "product": "motor"}
    ]
    rows = [supply("B", "A", "engine", "1"), supply("E", "A", "motor", "1"), supply("A", "D", "", "2")]
    world = hand(tmp_path, supplies=rows, enterprises=firms, makes=makes)
    assert knock_out(world, enterprises=["B"]).ends == ()
    # the car plant keeps a half: 1 of B's sales and half of A's 2 are lost, of 4. Product by product it would stop: .75
    assert shocks(world)["B"] == (0.5, 0.5)
    apart = [{**row, "group": ""} for row in HAND["inputs"]]
    alone = hand(tmp_path / "apart", supplies=rows, enterprises=firms, makes=makes, inputs=apart)
    assert knock_out(alone, enterprises=["B"]).ends == ("car",)
    assert shocks(alone)["B"] == (0.75, 0.75)


def test_what_is_needed_twice_stops_what_needs_it_alone(tmp_path: Path) -> None:
    inputs = [
        *HAND["inputs"],
        {"product": "tyre", "input": "engine"},
    ]  # A makes tyres, too, and these need the engine itself
    rows = [supply("B", "A", "engine", "1"), supply("X", "A", "motor", "1"), supply("A", "D", "", "2")]
    assert shocks(hand(tmp_path, supplies=rows, inputs=inputs))["B"] == (0.75, 0.75)


@pytest.mark.parametrize("status", ["closed", "planned"])
def test_who_does_not_produce_does_not_trade(tmp_path: Path, status: str) -> None:
    firms = [*HAND["enterprises"], {"id": "E", "name_zh": "戊", "region": "220000", "status": status}]
    rows = [
        *HAND["supplies"],
        supply("E", "A", "engine", "50"),
        supply("C", "E", "tyre", "9"),
        supply("A", "A", "tyre", "3"),
    ]
    world = hand(tmp_path, supplies=rows, enterprises=firms)
    links = risk(world).links
    assert (links.links, links.inactive, links.own, links.firms) == (2, 2, 1, 5)
    assert shocks(world) == shocks(hand(tmp_path / "without"))
    only = risk(hand(tmp_path / "only", supplies=rows[4:6], enterprises=firms)).links
    assert (only.basis, only.reason, only.inactive) == (None, "inactive", 2)


def test_a_newer_row_without_an_amount_hides_nothing(tmp_path: Path) -> None:
    rows = [*HAND["supplies"], supply("C", "A", "tyre", "", "2025"), supply("B", "D", "engine", "", "2023")]
    world = hand(tmp_path, supplies=rows)
    assert shocks(world) == shocks(hand(tmp_path / "before"))
    assert risk(world).links.unknown == 1  # B to D, one delivery whatever the years


def test_blank_products_of_different_suppliers_do_not_replace_each_other(tmp_path: Path) -> None:
    firms = [
        *HAND["enterprises"],
        {"id": "P", "name_zh": "纸厂", "region": "220000"},
        {"id": "Q", "name_zh": "印厂", "region": "220000"},
    ]
    rows = [
        supply("B", "D", "", "50"),
        supply("P", "Q", "", "5000"),
        supply("C", "D", "", "50"),
        supply("D", "Q", "car", "200"),
    ]
    # half of what D gets comes from B: D loses a half of its 200, B its 50, of 5300
    assert shocks(hand(tmp_path, supplies=rows, enterprises=firms))["B"][1] == pytest.approx((50 + 100) / 5300)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ABCDX"), st.sampled_from("ABCDX"), st.sampled_from(["engine", "motor", "tyre", "car", ""]), st.sampled_from(["", "1", "4"])), max_size=6), st.data())  # fmt: skip
def test_more_deliveries_of_unknown_amount_change_no_index(
    told: list[tuple[str, str, str, str]], data: st.DataObject
) -> None:
    rows = [supply(*one, str(2000 + number)) for number, one in enumerate(told)]
    more = [
        supply(data.draw(st.sampled_from("ABCD")), data.draw(st.sampled_from("ABCDX")), "tyre", "", "2030")
        for _ in range(2)
    ]
    before, after = (shocks(cg.world(load_rows({**HAND, "supplies": some}))) for some in (rows, rows + more))
    assert after == before
    assert all(index is None or 0 <= index <= 1 for index, _ in after.values())


def test_text_says_what_is_left_out(tmp_path: Path) -> None:
    firms = [*HAND["enterprises"], {"id": "E", "name_zh": "戊", "region": "220000", "status": "closed"}]
    world = hand(tmp_path, supplies=[*HAND["supplies"], supply("E", "A", "engine", "50")], enterprises=firms)
    told = risk(world)
    unsettled = replace(
        told,
        links=replace(
            told.links, converged=False, shocks=tuple(replace(one, converged=False) for one in told.links.shocks)
        ),
    )
    for lang, words in (
        ("zh", ("1 条一端拟建或关闭", "2 家没有已知金额", "≥", "下限")),
        ("en", ("1 delivery with a planned or closed end", "2 firms without", "≥", "at least")),
    ):
        out = render(risk_document(world, unsettled, lang), "text").decode()
        assert all(word in out for word in words), out
