"""Datasets that others have written: each kind is known by its columns, loads, and every fault of it is named."""

from __future__ import annotations

import csv
import gzip
import json
import re
from functools import cache
from pathlib import Path

import pytest

from chaingraph.analyses import location_quotient, relatedness
from chaingraph.catalogue import LANGUAGES
from chaingraph.errors import DataError, UsageError
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.questions.gaps.ask import gaps
from chaingraph.tables import adapters, check, read_tables
from chaingraph.tables.adapters import Adapted, Options, adapt, adapter_of, maps, write_adapted
from chaingraph.tables.adapters.classification import TreeMap
from chaingraph.tables.adapters.kinds import KINDS, Done, done_sentence, kind_sentence
from chaingraph.tables.adapters.places import country_code, place_code
from chaingraph.tables.adapters.report import safe
from chaingraph.tables.adapters.tree import clean_tree
from tests.cli.test_commands import run

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
real = pytest.mark.skipif(not REAL.is_dir(), reason="the real datasets (../shared/real) are not here")
Told = set[tuple[str, int | None, str]]


def folder(path: Path, **files: str | bytes) -> Path:
    """A folder of CSV files by their names without the ending."""
    path.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (path / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def told(done: Adapted, kind: str) -> Told:
    return {(one.file, one.row, one.done) for one in done.report.entries if one.kind == kind}


def rows(done: Adapted, columns: str, table: str) -> set[tuple[object, ...]]:
    return set(done.dataset.rows(f"select {columns} from {table}"))


def written(done: Adapted, path: Path) -> Path:
    path.mkdir()
    write_adapted(done, path)
    assert [one for one in check(read_tables(path)) if one.severity == "error"] == []
    assert (path / "datapackage.json").is_file()
    return path


FIRMS = "ts_code,symbol,name,area,industry,list_date\n000001.SZ,000001,甲,深圳,银行,1\n600002.SH,600002,乙,吉林,汽车,1\n600003.SH,600003,丙,内蒙,汽车,1\n"


# --- the registry


def test_every_adapter_is_registered_and_said_in_both_languages() -> None:
    home = Path(adapters.__file__).parent
    files = {path.stem for path in home.glob("*.py") if "\nADAPTER = Adapter(" in path.read_text("utf-8")}
    maps = {path.stem for path in home.glob("*.toml")}
    known = adapters.adapters()
    code = {one.fill.__module__.rpartition(".")[2] for name, one in known.items() if name not in maps}
    assert (files, maps) == (code, maps & set(known))
    assert len(files) + len(maps) == len(known) == 9
    guides = [(home.parents[2] / "docs" / lang / "adapters.md").read_text("utf-8") for lang in ("zh", "en")]
    for name, one in known.items():
        assert all(words.text(lang) for words in (one.title, one.serves) for lang in LANGUAGES)
        assert one.name == name
        assert all(name in guide for guide in guides)


def test_every_kind_is_used_somewhere_and_has_both_languages() -> None:
    home = Path(adapters.__file__).parent
    files = [path for path in home.iterdir() if path.suffix in (".py", ".toml") and path.name != "kinds.py"]
    told = "".join(path.read_text("utf-8") for path in files)
    assert [kind for kind in KINDS if f'"{kind}"' not in told] == []
    sentences = [*map(kind_sentence, KINDS), *map(done_sentence, Done)]
    assert len(sentences) > 80
    assert all(sentence.text(lang) for sentence in sentences for lang in LANGUAGES)


# --- maps


MAP = """
[adapter]
name = "prices"
zh = "价格"
en = "Prices"

[[file]]
name = "offers"
needed = ["seller", "goods", "price"]
headers = { seller = ["卖方"] }
step = [{ require = ["seller", "goods"] }, { number = "price" }, { unique = ["seller", "goods"] }]
tell = [{ kind = "chain-assumed", done = "assumed", column = "goods", of = "goods" }]

[[row]]
table = "chains"
id = "goods"
name_zh = "货物"

[[row]]
table = "regions"
code = "100000"
name_zh = "全国"

[[sheet]]
file = "offers"
table = "products"
columns = { id = "goods", name_zh = "goods" }
defaults = { chain = "goods" }
values = { name_zh = { steel = "钢" } }

[[sheet]]
file = "offers"
table = "enterprises"
columns = { id = "E-{seller}", name_zh = "seller" }
defaults = { region = "100000" }

[[sheet]]
file = "offers"
table = "makes"
columns = { enterprise = "E-{seller}", product = "goods", output_yi = "price" }
defaults = { source = "S1" }
units = { output_yi = "万元" }
"""
OFFERS = "卖方,goods,price\n甲,steel,20000\n甲,铁,1\n乙,steel,x\n丙,steel,-1\n,铁,1\n甲,铁,2\n丁,a;b,1\n"


def test_a_map_alone_makes_a_dataset(tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(MAP, "utf-8")
    own = adapter_of(tmp_path / "map.toml")
    path = folder(tmp_path / "a", offers=OFFERS)
    assert own.recognises(path)
    done = adapt([path], own=own)
    odd = name("a;b")
    assert rows(done, "id, name_zh", "products") == {("steel", "钢"), ("铁", "铁"), (odd, "a;b")}
    assert rows(done, "id, name_zh, region", "enterprises") == {("E-甲", "甲", "100000"), ("E-丁", "丁", "100000")}
    assert rows(done, "enterprise, product, output_yi", "makes") == {("E-甲", "steel", 2.0), ("E-甲", "铁", 1e-4), ("E-丁", odd, 1e-4)}  # fmt: skip
    f = "offers.csv"
    assert told(done, "empty") == {(f, 6, "left-out")}
    assert told(done, "not-a-number") == {(f, 4, "left-out")}
    assert told(done, "negative") == {(f, 5, "left-out")}
    assert told(done, "duplicate") == {(f, 7, "left-out")}
    assert done.report.count("chain-assumed") == 3
    written(done, tmp_path / "out")
    ran = run("adapt", path, "--map", tmp_path / "map.toml", "--out", tmp_path / "cli")
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "cli" / "makes.csv").read_bytes() == (tmp_path / "out" / "makes.csv").read_bytes()
    assert run("import", path / f, "--into", tmp_path / "d", "--map", tmp_path / "map.toml").returncode == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_documented_map_works_and_every_part_is_documented(lang: str, tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / lang / "adapters.md").read_text("utf-8")
    (tmp_path / "map.toml").write_text(guide.partition("```toml\n")[2].partition("```")[0], "utf-8")
    done = adapt(
        [folder(tmp_path / "a", any="卖方,货物,price\n甲,钢,20000\n乙,钢,\n")], own=adapter_of(tmp_path / "map.toml")
    )
    assert rows(done, "enterprise, product, output_yi", "makes") == {("E-甲", "钢", 2.0)}
    assert told(done, "not-a-number") == {("any.csv", 3, "left-out")}
    parts = (*maps.STEPS, *maps.TELLS, *maps.FILE, *maps.HEAD, *TreeMap.__dataclass_fields__)
    assert [part for part in parts if not re.search(rf"\b{part}\b", guide)] == []


def test_a_map_needs_no_more_than_its_sheets(tmp_path: Path) -> None:
    sheets = "".join(part for part in MAP.partition("[[row]]")[1:]).replace('file = "offers"', 'file = "offers.csv"')
    (tmp_path / "map.toml").write_text(sheets, "utf-8")
    own = adapter_of(tmp_path / "map.toml")
    path = folder(tmp_path / "a", offers="seller,goods,price\n甲,steel,20000\n", notes="a,b\n1,2\n")
    assert (own.name, own.recognises(path)) == ("map", True)
    done = adapt([path], own=own)
    assert rows(done, "enterprise, product, output_yi", "makes") == {("E-甲", "steel", 2.0)}
    assert told(done, "file-unused") == {("notes.csv", None, "left-out")}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('zh = "价格"', 'colour = "red"', "colour is unknown"),
        ("seller = [", "seller = ", "not valid TOML"),
        ("step = [{", "step = [3, {", "wrong form"),
        ('needed = ["seller", "goods", "price"]', 'needed = "seller"', "needed is a list"),
        ('{ number = "price" }', '{ number = "weight" }', "weight"),
        ('{ number = "price" }', '{ run = "price" }', "run"),
        ('kind = "chain-assumed"', 'kind = "nonsense"', "kind, done or of is unknown"),
        ('of = "goods"', 'of = "x"', "kind, done or of is unknown"),
        ('table = "chains"', 'table = "nowhere"', "no such table"),
        ('output_yi = "price"', 'output_yi = "weight"', "no column weight"),
        ('output_yi = "price"', 'colour = "price"', "has no column colour"),
        ('output_yi = "万元"', 'output_yi = "斤"', "the unit '斤' is unknown"),
        ('[[file]]\nname = "offers"', '[[file]]\nname = "of fers"', "a name of letters"),
        ('file = "offers"\ntable = "products"', 'table = "products"', "say with file"),
        ("[[row]]", '[tree]\nfile = "offers"\n\n[[row]]', "is missing or unknown"),
        ("[[row]]", "[[rows]]", "unknown"),
    ],
)  # fmt: skip
def test_a_faulty_map_is_named_with_its_entry(old: str, new: str, said: str, tmp_path: Path) -> None:
    assert old in MAP
    (tmp_path / "map.toml").write_text(MAP.replace(old, new, 1), "utf-8")
    with pytest.raises(UsageError, match=re.escape(said)):
        adapter_of(tmp_path / "map.toml")


