// Opens what moderators know of a writer beside the queue; what is sent from there leads back to it. Without it: a page.
import { FRAGMENT } from "./deeds.js";
import { nodesOf } from "./desk_moves.js";

export function openBeside(desk) {
  desk.addEventListener("click", (event) => {
    const link = event.target.closest("[data-person]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link.href, desk.querySelector("[data-drawer]"));
  });
}

async function open(address, drawer) {
  const answer = await fetch(address, FRAGMENT).catch(() => null);
  const html = answer?.ok ? await answer.text().catch(() => null) : null;
  if (html === null) return location.assign(address);
  const page = nodesOf(html);
  for (const form of page.querySelectorAll("form[method=post]")) {
    form.querySelector("[name=next]")?.remove();
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "next", value: location.pathname + location.search }));
  }
  for (const link of page.querySelectorAll("a[href^='?']")) link.href = new URL(link.getAttribute("href"), address);
  drawer.querySelector("[data-inside]").replaceChildren(page);
  drawer.showModal();
}
