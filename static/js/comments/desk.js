// Decides on a card in place, offers to undo that and goes on to the next. Without it: a page for each, and back here.
import { FRAGMENT, send } from "./deeds.js";
import { listenToKeys, moveTo } from "./desk_keys.js";

export function enhance(desk) {
  desk.undos = [];
  desk.addEventListener("submit", (event) => {
    const card = event.target.closest(".desk-card");
    if (!card) return;
    event.preventDefault();
    if (event.target.ariaBusy !== "true") decide(event.target, event.submitter, card, desk);
  });
  listenToKeys(desk);
}

async function decide(form, button, card, desk) {
  const sent = await send(form, button);
  if (!sent) return;
  const nodes = nodesOf(sent.html);
  const undo = nodes.querySelector("form[data-undo]");
  if (!sent.answer.ok) askAgain(card, nodes);
  else if (undo) settle(card, undo, desk);
  else await bringBack(card, desk);
}

/** What is wrong with the form, or what happened to the comment meanwhile, with a form for things as they are. */
function askAgain(card, nodes) {
  const place = card.querySelector(".desk-verdicts") ?? card;
  place.replaceChildren(nodes);
  place.querySelector("[role=alert], [aria-invalid=true], input, button")?.focus();
  card.scrollIntoView({ block: "nearest" });
}

function settle(card, undo, desk) {
  card.kept ??= [...card.childNodes];
  card.replaceChildren(undo);
  card.classList.add("is-decided");
  desk.undos.push(undo);
  moveTo(desk, 1, card);
  count(undo, Number(undo.dataset.undo), card, desk);
}

function count(undo, left, card, desk) {
  if (!undo.isConnected) return;
  undo.querySelector("[data-left]").textContent = left;
  if (left > 0 || undo.ariaBusy === "true") return void setTimeout(count, 1000, undo, Math.max(left - 1, 0), card, desk);
  if (card.contains(document.activeElement)) moveTo(desk, 1, card);
  card.remove();
}

/** The card as it was; its forms must know of the decisions made since. */
async function bringBack(card, desk) {
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

function nodesOf(html) {
  const answer = document.createElement("template");
  answer.innerHTML = html.trim();
  return answer.content;
}
