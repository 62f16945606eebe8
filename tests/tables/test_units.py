"""A header is read for what it says: its unit, its year; a hint never leads to another unit, kind or number of things."""

from __future__ import annotations

import csv
import itertools
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chaingraph as cg
from chaingraph.errors import DataWarning
from chaingraph.hints import near
from chaingraph.schema import SCHEMA, Column, Table, normalise_header
from chaingraph.tables import check, read_tables, says
from chaingraph.tables.headings import money, near_heading, read_heading
from chaingraph.tables.intake import steps, undo
from chaingraph.tables.intake.headers import head_at
from chaingraph.tables.intake.sheets import Grid
from chaingraph.tables.units import count_unit, foreign_unit, money_unit, share_unit
from tests.tables.test_import import NOW, book, bring, codes, row
from tests.test_problems import BASE

KNOWN = {
    "元": -8, "千元": -5, "万元": -4, "十万元": -3, "百万元": -2, "千万元": -1, "亿元": 0, "十亿元": 1, "百亿元": 2, "万亿元": 4,
    "万": -4, "亿": 0, "人民币万元": -4, "万元人民币": -4, "RMB万元": -4, "万元/年": -4, "CNY 10,000": -4, "CNY million": -2, "RMB mn": -2,
    "100 million yuan": 0, "CNY 100 million": 0, "CNY bn": 1, "CNY": -8, "thousand yuan": -5, "10^4元": -4, "wan": -4,
}  # fmt: skip
FOREIGN = (
    "万美元",
    "亿美元",
    "美元",
    "USD million",
    "USD",
    "US$ m",
    "EUR",
    "万港元",
    "港币",
    "亿日元",
    "HKD million",
    "€",
    "%",
    "million",
    "k",
)
FORMS = ("{}（{}）", "{}({})", "{} ({})", "{}【{}】", "{}/{}", "{} {}", "{}-{}", "{}：{}", "{}（单位：{}）", "{}（2024年，{}）", "{}({})2024", "{}（{}）2024年")  # fmt: skip
YEARS = ("", "2024年", "2024年度", "2024", "截至2024年底")
MONEY = [(table, column) for table in SCHEMA.tables.values() for column in table.columns if money(column)]


def bare(column: Column) -> list[str]:
    """A money column's names without their unit."""
    names = (column.name, column.name_zh, column.name_en, *column.synonyms)
    return sorted({re.sub(r"\s*[（(][^（()）]*[)）]$", "", name).removesuffix("_yi") for name in names})


@pytest.mark.parametrize(("unit", "power"), KNOWN.items())
def test_a_unit_of_renminbi_is_known(unit: str, power: int) -> None:
    assert money_unit(unit) == Decimal(1).scaleb(power)


@pytest.mark.parametrize("unit", [*FOREIGN, "元/吨", "吨", "人", "", "千", "十", "100", "日元", "新台币元"])
def test_another_unit_is_none_of_renminbi(unit: str) -> None:
    assert money_unit(unit) is None