# --- industry_chain_atlas


def atlas(path: Path) -> Path:
    return folder(
        path,
        nodes="position,name,id,chain,group\nupstream,料,n1,c,material\nmidstream,件,n2,c,\ndownstream,车,n3,c,\nsideways,灯,n4,c,\nupstream,料,n1,c,\nupstream,别,n2,c,\n,,n9,c,\n",
        node_edges="from,to,confidence\nn1,n2,5\nn2,n3,3\nn3,n2,1\nn1,n1,5\nn1,n2,5\nn1,nowhere,5\n,n2,5\n",
        company_product="node_id,code,company,role\nn1,000001,甲,龙头\nn2,600002,乙,\nn2,600002,乙,\nn3,600003,丙,\nn3,600003,丁,\nn3,600003,丙,\nn7,600004,戊,\nn1,abc,己,\nn1,,庚,\n",
        supply_relationships="supplier_code,buyer_code,product,confidence\n000001,600002,钢,5\n000001,,钢,5\n000001,999999,钢,5\n600002,600002,件,5\n000001,600003,油,1\n000001,600002,钢,5\n",
        data_points="node_id,name,value,unit,source\nn1,国产化率,30,%,报告\nn1,产量,x,吨,\nn1,价,,元,\nnn,价,1,元,\n",
    )


