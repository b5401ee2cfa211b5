// Draws the checklist anew a moment after the form has changed; without it, it says what was so when the page was opened.
import { follow } from "./as_it_stands.js";

const place = document.querySelector("[data-checklist]");
const form = document.querySelector("#article_form");

follow(form, place.dataset.checklist, (html) => {
  if (place.innerHTML.trim() !== html.trim()) place.innerHTML = html;
  const inForm = form.querySelector("[data-policy]");
  if (inForm) inForm.innerHTML = place.querySelector(".policy").innerHTML;
});

// The fields that scripts have put something else in the place of cannot be jumped to by their own address.
place.addEventListener("click", (event) => {
  const field = event.target.closest("[data-field]")?.dataset.field;
  const row = field && form.querySelector(`.field-${field}`);
  if (!row) return;
  event.preventDefault();
  row.closest("details")?.setAttribute("open", "");
  row.scrollIntoView({ block: "center" });
  row.querySelector(".ProseMirror, .select2-selection, input, textarea, select")?.focus({ preventScroll: true });
});
