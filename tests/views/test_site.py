"""The pages as text: whole, safe, without an outside resource, the same bytes for the same data."""

from __future__ import annotations

import csv
import json
import re
import zlib
from base64 import b64decode
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chaingraph.catalogue import LANGUAGES, forms, texts
from chaingraph.findings.finding import Findings
from chaingraph.findings.words import word
from chaingraph.findings.world import World, world
from chaingraph.questions.candidates.reasons import reasons
from chaingraph.questions.chain_map import BOX_HEIGHT, BOX_WIDTH, LANES, ChainMap, chain_map
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.invitations import invitations
from chaingraph.questions.region_part import Tile
from chaingraph.tables import load_tables
from chaingraph.views.site import write_site
from chaingraph.views.site.cards import places_told
from chaingraph.views.site.environment import packed
from chaingraph.views.site.names import page_names
from chaingraph.views.site.tilemap import short_name, squares

HOSTILE = [
    "</script><img src=x onerror=alert(1)>",
    '"><svg onload=alert(2)>',
    "=1+1",
    'O\'Neil & "Söhne"',
    "两行\n名称",
    "javascript:alert(3)",
    "{{ 7*7 }}",
]
EVIL = HOSTILE[0]


def write_table(folder: Path, name: str, header: list[str], rows: list[tuple[Any, ...]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def write_dataset(folder: Path, names: list[str] | None = None) -> Path:
    """A chain of ten products with a cycle, substitutes, a product of two chains and one without a stage."""
    folder.mkdir(parents=True, exist_ok=True)
    ordinary = ["铁矿石", "电力", "生铁", "废钢", "钢水", "钢板", "螺栓", "车身", "整车", "维修服务"]
    named = [*(names or []), *ordinary][:10]
    stages = [
        "upstream",
        "upstream",
        "midstream",
        "upstream",
        "midstream",
        "midstream",
        "",
        "downstream",
        "downstream",
        "",
    ]
    write_table(folder, "regions", ["code", "name_zh", "name_en", "parent"], [
        ("220000", "吉林省", "Jilin", ""), ("220100", "长春市", "Changchun", "220000"), ("110000", "北京市", "Beijing", ""),
    ])  # fmt: skip
    write_table(folder, "chains", ["id", "name_zh", "name_en"], [
        ("steel", "钢铁", "Steel"), ("../X y", names[0] if names else "汽车", "Cars"),
    ])  # fmt: skip
    write_table(folder, "products", ["id", "name_zh", "name_en", "chain", "stage", "segment_zh", "final", "supply"], [
        (f"p{n}", name, f"Product {n}", "steel;../X y" if n in (5, 7) else "../X y" if n > 7 else "steel", stages[n],
         (names[0] if names else "炼钢") if n in (2, 4) else "", "yes" if n == 8 else "no", "common" if n == 1 else "")
        for n, name in enumerate(named)
    ])  # fmt: skip
    write_table(folder, "inputs", ["product", "input", "group", "essential", "kind"], [
        ("p2", "p0", "", "yes", "material"), ("p2", "p1", "", "yes", "energy"), ("p4", "p2", "g", "yes", "material"),
        ("p4", "p3", "g", "yes", "material"), ("p5", "p4", "", "yes", ""), ("p6", "p5", "", "", ""),
        ("p7", "p5", "", "yes", "component"), ("p7", "p6", "", "no", "component"), ("p8", "p7", "", "yes", ""),
        ("p3", "p5", "", "no", ""), ("p9", "p8", "", "yes", "service"),
    ])  # fmt: skip
    firm = names[0] if names else "春城钢铁厂"
    write_table(folder, "enterprises", ["id", "name_zh", "region", "status", "source"], [
        ("e1", firm, "220100", "active", "s1"), ("e2", "二厂", "220100", "", "s2"), ("e3", "外埠厂", "110000", "", ""),
        ("e4", "拟建厂", "220100", "planned", ""),
    ])  # fmt: skip
    write_table(folder, "makes", ["enterprise", "product", "output_yi", "year", "source"], [
        ("e1", "p4", 3.5, 2024, "s1"), ("e1", "p8", 9, 2024, "s1"), ("e2", "p4", 1, 2024, ""), ("e2", "p5", "", 2023, "s2"),
        ("e3", "p7", 2, 2024, ""), ("e4", "p0", "", "", ""),
    ])  # fmt: skip
    write_table(
        folder,
        "supplies",
        ["supplier", "customer", "product", "amount_yi"],
        [("e1", "e2", "p4", ""), ("e3", "e1", "p7", 2)],
    )
    write_table(folder, "parks", ["id", "name_zh", "region"], [("k1", names[0] if names else "开发区", "220100")])
    write_table(folder, "projects", ["id", "name_zh", "region", "park", "chain", "products", "investment_yi"], [
        ("j/1", names[0] if names else "新项目", "220100", "k1", "steel", "p0", 5),
    ])  # fmt: skip
    write_table(folder, "coverage", ["region", "chain", "completeness", "year"], [("220000", "steel", "sample", 2024)])
    write_table(folder, "sources", ["id", "title", "url", "year"], [
        ("s1", names[0] if names else "年报", "https://example.org/a?b=1&c=2", 2024), ("s2", "公告", "", 2023),
    ])  # fmt: skip
    return folder


def site(data: Path, out: Path, lang: str = "zh") -> tuple[World, Findings, list[Path]]:
    known = world(load_tables(data))
    found = gaps(known)
    out.mkdir()
    return known, found, write_site(known, found, out, lang=lang)


class Page(HTMLParser):
    """What a browser would see of a page: elements with attributes, and the text inside scripts."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.said: list[str] = []
        self._in = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._in = tag

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        (self.scripts if self._in == "script" else self.said).append(data)


@pytest.fixture(scope="module", params=["plain", "hostile"])
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[World, Findings, list[Path]]:
    folder = tmp_path_factory.mktemp(request.param)
    return site(write_dataset(folder / "data", HOSTILE if request.param == "hostile" else None), folder / "out")


def pages(written: list[Path]) -> dict[str, Page]:
    return {path.name: Page(path.read_bytes().decode("utf-8")) for path in written if path.suffix == ".html"}


def unpacked(text: str) -> Any:
    return json.loads(zlib.decompress(b64decode(text)))


def data_of(page: Page) -> Any:
    data, cards = (unpacked(one) for one in page.scripts if one.strip())
    return {**data, "cards": [{**row, **card} for row, card in zip(data["rows"], cards, strict=True)]}


def test_one_page_for_each_chain_and_the_assets_once(built: tuple[World, Findings, list[Path]]) -> None:
    written = built[2]
    assert written[0].name == "index.html"
    assert all(path.is_file() for path in written)
    assert sorted(path.name for path in written if path.parent.name == "assets") == [
        "NOTICE-vis-network.txt", "chaingraph.css", "chaingraph.js", "lists.js", "vis-network.css", "vis-network.min.js", "xlsx.js",
    ]  # fmt: skip
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", path.name) for path in written)
    assert set(pages(written)) >= {"index.html", "data.html", "directory.html", "region-220100.html"}
    assert len(pages(written)) == 6


def test_nothing_comes_from_outside(built: tuple[World, Findings, list[Path]]) -> None:
    for name, page in pages(built[2]).items():
        for tag, attributes in page.elements:
            for key, value in attributes.items():
                assert not key.startswith("on"), (name, tag, key)
                if key in ("src", "href", "action", "srcset", "poster", "data"):
                    assert not re.match(r"(?i)\s*(https?:|//|javascript:)", value or ""), (name, tag, value)
        loads = [value["src"] for tag, value in page.elements if tag == "script" and "src" in value]
        assert set(loads) <= {
            f"assets/{name}" for name in ("vis-network.min.js", "chaingraph.js", "lists.js", "xlsx.js")
        }
        assert all(
            value.get("type") in ("application/json", "text/plain")
            for tag, value in page.elements
            if tag == "script" and "src" not in value
        )
        assert not [tag for tag, _ in page.elements if tag in ("img", "iframe", "object", "embed", "style", "base")]


def test_utf8_and_a_policy_that_lets_nothing_in(built: tuple[World, Findings, list[Path]]) -> None:
    for page in pages(built[2]).values():
        metas = [value for tag, value in page.elements if tag == "meta"]
        assert metas[0] == {"charset": "utf-8"}
        policy = next(value["content"] for value in metas if value.get("http-equiv") == "Content-Security-Policy")
        assert policy is not None
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_every_finding_is_in_its_pages(built: tuple[World, Findings, list[Path]]) -> None:
    known, found, written = built
    made = pages(written)
    for chain, file in page_names(known.network.chains).items():
        data = data_of(made[file])
        cards = {card["product"]: card for card in data["cards"]}
        wanted = [item for item in found.items if chain in item.chain]
        assert set(cards) == {item.product for item in wanted} == {node["id"] for node in data["graph"]["nodes"]}
        for item in wanted:
            card = cards[item.product]
            assert (card["why"], card["status"], card["score"]) == (
                [item.why_zh, item.why_en],
                item.status,
                item.score,
            )
            assert set(card["sources"]) <= set(data["sources"])
    index = "".join(made["index.html"].said)
    assert all(item.why_zh in index for item in found.items if item.action != "none" and item.score is not None)


def test_links_of_the_index_lead_to_a_card(built: tuple[World, Findings, list[Path]]) -> None:
    made = pages(built[2])
    links = [value["href"] or "" for tag, value in made["index.html"].elements if tag == "a"]
    assert any("#" in link for link in links)
    for link in links:
        file, _, product = link.partition("#")
        assert file in made
        assert not product or product in {card["product"] for card in data_of(made[file])["cards"]}


def test_facts_of_a_card(tmp_path: Path) -> None:
    _, _, written = site(write_dataset(tmp_path / "data"), tmp_path / "out")
    data = data_of(pages(written)["chain-steel.html"])
    card = next(one for one in data["cards"] if one["product"] == "p4")
    assert [(row["name"], row["place"], row["output_yi"], row["source"]) for row in card["makers_rows"]] == [
        ("春城钢铁厂", ["长春市", "Changchun"], 3.5, ["s1"]), ("二厂", ["长春市", "Changchun"], 1, ["s2"]),
    ]  # fmt: skip
    assert {row["input"]: row["group"] for row in card["inputs"]} == {"p2": 1, "p3": 1}
    assert card["users"] == ["p5"]
    assert card["fails"] == ["p5", "p6", "p7", "p8", "p9"]
    assert next(one for one in data["cards"] if one["product"] == "p5")["needs"] == ["p8"]
    assert data["sources"]["s1"]["url"] == "https://example.org/a?b=1&c=2"
    assert data["products"]["p8"][1] is not None  # of another chain: a link to its page
    outside = next(one for one in data["cards"] if one["product"] == "p7")["outside"]
    assert [row["name"] for row in outside] == ["外埠厂"]
    idle = next(one for one in data["cards"] if one["product"] == "p0")["idle"]
    assert [row["name"] for row in idle] == ["拟建厂"]


def test_the_first_gaps_show_whom_to_invite_with_rows_and_sources(tmp_path: Path) -> None:
    known, found, written = site(write_dataset(tmp_path / "data"), tmp_path / "out")
    told = invitations(known, found)
    assert told
    shown = set()
    for name, page in pages(written).items():
        if not name.startswith("chain-"):
            continue
        data = data_of(page)
        for card in data["cards"]:
            if "invite" not in card:
                continue
            shown.add(card["product"])
            rows = [row for kind in card["invite"]["kinds"] for row in kind["firms"]]
            firms = [(row["id"], row["table"], row["reasons"][0]) for row in rows]
            asked = told[card["product"]].candidates
            assert firms == [(one.id, "makes", list(reasons(known, asked, one, "zh"))) for one in asked.items]
            cited = {source for row in rows for source in row["source"]}
            assert cited <= set(card["sources"]) <= data["sources"].keys()
    assert shown == set(told)


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    _, _, written = site(write_dataset(tmp_path / "data", HOSTILE), tmp_path / "out")
    for path in written:
        if path.suffix == ".html":
            text = path.read_text("utf-8")
            assert EVIL not in text
            assert "<svg onload" not in text
            assert "<img" not in text
    seen = {
        name
        for page in pages(written).values()
        if len([one for one in page.scripts if one.strip()]) == 2
        for (name, _), _ in data_of(page)["products"].values()
    }
    assert {EVIL, "=1+1", "{{ 7*7 }}"} <= seen


def test_only_web_addresses_become_links(tmp_path: Path) -> None:
    from chaingraph.views.site.cards import source_told

    told = {"title": "t", "publisher": None, "year": None, "kind": None, "original": None}
    assert source_told({**told, "url": "javascript:alert(1)"})["url"] is None
    assert source_told({**told, "url": "https://a.example/"})["url"] == "https://a.example/"


def test_unseen_is_never_called_missing() -> None:
    for lang, word_of_missing in (("zh", "缺失"), ("en", "missing")):
        plural = (form for _, patterns in forms("page.", lang) for form in patterns)
        sentences = [*(pattern for _, pattern in texts("page.", lang)), *plural]
        assert len(sentences) > 150
        assert not [sentence for sentence in sentences if word_of_missing in sentence.lower()]
    assert word("unseen", "zh") == "未见"


def test_equal_data_give_equal_bytes(tmp_path: Path) -> None:
    data = write_dataset(tmp_path / "data")
    one, two = (site(data, tmp_path / name)[2] for name in ("one", "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_language_of_the_page(tmp_path: Path) -> None:
    _, _, written = site(write_dataset(tmp_path / "data"), tmp_path / "out", "en")
    page = pages(written)["index.html"]
    assert ("html", {"lang": "en"}) in page.elements
    assert "Links to look at first" in "".join(page.said)


def test_a_page_carries_its_words_in_every_language_and_names_them(
    built: tuple[World, Findings, list[Path]],
) -> None:
    for path in built[2]:
        if path.suffix != ".html":
            continue
        page = Page(path.read_text("utf-8"))
        body = next(attributes for tag, attributes in page.elements if tag == "body")
        assert (body["data-languages"] or "").split() == list(LANGUAGES)
        for lang in LANGUAGES:
            assert body[f"data-title-{lang}"]
            assert body[f"data-tag-{lang}"]
        switch = next(attributes for _, attributes in page.elements if attributes.get("id") == "language")
        assert [switch[f"data-{lang}"] for lang in LANGUAGES[:2]] == ["English", "中文"]


def test_scripts_have_every_sentence_of_the_pages_with_its_plural_forms(
    built: tuple[World, Findings, list[Path]],
) -> None:
    words = data_of(pages(built[2])["chain-steel.html"])["words"]
    assert words["page.fold-inputs"] == [["{n} 条投入关系"], ["{n} input relation", "{n} input relations"]]
    assert words["page.colon"] == ["：", ": "]
    assert all(len(sentences) == len(LANGUAGES) for sentences in words.values())


def test_safe_file_names() -> None:
    named = page_names(["auto", "AUTO", "../../etc", "汽车", "a b", "con", "x" * 300, ""])
    assert named["auto"] == "chain-auto.html"
    assert len({name.lower() for name in named.values()}) == len(named)
    assert all(re.fullmatch(r"chain-[a-z0-9_-]+\.html", name) and len(name) < 90 for name in named.values())


# ---- the layout ----


def mapped(data: Path, chain: str) -> ChainMap:
    known = world(load_tables(data))
    return chain_map(known, gaps(known), chain)


def test_lanes_stand_from_upstream_to_downstream(tmp_path: Path) -> None:
    drawn = mapped(write_dataset(tmp_path), "steel")
    assert [lane.stage for lane in drawn.lanes] == sorted((lane.stage for lane in drawn.lanes), key=LANES.index)
    assert all(one.right < other.left for one, other in zip(drawn.lanes, drawn.lanes[1:], strict=False))
    for node in drawn.nodes:
        lane = next(lane for lane in drawn.lanes if lane.stage == node.lane)
        assert lane.left < node.x - BOX_WIDTH / 2
        assert node.x + BOX_WIDTH / 2 < lane.right
        assert drawn.top < node.y < drawn.bottom
        assert node.inferred == (node.finding.stage is None)
    assert {edge.target for edge in drawn.edges if edge.group} == {"p4"}
    assert {(edge.source, edge.target) for edge in drawn.edges if not edge.essential} == {("p6", "p7"), ("p5", "p3")}
    assert drawn.neighbours == 1


def many(folder: Path, count: int) -> Path:
    write_dataset(folder)
    write_table(folder, "products", ["id", "name_zh", "chain", "stage"], [
        (f"p{n}", f"产品{n}", "steel", LANES[3 * n // count]) for n in range(count)
    ])  # fmt: skip
    write_table(folder, "inputs", ["product", "input"], [
        (f"p{n}", f"p{n - step}") for n in range(11, count) for step in (3, 11)
    ])  # fmt: skip
    return folder


@pytest.mark.parametrize("count", [10, 60, 150, 400])
def test_boxes_never_overlap_and_the_map_keeps_to_a_readable_size(tmp_path: Path, count: int) -> None:
    drawn = mapped(many(tmp_path, count), "steel")
    assert len(drawn.nodes) == count
    places = [(node.x, node.y) for node in drawn.nodes]
    for number, (x, y) in enumerate(places):
        assert all(abs(x - u) >= BOX_WIDTH or abs(y - v) >= BOX_HEIGHT for u, v in places[:number])
    scale = min(1190 / (drawn.lanes[-1].right - drawn.lanes[0].left), 740 / (drawn.bottom - drawn.top + 44))
    assert scale > (0.6 if count <= 150 else 0.35)


def test_layout_is_stable(tmp_path: Path) -> None:
    data = many(tmp_path, 60)
    assert mapped(data, "steel") == mapped(data, "steel")


@pytest.mark.parametrize(
    ("text", "label", "size"),
    [
        ("钢水", "▲ 钢水", 14),
        ("医药研发生产外包", "▲ 医药研发生产外包", 14),
        ("医药研发生产外包服", "▲ 医药研发生产外包服", 12),
        ("一二三四五六七八九十甲乙", "▲ 一二三四五六七八九十\n甲乙", 11),
        ("两行\n名称", "▲ 两行 名称", 14),
        ("Vehicle electronic module", "▲ Vehicle electronic\nmodule", 11),
        ("", "▲ ", 14),
    ],
)
def test_labels_fit_their_boxes(text: str, label: str, size: int) -> None:
    from chaingraph.views.site.style import fitted

    assert fitted(text, "▲") == (label, size)


def test_a_label_too_long_ends_in_an_ellipsis() -> None:
    from chaingraph.views.site.style import fitted

    label, size = fitted("长" * 60, "▲★")
    assert size == 11
    assert label.count("\n") == 1
    assert label.endswith("…")
    assert "\n" in fitted("x" * 200, "●")[0]


def test_a_page_for_each_part_with_makers_and_its_square_on_the_map(
    built: tuple[World, Findings, list[Path]],
) -> None:
    names = {path.name: path for path in built[2]}
    index = names["index.html"].read_text("utf-8")
    assert [name for name in names if name.startswith("region-")] == ["region-220100.html"]  # Beijing lies outside
    assert 'href="region-220100.html"' in index
    assert 'id="measure"' in index


@pytest.mark.parametrize(
    ("zh", "en", "short"),
    [
        ("长春市", "Changchun", ("长春", "Changchun")),
        ("延边朝鲜族自治州", "Yanbian Korean Autonomous Prefecture", ("延边", "Yanbian")),
        ("西双版纳傣族自治州", "Xishuangbanna", ("西双版纳", "Xishuangban")),
        ("黔东南苗族侗族自治州", "Qiandongnan", ("黔东南", "Qiandongnan")),
        ("某", "X", ("某", "X")),
    ],
)
def test_names_that_fit_a_square(zh: str, en: str, short: tuple[str, str]) -> None:
    assert (short_name(zh, "zh"), short_name(en, "en")) == short


def test_squares_do_not_cover_each_other_and_shades_follow_the_figures() -> None:
    codes = ["220100", "220200", "999001", "999002", "999003", "999004", "999005"]
    told = squares(
        Tile(region=code, enterprises=place, made=place, fill=7, strengthen=0 if place < 6 else 900)
        for place, code in enumerate(codes)
    )
    assert len({(one.x, one.y) for one in told}) == len(codes)
    made = [one.shades["made"] for one in told]
    assert made == sorted(made)
    assert (made[0], made[-1]) == (0, 4)
    assert {one.shades["fill"] for one in told} == {0}
    assert squares(()) == ()


def test_a_chain_page_can_be_searched_by_sound(tmp_path: Path) -> None:
    made = pages(site(write_dataset(tmp_path / "data"), tmp_path / "out")[2])
    cards = {card["product"]: card for card in data_of(made["chain-steel.html"])["cards"]}
    assert cards["p5"]["sounds"] == ["gangban", "gb"]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=30,
)


@given(values)
def test_packing_loses_nothing_and_stands_in_a_script_element(value: Any) -> None:
    told = packed(value)
    assert re.fullmatch("[A-Za-z0-9+/]+=*", told)
    assert unpacked(told) == value


def test_a_number_that_json_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        packed([float("nan")])


def test_places_are_told_the_shorter_way() -> None:
    assert places_told([0, 300]) == [0, 300]
    assert places_told(list(range(8))) == "ff"
    assert places_told([]) == []
