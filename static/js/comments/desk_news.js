// Asks now and then what came and who is where; what is new waits behind its button. Without it: that is a plain link.
import { enhance as relativeTimes } from "../times.js";
import { holding, nodesOf, stand } from "./desk_moves.js";

const EVERY = 20_000;
const AT_MOST = 300_000;
const SOON = 1_000;

export function keepUp(desk) {
  const link = desk.querySelector("[data-arrivals]");
  // What it says without a script is not said before there is something.
  link?.classList.add("is-idle");
  link?.addEventListener("click", (event) => bring(event, desk));
  let touched = Date.now();
  const touch = () => (touched = Date.now());
  for (const kind of ["pointermove", "keydown"]) addEventListener(kind, touch, { passive: true });
  const ask = async (pause) => {
    const isIdle = Date.now() - touched > AT_MOST;
    const isWell = document.hidden || (await show(desk));
    const next = isWell && !isIdle ? EVERY : Math.min(pause * 2, AT_MOST);
    setTimeout(ask, next, next);
  };
  setTimeout(ask, EVERY, EVERY);
}

/** What a decision has just changed is shown soon, once for a run of them. */
export function look(desk) {
  clearTimeout(desk.looks);
  desk.looks = setTimeout(show, SOON, desk);
}

/** Whether it could be learned. */
async function show(desk) {
  const answer = await fetch(desk.dataset.news, { cache: "no-cache" }).catch(() => null);
  const found = answer?.ok ? await answer.json().catch(() => null) : null;
  if (!found) return false;
  for (const count of document.querySelectorAll("[data-queue] .count")) {
    count.textContent = found.counts[count.parentElement.dataset.queue];
  }
  const owed = desk.querySelector("[data-owed]");
  holding(desk, () => {
    owed.hidden = !found.owed;
    owed.querySelector("a").textContent = found.owed;
    for (const place of desk.querySelectorAll("[data-presence]")) {
      const key = place.closest(".desk-card").id.replace("card-", "");
      const words = found.decided[key] ?? found.presences[key] ?? "";
      place.hidden = !words;
      place.textContent = words;
    }
  });
  const link = desk.querySelector("[data-arrivals]");
  link?.classList.toggle("is-idle", !found.arrivals);
  if (link && found.arrivals) link.querySelector("a").textContent = found.arrivals;
  return true;
}

/** The cards that were not there, at the end in order of time, else at the front; on an empty desk its page anew. */
async function bring(event, desk) {
  const cards = [...desk.querySelectorAll(".desk-card")];
  if (!cards.length) return;
  event.preventDefault();
  const answer = await fetch(event.target.href, { cache: "no-store" }).catch(() => null);
  const html = answer?.ok ? await answer.text().catch(() => null) : null;
  if (html === null) return location.assign(event.target.href);
  const page = nodesOf(html);
  const fresh = [...page.querySelectorAll(".desk-card")].filter((card) => !document.getElementById(card.id));
  holding(desk, () => {
    if (desk.dataset.order === "oldest") desk.querySelector(".desk-card:last-of-type").after(...fresh);
    else cards[0].before(...fresh);
  });
  relativeTimes(desk);
  const news = (address) => new URL(address, location);
  const now = news(desk.dataset.news);
  now.searchParams.set("mark", news(page.querySelector("[data-news]").dataset.news).searchParams.get("mark"));
  desk.dataset.news = now;
  turn(page.querySelector(".paging"), desk);
  desk.querySelector("[data-arrivals]").classList.add("is-idle");
  if (fresh[0]) stand(desk, fresh[0]);
}

/** There may be another page now. */
function turn(paging, desk) {
  document.querySelector(".paging")?.remove();
  if (paging) desk.after(paging);
}