def test_units_of_persons_and_shares() -> None:
    assert [count_unit(one) for one in ("人", "万人", "千人", "thousand", "k", "户")] == [
        1,
        10000,
        1000,
        1000,
        None,
        None,
    ]
    assert [share_unit(one) for one in ("%", "％", "‰", "")] == [Decimal("0.01"), Decimal("0.01"), Decimal("0.001"), None]  # fmt: skip
    assert all(foreign_unit(one) for one in FOREIGN)
    assert not any(foreign_unit(one) for one in ("万元", "增速", "2024", ""))


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(MONEY), st.sampled_from(sorted(KNOWN)), st.sampled_from(FORMS), st.sampled_from(YEARS), st.data()
)
def test_the_unit_is_read_out_of_every_header(
    where: tuple[Table, Column], unit: str, form: str, year: str, data: st.DataObject
) -> None:
    table, column = where
    header = year + form.format(data.draw(st.sampled_from(bare(column))), unit)
    heading = read_heading(table, header)
    assert heading is not None, header
    assert (heading.column, heading.factor, heading.readable) == (column.name, Decimal(1).scaleb(KNOWN[unit]), True), header  # fmt: skip
    assert heading.year == ("2024" if "2024" in header else "")


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(MONEY), st.sampled_from(FOREIGN), st.sampled_from(FORMS), st.sampled_from(YEARS), st.data())
def test_a_foreign_unit_is_named_and_never_read(
    where: tuple[Table, Column], unit: str, form: str, year: str, data: st.DataObject
) -> None:
    table, column = where
    name = data.draw(st.sampled_from(bare(column)))
    header = year + form.format(name, unit)
    grid = Grid("a.csv", None, [(1, [header, "note"]), (2, ["5", ""])])
    head, problems = head_at(grid, table, 0)
    assert column.name not in [one.column for one in head.fields], header
    assert header in head.dropped
    told = [one.problem for one in problems if one.problem.column == column.name]
    assert [one.code for one in told] == ["unit-unknown"], header
    assert f"“{unit}”" in told[0].zh
    assert f"the unit {unit!r} is not known here" in told[0].en
    assert not any("did you mean" in one.problem.fix_en or "是否应为" in one.problem.fix_zh for one in problems)


@pytest.mark.parametrize(
    "header",
    ["2024年1-6月营业收入（万元）", "上半年营业收入（亿元）", "2024年一季度营业收入(万元)", "上年营业收入（万元）", "2024年12月营业收入（万元）"],
)  # fmt: skip
def test_part_of_a_year_is_no_year(header: str) -> None:
    heading = read_heading(SCHEMA.tables["enterprises"], header)
    assert heading is not None
    assert heading.column == "revenue_yi"
    assert heading.period
    assert read_heading(SCHEMA.tables["enterprises"], "2024年1-12月营业收入（万元）").readable  # type: ignore[union-attr]


@pytest.mark.parametrize("header", ["营业收入增速", "净营业收入", "计划营业收入（亿元）", "人均营业收入（万元）", "营业收入占比（%）", "Operating revenue growth"])  # fmt: skip
def test_another_quantity_is_another_column(header: str) -> None:
    table = SCHEMA.tables["enterprises"]
    assert read_heading(table, header) is None
    assert near_heading(table, header) is None


def _spoilt(name: str) -> set[str]:
    """A name with one letter swapped, missing, doubled, added or exchanged."""
    found = {name[:i] + name[i + 1] + name[i] + name[i + 2 :] for i in range(len(name) - 1)}
    found |= {name[:i] + name[i + 1 :] for i in range(len(name))}
    found |= {name[: i + 1] + name[i:] for i in range(len(name))}
    found |= {name[:i] + letter + name[i + move :] for i in range(len(name)) for letter in "年总x1" for move in (0, 1)}
    return found - {name, ""}


@pytest.mark.parametrize("table", SCHEMA.tables.values(), ids=lambda table: table.name)
def test_no_hint_leads_to_another_unit_or_kind_of_column(table: Table) -> None:
    units = ("", "（万元）", "（亿元）", " (USD million)", "（%）", "_yi", "（2023年）", "/万元")
    hints = 0
    for column in table.columns:
        for name in {column.name, column.name_zh, column.name_en, *column.synonyms}:
            core = re.sub(r"\s*[（(][^（()）]*[)）]$", "", name).removesuffix("_yi")
            for spelt, unit in itertools.product(sorted(_spoilt(core))[::5], units):
                header = spelt + unit
                if read_heading(table, header) is not None:
                    continue
                hint = near_heading(table, header)
                if hint is None:
                    continue
                hints += 1
                meant = read_heading(table, hint)
                assert meant is not None, (header, hint)
                assert meant.readable
                assert re.findall(r"\d+", hint) == re.findall(r"\d+", header), (header, hint)
                told = unit.strip("（）() _/")
                wanted = money_unit({"yi": "亿元"}.get(told, told)) if told else None
                assert meant.factor == wanted or (not told and not money(table.by_name[meant.column])), (header, hint)
                assert not (told and not money(table.by_name[meant.column])), (header, hint)
    assert hints


