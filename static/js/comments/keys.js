// Walks a discussion by single keys; they can be switched off in their help (?), and rest while somebody types.
import { unfoldTo } from "./folds.js";

const STEPS = {
  j: (all, at) => all[at + 1],
  k: (all, at) => all[at - 1],
  n: (all, at) => all.slice(at + 1).find((comment) => comment.matches(".is-new")),
  p: (all, at) => all.slice(0, Math.max(at, 0)).findLast((comment) => comment.matches(".is-new")),
  t: (all, at) => all.slice(at + 1).find((comment) => !comment.parentElement.closest(".comment")),
  u: (all, at) => answered(all[at]),
};
// What is new is gone to though its branch is folded.
const UNFOLDING = "np";

export function listenToKeys(section) {
  const help = section.querySelector("[data-keys]");
  const toggle = help?.querySelector("input");
  if (!toggle) return;
  toggle.checked = localStorage.getItem("keys") !== "off";
  toggle.addEventListener("change", () => localStorage.setItem("keys", toggle.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    if (event.key === "?") return help.showModal();
    if (!toggle.checked) return;
    if (event.key === "q") document.querySelector(".quote-button:not([hidden])")?.click();
    if (event.key === "f") fold(section);
    else if (event.key in STEPS) walk(section, STEPS[event.key], UNFOLDING.includes(event.key));
  });
}

function walk(section, step, unfolds) {
  const all = [...section.querySelectorAll(".comment")].filter((comment) => unfolds || comment.checkVisibility());
  const next = step(all, all.indexOf(here(section)));
  if (!next) return;
  unfoldTo(next);
  section.here = next;
  const link = next.querySelector(":scope > .entry .when");
  link?.focus({ preventScroll: true });
  next.querySelector(":scope > .entry").scrollIntoView({ block: "nearest" });
}

/** What a comment answers: as it says itself, or what it stands under. */
function answered(comment) {
  const number = comment?.querySelector(":scope > .entry .answers")?.dataset.jump;
  return document.getElementById(`comment-${number}`) ?? comment?.parentElement.closest(".comment");
}

/** The comment that has the focus, or was walked to last. */
function here(section) {
  return document.activeElement?.closest(".comment") ?? section.here;
}

function fold(section) {
  const branch = here(section)?.querySelector(":scope > details.branch");
  if (branch) branch.open = !branch.open;
}
