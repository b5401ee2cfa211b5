// What the buttons make of a selection. [ and ] stand for its two ends, | for a caret.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

// As text, because older Node.js takes a .js file that no package.json speaks for to be no module.
const source = await readFile(new URL("../../static/js/comments/marks.js", import.meta.url), "utf8");
const { mark, quotation } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

function read(shown) {
  const start = shown.search(/[[|]/);
  const end = shown.includes("|") ? start : shown.indexOf("]") - 1;
  return { value: shown.replace(/[[\]|]/g, ""), start, end };
}

function show(value, { from, to, text, start, end }) {
  const whole = value.slice(0, from) + text + value.slice(to);
  const middle = start === end ? "|" : `[${whole.slice(start, end)}]`;
  return whole.slice(0, start) + middle + whole.slice(end);
}

function press(name, shown) {
  const { value, start, end } = read(shown);
  return show(value, mark(name, value, start, end));
}

for (const [name, before, after] of [
  ["bold", "so [it] is", "so **[it]** is"],
  ["bold", "so | is", "so **|** is"],
  ["italic", "so [it] is", "so *[it]* is"],
  ["code", "so [it] is", "so `[it]` is"],
  ["bold", "[two words ]here", "**[two words]** here"],
  ["italic", "**[it]**", "***[it]***"],
  ["bold", "*[it]*", "***[it]***"],
]) {
  test(`${name} around ${before}`, () => assert.equal(press(name, before), after));
}

for (const [name, before, after] of [
  ["bold", "so **[it]** is", "so [it] is"],
  ["italic", "so *[it]* is", "so [it] is"],
  ["italic", "***[it]***", "**[it]**"],
  ["bold", "***[it]***", "*[it]*"],
  ["code", "so `[it]` is", "so [it] is"],
  ["quote", "> [one\n> two]", "[one\ntwo]"],
  ["list", "- [one\n- two]", "[one\ntwo]"],
]) {
  test(`${name} once more takes it away from ${before}`, () => assert.equal(press(name, before), after));
}

test("an address becomes the target of words to come", () => {
  const { value, start, end } = { value: "https://example.org/", start: 0, end: 20 };

  assert.equal(show(value, mark("link", value, start, end)), "[|](https://example.org/)");
});

test("words become those of a target to come", () => {
  const made = mark("link", "the harbour", 4, 11);

  assert.equal(made.text, "[harbour](https://)");
  assert.equal(("the " + made.text).slice(made.start, made.end), "https://");
});

test("code of several lines becomes a block", () => {
  assert.equal(press("code", "[one\ntwo]"), "```\n[one\ntwo]\n```");
});

test("a quotation takes whole lines, all of them", () => {
  assert.equal(press("quote", "o[ne\n\ntw]o"), "[> one\n> \n> two]");
});

test("what follows at once is parted from a quotation, or it would be quoted too", () => {
  assert.equal(press("quote", "[one]\ntwo"), "[> one]\n\ntwo");
});

test("a list begins on its line, wherever the caret is", () => {
  assert.equal(press("list", "before\nmil|k"), "before\n- milk|");
});

test("a selection that ends at the beginning of a line leaves that line alone", () => {
  const made = mark("list", "one\ntwo", 0, 4);

  assert.equal(made.text, "- one\n");
});

test("a quotation leaves room to answer", () => {
  assert.equal(show("", quotation("", 0, "> one\n\n")), "> one\n\n|");
});

test("a quotation stands apart from the words before and after it", () => {
  assert.equal(show("before\nafter", quotation("before\nafter", 7, "> one\n\n")), "before\n\n> one\n\n|after");
});