def test_atlas(tmp_path: Path) -> None:
    done = adapt([atlas(tmp_path / "a")])
    assert done.adapter.name == "industry_chain_atlas"
    assert rows(done, "id, name_zh, stage", "products") == {("n1", "料", "upstream"), ("n2", "件", "midstream"), ("n3", "车", "downstream"), ("n4", "灯", None)}  # fmt: skip
    assert rows(done, "input, product, confidence", "inputs") == {("n1", "n2", "high"), ("n2", "n3", "medium"), ("n3", "n2", "low")}  # fmt: skip
    assert rows(done, "id, name_zh, region", "enterprises") == {("000001", "甲", "100000"), ("600002", "乙", "100000"), ("600003", "丙", "100000")}  # fmt: skip
    assert rows(done, "enterprise, product", "makes") == {("000001", "n1"), ("600002", "n2"), ("600003", "n3")}
    assert rows(done, "supplier, customer", "supplies") == {("000001", "600002"), ("000001", "600003")}
    assert done.dataset.rows("select note from products where id = 'n1'")[0][0].endswith("国产化率：30%（报告）")
    assert done.side is not None
    assert len(done.side.rows) == 4
    nodes, edges, firms, supply, points = (
        f"{one}.csv" for one in ("nodes", "node_edges", "company_product", "supply_relationships", "data_points")
    )
    out = "left-out"
    assert told(done, "duplicate") == {(nodes, 6, out), (edges, 6, out), (firms, 4, out), (firms, 7, out), (supply, 7, out)}  # fmt: skip
    assert told(done, "code-twice") == {(nodes, 7, out)}
    assert told(done, "stage-unknown") == {(nodes, 5, out)}
    assert told(done, "self-link") == {(edges, 5, out), (supply, 5, out)}
    assert told(done, "dangling") == {(edges, 7, out), (firms, 8, out), (supply, 4, out), (points, 5, "kept")}
    assert told(done, "empty") == {(nodes, 8, out), (edges, 8, out), (firms, 10, out), (points, 4, "kept")}
    assert told(done, "code-malformed") == {(firms, 9, out)}
    assert told(done, "code-two-names") == {(firms, 6, out)}
    assert told(done, "empty-buyer") == {(supply, 3, out)}
    assert told(done, "supply-without-flow") == {(supply, 6, "kept")}
    assert told(done, "not-a-number") == {(points, 3, "kept")}
    assert done.report.count("input-cycle") == 1
    assert done.report.count("place-by-listing", "assumed") == 3
    found = gaps(world(load(written(done, tmp_path / "out"))))
    assert {(one.product, one.status) for one in found.items} == {("n1", "single"), ("n2", "single"), ("n3", "single"), ("n4", "unseen")}  # fmt: skip


def test_atlas_takes_places_and_names_from_a_list_of_firms(tmp_path: Path) -> None:
    listed = folder(tmp_path / "b", stock_basic=FIRMS.replace("丙,内蒙", "丁,内蒙"))
    done = adapt([atlas(tmp_path / "a"), listed])
    assert rows(done, "id, name_zh, region", "enterprises") == {("000001", "甲", "440300"), ("600002", "乙", "220000"), ("600003", "丁", "150000")}  # fmt: skip
    assert rows(done, "code, parent", "regions") >= {("440300", "440000"), ("440000", "100000"), ("220000", "100000")}
    assert told(done, "code-two-names") == {("company_product.csv", 5, "left-out"), ("company_product.csv", 7, "left-out")}  # fmt: skip
    assert done.report.count("place-joined") == 3
    again = adapt([tmp_path / "a"], options=Options(regions=(listed,)))
    assert rows(again, "id, region", "enterprises") == rows(done, "id, region", "enterprises")


def test_atlas_without_its_optional_files(tmp_path: Path) -> None:
    path = atlas(tmp_path / "a")
    for name in ("node_edges", "supply_relationships", "data_points"):
        (path / f"{name}.csv").unlink()
    done = adapt([path])
    assert done.side is None
    assert {one.file for one in done.report.entries if one.kind == "file-missing"} == {"node_edges.csv", "supply_relationships.csv", "data_points.csv"}  # fmt: skip
    assert done.dataset.count("inputs") == 0
    written(done, tmp_path / "out")


# --- ashare_basic_area


def test_firms_with_area(tmp_path: Path) -> None:
    text = (
        FIRMS
        + "1.SZ,1,丁,月球,,1\n600002.SH,600002,乙,吉林,汽车,1\n600003.SH,600003,改名,内蒙,汽车,1\nxyz,1,戊,吉林,汽车,1\n600006.SH,600007,己,台湾,汽车,1\n600008.SH,600008,,吉林,汽车,1\n600009.SH,600009,乙,吉林,汽车,1\n"
    )
    text = text.replace("1.SZ,1,丁", "000011.SZ,000011,丁").replace("000001.SZ,000001", "1.SZ,1", 1)
    done = adapt([folder(tmp_path / "a", list=text.encode("gb18030"))])
    assert done.adapter.name == "ashare_basic_area"
    assert rows(done, "id, name_zh, region", "enterprises") == {
        ("000001", "甲", "440300"), ("600002", "乙（600002）", "220000"), ("600003", "丙", "150000"),
        ("000011", "丁", "100000"), ("600006", "己", "710000"), ("600009", "乙（600009）", "220000"),
    }  # fmt: skip
    assert done.dataset.count("makes") == 5
    f = "list.csv"
    assert told(done, "zero-lost") == {(f, 2, "repaired")}
    assert told(done, "place-unknown") == {(f, 5, "assumed")}
    assert told(done, "duplicate") == {(f, 6, "left-out")}
    assert told(done, "code-twice") == {(f, 7, "left-out")}
    assert told(done, "code-malformed") == {(f, 8, "left-out")}
    assert told(done, "code-disagrees") == {(f, 9, "kept")}
    assert told(done, "empty") == {(f, 5, "left-out"), (f, 10, "left-out")}
    assert told(done, "same-name") == {(f, 3, "repaired"), (f, 11, "repaired")}
    assert done.report.count("place-rolls-up") == 1
    assert gaps(world(load(written(done, tmp_path / "out")))).items[0].makers >= 1