def test_every_header_of_the_schema_is_itself() -> None:
    for table in SCHEMA.tables.values():
        for column in table.columns:
            for name in (column.name, column.name_zh, column.name_en, *column.synonyms):
                heading = read_heading(table, name)
                assert heading is not None
                assert heading.column == table.headers[normalise_header(name)]
                assert heading.readable
                assert heading.factor in (None, 1)


@pytest.mark.parametrize(
    ("told", "known", "hint"),
    [
        ("新能汽源车", ["新能源汽车", "燃油汽车"], "新能源汽车"),
        ("新源汽车", ["新能源汽车"], "新能源汽车"),
        ("新能源汽汽车", ["新能源汽车"], "新能源汽车"),
        ("acrylonitril", ["acrylonitrile", "acrylic"], "acrylonitrile"),
        ("坯布,染整布", ["染整布", "坯布"], None),  # two things
        ("坯布、染整布", ["坯布染整布"], None),
        ("正极材料", ["负极材料"], None),  # the opposite
        ("金属材料", ["非金属材料"], None),
        ("滚动轴承钢", ["滚动轴承"], None),  # its material
        ("220183", ["220182"], None),  # another county
        ("p22", ["p2"], None),
        ("5G模组产品", ["4G模组产品"], None),
        ("methanol", ["ethanol"], None),
        ("四图六清单", ["四图五清单"], None),
        ("聚烯树脂", ["聚乙烯树脂", "聚丙烯树脂"], None),  # either
        ("outputs", ["inputs"], None),
    ],
)
def test_a_hint_is_a_slip_of_the_keyboard(told: str, known: list[str], hint: str | None) -> None:
    assert near(told, known) == hint


def test_a_table_is_not_hinted_at_for_another() -> None:
    for name in ("offers", "inputs2", "enterprises_2023.csv", "企业画像", "生产线"):
        assert "did you mean" not in says.unknown_table(name).fix_en
    assert "'enterprises'" in says.unknown_table("enterprizes.csv").fix_en


def dataset(folder: Path, **tables: list[dict[str, str]]) -> Path:
    folder.mkdir()
    for name, rows in {**BASE, **tables}.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


@pytest.mark.parametrize(
    ("header", "cell", "value"),
    [
        ("产值/万元", "12000", 1.2),
        ("产值 万元", "12345.6", 1.23456),
        ("2023年产值（千元）", "1e5", 1.0),
        ("Output (CNY million)", "250", 2.5),
        ("output_wan", "-0", 0.0),
        ("产值（亿元）", "1.5", 1.5),
    ],
)
def test_a_dataset_reads_units_as_a_list_does(header: str, cell: str, value: float, tmp_path: Path) -> None:
    made = [
        {"enterprise": "e1", "product": "p1", header: cell, "year": "2023"},
        {"enterprise": "e2", "product": "p3", header: "", "year": ""},
    ]
    folder = dataset(tmp_path / "d", makes=made)
    assert cg.load(folder).rows("select output_yi from makes order by enterprise") == [(value,), (None,)]
    rows: dict[str, list[list[Any]]] = {name: [list(lines[0]), *(list(one.values()) for one in lines)] for name, lines in {**BASE, "makes": made}.items()}  # fmt: skip
    path = book(tmp_path / "d.xlsx", **rows)
    assert cg.load(path).rows("select output_yi from makes order by enterprise") == [(value,), (None,)]
    new = dataset(tmp_path / "new")
    report = bring(new, book(tmp_path / "list.xlsx", 生产=[["企业", "产品", header, "年份"], ["e2", "p2", cell, 2023]]))
    assert not report.refused, [one.text("en") for one in report.problems]
    assert float(row(new, "makes", enterprise="e2", product="p2")["output_yi"]) == value


