"""Lists come in as people keep them; nothing is lost, guessed or removed, and every step can be taken back."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chaingraph.errors import UsageError
from chaingraph.graph import load
from chaingraph.resources import bundled
from chaingraph.schema import SCHEMA
from chaingraph.tables import check, read_tables, write_template, write_workbook
from chaingraph.tables import write_folder as write_dataset
from chaingraph.tables.intake import (
    FOLDER,
    Decision,
    Report,
    import_files,
    mark_workbook,
    read_decisions,
    read_map,
    steps,
    undo,
    write_doubts,
)
from chaingraph.tables.intake.values import tidy
from tests.cli.test_commands import TINY, run
from tests.comparing import cells
from tests.test_problems import credit_code

NOW = datetime(2025, 3, 1, tzinfo=UTC)
CODE = credit_code("91220101X0000000X")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small dataset as the program writes it; read only."""
    folder = tmp_path_factory.mktemp("exported")
    write_dataset(load(TINY), folder)
    return folder


@pytest.fixture
def data(exported: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return shutil.copytree(exported, tmp_path / "data")


def book(path: Path, **sheets: list[list[Any]]) -> Path:
    workbook = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del workbook["Sheet"]
    workbook.save(path)
    return path


def texts(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def row(folder: Path, name: str, **key: str) -> dict[str, str]:
    return next(one for one in table(folder, name) if all(one[part] == value for part, value in key.items()))


def bring(folder: Path, *files: Path, **more: Any) -> Report:
    """As the command does it: on a copy, which takes the folder's place when there is no error."""
    copy = folder.with_name(f"{folder.name}.aside")
    shutil.copytree(folder, copy)
    report = import_files(copy, files, by="张三", now=NOW, **more)
    if report.refused or not report.changes:
        shutil.rmtree(copy)
    else:
        shutil.rmtree(folder)
        copy.rename(folder)
    return report


def codes(report: Report) -> set[str]:
    return {one.problem.code for one in report.problems if one.severity == "error"}


@pytest.mark.slow
def test_the_bundled_data_survive_a_workbook_and_an_import(tmp_path: Path) -> None:
    write_workbook(load(None), tmp_path / "all.xlsx")
    (tmp_path / "new").mkdir()
    report = bring(tmp_path / "new", tmp_path / "all.xlsx")
    assert not report.refused
    assert cells(tmp_path / "new") == cells(bundled("data/jilin"))
    again = bring(tmp_path / "new", tmp_path / "all.xlsx")
    assert again.changes == 0
    assert again.step is None
    assert json.loads((tmp_path / "new" / "datapackage.json").read_text("utf-8"))["resources"]


def test_a_list_as_offices_keep_it(data: Path, tmp_path: Path) -> None:
    region = load(data).rows("select code, name_zh from regions where parent is not null order by code")[0]
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "规上企业名单"
    for line in (
        ["2024年规模以上企业名单"],
        [None, None, "填报单位：某局"],
        [
            "序号",
            "单位名称*",
            "统一社会信用代码",
            "县（市、区）",
            "主营业务收入（万元）",
            "从业人数（人）",
            "年度",
            "经营状态",
        ],
        [1, "测试（一）机械有限责任公司", CODE.lower(), region[1], "１２，３４５.6", " 1,200人", "2024年", "在业"],
        [2, "测试二机械有限公司", "—", None, "1.2亿元", "无", "２０２３", "停产"],
        ["合计", None, None, None, 99999],
        ["注：数据来自统计局"],
    ):
        sheet.append(line)
    sheet.merge_cells("A1:H1")
    sheet.merge_cells("D4:D5")
    workbook.save(tmp_path / "list.xlsx")
    report = bring(data, tmp_path / "list.xlsx")
    assert not report.refused, [one.text("en") for one in report.problems]
    assert report.skipped == {"total": 2}
    first, second = table(data, "enterprises")[-2:]
    assert first["name_zh"] == "测试（一）机械有限责任公司"
    assert (first["uscc"], first["region"], first["revenue_yi"]) == (CODE, region[0], "1.23456")
    assert (first["employees"], first["year"], first["status"]) == ("1200", "2024", "active")
    assert (second["uscc"], second["region"], second["revenue_yi"]) == ("", region[0], "1.2")
    assert (second["employees"], second["year"], second["status"]) == ("", "2023", "closed")
    assert bring(data, tmp_path / "list.xlsx").changes == 0


@pytest.mark.parametrize(
    ("column", "text", "unit", "wanted"),
    [
        ("revenue_yi", "3,500万元", None, "0.35"),
        ("revenue_yi", "３５００", Decimal("1e-4"), "0.35"),
        ("revenue_yi", "2亿", Decimal("1e-4"), "2"),
        ("revenue_yi", "¥120000000元", None, "1.2"),
        ("revenue_yi", "约3000", Decimal(1), "约3000"),
        ("revenue_yi", "1,23,4", Decimal(1), "1,23,4"),
        ("revenue_yi", "300万美元", Decimal(1), "300万美元"),
        ("revenue_yi", "1e-3", Decimal(1), "1e-3"),
        ("revenue_yi", "0.1", Decimal("1e-4"), "0.00001"),
        ("employees", "1.2万人", None, "12000"),
        ("year", "2023年12月", None, "2023"),
        ("year", "2023-12-31T00:00:00", None, "2023"),
        ("year", "23年", None, "23年"),
        ("uscc", "91220101-x0000000x1", None, "91220101X0000000X1"),
        ("name_zh", "Ａ股公司（Ｂ）", None, "A股公司（B）"),
        ("aliases", "甲厂、乙厂；丙厂", None, "甲厂;乙厂;丙厂"),
        ("note", "Ａ、Ｂ", None, "Ａ、Ｂ"),
    ],
)
def test_a_cell_is_read_as_it_is_meant(column: str, text: str, unit: Decimal | None, wanted: str) -> None:
    assert tidy(SCHEMA.tables["enterprises"].by_name[column], text, unit) == wanted


@given(st.decimals(min_value=0, max_value=10**7, places=4))
def test_ten_thousand_is_exact(figure: Decimal) -> None:
    column = SCHEMA.tables["enterprises"].by_name["revenue_yi"]
    assert Decimal(tidy(column, f"{figure}", Decimal("1e-4"))) * 10000 == figure


def test_money_without_a_unit_is_refused_and_the_line_above_the_header_tells_it(data: Path, tmp_path: Path) -> None:
    rows = [["企业名称", "地区", "营业收入"], ["测试有限公司", "220000", "12345"]]
    region = load(data).rows("select code from regions order by code")[0][0]
    rows[1][1] = region
    assert codes(bring(data, book(tmp_path / "a.xlsx", 企业=rows))) == {"unit-missing"}
    report = bring(data, book(tmp_path / "b.xlsx", 企业=[["名单", None, "单位：万元"], *rows]))
    assert not report.refused
    assert table(data, "enterprises")[-1]["revenue_yi"] == "1.2345"


def test_gbk_and_tabs(data: Path, tmp_path: Path) -> None:
    region = load(data).rows("select code from regions order by code")[0][0]
    (tmp_path / "企业.csv").write_bytes(f"单位名称\t所在地\r\n测试㐀有限公司\t{region}\r\n".encode("gb18030"))
    assert not bring(data, tmp_path / "企业.csv").refused
    assert table(data, "enterprises")[-1]["name_zh"] == "测试㐀有限公司"


def test_references_are_written_as_names(data: Path, tmp_path: Path) -> None:
    made = load(data).rows(
        "select e.name_zh, e.id, p.name_zh, p.id, e.region from makes m join enterprises e on e.id = m.enterprise join products p on p.id = m.product order by all limit 1"
    )[0]
    path = book(
        tmp_path / "m.xlsx", 生产=[["企业名称", "产品名称", "产值（万元）", "年份"], [made[0], made[2], 2500, 1999]]
    )
    report = bring(data, path)
    assert not report.refused, [one.text("en") for one in report.problems]
    assert row(data, "makes", enterprise=made[1], product=made[3], year="1999")["output_yi"] == "0.25"
    swapped = made[2][:2] + made[2][3] + made[2][2] + made[2][4:]
    other = book(tmp_path / "n.xlsx", 生产=[["企业名称", "产品名称"], [made[0], swapped]])
    report = bring(data, other)
    assert codes(report) == {"reference"}
    [problem] = [one for one in report.problems if one.severity == "error"]
    assert (problem.file, problem.sheet, problem.cell) == ("n.xlsx", "生产", "B2")
    assert made[2] in problem.problem.fix_zh


def test_an_empty_cell_changes_nothing_and_nothing_unnamed_goes(data: Path, tmp_path: Path) -> None:
    before = table(data, "enterprises")
    first = before[0]
    path = book(
        tmp_path / "e.xlsx", enterprises=[["id", "name_zh", "region", "employees"], [first["id"], None, None, 77]]
    )
    assert not bring(data, path).refused
    after = table(data, "enterprises")
    assert len(after) == len(before)
    for old, new in zip(before, after, strict=True):
        assert {**new, "employees": old.get("employees", "")} == {**old, "employees": old.get("employees", "")}
    assert after[0]["employees"] == "77"


def test_foreign_columns_and_files_of_a_dataset_stay(data: Path, tmp_path: Path) -> None:
    lines = (data / "enterprises.csv").read_text("utf-8").splitlines()
    told = [lines[0] + ",联系人", *(f'{line},"张,三"' for line in lines[1:])]
    (data / "enterprises.csv").write_text("\n".join(told) + "\n", "utf-8")
    (data / "说明.txt").write_text("x", "utf-8")
    before = texts(data)
    ident = table(data, "enterprises")[0]["id"]
    bring(
        data, book(tmp_path / "e.xlsx", enterprises=[["id", "name_zh", "region", "employees"], [ident, None, None, 77]])
    )
    assert {one["联系人"] for one in table(data, "enterprises")} == {"张,三"}
    assert (data / "说明.txt").read_text("utf-8") == "x"
    undo(data, None, "李四", NOW)
    assert table(data, "enterprises") == list(csv.DictReader(before["enterprises.csv"].decode().splitlines()))


def test_a_step_is_dated_attributed_and_taken_back_to_the_byte(data: Path, tmp_path: Path) -> None:
    before = texts(data)
    ident = table(data, "enterprises")[0]["id"]
    region = table(data, "enterprises")[0]["region"]
    path = book(
        tmp_path / "e.xlsx",
        enterprises=[["id", "name_zh", "region", "employees", "note"], [ident, None, None, 77, "新"], ["NEW1", "全新有限公司", region, 5, None]],
    )  # fmt: skip
    report = bring(data, path)
    assert report.step == 1
    assert [(one.table, one.read, one.added, one.changed, one.same) for one in report.counts] == [
        ("enterprises", 2, 1, 1, 0)
    ]
    [step] = steps(data)
    assert (step["by"], step["date"], step["undone"]) == ("张三", "2025-03-01T00:00:00+00:00", None)
    assert step["files"][0]["name"] == "e.xlsx"
    assert next(iter((data / FOLDER).iterdir())).name == "0001-2025-03-01.json"
    assert texts(data) != before
    undo(data, None, "李四", NOW)
    assert texts(data) == before
    assert steps(data)[0]["undone"]["by"] == "李四"
    with pytest.raises(UsageError):
        undo(data, None, "李四", NOW)


def test_an_older_step_is_not_taken_back_over_a_newer_one(data: Path, tmp_path: Path) -> None:
    ident = table(data, "enterprises")[0]["id"]
    for number, value in enumerate((5, 6)):
        bring(
            data,
            book(
                tmp_path / f"{number}.xlsx",
                enterprises=[["id", "name_zh", "region", "employees"], [ident, None, None, value]],
            ),
        )
    before = texts(data)
    with pytest.raises(UsageError, match="changed after step 1"):
        undo(data, 1, "x", NOW)
    assert texts(data) == before
    undo(data, 2, "x", NOW)
    undo(data, 1, "x", NOW)


NAMES = st.text("甲乙丙丁ABＣ（）() 1２", min_size=1, max_size=8).filter(lambda text: text.strip(" （）()"))
LINES = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.one_of(st.none(), st.sampled_from(["E1", "E2", "X1", "X2"])),
            "name": NAMES,
            "region": st.integers(0, 2),
            "employees": st.one_of(st.none(), st.integers(0, 9999).map(lambda n: f"{n:,}人")),
            "revenue": st.one_of(st.none(), st.decimals(0, 10**6, places=2).map(str)),
            "aliases": st.one_of(st.none(), st.lists(st.sampled_from("子丑甲A"), min_size=1).map("、".join)),
        }
    ),
    max_size=6,
)


