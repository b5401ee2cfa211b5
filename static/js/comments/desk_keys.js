// Works the desk by single keys, which its help (?) can switch off and which rest while somebody types. Without it: buttons.
import { moveTo } from "./desk_moves.js";

const BUTTONS = {
  a: "[name=verdict][value=approve]",
  s: "[name=verdict][value=spam]",
  d: "[name=verdict][value=remove-first]",
  b: "[data-person]",
  x: "input[name=card]",
};
const LINKS = { w: "[data-owed]:not([hidden]) a", n: ".paging [rel=next]", p: ".paging [rel=prev]" };

export function listenToKeys(desk) {
  const help = desk.querySelector("[data-keys]");
  const toggle = help.querySelector("input");
  toggle.checked = localStorage.getItem("keys") !== "off";
  toggle.addEventListener("change", () => localStorage.setItem("keys", toggle.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, dialog")) return;
    if (event.key === "?") return help.showModal();
    if (toggle.checked && press(event.key, desk)) event.preventDefault();
  });
}

/** Whether the key means anything here; while something is taken back, keys wait for it. */
function press(key, desk) {
  if (!"jknpwurasdbxt/123456789".includes(key) || key.length > 1) return false;
  if (desk.isTakingBack) desk.turn = desk.turn.then(() => act(key, desk));
  else act(key, desk);
  return true;
}

function act(key, desk) {
  const card = here(desk);
  if (key === "j") moveTo(desk, card ? 1 : 0, card);
  else if (key === "k") moveTo(desk, -1, card);
  else if (key in LINKS) document.querySelector(LINKS[key])?.click();
  else if (key === "/") document.querySelector("[type=search]")?.focus();
  else if (key === "t") desk.querySelector("#run button")?.focus();
  else if (key === "u") takeBack(desk);
  else if (key === "r") openRemoval(card);
  else if (key in BUTTONS) card?.querySelector(BUTTONS[key])?.click();
  else chooseReason(card, Number(key));
}

function here(desk) {
  const card = document.activeElement?.closest(".desk-card") ?? desk.here;
  return card?.isConnected ? card : null;
}

function openRemoval(card) {
  const removal = card?.querySelector("details.desk-removal");
  if (!removal) return;
  removal.open = true;
  removal.querySelector("input[type=radio]").focus();
}

/** The digit's reason, once a removal is begun; Enter then removes. */
function chooseReason(card, digit) {
  const form = card?.querySelector("details.desk-removal[open] form, form.decide");
  const reason = form?.querySelectorAll("input[name=reason]")[digit - 1];
  reason?.click();
  if (reason) form.querySelector("[name=verdict][value=remove]").focus();
}

/** What was decided last, once all that is on its way has arrived. */
function takeBack(desk) {
  desk.isTakingBack = true;
  desk.turn = desk.turn.then(async () => {
    const undo = desk.undos.findLast((one) => one.isConnected);
    const card = undo?.closest(".desk-card");
    if (card) await desk.decide(undo, undo.querySelector("button"), card);
    else desk.querySelector("form[data-undo] button")?.click();
    desk.isTakingBack = false;
  });
}
