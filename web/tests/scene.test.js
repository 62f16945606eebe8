import assert from "node:assert/strict";
import test from "node:test";
import { Folding } from "../src/layout.js";
import { firmOf, firmScene, foldLabel, productScene } from "../src/scene.js";
import { chain } from "./data.js";

test("products that the filters leave out are faint, on the whole map and on the folded one", () => {
  const told = chain();
  const faint = new Set(["ore", "iron"]);
  const whole = productScene(told, new Folding(told.data.graph.folds, false), faint);
  assert.deepEqual(
    whole.boxes.map((box) => [box.id, box.opacity]),
    [
      ["ore", 0.18],
      ["iron", 0.18],
      ["steel", 1],
      ["car", 1],
    ],
  );
  assert.equal(whole.arrows.length, 3);
  const folded = productScene(told, new Folding(told.data.graph.folds, true), faint);
  assert.deepEqual(
    folded.boxes.map((box) => box.label),
    ["▲ ore", "▸ 炼 (1/2)", "▲ car"],
  );
});

test("a fold tells its name, shortened, and how many products it holds", () => {
  const told = chain();
  const [fold] = told.data.graph.folds;
  const folding = new Folding([fold], true);
  assert.equal(foldLabel(told, folding, fold, new Set()), "▸ 炼 (2)");
  folding.opened.add(fold.id);
  assert.equal(
    foldLabel(told, folding, { ...fold, name: "一二三四五六七八九十甲乙" }, new Set()),
    "▾ 一二三四五六七八九十… (2)",
  );
});

test("boxes of enterprises lead back to the enterprises", () => {
  const told = chain("en");
  told.data.firms.nodes = ["e 1", "e2"].map((id, y) => ({
    id,
    x: 0,
    y,
    name: ["厂", "Works"],
    local: y === 0,
    labels: [
      ["■ 厂", 14],
      ["■ Works", 12],
    ],
  }));
  told.data.firms.edges = [["e 1", "e2", "steel", 2.5]];
  const { boxes, arrows } = firmScene(told);
  assert.deepEqual(
    boxes.map((box) => firmOf(box.id)),
    ["e 1", "e2"],
  );
  assert.equal(boxes[0].label, "■ Works");
  assert.deepEqual([arrows[0].from, arrows[0].to], [boxes[0].id, boxes[1].id]);
  assert.match(String(arrows[0].title), /^Steel/);
});
