"""``describe --recapture LIST``: what it tells, and what is wrong with a list by name."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.test_commands import TINY, run
from tests.cli.test_formats import SECOND_LIST


def test_both_levels_and_what_was_counted_apart() -> None:
    told = json.loads(run("describe", TINY, "--recapture", SECOND_LIST, "--format", "json").stdout)["recapture"]
    everything = told["strata"][0]
    assert (everything["products"]["on_list"], everything["products"]["on_both"]) == (4, 4)
    # acrylonitrile is on record; composite is not of that works; the other two are of an enterprise in doubt
    assert (everything["pairs"]["on_list"], everything["pairs"]["on_both"]) == (2, 1)
    assert {one["why"]: one["number"] for one in told["apart"]} == {
        "incomplete": 1, "unknown-product": 1, "elsewhere": 1, "doubtful": 2
    }  # fmt: skip
    assert {(one["left"]["name"], one["right"]["id"], one["reason"]) for one in told["doubts"]} >= {
        ("松江原丝", "E02", "alias")
    }


@pytest.mark.parametrize(("lang", "words"), [("zh", "松江原丝有限公司"), ("en", "Enterprises in doubt")])
def test_people_read_it_in_their_language(lang: str, words: str) -> None:
    done = run("describe", TINY, "--recapture", SECOND_LIST, "--lang", lang)
    assert done.returncode == 0
    assert words in done.stdout


def test_a_region_of_its_own() -> None:
    told = json.loads(
        run("describe", TINY, "--region", "长春市", "--recapture", SECOND_LIST, "--format", "json").stdout
    )["recapture"]
    assert told["region"] == "220100"
    assert {one["why"] for one in told["apart"]} >= {"elsewhere"}


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("l.csv", "地区\n长春市\n", 1, "l.csv"),
        ("l.csv", "企业,产品\n", 1, "l.csv"),
        ("l.xlsx", "no workbook", 1, "l.xlsx"),
        ("l.pdf", "x", 2, "l.pdf"),
    ],
)
def test_a_list_that_cannot_be_read_is_named(name: str, content: str, code: int, words: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    done = run("describe", TINY, "--recapture", tmp_path / name)
    assert done.returncode == code
    assert words in done.stderr
    assert not done.stdout


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    assert run("describe", TINY, "--recapture", tmp_path / "none.csv").returncode == 2


def test_an_import_tells_how_much_of_it_was_on_record(tmp_path: Path) -> None:
    into = tmp_path / "tiny"
    shutil.copytree(TINY, into)
    (tmp_path / "list.csv").write_text("企业名称,主要产品\n松江原丝有限公司,丙烯腈\n", "utf-8")
    done = run("import", tmp_path / "list.csv", "--into", into, "--format", "json")
    [told] = json.loads(done.stdout)["recapture"]
    whole = told["strata"][0]
    assert (whole["products"]["on_list"], whole["products"]["on_both"]) == (1, 1)
    assert (whole["pairs"]["on_list"], whole["pairs"]["on_both"]) == (1, 0)
    again = run("import", tmp_path / "list.csv", "--into", into, "--format", "json")
    assert json.loads(again.stdout)["recapture"] == [], "nothing was brought in"


def test_an_import_without_products_says_nothing_of_it(tmp_path: Path) -> None:
    into = tmp_path / "tiny"
    shutil.copytree(TINY, into)
    (tmp_path / "list.csv").write_text("企业名称,所在地区\n新来有限公司,长春市\n", "utf-8")
    done = run("import", tmp_path / "list.csv", "--into", into, "--format", "json")
    assert json.loads(done.stdout)["recapture"] == []
