// Brings a deed's form to its comment, sends it and puts the answer in place; nothing typed is lost on the way.
import { enhance as relativeTimes } from "../times.js";
import { addDeeds } from "./overlay.js";

const FRAGMENT = { headers: { "X-Fragment": "1" } };

/** Open the form under the comment, or close it again. */
export async function openDeed(event, link) {
  const comment = link.closest(".comment");
  event.preventDefault();
  const open = comment.querySelector(":scope > .deed-place");
  const wasOwn = open?.dataset.deed === link.href;
  if (open && !close(open)) return;
  if (wasOwn) return;
  const answer = await fetch(link.href, FRAGMENT).catch(() => null);
  if (!answer || answer.status === 401 || answer.status === 404) {
    location.href = link.href;
    return;
  }
  const place = document.createElement("div");
  place.className = "deed-place";
  place.dataset.deed = link.href;
  place.innerHTML = await answer.text();
  comment.querySelector(":scope > .entry").after(place);
  link.setAttribute("aria-expanded", "true");
  place.querySelector("textarea, input:not([type=hidden]), button")?.focus();
}

/** Take the form away, unless it holds words that were not sent: then it is only left and found again. */
function close(place) {
  const words = place.querySelector("textarea");
  if (words && words.value !== words.defaultValue) {
    words.focus();
    return false;
  }
  place.parentElement.querySelectorAll("[aria-expanded]").forEach((link) => link.removeAttribute("aria-expanded"));
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
  form.ariaBusy = "false";
  if (html === null || answer.status >= 500) say(form, section.dataset.failed, "alert");
  else if (!answer.ok) refuse(form, html);
  else settle(form, html, answer.status, section);
}

function say(form, sentence, role) {
  form.querySelector(".deed-word")?.remove();
  const word = document.createElement("p");
  Object.assign(word, { className: "note deed-word", textContent: sentence, role });
  form.append(word);
}

/** The server's form with what is wrong with it, or its refusal, which holds the words too. */
function refuse(form, html) {
  const fresh = document.createElement("div");
  fresh.innerHTML = html;
  const page = fresh.querySelector("main");
  form.replaceWith(...(page ?? fresh).childNodes);
}

/** Put the comment where it belongs: new under its parent, changed in its own place, gone away. */
function settle(form, html, status, section) {
  const comment = form.closest(".comment");
  if (form.dataset.done) return say(form, form.dataset.done, "status");
  const fresh = document.createElement("template");
  fresh.innerHTML = html.trim();
  const entry = fresh.content.firstElementChild;
  if (entry) {
    if (section.overlay) addDeeds(entry, withOwn(section.overlay, entry, status));
    relativeTimes(entry);
  }
  form.closest(".deed-place")?.remove();
  if (status === 201) place(entry, comment, section, form);
  else if (!entry) comment.remove();
  else comment.querySelector(":scope > .entry").replaceWith(entry.querySelector(".entry"));
  comment?.querySelectorAll(":scope > .entry [aria-expanded]").forEach((link) => link.removeAttribute("aria-expanded"));
  document.getElementById(entry?.id ?? "")?.querySelector(".when")?.focus();
}

function withOwn(overlay, entry, status) {
  if (status === 201) overlay.deeds[entry.dataset.id] = ["edit", "deletion"];
  return overlay;
}

function place(entry, parent, section, form) {
  if (parent) return branchOf(parent, section).append(entry);
  section.querySelector(".empty")?.remove();
  listOf(section).append(entry);
  form.reset();
  form.elements.form_key.value = crypto.randomUUID();
}

function listOf(section) {
  const place = section.querySelector("[data-list]");
  if (!place.firstElementChild) place.innerHTML = '<ol class="comments"></ol>';
  return place.firstElementChild;
}

/** The list of a comment's replies; at the deepest drawn level replies go on beside it. */
function branchOf(parent, section) {
  const levels = (function count(node) {
    const above = node.parentElement.closest("details.branch");
    return above ? 1 + count(above) : 0;
  })(parent);
  if (levels >= 6) return parent.parentElement;
  let branch = parent.querySelector(":scope > details.branch");
  if (!branch) {
    branch = document.createElement("details");
    Object.assign(branch, { className: "branch", open: true, innerHTML: "<summary></summary><ol></ol>" });
    branch.firstElementChild.textContent = section.dataset.oneReply;
    parent.append(branch);
  }
  branch.open = true;
  return branch.lastElementChild;
}