def test_parquet_and_faulty_cells_keep_their_unit(tmp_path: Path) -> None:
    import duckdb

    folder = dataset(tmp_path / "d")
    (folder / "makes.csv").unlink()
    duckdb.sql(
        f"copy (from (values ('e1', 'p1', 12345.6, 5), ('e2', 'p3', null, null)) t(enterprise, product, \"产值（万元）\", \"产能（吨）\")) to '{folder / 'makes.parquet'}'"
    )
    told = cg.load(folder).rows("select output_yi, capacity from makes order by enterprise")
    assert told == [(1.23456, "5 吨"), (None, None)]
    other = dataset(tmp_path / "e", makes=[{"enterprise": "e1", "product": "p1", "产值（万元）": "约3000"}])
    [problem] = [one for one in check(read_tables(other)) if one.severity == "error"]
    assert (problem.code, problem.value) == ("number", "约3000")


def test_heads_shares_and_capacities_have_units_too(tmp_path: Path) -> None:
    firms = [{"id": "e1", "name_zh": "甲", "region": "220100", "从业人数（万人）": "1.2"}, {"id": "e2", "name_zh": "乙", "region": "220200", "从业人数（万人）": ""}]  # fmt: skip
    links = [{"product": "p2", "input": "p1", "成本占比（%）": "12.5"}]
    made = [{"enterprise": "e1", "product": "p1", "产能（万吨/年）": "5"}]
    loaded = cg.load(dataset(tmp_path / "d", enterprises=firms, inputs=links, makes=made))
    assert loaded.rows("select employees from enterprises order by id") == [(12000,), (None,)]
    assert loaded.rows("select share from inputs") == [(0.125,)]
    assert loaded.rows("select capacity from makes") == [("5 万吨/年",)]
    new = dataset(tmp_path / "new")
    report = bring(new, book(tmp_path / "l.xlsx", 生产=[["企业", "产品", "产能（万吨/年）"], ["e2", "p2", 5]], 投入=[["产品", "投入", "成本占比（%）"], ["p3", "p1", 12.5]], 企业=[["id", "企业名称", "地区", "从业人数（万人）"], ["e1", "企业一", "220100", 1.2]]))  # fmt: skip
    assert not report.refused, [one.text("en") for one in report.problems]
    assert row(new, "makes", enterprise="e2", product="p2")["capacity"] == "5 万吨/年"
    assert row(new, "inputs", product="p3", input="p1")["share"] == "0.125"
    assert row(new, "enterprises", id="e1")["employees"] == "12000"


def test_foreign_money_in_a_dataset_is_said_by_every_command(tmp_path: Path) -> None:
    folder = dataset(tmp_path / "d", makes=[{"enterprise": "e1", "product": "p1", "产值（万美元）": "12000"}])
    with pytest.warns(DataWarning, match="the unit '万美元' is not known here"):
        loaded = cg.load(folder)
    assert loaded.rows("select output_yi from makes") == [(None,)]


def test_a_list_that_says_dollars_above_its_header_is_not_read_as_yuan(tmp_path: Path) -> None:
    folder = dataset(tmp_path / "d")
    lines = [["企业名单", None, "单位：万美元"], ["企业", "产品", "产值"], ["e2", "p2", 5]]
    report = bring(folder, book(tmp_path / "a.xlsx", 生产=lines))
    assert {one.problem.code for one in report.problems} >= {"unit-unknown"}
    assert "output_yi" not in row(folder, "makes", enterprise="e2", product="p2") or not row(folder, "makes", enterprise="e2", product="p2")["output_yi"]  # fmt: skip
    for unit, wanted in (("单位：人、万元", "0.0005"), ("(单位: CNY million)", "0.05"), ("金额单位：人民币亿元", "5")):
        lines[0][2] = unit
        new = dataset(tmp_path / wanted)
        assert not bring(new, book(tmp_path / "b.xlsx", 生产=lines)).refused
        assert row(new, "makes", enterprise="e2", product="p2")["output_yi"] == wanted


