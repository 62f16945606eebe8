import assert from "node:assert/strict";
import test from "node:test";
import { Folding, boundsOf, bundled, foldedLayout, spread, viewOf, wholeLayout } from "../src/layout.js";
import { chainData } from "./data.js";

const { graph } = chainData();

test("a fold stands for its products until it is opened", () => {
  const folding = new Folding(graph.folds, true);
  assert.deepEqual(
    ["ore", "iron"].map((one) => folding.boxOf(one)),
    ["ore", "s1"],
  );
  folding.opened.add("s1");
  assert.equal(folding.boxOf("iron"), "iron");
  folding.turn();
  assert.deepEqual([folding.on, folding.opened.size, folding.foldOf("iron")], [false, 0, undefined]);
  folding.turn();
  assert.equal(folding.boxOf("iron"), "s1");
  assert.equal(new Folding([], true).on, false);
});

test("opened folds stand beside their column, in the same lane, and no box stands on another", () => {
  const folding = new Folding(graph.folds, true);
  const before = foldedLayout(graph, folding);
  assert.deepEqual(
    before.places.map((one) => one.id),
    ["ore", "s1", "car"],
  );
  folding.opened.add("s1");
  const after = foldedLayout(graph, folding);
  assert.deepEqual(
    after.places.map((one) => one.id),
    ["ore", "s1", "iron", "steel", "car"],
  );
  assert.deepEqual(
    after.lanes.map((lane) => lane.stage),
    ["upstream", "downstream"],
  );
  assert.equal(new Set(after.places.map(({ x, y }) => `${x} ${y}`)).size, 5);
  assert.equal(after.lanes[0].right - after.lanes[0].left, 2 * graph.grid.column);
  assert.ok(after.lanes[0].right < after.lanes[1].left);
});

test("a long fold is broken into columns no longer than the others", () => {
  const members = Array.from({ length: 30 }, (_, place) => `p${place}`);
  const folding = new Folding([{ id: "f", stage: "upstream", name: "f", members }], true);
  folding.opened.add("f");
  const { places, bottom } = foldedLayout({ folded: [{ stage: "upstream", ids: ["f"] }], grid: graph.grid }, folding);
  assert.deepEqual([...new Set(places.map((one) => one.x))], [0, 200, 400, 600]);
  assert.ok(places.every((one) => Math.abs(one.y) < bottom));
});

test("arrows into folds become one, told by how many; those inside a fold go", () => {
  const folding = new Folding(graph.folds, true);
  const { arrows, left } = bundled(graph.edges, (product) => folding.boxOf(product));
  assert.deepEqual(
    arrows.map((one) => [one.from, one.to, "count" in one && one.count]),
    [
      ["ore", "s1", 1],
      ["s1", "car", 1],
    ],
  );
  assert.equal(left, 0);
  folding.turn();
  assert.deepEqual(bundled(graph.edges, (product) => folding.boxOf(product)).arrows, graph.edges);
});

test("of too many bundles the heaviest stay, and single arrows always", () => {
  const edge = graph.edges[0];
  const edges = [
    ["a1", "b"],
    ["a2", "b"],
    ["c1", "b"],
    ["x", "y"],
  ].map(([from, to], n) => ({ ...edge, id: `${n}`, from, to }));
  const { arrows, left } = bundled(edges, (one) => (/\d/.test(one) ? one[0] : one), 1);
  assert.deepEqual(
    arrows.map((one) => one.from),
    ["a", "x"],
  );
  assert.deepEqual("ends" in arrows[0] && arrows[0].ends, ["a1", "b", "a2", "b"]);
  assert.equal(left, 1);
});

test("a map that can be read is shown as a whole, a larger one from the start of the chain", () => {
  const screen = { wide: 1000, high: 600 };
  const small = viewOf({ left: 0, right: 988, top: 0, bottom: 100 }, screen, 14, false);
  assert.deepEqual(small, { position: { x: 494, y: 50 }, scale: 1 });
  const box = { left: 0, right: 10_000, top: 0, bottom: 100 };
  const large = viewOf(box, screen, 14, false);
  assert.ok(14 * large.scale > 9);
  assert.equal(large.position.x, 1000 / large.scale / 2);
  assert.equal(large.position.y, 50);
  assert.equal(viewOf(box, screen, 14, true).position.x, 5000);
});

test("the frame of what is drawn, and of nothing", () => {
  const drawn = wholeLayout(graph);
  assert.deepEqual(boundsOf(drawn), { left: -100, right: 100, top: -68, bottom: 176 });
  assert.ok(boundsOf({ lanes: [], top: 0, bottom: 0 }).right > 0);
  assert.deepEqual(spread({ row: 10 }, [5, -5]), { top: -15, bottom: 15 });
});
