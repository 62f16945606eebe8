"""A cell keeps its type and format from the file to the table: numbers with zeros, dates, errors, long codes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import chaingraph as cg
from chaingraph.tables import check, read_tables
from chaingraph.tables.intake import import_files
from tests.tables.test_units import dataset


def book(path: Path, name: str, rows: list[list[Any]], formats: dict[str, str] | None = None) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(row)
    for cell, form in (formats or {}).items():
        sheet[cell].number_format = form
    workbook.save(path)
    return path


def cell_of(tmp_path: Path, header: str, cell: Any, form: str | None = None) -> tuple[Any, set[str]]:
    """What becomes of a cell of a list of enterprises, and the problems that it has."""
    rows = [["企业编号", "企业名称", "所在地区", header], ["n1", "新来某某有限公司", "220100", cell]]
    path = book(tmp_path / "l.xlsx", "企业", rows, {"D2": form} if form else None)
    folder = dataset(tmp_path / "d")
    report = import_files(folder, [path], as_new=True)
    codes = {placed.problem.code for placed in report.problems if placed.severity == "error"}
    if report.refused:
        return None, codes
    column = next(reading.column for reading in report.readings if reading.header == header)
    return cg.load(folder).rows(f"select {column} from enterprises where id = 'n1'")[0][0], codes


@pytest.mark.parametrize(
    ("header", "cell", "form", "kept"),
    [
        ("上市代码", 625, "000000", "000625"),
        ("上市代码", "000625.0", None, "000625"),
        ("上市代码", "'000626", None, "000626"),
        ("营业收入（亿元）", "1,234.5", None, 1234.5),
        ("营业收入（亿元）", "１，２３４．５", None, 1234.5),
        ("营业收入（亿元）", 1234.5, "#,##0.00", 1234.5),
        ("从业人数", "1,200", None, 1200),
        ("从业人数", "300.0", None, 300),
        ("数据年份", "2024.0", None, 2024),
        ("数据年份", datetime(2024, 5, 1), None, 2024),
        ("所属集团", True, None, "TRUE"),
        ("所属集团", "300.0", None, "300.0"),
    ],
)
def test_what_a_cell_says_is_kept(header: str, cell: Any, form: str | None, kept: Any, tmp_path: Path) -> None:
    assert cell_of(tmp_path, header, cell, form) == (kept, set())


@pytest.mark.parametrize(
    ("header", "cell", "code"),
    [
        ("统一社会信用代码", 912201010000138233, "long-number"),
        ("上市代码", 1e20, "long-number"),
        ("所属集团", datetime(2025, 3, 5), "date-cell"),
        ("营业收入（亿元）", "#N/A", "error-cell"),
        ("上市代码", "#DIV/0!", "error-cell"),
    ],
)
def test_what_a_spreadsheet_has_spoilt_is_named(header: str, cell: Any, code: str, tmp_path: Path) -> None:
    assert cell_of(tmp_path, header, cell) == (None, {code})


def test_the_marks_of_text_in_a_csv_go(tmp_path: Path) -> None:
    path = tmp_path / "企业.csv"
    path.write_text('企业编号,企业名称,所在地区,上市代码\n"=""007""",新来某某有限公司,220100,"=""000625"""\n', "utf-8")
    folder = dataset(tmp_path / "d")
    assert not import_files(folder, [path], as_new=True).refused
    assert cg.load(folder).rows("select listing from enterprises where id = '007'") == [("000625",)]


def test_an_id_with_zeros_is_one_in_both_rows(tmp_path: Path) -> None:
    rows = [
        ["企业编号", "企业名称", "所在地区"],
        [7, "新来某某有限公司", 220100],
        ["007", "新来某某有限公司", "220100.0"],
    ]
    folder = dataset(tmp_path / "d")
    report = import_files(folder, [book(tmp_path / "l.xlsx", "企业", rows, {"A2": "000"})], as_new=True)
    assert not report.refused
    assert cg.load(folder).rows("select id, region from enterprises where id like '%7'") == [("007", "220100")]


def test_a_workbook_as_data_is_read_alike(tmp_path: Path) -> None:
    rows = [
        ["id", "name_zh", "region", "listing", "uscc"],
        [7, "甲", 220100, 625, 912201010000138233],
        ["e2", "乙", "#N/A", "", ""],
    ]
    raw = read_tables(book(tmp_path / "d.xlsx", "enterprises", rows, {"A2": "000", "D2": "000000"}))
    assert raw.con.execute("select id, listing from raw_enterprises order by _row limit 1").fetchall() == [
        ("007", "000625")
    ]
    assert {"long-number", "error-cell"} <= {problem.code for problem in check(raw)}
