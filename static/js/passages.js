// Brings what can be done with selected words: quoting them, and telling the desk about a passage of the article; the
// latter without script by the link below the article, on whose page one copies them.

// As many letters as the page for it takes.
const LONGEST = 1_000;
// The quote button has found its place by then.
const PAUSE = 120;
const body = document.querySelector("main > article > .body");
const section = document.querySelector("[data-quote]");
const place = document.querySelector("[data-marked]");
const way = place?.querySelector("a");
const address = way?.getAttribute("href");
const button = Object.assign(document.createElement("a"), {
  className: "button remark-button",
  textContent: place?.dataset.marked,
  hidden: true,
});
let words = "";
let soon = 0;

if (section) await import("./comments/quote.js").then(({ offerQuotes }) => offerQuotes(section), () => {});
if (place) follow();

function follow() {
  // Pressing one of them must not take the selection away.
  for (const link of [button, way]) link?.addEventListener("pointerdown", (event) => event.preventDefault());
  if (!way) button.addEventListener("click", fillIn);
  button.addEventListener("blur", look);
  for (const kind of ["selectionchange", "scroll"]) document.addEventListener(kind, look, { passive: true });
  look();
}

function look() {
  clearTimeout(soon);
  soon = setTimeout(() => show(selected()), PAUSE);
}

/** The range of what is selected, where all of it stands in the article's words. */
function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.toString().trim()) return null;
  const range = selection.getRangeAt(0);
  return body.contains(range.commonAncestorContainer) ? range : null;
}

function show(range) {
  // Who has reached it by the keyboard keeps it.
  if (!range && document.activeElement === button) return;
  button.hidden = !range;
  words = range ? cut(getSelection().toString().trim()) : "";
  const taken = words ? `${address}?${new URLSearchParams({ passage: words })}` : address;
  if (way) way.href = taken;
  button.href = way ? taken : "#id_passage";
  if (range) putBeside(range);
}

/** The beginning, up to the end of a word; in letters as the server counts them. */
function cut(text) {
  const letters = [...text];
  return letters.length > LONGEST ? letters.slice(0, LONGEST).join("").replace(/\s+\S*$/, "") : text;
}

function putBeside(range) {
  const quoting = body.parentElement.querySelector(":scope > .quote-button:not([hidden])");
  // Only where it stands elsewhere: put in anew it would lose the focus.
  const before = quoting ?? body;
  if (!button.isConnected || (quoting && button.previousElementSibling !== quoting)) before.after(button);
  const { top, left } = quoting ? besideButton(quoting.getBoundingClientRect()) : belowEnd(range);
  button.style.top = `${top}px`;
  button.style.left = `${left}px`;
}

/** Right of the quote button, left of it, below it or above it: where there is room first. */
function besideButton({ top, right, bottom, left }) {
  const { offsetWidth: width, offsetHeight: height } = button;
  if (right + 8 <= farthest()) return { top, left: right + 8 };
  if (left - 8 - width >= 8) return { top, left: left - 8 - width };
  const isRoomBelow = bottom + 8 + height <= innerHeight;
  return { top: isRoomBelow ? bottom + 8 : top - 8 - height, left: Math.min(left, farthest()) };
}

function belowEnd(range) {
  const end = [...range.getClientRects()].at(-1) ?? body.getBoundingClientRect();
  const top = Math.min(end.bottom + 8, innerHeight - button.offsetHeight - 8);
  return { top, left: Math.max(8, Math.min(end.right - button.offsetWidth, farthest())) };
}

const farthest = () => document.documentElement.clientWidth - button.offsetWidth - 8;

/** Where the form for it stands on the page itself. */
function fillIn(event) {
  event.preventDefault();
  place.querySelector("[name=passage]").value = words;
  place.querySelector("[name=words]").focus();
}
