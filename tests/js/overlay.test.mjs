// Which deeds a reader finds on a comment. The elements are stand-ins, as small as the module's needs.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { beforeEach, test } from "node:test";

// As text, because older Node.js takes a .js file that no package.json speaks for to be no module.
const source = await readFile(new URL("../../static/js/comments/overlay.js", import.meta.url), "utf8");
const { addDeeds, layOver } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

const LABELS = { edit: "Edit", deletion: "Delete", decision: "Decide" };

/** What the deeds of a comment stand in: the footer of its words, or the sentence in their place. */
class Place {
  constructor(kind, deeds) {
    this.kind = kind;
    this.links = deeds.map((deed) => ({ href: `/comments/7/${deed}/`, remove: () => this.drop(deed) }));
  }
  drop(deed) {
    this.links = this.links.filter((link) => !link.href.endsWith(`/${deed}/`));
  }
  matches(selector) {
    return selector === this.kind;
  }
  querySelector(selector) {
    const [, however, address] = selector.match(/^\[href(\$?)="(.*)"\]$/);
    return this.links.find((link) => (however ? link.href.endsWith(address) : link.href === address)) ?? null;
  }
  append(...nodes) {
    this.links.push(...nodes.filter((node) => typeof node === "object"));
  }
  get deeds() {
    return this.links.map((link) => link.href.split("/").at(-2));
  }
}

const commentWith = (place) => ({ dataset: { id: "7" }, querySelector: () => place });

beforeEach(() => {
  globalThis.document = { createElement: () => ({ dataset: {} }) };
});

test("the author edits and deletes, and neither recommends nor reports", () => {
  const place = new Place(".deeds", ["vote", "reply", "report"]);

  addDeeds(commentWith(place), { labels: LABELS, deeds: { 7: ["edit", "deletion"] }, everywhere: [] });

  assert.deepEqual(place.deeds, ["reply", "edit", "deletion"]);
  assert.deepEqual(place.links.slice(1).map((link) => link.textContent), ["Edit", "Delete"]);
});

test("everybody else finds what everybody finds", () => {
  const place = new Place(".deeds", ["reply", "report"]);

  addDeeds(commentWith(place), { labels: LABELS, deeds: { 8: ["edit"] }, everywhere: [] });

  assert.deepEqual(place.deeds, ["reply", "report"]);
});

test("a moderator decides on every comment, taken down or not", () => {
  const standing = new Place(".deeds", ["reply", "report"]);
  const tombstone = new Place(".epitaph", []);

  for (const place of [standing, tombstone]) {
    addDeeds(commentWith(place), { labels: LABELS, deeds: {}, everywhere: ["decision"] });
  }

  assert.deepEqual(standing.deeds, ["reply", "report", "decision"]);
  assert.deepEqual(tombstone.deeds, ["decision"]);
});

test("words that were taken down are neither edited nor deleted again", () => {
  const place = new Place(".epitaph", []);

  addDeeds(commentWith(place), { labels: LABELS, deeds: { 7: ["edit", "deletion"] }, everywhere: [] });

  assert.deepEqual(place.deeds, []);
});

test("twice does no more than once", () => {
  const place = new Place(".deeds", ["reply", "report"]);
  const mine = { labels: LABELS, deeds: { 7: ["edit"] }, everywhere: ["decision"] };

  addDeeds(commentWith(place), mine);
  addDeeds(commentWith(place), mine);

  assert.deepEqual(place.deeds, ["reply", "edit", "decision"]);
});

test("a comment without a place for deeds is left alone", () => {
  assert.doesNotThrow(() => addDeeds(commentWith(null), { labels: LABELS, deeds: {}, everywhere: ["decision"] }));
});

test("where the reader's own cannot be had the discussion stays as it is", async () => {
  globalThis.fetch = async () => ({ ok: false });
  const section = { dataset: { overlay: "/discussions/1/overlay/" }, querySelectorAll: () => assert.fail("touched") };

  await layOver(section);

  assert.equal(section.overlay, undefined);
});
