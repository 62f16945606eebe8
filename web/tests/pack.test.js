import assert from "node:assert/strict";
import test from "node:test";
import { deflateSync } from "node:zlib";
import { packed, unpacked } from "../src/pack.js";
import { page } from "./page.js";

/** @param {string | Buffer} told */
const pack = (told) => deflateSync(told).toString("base64");

test("what was packed comes back", async () => {
  const value = { 名: ["钢水", null, 1.5, "</script>"], empty: {}, long: "啊".repeat(100_000) };
  assert.deepEqual(await unpacked(`\n${pack(JSON.stringify(value))} `), value);
});

test("data that are cut off or are no JSON are refused", async () => {
  const whole = pack(JSON.stringify([1, 2, 3].map((one) => "x".repeat(1000) + one)));
  await assert.rejects(unpacked(whole.slice(0, 12)));
  await assert.rejects(unpacked(pack("{")));
});

test("a browser that cannot read the data is told so on the page", () => {
  const document = page("<body><p>first</p></body>");
  void packed("data");
  const note = document.body.firstElementChild;
  assert.match(note?.textContent ?? "", /浏览器过旧.*too old/);
  assert.equal(note?.className, "note");
});
