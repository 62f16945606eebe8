import assert from "node:assert/strict";
import test from "node:test";
import { Turns } from "../src/turns.js";

test("in a small chain work is done at once", () => {
  let done = 0;
  new Turns(false).soon("rows", () => (done += 1));
  assert.equal(done, 1);
});

test("in a large chain the newest work of each kind is done, one in a frame", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {(() => void)[]} */
  const frames = [];
  Object.assign(globalThis, { requestAnimationFrame: (/** @type {() => void} */ act) => frames.push(act) });
  /** @type {string[]} */
  const done = [];
  const turns = new Turns(true);
  turns.soon("rows", () => done.push("old rows"));
  turns.soon("edges", () => done.push("edges"));
  turns.soon("rows", () => done.push("new rows"));
  assert.equal(done.length, 0);
  context.mock.timers.tick(30);
  assert.deepEqual(done, ["edges"]);
  frames.pop()?.();
  context.mock.timers.tick(1);
  assert.deepEqual(done, ["edges", "new rows"]);
  frames.pop()?.();
  context.mock.timers.tick(1);
  assert.equal(frames.length, 0);
  turns.soon("rows", () => done.push("again"));
  context.mock.timers.tick(30);
  assert.equal(done.length, 3);
});
