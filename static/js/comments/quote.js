// Offers to quote what is selected in the article or a comment; without it a link quotes a comment whole.
import { FRAGMENT, openDeed } from "./deeds.js";

const LONGEST = 1_500;
const IN_WORD = /[\p{L}\p{N}\p{M}_]/u;

/** Follow the selection from now on: a button stands by it, and next to what is selected for the keyboard. */
export function offerQuotes(section) {
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "button quote-button",
    textContent: section.dataset.quote,
    hidden: true,
  });
  // Pressing it must not take the selection away.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => quote(section, button));
  let soon;
  const look = () => {
    clearTimeout(soon);
    soon = setTimeout(() => place(button, found(section)), 100);
  };
  for (const kind of ["selectionchange", "scroll"]) document.addEventListener(kind, look, { passive: true });
  look();
}

/** What is selected and whose it is, where that can be answered; nothing otherwise. */
function found(section) {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const around = range.commonAncestorContainer;
  const words = (around.closest ? around : around.parentElement)?.closest(".words, main > article > .body");
  if (!words || !selection.toString().trim()) return null;
  const comment = words.closest(".comment");
  const reply = comment?.querySelector(':scope > .entry a[href$="/reply/"]');
  if (comment ? !reply || !section.contains(comment) : !section.querySelector(".discussion-write")) return null;
  return { range, words, comment, reply };
}

function place(button, it) {
  // Who has reached it by the keyboard keeps it.
  if (!it && document.activeElement === button) return;
  button.hidden = !it;
  if (!it) return;
  if (button.previousElementSibling !== it.words) it.words.after(button);
  const box = [...it.range.getClientRects()].at(-1) ?? it.words.getBoundingClientRect();
  const room = document.documentElement.clientWidth - button.offsetWidth - 8;
  button.style.top = `${Math.min(box.bottom + 8, innerHeight - button.offsetHeight - 8)}px`;
  button.style.left = `${Math.max(8, Math.min(box.right - button.offsetWidth, room))}px`;
}

/** Put the words into the form for them, which is opened where it is not. */
async function quote(section, button) {
  const it = found(section);
  if (!it) return;
  const address = addressOf(section, it);
  getSelection().removeAllRanges();
  button.hidden = true;
  const place = it.comment ?? section.querySelector("#say");
  const form = () => place.querySelector(':scope > .deed-place form[action$="/reply/"], form[action$="/comments/"]');
  try {
    const [text, { dress, insertQuotation }] = await Promise.all([quotationAt(address), import("./editor.js")]);
    if (!form()) await openDeed(new Event("click"), it.reply, section, dress);
    if (form()) insertQuotation(form(), text);
  } catch {
    location.assign(address);
  }
}

/** The server makes the quotation: the same for a page of its own. */
async function quotationAt(address) {
  const answer = await fetch(address, FRAGMENT);
  const form = new DOMParser().parseFromString(await answer.text(), "text/html");
  return form.querySelector("[data-quotation]").dataset.quotation;
}

function addressOf(section, { range, words, comment, reply }) {
  const address = new URL(comment ? reply.href : `/discussions/${section.dataset.number}/comments/`, location.href);
  const source = range.commonAncestorContainer.parentElement.closest("blockquote.quotation")?.querySelector("cite a");
  if (source && words.contains(source)) address.searchParams.set("of", source.pathname.match(/^\/comments\/(\d+)\/$/)?.[1] ?? "article");
  address.searchParams.set("quote", textOf(range));
  return address.href;
}

/** Whole words, each paragraph on a line of its own; of a long passage its ends. */
function textOf(range) {
  let { startContainer: first, startOffset: start, endContainer: last, endOffset: end } = range;
  if (first.data && IN_WORD.test(first.data[start] ?? "")) while (start && IN_WORD.test(first.data[start - 1])) start--;
  if (last.data && end && IN_WORD.test(last.data[end - 1])) while (IN_WORD.test(last.data[end] ?? "")) end++;
  getSelection().setBaseAndExtent(first, start, last, end);
  const text = getSelection().toString().trim();
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST / 2).replace(/\s+\S*$/, "")} … ${text.slice(-LONGEST / 2).replace(/^\S*\s+/, "")}`;
}
