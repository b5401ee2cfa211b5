// Brings a deed's form to its comment and sends it; whatever goes wrong, form and words stay. Without it: a page each.
import { settle, tell } from "./settling.js";

export const FRAGMENT = { headers: { "X-Fragment": "1" } };

/** Open the form under the comment, or close it again; `dress` gives a form for words what scripts add to it. */
export async function openDeed(event, link, section, dress) {
  event.preventDefault();
  const comment = link.closest(".comment, .say");
  const open = comment.querySelector(":scope > .deed-place");
  if (comment.ariaBusy === "true" || (open && !close(open)) || open?.dataset.deed === link.href) return;
  comment.ariaBusy = "true";
  const answer = await fetch(link.href, FRAGMENT).catch(() => null);
  const html = answer && (await answer.text().catch(() => null));
  comment.ariaBusy = null;
  // What is neither a form nor a refusal, such as the way to the sign-in, is a page of its own.
  if (html !== null && !answer.ok && answer.status !== 403) location.assign(link.href);
  else show(comment, link, html === null ? [note(section.dataset.failed, "alert")] : nodesOf(html), dress);
}

function show(comment, link, nodes, dress) {
  const place = document.createElement("div");
  place.className = "deed-place";
  place.dataset.deed = link.href;
  place.append(...nodes);
  (comment.querySelector(":scope > .entry") ?? link.parentElement).after(place);
  link.setAttribute("aria-expanded", "true");
  const form = place.querySelector("form[data-writing]");
  if (form) dress?.(form);
  // Its way to quote, and its buttons, stand before the words.
  enter(place, form ? "textarea" : "textarea, input, button, a");
}

function enter(place, parts) {
  [...place.querySelectorAll(parts)].find((part) => part.checkVisibility())?.focus();
}

/** Close the form that the keyboard is in, and go back to where it was opened from. Words stay unless they are kept. */
export function leaveDeed(event, section) {
  const place = event.target.closest(".deed-place");
  const link = place && opener(place.parentElement);
  if (!place) return;
  const form = place.querySelector("form[data-writing]");
  const isKept = form && isUnsent(place) && !form.dispatchEvent(new Event("parley:leave", { cancelable: true }));
  if (!close(place, isKept)) return;
  if (isKept) tell(section, form.dataset.kept);
  link?.focus();
}

/** Take the form away, unless it holds words that are neither sent nor kept: then it is only found again. */
function close(place, isKept) {
  if (!isKept && isUnsent(place)) {
    place.querySelector("textarea").focus();
    return false;
  }
  opener(place.parentElement)?.removeAttribute("aria-expanded");
  place.remove();
  return true;
}

/** What opened the form that stands below a comment, or below the way to write one. */
function opener(around) {
  return around.querySelector(":scope > :is(.entry, .note) [aria-expanded]");
}

function isUnsent(place) {
  const words = place.querySelector("textarea");
  return Boolean(words?.value.trim()) && ("refused" in place.dataset || words.value !== words.defaultValue);
}

/** Send the form; on any failure it and its words stay. `section` is null on a page of its own. */
export async function sendDeed(event, section) {
  const form = event.target;
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  const sent = await send(form, event.submitter);
  if (!sent) return;
  const nodes = nodesOf(sent.html);
  if (!sent.answer.ok) return refuse(form, nodes);
  if (form.dataset.done) thank(form);
  else if (section) settle(form, nodes, sent.answer, section);
  form.dispatchEvent(new Event("parley:sent"));
  if (!section) location.assign(sent.answer.headers.get("Location"));
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
  enter(place, place.querySelector("[aria-invalid=true]") ? "[aria-invalid=true]" : "[role=alert] a, textarea, button");
}

/** The nodes of an answer: a fragment's own, or what a whole page has to say. */
function nodesOf(html) {
  const answer = document.createElement("template");
  answer.innerHTML = html.trim();
  return [...(answer.content.querySelector("main") ?? answer.content).childNodes];
}

/** The answer and its HTML; nothing where the site did not take it, which is then said in the form. */
export async function send(form, submitter) {
  const says = form.closest("[data-failed]").dataset;
  const button = submitter ?? form.querySelector("button");
  const label = button.textContent;
  const body = new FormData(form, submitter);
  form.ariaBusy = "true";
  button.textContent = says.sending;
  form.dispatchEvent(new Event("parley:sending"));
  const answer = await fetch(form.action, { method: "POST", body, ...FRAGMENT }).catch(() => null);
  const html = answer && (await answer.text().catch(() => null));
  form.ariaBusy = null;
  button.textContent = label;
  form.querySelector(".deed-word")?.remove();
  if (html !== null && (answer.ok || isRefusal(answer, html))) return { answer, html };
  const why = html === null ? "failed" : answer.status === 401 ? "signedOut" : answer.status === 429 ? "busy" : "broken";
  const word = note(says[why], "alert");
  const again = document.createElement("button");
  Object.assign(again, { type: "button", className: "button", textContent: says.again });
  // By the same button as before: its name may be part of what is sent.
  again.onclick = () => form.requestSubmit(button);
  word.append(" ", again);
  form.querySelector(".form-deeds").after(word);
  if (html === null) addEventListener("online", () => (word.firstChild.data = says.online), { once: true });
  return null;
}

/** Forbidden and not understood hold what was typed; so does whatever brings the form back. */
function isRefusal({ status }, html) {
  return [403, 422].includes(status) || (status < 500 && html.includes("data-deed-form"));
}

function note(sentence, role) {
  const word = document.createElement("p");
  return Object.assign(word, { className: "note deed-word", textContent: sentence, role });
}
