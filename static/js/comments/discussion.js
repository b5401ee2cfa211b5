// Opens the deeds of a discussion in place and lays this reader's own over it; without it each deed is a page.
import { layOver } from "./overlay.js";
import { leaveDeed, openDeed, sendDeed } from "./deeds.js";

export function enhance(section) {
  section.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a");
    if (!link) return;
    if ("deed" in link.dataset) openDeed(event, link, section);
    else if (link.dataset.jump || link.closest("cite")) jump(event, link, section);
  });
  section.addEventListener("submit", (event) => {
    if ("deedForm" in event.target.dataset) sendDeed(event, section);
  });
  section.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) leaveDeed(event);
  });
  if (section.dataset.overlay) layOver(section);
}

/** Go to the comment on this page, where it is here; its own page otherwise. */
function jump(event, link, section) {
  const number = link.dataset.jump ?? new URL(link.href).pathname.match(/^\/comments\/(\d+)\/$/)?.[1];
  const target = number && section.querySelector(`#comment-${number}`);
  if (!target) return;
  event.preventDefault();
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  // The address that is there already moves nothing when it is set again.
  if (location.hash === `#${target.id}`) target.scrollIntoView();
  location.hash = target.id;
}
