"""How complete the records are by a second list, against counts done by hand over random datasets and lists."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import pytest

import chaingraph as cg
from chaingraph.analyses import Recapture, recapture
from chaingraph.analyses.recapture import LEVEL
from chaingraph.catalogue import LANGUAGES, text
from chaingraph.document import render
from chaingraph.enumerations import Unestimated
from chaingraph.errors import UsageError
from chaingraph.questions.describe.recall import Apart, Comparison, Stratum, StratumRecall, compare, recalls
from chaingraph.tables import load_rows
from chaingraph.tables.intake import Line, SecondList
from tests.oracle import random_tables, write_folder


def told(*lines: Line) -> SecondList:
    return SecondList(lines=lines)


def of(found: Comparison, stratum: Stratum, key: str | None = None) -> StratumRecall:
    return next(one for one in found.strata if (one.stratum, one.key) == (stratum, key))


@pytest.mark.parametrize("seed", range(25))
def test_every_stratum_agrees_with_a_slow_count(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    tables = random_tables(rng)
    for number, product in enumerate(tables["products"]):  # some are kinds of one before them
        product["broader"] = rng.choice(["", tables["products"][rng.randrange(number)]["id"]]) if number else ""
    region = tables["regions"][0]["code"]
    parents = {row["code"]: row.get("parent") for row in tables["regions"]}
    broader = {row["id"]: row["broader"] for row in tables["products"]}
    home = {row["id"]: row["chain"].split(";")[0] for row in tables["products"]}

    def local(code: str | None) -> bool:
        while code and code != region:
            code = parents.get(code)
        return code == region

    def families(product: str) -> set[str]:
        found = set()
        while product:
            found.add(product)
            product = broader[product]
        return found

    makers = {
        row["id"] for row in tables["enterprises"] if (row["status"] or "active") == "active" and local(row["region"])
    }
    record = {
        (row["enterprise"], top)
        for row in tables["makes"]
        if row["enterprise"] in makers
        for top in families(row["product"])
    }
    lines, listed = [], set()
    for _ in range(rng.randint(1, 40)):
        place = rng.choice(tables["regions"])["code"]
        product = rng.choice(tables["products"])["id"]
        mark = rng.choice(["甲", "乙", ""])
        if tables["enterprises"] and rng.random() < 0.6:
            firm = rng.choice(tables["enterprises"])
            lines.append(
                Line(enterprise=f"{firm['id']}号制造有限公司", product=product, region=firm["region"], list=mark)
            )
            who, place = firm["id"], firm["region"]
        else:
            who = f"别处{rng.randrange(9)}号贸易商行"
            lines.append(Line(enterprise=who, product=product, region=place, list=mark))
            who = f"{who}|{place}"
        if local(place):
            listed.add((who, product, mark))
    for row in tables["enterprises"]:
        row["name_zh"] = f"{row['id']}号制造有限公司"  # unlike those that are not on record
    known = cg.world(cg.load(write_folder(tables, tmp_path)))
    found = compare(known, region, told(*lines))

    def check(one: StratumRecall, mine: set[tuple[str, str]], on_record: set[tuple[str, str]] | None) -> None:
        products = {product for _, product in mine}
        made = {product for _, product in record}
        assert one.pairs == recapture(
            on_record=None if on_record is None else len(on_record), on_list=len(mine), on_both=len(mine & record)
        )
        assert one.products == recapture(
            on_record=None if on_record is None else len({product for _, product in on_record}),
            on_list=len(products),
            on_both=len(products & made),
        )

    assert not found.doubts
    check(of(found, Stratum.ALL), {pair[:2] for pair in listed}, record)
    for chain in known.network.chains:
        own = {pair[:2] for pair in listed if home[pair[1]] == chain}
        check(of(found, Stratum.CHAIN, chain), own, {pair for pair in record if home[pair[1]] == chain})
    assert {one.key for one in found.strata if one.stratum is Stratum.LIST} == {pair[2] for pair in listed} - {""}
    for mark in {pair[2] for pair in listed} - {""}:
        check(of(found, Stratum.LIST, mark), {pair[:2] for pair in listed if pair[2] == mark}, None)


@pytest.fixture(scope="module")
def small() -> cg.World:
    return cg.world(
        load_rows(
            {
                "regions": [
                    {"code": "220000", "name_zh": "吉林省"},
                    {"code": "220100", "name_zh": "长春市", "parent": "220000"},
                    {"code": "220200", "name_zh": "吉林市", "parent": "220000"},
                    {"code": "310000", "name_zh": "上海市"},
                ],
                "chains": [{"id": "c", "name_zh": "链"}, {"id": "d", "name_zh": "另链"}],
                "products": [
                    {"id": "car", "name_zh": "车", "chain": "c"},
                    {"id": "bus", "name_zh": "客车", "chain": "c;d", "broader": "car"},
                    {"id": "steel", "name_zh": "钢", "chain": "d;c"},
                ],
                "inputs": [{"product": "bus", "input": "steel"}],
                "enterprises": [
                    {"id": "E1", "name_zh": "长春甲客车有限公司", "region": "220100"},
                    {"id": "E2", "name_zh": "吉林乙钢铁有限公司", "region": "220200", "status": "closed"},
                    {"id": "E3", "name_zh": "上海丙钢铁有限公司", "region": "310000"},
                ],
                "makes": [
                    {"enterprise": "E1", "product": "bus"},
                    {"enterprise": "E2", "product": "steel"},
                    {"enterprise": "E3", "product": "steel"},
                ],
                "coverage": [
                    {"region": "220000", "chain": "c", "completeness": "sample", "recall": "0.9",
                     "listed_products": "30", "found_products": "27", "listed_pairs": "40", "found_pairs": "20"},
                    {"region": "220100", "chain": "c", "completeness": "sample", "recall": "0.8",
                     "listed_products": "10", "found_products": "8"},
                    {"region": "220000", "chain": "d", "completeness": "sample",
                     "listed_products": "10", "found_products": "9", "listed_pairs": "10", "found_pairs": "0"},
                ],
            }
        )
    )  # fmt: skip


def counts(found: Recapture) -> tuple[int, int]:
    return found.on_both, found.on_list


@pytest.mark.parametrize(
    ("line", "products", "pairs"),
    [
        (Line(enterprise="长春甲客车有限公司", product="车", region="长春市"), (1, 1), (1, 1)),  # makes a kind of it
        (Line(enterprise="某某车辆厂", product="客车", region="吉林市"), (1, 1), (0, 1)),  # another makes it here
        (Line(enterprise="吉林乙钢铁有限公司", product="钢", region="吉林市"), (0, 1), (0, 1)),  # closed: no maker
        (Line(enterprise="长春甲客车有限公司", product="客车", region="吉林市"), (1, 1), (0, 0)),  # in doubt
        (Line(enterprise="上海丙钢铁有限公司", product="钢", region="上海市"), (0, 0), (0, 0)),  # elsewhere
        (Line(enterprise="上海丙钢铁有限公司", product="钢"), (0, 0), (0, 0)),  # by its place on record
        (Line(enterprise="某某车辆厂", product="客车"), (1, 1), (0, 1)),  # no place: taken to lie here
    ],
)
def test_what_is_on_record(line: Line, products: tuple[int, int], pairs: tuple[int, int], small: cg.World) -> None:
    everything = of(compare(small, "220000", told(line)), Stratum.ALL)
    assert (counts(everything.products), counts(everything.pairs)) == (products, pairs)


def test_nothing_of_the_list_is_dropped_silently(small: cg.World) -> None:
    lines = (
        Line(enterprise="长春甲客车有限公司", product="车;飞机", region="长春市"),
        Line(enterprise="长春甲客车有限公司", product="客车", region="吉林市"),
        Line(enterprise="某厂", product="车", region="某地"),
        Line(enterprise="某厂", product="车", region="上海市"),
        Line(enterprise="某厂", product="车"),
    )
    found = compare(small, None, SecondList(lines=lines, incomplete=2, unread=("说明",)))
    assert found.region == "220000"
    assert {(one.why, one.what, one.number) for one in found.apart} == {
        (Apart.UNREAD, "说明", 1),
        (Apart.INCOMPLETE, None, 2),
        (Apart.UNKNOWN_PRODUCT, "飞机", 1),
        (Apart.UNKNOWN_REGION, "某地", 1),
        (Apart.ELSEWHERE, None, 1),
        (Apart.DOUBTFUL, None, 1),
        (Apart.PLACELESS, None, 1),
    }
    assert [(one.left.name, one.right.id) for one in found.doubts] == [("长春甲客车有限公司", "E1")]


def test_an_unknown_region_is_refused(small: cg.World) -> None:
    with pytest.raises(UsageError):
        compare(small, "999999", told(Line(enterprise="某厂", product="车")))


def test_the_recall_of_the_data_with_both_levels_and_their_sums(small: cg.World) -> None:
    found = cg.describe(small).recalls
    assert [(one.chain, one.recall, counts(one.products), counts(one.pairs)) for one in found] == [
        ("c", 0.9, (27, 30), (20, 40)),
        ("d", None, (9, 10), (0, 10)),
        (None, None, (36, 40), (20, 50)),
    ]
    assert [one.products.why_no_recall for one in found] == [None, Unestimated.FEW_LISTED, None]
    assert {one.products.why_no_total for one in found} == {Unestimated.RECORD_UNKNOWN}


def test_a_part_of_the_region_tells_for_itself_and_is_not_added_to_the_whole(small: cg.World) -> None:
    found = recalls(cg.describe(small, region="220100").description)
    assert [(one.chain, one.recall, counts(one.products), counts(one.pairs)) for one in found] == [
        ("c", 0.8, (8, 10), (0, 0)),
        ("d", None, (9, 10), (0, 10)),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_people_read_both_levels_with_the_interval(lang: str, small: cg.World) -> None:
    answer = cg.describe(small, recapture=told(Line(enterprise="长春甲客车有限公司", product="车", region="长春市")))
    page = str(render.render(answer.document(lang), "md"), "utf-8")
    assert "| 90% | 27/30 (90%) | 73%–98% | 20/40 (50%) | 34%–66% |" in page
    assert text("describe.recapture", lang, name="吉林省", lines=1) in page
    assert text("describe.recapture-note", lang) in page
    assert "| 1/1 | 3%–100% |" in page  # few: counts and interval, no estimate
    assert text("describe.unestimated.few-listed", lang, listed=20) in page
    assert f"{LEVEL:.0%}" in text("describe.column-products-interval", lang)
    assert f"{LEVEL:.0%}" in text("describe.recall-note", lang)


def test_programs_read_the_numbers(small: cg.World) -> None:
    answer = cg.describe(small, recapture=told(Line(enterprise="某厂", product="车", region="长春市", list="名录")))
    values = answer.as_json()
    assert values["recall"][0]["products"] == asdict(recapture(on_record=None, on_list=30, on_both=27))
    assert Counter(one["stratum"] for one in values["recapture"]["strata"]) == {"all": 1, "chain": 2, "list": 1}
    assert "recapture" not in cg.describe(small).as_json()