@pytest.fixture(scope="module")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The enterprises of the small dataset, and the tables that they stand on; read only."""
    whole = tmp_path_factory.mktemp("registered")
    (whole / "in").mkdir()
    (whole / "out").mkdir()
    for name in ("regions", "chains", "products", "sources", "parks", "clusters", "enterprises", "inputs", "makes"):
        shutil.copy(TINY / f"{name}.csv", whole / "in")
    write_dataset(load(whole / "in"), whole / "out")
    return whole / "out"


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=LINES, second=LINES)
def test_reimport_changes_nothing_and_undo_restores(
    registered: Path,
    first: list[dict[str, Any]],
    second: list[dict[str, Any]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    place = tmp_path_factory.mktemp("h")
    folder = shutil.copytree(registered, place / "data")
    regions = sorted(one["code"] for one in table(registered, "regions"))
    for number, lines in enumerate((first, second)):
        path = place / f"{number}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["编号", "单位名称", "所在地", "从业人数", "营业收入（万元）", "曾用名"])
            writer.writerows(
                [
                    one["id"],
                    one["name"],
                    regions[one["region"] % len(regions)],
                    one["employees"],
                    one["revenue"],
                    one["aliases"],
                ]
                for one in lines
            )
        path = path.rename(place / f"{number}企业.csv")
        before = texts(folder)
        copy = place / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder, copy)
        report = bring(copy, path, as_new=True)
        if report.refused:
            continue
        assert bring(copy, path, as_new=True).changes == 0
        ids = [one["id"] for one in table(copy, "enterprises")]
        assert ids[: len(table(folder, "enterprises"))] == [one["id"] for one in table(folder, "enterprises")]
        if report.step:
            taken = place / "taken"
            shutil.rmtree(taken, ignore_errors=True)
            shutil.copytree(copy, taken)
            undo(taken, None, "x", NOW)
            assert texts(taken) == before
        shutil.rmtree(folder)
        shutil.copytree(copy, folder)


def test_rows_that_contradict_each_other_are_named(data: Path, tmp_path: Path) -> None:
    path = book(
        tmp_path / "e.xlsx",
        enterprises=[
            ["id", "name_zh", "region", "employees"],
            ["N1", "新一有限公司", "220000", 5],
            ["N1", "新一有限公司", "220000", 6],
        ],
    )
    report = bring(data, path)
    assert ("conflict", "D3") in {(one.problem.code, one.cell) for one in report.problems}


def test_a_doubtful_enterprise_is_asked_about_and_the_answer_is_kept(data: Path, tmp_path: Path) -> None:
    region = load(data).rows("select code from regions where parent is not null order by code")[0][0]
    bring(data, book(tmp_path / "a.xlsx", 企业=[["企业名称", "地区"], ["长春华兴精密轴承制造有限公司", region]]))
    known = table(data, "enterprises")[-1]["id"]
    path = book(tmp_path / "b.xlsx", 企业=[["企业名称", "地区", "从业人数"], ["华兴精密轴承制造厂", region, 9]])
    report = bring(data, path)
    assert codes(report) == {"doubtful"}
    matches = data / "matches.csv"
    write_doubts(report.doubts, matches)
    assert "table-unknown" not in {one.code for one in check(read_tables(data))}
    lines = matches.read_text("utf-8-sig").splitlines()
    matches.write_text("\n".join([lines[0], lines[1].replace(",alike,", ",alike,同一")]) + "\n", "utf-8")
    report = bring(data, path, decisions=read_decisions([matches]))
    assert not report.refused
    joined = row(data, "enterprises", id=known)
    assert (joined["name_zh"], joined["employees"]) == ("长春华兴精密轴承制造有限公司", "9")
    assert "华兴精密轴承制造厂" in joined["aliases"].split(";")
    assert bring(data, path, decisions=read_decisions([matches])).changes == 0
    undo(data, None, "x", NOW)
    other = [Decision((one.left[0], one.left[1]), one.right, False) for one in read_decisions([matches])]
    count = len(table(data, "enterprises"))
    assert not bring(data, path, decisions=other).refused
    assert len(table(data, "enterprises")) == count + 1


def test_a_column_map_brings_foreign_files(data: Path, tmp_path: Path) -> None:
    region = load(data).rows("select code from regions order by code")[0][0]
    (tmp_path / "x.csv").write_text(
        "code,company,turnover,kind\n600001,甲乙丙丁股份有限公司,12000,main\n600001,甲乙丙丁股份有限公司,12000,main\n,丢弃,1,main\n",
        "utf-8",
    )
    text = f"""[[sheet]]
