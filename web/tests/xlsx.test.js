import assert from "node:assert/strict";
import test from "node:test";
import { crc32 } from "node:zlib";
import { cell, crc, escaped, sheetName, workbook } from "../src/xlsx.js";

/**
 * The files of a zip without compression, found by its index; their sums are those of zlib.
 * @param {Buffer} zip
 */
function files(zip) {
  const end = zip.length - 22;
  assert.equal(zip.readUInt32LE(end), 0x06054b50);
  /** @type {Map<string, string>} */
  const found = new Map();
  let at = zip.readUInt32LE(end + 16);
  assert.equal(at + zip.readUInt32LE(end + 12), end);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    assert.equal(zip.readUInt32LE(at), 0x02014b50);
    const [sum, packed, size] = [16, 20, 24].map((place) => zip.readUInt32LE(at + place));
    const long = zip.readUInt16LE(at + 28);
    const name = zip.toString("utf-8", at + 46, at + 46 + long);
    const local = zip.readUInt32LE(at + 42);
    assert.equal(zip.readUInt32LE(local), 0x04034b50);
    assert.equal(zip.toString("utf-8", local + 30, local + 30 + long), name);
    const bytes = zip.subarray(local + 30 + long, local + 30 + long + size);
    assert.equal(packed, size);
    assert.equal(crc32(bytes), sum);
    found.set(name, bytes.toString("utf-8"));
    at += 46 + long;
  }
  return found;
}

test("the sums are those of zip", () => {
  assert.equal(crc(new TextEncoder().encode("123456789")), 0xcbf43926);
  assert.equal(crc(new Uint8Array()), 0);
});

test("a workbook is a zip of the parts of Office Open XML", async () => {
  const made = workbook("钢铁 <链>", [
    ["产品", 1.5],
    ["=1+1", null],
  ]);
  const parts = files(Buffer.from(await made.arrayBuffer()));
  assert.deepEqual([...parts.keys()].sort(), [
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/_rels/workbook.xml.rels",
    "xl/workbook.xml",
    "xl/worksheets/sheet1.xml",
  ]);
  assert.match(parts.get("xl/workbook.xml") ?? "", /name="钢铁 &lt;链&gt;"/);
  const sheet = parts.get("xl/worksheets/sheet1.xml") ?? "";
  assert.match(
    sheet,
    /<row><c t="inlineStr"><is><t xml:space="preserve">产品<\/t><\/is><\/c><c><v>1.5<\/v><\/c><\/row>/,
  );
  assert.ok(sheet.includes(">=1+1</t>"));
  assert.ok(!sheet.includes("<f"));
  assert.match(made.type, /spreadsheetml\.sheet$/);
});

test("equal tables give equal bytes", async () => {
  const [one, other] = await Promise.all([0, 1].map(() => workbook("t", [["a", 1]]).arrayBuffer()));
  assert.deepEqual(Buffer.from(one), Buffer.from(other));
});

test("cells are numbers, text or empty, never formulas", () => {
  assert.equal(cell(-0.5), "<c><v>-0.5</v></c>");
  assert.equal(cell(""), "<c/>");
  assert.equal(cell(undefined), "<c/>");
  assert.match(cell("=1+1"), /inlineStr.*>=1\+1</);
  assert.match(cell(Infinity), /inlineStr/);
  assert.ok(cell("长".repeat(40_000)).length < 33_000);
});

test("text is what XML can hold", () => {
  assert.equal(escaped('<a href="x">&amp;</a>'), "&lt;a href=&quot;x&quot;&gt;&amp;amp;&lt;/a&gt;");
  assert.equal(escaped("a\u0000\u0008\u000b\u001f\ufffeb\tc\n"), "ab\tc\n");
  assert.equal(escaped("\ud800x\udc00 😀"), "x 😀");
});

test("the name of a sheet is one that a workbook may have", () => {
  assert.equal(sheetName("a[b]:c*d?e/f\\g'h"), "a b  c d e f g h");
  assert.equal(sheetName("长".repeat(40)).length, 31);
  assert.equal(sheetName("[]"), "Sheet1");
});