def test_a_year_in_a_header_is_that_of_the_row_and_the_newest_one_is_read(tmp_path: Path) -> None:
    folder = dataset(tmp_path / "d")
    report = bring(folder, book(tmp_path / "a.xlsx", 生产=[["企业", "产品", "2024年产值（万元）"], ["e2", "p2", 5]]))
    assert not report.problems
    assert row(folder, "makes", enterprise="e2", product="p2", year="2024")["output_yi"] == "0.0005"
    report = bring(folder, book(tmp_path / "b.xlsx", 生产=[["企业", "产品", "2023年产值（万元）", "2025年产值（万元）"], ["e2", "p2", 5, 6]]))  # fmt: skip
    assert {placed.problem.code for placed in report.problems} == {"older-year"}
    assert row(folder, "makes", enterprise="e2", product="p2", year="2025")["output_yi"] == "0.0006"
    report = bring(folder, book(tmp_path / "c.xlsx", 生产=[["企业", "产品", "产值（万元）", "年产值（万元）"], ["e2", "p2", 5, 6]]))  # fmt: skip
    assert codes(report) == {"column-twice"}


def test_an_import_writes_in_the_unit_of_the_file_and_is_undone(tmp_path: Path) -> None:
    folder = dataset(
        tmp_path / "d", makes=[{"enterprise": "e1", "product": "p1", "产值（万元）": "12000.50", "year": "2023"}]
    )
    before = (folder / "makes.csv").read_bytes()
    path = book(tmp_path / "l.xlsx", 生产=[["企业", "产品", "产值（亿元）", "年份"], ["e1", "p1", 1.5, 2023], ["e2", "p3", 0.3, 2023]])  # fmt: skip
    assert not bring(folder, path).refused
    text = (folder / "makes.csv").read_text("utf-8-sig")
    assert "e1,p1,15000,2023" in text
    assert "e2,p3,3000,2023" in text
    assert sorted(cg.load(folder).rows("select output_yi from makes")) == [(0.3,), (1.5,)]
    assert bring(folder, path).changes == 0
    assert len(steps(folder)) == 1
    undo(folder, None, "x", NOW)
    assert (folder / "makes.csv").read_bytes() == before


def test_several_products_in_a_cell_are_a_row_each(tmp_path: Path) -> None:
    products = [
        *BASE["products"],
        {"id": "p4", "name_zh": "染整布", "chain": "c1"},
        {"id": "p5", "name_zh": "坯布", "chain": "c1"},
    ]
    folder = dataset(tmp_path / "d", products=products)
    report = bring(folder, book(tmp_path / "a.xlsx", 生产=[["企业", "产品"], ["e2", "坯布,染整布"]]))
    assert not report.problems
    assert {("p4",), ("p5",)} <= set(cg.load(folder).rows("select product from makes where enterprise = 'e2'"))
    report = bring(folder, book(tmp_path / "c.xlsx", 生产=[["企业", "产品"], ["e2", "坯布,麻布"]]))
    [problem] = [placed.problem for placed in report.problems if placed.severity == "error"]
    assert problem.value == "麻布"
    report = bring(folder, book(tmp_path / "b.xlsx", 生产=[["企业", "产品"], ["e2", "染色布"]]))
    assert not any("是否应为" in one.problem.fix_zh for one in report.problems)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_title_above_the_header_is_one_problem(kind: str, tmp_path: Path) -> None:
    firms = [["企业名单"], ["单位：万元"], ["id", "name_zh", "region"], ["e1", "甲", "220100"], ["e2", "乙", "220200"]]
    rows: dict[str, list[list[Any]]] = {name: [list(lines[0]), *(list(one.values()) for one in lines)] for name, lines in BASE.items()}  # fmt: skip
    if kind == "xlsx":
        path = book(tmp_path / "d.xlsx", **{**rows, "enterprises": firms})
    else:
        path = dataset(tmp_path / "d")
        (path / "enterprises.csv").write_text("\n".join(",".join(line) for line in firms) + "\n", "utf-8")
    [problem] = [one for one in check(read_tables(path)) if one.severity == "error"]
    assert (problem.table, problem.row, problem.code) == ("enterprises", 1, "header-row")
    assert "第 3 行" in problem.zh
    assert "row 3" in problem.en
    assert "row 1" in problem.fix_en
