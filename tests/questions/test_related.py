"""Products close to what a region makes: against the definition by the letter, refusals, what is matched, hostile input."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import chaingraph as cg
from chaingraph.document.render import render
from chaingraph.enumerations import MatrixCodes, Nearby, WeighedBy
from chaingraph.errors import DataError, UsageError
from chaingraph.questions.related.ask import Related, related
from chaingraph.questions.related.matching import LEAST_REGIONS
from chaingraph.tables import Matrix, read_matrix
from tests.oracle import Tables, write_folder

Sizes = Mapping[str, Mapping[str, float]]
CITIES = ("220100", "220200")


def tables(
    made: Mapping[str, list[str]],
    products: list[dict[str, str]],
    inputs: list[tuple[str, str]] = [],  # noqa: B006
) -> Tables:
    """A province whose cities make ``made``."""
    return {
        "regions": [{"code": "220000", "name_zh": "省", "name_en": "Province"}]
        + [{"code": code, "name_zh": f"市{code}", "parent": "220000"} for code in made],
        "chains": [{"id": "x", "name_zh": "链", "name_en": "Chain"}],
        "products": [{"name_zh": f"产品{one['id']}", "chain": "x", **one} for one in products],
        "inputs": [{"product": product, "input": into} for product, into in inputs],
        "enterprises": [{"id": f"E{code}", "name_zh": f"企业{code}", "region": code} for code in made],
        "makes": [{"enterprise": f"E{code}", "product": name} for code, names in made.items() for name in names],
    }


def opened(content: Tables, folder: Path) -> Any:
    return cg.world(cg.load(write_folder(content, folder)))


# --- the definition by the letter


def by_the_letter(content: Tables, sizes: Sizes, region: str) -> dict[str, tuple[str, Fraction, int, set[str]]]:
    """Of each near product its kind, density, ubiquity, and the products made here that share a region with it."""
    ids = [row["id"] for row in content["products"]]
    common = {row["id"] for row in content["products"] if row.get("supply") == "common"}
    families = {row["id"]: row.get("broader") for row in content["products"]}

    def upwards(name: str) -> list[str]:
        found = [name]
        while families[found[-1]]:
            found.append(families[found[-1]])
        return found

    own = {row["product"] for row in content["makes"] if row["enterprise"] == f"E{region}"}
    made = {above for name in own for above in upwards(name)} - common
    codes = sorted({code for row in sizes.values() for code, size in row.items() if size > 0})
    total = sum(Fraction(size) for row in sizes.values() for size in row.values())
    whole = {code: sum(Fraction(row.get(code, 0)) for row in sizes.values()) for code in codes}
    where: dict[str, set[str]] = {code: set() for code in codes}
    for place, row in sizes.items():
        of_place = sum(Fraction(size) for size in row.values())
        for code in codes:
            if row.get(code, 0) > 0 and Fraction(row[code]) * total >= of_place * whole[code]:
                where[code].add(place)
    matched = [code for code in codes if code in ids]

    def proximity(one: str, other: str) -> Fraction:
        most = max(len(where[one]), len(where[other]))
        return Fraction(len(where[one] & where[other]), most) if most else Fraction(0)

    needed: set[str] = set()
    while True:
        more = {row["input"] for row in content["inputs"] if row["product"] in own | needed} - needed
        if not more:
            break
        needed |= more
    found = {}
    for name in matched:
        if name in made | common:
            continue
        others = [code for code in matched if code != name]
        everything = sum((proximity(name, code) for code in others), Fraction(0))
        here = sum((proximity(name, code) for code in others if code in made), Fraction(0))
        if here > 0:
            gap = any(name in upwards(one) for one in needed)
            kind = Nearby.GAP if gap else Nearby.BRANCH
            shared = {code for code in others if code in made and where[code] & where[name]}
            found[name] = (kind, here / everything, len(where[name]), shared)
    return found


IDS = "abcdefg"


@st.composite
def cases(draw: st.DrawFn) -> tuple[Tables, Sizes]:
    products = []
    for number, name in enumerate(IDS):
        broader = draw(st.sampled_from(["", "", "", *IDS[:number]]))
        supply = draw(st.sampled_from(["", "", "", "common"]))
        products.append({"id": name, "broader": broader, "supply": supply})
    pairs = [(one, other) for one in IDS for other in IDS if one < other]
    kin = {(row["id"], row["broader"]) for row in products}
    inputs = [pair for pair in draw(st.lists(st.sampled_from(pairs), max_size=5, unique=True)) if pair[::-1] not in kin]
    made = {city: draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=3, unique=True)) for city in CITIES}
    pattern = draw(st.lists(st.lists(st.integers(0, 3), min_size=9, max_size=9), min_size=5, max_size=5))
    sizes = {
        f"R{number}": dict(zip("abcdefyzg", row, strict=True))
        for number, row in enumerate(row if any(row) else [1] * 9 for row in pattern * (LEAST_REGIONS // 5))
    }
    return tables(made, products, inputs), sizes


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_it_is_the_definition_by_the_letter(case: tuple[Tables, Sizes]) -> None:
    content, sizes = case
    wanted = by_the_letter(content, sizes, CITIES[0])
    with tempfile.TemporaryDirectory() as folder:
        answer = related(opened(content, Path(folder)), CITIES[0], matrix=sizes)
    found = {near.product: near for near in answer}
    assert set(found) == set(wanted)
    assert answer.all_gaps + answer.all_branches == len(wanted) == len(answer)
    for name, (kind, density, ubiquity, shared) in wanted.items():
        near = found[name]
        assert (near.kind, near.ubiquity) == (kind, ubiquity)
        assert near.density == pytest.approx(float(density), rel=1e-12)
        assert {product for ground in near.closest for product in ground.products} <= shared
        assert len(near.closest) == min(5, len(shared))
        for ground in near.closest:
            assert ground.proximity is not None
            assert ground.both is not None
            assert ground.both / ground.proximity >= max(1, near.ubiquity) - 1e-9
    assert [near.density for near in answer.gaps] == sorted((near.density for near in answer.gaps), reverse=True)
    scores = [near.density if near.score is None else near.score for near in answer.branches]
    assert scores == sorted(scores, reverse=True)


# --- a case by hand

PRODUCTS = [
    {"id": "a", "name_en": "Alpha"},
    {"id": "b", "name_en": "Beta", "synonyms": "贝塔;Second"},
    {"id": "c", "name_en": "Gamma", "resource_bound": "yes"},
    {"id": "d", "name_en": "Delta"},
    {"id": "e", "name_en": "Epsilon"},
    {"id": "w", "name_en": "Water", "supply": "common"},
]
HAND = tables({"220100": ["a", "b"], "220200": ["a"]}, PRODUCTS, [("a", "d"), ("a", "w")])


def blocks(*kinds: Mapping[str, float], regions: int = LEAST_REGIONS) -> Sizes:
    """Regions in turn of each of these kinds."""
    return {f"R{number:03d}": kinds[number % len(kinds)] for number in range(regions)}


BLOCKS = blocks({"a": 1, "d": 1, "c": 1}, {"b": 1, "c": 1}, {"e": 1, "a": 1}, {"e": 1, "w": 1})


@pytest.fixture
def hand(tmp_path: Path) -> Any:
    return opened(HAND, tmp_path / "hand")


def test_gaps_and_new_branches_stand_apart(hand: Any) -> None:
    answer = related(hand, "220100", matrix=BLOCKS)
    assert (answer.basis, answer.source, answer.regions, answer.codes_are) == ("external", "matrix", 100, "product")
    (gap,) = answer.gaps
    # d is with a in 25 regions of the 50 that have a, and with c in 25 of 50: 0.5 / (0.5 + 0.5)
    assert (gap.product, gap.kind, gap.density, gap.ubiquity, gap.score) == ("d", "gap", 0.5, 25, None)
    (ground,) = gap.closest
    assert (ground.code, ground.products, ground.both, ground.proximity) == ("a", ("a",), 25, 0.5)
    assert [near.product for near in answer.branches] == ["c", "e"]
    c, e = answer.branches
    assert c.resource_bound
    assert c.density == pytest.approx(2 / 3)  # a 25/50 and b 25/50, d 25/50
    assert {(one.code, one.both) for one in c.closest} == {("a", 25), ("b", 25)}
    assert e.density == pytest.approx(0.5)  # a 25/50, w 25/50
    assert answer.main == (gap, c, e)
    assert answer.weighed_by is WeighedBy.COMPLEXITY
    assert all(near.score == pytest.approx(near.density * (near.weight or 0)) for near in answer.branches)


def test_what_nothing_tells_stays_unknown(hand: Any) -> None:
    """Two groups of regions that share nothing have no complexity: sizes stand in, and it is said."""
    apart = blocks({"a": 1, "d": 1, "c": 1}, {"b": 3, "e": 2})
    answer = related(hand, "220100", matrix=apart)
    assert answer.weighed_by is WeighedBy.SIZE
    assert {near.complexity for near in answer} == {None}
    weights = {near.product: near.weight for near in answer}
    assert weights == {"c": 0.3, "d": 0.3, "e": 0.7}  # of a c d e b: three of 50, then 100, then 150
    assert "complexity" not in {column.key for table in answer.document("en").tables() for column in table.columns}


def test_what_no_region_has_is_left_out_and_counted(hand: Any) -> None:
    answer = related(hand, "220100", matrix=blocks({"a": 1, "b": 0, "d": 0, "c": 1}, {"e": 1, "a": 3}))
    assert [near.product for near in answer] == ["e"]
    assert answer.undefined == 2  # no region has d, and c is with nothing
    assert (answer.matched.made, answer.matched.made_matched) == (2, 2)


def test_a_region_that_makes_nothing_of_the_table_is_near_to_nothing(hand: Any) -> None:
    answer = related(hand, "220200", matrix=blocks({"b": 1, "c": 1}, {"e": 1, "d": 1}))
    assert (len(answer), answer.matched.made, answer.matched.made_matched) == (0, 1, 0)
    assert "没有这样的产品。" in render(answer.document("zh"), "text").decode()


def test_top_bounds_each_list_and_the_rest_is_counted(hand: Any) -> None:
    answer = related(hand, "220100", matrix=BLOCKS, top=1)
    assert (len(answer.gaps), len(answer.branches), answer.all_branches) == (1, 1, 2)
    assert answer.branches == related(hand, "220100", matrix=BLOCKS).branches[:1]


# --- what codes mean


def matched(content: Tables, folder: Path, sizes: Sizes, codes_are: str) -> Related:
    return related(opened(content, folder), "220100", matrix=sizes, codes=MatrixCodes(codes_are))


def test_ids_names_and_synonyms_mean_products(hand: Any) -> None:
    words = blocks({"a": 1, "贝塔": 1, " ｓｅｃｏｎｄ": 1}, {"Delta": 1, "产品e": 1, "unheard-of": 9, "less": 1})
    answer = related(hand, "220100", matrix=words)
    # 贝塔 and Second are one: b
    assert (answer.matched.codes, answer.matched.codes_matched, answer.matched.products_matched) == (6, 4, 4)
    assert answer.matched.unmatched == ("unheard-of", "less")
    assert answer.matched.products == 5  # without water


def test_a_synonym_that_several_bear_is_shared(tmp_path: Path) -> None:
    content = tables({"220100": ["a"]}, [{"id": one, "synonyms": "件" if one in "bc" else ""} for one in "abc"])
    answer = related(opened(content, tmp_path), matrix=blocks({"a": 1, "件": 1}, {"other": 1}))
    assert [(near.product, near.shared) for near in answer] == [("b", ("c",)), ("c", ("b",))]
    assert answer.matched.codes_shared == 1


CLASSED = tables(
    {"220100": ["a"]},
    [
        {"id": "a", "gbt4754": "C3670", "hs": "8708.10"},
        {"id": "b", "gbt4754": "3670;3911", "hs": "870829;8471"},
        {"id": "c", "gbt4754": "36", "hs": "87"},
        {"id": "d", "gbt4754": "3911", "hs": "8471.30"},
    ],
)


@pytest.mark.parametrize(
    ("codes_are", "codes", "wanted"),
    [
        ("gbt4754", ("3670", "3911"), {"a": {"3670"}, "b": {"3670", "3911"}, "d": {"3911"}}),
        ("gbt4754", ("C36", "C39"), {"a": {"C36"}, "b": {"C36", "C39"}, "c": {"C36"}, "d": {"C39"}}),
        ("gbt4754", ("367", "3911"), {"a": {"367"}, "b": {"367", "3911"}, "d": {"3911"}}),
        ("hs", ("8708", "84.71"), {"a": {"8708"}, "b": {"8708", "84.71"}, "d": {"84.71"}}),
        ("hs", ("870810", "847130"), {"a": {"870810"}, "d": {"847130"}}),
        ("product", ("a", "d"), {"a": {"a"}, "d": {"d"}}),
    ],
)  # fmt: skip
def test_classes_mean_the_products_in_them(
    codes_are: str, codes: tuple[str, str], wanted: dict[str, set[str]], tmp_path: Path
) -> None:
    from chaingraph.questions.related.matching import from_outside

    matrix = Matrix.of(blocks({codes[0]: 1.0}, {codes[1]: 1.0}), MatrixCodes(codes_are))
    table = from_outside(opened(CLASSED, tmp_path), matrix)
    assert {name: {table.codes[one] for one in found} for name, found in table.codes_of.items()} == wanted


def test_what_shares_its_code_with_what_is_made_is_told_so(tmp_path: Path) -> None:
    sizes = blocks({"3670": 1, "3911": 1}, {"3911": 1, "9999": 1}, {"3670": 1, "9999": 2})
    answer = matched(CLASSED, tmp_path, sizes, "gbt4754")
    near = {one.product: one for one in answer}
    # b has both classes: by 3911 it is near to 3670, which is made
    assert near["b"].code == "3911"
    assert near["b"].shared == ("d",)
    assert (near["d"].code, near["d"].closest[0].products) == ("3911", ("a",))


def test_the_same_code_is_a_ground_without_a_proximity(tmp_path: Path) -> None:
    content = tables(
        {"220100": ["a", "d"]},
        [{"id": "a", "gbt4754": "3670"}, {"id": "b", "gbt4754": "3670"}, {"id": "d", "gbt4754": "3911"}],
    )
    (near,) = matched(content, tmp_path, blocks({"3670": 1, "3911": 1}, {"8888": 1}), "gbt4754")
    assert [(one.code, one.products, one.both, one.proximity) for one in near.closest] == [
        ("3670", ("a",), None, None),
        ("3911", ("d",), 50, 1.0),
    ]
    assert "the same code" in render(matched(
        content, tmp_path, blocks({"3670": 1, "3911": 1}, {"8888": 1}), "gbt4754"
    ).document("en"), "text").decode()  # fmt: skip


# --- refusals


def faults(error: DataError) -> list[tuple[str, str | None]]:
    return [(one.code, one.column) for one in error.problems]


def test_too_few_regions_are_refused(hand: Any) -> None:
    assert LEAST_REGIONS == 100
    related(hand, matrix=blocks({"a": 1, "c": 1}, {"b": 1}, regions=100))
    with pytest.raises(DataError) as caught:
        related(hand, matrix={**blocks({"a": 1, "c": 1}, {"b": 1}, regions=99), "nothing": {"a": 0}})
    assert faults(caught.value) == [("few-regions", None)]
    (fault,) = caught.value.problems
    assert "99" in fault.en
    assert "100" in fault.zh
    assert "A-share" in fault.fix_en
    assert "上市公司" in fault.fix_zh


def test_all_that_is_wrong_with_a_matrix_is_said_at_once(tmp_path: Path) -> None:
    mixed = blocks({"36": 1, "3670": 1}, {"391": 1, "3911": 1}, regions=7)
    with pytest.raises(DataError) as caught:
        matched(CLASSED, tmp_path, mixed, "gbt4754")
    assert faults(caught.value) == [("several-levels", "gbt4754"), ("few-regions", None)]
    assert "3670 in 36" in caught.value.problems[0].en


@pytest.mark.parametrize("codes_are", MatrixCodes)
def test_a_matrix_that_means_no_product_is_refused(codes_are: MatrixCodes, hand: Any) -> None:
    with pytest.raises(DataError) as caught:
        related(hand, matrix=blocks({"0150": 1}, {"0160": 1}), codes=codes_are)
    assert faults(caught.value) == [("no-code-matched", codes_are)]
    assert "0150" in caught.value.problems[0].zh
    if codes_are is MatrixCodes.PRODUCT:
        assert "--codes" in caught.value.problems[0].fix_en


def county(number: int) -> str:
    return f"K{number:03d}"


def of_counties(counties: int) -> Tables:
    """A city with so many counties, each of which makes a and every other b or c."""
    content = tables({"220100": ["a"], "220200": ["a", "c"]}, PRODUCTS, [("a", "d")])
    for number in range(counties):
        code = county(number)
        content["regions"].append({"code": code, "name_zh": f"县{code}", "parent": "220100", "scheme": "other"})
        content["enterprises"].append({"id": f"E{code}", "name_zh": f"企业{code}", "region": code})
        made = ["a", "b"] if number % 2 else ["c", "d"] if number % 3 else ["a", "c"]
        content["makes"] += [{"enterprise": f"E{code}", "product": name} for name in made]
    return content


def test_the_dataset_serves_where_enough_of_its_regions_lie_in_one(tmp_path: Path) -> None:
    world = opened(of_counties(100), tmp_path / "enough")
    answer = related(world, county(1))
    assert (answer.basis, answer.source, answer.regions) == ("dataset", None, 100)
    assert answer.matched.rows is None
    assert [near.product for near in answer.gaps] == []  # d shares no county with a or b
    (c,) = answer.branches
    with_a = [number for number in range(100) if number % 2 or not number % 3]
    with_c = [number for number in range(100) if not number % 2]
    both = len(set(with_a) & set(with_c))
    assert [(one.products, one.both, one.proximity) for one in c.closest] == [
        (("a",), both, both / max(len(with_a), len(with_c)))
    ]
    assert related(world, "220100").regions == 100  # its parts
    with pytest.raises(UsageError) as caught:
        related(opened(of_counties(99), tmp_path / "few"), county(1))
    assert "99" in caught.value.en
    assert "--matrix" in caught.value.zh


def test_cousins_are_no_regions_of_one(tmp_path: Path) -> None:
    """Of other provinces a dataset holds single makers: a hundred such places say nothing of what goes together."""
    content = of_counties(60)
    for number in range(60):
        code = f"L{number:03d}"
        content["regions"].append({"code": code, "name_zh": f"县{code}", "parent": "220200", "scheme": "other"})
        content["enterprises"].append({"id": f"E{code}", "name_zh": f"企业{code}", "region": code})
        content["makes"].append({"enterprise": f"E{code}", "product": "a"})
    with pytest.raises(UsageError, match="60"):
        related(opened(content, tmp_path), county(1))


# --- the file


def plain(matrix: Matrix) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    cells = matrix.sizes.tocoo()
    for region, code, size in zip(*cells.coords, cells.data, strict=True):
        found.setdefault(matrix.regions[region], {})[matrix.codes[code]] = float(size)
    return found


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
        assert plain(read_matrix(tmp_path / name)) == {"X": {"a": 6.0, "d": 10.0}}, name
    (tmp_path / "none.csv").write_bytes(b"region,product,value\n\xff\xff\x81,1,2\n")
    with pytest.raises(DataError, match="neither UTF-8 nor GBK"):
        read_matrix(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("header", "codes_are"),
    [
        ("region,product,value", "product"),
        ("城市,行业代码,规模", "gbt4754"),
        ("地区,GBT4754,数值", "gbt4754"),
        ("country,hs,size", "hs"),
        ("国家,海关编码,数值", "hs"),
    ],
)
def test_the_header_says_what_the_codes_are(header: str, codes_are: str, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(f"{header}\nX,0150,1\n", "utf-8")
    matrix = read_matrix(tmp_path / "m.csv")
    assert (matrix.codes_are, matrix.codes, matrix.name) == (codes_are, ("0150",), "m.csv")


def test_rows_of_one_region_and_code_are_added_up_and_counted(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("region,product,value\nX,a,6\nX,a,4\nX,a,0\n\nY,a,0\n", "utf-8")
    matrix = read_matrix(tmp_path / "m.csv")
    assert plain(matrix) == {"X": {"a": 10.0}}
    assert (matrix.rows, matrix.added) == (4, 2)


def test_every_fault_of_a_matrix_is_named(tmp_path: Path) -> None:
    file = tmp_path / "m.csv"
    file.write_text("region,product,value\n,a,1\nX,,nan\nX,a,-1\nX,b\nX,c,1_000\nX,c,inf\n", "utf-8")
    with pytest.raises(DataError) as caught:
        read_matrix(file)
    assert [(one.row, one.column, one.code) for one in caught.value.problems] == [
        (2, "region", "required-cell"), (3, "product", "required-cell"), (3, "value", "bad-number"),
        (4, "value", "bad-number"), (5, "value", "bad-number"), (6, "value", "bad-number"), (7, "value", "bad-number"),
    ]  # fmt: skip
    file.write_text("a,b\n", "utf-8")
    with pytest.raises(DataError) as caught:
        read_matrix(file)
    assert [one.column for one in caught.value.problems] == ["region", "product", "value"]
    file.write_text("region,product,hs,value\n", "utf-8")
    with pytest.raises(DataError, match="product, hs"):
        read_matrix(file)
    with pytest.raises(DataError, match="cannot be read"):
        read_matrix(tmp_path / "none.csv")


def test_sums_beyond_all_numbers_are_a_fault_and_great_sizes_are_none(hand: Any) -> None:
    with pytest.raises(DataError) as caught:
        Matrix.of({"X": {"a": float("inf")}, "Y": {"b": float("nan"), "c": -1.0}})
    assert [one.code for one in caught.value.problems] == ["bad-number"] * 3
    great = {region: {code: size * 1e308 for code, size in row.items()} for region, row in BLOCKS.items()}
    assert related(hand, "220100", matrix=great).gaps == related(hand, "220100", matrix=BLOCKS).gaps
    small = {region: {code: size * 1e-300 for code, size in row.items()} for region, row in BLOCKS.items()}
    assert related(hand, "220100", matrix=small).gaps == related(hand, "220100", matrix=BLOCKS).gaps


def test_figures_of_a_file_that_add_up_beyond_all_numbers_are_named(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("region,product,value\nX,a,1e308\nX,a,1e308\n", "utf-8")
    with pytest.raises(DataError) as caught:
        read_matrix(tmp_path / "m.csv")
    assert [(one.code, one.column) for one in caught.value.problems] == [("bad-number", "value")]
    assert "a in X" in caught.value.problems[0].en


HOSTILE = '=HYPERLINK("http://x.invalid","y")'


@pytest.mark.parametrize("form", ["text", "csv", "xlsx", "html", "md", "docx", "json"])
def test_names_that_are_formulas_stay_names(form: str, hand: Any, tmp_path: Path) -> None:
    file = tmp_path / "=cmd.csv"
    with file.open("w", encoding="utf-8", newline="") as written:
        rows = csv.writer(written)
        rows.writerow(["region", "product", "value"])
        for region, row in BLOCKS.items():
            rows.writerows([region, code, size] for code, size in [*row.items(), (HOSTILE, 1), ("<b>x</b>", 1)])
    answer = related(hand, "220100", matrix=read_matrix(file))
    assert answer.matched.unmatched == ("<b>x</b>", HOSTILE)
    written_out = render(answer.document("en"), form)
    if form == "xlsx":
        (tmp_path / "o.xlsx").write_bytes(written_out)
        cells = [
            cell for sheet in openpyxl.load_workbook(tmp_path / "o.xlsx") for row in sheet.iter_rows() for cell in row
        ]
        assert not [cell.value for cell in cells if cell.data_type == "f"]
    elif form == "html":
        assert b"<b>x</b>" not in written_out
    elif form == "csv":
        assert not [line for line in written_out.decode("utf-8-sig").splitlines() if line.startswith(("=", '"='))]


# --- in words

ZH = """\
相近程度按 matrix 的 100 个地区计算；区位商不小于 1 即为“有此产品”。

