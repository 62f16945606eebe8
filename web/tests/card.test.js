import assert from "node:assert/strict";
import test from "node:test";
import { Card } from "../src/card.js";
import { HOSTILE, chain } from "./data.js";
import { page } from "./page.js";

/**
 * The card of a product, and what it told.
 * @param {string} product
 * @param {string} [lang]
 */
function written(product, lang) {
  const panel = /** @type {HTMLElement} */ (page('<body><aside id="card"></aside></body>').getElementById("card"));
  /** @type {unknown[]} */
  const told = [];
  const tell = { chosen: told.push.bind(told), narrowed: told.push.bind(told) };
  new Card(chain(lang), panel, product, tell).write();
  return { panel, told };
}

test("texts of the data are text, never markup", () => {
  const { panel } = written("ore");
  assert.equal(panel.querySelectorAll("img, script").length, 0);
  assert.ok(panel.textContent?.includes(HOSTILE));
});

test("a source on the web opens apart and learns nothing of the page", () => {
  const { panel } = written("ore");
  const [link] = panel.querySelectorAll("ol a");
  assert.equal(link.getAttribute("href"), "https://example.org/a?b=1&c=2");
  assert.deepEqual([link.getAttribute("rel"), link.getAttribute("target")], ["noopener noreferrer", "_blank"]);
  assert.equal(panel.querySelectorAll("ol li").length, 2);
});

test("an address that re-hosts a text is there to copy, and no link", () => {
  const { panel } = written("ore", "en");
  assert.equal(panel.querySelector("ol .address")?.textContent, "at http://copy.example/?a=1&b");
  assert.equal(panel.querySelectorAll("ol a").length, 1);
});

test("a fact has the numbers of its sources, as far as the card has them", () => {
  const { panel } = written("ore");
  assert.equal(panel.querySelector(".cite")?.textContent, " [1]");
});

test("names lead to cards: of enterprises, of products of other chains", () => {
  const { panel } = written("ore");
  const links = [...panel.querySelectorAll("a")].map((one) => one.getAttribute("href"));
  assert.ok(links.includes("directory.html#enterprise/e%2F1"));
  assert.ok(links.includes("chain-cars.html#engine"));
  assert.ok(links.includes("chain-steel.html#ore"));
});

test("the card speaks the language of the page", () => {
  for (const [lang, name, why, reads] of [
    ["zh-CN", "铁矿石", "因为", "处置：补"],
    ["en", "Iron ore", "because", "Action: fill"],
  ]) {
    const { panel } = written("ore", lang);
    assert.equal(panel.querySelector("h2")?.textContent, name);
    assert.equal(panel.querySelector(".why-text")?.textContent, why);
    assert.ok(panel.querySelector(".tags")?.textContent?.includes(reads));
  }
});

test("the cones tell which products to show", () => {
  const { panel, told } = written("iron");
  for (const button of panel.querySelectorAll(".cones button")) {
    /** @type {HTMLButtonElement} */ (button).click();
  }
  assert.deepEqual(told, [new Set(["iron", "ore"]), new Set(["iron", "steel", "car"]), new Set(["car", "iron"])]);
});
