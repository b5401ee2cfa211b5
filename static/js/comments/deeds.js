// Brings a deed's form to its comment and sends it; whatever goes wrong, form and words stay. Without it: a page each.
import { settle } from "./settling.js";

const FRAGMENT = { headers: { "X-Fragment": "1" } };
// Forbidden and not understood: these answers hold what was typed.
const REFUSALS = [403, 422];

/** Open the form under the comment, or close it again. */
export async function openDeed(event, link, section) {
  event.preventDefault();
  const comment = link.closest(".comment");
  const open = comment.querySelector(":scope > .deed-place");
  if (comment.ariaBusy === "true" || (open && !close(open)) || open?.dataset.deed === link.href) return;
  comment.ariaBusy = "true";
  const answer = await fetch(link.href, FRAGMENT).catch(() => null);
  const html = answer && (await answer.text().catch(() => null));
  comment.ariaBusy = null;
  // What is neither a form nor a refusal, such as the way to the sign-in, is a page of its own.
  if (html !== null && !answer.ok && answer.status !== 403) location.assign(link.href);
  else show(comment, link, html === null ? [note(section.dataset.failed, "alert")] : nodesOf(html));
}

function show(comment, link, nodes) {
  const place = document.createElement("div");
  place.className = "deed-place";
  place.dataset.deed = link.href;
  place.append(...nodes);
  comment.querySelector(":scope > .entry").after(place);
  link.setAttribute("aria-expanded", "true");
  place.querySelector("textarea, input:not([type=hidden]), button, a")?.focus();
}

/** Close the form that the keyboard is in, and go back to where it was opened from. */
export function leaveDeed(event) {
  const place = event.target.closest(".deed-place");
  const link = place?.parentElement.querySelector(":scope > .entry [aria-expanded]");
  if (place && close(place)) link?.focus();
}

/** Take the form away, unless it holds words that were not sent: then it is only found again. */
function close(place) {
  const words = place.querySelector("textarea");
  if (words?.value.trim() && ("refused" in place.dataset || words.value !== words.defaultValue)) {
    words.focus();
    return false;
  }
  place.parentElement.querySelector(":scope > .entry [aria-expanded]")?.removeAttribute("aria-expanded");
  place.remove();
  return true;
}

/** Send the form; on any failure the form and its words stay. */
export async function sendDeed(event, section) {
  const form = event.target;
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  const body = new FormData(form, event.submitter);
  const answer = await fetch(form.action, { method: "POST", body, ...FRAGMENT }).catch(() => null);
  const html = answer && (await answer.text().catch(() => null));
  form.ariaBusy = null;
  form.querySelector(".deed-word")?.remove();
  if (answer?.status === 401) form.append(note(section.dataset.signedOut, "alert"));
  else if (html !== null && REFUSALS.includes(answer.status)) refuse(form, nodesOf(html));
  else if (html === null || !answer.ok) form.append(note(section.dataset.failed, "alert"));
  else if (form.dataset.done) thank(form);
  else settle(form, nodesOf(html), answer, section);
}

function note(sentence, role) {
  const word = document.createElement("p");
  return Object.assign(word, { className: "note deed-word", textContent: sentence, role });
}

function thank(form) {
  const word = Object.assign(note(form.dataset.done, "status"), { tabIndex: -1 });
  form.replaceWith(word);
  word.focus();
}

/** The server's form with what is wrong with it, or its refusal, which holds the words too. */
function refuse(form, nodes) {
  const place = form.parentElement;
  place.dataset.refused = "";
  // The answer holds the sentences around the form, too; beside the form on the article there are none of its own.
  if (place.matches(".deed-place")) place.replaceChildren(...nodes);
  else form.replaceWith(...nodes);
  (place.querySelector("[aria-invalid=true]") ?? place.querySelector("[role=alert] a, textarea, button"))?.focus();
}

/** The nodes of an answer: a fragment's own, or what a whole page has to say. */
function nodesOf(html) {
  const answer = document.createElement("template");
  answer.innerHTML = html.trim();
  return [...(answer.content.querySelector("main") ?? answer.content).childNodes];
}
