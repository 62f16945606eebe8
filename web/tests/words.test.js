import assert from "node:assert/strict";
import test from "node:test";
import { Words, figure, filled, share } from "../src/words.js";
import { chainData, language } from "./data.js";

test("values stand where their names stood, as they are", () => {
  assert.equal(filled("{n} of {all}, {n}", { n: 0, all: "五" }), "0 of 五, 0");
  assert.equal(filled("{name} ({n})", { name: "{n}$&", n: 3 }), "{n}$& (3)");
  assert.equal(filled("{unknown}", {}), "{unknown}");
});

test("numbers are told with commas, and a dash for none", () => {
  assert.equal(figure(1234.5678), "1,234.568");
  assert.equal(figure(1234.5678, 0), "1,235");
  assert.equal(figure(0), "0");
  assert.equal(share(0.5), "0.500");
  for (const none of [null, undefined]) {
    assert.equal(figure(none), "—");
    assert.equal(share(none), "—");
  }
});

test("words and names are in the language of the page; what has no name is told by its id", () => {
  const [zh, en] = ["zh-CN", "en"].map((lang) => new Words(chainData(), language(lang)));
  assert.equal(zh.say("page.more", { n: 2 }), "再 2");
  assert.equal(en.say("page.more", { n: 2 }), "2 more");
  assert.deepEqual(
    [zh, en].map((words) => [1, 2].map((n) => words.say("page.fold-inputs", { n }))),
    [
      ["1 条", "2 条"],
      ["1 input", "2 inputs"],
    ],
  );
  assert.deepEqual([zh.nameOf("steel"), en.nameOf("steel"), en.nameOf("p9")], ["钢水", "Steel", "p9"]);
  assert.equal(zh.say("no such word"), "");
});
