// Asks now and then whether something changed, and offers it; nothing moves by itself. Without it a reload shows it.
import { enhance as relativeTimes } from "../times.js";
import { unfoldTo } from "./folds.js";

const EVERY = 20_000;
const AT_MOST = 300_000;

export function listen(section) {
  let pause = EVERY;
  let lastTouch = Date.now();
  addEventListener("pointermove", () => (lastTouch = Date.now()), { passive: true });
  addEventListener("keydown", () => (lastTouch = Date.now()), { passive: true });
  const ask = async () => {
    const isIdle = Date.now() - lastTouch > AT_MOST;
    if (!document.hidden) {
      const changed = await look(section);
      pause = changed === null || isIdle ? Math.min(pause * 2, AT_MOST) : EVERY;
    }
    setTimeout(ask, pause);
  };
  ask();
  document.addEventListener("visibilitychange", () => document.hidden || look(section));
}

/** Whether the discussion has another version than this page; null when that could not be learned. */
export async function look(section) {
  const answer = await fetch(`/discussions/${section.dataset.number}/version/`, { cache: "no-cache" }).catch(() => null);
  if (!answer?.ok) return null;
  const version = await answer.text();
  if (version === section.dataset.version) return false;
  const changes = await fetch(`/discussions/${section.dataset.number}/changes/?after=${encodeURIComponent(section.dataset.version)}`)
    .then((found) => (found.ok ? found.json() : null))
    .catch(() => null);
  if (!changes) return null;
  offer(section, changes);
  return true;
}

function offer(section, changes) {
  const bar = section.querySelector("[data-live]");
  const known = (id) => section.querySelector(`#comment-${id}`);
  const fresh = changes.reload ? [] : changes.entries.filter((entry) => !known(entry.id));
  const isAltered =
    changes.reload || changes.gone.some(known) || changes.entries.some((entry) => known(entry.id)?.dataset.seq < entry.seq);
  bar.hidden = !fresh.length && !isAltered;
  bar.textContent = fresh.length ? bar.dataset.fresh.replace("%s", fresh.length) : bar.dataset.altered;
  bar.onclick = () => (changes.reload ? location.reload() : show(section, changes, bar));
}

/** Bring what was asked for; a form that somebody is writing in keeps its place and its words. */
async function show(section, changes, bar) {
  const { put, vanish } = await import("./settling.js");
  for (const id of changes.gone) {
    const comment = section.querySelector(`#comment-${id}`);
    if (comment) vanish(comment, section);
  }
  for (const change of changes.entries) put(change, section);
  section.dataset.version = changes.version;
  bar.hidden = true;
  relativeTimes(section);
  section.dispatchEvent(new CustomEvent("changed"));
  const first = section.querySelector(".is-new");
  unfoldTo(first);
  first?.querySelector(".when").focus();
}
