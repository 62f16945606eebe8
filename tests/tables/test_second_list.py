"""A second list is read as people keep it and understood as an import would; what is not understood is told apart."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import chaingraph as cg
from chaingraph.errors import DataError, UsageError
from chaingraph.tables import load_rows
from chaingraph.tables.intake import Decision, Line, Matched, SecondList, match_second_list, read_second_list
from tests.test_problems import credit_code

CODE, OTHER_CODE = credit_code("91220101X0000000X"), credit_code("91220101X0000001X")


@pytest.fixture(scope="module")
def dataset() -> cg.Dataset:
    return load_rows(
        {
            "regions": [
                {"code": "220000", "name_zh": "吉林省", "name_en": "Jilin"},
                {"code": "220100", "name_zh": "长春市", "parent": "220000"},
                {"code": "220104", "name_zh": "朝阳区", "parent": "220100"},
                {"code": "220200", "name_zh": "吉林市", "parent": "220000"},
                {"code": "220203", "name_zh": "朝阳区", "parent": "220200"},
            ],
            "chains": [{"id": "c", "name_zh": "链"}],
            "products": [
                {"id": "ends", "name_zh": "车", "name_en": "Car", "chain": "c", "synonyms": "乘用车;轿车"},
                {"id": "salt", "name_zh": "盐，精制", "chain": "c"},
                {"id": "one", "name_zh": "板材", "chain": "c", "synonyms": "板"},
                {"id": "two", "name_zh": "薄板", "chain": "c", "synonyms": "板"},
            ],
            "inputs": [{"product": "ends", "input": "one"}],
            "enterprises": [
                {"id": "E1", "name_zh": "长春甲车辆有限公司", "region": "220104", "short_zh": "甲车辆", "uscc": CODE},
                {"id": "E2", "name_zh": "吉林市乙板材有限公司", "region": "220200"},
                {"id": "E3", "name_zh": "丙有限公司总部", "aliases": "丙集团有限公司"},
            ],
            "makes": [{"enterprise": "E1", "product": "ends"}],
        }
    )


def matched(dataset: cg.Dataset, *lines: Line, decisions: tuple[Decision, ...] = ()) -> Matched:
    return match_second_list(dataset, SecondList(lines=lines), decisions)


def line(enterprise: str = "长春甲车辆有限公司", product: str = "ends", **cells: str) -> Line:
    return Line(enterprise=enterprise, product=product, **cells)


# --- reading


def test_a_workbook_with_titles_other_headers_and_a_foot(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["某名录"],
        [],
        ["序号", "单位名称", "主导产品", "所属地区", "统一社会信用代码", "名录", "规模", "电话"],
        [1, "甲有限公司", "车；轿车", "长春市", CODE, "A股", "大", "123"],
        [2, "乙有限公司", "", "长春市"],
        [3, "", "车", "长春市"],
        ["合计", "", "", ""],
    ):
        sheet.append(row)
    book.create_sheet("说明").append(["只是说明"])
    hidden = book.create_sheet("旧表")
    hidden.append(["企业", "产品"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "list.xlsx")
    told = read_second_list(tmp_path / "list.xlsx")
    assert told.lines == (
        Line(enterprise="甲有限公司", product="车；轿车", region="长春市", uscc=CODE, size="大", list="A股"),
    )
    assert told.incomplete == 3
    assert sorted(told.unread) == ["旧表", "说明"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_text_of_any_encoding_and_sign(encoding: str, sign: str, tmp_path: Path) -> None:
    rows = (("enterprise", "product", "region", "list"), ("甲有限公司", "车", "长春市", "名录甲"))
    (tmp_path / "l.csv").write_text("\n".join(sign.join(row) for row in rows), encoding)
    assert read_second_list(tmp_path / "l.csv").lines == (line("甲有限公司", "车", region="长春市", list="名录甲"),)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("地区,名录\n长春,甲\n", ["enterprise", "product"]),
        ("企业,地区\n甲,长春\n", ["enterprise", "product"]),
        ("企业名称,产品\n", [None]),
        ("企业名称,产品\n甲,\n,车\n", [None]),
    ],
)
def test_a_list_of_nothing_is_an_error_that_names_the_file(
    text: str, columns: list[str | None], tmp_path: Path
) -> None:
    (tmp_path / "l.csv").write_text(text, "utf-8")
    with pytest.raises(DataError) as error:
        read_second_list(tmp_path / "l.csv")
    assert [(one.table, one.column) for one in error.value.problems] == [("l.csv", column) for column in columns]
    assert all(one.text(lang) for one in error.value.problems for lang in ("zh", "en"))


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_second_list(tmp_path / "none.csv")
    (tmp_path / "l.pdf").write_text("x")
    with pytest.raises(UsageError):
        read_second_list(tmp_path / "l.pdf")
    (tmp_path / "l.xlsx").write_text("no workbook")
    with pytest.raises(DataError):
        read_second_list(tmp_path / "l.xlsx")


# --- matching


@pytest.mark.parametrize(
    ("cells", "id_"),
    [
        ({"enterprise": "长春甲车辆有限责任公司", "region": "长春市"}, "E1"),
        ({"enterprise": "长春（甲）车辆有限公司"}, "E1"),
        ({"enterprise": "别的名字", "uscc": CODE.lower()}, "E1"),
        ({"enterprise": "丙集团有限公司", "region": "220200"}, "E3"),  # an alias, its place unknown on record
    ],
)
def test_who_is_certain_is_the_one_on_record(cells: dict[str, str], id_: str, dataset: cg.Dataset) -> None:
    found = matched(dataset, line(**cells))
    assert [(one.enterprise, one.known, one.doubtful) for one in found.pairs] == [(id_, True, False)]
    assert found.doubts == ()


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"region": "吉林市"}, "name-elsewhere"),
        ({"uscc": OTHER_CODE}, "uscc-differs"),
        ({"enterprise": "甲车辆", "region": "长春市"}, "alias"),
        ({"enterprise": "长春甲车厢有限公司", "region": "长春市"}, None),
    ],
)
def test_who_is_doubtful_is_not_taken(cells: dict[str, str], reason: str | None, dataset: cg.Dataset) -> None:
    found = matched(dataset, line(**cells))
    assert [(one.known, one.doubtful) for one in found.pairs] == [(False, reason is not None)]
    assert [(one.right.id, one.reason) for one in found.doubts] == ([("E1", reason)] if reason else [])


def test_a_decision_ends_the_doubt(dataset: cg.Dataset) -> None:
    same = Decision(("长春甲车辆有限公司", "220200"), ("长春甲车辆有限公司", "220104"), same=True)
    found = matched(dataset, line(region="吉林市"), decisions=(same,))
    assert [(one.enterprise, one.known, one.region) for one in found.pairs] == [("E1", True, "220200")]


def test_one_enterprise_in_two_spellings_is_one_unknown_enterprise(dataset: cg.Dataset) -> None:
    found = matched(
        dataset, line("丁（长春）有限公司", "ends"), line("丁(长春)有限责任公司", "one"), line("戊厂", "one")
    )
    first, second, third = (one.enterprise for one in found.pairs)
    assert first == second != third
    assert not any(one.known for one in found.pairs)


@pytest.mark.parametrize(
    ("cell", "products", "lost"),
    [
        ("ends", ["ends"], []),
        ("车", ["ends"], []),
        ("轿车", ["ends"], []),  # a synonym
        ("CAR", ["ends"], []),
        ("盐，精制", ["salt"], []),  # a name with a comma is one name
        ("车；盐，精制", ["ends", "salt"], []),
        ("板材、薄板, 车", ["one", "two", "ends"], []),
        ("乘用车;轿车", ["ends"], []),  # twice the same
        ("板", [], ["板"]),  # two are called so
        ("飞机、车", ["ends"], ["飞机"]),
    ],
)
def test_products_by_id_name_and_synonym(cell: str, products: list[str], lost: list[str], dataset: cg.Dataset) -> None:
    found = matched(dataset, line(product=cell))
    assert [one.product for one in found.pairs] == products
    assert list(found.unknown_products) == lost


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("220104", "220104"),
        ("长春", "220100"),
        ("长春市朝阳区", "220104"),
        ("吉林省长春市", "220100"),
        ("朝阳区", None),
        ("沈阳市", None),
    ],
)
def test_places_by_code_and_name(text: str, code: str | None, dataset: cg.Dataset) -> None:
    found = matched(dataset, line("丁公司", region=text))
    assert [one.region for one in found.pairs] == ([code] if code else [])
    assert found.unknown_regions == ({} if code else {text: 1})


def test_a_line_without_a_place_stands_where_its_enterprise_is_on_record(dataset: cg.Dataset) -> None:
    found = matched(dataset, line(), line("丁公司"))
    assert [one.region for one in found.pairs] == ["220104", None]


HOSTILE = st.sampled_from(["甲;'\"", "$x", "--", "吉林市乙板材有限公司", "\\", "%s", "车"])


@given(st.lists(st.tuples(HOSTILE, HOSTILE), min_size=1))
def test_the_dataset_stays_as_it_is_whatever_the_list_holds(dataset: cg.Dataset, cells: list[tuple[str, str]]) -> None:
    def contents() -> list[object]:
        tables = dataset.rows("select table_name from information_schema.tables order by 1")
        return [tables, dataset.rows("from enterprises"), dataset.rows("from products"), dataset.rows("from makes")]

    before = contents()
    found = matched(dataset, *(line(enterprise, product) for enterprise, product in cells))
    assert contents() == before
    assert len(found.pairs) == sum(product == "车" for _, product in cells)
    if any(product != "车" for _, product in cells):
        assert found.unknown_products
