// Opens the deeds of a discussion in place and lays this reader's own over it; without it each deed is a page.
import { layOver, sendVote, showVotes } from "./overlay.js";
import { rememberFolds, unfoldTo } from "./folds.js";
import { listenToKeys } from "./keys.js";
import { markNews } from "./news.js";

// What only some readers need, and only then.
const deeds = () => import("./deeds.js");
const unfolding = () => import("./unfold.js");
const peeking = () => import("./peek.js");

export async function enhance(section) {
  section.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a");
    if (link) follow(event, link, section);
  });
  section.addEventListener("submit", (event) => {
    if (!("deedForm" in event.target.dataset) || event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    deeds().then(({ sendDeed }) => sendDeed(event, section), () => event.target.submit());
  });
  section.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) deeds().then(({ leaveDeed }) => leaveDeed(event, section));
  });
  for (const kind of ["pointerover", "focusin"]) {
    section.addEventListener(kind, (event) => {
      if (event.target.closest(".answers")) peeking().then(({ peek }) => peek(event), () => {});
    });
  }
  section.addEventListener("changed", () => markNews(section));
  rememberFolds(section);
  listenToKeys(section);
  if (section.dataset.overlay) await layOver(section);
  if (section.overlay?.waiting.length) import("./settling.js").then(({ showWaiting }) => showWaiting(section));
  if (section.overlay) {
    showVotes(section);
    // Who may write can then also do so when the connection goes.
    await deeds().catch(() => {});
  }
  if (!section.dataset.version) return;
  markNews(section);
  stayAwake(section);
}

/** Ask for changes after a while, or when the page is looked at again. */
function stayAwake(section) {
  let started;
  const start = () => (started ??= import("./live.js").then(({ listen }) => listen(section), () => (started = null)));
  setTimeout(start, 20_000);
  document.addEventListener("visibilitychange", start);
}

function follow(event, link, section) {
  const turn = () => location.assign(link.href);
  if ("deed" in link.dataset) {
    event.preventDefault();
    // Before its form, so that nothing is missing when the connection goes while somebody writes.
    const editor = /(reply|edit)\/$/.test(link.href) && import("./editor.js").catch(() => {});
    Promise.all([deeds(), editor]).then(([{ openDeed }, writing]) => openDeed(event, link, section, writing?.dress), turn);
  }
  if ("vote" in link.dataset) sendVote(event, link, section);
  else if ("news" in link.dataset) unfoldTo(section.querySelector(link.hash));
  else if (link.matches(".more, .paging a")) {
    event.preventDefault();
    unfolding().then(({ unfold }) => unfold(link, section), turn);
  } else if (link.dataset.order) document.cookie = `order=${link.dataset.order}; path=/; max-age=31536000; samesite=lax`;
  else if (link.dataset.jump || link.closest("cite")) jump(event, link, section);
}

/** Go to the comment on this page, where it is here; its own page otherwise. */
function jump(event, link, section) {
  const number = link.dataset.jump ?? new URL(link.href).pathname.match(/^\/comments\/(\d+)\/$/)?.[1];
  const target = number && section.querySelector(`#comment-${number}`);
  if (!target) return;
  event.preventDefault();
  unfoldTo(target);
  // The address that is there already moves nothing when it is set again.
  if (location.hash === `#${target.id}`) target.scrollIntoView();
  location.hash = target.id;
  const quotation = link.closest("blockquote");
  if (quotation) import("./highlight.js").then(({ highlight }) => highlight(target.querySelector(".words"), quotation), () => {});
}
