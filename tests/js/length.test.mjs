// The form counts words as the server does.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const read = (path) => readFile(new URL(path, import.meta.url), "utf8");
// As text, because older Node.js takes a .js file that no package.json speaks for to be no module.
const source = await read("../../static/js/admin/length.js");
const { countWords, minutesToRead } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": "\u00a0", "&#8211;": "–" };
const unescape = (text) => text.replace(/&[^;\s]+;/g, (entity) => ENTITIES[entity]);

for (const [body, words] of JSON.parse(await read("../lengths.json"))) {
  test(`${JSON.stringify(body)} has ${words} words`, () => assert.equal(countWords(body, unescape), words));
}

test("minutes are whole, and at least one of anything", () => {
  assert.deepEqual([0, 1, 350, 360, 4760].map((words) => minutesToRead(words, 238)), [0, 1, 1, 2, 20]);
});
