// Puts what came of a deed in place: a new comment under its parent, a changed one where it stood, a deleted one away.
import { enhance as relativeTimes } from "../times.js";
import { addDeeds, layOver } from "./overlay.js";

const DEEPEST_DRAWN = 6;

export async function settle(form, nodes, answer, section) {
  const isNew = answer.status === 201;
  const comment = form.closest(".comment");
  const elements = nodes.filter((node) => node.nodeType === Node.ELEMENT_NODE);
  const undo = elements.find((node) => "undo" in node.dataset);
  const entry = elements.find((node) => node.matches(".comment"));
  // Kept, and nothing to show yet.
  if (isNew && !entry) return form.replaceWith(...nodes);
  form.closest(".say")?.querySelector("[aria-expanded]")?.removeAttribute("aria-expanded");
  form.closest(".deed-place")?.remove();
  comment?.querySelector(":scope > .entry [aria-expanded]")?.removeAttribute("aria-expanded");
  count(answer, section);
  // Somebody whom the page did not know, and the browser remembers from now on.
  if (isNew && !section.overlay) await layOver(section, `/discussions/${section.dataset.number}/overlay/`);
  if (entry) dress(entry, isNew, section.overlay);
  if (undo) return takeDown(undo, entry, comment, section);
  if (!entry) return vanish(comment, section);
  // What was sent again may have arrived, and been brought, before.
  const there = section.querySelector(`#${entry.id}`);
  if (isNew && !there) place(entry, comment, section);
  else replace(there, entry);
  if (isNew && !comment) clear(form);
  tell(section, decodeURIComponent(answer.headers.get("X-Sentence")));
  section.querySelector(`#${entry.id} > .entry .when`)?.focus();
}

/** Let a screen reader say it. */
export function tell(section, sentence) {
  section.querySelector("[data-told]").textContent = sentence;
}

/** Put what waits, and nobody else sees, in its place: below what it answers, or at the end of the list. */
export function showWaiting(section) {
  const hasPlace = (entry) => entry.parent || section.querySelector("[data-list]");
  for (const entry of section.overlay.waiting) if (hasPlace(entry)) put(entry, section);
}

/** What was deleted goes, or what was decided is shown, and can be taken back for a while, if the script for that arrives. */
function takeDown(undo, entry, comment, section) {
  if (entry) replace(comment, entry);
  import("./undo.js").then(
    ({ offerUndo }) => offerUndo(undo, comment, section, entry ? null : vanish),
    () => entry || vanish(comment, section),
  );
}

function count(answer, section) {
  const heading = section.querySelector("#discussion-title");
  if (heading) heading.textContent = decodeURIComponent(answer.headers.get("X-Comment-Count"));
}

/** Put what another reader changed in its place: `change` is {id, parent, seq, html}. Says whether it was. */
export function put(change, section) {
  const template = document.createElement("template");
  template.innerHTML = change.html.trim();
  const entry = template.content.firstElementChild;
  const old = section.querySelector(`#comment-${change.id}`);
  const parent = section.querySelector(`#comment-${change.parent}`);
  // An answer to something further on waits there.
  if (!old && change.parent && !parent) return;
  dress(entry, false, section.overlay);
  if (old) replace(old, entry);
  else place(entry, parent, section);
}

function dress(entry, isNew, overlay) {
  if (overlay && isNew) overlay.deeds[entry.dataset.id] = ["edit", "deletion"];
  if (overlay) addDeeds(entry, overlay);
  relativeTimes(entry);
}

/** The comment as it is now, around the replies that stand there. */
function replace(comment, entry) {
  comment.className = entry.className;
  comment.dataset.seq = entry.dataset.seq;
  comment.querySelector(":scope > .entry").replaceWith(entry.querySelector(".entry"));
}

function place(entry, parent, section) {
  if (parent && levelOf(parent) >= DEEPEST_DRAWN) lastOfAnswers(parent).after(entry);
  else (parent ? branchOf(parent) : listOf(section)).append(entry);
  recount(entry, section);
}

function listOf(section) {
  section.querySelector(".empty")?.remove();
  const place = section.querySelector("[data-list]");
  if (!place.firstElementChild) place.innerHTML = '<ol class="comments"></ol>';
  return place.lastElementChild;
}

/** The list of a comment's replies, unfolded; of the comment that a page is about, the list below it. */
export function branchOf(parent) {
  const below = parent.closest(".chosen")?.parentElement.querySelector("#replies > .comments");
  if (below) return below;
  let branch = parent.querySelector(":scope > details.branch");
  if (!branch) {
    branch = Object.assign(document.createElement("details"), { className: "branch" });
    branch.innerHTML = "<summary></summary><ol></ol>";
    parent.append(branch);
  }
  branch.open = true;
  return branch.lastElementChild;
}

function levelOf(comment) {
  const above = comment.parentElement.closest(".comment");
  return above ? 1 + levelOf(above) : 0;
}

/** At the deepest level replies stand beside what they answer: the last of those that go back to `parent`. */
function lastOfAnswers(parent) {
  const answered = new Set([parent.dataset.id]);
  let last = parent;
  for (let next = parent; (next = next.nextElementSibling); ) {
    if (!answered.has(next.querySelector(".answers")?.dataset.jump)) break;
    answered.add(next.dataset.id);
    last = next;
  }
  return last;
}

/** Take the comment away, with a branch that it leaves empty and a tombstone that held the place for it alone. */
export function vanish(comment, section) {
  const list = comment.parentElement;
  const above = list.closest(".comment");
  comment.remove();
  if (above?.matches(".tombstone") && !above.querySelector(".comment, .more")) return vanish(above, section);
  recount(list, section);
  (above ?? section).querySelector(".when")?.focus();
}

/** Let each branch around `place` say how many replies it holds now. */
export function recount(place, section) {
  for (let branch = place.closest("details.branch"); branch; ) {
    const outer = branch.parentElement.closest("details.branch");
    const count = branch.querySelectorAll(".comment").length;
    branch.firstElementChild.textContent =
      count === 1 ? section.dataset.oneReply : section.dataset.replies.replace("#", count);
    if (!count) branch.remove();
    branch = outer;
  }
}

/** Make the form ready for another comment: sent once more with the same key, it would be the same comment. */
function clear(form) {
  for (const word of form.querySelectorAll(".errorlist, .house-rules, .note")) word.remove();
  form.querySelector(".field-wrong")?.classList.remove("field-wrong");
  const words = form.elements.body;
  words.defaultValue = "";
  words.removeAttribute("aria-invalid");
  form.reset();
  form.elements.form_key.value = newKey();
  words.dispatchEvent(new Event("input"));
}

/** Random, as a UUID is; crypto.randomUUID() is missing where the site is read over plain HTTP. */
function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
