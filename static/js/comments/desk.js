// Decides on a card in place and goes on to the next while that is sent. Without it: a page for each, and back here.
import { send } from "./deeds.js";
import { showBackgrounds } from "./desk_background.js";
import { openBeside } from "./desk_drawer.js";
import { listenToKeys } from "./desk_keys.js";
import { moveOn, nodesOf } from "./desk_moves.js";
import { keepUp, look } from "./desk_news.js";
import { showPresence } from "./desk_presence.js";
import { askAgain, bringBack, settle } from "./desk_settling.js";

export function enhance(desk) {
  if (desk.matches(".reasons")) return import("./desk_reasons.js").then(({ listen }) => listen(desk));
  desk.undos = [];
  // What is sent goes one after another, so that the last decision is the one that was made last.
  desk.turn = Promise.resolve();
  desk.decide = (form, button, card) => decide(form, button, card, desk);
  desk.addEventListener("submit", (event) => {
    const form = event.target;
    const card = form.closest(".desk-card");
    if (!card) return;
    event.preventDefault();
    if ("waits" in card.dataset) return;
    card.dataset.waits = "";
    if (!form.matches("[data-undo]")) moveOn(desk, card);
    desk.turn = desk.turn.then(() => decide(form, event.submitter, card, desk));
  });
  listenToKeys(desk);
  showBackgrounds(desk);
  openBeside(desk);
  // What was searched for stays as it was found.
  if (!desk.dataset.news) return;
  keepUp(desk);
  showPresence(desk);
}

async function decide(form, button, card, desk) {
  const sent = await send(form, button);
  if (sent) {
    const nodes = nodesOf(sent.html);
    const undo = nodes.querySelector("form[data-undo]");
    if (!sent.answer.ok) askAgain(card, nodes);
    else if (undo) settle(card, undo, desk);
    else await bringBack(card, desk);
  }
  delete card.dataset.waits;
  if (desk.dataset.news) look(desk);
}
