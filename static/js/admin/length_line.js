// Counts the words of the body while they are typed. Without it the line says how many there were at the last save.
import { field, readFields, whenTyped } from "./article_fields.js";
import { countWords, minutesToRead } from "./length.js";

const line = document.querySelector("[data-words-a-minute]");
const rest = document.createElement("textarea");
let asked = 0;

/** A textarea holds text alone: what is written into it is read as entities, and never as markup. */
function unescape(text) {
  rest.innerHTML = text.replaceAll("<", "&lt;");
  return rest.value;
}

const told = (name, count) => {
  const form = new Intl.PluralRules(document.documentElement.lang).select(count) === "one" ? "one" : "many";
  return line.dataset[`${name}${form === "one" ? "" : "s"}`].replace("%d", count);
};

function show() {
  asked = 0;
  const words = countWords(readFields().body, unescape);
  const minutes = minutesToRead(words, Number(line.dataset.wordsAMinute));
  line.textContent = line.dataset.both.replace("%w", told("word", words)).replace("%m", told("minute", minutes));
}

if (line && field("body")) {
  whenTyped((name) => (name === "body" ? (asked ||= requestAnimationFrame(show)) : 0));
  show();
}