def test_short_names_of_provinces() -> None:
    assert [place_code(one) for one in ("内蒙", "内蒙古", "广西壮族自治区", "深圳", "吉林省", "黑龙江", "西藏", "香港", "月球")] == [
        "150000", "150000", "450000", "440300", "220000", "230000", "540000", "810000", None,
    ]  # fmt: skip


# --- tw_tpex_value_chains


TW_HEAD = "ic,industry,layer_no,layer,segment,sub,n_companies\n"
TW_SEGMENTS = (
    TW_HEAD
    + "A,水泥,0,上游 · 石,黏土,,1\nA,水泥,1,中游 · 料,熟料,,1\nA,水泥,1,中游 · 料,熟料,外國上市公司,1\nA,水泥,2,下游 · 組裝、修理,及技術服務,,1\nA,水泥,2,下游 · 組裝、修理,►,,1\nB,車,0,上游 · 零件,其他,,1\nB,車,0,上游 · 零件,黏土,,1\nB,車,0,別層,怪,,1\n"
)
TW_FIRMS = "code,name,market,domain,ic,industry,layer,segment,sub\n1101,台泥,上市,,A,水泥,上游 · 石,黏土,\n1101,台泥,上市,,A,水泥,上游 · 石,黏土,\n1101,錯名,上市,,A,水泥,中游 · 料,熟料,\n1102,惠普,上市,,A,水泥,中游 · 料,熟料,細項\n,惠普,外國,,A,水泥,中游 · 料,熟料,外國上市公司\n,HP,外國,,B,車,上游 · 零件,其他,\n1103,甲,上櫃,,A,水泥,下游 · 組裝、修理,►,\n1103,甲,上櫃,,A,水泥,下游 · 組裝、修理,及技術服務,\n1104,乙,上櫃,,A,水泥,下游 · 無,無此,\n"


def test_taiwan(tmp_path: Path) -> None:
    path = folder(tmp_path / "a", segments=TW_SEGMENTS, company_segment="\ufeff" + TW_FIRMS)
    done = adapt([path])
    s, f = "segments.csv", "company_segment.csv"
    assert done.adapter.name == "tw_tpex_value_chains"
    assert rows(done, "name_zh, chain[1], stage", "products") == {
        ("黏土（水泥）", "A", "upstream"), ("熟料", "A", "midstream"), ("及技術服務", "A", "downstream"),
        ("其他", "B", "upstream"), ("黏土（車）", "B", "upstream"), ("怪", "B", None),
    }  # fmt: skip
    assert rows(done, "name_zh, region", "enterprises") == {("台泥", "710000"), ("惠普", "710000"), ("惠普", "980000"), ("HP", "980000"), ("甲", "710000")}  # fmt: skip
    assert done.dataset.count("makes") == 5
    assert done.dataset.count("inputs") == 0
    assert told(done, "no-links") == {(s, None, "kept")}
    assert told(done, "sub-not-product") == {(s, 4, "left-out"), (f, 6, "left-out")}
    assert told(done, "fragment") == {(s, 6, "left-out"), (f, 8, "left-out")}
    assert told(done, "split-title") == {(s, 5, "kept")}
    assert told(done, "not-specific") == {(s, 7, "kept")}
    assert told(done, "stage-unknown") == {(s, 9, "left-out")}
    assert told(done, "several-chains") == {(s, 2, "kept")}
    assert told(done, "duplicate") == {(f, 3, "left-out")}
    assert told(done, "code-two-names") == {(f, 4, "left-out")}
    assert told(done, "name-with-and-without-code") == {(f, 5, "kept")}
    assert told(done, "dangling") == {(f, 10, "left-out")}
    assert done.report.count("sub-kept") == 1
    written(done, tmp_path / "out")


def test_layer_order_is_an_assumption_and_says_so(tmp_path: Path) -> None:
    path = folder(tmp_path / "a", segments=TW_SEGMENTS, company_segment=TW_FIRMS)
    done = adapt([path], options=Options(frozenset({"layer-order"})))
    links = done.dataset.rows(
        "select a.name_zh, b.name_zh, i.essential, i.confidence, i.source from inputs i join products a on a.id = input join products b on b.id = i.product order by 1"
    )
    assert [(a, b) for a, b, *_ in links] == [("熟料", "及技術服務"), ("黏土（水泥）", "熟料")]
    assert all(rest == [False, "low", ["S2"]] for _, _, *rest in links)
    found = {
        one.product: one.why_en for one in gaps(world(load(written(done, tmp_path / "out")))).items if one.local_buyers
    }
    assert len(found) == 2
    assert all("assumed and not observed" in why for why in found.values())
    assert "ASSUMED" in done.dataset.rows("select title from sources where id = 'S2'")[0][0]
    assert done.report.count("layer-links", "assumed") == 2
    with pytest.raises(UsageError, match="layer-order"):
        adapt([folder(tmp_path / "b", x=FIRMS)], options=Options(frozenset({"layer-order"})))


# --- chainkg_slice


def chainkg(path: Path) -> Path:
    return folder(
        path,
        companies="code,name,fullname,location,list_date\n000001SZ,甲,甲公司,深圳证券交易所,1\n600002,乙,乙公司,上海证券交易所,1\n000001SZ,老甲,老甲公司,深圳证券交易所,1\n600002,乙,乙公司,上海证券交易所,1\nbad!,丙,丙公司,深圳证券交易所,1\n3,丁,丁公司,2010-02-11,1\n",
        company_product='company_code,product,rel,weight\n000001.SZ,钢,主营产品,0.6\n000001SZ,平衡项目,主营产品,-0.2\n000001SZ,"铁\n板",主营产品,0.3\n000001SZ,钢,主营产品,0.1\n600002,平衡原纸,主营产品,1.5\n600002,内部抵销数,主营产品,0\n600002,"""纸",主营产品,0.2\n999999,锡,主营产品,0.2\n600002,,主营产品,0.2\n600002,板\b材,主营产品,x\n',
        product_product="from_product,to_product,rel\n钢,铁矿,上游材料\n钢,钢,上游材料\n铁矿,钢,上游材料\n铁矿,铁粉,下游产品\n钢,铁矿,上游材料\n钢,不锈钢,产品小类\n钢,钢,产品小类\n钢,车,其他关系\n钢,,上游材料\n钢,平衡项目,上游材料\n",
        company_industry="company_code,industry_code,rel\n000001SZ,1,所属行业\n777777,1,所属行业\n",
    )


