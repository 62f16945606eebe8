import assert from "node:assert/strict";
import test from "node:test";
import { cellsOf, gathered, sorted, withOthers } from "../src/table.js";
import { chain } from "./data.js";

/**
 * @param {string} key
 * @param {boolean} [down]
 * @param {string} [lang]
 */
function order(key, down = false, lang = "zh-CN") {
  return sorted(chain(lang), { key, down }, new Set()).map((card) => card.product);
}

test("rows are sorted by numbers, empty ones last both ways, equals by rank", () => {
  assert.deepEqual(order("rank"), ["steel", "iron", "car", "ore"]);
  assert.deepEqual(order("score"), ["iron", "car", "steel", "ore"]);
  assert.deepEqual(order("score", true), ["steel", "iron", "car", "ore"]);
  assert.deepEqual(order("criticality", true), order("rank"));
});

test("names are sorted by the letters of the language, statuses in their own order", () => {
  assert.deepEqual(order("product", false, "en"), ["car", "ore", "iron", "steel"]);
  assert.deepEqual(order("product"), ["steel", "iron", "ore", "car"]); // gang, sheng, tie, zheng
  assert.deepEqual(order("status"), ["car", "ore", "steel", "iron"]);
});

test("what the filters leave out is not in the table", () => {
  assert.deepEqual(
    sorted(chain(), { key: "rank", down: false }, new Set(["steel", "ore"])).map((one) => one.rank),
    [2, 3],
  );
});

test("the cells of a row are words of the language", () => {
  const cells = cellsOf(chain("en"), chain("en").data.rows[0]);
  assert.equal(cells.length, 12);
  assert.deepEqual([cells[0], cells[1], cells[3], cells[6], cells[11]], ["4", "Iron ore", "", "—", "because"]);
});

test("rows of one family are one line, where its first stands; others stand alone", () => {
  const rows = chain().data.rows.map((row) => ({
    ...row,
    family: ["ore", "iron"].includes(row.product) ? "metal" : null,
  }));
  const lines = gathered(rows).map((line) => line.map((row) => row.product));
  assert.deepEqual(lines, [["ore", "iron"], ["steel"], ["car"]]);
  assert.deepEqual(gathered([]), []);
});

test("what is arranged within the province stands between what is to be done and what can wait", () => {
  const page = chain();
  const actions = ["none", "defer", "pair", "fill"];
  page.data.rows.forEach((row, place) => (row.action = actions[place]));
  const actionsInOrder = sorted(page, { key: "action", down: false }, new Set()).map((row) => row.action);
  assert.deepEqual(actionsInOrder, ["fill", "pair", "defer", "none"]);
});

test("equals of a score carry a mark beside their rank", () => {
  const page = chain();
  page.data.rows[0].tied = 3;
  assert.equal(cellsOf(page, page.data.rows[0])[0], "4=");
});

test("a line says which of its members are in another state", () => {
  const page = chain();
  page.data.words["family.and-others"] = ["{first}；{products}为{value}", "{first}; {value}: {products}"];
  const [one, other] = page.data.rows;
  one.action = "fill";
  other.action = "defer";
  page.data.words.defer = ["缓补", "defer"];
  const name = page.words.nameOf(other.product);
  assert.equal(withOthers(page.words, [one, other], "action", "补"), `补；${name}为缓补`);
  assert.equal(withOthers(page.words, [one], "action", "补"), "补");
});
