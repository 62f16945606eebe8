import assert from "node:assert/strict";
import test from "node:test";
import { hay, matches } from "../src/filter.js";
import { chainData } from "./data.js";

/** @import { Wish } from "../src/filter.js" */

/** @param {Partial<Wish>} wish */
function left(wish) {
  const whole = { text: "", city: "", kind: "", status: new Set(), action: new Set(), only: null, ...wish };
  return chainData()
    .rows.filter((card) => matches(card, whole))
    .map((card) => card.product);
}

test("who asks for nothing sees all", () => {
  assert.equal(left({}).length, 4);
});

test("the search finds names in both languages, ids, sounds and makers", () => {
  assert.deepEqual(left({ text: "钢水" }), ["steel"]);
  assert.deepEqual(left({ text: "pig" }), ["iron"]);
  assert.deepEqual(left({ text: "caryin" }), ["car"]);
  assert.deepEqual(left({ text: "春城厂" }), ["iron", "steel"]);
  assert.deepEqual(left({ text: "no such" }), []);
});

test("a search does not run from one field into the next", () => {
  const [card] = chainData().rows;
  assert.ok(hay(card).includes("iron ore"));
  assert.ok(!hay({ ...card, name_zh: "甲", name_en: "乙" }).includes("甲乙"));
});

test("each filter narrows, and together they narrow more", () => {
  assert.deepEqual(left({ status: new Set(["unseen"]) }), ["ore", "car"]);
  assert.deepEqual(left({ status: new Set(["unseen", "single"]) }).length, 4);
  assert.deepEqual(left({ action: new Set(["none"]) }), ["iron", "steel"]);
  assert.deepEqual(left({ city: "220100" }), ["iron", "steel"]);
  assert.deepEqual(left({ kind: "energy" }), []);
  assert.deepEqual(left({ only: new Set(["ore", "iron"]) }), ["ore", "iron"]);
  assert.deepEqual(left({ only: new Set(["ore", "iron"]), city: "220100", text: "生" }), ["iron"]);
  assert.deepEqual(left({ only: new Set() }), []);
});