def test_chainkg(tmp_path: Path) -> None:
    done = adapt([chainkg(tmp_path / "a")])
    c, m, p = "companies.csv", "company_product.csv", "product_product.csv"
    out = "left-out"
    assert done.adapter.name == "chainkg_slice"
    firms = {one[0]: one[1:] for one in done.dataset.rows("select id, name_zh, aliases, note from enterprises")}
    assert firms == {
        "000001": ("甲公司", ["甲", "老甲", "老甲公司"], "行业 industry 1"),
        "600002": ("乙公司", ["乙"], None),
        "000003": ("丁公司", ["丁"], None),
    }
    assert rows(done, "enterprise, product, note", "makes") == {
        ("000001", "钢", "收入占比 share of revenue 0.6"), ("000001", name("铁 板"), "收入占比 share of revenue 0.3"),
        ("600002", "平衡原纸", None), ("600002", "纸", None), ("600002", "板材", None),
    }  # fmt: skip
    assert rows(done, "input, product", "inputs") == {("铁矿", "钢"), ("钢", "铁矿"), ("铁矿", "铁粉")}
    assert ("不锈钢", "大类 broader: 钢") in rows(done, "id, note", "products")
    assert told(done, "code-malformed") == {(c, 6, out)}
    assert told(done, "zero-lost") == {(c, 7, "repaired")}
    assert told(done, "place-shifted") == {(c, 7, "kept")}
    assert told(done, "duplicate") == {(c, 5, out), (m, 5, out), (p, 6, out)}
    assert told(done, "renamed") == {(c, 4, "kept")}
    assert told(done, "accounting-line") == {(m, 3, out), (m, 7, out), (p, 11, out)}
    assert told(done, "negative") == {(m, 3, out)}
    assert told(done, "zero") == {(m, 7, out)}
    assert told(done, "above-one") == {(m, 6, out)}
    assert told(done, "not-a-number") == {(m, 11, out)}
    assert told(done, "share-sum") == {(m, 6, out)}
    assert told(done, "line-break") == {(m, 4, "repaired")}
    assert told(done, "stray-quote") == {(m, 8, "repaired")}
    assert told(done, "control-character") == {(m, 11, "repaired")}
    assert told(done, "dangling") == {(m, 9, out), ("company_industry.csv", 3, out)}
    assert told(done, "self-link") == {(p, 3, out), (p, 8, out)}
    assert told(done, "relation-unknown") == {(p, 9, out)}
    assert told(done, "empty") == {(m, 10, out), (p, 10, out)}
    assert done.report.count("input-cycle") == 1
    assert done.report.count("narrower") == 1
    found = gaps(world(load(written(done, tmp_path / "out"))))
    assert {one.product: one.status for one in found.items}["钢"] == "single"


def name(text: str) -> str:
    import hashlib

    return "P-" + hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()[:12]


# --- bea_use_2017_detail


def bea(path: Path) -> Path:
    return folder(
        path,
        use_matrix="rownames,A1,B2,C3,F01000,T001\nA1,5,20,0,1,26\nB2,-3,0,0.5,1,0\nS00401,1,1,1,0,3\nA1,9,9,9,9,9\nC3,x,,0,0,0\nT005,3,21,1.5,2,29\nV00100,97,79,8.5,0,0\nT008,100,100,50,0,0\n",
        make_matrix="rownames,A1,B2,C3,T008\nA1,90,10,0,100\nB2,60,40,0,100\nT007,1,1,1,1\n",
        commodity_meta="Code,Name,Category\nA1,Ore,11: Mining\nB2,Steel,31-33: Making\nC3,Ore,31-33: Making\nC3,Other,31-33: Making\nS00401,Scrap,S0: x\n",
    )


def test_input_output(tmp_path: Path) -> None:
    done = adapt([bea(tmp_path / "a")])
    u, m = "use_matrix.csv", "make_matrix.csv"
    assert done.adapter.name == "bea_use_2017_detail"
    assert rows(done, "input, product, share", "inputs") == {("A1", "B2", 0.2), ("B2", "C3", 0.05)}
    assert rows(done, "id, name_zh, chain[1]", "products") == {("A1", "Ore（A1）", "11"), ("B2", "Steel", "31-33"), ("C3", "Ore（C3）", "31-33")}  # fmt: skip
    assert {one.value for one in done.report.entries if one.kind == "total"} == {"T001", "T005", "T008"}
    assert {one.value for one in done.report.entries if one.kind in ("value-added", "final-demand")} == {"V00100", "F01000"}  # fmt: skip
    assert told(done, "negative") == {(u, 3, "left-out")}
    assert told(done, "not-a-product") == {(u, 4, "left-out")}
    assert told(done, "code-twice") == {(u, 5, "left-out")}
    assert told(done, "not-a-number") == {(u, 6, "left-out")}
    assert told(done, "self-link") == {(u, 2, "left-out")}
    assert [one.value for one in done.report.entries if one.kind == "total-differs"] == ["C3 10.0 / 50.0"]
    assert told(done, "side-product") == {(m, 3, "kept")}
    assert told(done, "duplicate") == {("commodity_meta.csv", 5, "left-out")}
    assert {one.status for one in gaps(world(load(written(done, tmp_path / "out")))).items} == {"unseen"}
    few = adapt([tmp_path / "a"], options=Options(threshold=0.1))
    assert rows(few, "input, product", "inputs") == {("A1", "B2")}
    assert few.report.count("below-threshold") == 2


