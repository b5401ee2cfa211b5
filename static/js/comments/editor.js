// Gives a form for words its buttons and keys, a count, a preview and drafts; without it the textarea works alone.
import { keepDrafts } from "./drafts.js";
import { mark, quotation } from "./marks.js";
import { showPreviews } from "./preview.js";

// A tenth before the end one wants to know.
const NEAR = 0.9;
const dressed = new WeakSet();

export function dress(form) {
  if (dressed.has(form)) return;
  dressed.add(form);
  // The draft is what comes back, and not what the browser remembers of the fields.
  form.autocomplete = "off";
  const words = form.elements.body;
  const tools = form.querySelector("[role=toolbar]");
  if (tools) offerTools(tools, words);
  words.addEventListener("keydown", (event) => press(event, form, tools));
  words.addEventListener("input", () => measure(form, words));
  keepDrafts(form);
  showPreviews(form);
  measure(form, words);
  if (!form.closest("[data-enhance]")) sendFromPage(form);
}

/** Put a quotation, as Markdown, into the form at its caret. */
export function insertQuotation(form, text) {
  dress(form);
  const words = form.elements.body;
  // Nobody has been in a form whose caret stands at its beginning.
  put(words, quotation(words.value, words.selectionEnd || words.value.length, text));
}

/** On a page of its own the form is sent in place, too: what goes wrong is said beside it. */
function sendFromPage(form) {
  const sending = import("./deeds.js");
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    sending.then(({ sendDeed }) => sendDeed(event, null), () => form.submit());
  });
  if ("goes" in form.dataset) form.requestSubmit();
}

function offerTools(tools, words) {
  const buttons = [...tools.children];
  const modifier = /Mac|iP/.test(navigator.platform) ? "⌘" : "Ctrl+";
  for (const button of buttons) {
    button.tabIndex = button === buttons[0] ? 0 : -1;
    button.title = modifier + button.dataset.key.toUpperCase().replace("SHIFT", "Shift");
    button.onclick = () => apply(button, words);
  }
  tools.hidden = false;
  tools.onkeydown = (event) => {
    const at = buttons.indexOf(event.target);
    const step = getComputedStyle(tools).direction === "rtl" ? -1 : 1;
    const to = { ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = buttons.at(to % buttons.length);
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };
}

function press(event, form, tools) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
  if (event.key === "Enter") {
    event.preventDefault();
    return form.requestSubmit(form.querySelector("[data-send]"));
  }
  const key = (event.shiftKey ? "shift+" : "") + (event.code.match(/^Digit(\d)/)?.[1] ?? event.key.toLowerCase());
  const button = tools?.querySelector(`[data-key="${key}"]`);
  if (!button) return;
  event.preventDefault();
  apply(button, form.elements.body);
}

function apply(button, words) {
  put(words, mark(button.dataset.mark, words.value, words.selectionStart, words.selectionEnd));
}

/** Into the textarea as if typed, so that the browser's own undo takes it back. */
function put(words, { from, to, text, start, end }) {
  words.focus();
  words.setSelectionRange(from, to);
  if (!document.execCommand(text ? "insertText" : "delete", false, text)) {
    words.setRangeText(text);
    words.dispatchEvent(new Event("input"));
  }
  words.setSelectionRange(start, end);
}

/** How much room there is, when it gets scarce; and a box as long as its words. */
function measure(form, words) {
  const left = form.dataset.writing - [...words.value].length;
  const count = form.querySelector("[data-left]");
  if (count) {
    count.hidden = left > form.dataset.writing * (1 - NEAR);
    // In steps, so that not every letter is news.
    const step = left > 100 ? 100 : left > 0 ? 10 : 1;
    count.textContent = (left < 0 ? count.dataset.over : count.dataset.left).replace("#", Math.abs(Math.ceil(left / step) * step));
  }
  if (CSS.supports("field-sizing", "content")) return;
  words.style.blockSize = "auto";
  words.style.blockSize = `${words.scrollHeight + 2}px`;
}
