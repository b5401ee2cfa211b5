// What becomes of a card once its decision is answered; nothing moves under the eyes of whoever has gone on.
import { FRAGMENT } from "./deeds.js";
import { holding, moveOn, moveTo, nodesOf } from "./desk_moves.js";

/** What is wrong with the form, or what happened to the comment meanwhile, with a form for things as they are. */
export function askAgain(card, nodes) {
  const place = card.querySelector(".desk-verdicts") ?? card;
  const isHere = card.contains(document.activeElement);
  place.replaceChildren(nodes);
  if (!isHere) return;
  place.querySelector("[role=alert], [aria-invalid=true], input, button")?.focus();
  card.scrollIntoView({ block: "nearest", behavior: "instant" });
}

export function settle(card, undo, desk) {
  const wasHere = card.contains(document.activeElement);
  card.kept ??= [...card.childNodes];
  holding(desk, () => {
    card.replaceChildren(undo);
    card.classList.add("is-decided");
  });
  desk.undos.push(undo);
  if (wasHere) moveOn(desk, card);
  count(undo, Number(undo.dataset.undo), card, desk);
}

function count(undo, left, card, desk) {
  if (!undo.isConnected) return;
  undo.querySelector("[data-left]").textContent = left;
  if (left > 0 || undo.ariaBusy === "true") return void setTimeout(count, 1000, undo, Math.max(left - 1, 0), card, desk);
  if (card.contains(document.activeElement)) moveOn(desk, card);
  holding(desk, () => card.remove());
}

/** The card as it was; its forms must know of the decisions made since. */
export async function bringBack(card, desk) {
  card.replaceChildren(...card.kept);
  card.classList.remove("is-decided");
  moveTo(desk, 0, card);
  const form = card.querySelector("form");
  const answer = await fetch(form.action, FRAGMENT).catch(() => null);
  if (!answer?.ok) return;
  const fresh = nodesOf(await answer.text());
  for (const name of ["revision", "decision"]) {
    const value = fresh.querySelector(`input[name=${name}]`)?.value;
    for (const input of card.querySelectorAll(`input[name=${name}]`)) input.value = value ?? input.value;
  }
  const tick = card.querySelector("input[name=card]");
  const [revision, decision] = ["revision", "decision"].map((name) => form.elements[name].value);
  if (tick) tick.value = [tick.value.split("-")[0], revision, decision].join("-");
}
