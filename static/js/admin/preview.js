// Shows the article as readers would get it beside its form, drawn anew a moment after one types; without it, a button
// of the form opens it in a tab of its own.
import { follow } from "./as_it_stands.js";
import { lay } from "./laying.js";

const pane = document.querySelector("[data-preview]");
const toggle = document.querySelector("[data-preview-toggle]");
const frame = pane.querySelector("iframe");
const widths = pane.querySelectorAll("[data-width]");
const { preview } = pane.dataset;
// As in css/admin_preview.css: where it is not, the pane stands below the whole form.
const isBeside = matchMedia("(min-width: 75rem)");
// Shrunk to less than half, a desktop's page is no longer read.
const LEAST_SCALE = 0.5;

const form = document.querySelector("#article_form");
const ask = follow(form, preview, show, () => !pane.hidden);

function show(html) {
  const there = frame.contentDocument?.querySelector("main");
  const drawn = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  if (there && drawn) lay(there, drawn);
}

function open(isOpen) {
  pane.hidden = !isOpen;
  toggle.ariaExpanded = String(isOpen);
  document.body.classList.toggle("previewing", isOpen);
  if (!isOpen) return;
  if (frame.src) ask();
  else begin();
  fit();
  pane.scrollIntoView({ block: isBeside.matches ? "nearest" : "start" });
}

function begin() {
  if (!isBeside.matches && scaleOf(chosen()) < LEAST_SCALE) choose(widths[0]);
  frame.addEventListener("load", ask);
  frame.src = preview;
}

function choose(button) {
  for (const other of widths) other.ariaPressed = String(other === button);
  fit();
}

const chosen = () => Number(pane.querySelector("[aria-pressed=true]").dataset.width);
const scaleOf = (width) => Math.min(1, frame.parentElement.clientWidth / width);

// As wide as the device that is chosen, and shrunk to the room there is.
function fit() {
  frame.style.setProperty("--width", `${chosen()}px`);
  frame.style.setProperty("--scale", scaleOf(chosen()));
}

// A preview in a new tab is no leaving: what keeps drafts and tells of colleagues goes on.
form.addEventListener("submit", (event) => event.submitter?.formTarget === "_blank" && event.stopImmediatePropagation(), true);
toggle.addEventListener("click", () => open(pane.hidden));
for (const button of widths) button.addEventListener("click", () => choose(button));
pane.querySelector("[data-preview-back]").addEventListener("click", () => {
  open(false);
  toggle.focus();
});
new ResizeObserver(fit).observe(pane);
toggle.hidden = false;