file = "x.csv"
table = "enterprises"
need = ["code"]
[sheet.columns]
id = "SH-{{code}}"
name_zh = "company"
revenue_yi = "turnover"
role = "kind"
[sheet.units]
revenue_yi = "万元"
[sheet.defaults]
region = "{region}"
[sheet.values.role]
main = "lead"
"""
    (tmp_path / "map.toml").write_text(text, "utf-8")
    report = bring(data, tmp_path / "x.csv", maps=read_map(tmp_path / "map.toml"))
    assert not report.refused, [one.text("en") for one in report.problems]
    assert report.skipped == {"need": 1}
    told = row(data, "enterprises", id="SH-600001")
    assert (told["revenue_yi"], told["role"], told["region"]) == ("1.2", "lead", region)
    for wrong in (
        "[[sheet]]\ntable = 'firms'\n",
        "[sheet\n",
        "x = 1\n",
        "[[sheet]]\ntable = 'makes'\ncolour = 1\n",
        "[[sheet]]\ntable = 'makes'\n[sheet.columns]\nname = 'a'\n",
    ):
        (tmp_path / "map.toml").write_text(wrong, "utf-8")
        with pytest.raises(UsageError):
            read_map(tmp_path / "map.toml")


def test_check_marks_the_cells_keeps_the_rest_and_takes_old_marks_off(data: Path, tmp_path: Path) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    path = book(
        tmp_path / "e.xlsx",
        企业=[["企业名称", "地区", "从业人数", "备注"], ["某某有限公司", "220000", "约50", "=1+1"]],
        其他=[["a"]],
    )
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["企业"]
    sheet["C2"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["C2"].comment = Comment("王五：待核", "王五")
    sheet["A2"].font = Font(bold=True)
    sheet.column_dimensions["A"].width = 33
    workbook.save(path)
    report = bring(data, path)
    mark_workbook(path, report.problems, tmp_path / "out.xlsx", "zh")
    marked = openpyxl.load_workbook(tmp_path / "out.xlsx")
    sheet = marked["企业"]
    assert sheet["C2"].fill.fgColor.rgb == "FFFFC7CE"
    assert "请填整数" in sheet["C2"].comment.text
    assert "王五：待核" in sheet["C2"].comment.text
    assert sheet["C2"].value == "约50"
    assert sheet["D2"].value == "=1+1"
    assert sheet["A2"].font.bold
    assert sheet.column_dimensions["A"].width == 33
    assert sheet["A2"].comment is None or "整数" not in sheet["A2"].comment.text
    assert ("企业", "C2", "错误") in [tuple(cell.value for cell in line[:3]) for line in marked["检查结果"]]
    mark_workbook(tmp_path / "out.xlsx", [], tmp_path / "clean.xlsx", "zh")
    clean = openpyxl.load_workbook(tmp_path / "clean.xlsx")["企业"]
    assert clean["C2"].fill.fgColor.rgb == "FF00FF00"
    assert clean["C2"].comment.text == "王五：待核"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_templates_examples_are_not_read(lang: str, tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx", lang)
    workbook = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert len(workbook.sheetnames) == 1 + len(SCHEMA.tables)
    for name in workbook.sheetnames[1:]:
        assert workbook[name]["A2"].value.startswith(("【示例】", "[EXAMPLE]"))
        assert all(cell.comment for cell in workbook[name][1])
    assert any("$A$3" in one.formula1 for one in workbook[workbook.sheetnames[5]].data_validations.dataValidation)
    assert [one for one in check(read_tables(tmp_path / "t.xlsx")) if one.severity == "error"] == []
    (tmp_path / "d").mkdir()
    report = bring(tmp_path / "d", tmp_path / "t.xlsx")
    assert (report.changes, report.skipped) == (0, {"example": len(SCHEMA.tables)})
    sheet = workbook[workbook.sheetnames[2]]
    with (tmp_path / "chains.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[cell.value for cell in line[:2]] for line in sheet.iter_rows()])
    assert read_tables(tmp_path).con.execute("select count(*) from raw_chains").fetchone() == (0,)


def test_the_examples_would_be_sound(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx", "zh")
    workbook = openpyxl.load_workbook(tmp_path / "t.xlsx")
    for sheet in workbook.worksheets[1:]:
        sheet["A2"] = sheet["A2"].value.removeprefix("【示例】")
    workbook.save(tmp_path / "u.xlsx")
    assert {one.code for one in check(read_tables(tmp_path / "u.xlsx")) if one.severity == "error"} <= {"reference"}


def test_the_commands(tmp_path: Path) -> None:
    data = tmp_path / "数据"
    path = book(
        tmp_path / "e.xlsx", 企业=[["编号", "企业名称", "地区", "从业人数"], ["N1", "某某有限公司", "220000", "约50"]]
    )
    shutil.copytree(TINY, data)
    before = texts(data)
    done = run("import", path, "--into", data)
    assert done.returncode == 1
    assert "e.xlsx[企业] D2" in done.stderr
    assert texts(data) == before
    done = run("check", path, "--against", data)
    assert done.returncode == 1
    assert (tmp_path / "e-检查.xlsx").is_file()
    book(path, 企业=[["编号", "企业名称", "地区", "从业人数"], ["N1", "某某有限公司", "220000", "50"]])
    done = run("import", path, "--into", data, "--dry-run", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["tables"][0]["added"] == 1
    assert texts(data) == before
    assert run("import", path, "--into", data, "--by", "张三").returncode == 0
    assert texts(data) != before
    assert run("validate", data).returncode == 0
    assert run("import", "--undo", "--into", data).returncode == 0
    assert texts(data) == before
    assert run("import", "--undo", "--into", data).returncode == 2
    assert run("import", path).returncode == 2
    assert run("import", tmp_path / "no.xlsx", "--into", data).returncode == 2
    assert {one.name for one in tmp_path.iterdir()} == {"数据", "e.xlsx", "e-检查.xlsx"}
