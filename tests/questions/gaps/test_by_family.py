"""Where people read the gaps those of one family are one line; programs get every product."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest

from chaingraph.document import Column
from chaingraph.document.render import render
from chaingraph.findings.world import World
from chaingraph.questions.cells import Citations
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.gaps.document import gaps_document
from chaingraph.questions.gaps.weak_links import weak_links
from chaingraph.questions.gaps.workbook import findings_workbook
from tests.questions.province import province

REGION = "990000"


@pytest.fixture(scope="module")
def rods() -> World:
    """Two kinds of rod that the maker of cars buys, and that nobody makes."""
    kinds = [
        {"id": name, "name_zh": zh, "chain": "c", "broader": "rod"} for name, zh in (("gear", "齿"), ("spring", "簧"))
    ]
    return province(
        products=[{"id": "rod", "name_zh": "棒", "chain": "c"}, *kinds],
        inputs=[{"product": "car", "input": name} for name in ("gear", "spring")],
    )


def test_people_read_one_line_and_programs_every_product(rods: World) -> None:
    found = gaps(rods, REGION)
    document = gaps_document(rods, found, "zh")
    people = render(document, "md").decode()
    assert "棒（齿、簧）" in people
    assert sum(line.startswith("|") and "齿" in line for line in people.splitlines()) == 1
    _, *rows = csv.reader(StringIO(render(document, "csv").decode()))
    assert [row[2] for row in rows] == [item.product for item in found.items]
    assert [row["product"] for row in json.loads(render(document, "json"))] == [item.product for item in found.items]


def test_so_many_lines_as_were_asked_for_and_so_many_products(rods: World) -> None:
    for top in (1, 2, 3, 5):
        found = gaps(rods, REGION, top=top)
        (table, *_) = gaps_document(rods, found, "zh").tables()
        assert len(table.rows) == top
        assert len(found.items) == len(table.for_programs().rows) == top


def test_a_shared_score_is_marked_beside_the_rank(rods: World) -> None:
    found = gaps(rods, REGION)
    (table, *_) = gaps_document(rods, found, "zh").tables()
    rank = table.columns[0]
    shared = {item.rank: (item.tied or 1) > 1 for item in found.items}
    told = [rank.told(row[0]) for row in table.rows]
    assert isinstance(rank, Column)
    assert any(mark.endswith("=") for mark in told)
    assert all(mark.endswith("=") == shared[int(mark.rstrip("="))] for mark in told)


def test_the_remark_on_weights_and_families_stands_once(rods: World) -> None:
    people = render(gaps_document(rods, gaps(rods, REGION), "zh"), "md").decode()
    assert people.count("终端产品的权重中") == 1
    assert people.count("同族环节合为一条") == 1
    assert people.count("“未见”不等于没有") == 1


def test_the_weak_links_are_by_family_with_the_facts_of_all_members(rods: World) -> None:
    links = weak_links(rods, gaps(rods, REGION), "zh", Citations())
    (line,) = [row for row in links.values("product", "needs", "local_buyers") if str(row[0]).startswith("棒")]
    assert line == ("棒（齿、簧）", "产品car", "车厂")


def test_the_workbook_has_lines_by_family_and_a_sheet_of_products(rods: World) -> None:
    found = gaps(rods, REGION)
    links, products, _ = findings_workbook(rods, found, "zh").tables()
    assert len(products.rows) == len(found.items)
    assert len(links.rows) == len([item for item in found.items if item.action != "none"]) - 2
