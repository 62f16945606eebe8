"""``survey``: what is asked first, of whom, and that the answers come back and change the verdicts."""

from __future__ import annotations

import json
from math import sqrt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import chaingraph as cg
from chaingraph.questions.survey.ask import Matter, Office, survey
from chaingraph.tables import load_rows
from tests.cli.test_commands import run
from tests.oracle import Tables, write_folder

# A car needs an engine (nobody is on record), a seat (one maker) and glass (two makers of unknown output).
WORLD: Tables = {
    "regions": [{"code": "990000", "name_zh": "某省", "parent": ""}, {"code": "990100", "name_zh": "某市", "parent": "990000"}],
    "chains": [{"id": "c", "name_zh": "汽车"}],
    "products": [
        {"id": "car", "name_zh": "整车", "chain": "c", "final": "yes"},
        *({"id": id_, "name_zh": name, "chain": "c", "final": "no"} for id_, name in (("engine", "发动机"), ("seat", "座椅"), ("glass", "玻璃"))),
    ],
    "inputs": [{"product": "car", "input": id_, "group": "", "essential": "yes"} for id_ in ("engine", "seat", "glass")],
    "parks": [{"id": "k", "name_zh": "某园", "region": "990100", "level": "provincial"}],
    "enterprises": [
        {"id": "e1", "name_zh": "某市整车有限公司", "region": "990100", "role": "lead", "park": "k"},
        *({"id": f"e{n}", "name_zh": f"某市{'甲乙丙'[n - 2]}件有限公司", "region": "990100", "role": "", "park": ""} for n in (2, 3, 4)),
    ],
    "makes": [
        {"enterprise": "e1", "product": "car"},
        {"enterprise": "e2", "product": "seat"},
        {"enterprise": "e3", "product": "glass"},
        {"enterprise": "e4", "product": "glass"},
    ],
}  # fmt: skip


def test_the_value_of_an_answer_is_the_expected_change_of_the_score() -> None:
    world = cg.world(load_rows(WORLD))
    found = {(inquiry.product, inquiry.matter): inquiry for inquiry in survey(world).inquiries}
    need = {item.product: item.score_need or 0.0 for item in cg.gaps(world).items}
    # of what is made here two products have one owner, one has two; an unseen one is there with 0.5
    now, one, two = 0.5 + 0.5 * 0.95, 0.95, 0.95 * sqrt(1 / 2)
    there = 2 / 3 * (now - one) + 1 / 3 * (now - two)
    searched = 0.75 + 0.25 * 0.95 - now
    existence = found["engine", Matter.EXISTENCE]
    assert existence.value == pytest.approx(need["engine"] * (0.5 * there + 0.5 * searched), abs=1e-6)
    assert existence.change == 0.5
    # of one on record, each met with 0.5: m more with (m + 1) / 2^(m + 2), followed until 95% of them are counted
    more = [(m + 1) / 2 ** (m + 2) for m in range(7)]
    assert sum(more[:-1]) < 0.95 <= sum(more)
    expected = sum(share * 0.95 * (1 - 1 / sqrt(1 + m)) for m, share in enumerate(more)) / sum(more)
    assert found["seat", Matter.OTHERS].value == pytest.approx(need["seat"] * expected, abs=1e-6)
    outputs = found["glass", Matter.OUTPUTS]
    assert outputs.value == pytest.approx(need["glass"] * (0.95 * sqrt(2 / 3) - two), abs=1e-6)


def test_a_lead_firm_that_buys_it_is_asked_else_the_park_else_the_region() -> None:
    def asked(**without: str) -> tuple[Office, str]:
        firms = [{**row, **without} for row in WORLD["enterprises"]]
        found = survey(cg.world(load_rows({**WORLD, "enterprises": firms}))).inquiries
        [respondent] = {inquiry.respondent for inquiry in found if inquiry.product == "engine"}
        return respondent.office, respondent.id

    assert asked() == (Office.FIRM, "e1")
    assert asked(role="") == (Office.PARK, "k")
    assert asked(role="", park="") == (Office.REGION, "990000")


def test_what_a_census_tells_is_not_asked() -> None:
    census: dict[str, Any] = {**WORLD, "coverage": [{"region": "990000", "chain": "c", "completeness": "census"}]}
    matters = {(i.product, i.matter) for i in survey(cg.world(load_rows(census))).inquiries}
    assert ("engine", Matter.EXISTENCE) not in matters


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_answers_come_back_and_change_the_verdicts(lang: str, tmp_path: Path) -> None:
    data, book = tmp_path / "d", tmp_path / "q.xlsx"
    write_folder(WORLD, data)
    done = run("survey", data, "--format", "xlsx", "--out", book, lang=lang)
    assert done.returncode == 0, done.stderr
    workbook = openpyxl.load_workbook(book)
    yes, no = ("有", "无") if lang == "zh" else ("yes", "no")
    asked = 0
    for sheet in workbook.worksheets[1:-1]:
        for row in sheet.iter_rows(min_row=3):
            if row[1].value == "engine":
                row[4].value, row[5].value, row[6].value = yes, "某市发动机有限公司", "某市"
                asked += 1
            elif row[1].value == "seat":
                row[4].value = no
                asked += 1
            elif row[1].value == "glass" and row[5].value:
                row[7].value, row[8].value = 9 if "乙" in str(row[5].value) else 1, 2025
                asked += 1
    assert asked == 4
    workbook.save(book)
    done = run("import", book, "--into", data, "--by", "x", lang=lang)
    assert done.returncode == 0, done.stderr
    found = {one["product"]: one for one in json.loads(run("gaps", data, "--format", "json").stdout)}
    assert (found["engine"]["status"], found["engine"]["makers"]) == ("single", 1)
    assert (found["glass"]["hhi"], found["glass"]["hhi_basis"]) == (8200.0, "output")
    searches = cg.load(data).rows('select product, found, "where" from searches order by 1')
    assert [row[:2] for row in searches] == [(["engine"], 1), (["seat"], 0)]
    assert all("某市整车有限公司" in where for _, _, where in searches)
    again = run("import", book, "--into", data, "--by", "x", lang=lang)
    assert again.returncode == 0
    assert cg.load(data).count("enterprises") == 5
