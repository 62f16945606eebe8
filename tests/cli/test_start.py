"""``chaingraph start``: from the list of any city to a dataset and pages, with the chains of the library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import chaingraph as cg
from chaingraph.errors import UsageError
from chaingraph.tables.divisions import division_of, divisions, tree_for
from tests.cli.test_commands import TINY, run
from tests.tables.test_import import book

ROWS = [
    ["单位：万元"],
    ["企业名称", "所在镇街", "所属产业链", "主要产品", "2025年产值"],
    ["佛山市甲一新材料有限公司", "荷城街道", "碳纤维", "丙烯腈", 1200],
    ["佛山市乙二新材料有限公司", "明城镇", "碳纤维产业链", "丙烯腈、不明之物", ""],
]


def test_a_list_becomes_a_dataset_of_its_city_with_the_knowledge_of_the_library(tmp_path: Path) -> None:
    path, out = book(tmp_path / "名单.xlsx", Sheet1=ROWS), tmp_path / "高明"
    done = run("start", path, "--region", "佛山市高明区", "--out", out, "--library", TINY)
    assert done.returncode == 0, done.stderr
    data, library = cg.load(out), cg.load(TINY)
    for table in ("chains", "products", "inputs"):
        assert data.count(table) == library.count(table)
    assert set(data.rows("select name_zh, region from enterprises")) == {
        ("佛山市甲一新材料有限公司", "440608"),
        ("佛山市乙二新材料有限公司", "440608"),
    }
    assert data.rows("select product, output_yi, year from makes order by year") == [
        ("acrylonitrile", 0.12, 2025),
        ("acrylonitrile", None, None),
    ]
    assert data.rows("select parent from regions where code = '440608'") == [("440600",)]
    assert (out / "pages" / "index.html").is_file()
    found = json.loads(run("gaps", out, "--region", "440608", "--format", "json").stdout)
    assert {one["product"]: one["makers"] for one in found}["acrylonitrile"] == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "清单文件"),
        (("{list}",), "--region"),
        (("{list}", "--region", "440600"), "--out"),
        (("{list}", "--region", "月球", "--out", "{new}"), "月球"),
        (("{list}", "--region", "朝阳区", "--out", "{new}"), "110105"),
        (("{list}", "--region", "440600", "--out", "{full}"), "已有内容"),
    ],
)
def test_a_wrong_call_is_said_and_writes_nothing(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("x", "utf-8")
    places = {"list": book(tmp_path / "a.xlsx", Sheet1=ROWS), "new": tmp_path / "new", "full": tmp_path / "full"}
    done = run("start", *(word.format(**places) for word in words), "--library", TINY)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "new").exists()


def test_a_faulty_list_leaves_nothing_and_its_sound_rows_can_be_taken(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", Sheet1=[*ROWS, ["佛山市丙三新材料有限公司", "荷城", "碳纤维", "丙烯腈", "约5"]])
    call = ("start", path, "--region", "440608", "--out", tmp_path / "d", "--library", TINY, "--no-pages")
    done = run(*call)
    assert done.returncode == 1
    assert "约5" in done.stderr
    assert not (tmp_path / "d").exists()
    assert run(*call, "--leave-out-faulty").returncode == 0
    assert cg.load(tmp_path / "d").count("enterprises") == 2
    assert (tmp_path / "a-退回.xlsx").is_file()


def test_the_division_of_the_country_is_whole() -> None:
    tree = divisions()
    codes = {division.code for division in tree}
    assert len([code for code in codes if code.endswith("0000")]) == 34
    assert len(codes) > 3_000
    assert all(division.parent is None or division.parent in codes for division in tree)
    assert division_of("吉林省吉林市", tree).code == division_of("220200", tree).code == "220200"
    assert division_of("东莞", tree).code == "441900"
    with pytest.raises(UsageError, match="吉林"):
        division_of("吉林", tree)
    own = tree_for(division_of("佛山", tree), tree)
    assert {"440608", "220100", "110000"} <= {division.code for division in own}
    assert "220102" not in {division.code for division in own}, "counties of other provinces are not needed"
