"""Products close to what a region has: a case by hand, from the dataset and from an external table."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import chaingraph as cg
from chaingraph.errors import DataError
from chaingraph.questions.related.ask import related
from chaingraph.tables import read_matrix
from tests.oracle import Tables, write_folder

HELD = {"220100": ["a", "b"], "220200": ["a", "b", "c"], "220300": ["c"]}
HAND: Tables = {
    "regions": [{"code": "220000", "name_zh": "省"}]
    + [{"code": code, "name_zh": f"市{code}", "parent": "220000"} for code in HELD],
    "chains": [{"id": "x", "name_zh": "链"}],
    "products": [{"id": name, "name_zh": f"产品{name}", "chain": "x"} for name in "abcd"]
    + [{"id": "w", "name_zh": "水", "chain": "x", "supply": "common"}],
    "inputs": [{"product": "a", "input": "b"}],
    "enterprises": [{"id": f"E{code}", "name_zh": f"企业{code}", "region": code} for code in HELD],
    "makes": [{"enterprise": f"E{code}", "product": name} for code, names in HELD.items() for name in names],
}


def test_from_the_dataset(tmp_path: Path) -> None:
    told = related(cg.world(cg.load(write_folder(HAND, tmp_path))), "220100")
    assert (told.basis, told.regions, told.few) == ("dataset", 3, True)
    # phi(c, a) = phi(c, b) = 1 region with both / max(2, 2); d is nowhere, so nothing is close to it.
    assert [(one.product, one.density, one.ubiquity, one.closest) for one in told.items] == [
        ("c", 1.0, 2, ("a", "b")),
        ("d", None, 0, ()),
    ]
    assert [one.density for one in related(cg.world(cg.load(tmp_path)), "220300").items] == [1 / 3, 1 / 3, None]


def test_from_outside(tmp_path: Path) -> None:
    file = tmp_path / "全国.csv"
    file.write_text("地区,产品,数值\nX,a,6\nX,a,4\nX,d,10\nY,b,10\nY,c,10\nZ,d,5\nZ,unheard-of,1e9\n", "utf-8")
    sizes = read_matrix(file)
    assert sizes["X"] == {"a": 10.0, "d": 10.0}  # two rows of one cell are added up
    told = related(cg.world(cg.load(write_folder(HAND, tmp_path / "d"))), "220100", matrix=sizes)
    assert (told.basis, told.regions) == ("external", 3)
    by = {one.product: one for one in told.items}
    # X has a (LQ 45/10 x 10/20) and d, Y b and c, Z d: phi(d, a) = 1/2, phi(c, b) = 1.
    assert (by["c"].density, by["c"].closest) == (1.0, ("b",))
    assert (by["d"].density, by["d"].closest) == (1.0, ("a",))


def test_a_matrix_is_read_like_any_other_foreign_file(tmp_path: Path) -> None:
    text = "地区,产品,数值\nX,a,6\nX,d,10\n"
    (tmp_path / "gbk.csv").write_text(text, "gb18030")
    (tmp_path / "tabs.tsv").write_text(text.replace(",", "\t"), "utf-8-sig")
    book = openpyxl.Workbook()
    hidden = book.create_sheet("旧", 0)
    hidden.sheet_state = "hidden"
    for line in text.splitlines():
        book["Sheet"].append([int(cell) if cell.isdigit() else cell for cell in line.split(",")])
    book.active = 1
    book.save(tmp_path / "book.xlsx")
    for name in ("gbk.csv", "tabs.tsv", "book.xlsx"):
        assert read_matrix(tmp_path / name) == {"X": {"a": 6.0, "d": 10.0}}, name
    (tmp_path / "none.csv").write_bytes(b"region,product,value\n\xff\xff\x81,1,2\n")
    with pytest.raises(DataError, match="neither UTF-8 nor GBK"):
        read_matrix(tmp_path / "none.csv")


def test_every_fault_of_a_matrix_is_named(tmp_path: Path) -> None:
    file = tmp_path / "m.csv"
    file.write_text("region,product,value\n,a,1\nX,,nan\nX,a,-1\nX,b\n", "utf-8")
    with pytest.raises(DataError) as caught:
        read_matrix(file)
    assert [(one.row, one.column, one.code) for one in caught.value.problems] == [
        (2, "region", "required-cell"), (3, "product", "required-cell"), (3, "value", "bad-number"),
        (4, "value", "bad-number"), (5, "value", "bad-number"),
    ]  # fmt: skip
    file.write_text("a,b\n", "utf-8")
    with pytest.raises(DataError, match="region"):
        read_matrix(file)
    with pytest.raises(DataError, match="cannot be read"):
        read_matrix(tmp_path / "none.csv")
