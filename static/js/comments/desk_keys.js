// Works the desk by single keys, which its help (?) can switch off and which rest while somebody types. Without it: buttons.
const BUTTONS = { a: "[name=verdict][value=approve]", s: "[name=verdict][value=spam]", x: "input[name=card]" };

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

/** Whether the key means anything here. */
function press(key, desk) {
  const card = here(desk);
  if (key === "j") moveTo(desk, card ? 1 : 0, card);
  else if (key === "k") moveTo(desk, -1, card);
  else if (key === "u") undoLatest(desk);
  else if (key === "r") openRemoval(card);
  else if (key in BUTTONS) card?.querySelector(BUTTONS[key])?.click();
  else if (/^[1-9]$/.test(key)) return chooseReason(card, Number(key));
  else return false;
  return true;
}

/** Go so many undecided cards on from this one; none is beyond the ends. */
export function moveTo(desk, step, card) {
  const all = [...desk.querySelectorAll(".desk-card")].filter((one) => one === card || !one.matches(".is-decided"));
  const at = Math.max(all.indexOf(card), 0);
  const next = all[at + step] ?? (card?.matches(".is-decided") ? all[at - 1] : null);
  if (!next) return;
  desk.here = next;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
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
  if (!reason) return false;
  reason.click();
  form.querySelector("[name=verdict][value=remove]").focus();
  return true;
}

function undoLatest(desk) {
  while (desk.undos.length && !desk.undos.at(-1).isConnected) desk.undos.pop();
  const undo = desk.undos.pop() ?? desk.querySelector("form[data-undo]");
  undo?.querySelector("button").click();
}
