// Shows the article as readers would get it beside its form, drawn anew a moment after one types; without it, a button
// of the form opens it in a tab of its own.
import { follow } from "./as_it_stands.js";
import { lay } from "./laying.js";

const pane = document.querySelector("[data-preview]");
const toggle = document.querySelector("[data-preview-toggle]");
const frame = pane.querySelector("iframe");
const widths = pane.querySelectorAll("[data-width]");
const { preview } = pane.dataset;

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
  else {
    frame.addEventListener("load", ask);
    frame.src = preview;
  }
  fit();
  pane.scrollIntoView({ block: "nearest" });
}

// As wide as the device that is chosen, and shrunk to the room there is.
function fit() {
  const width = Number(pane.querySelector("[aria-pressed=true]").dataset.width);
  const scale = Math.min(1, frame.parentElement.clientWidth / width);
  frame.style.setProperty("--width", `${width}px`);
  frame.style.setProperty("--scale", scale);
}

// A preview in a new tab is no leaving: what keeps drafts and tells of colleagues goes on.
form.addEventListener("submit", (event) => event.submitter?.formTarget === "_blank" && event.stopImmediatePropagation(), true);
toggle.addEventListener("click", () => open(pane.hidden));
for (const button of widths) {
  button.addEventListener("click", () => {
    for (const other of widths) other.ariaPressed = String(other === button);
    fit();
  });
}
new ResizeObserver(fit).observe(pane);
toggle.hidden = false;
