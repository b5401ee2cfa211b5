// Shows the first words of what a comment answers beside the link to it; without it the link leads there.
const LENGTH = 240;
// Long enough that a pointer on its way across the page opens nothing.
const PAUSE = 150;
const fetched = new Map();
let open = null;

export function enhance(place) {
  for (const kind of ["pointerover", "focusin"]) place.addEventListener(kind, peek);
}

export async function peek({ target, type, pointerType }) {
  const link = target.closest(".answers");
  // A finger is on its way there already, and so is who clicked.
  if (!link || open?.link === link || pointerType === "touch" || (type === "focusin" && !link.matches(":focus-visible"))) return;
  close();
  const mine = (open = { link });
  await new Promise((done) => setTimeout(done, PAUSE));
  const entry = open === mine && (await entryOf(link.dataset.jump));
  if (open === mine && entry) show(mine, entry);
}

async function entryOf(number) {
  const here = document.querySelector(`#comment-${number} > .entry`);
  if (here || fetched.has(number)) return here ?? fetched.get(number);
  const page = await fetch(`/comments/${number}/`).then((answer) => (answer.ok ? answer.text() : "")).catch(() => "");
  const entry = new DOMParser().parseFromString(page, "text/html").querySelector(".chosen .entry");
  if (entry) fetched.set(number, entry);
  return entry;
}

function show(mine, entry) {
  mine.note = Object.assign(document.createElement("p"), { id: "peek", className: "peek", role: "tooltip" });
  const writer = Object.assign(document.createElement("bdi"), { textContent: entry.querySelector(".writer")?.textContent ?? "" });
  const words = Object.assign(document.createElement("span"), { dir: "auto", textContent: gist(entry) });
  mine.note.append(writer, " ", words);
  mine.link.setAttribute("aria-describedby", "peek");
  mine.link.parentElement.after(mine.note);
}

/** The beginning of a comment's own words, without what it quotes where there is more. */
function gist(entry) {
  const own = entry.querySelector(".words, .epitaph").cloneNode(true);
  for (const quotation of own.querySelectorAll("blockquote")) if (own.textContent.trim() !== quotation.textContent.trim()) quotation.remove();
  const words = own.textContent.trim().replace(/\s+/g, " ");
  return words.length > LENGTH ? `${words.slice(0, LENGTH).replace(/[\s.,;:]+$/, "")}…` : words;
}

function close() {
  open?.note?.remove();
  open?.link.removeAttribute("aria-describedby");
  open = null;
}

/** It stays while the pointer or the focus is on the link, or the pointer on what it shows. */
document.addEventListener("pointerover", ({ target }) => {
  if (open && !target.closest(".answers, .peek") && open.link !== document.activeElement) close();
});
document.addEventListener("focusout", () => open && !open.link.matches(":hover") && close());
document.addEventListener("click", close);
document.addEventListener("keydown", ({ key }) => key === "Escape" && close());
