import assert from "node:assert/strict";
import test from "node:test";
import { Words, familyName, figure, filled, percent, share, statusOf } from "../src/words.js";
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

/** Words with the sentences of families and statuses. */
function worded() {
  const data = chainData();
  data.words = {
    ...data.words,
    "family.kinds": ["{family}（{kinds}）", "{family} ({kinds})"],
    "family.kinds-alone": ["{family}中的{kinds}", "{family}: {kinds}"],
    "family.kinds-alone-and-more": [
      ["{family}中的{kinds}等{total}种"],
      ["{family}: {kinds} +{n}", "{family}: {kinds} +{n}"],
    ],
    "family.kinds-and-more": [
      ["{family}（{kinds}等{total}种）"],
      ["{family} ({kinds} +{n})", "{family} ({kinds} +{n})"],
    ],
    "finding.status-verify": ["{status}，先核实", "{status}, verify"],
    "finding.status-verify-absent": ["{status}，先核实（{share}）", "{status}, verify ({share})"],
    "finding.status-absent": ["{status}（{share}）", "{status} ({share})"],
  };
  return new Words(data, language("zh-CN"));
}

test("a family is named with the first of its kinds, itself left out, and all are counted", () => {
  const words = worded();
  const [ore, iron, steel] = ["ore", "iron", "steel"].map((one) => words.nameOf(one));
  assert.equal(familyName(words, "ore", ["ore", "iron", "steel"]), `${ore}（${iron}、${steel}）`);
  assert.equal(familyName(words, "ore", ["iron", "steel", "x", "y"]), `${ore}中的${iron}、${steel}、x等4种`);
  assert.equal(familyName(words, "ore", ["iron", "ore", "steel", "x", "y"]), `${ore}（${iron}、${steel}、x等4种）`);
  assert.equal(familyName(words, "ore", ["iron", "steel"]), `${ore}中的${iron}、${steel}`);
});

test("a status says what is to be verified and how probable it is that there is none", () => {
  const words = worded();
  const unseen = { status: "unseen", verify: true, absent_probability: null };
  assert.equal(statusOf(words, unseen), "未见，先核实");
  assert.equal(statusOf(words, { ...unseen, absent_probability: 0.5 }), "未见，先核实（50%）");
  assert.equal(statusOf(words, { ...unseen, verify: false, absent_probability: 0.914 }), "未见（91%）");
  assert.equal(statusOf(words, { ...unseen, verify: false }), "未见");
  assert.equal(percent(null), "—");
});