# --- product_space_world_trade


def test_trade(tmp_path: Path) -> None:
    text = "value,product,country\n100000000,0011,chn\n300000000,0012,chn\n-5,0011,usa\n0,0012,usa\nabc,0012,jpn\n7,0012,chn\n,0012,jpn\n200000000,0011,jpn\n100,0011,Land of X\n"
    done = adapt([folder(tmp_path / "a", trade=text)])
    f = "trade.csv"
    assert done.adapter.name == "product_space_world_trade"
    assert country_code("aaa") == "900000"
    assert country_code("AFG") == "900136"
    assert country_code("zzz") == "917575"
    assert country_code("中华人") is country_code("ch") is None
    codes = {one: code for code, one in done.dataset.rows("select code, name_zh from regions")}
    assert codes["CHN"] == country_code("chn")
    assert codes["LAND OF X"] == "920000"
    assert rows(done, "e.region, m.product, m.output_yi", "makes m join enterprises e on e.id = m.enterprise") == {
        (codes["CHN"], "0011", 1.0), (codes["CHN"], "0012", 3.0), (codes["JPN"], "0011", 2.0), (codes["USA"], "0012", 0.0), ("920000", "0011", 1e-6),
    }  # fmt: skip
    assert told(done, "negative") == {(f, 4, "left-out")}
    assert told(done, "zero") == {(f, 5, "kept")}
    assert told(done, "not-a-number") == {(f, 6, "left-out")}
    assert told(done, "duplicate") == {(f, 7, "left-out")}
    assert told(done, "empty") == {(f, 8, "left-out")}
    assert done.report.count("unit-not-cny") == 5
    assert done.report.count("maker-is-aggregate") == 4
    written(done, tmp_path / "out")
    lost = adapt([folder(tmp_path / "b", trade="country,product,value\nchn,11,1\nchn,1234,2\n")])
    assert lost.report.count("zero-suspected") == 2


# --- classifications and regions


def test_regions(tmp_path: Path) -> None:
    path = folder(
        tmp_path / "a",
        province="code,name\n110000,北京市\n22,吉林省\n810000,香港\n",
        city="name,code\n长春市,220100\n长春市,220100\n错,220100\n长春,2201x0\n",
        area="code,name,province\n220104,朝阳区,22\n110105,朝阳区,11\n229001,直辖市,22\n330101,孤县,33\n,无码,\n",
    )
    done = adapt([path])
    assert done.adapter.name == "gbt2260_regions"
    assert rows(done, "code, parent", "regions") == {
        ("100000", None), ("110000", "100000"), ("220000", "100000"), ("810000", "100000"), ("220100", "220000"),
        ("220104", "220100"), ("110105", "110000"), ("229001", "220000"), ("330101", "100000"),
    }  # fmt: skip
    p, c, a = "province.csv", "city.csv", "area.csv"
    assert told(done, "code-form") == {(p, 3, "repaired")}
    assert told(done, "duplicate") == {(c, 3, "left-out")}
    assert told(done, "code-twice") == {(c, 4, "left-out")}
    assert told(done, "code-malformed") == {(c, 5, "left-out")}
    assert told(done, "no-city-row") == {(a, 3, "kept")}
    assert told(done, "run-by-province") == {(a, 4, "kept")}
    assert told(done, "orphan") == {(a, 5, "kept")}
    assert told(done, "empty") == {(a, 6, "left-out")}
    assert told(done, "no-parts") == {(p, 4, "kept")}
    assert done.report.count("name-repeated") == 1
    with pytest.raises(DataError, match="no product"):  # there is nothing to analyse, and that is said
        world(load(written(done, tmp_path / "out")))


def test_industry_classes(tmp_path: Path) -> None:
    text = "code,name,parent_code,level\nA,农业,,0\n01,种植,A,1\n011,谷物,01,2\n0111,稻谷,011,3\n0111,小麦,011,3\n0111,稻谷,011,3\n0112,玉米,0112,3\n0113,同名,012,3\n0114,同名,011,3\n841,医院,84,2\n8411,综合医院,841,3\n0211,林木,01,2\n,空,01,2\n901,甲,902,2\n902,乙,901,2\n"
    done = adapt([folder(tmp_path / "a", classes=text)])
    f = "classes.csv"
    assert done.adapter.name == "gbt4754_2017"
    assert rows(done, "id, name_zh, chain[1], segment_zh", "products") == {
        ("0111", "稻谷", "A", "种植"), ("0112", "玉米", "A", "种植"), ("0113", "同名（0113）", "A", "种植"),
        ("0114", "同名（0114）", "A", "种植"), ("8411", "综合医院", "unassigned", None), ("0211", "林木", "A", "种植"),
        ("902", "乙", "unassigned", None),
    }  # fmt: skip
    assert told(done, "code-twice") == {(f, 6, "left-out")}
    assert told(done, "duplicate") == {(f, 7, "left-out")}
    assert told(done, "own-parent") == {(f, 8, "repaired")}
    assert told(done, "orphan") == {(f, 9, "repaired"), (f, 11, "kept")}
    assert told(done, "level-wrong") == {(f, 13, "kept")}
    assert told(done, "parent-not-prefix") == {(f, 13, "kept"), (f, 15, "kept"), (f, 16, "kept")}
    assert told(done, "parent-cycle") == {(f, 15, "repaired")}
    assert told(done, "empty") == {(f, 14, "left-out")}
    assert told(done, "same-name") == {(f, 9, "repaired"), (f, 10, "repaired")}
    assert done.report.count("section-unknown") == 2
    written(done, tmp_path / "out")


