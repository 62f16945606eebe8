"""Every problem code has a witness that triggers it, at its place, with both languages and a fix."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pytest

import chaingraph as cg
from chaingraph.graph import read_any
from chaingraph.problems import Problem
from chaingraph.tables import check, says
from tests.oracle import Tables, write_folder

BASE: Tables = {
    "regions": [
        {"code": "220000", "name_zh": "吉林省", "parent": ""},
        {"code": "220100", "name_zh": "长春市", "parent": "220000"},
        {"code": "220200", "name_zh": "吉林市", "parent": "220000"},
    ],
    "chains": [{"id": "c1", "name_zh": "链一"}],
    "products": [
        {"id": "p1", "name_zh": "甲", "chain": "c1", "stage": "upstream", "final": "no", "gbt4754": "C2614"},
        {"id": "p2", "name_zh": "乙", "chain": "c1", "stage": "midstream", "final": "no", "gbt4754": ""},
        {"id": "p3", "name_zh": "丙", "chain": "c1", "stage": "downstream", "final": "yes", "gbt4754": ""},
    ],
    "inputs": [
        {"product": "p2", "input": "p1", "group": "", "essential": "yes", "share": "0.5"},
        {"product": "p3", "input": "p2", "group": "", "essential": "", "share": ""},
    ],
    "enterprises": [
        {"id": "e1", "name_zh": "企业一", "uscc": "", "region": "220100", "status": "active", "employees": "10"},
        {"id": "e2", "name_zh": "企业二", "uscc": "", "region": "220200", "status": "", "employees": ""},
    ],
    "makes": [
        {"enterprise": "e1", "product": "p1", "output_yi": "1.5", "year": "2023"},
        {"enterprise": "e2", "product": "p3", "output_yi": "", "year": ""},
    ],
}
USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(first: str) -> str:
    """The 18 characters of GB 32100-2015 for the first 17."""
    total = sum(USCC.index(letter) * 3**place for place, letter in enumerate(first))
    return first + USCC[(31 - total % 31) % 31]


Mutation = Callable[[Tables, Path], None]


def setting(table: str, row: int, **cells: str) -> Mutation:
    def change(tables: Tables, folder: Path) -> None:
        tables[table][row].update(cells)

    return change


def adding(table: str, **cells: str) -> Mutation:
    def change(tables: Tables, folder: Path) -> None:
        tables.setdefault(table, []).append(cells)

    return change


def removing(tables: Tables, folder: Path) -> None:
    del tables["makes"]


def file(name: str, data: bytes) -> Mutation:
    def change(tables: Tables, folder: Path) -> None:
        tables.pop(name.split(".")[0], None)
        (folder / name).write_bytes(data)

    return change


def both(*changes: Mutation) -> Mutation:
    def change(tables: Tables, folder: Path) -> None:
        for one in changes:
            one(tables, folder)

    return change


CODE = credit_code("91220101X0000000X")
CHAINS = "id,name_zh\nc1,链一\n"
# code: what is done to the base, and where the problem must then be: table, row, column, severity
WITNESSES: dict[str, tuple[Mutation, tuple[str, int | None, str | None, str]]] = {
    "table-missing": (removing, ("makes", None, None, "error")),
    "table-twice": (lambda t, f: (f / "产业链.csv").write_text(CHAINS, "utf-8") and None, ("chains", None, None, "error")),
    "table-unknown": (file("enterprise_list.csv", b"a\n1\n"), ("enterprise_list.csv", None, None, "warning")),
    "unreadable": (file("makes.parquet", b"no parquet"), ("makes", None, None, "error")),
    "encoding": (file("chains.csv", b"id,name_zh\nc1,\xff\xff\xff\n"), ("chains", None, None, "error")),
    "no-header": (file("chains.csv", b""), ("chains", 1, None, "error")),
    "not-csv": (file("chains.csv", 'id,name_zh\nc1,链一\nc2,"链\n'.encode()), ("chains", 3, None, "error")),
    "ragged": (file("chains.csv", "id,name_zh\nc1,链一,多\n".encode()), ("chains", 2, None, "error")),
    "control-character": (file("chains.csv", "id,name_zh\nc1,链\x01一\n".encode()), ("chains", 2, "name_zh", "error")),
    "column-unknown": (setting("makes", 0, ouput_yi="1"), ("makes", 1, "ouput_yi", "warning")),
    "unit-unknown": (file("supplies.csv", "supplier,customer,金额（万美元）\ne1,e2,1\n".encode()), ("supplies", 1, "amount_yi", "warning")),
    "period-unknown": (file("supplies.csv", "supplier,customer,2024年1-6月金额（万元）\ne1,e2,1\n".encode()), ("supplies", 1, "amount_yi", "warning")),
    "note-unread": (file("supplies.csv", "supplier,customer,2024年金额（万元）\ne1,e2,1\n".encode()), ("supplies", 1, "amount_yi", "warning")),
    "header-row": (file("chains.csv", "产业链一览\nid,name_zh\nc1,链一\n".encode()), ("chains", 1, None, "error")),
    "unit-assumed": (file("supplies.csv", "supplier,customer,金额\ne1,e2,1\n".encode()), ("supplies", 1, "amount_yi", "warning")),
    "column-twice": (file("chains.csv", "id,name_zh,产业链名称\nc1,链一,链一\n".encode()), ("chains", 1, "name_zh", "error")),
    "column-missing": (file("chains.csv", b"id,note\nc1,x\n"), ("chains", 1, "name_zh", "error")),
    "required": (setting("enterprises", 1, name_zh=""), ("enterprises", 3, "name_zh", "error")),
    "number": (setting("makes", 1, output_yi="1,000"), ("makes", 3, "output_yi", "error")),
    "integer": (setting("enterprises", 0, employees="2.5"), ("enterprises", 2, "employees", "error")),
    "year": (setting("makes", 0, year="23"), ("makes", 2, "year", "error")),
    "vocabulary": (setting("enterprises", 0, status="sleeping"), ("enterprises", 2, "status", "error")),
    "pattern": (setting("regions", 2, code="2202"), ("regions", 4, "code", "error")),
    "minimum": (setting("makes", 0, output_yi="-1"), ("makes", 2, "output_yi", "error")),
    "maximum": (setting("inputs", 0, share="1.5"), ("inputs", 2, "share", "error")),
    "magnitude": (setting("makes", 0, output_yi="1e308"), ("makes", 2, "output_yi", "error")),
    "uscc-check": (setting("enterprises", 0, uscc=CODE[:-1] + ("1" if CODE[-1] != "1" else "2")), ("enterprises", 2, "uscc", "error")),
    "reference": (setting("inputs", 1, input="p9"), ("inputs", 3, "input", "error")),
    "region-outside": (setting("enterprises", 0, region="440100"), ("enterprises", 2, "region", "warning")),
    "duplicate-key": (adding("makes", enterprise="e1", product="p1", output_yi="2", year="2023"), ("makes", 4, "enterprise", "error")),
    "duplicate-row": (adding("inputs", product="p2", input="p1"), ("inputs", 4, "product", "warning")),
    "duplicate-name": (setting("products", 1, name_zh="甲"), ("products", 3, "name_zh", "error")),
    "same-name": (setting("enterprises", 1, name_zh="企业一"), ("enterprises", 3, "name_zh", "warning")),
    "similar-name": (
        both(setting("enterprises", 0, name_zh="甲（吉林）有限责任公司"), setting("enterprises", 1, name_zh="甲(吉林) 有限公司")),
        ("enterprises", 3, "name_zh", "warning"),
    ),
    "duplicate-uscc": (
        both(setting("enterprises", 0, uscc=CODE), setting("enterprises", 1, uscc=CODE)),
        ("enterprises", 3, "uscc", "error"),
    ),
    "self-input": (adding("inputs", product="p3", input="p3"), ("inputs", 4, "input", "error")),
    "region-cycle": (setting("regions", 0, parent="220100"), ("regions", 2, "parent", "error")),
    "input-cycle": (adding("inputs", product="p1", input="p3"), ("inputs", 2, "product", "warning")),
    "no-use": (setting("inputs", 1, input="p1"), ("products", 3, "stage", "warning")),
    "no-inputs": (setting("inputs", 0, product="p3"), ("products", 3, "stage", "warning")),
    "date": (adding("searches", product="p1", region="220000", date="2024-02-30", where="工商登记", found="0"), ("searches", 2, "date", "error")),
    "self-kind": (setting("products", 0, broader="p1"), ("products", 2, "broader", "error")),
    "kind-cycle": (both(setting("products", 0, broader="p3"), setting("products", 2, broader="p1")), ("products", 2, "broader", "error")),
    "kinds-and-inputs": (setting("products", 0, broader="p2"), ("products", 3, "id", "warning")),
    "chain-or-product": (adding("outputs", region="220000", chain="c1", product="p1", year="2023"), ("outputs", 2, "product", "error")),
    "owner-cycle": (both(setting("enterprises", 0, parent_group="企业二"), setting("enterprises", 1, parent_group="e1")), ("enterprises", 2, "parent_group", "warning")),
    "owner-unclear": (
        both(setting("enterprises", 1, name_zh="企业一"), adding("enterprises", id="e3", name_zh="企业三", region="220000", parent_group="企业一")),
        ("enterprises", 4, "parent_group", "warning"),
    ),
    "found-exceeds-listed": (adding("coverage", region="220000", chain="c1", completeness="sample", listed_pairs="4", found_pairs="5"), ("coverage", 2, "found_pairs", "error")),
    "found-unrecorded": (adding("searches", product="p2", region="220000", date="2024", where="工商登记", found="2"), ("searches", 2, "found", "warning")),
    "currency": (lambda t, f: (f / "datapackage.json").write_text('{"currency": "Euro"}') and None, ("datapackage.json", None, "currency", "error")),
    "makes-nothing": (adding("enterprises", id="e3", name_zh="企业三", region="220000"), ("enterprises", 4, "id", "warning")),
}  # fmt: skip


def problems(folder: Path, *changes: Mutation) -> list[Problem]:
    tables = copy.deepcopy(BASE)
    folder.mkdir(exist_ok=True)
    for change in changes:
        change(tables, folder)
    return check(read_any(write_folder(tables, folder)))


def test_the_base_is_clean(tmp_path: Path) -> None:
    assert problems(tmp_path / "d") == []


def test_every_code_has_a_witness() -> None:
    text = Path(says.__file__).read_text("utf-8")
    codes = set(re.findall(r'(?:problem|_cell)\(\s*"([a-z-]+)",', text))
    codes |= {"number", "integer", "year", "date"}  # wrong_type takes its code from the column
    elsewhere = {"refused", "formula"}  # tests/tables/test_hostile_workbooks.py has theirs
    elsewhere |= {"error-cell", "long-number", "date-cell"}  # tests/tables/test_cells.py
    elsewhere |= {"no-rows", "no-products", "table-empty", "nothing-adapted"}  # tests/cli/test_nothing_read.py
    assert codes == set(WITNESSES) | elsewhere
    assert len(codes) >= 34


@pytest.mark.parametrize("code", sorted(WITNESSES))
def test_the_witness_triggers_it(code: str, tmp_path: Path) -> None:
    change, place = WITNESSES[code]
    hit = [problem for problem in problems(tmp_path / "d", change) if problem.code == code]
    assert place in [(p.table, p.row, p.column, p.severity) for p in hit]
    for problem in hit:
        for zh, en in ((problem.zh, problem.en), (problem.fix_zh, problem.fix_en)):
            assert re.search("[\u4e00-\u9fff]", zh)
            assert re.match("[\x20-\x7e]", en)
        assert problem.text("zh") != problem.text("en")


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    chosen = ("number", "reference", "self-input", "vocabulary", "required", "year")
    found = {problem.code for problem in problems(tmp_path / "d", *(WITNESSES[code][0] for code in chosen))}
    assert set(chosen) - {"year"} <= found


def test_a_cycle_is_listed(tmp_path: Path) -> None:
    found = problems(tmp_path / "d", WITNESSES["input-cycle"][0])
    cycle = next(problem for problem in found if problem.code == "input-cycle")
    assert all(name in cycle.zh and name in cycle.en for name in ("p1", "p2", "p3"))


def test_warnings_do_not_stop_the_analysis(tmp_path: Path) -> None:
    assert {
        p.severity for p in problems(tmp_path / "d", WITNESSES["input-cycle"][0], WITNESSES["makes-nothing"][0])
    } == {"warning"}
    assert len(cg.gaps(cg.world(cg.load(tmp_path / "d")))) == 3


def test_an_error_carries_all_of_them(tmp_path: Path) -> None:
    problems(tmp_path / "d", WITNESSES["number"][0], WITNESSES["reference"][0])
    with pytest.raises(cg.DataError) as caught:
        cg.load(tmp_path / "d")
    assert {problem.code for problem in caught.value.problems} == {"number", "reference"}


def test_a_near_name_is_offered(tmp_path: Path) -> None:
    new = adding("products", id="bearing", name_zh="轴承", chain="c1", stage="upstream", final="no", gbt4754="")
    found = problems(tmp_path / "d", both(new, setting("inputs", 1, input="baering")))
    assert any("bearing" in problem.fix_en and problem.code == "reference" for problem in found)
    found = problems(tmp_path / "e", setting("inputs", 1, input="p22"))  # p2 is another product
    assert not any("did you mean" in problem.fix_en for problem in found)


def test_credit_codes(tmp_path: Path) -> None:
    assert problems(tmp_path / "good", setting("enterprises", 0, uscc=CODE)) == []
    con = duckdb.connect()
    from chaingraph.tables.checks.cells import uscc_wrong

    changed = [CODE[:i] + letter + CODE[i + 1 :] for i in range(18) for letter in USCC if letter != CODE[i]]
    rows = con.execute(f"select u, {uscc_wrong('u')} from (select unnest(?) as u)", [[CODE, *changed]]).fetchall()
    assert len(rows) == 1 + 18 * 30
    assert [code for code, wrong in rows if not wrong] == [CODE]


def test_places_in_a_workbook_are_those_of_the_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, rows in BASE.items():
        sheet = book.create_sheet(name)
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append([cell or None for cell in row.values()])
    book["makes"]["C3"] = "many"
    book["enterprises"].insert_rows(3)  # an empty row in between
    book["enterprises"]["D4"] = "999999"
    del book["Sheet"]
    book.save(tmp_path / "d.xlsx")
    found = [(p.table, p.row, p.column) for p in check(read_any(tmp_path / "d.xlsx"))]
    assert found == [("enterprises", 4, "region"), ("makes", 3, "output_yi")]
    (tmp_path / "broken.xlsx").write_bytes(b"PK no zip")
    assert [p.code for p in check(read_any(tmp_path / "broken.xlsx"))] == ["unreadable"]


@pytest.mark.parametrize("value", ["1e308", "1e-200", "1e400", "-1e99", "nan", "inf"])
def test_numbers_that_no_double_can_carry_are_refused(value: str, tmp_path: Path) -> None:
    found = problems(tmp_path / "d", setting("makes", 0, output_yi=value))
    assert ("makes", 2, "output_yi", "error") in [(p.table, p.row, p.column, p.severity) for p in found]


def test_a_required_list_of_nothing_is_empty(tmp_path: Path) -> None:
    found = problems(tmp_path / "d", setting("products", 0, chain=" ; "))
    assert [(p.code, p.row, p.column) for p in found] == [("required", 2, "chain")]


def test_the_value_is_the_cell_as_it_was_read(tmp_path: Path) -> None:
    found = problems(
        tmp_path / "d",
        setting("enterprises", 0, name_zh="甲+乙公司"),
        setting("enterprises", 1, name_zh="甲+乙公司", region="220100"),
    )
    assert [(p.code, p.value) for p in found] == [("duplicate-name", "甲+乙公司")]


def test_one_stray_quote_is_one_error(tmp_path: Path) -> None:
    write_folder(copy.deepcopy(BASE), tmp_path)
    path = tmp_path / "products.csv"
    path.write_text(path.read_text("utf-8").replace("p2,乙", 'p2,"乙'), "utf-8")
    assert [(p.code, p.row) for p in check(read_any(tmp_path)) if p.severity == "error"] == [("not-csv", 3)]


@pytest.mark.parametrize("last", ["p2 ", "p2\u3000", '"p2\n"', '"\np2"', ' "p2"'])
def test_every_cell_is_trimmed_alike(last: str, tmp_path: Path) -> None:
    write_folder(copy.deepcopy(BASE), tmp_path)
    (tmp_path / "inputs.csv").write_text(f"product,input\np2,p1\np3,{last}", "utf-8")
    assert [p for p in check(read_any(tmp_path)) if p.severity == "error" and p.code != "not-csv"] == []


def test_a_row_without_a_group_is_a_group_of_its_own_even_when_repeated(tmp_path: Path) -> None:
    tables = copy.deepcopy(BASE)
    tables["inputs"] += [{"product": "p3", "input": "p2"}, {"product": "p3", "input": "p1"}]
    items = cg.gaps(cg.world(cg.load(write_folder(tables, tmp_path)))).by_product()
    assert items["p3"].inputs_met == pytest.approx(1 / 3)


SEARCH = {"product": "p1", "region": "220000", "date": "2024-05-01", "where": "工商登记", "found": "0"}
STATISTIC = {"region": "220000", "product": "p1", "year": "2023"}


def errors(folder: Path, *changes: Mutation) -> list[tuple[str, int | None, str | None, str]]:
    return [(p.table, p.row, p.column, p.code) for p in problems(folder, *changes) if p.severity == "error"]


@pytest.mark.parametrize(
    "date", ["2024", "2024年", "2024-05", "2024年5月", "2024/5/1", "2024.5.1", "2024年5月1日", "2024-02-29", "2024-05-01 00:00:00", "2024-05-01T00:00:00"]
)  # fmt: skip
def test_a_date_may_be_known_to_the_month_or_year(date: str, tmp_path: Path) -> None:
    assert errors(tmp_path / "d", adding("searches", **{**SEARCH, "date": date})) == []
    (told,) = cg.load(tmp_path / "d").rows("select date from searches")[0]
    assert re.fullmatch("2024(-0[25](-[0-9]{2})?)?", told)


@pytest.mark.parametrize(
    "date", ["24-05-01", "2023-02-29", "2024-13", "2024-04-31", "May 2024", "0", "2024-05-01x", "20240501"]
)
def test_what_is_no_date_is_refused(date: str, tmp_path: Path) -> None:
    assert errors(tmp_path / "d", adding("searches", **{**SEARCH, "date": date})) == [("searches", 2, "date", "date")]


def test_a_name_in_either_language_is_enough(tmp_path: Path) -> None:
    for number, (table, key) in enumerate((("regions", 1), ("chains", 0), ("products", 1), ("enterprises", 1))):
        change = setting(table, key, name_zh="", name_en=f"Name {number}")
        assert errors(tmp_path / f"d{number}", change) == []
        (told,) = cg.load(tmp_path / f"d{number}").rows(f"select name_zh from {table} where name_en is not null")[0]
        assert told == f"Name {number}"  # what is shown where no Chinese name is known
    nameless = setting("products", 1, name_zh="", name_en="")
    assert errors(tmp_path / "none", nameless) == [("products", 3, "name_zh", "required")]


def test_a_table_with_english_names_alone_needs_no_column_of_chinese_ones(tmp_path: Path) -> None:
    assert errors(tmp_path / "d", file("chains.csv", b"id,name_en\nc1,Chain one\n")) == []
    assert errors(tmp_path / "e", file("chains.csv", b"id,name_en\nc1,\n")) == [("chains", 2, "name_en", "required")]


def test_one_english_name_for_two_products_is_an_error(tmp_path: Path) -> None:
    same = both(*(setting("products", place, name_zh="", name_en="Widget") for place in (0, 1)))
    assert errors(tmp_path / "d", same) == [("products", 3, "name_zh", "duplicate-name")]


@pytest.mark.parametrize("scheme", ["iso3166-1", "iso3166-2", "nuts", "fips", "other", "其他方案"])
def test_a_code_of_another_scheme_is_any_text(scheme: str, tmp_path: Path) -> None:
    change = adding("regions", code="DE-BY", name_zh="巴伐利亚", scheme=scheme)
    assert errors(tmp_path / "d", change) == []
    assert "DE-BY" in cg.world(cg.load(tmp_path / "d")).places.names


@pytest.mark.parametrize("scheme", ["", "gbt2260", "GB/T 2260"])
def test_a_code_of_the_national_standard_is_six_digits(scheme: str, tmp_path: Path) -> None:
    change = adding("regions", code="DE-BY", name_zh="巴伐利亚", scheme=scheme)
    assert errors(tmp_path / "d", change) == [("regions", 5, "code", "pattern")]


def test_an_enterprise_of_an_unknown_place_is_local_nowhere(tmp_path: Path) -> None:
    assert errors(tmp_path / "d", setting("enterprises", 0, region="")) == []
    items = cg.gaps(cg.world(cg.load(tmp_path / "d"))).by_product()
    assert (items["p1"].makers, items["p3"].makers) == (0, 1)
    twins = both(*(setting("enterprises", place, region="", name_zh="同名") for place in (0, 1)))
    assert [p.code for p in problems(tmp_path / "e", twins)] == ["same-name"]  # two places unknown are not one place


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ([STATISTIC, {**STATISTIC, "measure": "output"}], True),  # empty means output
        ([{**STATISTIC, "measure": "产值"}, {**STATISTIC, "measure": "output"}], True),
        ([STATISTIC, {**STATISTIC, "measure": "revenue"}], False),
        ([STATISTIC, {**STATISTIC, "year": "2022"}], False),
        ([STATISTIC, {"region": "220000", "chain": "c1", "year": "2023"}], False),
        ([STATISTIC, {**STATISTIC, "region": "220100"}], False),
    ],
)
def test_a_statistic_stands_once(rows: list[dict[str, str]], wrong: bool, tmp_path: Path) -> None:
    found = errors(tmp_path / "d", *(adding("outputs", **row) for row in rows))
    assert found == ([("outputs", 3, "region", "duplicate-key")] if wrong else [])


def test_a_statistic_of_nothing_is_an_error(tmp_path: Path) -> None:
    found = errors(tmp_path / "d", adding("outputs", region="220000", year="2023"))
    assert found == [("outputs", 2, "product", "chain-or-product")]


@pytest.mark.parametrize("recall", ["-0.1", "1.01"])
def test_recall_is_a_share(recall: str, tmp_path: Path) -> None:
    change = adding("coverage", region="220000", chain="c1", completeness="sample", recall=recall)
    assert [(t, c) for t, _, c, _ in errors(tmp_path / "d", change)] == [("coverage", "recall")]


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"listed_products": "4", "found_products": "4", "listed_pairs": "9", "found_pairs": "0"}, []),
        ({"listed_products": "4"}, []),
        ({"listed_products": "10", "found_products": "9"}, []),  # numbers, not letters
        ({"listed_products": "9", "found_products": "10"}, ["found_products"]),
    ],
)
def test_what_is_found_is_part_of_what_is_listed(cells: dict[str, str], wrong: list[str], tmp_path: Path) -> None:
    found = errors(tmp_path / "d", adding("coverage", region="220000", chain="c1", completeness="sample", **cells))
    assert [(column, code) for _, _, column, code in found] == [(one, "found-exceeds-listed") for one in wrong]


def test_coverage_of_a_chain_and_region_stands_once(tmp_path: Path) -> None:
    row = {"region": "220000", "chain": "c1", "completeness": "sample"}
    found = errors(tmp_path / "d", adding("coverage", **row), adding("coverage", **{**row, "completeness": "census"}))
    assert found == [("coverage", 3, "region", "duplicate-key")]


def test_searches_may_repeat_and_other_records_too(tmp_path: Path) -> None:
    assert errors(tmp_path / "d", adding("searches", **SEARCH), adding("searches", **SEARCH)) == []
    row = {"enterprise": "e1", "name": "高新技术企业"}
    found = problems(tmp_path / "e", adding("qualifications", **row), adding("qualifications", **row))
    assert [(p.code, p.severity) for p in found] == [("duplicate-row", "warning")]


@pytest.mark.parametrize(
    ("search", "told"),
    [
        ({"product": "p1", "found": "3"}, False),  # e1 makes it in the region
        ({"product": "p1", "region": "220200", "found": "3"}, True),  # not there
        ({"product": "p2", "found": "0"}, False),
        ({"product": "p2;p3", "found": "1"}, False),  # one of them has a maker
        ({"product": "p2", "found": "1"}, True),
    ],
)
def test_a_search_that_found_what_nobody_recorded(search: dict[str, str], told: bool, tmp_path: Path) -> None:
    found = problems(tmp_path / "d", adding("searches", **{**SEARCH, **search}))
    assert [p.code for p in found] == (["found-unrecorded"] if told else [])


def test_makers_of_a_kind_are_makers_on_record(tmp_path: Path) -> None:
    change = both(setting("products", 2, broader="p2"), adding("searches", **{**SEARCH, "product": "p2", "found": "1"}))
    assert "found-unrecorded" not in {p.code for p in problems(tmp_path / "d", change)}


def test_who_names_itself_is_no_circle_and_an_id_goes_before_a_name(tmp_path: Path) -> None:
    assert problems(tmp_path / "own", setting("enterprises", 0, parent_group="企业一")) == []
    named = both(setting("enterprises", 0, parent_group="外面的集团"), setting("enterprises", 1, parent_group="e1"))
    assert problems(tmp_path / "d", named) == []


def test_the_currency_of_a_dataset(tmp_path: Path) -> None:
    write_folder(copy.deepcopy(BASE), tmp_path)
    assert cg.load(tmp_path).currency == "CNY"
    for text, currency in (('{"currency": "EUR"}', "EUR"), ("{}", "CNY"), ("[]", "CNY"), ("broken", "CNY")):
        (tmp_path / "datapackage.json").write_text(text, "utf-8")
        assert cg.load(tmp_path).currency == currency