近处的缺口
本地在产产品的直接或间接投入，本地没有生产企业；按关联密度排列。
列出 1 项，共 1 项

产品 关联密度 有此产品的地区 与本地哪些产品相近
产品d 0.500 25/100 产品a：25 个地区两者都有
d

新方向
不是本地在产产品的投入，但与其相近。
按得分排列：关联密度 × 复杂度低于它的代码所占比例（由该表算出的产品复杂度 PCI）。
列出 1 项，共 2 项

产品 得分 关联密度 复杂度 有此产品的地区 与本地哪些产品相近
产品c SCORE 0.667 PCI 50/100 产品a：25 个地区两者都有
c 产品b：25 个地区两者都有
需要资源禀赋

对应情况
- 读入 225 行，其中 0 行与同一地区同一代码的其他行相加。
- 6 个代码中，6 个是产品的编号、名称或别称。
- 5 种产品中对应上 5 种；本地在产 2 种，对应上 2 种。
"""
EN = """\
How close products are is computed from the 100 regions of matrix; a region has a product where its location quotient is at least 1.

Near gaps
Inputs, direct or indirect, of what is made here, without a maker here; by relatedness density.
1 of 1

Product Density Regions with it Close to these local products
Delta 0.500 25/100 Alpha: 25 regions have both
d

New branches
Not inputs of what is made here, but close to it.
Ordered by score: density × the share of codes that are less complex (PCI of the table).
1 of 2

Product Score Density Complexity Regions with it Close to these local products
Gamma SCORE 0.667 PCI 50/100 Alpha: 25 regions have both
c Beta: 25 regions have both
needs a natural endowment

What was matched
- Rows read: 225; added to another of the same region and code: 0.
- Codes that are ids, names or synonyms of products: 6 of 6.
- Products matched: 5 of 5; of those made here, 2 of 2.
"""


@pytest.mark.parametrize(("lang", "wanted"), [("zh", ZH), ("en", EN)])
def test_the_answer_in_words(lang: str, wanted: str, hand: Any) -> None:
    answer = related(hand, "220100", matrix=BLOCKS, top=1)
    lines = [" ".join(line.split()) for line in render(answer.document(lang), "text").decode().splitlines()]
    told = [line for line in lines if line and "───" not in line]
    (branch,) = answer.branches
    filled = wanted.replace("SCORE", f"{branch.score:.3f}").replace("PCI 50", f"{branch.complexity:.2f} 50")
    assert told == [line for line in filled.splitlines() if line]
