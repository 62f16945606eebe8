import assert from "node:assert/strict";
import test from "node:test";
import { shared } from "../src/compare.js";
import { keyOf, searched } from "../src/directory.js";
import { productLink } from "../src/product-link.js";
import { HOSTILE, chainData, language } from "./data.js";
import { page } from "./page.js";

test("what two parts make alone and together, and what one can give the other", () => {
  assert.deepEqual(shared({ made: ["a", "b", "c"], fill: ["d"] }, { made: ["b", "d"], fill: ["a", "x"] }), {
    "only-left": ["a", "c"],
    both: ["b"],
    "only-right": ["d"],
    "gives-left": ["a"],
    "gives-right": ["d"],
  });
});

test("the address of an entry is safe, and its names, place, sounds and id are searched", () => {
  assert.equal(keyOf("project", "j/1 甲"), "project/j%2F1%20%E7%94%B2");
  const told = searched({ id: "E1", name: ["厂", "Works"], place: ["长春", "Changchun"], sounds: ["ccgtc"] });
  for (const wanted of ["厂", "works", "长春", "changchun", "ccgtc", "e1"]) {
    assert.ok(told.includes(wanted), wanted);
  }
});

test("a product is linked where it has a page, and text where it has none", () => {
  page("<body></body>");
  const data = { products: { ...chainData().products, evil: /** @type {const} */ ([[HOSTILE, HOSTILE], null]) } };
  assert.equal(productLink(data, language(), "engine").getAttribute("href"), "chain-cars.html#engine");
  const evil = productLink(data, language(), "evil");
  assert.deepEqual([evil.tagName, evil.textContent, evil.children.length], ["SPAN", HOSTILE, 0]);
  assert.equal(productLink(data, language(), "p9").textContent, "p9");
});
