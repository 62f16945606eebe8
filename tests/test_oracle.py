"""The naive computation of the definitions, on cases worked out by hand from the contract's text."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.oracle import Definitions, Place, Row, Tables, disagreements, findings, median

PROVINCE, CITY, OTHER = "220000", "220100", "220200"


def rows(columns: str, *lines: str) -> list[Row]:
    """Rows of cells divided by blanks; ``-`` is an empty one."""
    names = columns.split()
    return [
        {name: "" if cell == "-" else cell for name, cell in zip(names, line.split(), strict=True)} for line in lines
    ]


def tables(
    products: list[Row],
    inputs: tuple[str, ...] = (),
    makes: tuple[str, ...] = (),
    enterprises: list[Row] | None = None,
    chains: str = "c d",
    **more: list[Row],
) -> Tables:
    """A province with two cities; ``makes``: enterprise, product, output, year; an enterprise stands in the province."""
    made = rows(
        "enterprise product output_yi year", *(line if len(line.split()) == 4 else f"{line} -" for line in makes)
    )
    firms = [{"id": name, "name_zh": name, "region": PROVINCE} for name in sorted({row["enterprise"] for row in made})]
    return {
        "regions": rows("code parent", f"{PROVINCE} -", f"{CITY} {PROVINCE}", f"{OTHER} {PROVINCE}"),
        "chains": [{"id": name} for name in chains.split()],
        "products": products,
        "inputs": rows("product input group essential", *(f"{line} - -" if len(line.split()) == 2 else line for line in inputs)),
        "enterprises": firms if enterprises is None else enterprises,
        "makes": made,
        **more,
    }  # fmt: skip


def column(told: dict[str, dict[str, Any]], field: str) -> dict[str, Any]:
    return {name: item[field] for name, item in told.items()}


# A family of engines, of which one has kinds in turn
ENGINES = rows(
    "id chain broader", "engine c -", "petrol c engine", "v6 c petrol", "v8 c petrol", "motor c engine", "car c -"
)


def test_a_maker_of_a_kind_makes_the_family() -> None:
    base = tables(
        ENGINES,
        makes=("e1 v6 2", "e1 v8 3", "e1 motor 4", "e2 v8 -", "e3 engine 7", "e3 v6 1", "e4 petrol -", "e4 v6 5"),
    )
    data = Definitions(base)
    assert data.below("engine") == {"engine", "petrol", "v6", "v8", "motor"}
    assert data.above("v6") == {"v6", "petrol", "engine"}
    assert column(findings(base, PROVINCE), "makers") == {
        "engine": 4,
        "petrol": 4,
        "v6": 3,
        "v8": 2,
        "motor": 1,
        "car": 0,
    }
    assert data.output("e1", "engine") == 9
    assert data.output("e2", "engine") is None
    assert data.output("e3", "engine") == 7  # its own row, not that of its kind
    assert data.output("e3", "petrol") == 1
    assert data.output("e4", "engine") is None  # its own row for petrol is there and not known
    assert column(findings(base, PROVINCE), "output_yi") == {
        "engine": 16.0, "petrol": 6.0, "v6": 8.0, "v8": 3.0, "motor": 4.0, "car": None,
    }  # fmt: skip


def test_the_newest_year_counts_and_an_empty_one_is_the_oldest() -> None:
    base = tables(ENGINES, makes=("e1 car 1 -", "e1 car 2 2021", "e1 car 3 2019", "e2 car 9 2020", "e2 car - 2023"))
    assert findings(base, PROVINCE)["car"]["output_yi"] == 2.0


def test_only_active_enterprises_of_the_region_make() -> None:
    firms = rows(
        "id name_zh region status",
        f"e1 e1 {CITY} -", f"e2 e2 {CITY} planned", f"e3 e3 {CITY} closed", "e4 e4 - active", f"e5 e5 {PROVINCE} active",
    )  # fmt: skip
    base = tables(ENGINES, makes=tuple(f"e{n} car 1" for n in range(1, 6)), enterprises=firms)
    assert findings(base, PROVINCE)["car"]["makers"] == 2
    assert findings(base, CITY)["car"]["makers"] == 1
    assert findings(base, OTHER)["car"]["makers"] == 0


def test_owners() -> None:
    firms = rows(
        "id name_zh name_en parent_group",
        "a 甲 A e", "b 乙 B 甲", "c 丙 Twin Twin", "d 丁 Twin 某集团", "e 戊 E f", "f 己 F 庚", "g 庚 e e", "h 辛 H h", "i 壬 I -", "j 癸 J I",
    )  # fmt: skip
    data = Definitions(tables(ENGINES, enterprises=firms))
    assert {name: data.owner(name) for name in "abcdefghij"} == {
        "a": ("enterprise", "e"),  # into the circle e f g; e is read as an id, though g bears it as a name
        "b": ("enterprise", "e"),
        "c": ("text", "Twin"),  # two bear the name
        "d": ("text", "某集团"),
        "e": ("enterprise", "e"),
        "f": ("enterprise", "e"),
        "g": ("enterprise", "e"),
        "h": ("enterprise", "h"),
        "i": ("enterprise", "i"),
        "j": ("enterprise", "i"),
    }


def test_concentration_is_over_owners() -> None:
    firms = rows(
        "id name_zh region parent_group", f"a 甲 {CITY} -", f"b 乙 {CITY} a", f"c 丙 {CITY} -", f"d 丁 {CITY} -"
    )
    known = tables(ENGINES, makes=("a car 3", "b car 1", "c car 4"), enterprises=firms)
    told = findings(known, CITY)["car"]
    assert (told["makers"], told["owners"], told["hhi"], told["hhi_basis"]) == (3, 2, 5000.0, "output")
    counted = tables(ENGINES, makes=("a car 3", "b car 1", "c car -", "d car 9"), enterprises=firms)
    told = findings(counted, CITY)["car"]
    assert (told["owners"], told["hhi"], told["hhi_basis"], told["status"]) == (3, 3750.0, "count", "concentrated")
    nothing = tables(ENGINES, makes=("c car 0", "d car 0"), enterprises=firms)
    assert (findings(nothing, CITY)["car"]["hhi"], findings(nothing, CITY)["car"]["hhi_basis"]) == (5000.0, "count")
    assert (findings(nothing, CITY)["v6"]["hhi"], findings(nothing, CITY)["v6"]["owners"]) == (None, 0)


def test_a_quarter_each_is_not_concentrated() -> None:
    base = tables(ENGINES, makes=("a car 1", "b car 1", "c car 1", "d car 1"))
    assert (findings(base, PROVINCE)["car"]["hhi"], findings(base, PROVINCE)["car"]["status"]) == (2500.0, "adequate")


def test_failing() -> None:
    data = Definitions(
        tables(
            ENGINES,
            ("car engine", "v6 steel", "v8 steel g yes", "v8 alloy g no", "motor steel - no"),
        )
        | {"products": [*ENGINES, *rows("id chain", "steel c", "alloy c")]}
    )
    assert data.fails("steel") == {"steel", "v6"}  # v8 has a substitute, the motor does not need it
    assert data.fails("v6") == {"v6"}
    assert data.fails("petrol") == {"petrol", "v6", "v8"}  # the motor holds the engine up
    assert data.fails("engine") == {"engine", "petrol", "v6", "v8", "motor", "car"}  # all that is below it at first
    assert data.essential_groups("v8") == [{"steel", "alloy"}]
    assert data.essential_groups("motor") == []


def test_a_family_fails_with_all_its_kinds_and_with_a_group_of_its_own_where_it_has_one() -> None:
    both = (*ENGINES, *rows("id chain", "steel c", "ore c"))
    steel = ("v6 steel", "v8 steel", "motor steel", "car engine")
    assert Definitions(tables(list(both), steel)).fails("steel") >= {"engine", "car"}
    assert Definitions(tables(list(both), (*steel, "engine ore"))).fails("steel") == {
        "steel",
        "v6",
        "v8",
        "motor",
        "petrol",
    }
    assert "engine" in Definitions(tables(list(both), (*steel, "engine steel"))).fails("steel")
    assert Definitions(tables(list(both), ("engine ore",))).fails("ore") == {"ore"}  # its kinds stand


def test_end_products() -> None:
    products = rows("id chain final", "bus c;d yes", "engine c -", "car d -", "wheel d -", "spare d -")
    data = Definitions(tables(products, ("bus engine", "car wheel")))
    assert data.end_products("c") == {"bus"}
    assert data.end_products("d") == {"bus", "car"}  # the guest is marked, but none at home: what ends the inputs too
    marked = [row | {"final": "yes"} if row["id"] == "spare" else row for row in products]
    assert Definitions(tables(marked, ("bus engine", "car wheel"))).end_products("d") == {"bus", "spare"}


def test_of_families_the_kind_stands_for_both() -> None:
    products = rows(
        "id chain final broader", "vehicle c yes -", "truck c - vehicle", "tipper d yes truck", "bike c yes -"
    )
    made = Place(Definitions(tables(products, makes=("e1 tipper 1", "e2 bike 1"))), PROVINCE)
    assert made.ends == {"tipper", "bike"}  # a kind of a kind stands for the family, even of another chain
    assert made.ends_counted("c") == {"bike"}
    assert Place(Definitions(tables(products, makes=("e1 truck 1",))), PROVINCE).ends == {"vehicle"}


FINAL = rows("id chain final", "a c yes", "b c yes", "e c;d yes", "f d yes", "g d yes", "part c -")


def test_weights() -> None:
    outputs = rows(
        "region product chain year measure value_yi",
        f"{PROVINCE} a - 2021 - 9", f"{PROVINCE} a - 2022 output 10", f"{PROVINCE} a - 2023 - -1",  # newest that is positive
        f"{PROVINCE} a - 2024 revenue 99", f"{CITY} a - 2024 - 98", f"{PROVINCE} - c 2020 - 45", f"{PROVINCE} - d 2020 - 3",
    )  # fmt: skip
    base = tables(FINAL, makes=("x a 1", "x b -", "x e -", "x f 4", "x g -"), outputs=outputs)
    place = Place(Definitions(base), PROVINCE)
    assert place.weights == {
        "a": 10, "f": 4,  # (a) by the statistics, by the makers
        "b": Fraction(35, 2), "e": Fraction(35, 2),  # (b) e is at home in c
        "g": Fraction(55, 4),  # (c) nothing is left of 3: the median of 4, 10, 17.5, 17.5
    }  # fmt: skip
    whole = 14 + 35 + Fraction(55, 4)
    assert place.weight_known(None) == 14 / whole
    assert place.weight_known("d") == 4 / (Fraction(35, 2) + 4 + Fraction(55, 4))
    assert place.weight_known("c") == Fraction(10, 45)
    unknown = Place(Definitions(tables(FINAL, makes=("x a -", "x b 0"))), PROVINCE)
    assert unknown.weights == {"a": 1, "b": 1}  # (d)
    assert unknown.weight_known(None) == 0
    assert Place(Definitions(tables(FINAL)), PROVINCE).weight_known(None) is None


def test_criticality() -> None:
    base = tables(FINAL, ("a part", "e part"), ("x a 1", "x b 2", "x e 3", "x f 6"))
    told = findings(base, PROVINCE)
    assert told["part"]["needs"] == ["a", "e"]
    assert told["part"]["criticality"] == pytest.approx(4 / 12)
    assert told["part"]["chains_hit"] == ["c"]
    assert told["a"]["criticality"] == 0  # without itself
    assert told["g"]["criticality"] == pytest.approx(2.5 / 14.5)  # the median of 1, 2, 3, 6 above and below
    assert findings(base, PROVINCE, "c")["part"]["criticality"] == pytest.approx(4 / 6)
    told = findings(base, PROVINCE, "d")
    assert told["g"]["criticality"] == pytest.approx(2.5 / 11.5)  # the same median, of e 3 and f 6
    assert set(told) == {"e", "f", "g"}
    assert set(column(findings(tables(FINAL, ("a part",)), PROVINCE), "criticality").values()) == {None}
    cut = tables(FINAL, ("a part",), ("x a 1",))
    assert findings(cut, PROVINCE, "d")["g"]["criticality"] is None  # an end product without a maker, but none is left
    assert findings(cut, PROVINCE)["g"]["criticality"] == 0.5


def test_an_end_product_of_another_chain_only_is_not_added_with_a_chain() -> None:
    products = rows("id chain final", "a c yes", "b d;c yes", "q d;c -", "r d -")
    base = tables(products, ("q r",), ("x a 1",))
    assert Definitions(base).end_products("d") == {"b"}
    base = tables([row | {"final": ""} if row["id"] == "b" else row for row in products], ("q r",), ("x a 1",))
    assert Definitions(base).end_products("d") == {"q"}  # by its inputs, of its home alone
    assert findings(base, PROVINCE)["q"]["criticality"] == 0.5
    assert findings(base, PROVINCE, "c")["q"]["criticality"] == 0


def test_what_is_under_a_product_is_not_its_need() -> None:
    products = rows("id chain final broader", "a c yes -", "a1 c yes a", "b c yes -")
    base = tables(products, ("b a",), ("x a1 1", "x b 3"))
    told = findings(base, PROVINCE)
    assert (told["a"]["needs"], told["a"]["criticality"]) == (["b"], 0.75)
    assert (told["a1"]["needs"], told["a1"]["criticality"]) == (["b"], 0.75)  # all kinds of a have failed


def test_producible_is_the_largest_that_sustains_itself() -> None:
    products = rows(
        "id chain supply broader", "a c - -", "b c - -", "p c - -", "q c - -", "air c common -", "r c - -", "r1 c - r"
    )
    base = tables(products, ("a b", "b a", "p q", "p air", "q p", "r q"), ("x a 1", "y b 1", "x p 1", "x r1 1"))
    assert {name for name, can in column(findings(base, PROVINCE), "producible").items() if can} == {
        "a",
        "b",
        "air",
        "r",
        "r1",
    }
    assert {
        name for name, can in column(findings(base, PROVINCE, given=("q",)), "producible").items() if can
    } == {"a", "b", "air", "p", "q", "r", "r1"}  # fmt: skip


def test_inputs_met_by_makers_of_a_kind_and_by_common_supply() -> None:
    products = rows("id chain supply broader", "p c - -", "r c - -", "r1 c - r", "air c common -", "s c - -", "t c - -")
    base = tables(products, ("p r", "p air", "p s g -", "p t g -", "p q - no"), ("x r1 1",))
    base["products"].append({"id": "q", "chain": "c"})
    met = column(findings(base, PROVINCE, given=("s",)), "inputs_met")
    assert (met["p"], met["r"]) == (pytest.approx(2 / 3), None)


def test_local_buyers_make_by_a_row_of_their_own_what_needs_any_kind() -> None:
    base = tables(
        [*ENGINES, *rows("id chain broader", "bus c car")],
        ("car petrol", "bus v6 - no"),
        ("x car 1", "y bus 1", "z v6 1"),
    )
    assert column(findings(base, PROVINCE), "local_buyers") == {
        "engine": ["x", "y"], "petrol": ["x", "y"], "v6": ["y"], "v8": [], "motor": [], "car": [], "bus": [],
    }  # fmt: skip


def test_a_census_is_one_of_the_region_or_around_it_or_of_all_its_parts() -> None:
    def census(*where: str) -> list[bool]:
        base = tables(ENGINES, coverage=rows("region chain completeness", *(f"{code} c census" for code in where)))
        base["regions"] += rows("code parent", f"220101 {CITY}", f"220102 {CITY}")
        place = Place(Definitions(base), PROVINCE)
        return [place.has_census("c", code) for code in (PROVINCE, CITY, "220101")]

    assert census() == [False] * 3
    assert census(PROVINCE) == [True] * 3
    assert census(CITY) == [False, True, True]
    assert census(CITY, OTHER) == [True, True, True]
    assert census("220101", OTHER) == [False, False, True]
    assert census("220101", "220102", OTHER) == [True, True, True]


@pytest.mark.parametrize(("code", "scheme"), [("100000", ""), ("CN", "iso3166-1"), ("", "")])
def test_elsewhere_ends_below_the_country(code: str, scheme: str) -> None:
    firms = rows("id name_zh region", f"x x {OTHER}", "y y 310000")
    base = tables(ENGINES, ("car engine",), makes=("x v6 1", "y car 1"), enterprises=firms)
    base["regions"] = [row if row["parent"] else row | {"parent": code} for row in base["regions"]]
    base["regions"].append({"code": "310000", "parent": code})
    base["regions"] += [{"code": code, "scheme": scheme}] if code else []
    told = column(findings(base, CITY), "status")
    assert (told["engine"], told["v6"], told["v8"], told["car"]) == ("elsewhere", "elsewhere", "unseen", "unseen")
    if code:
        assert column(findings(base, code), "status")["v8"] == "unseen"


def test_missing_needs_a_census_of_one_of_its_chains_and_common_goes_first() -> None:
    products = rows("id chain supply", "a c;d -", "b c -", "air d common")
    base = tables(products, makes=("x air 1",), coverage=rows("region chain completeness", f"{PROVINCE} d census"))
    assert column(findings(base, CITY), "status") == {"a": "missing", "b": "unseen", "air": "common"}


def absence(coverage: list[Row], searches: list[Row]) -> tuple[Any, Any]:
    base = tables([*ENGINES, {"id": "both", "chain": "c;d"}], coverage=coverage, searches=searches)
    told = findings(base, CITY)["both" if any(row["chain"] == "d" for row in coverage) else "v6"]
    return told["absent_probability"], told["verify"]


def test_absent_probability() -> None:
    recall, looked = "region chain completeness recall", "product region where found"
    assert absence([], []) == (None, True)
    assert absence(rows(recall, f"{PROVINCE} c sample 0"), []) == (0.5, True)
    assert absence(rows(recall, f"{PROVINCE} c sample 0.75"), []) == (0.8, False)
    assert absence(rows(recall, f"{PROVINCE} c sample 0.75", f"{CITY} c sample 0.5"), []) == (
        pytest.approx(1 / 1.5),
        True,
    )
    assert absence(rows(recall, f"{PROVINCE} c sample 0.5", f"{CITY} c sample -"), []) == (pytest.approx(1 / 1.5), True)
    assert absence(rows(recall, f"{OTHER} c sample 0.5"), []) == (None, True)
    assert absence(rows(recall, f"{CITY} c sample 0.9", f"{PROVINCE} d sample 0.25"), []) == (
        pytest.approx(1 / 1.75),
        True,
    )
    twice = rows(looked, f"v6 {CITY} register 0", f"petrol;car {PROVINCE} visit 0", f"engine {CITY} visit 0")
    assert absence([], twice) == (0.8, False)
    assert absence(rows(recall, f"{CITY} c sample 0.5"), twice) == (pytest.approx(1 / 1.125), False)
    vain = rows(looked, f"v6 {CITY} register 1", f"v8 {CITY} visit 0", f"v6 {OTHER} visit 0", f"v6 {CITY} - 0")
    assert absence([], vain) == (None, True)
    assert absence(rows(recall, f"{CITY} c census 1"), []) == (None, False)  # missing, not unseen


def test_actions() -> None:
    products = rows(
        "id chain final resource_bound supply",
        "end c yes - -", "bought c - - -", "ore c - yes -", "next c - - -", "far c yes - -", "lone c - - -", "air c - - common",
        "one c - - -", "useless c - - -", "mine c - yes -", "other c - - -",
    )  # fmt: skip
    inputs = (
        "end bought",
        "end one",
        "end ore",
        "next one",
        "far other - no",
        "lone other",
        "end air",
        "mine other",
        "useless other",
    )
    base = tables(products, inputs, ("x end 1", "x one 1", "x useless 1", "x mine 1"))
    assert column(findings(base, PROVINCE), "action") == {
        "end": "none",  # stops nothing and nobody buys it
        "bought": "fill", "ore": "secure", "next": "extend", "far": "defer", "lone": "none", "air": "none",
        "one": "strengthen", "useless": "none", "mine": "secure", "other": "fill",
    }  # fmt: skip
    base["products"].append({"id": "unlinked", "chain": "c", "final": "yes", "resource_bound": "yes"})
    assert findings(base, PROVINCE)["unlinked"]["criticality"] > 0
    assert findings(base, PROVINCE)["unlinked"]["action"] == "none"


def test_what_the_province_has_is_paired() -> None:
    firms = rows("id name_zh region", f"x x {CITY}", f"y y {OTHER}")
    products = rows(
        "id chain final resource_bound", "end c yes -", "bought c - yes", "idle c - -", "last c yes -", "raw c - -"
    )
    base = tables(
        products, ("end bought", "idle raw", "last raw"), ("x end 1", "y bought 1", "y idle 1", "y last 1"), firms
    )
    told = findings(base, CITY)
    assert column(told, "action") == {"end": "none", "bought": "pair", "idle": "none", "last": "pair", "raw": "none"}
    assert column(told, "status")["last"] == "elsewhere"


def test_the_stage_of_a_guest() -> None:
    products = rows(
        "id chain stage", "steel c;d upstream", "body d;c midstream", "car d downstream", "ship c downstream", "bolt c;d -", "scrap c;d upstream",
    )  # fmt: skip
    base = tables(products, ("body steel", "car body - no", "ship bolt", "scrap car"))
    told = column(findings(base, PROVINCE, "d"), "stage")
    assert told == {
        "steel": "upstream",
        "body": "midstream",
        "car": "downstream",
        "bolt": "downstream",
        "scrap": "downstream",
    }
    assert column(findings(base, PROVINCE), "stage")["scrap"] == "upstream"
    assert findings(base, PROVINCE)["bolt"]["stage"] is None


def test_the_median() -> None:
    assert [median(map(Fraction, some)) for some in ([], [3], [4, 1], [9, 1, 2])] == [None, 3, Fraction(5, 2), 2]


def test_disagreements_are_named() -> None:
    wanted: dict[str, dict[str, Any]] = {"a": {"hhi": 2500.0, "status": "single", "producible": True}, "b": {}}
    near: list[dict[str, Any]] = [{"product": "a", "hhi": 2500.0000001, "status": "single", "producible": True}]
    assert disagreements(near, wanted) == ["b: not told"]
    mine: list[dict[str, Any]] = [{"product": "a", "hhi": True, "status": "common"}, {"product": "b"}, {"product": "c"}]
    assert disagreements(mine, wanted) == [
        "a.hhi: True, by the definitions 2500.0",
        "a.status: 'common', by the definitions 'single'",
        "a.producible: 'no such field', by the definitions True",
        "c.product: 'c', by the definitions None",
    ]
