"""`check` gives back what it was given: every sheet and value, or a word of what is missing, or no copy at all."""

from __future__ import annotations

import io
import json
import struct
import warnings
import zipfile
import zlib
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText
from openpyxl.comments import Comment

from chaingraph.schema import SCHEMA
from chaingraph.tables.intake import NotWholeError, Placed, import_files, mark_workbook
from chaingraph.tables.intake.fidelity import inventory, values
from chaingraph.tables.says import wrong_type
from tests.cli.test_nothing_read import Call, call
from tests.tables.test_import import book

__all__ = ["call"]  # a fixture

STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
}
ROWS = [["编号", "企业名称", "地区", "从业人数"], ["N1", "某某有限公司", "220000", "约50"]]


def rewritten(path: Path, out: Path, change: dict[str, str], only: str = "") -> Path:
    """The workbook with some text of its parts exchanged."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            for before, after in change.items() if only in name else ():
                data = data.replace(before.encode(), after.encode())
            new.writestr(name, data)
    return out


def picture() -> io.BytesIO:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b""))


def full(path: Path) -> Path:
    """A workbook of all kinds of things."""
    wb = xlsxwriter.Workbook(path)
    sheet = wb.add_worksheet("企业")
    for number, line in enumerate(ROWS):
        sheet.write_row(number, 0, line)
    bold, moment = wb.add_format({"bold": True}), wb.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    sheet.write_rich_string("E2", "普通", bold, "粗体 ", "尾 ")
    sheet.write_datetime("H2", datetime(2024, 3, 1, 13, 14, 15, 123000), moment)
    sheet.write_formula("I2", "=1+1", None, 2)
    sheet.write_array_formula("J2:J3", "{=M2:M3}")
    sheet.write_url("K2", "https://example.org", None, "链接")
    sheet.write_boolean("L2", True)
    sheet.write_number("M2", 0.1 + 0.2)
    sheet.write_string("N2", " 前后空格 \n第二行")
    sheet.write_comment("A1", "原有批注", {"author": "王五"})
    sheet.write_comment("D2", "别人的批注", {"author": "李四"})
    sheet.data_validation("C2:C9", {"validate": "list", "source": ["220000", "220100"]})
    sheet.conditional_format("M2:M9", {"type": "cell", "criteria": ">", "value": 5, "format": bold})
    sheet.merge_range("A20:B20", None)
    sheet.protect("x")
    wb.define_name("区域", "=企业!$A$1:$B$2")
    deep = wb.add_worksheet("深藏")
    deep.write(0, 0, "x")
    deep.very_hidden()
    own = wb.add_worksheet("Check")
    own.write(0, 0, "我自己的表")
    figures = wb.add_worksheet("数")
    figures.write_column(0, 0, [1, 2, 3])
    line = wb.add_chart({"type": "line"})
    line.add_series({"values": "=数!$A$1:$A$3"})
    figures.insert_chart("C1", line)
    figures.insert_image("C20", "x.png", {"image_data": picture()})
    figures.insert_textbox("H1", "框")
    figures.add_sparkline("B1", {"range": "数!A1:A3"})
    bars = wb.add_chart({"type": "bar"})
    bars.add_series({"values": "=数!$A$1:$A$3"})
    wb.add_chartsheet("图").set_chart(bars)
    wb.close()
    return path


def problem(sheet: str = "企业", row: int = 2, letter: str = "D") -> Placed:
    column = SCHEMA.tables["enterprises"].by_name["employees"]
    return Placed(wrong_type(column, row, "约50"), "a.xlsx", sheet, row, letter)


def test_a_strict_workbook_is_not_given_back_empty(call: Call, tmp_path: Path) -> None:
    path = rewritten(book(tmp_path / "a.xlsx", 企业=ROWS), tmp_path / "strict.xlsx", STRICT)
    before = path.read_bytes()
    code, out, err = call("check", path, "--out", tmp_path / "out.xlsx")
    assert code == 1
    assert "无法原样还回" in err
    assert "企业" in err
    assert "D2" in err  # what was found is told all the same
    assert "Warning" not in err
    assert not (tmp_path / "out.xlsx").exists()
    assert path.read_bytes() == before
    code, out, _ = call("check", path, "--out", tmp_path / "out.xlsx", "--format", "json")
    assert "not-whole" in {one["code"] for one in json.loads(out)}


def test_everything_comes_back_or_is_named(tmp_path: Path) -> None:
    path = full(tmp_path / "a.xlsx")
    before = path.read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        lost = mark_workbook(path, [problem()], tmp_path / "out.xlsx", "zh")
    assert path.read_bytes() == before
    assert lost is not None
    zh, en = lost.text("zh"), lost.text("en")
    assert (
        en
        == "values of formulas (Excel computes them when it opens the copy) (2), sparklines (1), shapes and text boxes (1), fonts inside comments (2)"
    )
    assert "迷你图 1 处" in zh
    with warnings.catch_warnings():  # openpyxl's own, of the sparkline in the original
        warnings.simplefilter("ignore")
        given = openpyxl.load_workbook(path, rich_text=True)
    copy = openpyxl.load_workbook(tmp_path / "out.xlsx", rich_text=True)
    assert copy.sheetnames[0] not in given.sheetnames
    assert copy.sheetnames[1:] == given.sheetnames
    assert [given[name].sheet_state for name in given.sheetnames] == [
        copy[name].sheet_state for name in given.sheetnames
    ]
    for sheet in given.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                assert str(copy[sheet.title][cell.coordinate].value) == str(cell.value) or cell.data_type == "f"
    firms = copy["企业"]
    assert isinstance(firms["E2"].value, CellRichText)
    assert str(firms["E2"].value) == "普通粗体 尾 "
    assert firms["I2"].value == "=1+1"
    assert firms["J2"].value.text == given["企业"]["J2"].value.text
    assert firms["A1"].comment.text == "原有批注"
    assert "别人的批注" in firms["D2"].comment.text
    assert "请填整数" in firms["D2"].comment.text
    assert firms["K2"].hyperlink.target == "https://example.org"
    assert firms.protection.sheet
    assert list(copy.defined_names) == ["区域"]
    assert len(firms.data_validations.dataValidation) == 1
    assert len(firms.conditional_formatting) == 1
    assert [len(copy["数"]._charts), len(copy["数"]._images), len(copy["图"]._charts)] == [1, 1, 1]
    assert copy["Check"]["A1"].value == "我自己的表"


def test_marks_over_marks_hide_no_loss(tmp_path: Path) -> None:
    path = full(tmp_path / "a.xlsx")
    mark_workbook(path, [problem(), problem(letter="B")], tmp_path / "b.xlsx", "zh")
    assert mark_workbook(tmp_path / "b.xlsx", [problem(letter="C")], tmp_path / "c.xlsx", "zh") is None
    copy = openpyxl.load_workbook(tmp_path / "c.xlsx")
    assert [name for name in copy.sheetnames if name.startswith("检查结果")] == ["检查结果"]
    assert copy["企业"]["D2"].comment.text == "别人的批注"
    assert copy["企业"]["B2"].comment is None
    seen = values(tmp_path / "c.xlsx")["企业"]
    assert {place: cell for place, cell in values(path)["企业"].items() if place not in ("I2", "J2")} == seen


def test_a_changed_value_is_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path / "a.xlsx", 企业=ROWS)
    save = openpyxl.Workbook.save

    def careless(self: openpyxl.Workbook, out: Path) -> None:
        self["企业"]["B2"] = "别家"
        save(self, out)

    monkeypatch.setattr(openpyxl.Workbook, "save", careless)
    with pytest.raises(NotWholeError, match="B2"):
        mark_workbook(path, [], tmp_path / "out.xlsx", "zh")


def test_a_lost_formula_or_sheet_is_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = full(tmp_path / "a.xlsx")
    save = openpyxl.Workbook.save

    def formula(self: openpyxl.Workbook, out: Path) -> None:
        self["企业"]["I2"] = None
        save(self, out)

    def sheet(self: openpyxl.Workbook, out: Path) -> None:
        del self["深藏"]
        save(self, out)

    for careless, word in ((formula, "formulas"), (sheet, "深藏")):
        monkeypatch.setattr(openpyxl.Workbook, "save", careless)
        with pytest.raises(NotWholeError, match=word):
            mark_workbook(path, [], tmp_path / "out.xlsx", "zh")


def test_what_openpyxl_passes_over_is_counted(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 企业=ROWS)
    with zipfile.ZipFile(path, "a") as archive:
        for name in ("xl/slicers/slicer1.xml", "xl/pivotTables/pivotTable1.xml", "xl/connections.xml", "xl/threadedComments/threadedComment1.xml", "xl/embeddings/oleObject1.bin", "xl/diagrams/data1.xml", "_xmlsignatures/sig1.xml"):  # fmt: skip
            archive.writestr(name, "<x/>")
    lost = mark_workbook(path, [], tmp_path / "out.xlsx", "en")
    assert lost is not None
    for kind in ("slicers (1)", "pivot tables (1)", "data connections (1)", "threads of comments (1)", "embedded files and controls (1)", "SmartArt (1)", "digital signatures (1)"):  # fmt: skip
        assert kind in lost.text("en")


def test_the_original_is_never_the_copy(call: Call, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 企业=ROWS)
    before = path.read_bytes()
    (tmp_path / "link.xlsx").hardlink_to(path)
    for out in (path, tmp_path / "link.xlsx"):
        code, _, err = call("check", path, "--out", out, lang="en")
        assert code == 2
        assert "--out must not be the original" in err
    assert path.read_bytes() == before


def test_losses_are_told_in_both_forms(call: Call, tmp_path: Path) -> None:
    path = full(tmp_path / "a.xlsx")
    code, _, err = call("check", path, "--out", tmp_path / "o.xlsx")
    assert "标注后的副本中没有" in err
    assert "形状与文本框 1 处" in err
    told = json.loads(call("check", path, "--out", tmp_path / "o.xlsx", "--format", "json")[1])
    assert "not-kept" in {one["code"] for one in told}
    assert code == 1


def test_chart_sheets_and_a_sheet_called_check_are_read_as_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    report = import_files(tmp_path / "d", [full(tmp_path / "a.xlsx")])
    told = {(one.sheet, one.problem.code) for one in report.problems}
    assert not any(sheet == "图" for sheet, _ in told)
    assert ("Check", "sheet-unknown") in told
    own = book(tmp_path / "b.xlsx", Check=[["编号", "企业名称", "地区"], ["N1", "某某有限公司", "220000"]])
    (tmp_path / "e").mkdir()
    assert import_files(tmp_path / "e", [own]).counts[0].added == 1
    mark_workbook(own, [problem("Check", 2, "A")], tmp_path / "c.xlsx", "en")
    (tmp_path / "f").mkdir()
    assert import_files(tmp_path / "f", [tmp_path / "c.xlsx"]).counts[0].added == 1


def test_a_plain_workbook_loses_nothing(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 企业=ROWS)
    workbook = openpyxl.load_workbook(path)
    workbook["企业"]["A1"].comment = Comment("待核", "王五")
    workbook.save(path)
    assert mark_workbook(path, [problem()], tmp_path / "out.xlsx", "zh") is None
    assert sum(inventory(path).values()) == 1
