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

for (const lacking of ["DecompressionStream", "replaceChildren"]) {
  test(`a browser without ${lacking} is told so on the page`, async () => {
    const document = page('<body><p>first</p><script id="data" data-too-old="浏览器过旧 too old"></script></body>');
    const whole = { DecompressionStream };
    Object.assign(window, lacking in whole ? {} : whole);
    const { body } = document;
    const has = (/** @type {object} */ _, /** @type {string | symbol} */ name) => name !== lacking && name in body;
    Object.defineProperty(document, "body", { value: new Proxy(body, { has, get: of }) });
    void packed("data");
    const note = body.firstElementChild;
    assert.match(note?.textContent ?? "", /浏览器过旧.*too old/);
    assert.equal(note?.className, "note");
  });
}

/**
 * A property of `body`, bound to it.
 * @param {any} body
 * @param {string | symbol} name
 */
function of(body, name) {
  return typeof body[name] === "function" ? body[name].bind(body) : body[name];
}

test("a browser that can is not told", async () => {
  const document = page("<body></body>");
  Object.assign(window, { DecompressionStream });
  const data = document.createElement("script");
  data.id = "data";
  data.textContent = pack("[1]");
  document.body.append(data);
  assert.deepEqual(await packed("data"), [1]);
  assert.equal(document.querySelector(".note"), null);
});