def test_goods(tmp_path: Path) -> None:
    text = "section,hscode,description,parent,level\nI,1,Animals,TOTAL,2\nI,101,Horses,1,4\nI,10121,Pure-bred,101,6\nII,07,Vegetables,TOTAL,2\nII,0701,Potatoes,07,4\nIX,0901,Coffee,09,4\nTOTAL,TOTAL,All,TOTAL,5\n"
    done = adapt([folder(tmp_path / "a", codes=text, sections="section,name\nI,Animals\nII,Plants\nII,Again\n,none\n")])
    assert done.adapter.name == "hs_codes"
    assert rows(done, "id, chain[1], segment_zh", "products") == {("010121", "I", "Animals"), ("0701", "II", "Vegetables"), ("0901", "unassigned", None)}  # fmt: skip
    f, s = "codes.csv", "sections.csv"
    assert told(done, "zero-lost") == {(f, 2, "repaired"), (f, 3, "repaired"), (f, 4, "repaired")}
    assert told(done, "orphan") == {(f, 7, "kept")}
    assert told(done, "own-parent") == {(f, 8, "repaired")}
    assert told(done, "not-a-product") == {(f, 8, "left-out")}
    assert told(done, "section-unknown") == {(f, 7, "kept")}
    assert told(done, "code-twice") == {(s, 4, "left-out")}
    assert told(done, "empty") == {(s, 5, "left-out")}
    written(done, tmp_path / "out")


def test_a_tree_has_no_circle_left() -> None:
    report = adapters.Report()
    nodes = clean_tree([(2, "11", "a", "12", None, ()), (3, "12", "b", "11", None, ())], {}, report, "f")
    assert [nodes[code].parent for code in ("11", "12")] == [None, "11"]
    assert report.count("parent-cycle") == 1


# --- what a bad folder gets


def test_what_is_not_known_is_said_with_what_is(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="hs_codes"):
        adapt([folder(tmp_path / "a", x="a,b\n1,2\n")])
    with pytest.raises(UsageError, match="no such folder"):
        adapt([tmp_path / "none"])
    with pytest.raises(UsageError, match="no adapter is called zzz"):
        adapt([tmp_path / "a"], "zzz")
    with pytest.raises(UsageError, match="one dataset at a time"):
        adapt([atlas(tmp_path / "b"), chainkg(tmp_path / "c")])
    with pytest.raises(UsageError, match="no list of firms"):
        adapt([tmp_path / "b"], options=Options(regions=(tmp_path / "c",)))
    with pytest.raises(UsageError, match="takes no places"):
        adapt([bea(tmp_path / "d"), folder(tmp_path / "e", x=FIRMS)])


def test_a_missing_column_and_a_broken_file_are_named_together(tmp_path: Path) -> None:
    path = folder(tmp_path / "a", companies="code\n000001\n", company_product='company_code,product\n000001,"open\n')
    with pytest.raises(DataError) as caught:
        adapt([path], "chainkg_slice")
    assert {one.table for one in caught.value.problems} == {"company_product.csv", "companies.csv"}
    undecoded = folder(
        tmp_path / "b", nodes=b"chain,id,name,position\n\xff\xff\x81,1,2,3\n", company_product="node_id,code,company\n"
    )
    with pytest.raises(DataError, match="UTF-8"):
        adapt([undecoded])


def test_a_file_without_rows_is_named(tmp_path: Path) -> None:
    done = adapt([folder(tmp_path / "a", trade="country,product,value\n")])
    assert told(done, "no-rows") == {("trade.csv", None, "kept")}
    written(done, tmp_path / "out")


def test_rows_against_the_rules_are_left_out_and_told(tmp_path: Path) -> None:
    path = atlas(tmp_path / "a")
    text = (path / "nodes.csv").read_text("utf-8")
    (path / "nodes.csv").write_text(text + f"upstream,大,n8,{'c' * 3}\nupstream,；,n5,；\n", "utf-8")
    done = adapt([path])
    assert done.report.count("invalid") >= 1
    written(done, tmp_path / "out")


def test_a_cell_of_the_report_is_never_a_formula() -> None:
    assert [safe(one) for one in ("=1+1", "+x", "-0.5", "-x", "@a", "平")] == [
        "'=1+1",
        "'+x",
        "-0.5",
        "'-x",
        "'@a",
        "平",
    ]


# --- the command


def test_the_command(tmp_path: Path) -> None:
    path, out = atlas(tmp_path / "a"), tmp_path / "out"
    done = run("adapt", path, "--out", out, "--format", "json")
    assert done.returncode == 0, done.stderr
    body = json.loads(done.stdout)
    assert body["adapter"] == "industry_chain_atlas"
    assert {one["kind"]: one["count"] for one in body["report"]}["empty-buyer"] == 1
    first = {one.name: one.read_bytes() for one in out.iterdir()}
    assert first["adapt-report.csv"].startswith(b"\xef\xbb\xbf")
    assert len((out / "adapt-report.csv").read_text("utf-8-sig").splitlines()) > 20
    for lang, word in (("zh", "采购方为空"), ("en", "the buyer is empty")):
        done = run("adapt", path, "--out", out, "--lang", lang)
        assert done.returncode == 0
        assert word in done.stdout
    assert {one.name: one.read_bytes() for one in out.iterdir()} == first
    done = run("validate", out)
    assert done.returncode == 0
    assert "adapt-report" not in done.stdout
    assert run("adapt", tmp_path / "none", "--out", out).returncode == 2
    bad = folder(tmp_path / "b", companies="code,name\n1,a\n", company_product='company_code,product\n000001,"open\n')
    done = run("adapt", bad, "--out", out, lang="en")
    assert done.returncode == 1
    assert "company_product.csv" in done.stderr
    assert {one.name: one.read_bytes() for one in out.iterdir()} == first


