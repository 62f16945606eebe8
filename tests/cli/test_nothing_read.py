"""A run that read or wrote nothing of what it was given says so and does not exit 0; nothing wrong is stored."""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import chaingraph as cg
from chaingraph.cli import main
from chaingraph.tables import write_template
from tests.cli.test_commands import TINY
from tests.tables.test_import import book, bring, codes
from tests.tables.test_units import dataset

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """The program in this process: exit code, standard output, standard error."""
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)

    def run(*words: str | Path, lang: str = "zh") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["chaingraph", *map(str, words), "--lang", lang])
        with pytest.raises(SystemExit) as ended, warnings.catch_warnings():
            main.run()
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return int(ended.value.code or 0), told.out, told.err

    return run


HALF = [
    ["企业全称", "地址", "产品名称", "年产值(亿元)", "信用代码"],
    *([f"长春{one}机械公司", "某路", "面料", 1, ""] for one in "甲乙丙"),
]
UNKNOWN = [["Ticker", "Sector", "Weight", "Isin"], ["A", "x", "y", "z"]]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_list_without_a_known_header_is_an_error(lang: str, call: Call, tmp_path: Path) -> None:
    path = book(tmp_path / "en.xlsx", Sheet1=UNKNOWN)
    code, _, err = call("import", path, "--into", tmp_path / "new", lang=lang)
    assert code == 1
    assert ("什么也没有读到" if lang == "zh" else "nothing was read") in err
    assert "template" in err
    assert not (tmp_path / "new").exists()
    assert call("check", path, "--out", tmp_path / "o.xlsx")[0] == 1


