"""Workbooks and lists that are broken or meant to do harm are refused with a clear word, at their place."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from chaingraph.tables import archive, check, read_tables
from chaingraph.tables.intake import import_files
from tests.cli.test_commands import TINY, run
from tests.tables.test_import import book, bring, codes, data, exported, texts

__all__ = ["data", "exported"]


def bomb(path: Path, size: int, *, lie: bool = False) -> Path:
    """A workbook whose one sheet unpacks to ``size`` bytes; ``lie`` writes a small size into its directory."""
    book(path, chains=[["id", "name_zh"], ["c", "链"]])
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, text in parts.items():
            if name != sheet:
                new.writestr(name, text)
        with new.open(sheet, "w", force_zip64=False) as file:
            head, tail = parts[sheet].split(b"</sheetData>")
            file.write(head)
            for _ in range(size >> 20):
                file.write(b" " * (1 << 20))
            file.write(b"</sheetData>" + tail)
    if lie:
        text = bytearray(path.read_bytes())
        for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
            place = -1
            while (place := text.find(mark, place + 1)) >= 0:
                name = 46 if at == 24 else 30
                if text[place + name : place + name + len(sheet)] == sheet.encode():
                    struct.pack_into("<I", text, place + at, 1000)
        path.write_bytes(bytes(text))
    return path


@pytest.mark.parametrize("lie", [False, True])
def test_a_zip_bomb_is_refused(lie: bool, tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 8 << 20)
    path = bomb(tmp_path / "b.xlsx", 16 << 20, lie=lie)
    assert path.stat().st_size < 1 << 20
    assert [one.code for one in check(read_tables(path))] == ["refused"]
    assert codes(bring(data, path)) == {"refused"}


def test_a_real_bomb_is_refused_by_its_size(tmp_path: Path) -> None:
    path = bomb(tmp_path / "b.xlsx", archive.MOST_BYTES)
    done = run("validate", path)
    assert done.returncode == 1
    assert "MB" in done.stdout
    before = {one.name for one in tmp_path.iterdir()}
    assert run("import", path, "--into", tmp_path / "d").returncode == 1
    assert run("check", path).returncode == 1
    assert {one.name for one in tmp_path.iterdir()} == before


def test_a_cell_in_the_last_corner_does_not_end_the_process(tmp_path: Path, data: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "far.xlsx") as workbook:
        sheet = workbook.add_worksheet("chains")
        sheet.write_row(0, 0, ["id", "name_zh"])
        sheet.write(1048575, 16383, "x")
    done = run("validate", tmp_path / "far.xlsx")
    assert done.returncode == 1
    assert "XFD1048576" in done.stdout
    report = bring(data, tmp_path / "far.xlsx")
    assert codes(report) == {"refused"}
    assert "chains" in report.problems[0].text("en")


def test_a_formula_without_a_value_is_named_and_a_computed_one_is_read(tmp_path: Path, data: Path) -> None:
    rows = [["id", "name_zh", "region", "employees", "note"], ["F1", "甲甲有限公司", "220000", "=1+1", "=2+2"]]
    path = book(tmp_path / "f.xlsx", enterprises=rows)
    found = [(one.row, one.column, one.value) for one in check(read_tables(path)) if one.code == "formula"]
    assert found == [(2, "employees", "D2"), (2, "note", "E2")]
    assert {(one.problem.code, one.cell) for one in bring(data, path).problems if one.severity == "error"} >= {
        ("formula", "D2"),
        ("formula", "E2"),
    }
    with xlsxwriter.Workbook(tmp_path / "g.xlsx") as workbook:
        sheet = workbook.add_worksheet("enterprises")
        sheet.write_row(0, 0, rows[0])
        sheet.write_row(1, 0, ["F1", "甲甲有限公司", "220000"])
        sheet.write_formula(1, 3, "=1+1", None, 2)
        sheet.write_string(1, 4, "=not a formula")
    raw = read_tables(tmp_path / "g.xlsx")
    assert raw.con.execute("select employees, note from raw_enterprises").fetchall() == [("2", "=not a formula")]
    assert "formula" not in {one.code for one in check(raw)}


def test_a_ten_megabyte_cell_nul_bytes_and_tricks_in_ids(tmp_path: Path, data: Path) -> None:
    before = texts(data)
    region = "220000"
    cases = {
        "long": (f"id,name_zh,region\nL1,{'长' * 3_500_000},{region}\n", {"not-csv"}),
        "long-quoted": (f'id,name_zh,region,note\nL1,甲甲有限公司,{region},"{"x" * 40_000}"\n', {"too-long"}),
        "nul": (f"id,name_zh,region\nL1,甲\0甲有限公司,{region}\n", {"control-character"}),
        "path": (f"id,name_zh,region\n../../etc/passwd,甲甲有限公司,{region}\n", {"id-form"}),
        "windows": (f"id,name_zh,region\nC:\\x,甲甲有限公司,{region}\n", {"id-form"}),
        "list": (f"id,name_zh,region\na;b,甲甲有限公司,{region}\n", {"id-form"}),
        "quote": ('id,name_zh,region\n"L1,甲甲有限公司\n', {"not-csv"}),
    }
    for name, (text, wanted) in cases.items():
        path = tmp_path / f"{name}企业.csv"
        path.write_text(text, "utf-8")
        report = bring(data, path)
        assert codes(report) == wanted, name
        assert all(one.problem.fix_zh and one.problem.fix_en for one in report.problems)
    assert texts(data) == before


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods", "a.csv"])
def test_noise_is_no_traceback(name: str, tmp_path: Path, data: Path) -> None:
    path = tmp_path / name
    for noise in (b"", b"PK\x03\x04", b"\xff\xfe\x00" * 99, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600):
        path.write_bytes(noise)
        report = import_files(data, [path])
        assert report.step is None
        assert report.problems


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path, data: Path) -> None:
    path = tmp_path / "企业.csv"
    path.write_text(
        'id,name_zh,region,note,employees\nF1,甲甲有限公司,220000,"=HYPERLINK(""http://x"")",many\n', "utf-8"
    )
    bring(data, path)
    workbook = book(
        tmp_path / "w.xlsx",
        企业=[
            ["id", "name_zh", "region", "note", "employees"],
            ["F1", "甲甲有限公司", "220000", "x", "=cmd|'/C calc'!A0"],
        ],
    )
    done = run("check", workbook, "--against", TINY, "--out", tmp_path / "out.xlsx")
    assert done.returncode == 1
    listed = openpyxl.load_workbook(tmp_path / "out.xlsx")["检查结果"]
    assert {cell.data_type for line in listed for cell in line} <= {"s", "n"}
