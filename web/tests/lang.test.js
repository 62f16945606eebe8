import assert from "node:assert/strict";
import test from "node:test";
import { Language } from "../src/lang.js";
import { page } from "./page.js";

const PAGE = `<html lang="zh-CN"><head><title>吉林</title></head>
<body data-languages="zh en" data-tag-zh="zh-CN" data-tag-en="en"
data-title-zh="吉林" data-title-en="Jilin"><h1><span data-en="Links">环节</span></h1>
<input data-zh-placeholder="名称" data-en-placeholder="Name" placeholder="名称"><b>steel</b></body></html>`;

/** @param {Document} document */
function shown(document) {
  return [
    document.documentElement.lang,
    document.title,
    document.querySelector("h1")?.textContent,
    document.querySelector("input")?.getAttribute("placeholder"),
  ];
}
const ZH = ["zh-CN", "吉林", "环节", "名称"];
const EN = ["en", "Jilin", "Links", "Name"];

test("the language turns and turns back, and nothing of the page is lost", () => {
  const document = page(PAGE);
  const language = new Language(document);
  language.begin();
  assert.deepEqual(shown(document), ZH);
  language.turn();
  assert.deepEqual(shown(document), EN);
  language.turn();
  assert.deepEqual(shown(document), ZH);
  assert.equal(document.querySelector("b")?.textContent, "steel");
});

test("an English page keeps its words when Chinese ones stand there", () => {
  const document = page(
    `<html lang="en"><body data-languages="zh en" data-tag-zh="zh-CN" data-title-zh="题" data-title-en="T">
    <i data-zh="环节">Links</i></body></html>`,
  );
  const language = new Language(document);
  assert.deepEqual([language.now, language.tag], ["en", "en"]);
  language.set("zh");
  assert.equal(document.querySelector("i")?.textContent, "环节");
  language.set("en");
  assert.equal(document.querySelector("i")?.textContent, "Links");
});

test("what was chosen is remembered, and told to all who asked", () => {
  const first = new Language(page(PAGE));
  /** @type {string[]} */
  const told = [];
  first.onChange(() => told.push(first.now));
  first.turn();
  assert.deepEqual(told, ["en"]);
  document.documentElement.lang = "zh-CN"; // as the page is when it is opened next
  const again = new Language(document);
  assert.equal(again.now, "zh");
  again.begin();
  assert.equal(again.now, "en");
  window.localStorage.setItem("chaingraph.lang", "fr");
  again.begin();
  assert.equal(again.now, "en");
});

test("a browser that refuses to remember changes the language all the same", () => {
  const language = new Language(page(PAGE));
  Object.defineProperty(window, "localStorage", {
    get: () => {
      throw new Error("refused");
    },
  });
  language.begin();
  language.turn();
  assert.equal(language.now, "en");
});

test("of each language, one is in the language of the page", () => {
  const language = new Language(page(PAGE));
  assert.equal(language.of(["甲", "a"]), "甲");
  assert.equal(language.textOf(null), "");
  language.set("en");
  assert.equal(language.textOf(["甲", "a"]), "a");
});

test("a page of three languages goes through all of them and back", () => {
  const document = page(
    `<html lang="en"><body data-languages="zh en pt_BR" data-tag-zh="zh-CN" data-tag-en="en" data-tag-pt_BR="pt-BR"
    data-title-zh="题" data-title-en="T" data-title-pt_BR="P"><i data-zh="环节" data-pt_BR="Elos">Links</i></body></html>`,
  );
  const language = new Language(document);
  const seen = [1, 2, 3].map(() => {
    language.turn();
    return [document.documentElement.lang, document.title, document.querySelector("i")?.textContent];
  });
  assert.deepEqual(seen, [
    ["pt-BR", "P", "Elos"],
    ["zh-CN", "题", "环节"],
    ["en", "T", "Links"],
  ]);
  assert.equal(language.of(["甲", "a", "b"]), "a");
});

test("a number chooses the plural form of the language", () => {
  const russian = '<html lang="ru"><body data-languages="zh ru" data-tag-zh="zh-CN" data-tag-ru="ru"></body></html>';
  const language = new Language(page(russian));
  const forms = ["звено", "звена", "звеньев"];
  assert.deepEqual(
    [1, 2, 5, 21].map((n) => language.plural(forms, n)),
    ["звено", "звена", "звеньев", "звено"],
  );
  language.set("zh");
  assert.equal(language.plural(["环节"], 1), "环节");
});
