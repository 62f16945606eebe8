import assert from "node:assert/strict";
import test from "node:test";
import { Chain, cone, placesOf } from "../src/chain.js";
import { chain, chainData, detail, language } from "./data.js";

test("what lies before a product and what lies behind it", () => {
  const { edges } = chainData().graph;
  assert.deepEqual(cone(edges, "steel", "up"), new Set(["steel", "iron", "ore"]));
  assert.deepEqual(cone(edges, "steel", "down"), new Set(["steel", "car"]));
  assert.deepEqual(cone(edges, "alone", "up"), new Set(["alone"]));
});

test("a cycle ends", () => {
  const edges = [
    ["a", "b"],
    ["b", "c"],
    ["c", "a"],
    ["c", "d"],
  ].map(([from, to]) => ({ from, to }));
  assert.deepEqual(cone(edges, "a", "down"), new Set(["a", "b", "c", "d"]));
  assert.deepEqual(cone(edges, "a", "up"), new Set(["a", "b", "c"]));
});

test("places are told as numbers or as bits", () => {
  const rows = Array.from({ length: 70 }, (_, place) => ({ product: `p${place}` }));
  for (const places of [[], [0], [3, 4], [0, 63, 64, 69], rows.map((_, place) => place)]) {
    const wanted = new Set(places.map((place) => `p${place}`));
    const bits = places.reduce((sum, place) => sum | (1n << BigInt(place)), 0n).toString(16);
    assert.deepEqual(placesOf(rows, places), wanted);
    assert.deepEqual(placesOf(rows, bits), wanted);
  }
});

test("the rest of a card is added once, to the same object", () => {
  const made = new Chain(chainData(), language());
  const [ore] = made.data.rows;
  assert.equal(made.whole, false);
  assert.throws(() => made.full(ore), /not come/);
  made.complete(made.data.rows.map(detail));
  assert.equal(made.full(ore).why[1], "because");
  made.full(ore).why = ["变", "changed"];
  assert.equal(made.full(made.row("ore")), ore);
  assert.equal(made.full(ore).why[1], "changed");
});

test("a chain knows its products and whether it is large", () => {
  const made = chain();
  assert.deepEqual([made.has("steel"), made.has("engine"), made.large], [true, false, false]);
  made.data.graph.first_sight = 3;
  assert.equal(made.large, true);
});
