// What recent times are called.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

// As text, because older Node.js takes a .js file that no package.json speaks for to be no module.
const source = await readFile(new URL("../../static/js/times.js", import.meta.url), "utf8");
const { ahead, distance } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

test("a moment ago is this minute", () => {
  assert.equal(distance(0, "en"), "this minute");
  assert.equal(distance(59, "en"), "this minute");
});

test("minutes, hours and days are counted in full", () => {
  assert.equal(distance(119, "en"), "1 minute ago");
  assert.equal(distance(2 * 3600 + 3599, "en"), "2 hours ago");
  assert.equal(distance(3 * 86400, "en"), "3 days ago");
});

test("yesterday has a name", () => {
  assert.equal(distance(86400, "en"), "yesterday");
});

test("a page in another language says it so", () => {
  assert.equal(distance(5 * 60, "de"), "vor 5 Minuten");
});

test("a week and more, and what is still to come, keep their date", () => {
  assert.equal(distance(7 * 86400, "en"), "");
  assert.equal(distance(-1, "en"), "");
});

test("what is still to come is never said to be further away than it is", () => {
  assert.equal(ahead(2 * 3600 + 3599, "en"), "in 2 hours");
  assert.equal(ahead(40, "en"), "in 40 seconds");
  assert.equal(ahead(0, "en"), "");
});
