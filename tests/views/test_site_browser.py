"""The pages in a real browser, from file://, with the network cut."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from test_site import HOSTILE, site, write_dataset

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
DRIVER = shutil.which("chromedriver")
pytestmark = [
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="no Chromium found: browser tests skipped"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
CHINESE = "[\u4e00-\u9fff]"
LEAST_PX = 8  # a label smaller than this cannot be read


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    webdriver = pytest.importorskip("selenium.webdriver", reason="no selenium found: browser tests skipped")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND", "--window-size=1600,987",
        f"--user-data-dir={tmp_path_factory.mktemp('profile')}",
    ):  # fmt: skip
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    yield driver
    driver.quit()


@pytest.fixture(autouse=True)
def forgets(browser: Any) -> Iterator[None]:
    """The language that a test chooses is not remembered for the next."""
    yield
    browser.execute_script("if (location.protocol === 'file:') { localStorage.clear(); }")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain")
    site(write_dataset(folder / "data"), folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("english")
    site(write_dataset(folder / "data"), folder / "out", lang="en")
    return folder / "out"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    site(write_dataset(folder / "data", HOSTILE), folder / "out")
    return folder / "out"


def wait(browser: Any, script: str) -> Any:
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, 10, 0.05).until(lambda one: one.execute_script(f"return {script}"))


def visit(browser: Any, page: Path, fragment: str = "") -> None:
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(page.as_uri() + fragment)
    whole = "document.documentElement.dataset.ready === '1' && (!window.chaingraph || document.documentElement.dataset.whole === '1')"
    wait(browser, whole)


def chain_pages(folder: Path) -> list[Path]:
    return sorted(folder.glob("chain-*.html"))


def rows(browser: Any) -> list[str]:
    return browser.execute_script(
        "return Array.from(document.querySelectorAll('#table tbody tr:not([hidden])'), row => row.dataset.product)"
    )


def card(browser: Any) -> str:
    return browser.execute_script("return document.getElementById('card').textContent")


def click_node(browser: Any, product: str) -> None:
    """A real click of the mouse where the node is drawn."""
    from selenium.webdriver.common.action_chains import ActionChains

    x, y = browser.execute_script(
        "const n = chaingraph.network, p = n.canvasToDOM(n.getPosition(arguments[0])),"
        " r = document.getElementById('graph').getBoundingClientRect(); return [r.left + p.x, r.top + p.y]",
        product,
    )
    actions = ActionChains(browser)
    actions.w3c_actions.pointer_action.move_to_location(round(x), round(y))
    actions.w3c_actions.pointer_action.click()
    actions.perform()


@pytest.mark.parametrize("kind", ["plain", "hostile"])
def test_no_complaint_no_request_no_alert(browser: Any, kind: str, request: pytest.FixtureRequest) -> None:
    from selenium.common.exceptions import NoAlertPresentException

    folder = request.getfixturevalue(kind)
    for page in [folder / "index.html", folder / "data.html", *chain_pages(folder)]:
        visit(browser, page)
        browser.find_element("id", "language").click()
        browser.find_element("id", "language").click()
        for product in rows(browser):
            browser.execute_script(
                "document.querySelector('tr[data-product=\"' + arguments[0] + '\"]').click()", product
            )
        with pytest.raises(NoAlertPresentException):
            browser.switch_to.alert  # noqa: B018
        assert browser.execute_script("return document.images.length") == 0
        complaints = [one for one in browser.get_log("browser") if one["level"] in ("SEVERE", "WARNING")]
        assert complaints == []
        asked = [json.loads(one["message"])["message"] for one in browser.get_log("performance")]
        urls = [one["params"]["request"]["url"] for one in asked if one["method"] == "Network.requestWillBeSent"]
        assert urls
        assert [url for url in urls if not url.startswith(("file:", "data:"))] == []


def test_the_map_is_drawn_and_its_labels_can_be_read(browser: Any, plain: Path) -> None:
    for page in chain_pages(plain):
        visit(browser, page)
        drawn = browser.execute_script(
            """const canvas = document.querySelector('#graph canvas');
            const bytes = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            const colours = new Set();
            for (let i = 0; i < bytes.length; i += 4) { if (bytes[i + 3]) colours.add(bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2]); }
            const network = chaingraph.network, graph = document.getElementById('graph');
            const boxes = network.body.nodeIndices.map(id => [network.getBoundingBox(id), network.body.nodes[id].options.label]);
            const inside = boxes.every(([box]) => { const a = network.canvasToDOM({x: box.left, y: box.top}),
              b = network.canvasToDOM({x: box.right, y: box.bottom});
              return a.x >= 0 && a.y >= 0 && b.x <= graph.clientWidth && b.y <= graph.clientHeight; });
            return {colours: colours.size, px: network.getScale() * chaingraph.data.graph.font, count: boxes.length, inside,
              labels: boxes.every(([, label]) => label.length > 2),
              heights: Math.max(...network.body.nodeIndices.map(id => network.body.nodes[id].shape.height))};"""
        )
        assert drawn["colours"] > 5
        assert drawn["count"] == len(rows(browser)) > 0
        assert drawn["px"] >= LEAST_PX
        assert drawn["inside"]
        assert drawn["labels"]
        assert drawn["heights"] < 34  # every label keeps to one line


def test_a_click_on_a_box_shows_its_sentence(browser: Any, plain: Path) -> None:
    visit(browser, plain / "chain-steel.html")
    for one in browser.execute_script("return chaingraph.data.rows.map(chaingraph.full).slice(0, 3)"):
        click_node(browser, one["product"])
        wait(browser, f"document.querySelector('tr.picked').dataset.product === {json.dumps(one['product'])}")
        assert one["why"][0] in card(browser)
        assert browser.execute_script("return location.hash") == "#" + one["product"]


def test_a_row_a_permalink_and_a_name_in_the_card_show_the_card(browser: Any, plain: Path) -> None:
    visit(browser, plain / "chain-steel.html", "#p4")
    assert "钢水" in card(browser)
    assert "春城钢铁厂" in card(browser)
    link = browser.find_element("css selector", "#card ol a")
    assert (link.get_attribute("rel"), link.get_attribute("target")) == ("noopener noreferrer", "_blank")
    browser.execute_script("document.querySelector('tr[data-product=p0]').click()")
    assert "拟建厂" in card(browser)
    browser.execute_script(
        "Array.from(document.querySelectorAll('#card .go')).find(one => one.textContent === '生铁').click()"
    )
    assert browser.execute_script("return document.querySelector('#card h2').textContent") == "生铁"


def test_search_and_filters_narrow_table_and_map(browser: Any, plain: Path) -> None:
    visit(browser, plain / "chain-steel.html")
    everything = rows(browser)
    field = browser.find_element("id", "search")
    for text, wanted in (("钢水", ["p4"]), ("PRODUCT 5", ["p5"]), ("p3", ["p3"]), ("没有这个", [])):
        field.clear()
        field.send_keys(text)
        assert rows(browser) == wanted
        clear = "chaingraph.network.body.nodeIndices.filter(id => chaingraph.network.body.nodes[id].options.opacity !== 0.18)"
        assert browser.execute_script(f"return {clear}") == wanted
    browser.find_element("css selector", "#filters button[type=reset]").click()
    wait(browser, f"document.querySelectorAll('#table tbody tr:not([hidden])').length === {len(everything)}")
    browser.find_element("css selector", "fieldset[data-field=status] input[value=unseen]").click()
    states = browser.execute_script(
        "return Object.fromEntries(chaingraph.data.rows.map(chaingraph.full).map(one => [one.product, one.status]))"
    )
    assert sorted(rows(browser)) == sorted(one for one, state in states.items() if state == "unseen")


def test_headers_sort(browser: Any, plain: Path) -> None:
    visit(browser, plain / "chain-steel.html")
    button = browser.find_element("css selector", "button[data-sort=makers]")
    makers = browser.execute_script(
        "return Object.fromEntries(chaingraph.data.rows.map(chaingraph.full).map(one => [one.product, one.makers]))"
    )
    for falling in (True, False):
        browser.execute_script("arguments[0].click()", button)
        told = [makers[one] for one in rows(browser)]
        assert told == sorted(told, reverse=falling)


def test_language_switch(browser: Any, plain: Path) -> None:
    visit(browser, plain / "chain-steel.html", "#p4")
    why = browser.execute_script("return chaingraph.data.rows.map(chaingraph.full).find(one => one.product === 'p4')")
    browser.find_element("id", "language").click()
    assert why["why"][1] in card(browser)
    assert "Local makers" in card(browser)
    assert browser.execute_script("return document.documentElement.lang") == "en"
    assert "Product 4" in browser.execute_script("return chaingraph.network.body.nodes.p4.options.label")
    browser.find_element("id", "language").click()
    assert why["why"][0] in card(browser)


def test_a_page_in_english_speaks_english_and_turns_chinese_and_back(browser: Any, english: Path) -> None:
    for page in sorted(english.glob("*.html")):
        visit(browser, page)
        told = "return document.querySelector('h1').textContent.trim()"
        first = browser.execute_script(told)
        assert first
        assert not re.search(CHINESE, first)
        browser.find_element("id", "language").click()
        assert re.search(CHINESE, browser.execute_script(told))
        browser.find_element("id", "language").click()
        assert browser.execute_script(told) == first
        browser.execute_script("localStorage.clear()")


def test_hostile_names_are_shown_as_text(browser: Any, hostile: Path) -> None:
    visit(browser, hostile / "chain-steel.html", "#p0")
    assert browser.execute_script("return document.querySelector('#card h2').textContent") == HOSTILE[0]
    assert browser.execute_script("return document.querySelectorAll('#card img, #card script, #table img').length") == 0


def test_cones_show_what_lies_before_behind_and_what_stops(browser: Any, plain: Path) -> None:
    visit(browser, plain / "chain-steel.html", "#p4")
    everything = set(rows(browser))
    seen = []
    for number in range(3):
        browser.find_elements("css selector", "#card .cones button")[number].click()
        seen.append(set(rows(browser)))
    up, down, stops = seen
    assert "p4" in up & down & stops
    assert "p2" in up
    assert "p5" in down
    assert up | down <= everything
    card_of = browser.execute_script(
        "return chaingraph.data.rows.map(chaingraph.full).find(one => one.product === 'p4')"
    )
    assert stops == {"p4", *card_of["fails"]} & everything
    assert stops > {"p4"}
    browser.find_element("css selector", "#filters button[type=reset]").click()
    wait(browser, f"document.querySelectorAll('#table tbody tr:not([hidden])').length === {len(everything)}")


def test_search_by_pinyin_initials_and_maker_and_filter_by_city(browser: Any, plain: Path) -> None:
    visit(browser, plain / "chain-steel.html")
    for typed, found in (("gangban", {"p5"}), ("gb", {"p5"}), ("春城钢铁厂", None)):
        browser.execute_script(
            "const f = document.getElementById('search'); f.value = arguments[0]; f.dispatchEvent(new Event('input', {bubbles: true}))",
            typed,
        )
        told = set(rows(browser))
        assert told == found if found is not None else "p4" in told
    browser.execute_script(
        "document.getElementById('search').value = ''; const f = document.getElementById('city'); f.value = '220100'; f.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    made = browser.execute_script(
        "return chaingraph.data.rows.map(chaingraph.full).filter(one => one.makers_rows.length).map(one => one.product)"
    )
    assert set(rows(browser)) == set(made)


def test_the_map_and_the_table_can_be_taken_away_as_text(browser: Any, hostile: Path) -> None:
    import xml.etree.ElementTree as tree

    for page in chain_pages(hostile):
        visit(browser, page)
        drawn = tree.fromstring(browser.execute_script("return chaingraph.svg()"))
        boxes = [one for one in drawn if one.tag.endswith("rect")]
        assert len(boxes) >= len(rows(browser))
        assert all(one.tag.rpartition("}")[2] in ("rect", "text", "line") for one in drawn)
        lines = list(csv.reader(browser.execute_script("return chaingraph.csv()").splitlines()))
        assert len(lines[0]) == 12
        assert not [cell for line in lines for cell in line if cell[:1] in ("=", "@")]


def test_the_map_of_the_parts_takes_the_chosen_measure(browser: Any, plain: Path) -> None:
    browser.get((plain / "index.html").as_uri())
    before = browser.find_element("css selector", "#map .value").text
    browser.execute_script(
        "const f = document.getElementById('measure'); f.value = 'made'; f.dispatchEvent(new Event('change'))"
    )
    shown = browser.find_element("css selector", "#map .value").text
    wanted = json.loads(browser.find_element("css selector", "#map g").get_attribute("data-values"))
    assert shown == str(wanted["made"])
    assert before == str(wanted["fill"])


def test_segments_fold_and_unfold(browser: Any, plain: Path) -> None:
    visit(browser, plain / "chain-steel.html")
    drawn = "chaingraph.network.body.nodeIndices.filter(id => !id.startsWith('edgeId')).sort()"
    whole = browser.execute_script(f"return {drawn}")
    browser.find_element("id", "fold").click()
    folded = browser.execute_script(f"return {drawn}")
    assert set(whole) - set(folded) == {"p2", "p4"}
    fold = next(iter(set(folded) - set(whole)))
    label = f"chaingraph.network.body.nodes[{json.dumps(fold)}].options.label"
    assert browser.execute_script(f"return {label}") == "▸ 炼钢 (2)"
    ends = browser.execute_script(
        "return Object.values(chaingraph.network.body.edges).map(one => [one.fromId, one.toId])"
    )
    assert [fold, "p5"] in ends
    assert all("p2" not in pair and "p4" not in pair for pair in ends)
    browser.execute_script(
        "const f = document.getElementById('search'); f.value = '钢水'; f.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    assert browser.execute_script(f"return {label}") == "▸ 炼钢 (1/2)"
    browser.execute_script(
        "chaingraph.network.body.emitter.emit('click', {nodes: [arguments[0]], edges: [], event: {}, pointer: {}})",
        fold,
    )
    assert set(browser.execute_script(f"return {drawn}")) == {*folded, "p2", "p4"}
    browser.find_element("id", "fold").click()
    assert browser.execute_script(f"return {drawn}") == whole


def test_the_enterprises_of_a_chain_and_what_stops_with_one(browser: Any, plain: Path) -> None:
    visit(browser, plain / "chain-steel.html")
    browser.find_element("id", "firms").click()
    told = browser.execute_script("return chaingraph.network.body.nodeIndices.sort()")
    assert told == ["firm e1", "firm e2", "firm e3"]
    assert "2" in browser.find_element("id", "firms-note").text
    browser.find_element("id", "firms").click()
    chosen = browser.execute_script(
        "const f = document.getElementById('firm'); f.value = 'e2'; f.dispatchEvent(new Event('change', {bubbles: true})); return f.value"
    )
    assert chosen == "e2"  # alone makes p5
    assert set(rows(browser)) == {"p5", "p6", "p7", "p8", "p9"} & set(
        browser.execute_script("return chaingraph.data.rows.map(one => one.product)")
    )


def test_the_table_as_a_workbook_has_text_and_numbers_and_no_formulas(
    browser: Any, hostile: Path, tmp_path: Path
) -> None:
    visit(browser, hostile / "chain-steel.html")
    told = browser.execute_async_script(
        "const done = arguments[0]; chaingraph.xlsx().arrayBuffer().then(one => done(Array.from(new Uint8Array(one))))"
    )
    (tmp_path / "table.xlsx").write_bytes(bytes(told))
    cells = [list(row) for row in openpyxl.load_workbook(tmp_path / "table.xlsx").active.iter_rows()]
    assert [row[0].value for row in cells[1:]] == sorted(row[0].value for row in cells[1:])
    assert "=1+1" in {row[1].value for row in cells}
    assert {cell.data_type for row in cells for cell in row} <= {"s", "n", "inlineStr"}


def test_every_enterprise_park_and_project_has_a_card(browser: Any, plain: Path) -> None:
    visit(browser, plain / "chain-steel.html", "#p4")
    links = browser.execute_script(
        "return Array.from(document.querySelectorAll('#card a[href^=\"directory\"]'), one => one.getAttribute('href'))"
    )
    assert "directory.html#enterprise/e1" in links
    visit(browser, plain / "directory.html", "#project/j%2F1")
    assert "新项目" in card(browser)
    browser.find_element("link text", "开发区").click()
    wait(browser, "document.querySelector('#card h2').textContent === '开发区'")
    visit(browser, plain / "directory.html", "#enterprise/e1")
    told = card(browser)
    assert all(word in told for word in ("春城钢铁厂", "长春市", "钢水", "二厂", "外埠厂", "年报"))
    browser.execute_script(
        "const f = document.getElementById('search'); f.value = 'ccgtc'; f.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    assert len(browser.find_elements("css selector", "#entities li")) == 1


def test_two_parts_stand_side_by_side(browser: Any, tmp_path: Path) -> None:
    data = write_dataset(tmp_path / "data")
    with (data / "regions.csv").open("a", encoding="utf-8") as file:
        file.write("220200,吉林市,Jilin City,220000\n")
    with (data / "enterprises.csv").open("a", encoding="utf-8") as file:
        file.write("e5,江城厂,220200,,\n")
    with (data / "makes.csv").open("a", encoding="utf-8") as file:
        file.write("e5,p5,,,\ne5,p3,,,\n")
    site(data, tmp_path / "out")
    visit(browser, tmp_path / "out" / "compare.html", "#220200/220100")

    def told(name: str) -> list[str]:
        return browser.execute_script(
            f"return Array.from(document.querySelectorAll('#{name} li'), one => one.textContent)"
        )

    assert told("only-left") == ["废钢"]
    assert told("both") == ["钢板"]
    assert told("only-right") == ["钢水", "整车"]
    assert browser.execute_script("return document.getElementById('head-left').textContent") == "吉林市"


@pytest.mark.parametrize("kind", ["plain", "hostile", "english"])
def test_no_serious_fault_of_accessibility(browser: Any, kind: str, request: pytest.FixtureRequest) -> None:
    axe = pytest.importorskip("axe_core_python", reason="no axe-core found: accessibility not tested")
    script = (Path(str(axe.__file__)).parent / "axe.min.js").read_text("utf-8")
    faults = []
    for page in sorted(request.getfixturevalue(kind).glob("*.html")):
        visit(browser, page)
        browser.execute_script(script)
        told = browser.execute_async_script(
            "const done = arguments[0]; axe.run(document, {preload: false}).then(done, one => done({violations: [{id: String(one), impact: 'serious', nodes: []}]}))"
        )
        faults += [
            (page.name, one["id"], [node["html"][:120] for node in one["nodes"][:2]])
            for one in told["violations"] if one["impact"] in ("serious", "critical")
        ]  # fmt: skip
    assert not faults


def test_what_stops_can_be_told_in_bits(browser: Any, plain: Path) -> None:
    visit(browser, plain / "chain-steel.html", "#p4")
    order = browser.execute_script("return chaingraph.data.rows.map(chaingraph.full).map(one => one.product)")
    for places in ([0, 3], [1, 2, 4, 5, 6, 7]):
        bits = format(sum(1 << place for place in places), "x")
        browser.execute_script(
            "chaingraph.data.rows.map(chaingraph.full).find(one => one.product === 'p4').stops = arguments[0]", bits
        )
        browser.find_elements("css selector", "#card .cones button")[2].click()
        assert set(rows(browser)) == {"p4", *(order[place] for place in places)}