# --- the real datasets


@cache
def of_real(*names: str) -> Adapted:
    return adapt([REAL / one for one in names])


# Counted in the files themselves, apart from the adapters.
KNOWN: dict[str, dict[str, int]] = {
    "industry_chain_atlas": {"empty-buyer": 32, "code-two-names": 1, "input-cycle": 2, "measured-kept": 134},
    "ashare_basic_area": {"same-name": 2, "place-rolls-up": 421},
    "tw_tpex_value_chains": {"duplicate": 3, "name-with-and-without-code": 3, "several-chains": 11},
    "chainkg_slice": {"negative": 223, "above-one": 13, "zero": 83, "place-shifted": 1, "narrower": 1123},
    "bea_use_2017_detail": {"negative": 8, "not-a-product": 4, "value-added": 3, "total": 6, "final-demand": 20},
    "product_space_world_trade": {"place-code-made": 226, "unit-not-cny": 124336},
    "gbt2260_regions": {"no-city-row": 86, "no-parts": 3},
    "gbt4754_2017": {"code-twice": 1, "own-parent": 1, "orphan": 4, "parent-not-prefix": 13, "level-wrong": 2},
    "hs_codes": {"own-parent": 1, "not-a-product": 1, "leading-zero": 666},
}


@real
@pytest.mark.parametrize("kind", KNOWN)
def test_a_real_dataset_loads_and_its_known_faults_are_named(kind: str, tmp_path: Path) -> None:
    done = of_real(kind)
    assert done.adapter.name == kind
    assert {one: done.report.count(one) for one in KNOWN[kind]} == KNOWN[kind]
    assert done.report.count("invalid") == 0
    out = written(done, tmp_path / "out")
    if done.rows["products"] and done.rows["regions"]:
        found = gaps(world(load(out)), buyers=False)
        assert len(found.items) == done.rows["products"]
        assert all(one.why_zh and one.why_en for one in found.items)
        assert any(one.makers for one in found.items) == bool(done.rows["enterprises"])


@real
def test_the_named_faults_stand_at_their_place() -> None:
    values = {one.kind: one.value for one in of_real("industry_chain_atlas").report.entries}
    assert values["code-two-names"] == "603799: 嘉元科技 / 华友钴业"
    classes = {(one.kind, one.value) for one in of_real("gbt4754_2017").report.entries}
    assert ("own-parent", "8890 → 8890 ⇒ 889") in classes
    assert ("code-twice", "0711: 海洋石油开采 / 陆地石油开采") in classes
    assert ("own-parent", "TOTAL → TOTAL") in {(one.kind, one.value) for one in of_real("hs_codes").report.entries}
    accounting = [one.value for one in of_real("chainkg_slice").report.entries if one.kind == "accounting-line"]
    assert sum(one.endswith(" 平衡项目") for one in accounting) == 654
    assert sum(one.endswith(" 分部间抵销") for one in accounting) == 105
    split = {one.value for one in of_real("tw_tpex_value_chains").report.entries if one.kind == "split-title"}
    assert "中游 · 整車組裝、修理 / 及技術服務" in split
    assert {one.value.split()[0] for one in of_real("bea_use_2017_detail").report.entries if one.kind == "not-a-product"} == {"S00401", "S00402", "S00300", "S00900"}  # fmt: skip


@real
@pytest.mark.parametrize(("kind", "least"), [("industry_chain_atlas", 0.9), ("chainkg_slice", 0.9)])
def test_firms_get_their_province_by_code(kind: str, least: float) -> None:
    done = of_real(kind, "ashare_basic_area")
    count = done.dataset.count("enterprises")
    assert done.report.count("place-joined") / count > least
    assert done.report.count("place-joined") + done.report.count("place-by-listing") == count
    jilin = done.dataset.rows("select count(*) from enterprises where region = '220000'")[0][0]
    assert jilin >= (1 if kind == "chainkg_slice" else 0)


@real
def test_trade_agrees_with_its_reference_values() -> None:
    done = of_real("product_space_world_trade")
    here = REAL / "product_space_world_trade"
    golden = list(csv.reader((here / "golden_balassa_index.csv").read_text("utf-8").splitlines()))
    products, countries = golden[0][1:], [row[0] for row in golden[1:]]
    sizes = {
        (country.lower(), product): size
        for country, product, size in done.dataset.rows(
            "select r.name_zh, m.product, m.output_yi from makes m join enterprises e on e.id = m.enterprise join regions r on r.code = e.region"
        )
    }
    table = [[sizes.get((country, product), 0.0) for product in products] for country in countries]
    present = location_quotient(table).present
    assert [[str(int(cell)) for cell in row] for row in present] == [row[1:] for row in golden[1:]]
    close = relatedness(present).proximity
    with gzip.open(here / "golden_proximity_product.csv.gz", "rt", encoding="utf-8") as file:
        reference = list(csv.reader(file))
    place = {product: number for number, product in enumerate(products)}
    order = [place[one] for one in reference[0][1:]]
    assert len(order) == 785
    worst = max(
        abs(close[place[row[0]]][other] - float(cell))
        for row in reference[1:]
        for other, cell in zip(order, row[1:], strict=True)
        if other != place[row[0]]
    )
    assert worst <= 5.1e-7  # the reference has six decimals
