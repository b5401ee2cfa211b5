// What the browser keeps of drafts, how long and how many.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { beforeEach, test } from "node:test";

// As text, because older Node.js takes a .js file that no package.json speaks for to be no module.
const source = await readFile(new URL("../../static/js/comments/drafts.js", import.meta.url), "utf8");
const { read, sweep, write } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

const DAY = 86_400_000;
const draft = (at, body = "Begun") => ({ body, key: "k", at, known: "", isKept: false });

/** The browser's store: what is kept are properties of its own, so that they can be counted. */
class Store {
  getItem(name) {
    return this[name] ?? null;
  }
  setItem(name, value) {
    this[name] = value;
  }
  removeItem(name) {
    delete this[name];
  }
}

beforeEach(() => {
  globalThis.localStorage = new Store();
});

test("what is written is read again", () => {
  const wrote = write("draft 1 /a/", draft(Date.now()));

  assert.equal(wrote, true);
  assert.equal(read("draft 1 /a/").body, "Begun");
});

test("nothing is read where nothing was written", () => {
  assert.equal(read("draft 1 /a/"), null);
});

test("what is older than a month is not brought back", () => {
  write("draft 1 /a/", draft(0));

  assert.equal(read("draft 1 /a/", 29 * DAY).body, "Begun");
  assert.equal(read("draft 1 /a/", 31 * DAY), null);
});

test("words without end are cut, far beyond what can be sent", () => {
  write("draft 1 /a/", draft(Date.now(), "x".repeat(1_000_000)));

  assert.equal(read("draft 1 /a/").body.length, 100_000);
});

test("a browser without room says so", () => {
  localStorage.setItem = () => {
    throw new Error("QuotaExceededError");
  };

  assert.equal(write("draft 1 /a/", draft(0)), false);
});

test("the oldest of too many go, and nothing that is not a draft", () => {
  for (let number = 0; number < 60; number++) write(`draft 1 /${number}/`, draft(number * 1000));
  localStorage.setItem("keys", '"on"');

  sweep(DAY);

  const names = Object.keys(localStorage);
  assert.equal(names.length, 51);
  assert.ok(names.includes("keys") && names.includes("draft 1 /59/") && !names.includes("draft 1 /9/"));
});

test("what is old goes, however few there are", () => {
  write("draft 1 /a/", draft(0));

  sweep(31 * DAY);

  assert.deepEqual(Object.keys(localStorage), []);
});
