// Brings "37 more replies", "12 comments before these" and the neighbouring pages into this one; without it they are pages of their own.
import { enhance as relativeTimes } from "../times.js";
import { branchOf, recount } from "./settling.js";

export async function unfold(link, section) {
  if (link.ariaBusy === "true") return;
  link.ariaBusy = "true";
  const page = await fetch(link.href).then((answer) => (answer.ok ? answer.text() : "")).catch(() => "");
  const found = new DOMParser().parseFromString(page, "text/html");
  const bring = "before" in link.dataset ? bringAbove : link.matches(".more") || link.closest("#replies") ? bringReplies : bringPage;
  if (!bring(link, found, section)) return location.assign(link.href);
  link.ariaBusy = null;
  relativeTimes(section);
  section.dispatchEvent(new CustomEvent("changed"));
}

function bringReplies(link, found, section) {
  const fresh = missing(found.querySelector("#replies > ol"));
  if (!fresh) return false;
  const comment = link.closest(".comment");
  const list = comment ? branchOf(comment) : section.querySelector("#replies > ol");
  list.append(...fresh);
  recount(list, section);
  goOn([link], found.querySelector("#replies .paging a"));
  fresh[0]?.querySelector(".when").focus();
  return true;
}

/** The comment that the link leads to, below what it answers in turn. */
function bringAbove(link, found, section) {
  const answered = missing(found.querySelector(".chosen > ol"));
  if (!answered) return false;
  const above = missing(found.querySelector(".ancestors > ol")) ?? [];
  section.querySelector(".ancestors > ol").prepend(...above, ...answered);
  const further = found.querySelector("[data-before]");
  if (further) link.textContent = further.textContent;
  goOn([link], further);
  answered[0]?.querySelector(".when").focus();
  return true;
}

function bringPage(link, found, section) {
  const list = section.querySelector("[data-list] > ol");
  const fresh = missing(found.querySelector("[data-list] > ol"));
  if (!fresh || !list) return false;
  list[link.rel === "next" ? "append" : "prepend"](...fresh);
  const same = `.paging a[rel="${link.rel}"]`;
  goOn(section.querySelectorAll(same), found.querySelector(`.discussion ${same}`));
  fresh[0]?.querySelector(".when").focus();
  return true;
}

/** What of a list is not on this page yet; nothing where there is no list. */
function missing(list) {
  return list && [...list.children].filter((comment) => !document.getElementById(comment.id));
}

/** Let the links lead on from what was brought, or go where that was all. */
function goOn(links, further) {
  for (const link of links) further ? (link.href = new URL(further.getAttribute("href"), link.href)) : link.remove();
}
