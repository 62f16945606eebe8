import assert from "node:assert/strict";
import test from "node:test";
import { csv, csvCell, stem, withNumbers } from "../src/save.js";

test("text that a spreadsheet would take for a formula is guarded", () => {
  for (const text of ["=1+1", "+SUM(A1)", "-cmd|x", "@A1", "\tx", "\rx", '=HYPERLINK("x")', "--1"]) {
    assert.match(csvCell(text), /^"'/, text);
  }
});

test("numbers and plain text are as they are", () => {
  assert.equal(csvCell("-3.5"), '"-3.5"');
  assert.equal(csvCell("+1"), '"+1"');
  assert.equal(csvCell("钢水, 1=1"), '"钢水, 1=1"');
  assert.equal(csvCell(""), '""');
});

test("quotation marks and ends of lines stay inside their cell", () => {
  assert.equal(
    csv([
      ['a"b', "c\nd"],
      ["", "e,f"],
    ]),
    '"a""b","c\nd"\r\n"","e,f"',
  );
});

test("below the heads, what reads as a number is one", () => {
  const rows = [
    ["1", "head"],
    ["1,234.5", "—"],
    ["", "0.500"],
    ["12a", "=1+1"],
  ];
  assert.deepEqual(withNumbers(rows), [
    ["1", "head"],
    [1234.5, "—"],
    ["", 0.5],
    ["12a", "=1+1"],
  ]);
});

test("a name for a file has no letter that some system forbids", () => {
  assert.equal(stem('钢铁/吉林 "a":b|c'), "钢铁-吉林-a-b-c");
  assert.equal(stem("长".repeat(99)).length, 60);
});
