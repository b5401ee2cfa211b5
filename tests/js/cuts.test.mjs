// Where a cut lies in its picture, and what arrow keys do to its point.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

// As text, because older Node.js takes a .js file that no package.json speaks for to be no module.
const source = await readFile(new URL("../../static/js/admin/cuts.js", import.meta.url), "utf8");
const { boxOf, moved } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

test("a cut lies around its point as far as the edges allow", () => {
  assert.deepEqual(boxOf(800, 500, 1, [0.5, 0.5]), [150, 0, 500, 500]);
  assert.deepEqual(boxOf(800, 500, 1, [0.1, 0.5]), [0, 0, 500, 500]);
  assert.deepEqual(boxOf(800, 500, 1, [1, 0]), [300, 0, 500, 500]);
});

test("a picture that is higher than the cut loses above and below", () => {
  assert.deepEqual(boxOf(400, 1000, 2, [0.9, 0.5]), [0, 400, 400, 200]);
});

test("arrow keys move the point, and not out of the picture", () => {
  assert.deepEqual(moved([0.5, 0.5], "ArrowLeft", 0.1), [0.4, 0.5]);
  assert.deepEqual(moved([0.5, 0.95], "ArrowDown", 0.1), [0.5, 1]);
  assert.equal(moved([0.5, 0.5], "a", 0.1), null);
});
