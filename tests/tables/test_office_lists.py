"""Lists as offices keep them: each layout comes in whole, and what is not understood stays as words."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import chaingraph as cg
from chaingraph.tables.intake import How, import_files
from tests.cli.test_commands import run
from tests.tables.test_import import book

REGIONS = [
    ("440000", "广东省", "Guangdong Province", ""),
    ("440600", "佛山市", "Foshan", "440000"),
    ("440604", "禅城区", "", "440600"),
    ("440608", "高明区", "Gaoming District", "440600"),
    ("441900", "东莞市", "", "440000"),
]
PRODUCTS = [
    ("grey-cloth", "坯布", "纺织", "织物坯布"),
    ("fabric", "面料", "纺织", ""),
    ("dyed-cloth", "染整布", "纺织", ""),
    ("seat", "座椅总成", "汽车", "汽车座椅"),
    ("harness", "线束", "汽车", "Wire harness"),
]


@pytest.fixture
def province(tmp_path: Path) -> Path:
    folder = tmp_path / "d"
    folder.mkdir()
    tables: dict[str, list[tuple[Any, ...]]] = {
        "regions": [("code", "name_zh", "name_en", "parent"), *REGIONS],
        "chains": [("id", "name_zh"), ("textile", "纺织"), ("auto", "汽车")],
        "products": [
            ("id", "name_zh", "chain", "synonyms"),
            *((id_, name, {"纺织": "textile", "汽车": "auto"}[chain], more) for id_, name, chain, more in PRODUCTS),
        ],
        "inputs": [("product", "input"), ("dyed-cloth", "grey-cloth")],
        "parks": [("id", "name_zh", "region", "level"), ("k1", "高明产业园", "440608", "provincial")],
        "makes": [("enterprise", "product")],
        "enterprises": [("id", "name_zh", "region"), ("e1", "佛山市旧有织造有限公司", "440608")],
    }
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return folder


def brought(folder: Path, *files: Path, **more: Any) -> Any:
    report = import_files(folder, files, **more)
    assert not report.refused, [placed.text("zh") for placed in report.problems]
    return report


def firms(folder: Path, columns: str = "region") -> dict[str, Any]:
    rows = cg.load(folder).rows(f"select name_zh, {columns} from enterprises where id <> 'e1'")
    return {name: rest[0] if len(rest) == 1 else tuple(rest) for name, *rest in rows}


def makes(folder: Path) -> set[tuple[str, str]]:
    return set(
        cg.load(folder).rows("select e.name_zh, m.product from makes m join enterprises e on e.id = m.enterprise")
    )


def test_a_county_s_flat_list_with_a_title_units_and_totals(province: Path, tmp_path: Path) -> None:
    rows = [
        ["高明区纺织企业名单"],
        ["单位：万元"],
        ["序号", "企业名称", "所在镇街", "所属产业链", "主要产品", "2025年产值", "从业人员（人）", "备注"],
        [1, "佛山市甲一织造有限公司", "高明区荷城街道", "纺织", "坯布", 1200, "1,045", ""],
        [2, "佛山市旧有织造有限公司", "高明区", "纺织产业链", "面料、坯布，染整布", 800, 20, "老厂"],
        [3, "佛山市乙二印染有限公司", "高明区", "纺织", "弹力面料；水刺无纺布", "", "", ""],
        ["合计", "", "", "", "", 2000, "", ""],
        ["注：规上企业"],
    ]
    report = brought(province, book(tmp_path / "a.xlsx", Sheet1=rows))
    assert makes(province) == {
        ("佛山市甲一织造有限公司", "grey-cloth"),
        ("佛山市旧有织造有限公司", "grey-cloth"),
        ("佛山市旧有织造有限公司", "fabric"),
        ("佛山市旧有织造有限公司", "dyed-cloth"),
    }
    found = cg.load(province).rows("select output_yi, year from makes where product = 'grey-cloth' order by all")
    assert found == [(0.12, 2025), (None, 2025)], "one figure for three products is of none of them alone"
    assert firms(province, "employees, note") == {
        "佛山市甲一织造有限公司": (1045, None),
        "佛山市乙二印染有限公司": (None, "主营产品（清单原文）：弹力面料、水刺无纺布"),
    }
    assert report.skipped == {"total": 2}
    words = {word.word: word.how for word in report.words}
    assert words["弹力面料"] is How.DOUBTFUL, "a head of two letters is not sure"
    assert words["水刺无纺布"] is How.OWN_WORDS


def test_the_statistical_directory(province: Path, tmp_path: Path) -> None:
    rows = [
        ["单位详细名称", "行政区划代码", "行业代码", "从业人员期末人数", "营业收入（千元）"],
        ["佛山市丙三有限公司", "440608000000", "1711", "12", "34000"],
        ["东莞市丁四有限公司", "441900", "1711", "12人", "34,000"],
    ]
    brought(province, book(tmp_path / "a.xlsx", 名录=rows))
    assert firms(province, "region, employees, revenue_yi") == {
        "佛山市丙三有限公司": ("440608", 12, 0.34),
        "东莞市丁四有限公司": ("441900", 12, 0.34),
    }


def test_the_export_of_approved_projects(province: Path, tmp_path: Path) -> None:
    rows = [
        ["项目代码", "项目名称", "录入时间", "建设单位", "建设开始时间", "建设结束时间", "总投资（万元）",
         "项目所属辖区", "形象进度", "所属产业链", "所属园区", "项目阶段"],
        ["2205-440608-04-01-1", "高端面料项目", "2024-05-01", "佛山市戊五纺织有限公司", "2024-06", "2026-12", "12000",
         "佛山市高明区", "主体施工", "纺织", "高明产业园", "主体施工"],
    ]  # fmt: skip
    report = brought(province, book(tmp_path / "a.xlsx", Sheet1=rows))
    assert cg.load(province).rows(
        "select region, investment_yi, start_year, end_year, progress, park, status from projects"
    ) == [("440608", 1.2, 2024, 2026, "主体施工", "k1", "construction")]
    assert firms(province, "region, status") == {"佛山市戊五纺织有限公司": ("440608", "planned")}
    assert "investor-planned" in {placed.problem.code for placed in report.problems}


def test_a_list_of_negotiations_of_one_place(province: Path, tmp_path: Path) -> None:
    rows = [
        ["在谈项目表"],
        ["单位：亿元"],
        ["序号", "项目名称", "投资方", "项目内容", "总投资", "拟落地园区", "所属产业链", "项目阶段"],
        [1, "座椅项目", "某集团", "年产座椅总成30万套", "3", "西江新区", "汽车", "在谈"],
        [2, "线束厂", "佛山市旧有织造有限公司", "线束", "1.5", "", "汽车", "已签约"],
    ]
    report = brought(province, book(tmp_path / "a.xlsx", Sheet1=rows), region="佛山市高明区")
    found = cg.load(province).rows(
        "select name_zh, region, status, investment_yi, enterprise, note from projects order by 4"
    )
    assert found == [
        ("线束厂", "440608", "signed", 1.5, "e1", None),
        ("座椅项目", "440608", "planned", 3.0, None, "园区（清单原文）：西江新区；投资方（清单原文）：某集团"),
    ]
    assert [word.candidates[0][0] for word in report.words if word.word == "座椅总成"] == ["seat"]


def test_a_business_data_export_of_fourteen_columns(province: Path, tmp_path: Path) -> None:
    header = ["企业名称", "登记状态", "法定代表人", "注册资本", "成立日期", "所属省份", "所属城市", "所属区县", "电话",
              "统一社会信用代码", "企业类型", "所属行业", "参保人数", "经营范围"]  # fmt: skip
    rows = [
        header,
        ["佛山市己六纺织有限公司", "存续", "张三", "1000万人民币", "2001-02-03", "广东省", "佛山市", "高明区", "0757", "",
         "有限责任公司", "纺织业", "35", "一般项目：面料的织造；坯布的销售"],
        ["佛山市庚七纺织有限公司", "注销", "李四", "10万人民币", "2001-02-03", "广东省", "佛山市", "", "0757", "",
         "有限责任公司", "纺织业", "0", "进出口"],
    ]  # fmt: skip
    report = brought(province, book(tmp_path / "a.xlsx", Sheet0=rows))
    assert firms(province, "region, status, employees") == {
        "佛山市己六纺织有限公司": ("440608", "active", 35),
        "佛山市庚七纺织有限公司": ("440600", "closed", 0),
    }
    assert not makes(province), "what a firm may do is not what it makes"
    assert {word.word for word in report.words if word.how is How.DOUBTFUL} == {"面料", "坯布"}


def test_a_demonstration_list_of_names_alone_with_cities(province: Path, tmp_path: Path) -> None:
    rows = [
        ["序号", "申报单位", "市（州）", "县（市、区）", "主营产品"],
        [1, "辛八汽车有限公司", "佛山市", "禅城区", "汽车座椅"],
    ]
    brought(province, book(tmp_path / "a.xlsx", 名单=rows))
    assert firms(province) == {"辛八汽车有限公司": "440604"}
    assert makes(province) == {("辛八汽车有限公司", "seat")}


def test_a_roster_of_a_park(province: Path, tmp_path: Path) -> None:
    rows = [
        ["企业名称：", "*所属园区", "地址", "产品名称"],
        ["壬九公司", "高明产业园", "广东省佛山市高明区一路1号", "线束/座椅总成"],
    ]
    brought(province, book(tmp_path / "a.xlsx", 园区企业=rows))
    assert firms(province, "region, park") == {"壬九公司": ("440608", "k1")}
    assert makes(province) == {("壬九公司", "harness"), ("壬九公司", "seat")}


def test_a_header_in_two_lines_with_years(province: Path, tmp_path: Path) -> None:
    rows = [
        ["企业名称", "所在地区", "2024年", "", "2023年", ""],
        ["", "", "营业收入（万元）", "从业人数", "营业收入（万元）", "从业人数"],
        ["佛山市癸十有限公司", "高明区", 1200, 30, 1100, 28],
    ]
    path = tmp_path / "a.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("C1:D1")
    sheet.merge_cells("E1:F1")
    sheet.merge_cells("A1:A2")
    workbook.save(path)
    report = brought(province, path)
    assert firms(province, "revenue_yi, employees, year") == {"佛山市癸十有限公司": (0.12, 30, 2024)}
    assert [placed.problem.value for placed in report.problems if placed.problem.code == "older-year"] == ["2023"] * 2


def test_an_english_list(province: Path, tmp_path: Path) -> None:
    rows = [
        ["Company", "City", "State", "Country", "Products", "Revenue (USD million)"],
        ["Acme Textile Ltd", "Foshan", "Guangdong", "China", "Wire harness", 12],
    ]
    report = brought(province, book(tmp_path / "a.xlsx", Sheet1=rows))
    assert makes(province) == {("Acme Textile Ltd", "harness")} or cg.load(province).rows(
        "select e.name_en, m.product from makes m join enterprises e on e.id = m.enterprise"
    ) == [("Acme Textile Ltd", "harness")]
    assert cg.load(province).rows("select region, revenue_yi from enterprises where id <> 'e1'") == [("440600", None)]
    assert "unit-unknown" in {placed.problem.code for placed in report.problems}


def test_a_list_of_suppliers_of_a_lead_firm_in_a_text_file(province: Path, tmp_path: Path) -> None:
    path = tmp_path / "供应商.csv"
    path.write_text(
        "公司名,主要产品（服务）,所在地\n佛山市子一有限公司,座椅总成,高明\n东莞市丑二有限公司,线束,东莞\n", "gb18030"
    )
    brought(province, path)
    assert firms(province) == {"佛山市子一有限公司": "440608", "东莞市丑二有限公司": "441900"}


def test_the_place_of_a_name_is_a_last_resort_and_marked(province: Path, tmp_path: Path) -> None:
    rows = [["企业名称", "主要产品"], ["东莞市寅三有限公司", "线束"], ["某某控股有限公司", "线束"]]
    brought(province, book(tmp_path / "a.xlsx", 名单=rows))
    assert firms(province, "region, confidence, note") == {
        "东莞市寅三有限公司": ("441900", "low", "所在地区由名称推定"),
        "某某控股有限公司": (None, None, None),
    }


def test_faulty_rows_go_back_and_come_again_when_mended(province: Path, tmp_path: Path) -> None:
    rows = [
        ["单位：万元"],
        ["企业名称", "所在地区", "营业收入", "从业人数"],
        ["佛山市甲一有限公司", "高明区", "约5", 3],
        ["佛山市乙二有限公司", "高明区", 500, 3],
        ["佛山市丙三有限公司", "月球", 500, 3],
    ]
    path = book(tmp_path / "名单.xlsx", Sheet1=rows)
    assert run("import", path, "--into", province).returncode == 1
    done = run("import", path, "--into", province, "--leave-out-faulty", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert [row["row"] for row in json.loads(done.stdout)["left_out"]] == [3, 5]
    assert firms(province, "revenue_yi") == {"佛山市乙二有限公司": 0.05}
    back = tmp_path / "名单-退回.xlsx"
    sheet = openpyxl.load_workbook(back)["Sheet1"]
    assert [[cell.value for cell in row][:3] for row in sheet.iter_rows()] == [
        ["单位：万元", None, None],
        ["企业名称", "所在地区", "营业收入"],
        ["佛山市甲一有限公司", "高明区", "约5"],
        ["佛山市丙三有限公司", "月球", "500"],
    ]
    assert "约5" in str(sheet["E3"].value)
    workbook = openpyxl.load_workbook(back)
    workbook["Sheet1"]["C3"], workbook["Sheet1"]["B4"] = 5, "高明区"
    workbook.save(back)
    assert run("import", back, "--into", province).returncode == 0
    assert firms(province, "revenue_yi") == {
        "佛山市甲一有限公司": 0.0005, "佛山市乙二有限公司": 0.05, "佛山市丙三有限公司": 0.05
    }  # fmt: skip


def test_a_person_decides_what_a_word_means_and_the_list_comes_again(province: Path, tmp_path: Path) -> None:
    rows = [["企业名称", "所在地区", "主要产品"], ["佛山市甲一有限公司", "高明区", "弹力面料"]]
    path = book(tmp_path / "a.xlsx", Sheet1=rows)
    assert run("import", path, "--into", province).returncode == 0
    asked = province / "product-matches.csv"
    lines = asked.read_text("utf-8-sig").splitlines()
    assert lines[1].startswith("弹力面料,fabric,面料,")
    asked.write_text("\n".join([lines[0], f"{lines[1]}同一", *lines[2:]]) + "\n", "utf-8-sig")
    assert run("import", path, "--into", province).returncode == 0
    assert makes(province) == {("佛山市甲一有限公司", "fabric")}
    assert cg.load(province).count("enterprises") == 2


def test_how_the_columns_were_read_is_told_before_anything_is_written(province: Path, tmp_path: Path) -> None:
    rows = [
        ["单位：万元"],
        ["企业名称", "镇街", "主要产品", "2025年产值", "法人"],
        ["佛山市甲一有限公司", "高明区", "坯布", 5, "张三"],
    ]
    path = book(tmp_path / "a.xlsx", Sheet1=rows)
    before = {file.name for file in province.iterdir()}
    done = run("import", path, "--into", province, "--dry-run", "--format", "json")
    read = {
        one["header"]: (one["table"], one["column"], one["factor"], one["year"])
        for one in json.loads(done.stdout)["read"]
    }
    assert read["2025年产值"] == ("makes", "output_yi", "0.0001", "2025")
    assert read["镇街"] == ("enterprises", "region", None, None)
    assert read["法人"] == (None, None, None, None)
    assert {file.name for file in province.iterdir()} == before
    assert "产值（亿元）" in run("import", path, "--into", province, "--dry-run").stdout


def test_years_below_a_merged_header_are_its_second_line(province: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (
        ["企业名称", "所在地区", "主导产品", "产值（万元）", ""],
        ["", "", "", "2023年", "2024年"],
        ["佛山市甲一有限公司", "高明区", "坯布", 10000, 20000],
    ):
        sheet.append(row)
    for cells in ("A1:A2", "B1:B2", "C1:C2", "D1:E1"):
        sheet.merge_cells(cells)
    workbook.save(path)
    brought(province, path)
    assert firms(province) == {"佛山市甲一有限公司": "440608"}
    assert cg.load(province).rows("select output_yi, year from makes") == [(2.0, 2024)]


def test_a_figure_merged_over_rows_is_of_none_alone(province: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (
        ["企业名称", "所在地区", "从业人数"],
        ["佛山市甲一有限公司", "高明区", 300],
        ["佛山市乙二有限公司", "", ""],
        ["合  计", "", 300],
    ):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    sheet.merge_cells("C2:C3")
    workbook.save(path)
    report = brought(province, path)
    assert firms(province, "region, employees") == {
        "佛山市甲一有限公司": ("440608", 300),
        "佛山市乙二有限公司": ("440608", None),
    }
    assert "merged-amount" in {placed.problem.code for placed in report.problems}


@pytest.mark.parametrize(
    ("cell", "made", "kept"),
    [
        ("面料（已停产）", set(), "面料（已停产）"),
        ("坯布销售", set(), "坯布销售"),
        ("面料和坯布", {"fabric", "grey-cloth"}, None),
        ("面料／坯布", {"fabric", "grey-cloth"}, None),
        ("涤纶面料（面料、坯布）", set(), "涤纶面料（面料、坯布）"),
        ("织物坯布", {"grey-cloth"}, None),
    ],
)
def test_what_a_word_does_not_say_is_not_made(
    cell: str, made: set[str], kept: str | None, province: Path, tmp_path: Path
) -> None:
    rows = [["企业名称", "所在地区", "主要产品", "从业人数"], ["佛山市甲一有限公司", "高明区", cell, 3]]
    brought(province, book(tmp_path / "a.xlsx", 名单=rows))
    assert {product for _, product in makes(province)} == made
    assert firms(province, "note")["佛山市甲一有限公司"] == (None if kept is None else f"主营产品（清单原文）：{kept}")


def test_how_a_list_spells_a_product_stays_with_it(province: Path, tmp_path: Path) -> None:
    rows = [["企业名称", "所在地区", "主要产品", "从业人数"], ["佛山市甲一有限公司", "高明区", "织物坯布", 3]]
    brought(province, book(tmp_path / "a.xlsx", 名单=rows))
    assert cg.load(province).rows("select note from makes") == [("清单写法：织物坯布",)]


def test_a_firm_named_after_another_place_does_not_move_to_the_place_of_the_list(
    province: Path, tmp_path: Path
) -> None:
    rows = [["企业名称", "主要产品"], ["佛山市甲一有限公司", "坯布"], ["乙二有限公司", "坯布"]]
    brought(province, book(tmp_path / "a.xlsx", 名单=rows), region="东莞市")
    assert firms(province) == {"佛山市甲一有限公司": "440600", "乙二有限公司": "441900"}
