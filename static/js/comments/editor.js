// Gives a form for words its buttons and keys, a count, a preview and drafts; without it the textarea works alone.
import { keepDrafts } from "./drafts.js";
import { mark, quotation } from "./marks.js";

// A tenth before the end one wants to know.
const NEAR = 0.9;
const PAUSE = 400;
// Plain words look as they are typed; these do not.
const MARKS = /[*_`[<>&\\]|^\s*([-+]|\d+[.)])\s|https?:|@\w/m;
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

function showPreviews(form) {
  const words = form.elements.body;
  const button = form.querySelector("[data-preview]");
  const panel = form.querySelector("[data-panel]");
  if (!button || !panel) return;
  let timer, running;
  // What its reader chose counts everywhere; until then it opens where it tells something.
  const isWanted = () => words.value.trim() && (localStorage.preview ? localStorage.preview === "on" : MARKS.test(words.value));

  const refresh = async () => {
    running?.abort();
    running = new AbortController();
    const html = await ask(form, running.signal);
    if (html === null || !isWanted()) return;
    panel.innerHTML = html;
    panel.hidden = false;
  };
  const consider = () => {
    clearTimeout(timer);
    if (!isWanted()) panel.hidden = true;
    else timer = setTimeout(refresh, panel.hidden ? 0 : PAUSE);
    button.ariaExpanded = isWanted() ? "true" : "false";
  };
  button.addEventListener("click", (event) => {
    event.preventDefault();
    localStorage.preview = panel.hidden ? "on" : "off";
    consider();
  });
  words.addEventListener("input", consider);
  consider();
}

/** The words as the server will publish them; nothing where it cannot be asked, or was asked again. */
async function ask(form, signal) {
  const how = { method: "POST", body: new FormData(form), headers: { "X-Fragment": "1" }, signal };
  const answer = await fetch(`${form.action}preview/`, how).catch(() => null);
  return answer?.ok ? answer.text().catch(() => null) : null;
}
