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
        tables[table].append(cells)

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
    codes = set(re.findall(r'"([a-z-]+)",$', text, re.MULTILINE)) - {"error", "warning"}
    codes |= {"number", "integer", "year"}  # wrong_type takes its code from the column
    elsewhere = {"refused", "formula"}  # tests/test_hostile_workbooks.py has theirs
    elsewhere |= {"no-rows", "no-products", "table-empty", "nothing-adapted"}  # tests/test_nothing_read.py
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
