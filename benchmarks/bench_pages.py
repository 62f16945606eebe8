"""First picture of a chain of 2,000 products and 5,000 inputs in headless Chromium with the network cut: our page
against pyvis' defaults.

Needs a Chromium, its driver and selenium (the development tools). Ready means that the map has been drawn; pyvis' page
is given sixty seconds. Prints seconds, page weights and the ratio from one run; then the longest frame while filters
are set.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from pyvis.network import Network

import chaingraph as cg
from chaingraph.tables import load_rows
from chaingraph.views.site import write_site

PRODUCTS, INPUTS, PATIENCE = 2_000, 5_000, 60
FRAMES = """const done = arguments[0]; let last = performance.now(), worst = 0, turn = 0;
    const field = document.getElementById('search');
    function step(now) { worst = Math.max(worst, now - last); last = now;
        if (turn++ === 20) { done(worst); return; }
        %s
        requestAnimationFrame(step); }
    requestAnimationFrame(step);"""
ACTS = {
    "filtering": "field.value = turn % 2 ? '1' : ''; field.dispatchEvent(new Event('input', {bubbles: true}));",
    "moving": "chaingraph.network.moveTo({position: {x: 400 + 20 * turn, y: 10 * turn}});",
}


def tables() -> dict[str, list[dict[str, str]]]:
    rng = random.Random(1)
    pairs = set()
    while len(pairs) < INPUTS:
        product = rng.randrange(20, PRODUCTS)
        pairs.add((product, rng.randrange(max(0, product - 300), product)))
    return {
        "regions": [{"code": "990000", "name_zh": "虚构省"}],
        "chains": [{"id": "large", "name_zh": "大链"}],
        "products": [
            {"id": f"p{i}", "name_zh": f"虚构产品{i}", "chain": "large", "stage": ("upstream", "midstream", "downstream")[i * 3 // PRODUCTS],
             "segment_zh": f"领域{i % 40}", "final": "yes" if i > 1_900 else "no"}
            for i in range(PRODUCTS)
        ],
        "inputs": [{"product": f"p{one}", "input": f"p{other}"} for one, other in sorted(pairs)],
        "enterprises": [{"id": f"e{i}", "name_zh": f"企业{i}", "region": "990000"} for i in range(1_500)],
        "makes": [{"enterprise": f"e{i}", "product": f"p{rng.randrange(PRODUCTS)}"} for i in range(1_500)],
    }  # fmt: skip


def browser() -> Any:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    for word in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--window-size=1600,987",
    ):
        options.add_argument(word)
    service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    return webdriver.Chrome(options=options, service=service)


def until(driver: Any, page: Path, ready: str) -> float | None:
    start = time.perf_counter()
    driver.set_page_load_timeout(PATIENCE)
    try:
        driver.get(page.as_uri())
        while time.perf_counter() - start < PATIENCE:
            if driver.execute_script(f"return {ready}"):
                return time.perf_counter() - start
            time.sleep(0.02)
    except Exception as error:
        print(f"  {type(error).__name__}")
    return None


def main() -> None:
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(aside)
        world = cg.world(load_rows(tables()))
        write_site(world, cg.gaps(world), folder / "site")
        ours = folder / "site" / "chain-large.html"
        net = Network(cdn_resources="in_line", directed=True)
        net.add_nodes(list(world.network.products), label=[one.name_zh for one in world.network.products.values()])
        for one, other in world.network.graph.edges:
            net.add_edge(one, other)
        theirs = folder / "pyvis.html"
        theirs.write_text(net.generate_html(), "utf-8")
        driver = browser()
        try:
            until(driver, folder / "site" / "index.html", "true")  # the browser's own start is not counted
            told = [until(driver, ours, "document.documentElement.dataset.ready === '1'") for _ in range(3)]
            best = min((one for one in told if one is not None), default=None)
            print(
                f"ours: {[None if one is None else round(one, 2) for one in told]} s, {ours.stat().st_size / 2**20:.1f} MB"
            )
            until(driver, ours, "document.documentElement.dataset.whole === '1'")
            for what, act in ACTS.items():
                print(f"longest frame while {what}: {driver.execute_async_script(FRAMES % act):.0f} ms")
            other = until(
                driver,
                theirs,
                "typeof network !== 'undefined' && document.querySelector('canvas') !== null && document.getElementById('loadingBar') !== null && document.getElementById('loadingBar').style.display === 'none'",
            )
            print(
                f"pyvis' defaults: {'not drawn in ' + str(PATIENCE) if other is None else round(other, 1)} s, {theirs.stat().st_size / 2**20:.1f} MB"
            )
            if best and other:
                print(f"ratio {other / best:.0f}")
            elif best:
                print(f"ratio more than {PATIENCE / best:.0f}")
        finally:
            driver.quit()


if __name__ == "__main__":
    main()