def test_an_unfilled_template_is_nothing(call: Call, tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx", "zh")
    code, out, err = call("import", tmp_path / "t.xlsx", "--into", tmp_path / "new", "--format", "json")
    assert code == 1
    assert "nothing-read" in {one["code"] for one in json.loads(out)["problems"]}
    for words in (("validate",), ("gaps",), ("describe",), ("export", "--to", "folder", "--out", tmp_path / "f")):
        code, out, err = call(words[0], tmp_path / "t.xlsx", *words[1:])
        assert code == 1, words
        assert "一行也没有" in out + err
    assert not (tmp_path / "f").exists()


def test_an_empty_folder_is_nothing(call: Call, tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    assert call("import", tmp_path / "lists", "--into", tmp_path / "new")[0] == 1


def test_rows_that_are_there_already_were_read(call: Call, tmp_path: Path) -> None:
    folder = dataset(tmp_path / "d")
    path = book(tmp_path / "a.xlsx", 企业=[["id", "企业名称", "地区"], ["e1", "企业一", "220100"]])
    code, out, _ = call("import", path, "--into", folder)
    assert code == 0
    assert "读到的 1 行都已在数据中" in out
    assert "already" in call("import", path, "--into", folder, lang="en")[1]


def test_firms_that_are_nowhere_come_in_with_what_the_list_says_of_them(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "d"
    dataset(folder)
    code, _, err = call("import", book(tmp_path / "a.xlsx", 名单=HALF), "--into", folder)
    assert code == 0, err
    firms = cg.load(folder).rows("select name_zh, region, note from enterprises where id like 'E-%'")
    assert len(firms) == 3
    assert {region for _, region, _ in firms} == {"220100"}, "by the name, where the address tells none"
    assert {note.partition("；")[0] for _, _, note in firms} == {"所在地区由名称推定"}
    assert {note.partition("；")[2] for _, _, note in firms} == {
        f"主营产品（清单原文）：{row[2]}；所在地（清单原文）：{row[1]}" for row in HALF[1:]
    }


def test_places_of_a_list_are_no_ids_where_there_are_none(call: Call, tmp_path: Path) -> None:
    code, _, err = call("import", book(tmp_path / "a.xlsx", 名单=HALF), "--into", tmp_path / "new")
    assert code == 1
    assert "列“地址”指向" in err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "sheet",
    [
        {"生产": [["企业", "产品"], ["e1", "p1"]]},
        {"投入": [["产品", "投入"], ["p1", "p2"]]},
        {"产品": [["编号", "产品名称", "产业链"], ["p1", "甲", "某链"]]},
        {"企业": [["编号", "企业名称", "地区"], ["e1", "甲厂", "长春市"]]},
    ],
    ids=lambda sheet: next(iter(sheet)),
)
def test_a_name_is_no_id(sheet: dict[str, list[list[Any]]], tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    report = bring(tmp_path / "new", book(tmp_path / "a.xlsx", **sheet))
    assert "nowhere" in codes(report)
    assert files(tmp_path / "new") == {}


def test_a_code_of_a_place_needs_no_table(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    lines = [["编号", "企业名称", "地区"], ["e1", "甲厂", "220100"]]
    assert not bring(tmp_path / "new", book(tmp_path / "a.xlsx", 企业=lines)).refused


def test_most_columns_left_out_is_said_first(call: Call, tmp_path: Path) -> None:
    lines = [
        ["企业名称", "地区", "联系人", "电话", "邮编", "营业收入（万美元）"],
        ["甲机械公司", "220100", "a", "1", "2", 3],
    ]
    code, _, err = call("import", book(tmp_path / "a.xlsx", 企业=lines), "--into", dataset(tmp_path / "d"))
    assert code == 0
    first, *rest = err.splitlines()
    assert "6 列中有 4 列没有读入" in first
    assert any("不认识单位“万美元”" in line for line in rest)


def test_all_money_that_is_left_out_is_named(call: Call, tmp_path: Path) -> None:
    years = [f"{year}年营业收入（万美元）" for year in range(2010, 2020)]
    lines = [["企业名称", "地区", *years], ["甲机械公司", "220100", *range(10)]]
    _, _, err = call("import", book(tmp_path / "a.xlsx", 企业=lines), "--into", dataset(tmp_path / "d"))
    assert all(f"列“{one}”未使用" in err for one in years)


def test_a_column_of_another_table_is_said_to_be_one(tmp_path: Path) -> None:
    report = bring(
        dataset(tmp_path / "d"),
        book(tmp_path / "a.xlsx", 生产=[["企业", "产品", "统一社会信用代码"], ["e2", "p2", "x"]]),
    )
    [problem] = [one.problem for one in report.problems if one.problem.code == "column-unknown"]
    assert "enterprises" in problem.fix_en


def test_a_dataset_without_products_has_no_findings(call: Call, tmp_path: Path) -> None:
    folder = dataset(tmp_path / "d")
    for name in ("products", "inputs", "makes"):
        path = folder / f"{name}.csv"
        path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    for words in (("gaps",), ("risk",), ("build", "--out", tmp_path / "site"), ("report", "--out", tmp_path / "papers"), ("export", "--to", "gexf", "--out", tmp_path / "g.gexf")):  # fmt: skip
        code, _, err = call(words[0], folder, *words[1:])
        assert code == 1, words
        assert "数据中没有产品" in err
    assert not (tmp_path / "site").exists()
    assert call("describe", folder)[0] == 0  # it tells what is there
    assert call("export", folder, "--to", "folder", "--out", tmp_path / "f")[0] == 0


def test_a_chain_without_products_has_none(call: Call, tmp_path: Path) -> None:
    folder = dataset(tmp_path / "d", chains=[{"id": "c1", "name_zh": "链一"}, {"id": "c2", "name_zh": "链二"}])
    code, out, err = call("gaps", folder, "--chain", "c2", "--format", "json", lang="en")
    assert code == 0  # the data were read; of this chain there is nothing to find
    assert out.strip() == "[]"
    assert "the chain c2 has no products" in err
    for command in ("risk", "duplication"):
        assert call(command, folder, "--chain", "c2", lang="en")[0] == 0
    assert call("gaps", folder)[0] == 0
    assert len(cg.gaps(cg.world(cg.load(folder)), chain="c1")) == 3


def test_projects_and_targets_that_are_not_there(call: Call, tmp_path: Path) -> None:
    folder = dataset(tmp_path / "d")
    for words in (("classify", "--data", folder), ("targets", folder)):
        code, _, err = call(*words, lang="en")
        assert code == 1, words
        assert "has not a row" in err
    firms = book(tmp_path / "a.xlsx", 企业=[["id", "企业名称", "地区"], ["e9", "某企业", "220100"]])
    code, _, err = call("classify", firms, "--data", folder)
    assert code == 1
    assert "没有读到项目" in err


def test_other_files_without_a_row(call: Call, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("region,product,value\n", "utf-8")
    assert call("related", TINY, "--matrix", tmp_path / "m.csv")[0] == 1
    assert call("merge", TINY, TINY, "--out", tmp_path / "c", "--matches", tmp_path / "none.csv")[0] == 2
    assert call("import", "--undo", "--into", dataset(tmp_path / "d"))[0] == 2
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "gbt4754.csv").write_text("code,name,parent_code,level\n", "utf-8")
    code, _, err = call("adapt", tmp_path / "foreign", "--out", tmp_path / "x", lang="en")
    assert code == 1
    assert "not a row could be used" in err
    assert not (tmp_path / "x").exists()


def test_two_equal_datasets_were_compared(call: Call) -> None:
    code, out, _ = call("diff", TINY, TINY)
    assert code == 0
    assert "相同" in out


def test_money_in_dollars_is_said_by_gaps(call: Call, tmp_path: Path) -> None:
    folder = dataset(tmp_path / "d", makes=[{"enterprise": "e1", "product": "p1", "产值（万美元）": "12000"}])
    code, out, err = call("gaps", folder, "--format", "json")
    assert code == 0
    assert isinstance(json.loads(out), list)
    assert "不认识单位“万美元”" in err
