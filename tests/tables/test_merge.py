"""Two counties' data become one dataset: each enterprise once, nothing lost, doubts left to a person."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from chaingraph.graph import load
from chaingraph.tables import write_folder as write_dataset
from chaingraph.tables.intake import Merged, merge, read_decisions, write_doubts
from tests.cli.test_commands import TINY, run
from tests.comparing import cells
from tests.oracle import Tables
from tests.oracle import write_folder as write_tables
from tests.tables.test_import import table
from tests.test_problems import credit_code

CODE = credit_code("91220101X0000000X")
OTHER = credit_code("91220101X0000001X")
BASE: Tables = {
    "regions": [{"code": "220000", "name_zh": "吉林省", "parent": ""}, {"code": "220100", "name_zh": "长春市", "parent": "220000"}, {"code": "220104", "name_zh": "朝阳区", "parent": "220100"}],
    "chains": [{"id": "c1", "name_zh": "链一"}],
    "products": [{"id": "p1", "name_zh": "甲", "chain": "c1"}, {"id": "p2", "name_zh": "乙", "chain": "c1"}],
    "inputs": [{"product": "p2", "input": "p1"}],
    "enterprises": [
        {"id": "E1", "name_zh": "长春甲乙机械有限公司", "uscc": CODE, "region": "220104", "employees": ""},
        {"id": "E2", "name_zh": "长春丙丁电子（集团）有限公司", "uscc": "", "region": "220104", "employees": "7"},
        {"id": "E3", "name_zh": "吉林戊己精密铸造有限公司", "uscc": "", "region": "220104", "employees": ""},
    ],
    "makes": [{"enterprise": "E1", "product": "p1", "source": "S1"}],
    "sources": [{"id": "S1", "title": "甲县年鉴"}],
}  # fmt: skip
SECOND: Tables = {
    "regions": [*BASE["regions"], {"code": "220106", "name_zh": "绿园区", "parent": "220100"}],
    "chains": [{"id": "k9", "name_zh": "链一"}],
    "products": [{"id": "p1", "name_zh": "乙", "chain": "k9"}, {"id": "q", "name_zh": "丙", "chain": "k9"}],
    "inputs": [{"product": "q", "input": "p1"}],
    "enterprises": [
        {"id": "E1", "name_zh": "长春丙丁电子(集团)有限责任公司", "uscc": OTHER, "region": "220100", "employees": "8"},
        {"id": "E2", "name_zh": "甲乙机械公司", "uscc": CODE, "region": "220106", "employees": "9"},
        {"id": "X", "name_zh": "戊己精密铸造厂", "uscc": "", "region": "220104", "employees": ""},
        {"id": "E3", "name_zh": "庚辛有限公司", "uscc": "", "region": "220106", "employees": ""},
    ],
    "makes": [{"enterprise": "E2", "product": "p1", "source": "S1"}, {"enterprise": "E1", "product": "q", "source": "S1;S2"}, {"enterprise": "E3", "product": "q", "source": ""}],
    "sources": [{"id": "S1", "title": "乙县年鉴"}, {"id": "S2", "title": "甲县年鉴"}],
}  # fmt: skip


def joined(tmp_path: Path, first: Path, second: Path, *decisions: Path) -> tuple[Merged, Path]:
    out = tmp_path / "merged"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    return merge(load(first), load(second), out, read_decisions(decisions)), out


def test_two_counties(tmp_path: Path) -> None:
    a, b = write_tables(BASE, tmp_path / "a"), write_tables(SECOND, tmp_path / "b")
    told, out = joined(tmp_path, a, b)
    assert told.problems == []
    assert told.joined == {"uscc": 1, "name": 1}
    assert told.renamed == {"sources": {"S1": "S1-2"}, "enterprises": {"E3": "E3-2"}}
    assert [(one.left.id, one.right.id) for one in told.doubts] == [("X", "E3")]
    firms = {one["id"]: one for one in table(out, "enterprises")}
    assert set(firms) == {"E1", "E2", "E3", "X", "E3-2"}
    assert (firms["E1"]["name_zh"], firms["E1"]["employees"], firms["E1"]["aliases"]) == (
        "长春甲乙机械有限公司",
        "9",
        "甲乙机械公司",
    )
    assert (firms["E2"]["uscc"], firms["E2"]["employees"], firms["E2"]["region"]) == (OTHER, "7", "220104")
    assert firms["E3-2"]["name_zh"] == "庚辛有限公司"
    assert {(one["id"], one["name_zh"]) for one in table(out, "products")} == {("p1", "甲"), ("p2", "乙"), ("q", "丙")}
    assert table(out, "chains") == [{"id": "c1", "name_zh": "链一"}]
    assert {(one["product"], one["input"]) for one in table(out, "inputs")} == {("p2", "p1"), ("q", "p2")}
    assert {(one["enterprise"], one["product"], one["source"]) for one in table(out, "makes")} == {
        ("E1", "p1", "S1"),
        ("E1", "p2", "S1-2"),
        ("E2", "q", "S1-2;S1"),
        ("E3-2", "q", ""),
    }
    kept = {(name, key, column, mine, other) for name, key, column, mine, other in told.kept if column == "employees"}
    assert kept == {("enterprises", ("E2",), "employees", "7", "8")}
    load(out)


@pytest.mark.parametrize(("word", "count"), [("同一", 4), ("different", 5)])
def test_a_decision_is_kept_and_used_again(word: str, count: int, tmp_path: Path) -> None:
    a, b = write_tables(BASE, tmp_path / "a"), write_tables(SECOND, tmp_path / "b")
    told, _ = joined(tmp_path, a, b)
    matches = tmp_path / "matches.csv"
    write_doubts(told.doubts, matches)
    rows = list(csv.DictReader(matches.read_text("utf-8-sig").splitlines()))
    rows[0]["decision"] = word
    with matches.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    again, out = joined(tmp_path, a, b, matches)
    assert again.doubts == []
    assert len(table(out, "enterprises")) == count
    swapped, out = joined(tmp_path, b, a, matches)  # a decision holds whichever side comes first
    assert swapped.doubts == []
    assert len(table(out, "enterprises")) == count
    write_doubts(told.doubts, tmp_path / "kept.csv", matches)
    assert list(csv.DictReader((tmp_path / "kept.csv").read_text("utf-8-sig").splitlines())) == rows


def test_a_dataset_merged_with_itself_or_nothing_new_stays(tmp_path: Path) -> None:
    told, out = joined(tmp_path, TINY, TINY)
    assert (told.problems, told.doubts, told.kept, told.renamed) == ([], [], [], {})
    assert cells(out) == cells(TINY)


def test_a_split_dataset_comes_together_again(tmp_path: Path) -> None:
    whole = load(None)
    for name, rest in (("a", 0), ("b", 1)):
        part = load(None)
        for kept in ("makes", "inputs", "projects", "platforms"):
            part.con.execute(f"delete from {kept} where _row % 2 = {rest}")
        part.con.execute(
            "delete from cooperations where platform not in (select id from platforms)"
        )  # go with their platform
        (tmp_path / name).mkdir()
        write_dataset(part, tmp_path / name)
    told, out = joined(tmp_path, tmp_path / "a", tmp_path / "b")
    assert (told.problems, told.doubts, told.kept, told.renamed) == ([], [], [], {})
    (tmp_path / "whole").mkdir()
    write_dataset(whole, tmp_path / "whole")
    assert cells(out) == cells(tmp_path / "whole")


def test_the_command(tmp_path: Path) -> None:
    a, b = write_tables(BASE, tmp_path / "a"), write_tables(SECOND, tmp_path / "b")
    done = run("merge", a, b, "--out", tmp_path / "c", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["joined"] == {"uscc": 1, "name": 1}
    text = (tmp_path / "c" / "matches.csv").read_text("utf-8-sig")
    (tmp_path / "c" / "matches.csv").write_text(text.replace("alike,,", "alike,同一,"), "utf-8")
    done = run("merge", a, b, "--out", tmp_path / "c")
    assert done.returncode == 0
    assert "疑似同一 0 对" in done.stdout
    assert "alike,同一," in (tmp_path / "c" / "matches.csv").read_text("utf-8-sig")
    assert run("validate", tmp_path / "c").returncode == 0
    assert run("merge", a, tmp_path / "none", "--out", tmp_path / "c").returncode == 2
