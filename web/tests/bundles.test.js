import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { Linter } from "eslint";

const ASSETS = new URL("../../chaingraph/views/site/assets/", import.meta.url);

// what says that a browser is too old must be read by it; a workbook is made by a script of its own
for (const [name, ecmaVersion] of /** @type {const} */ ([
  ["chaingraph.js", 2017],
  ["lists.js", 2017],
  ["xlsx.js", 2018],
])) {
  test(`${name} is a classic script that browsers of ${ecmaVersion} can read`, () => {
    const text = readFileSync(new URL(name, ASSETS), "utf-8");
    const found = new Linter().verify(text, [{ languageOptions: { ecmaVersion, sourceType: "script" } }]);
    assert.deepEqual(found, []);
  });
}
