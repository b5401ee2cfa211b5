// What a button or key makes of the selected words in Markdown, as pure functions; without it one types the signs.
const SIGNS = { bold: "**", italic: "*", code: "`" };
const STARTS = { quote: "> ", list: "- " };

/** Replace [from, to) of the text by `text`, then select [start, end). The same mark again takes it away. */
export function mark(name, value, start, end) {
  if (name in STARTS) return markLines(STARTS[name], value, start, end);
  while (start < end && /\s/.test(value[start])) start++;
  while (start < end && /\s/.test(value[end - 1])) end--;
  const words = value.slice(start, end);
  if (name === "link") return link(words, start, end);
  if (name === "code" && words.includes("\n")) return around("```\n", "\n```", words, start, end);
  return wrap(SIGNS[name], value, start, end);
}

/** A quotation after the words up to `at`; below it there is room for what is said to it. */
export function quotation(value, at, text) {
  const from = value.slice(0, at).trimEnd().length;
  const parted = (from ? "\n\n" : "") + text;
  return { from, to: at, text: parted, start: from + parted.length, end: from + parted.length };
}

function wrap(sign, value, start, end) {
  const before = value.slice(0, start);
  const after = value.slice(end);
  const [char] = sign;
  const run = Math.min(before.length - before.replace(char === "*" ? /\*+$/ : /`+$/, "").length, after.match(/^[*`]*/)[0].length);
  // One asterisk of three is emphasis too; two are the other mark.
  const isMarked = sign === "*" ? run % 2 : run >= sign.length;
  const words = value.slice(start, end);
  if (!isMarked) return around(sign, sign, words, start, end);
  const size = sign.length;
  return { from: start - size, to: end + size, text: words, start: start - size, end: end - size };
}

function around(opening, closing, words, from, to) {
  const start = from + opening.length;
  return { from, to, text: opening + words + closing, start, end: start + words.length };
}

/** An address becomes the target of words to come; words become those of a target to come. */
function link(words, from, to) {
  const isAddress = /^https?:\/\/\S+$/.test(words);
  const text = isAddress ? `[](${words})` : `[${words}](https://)`;
  const start = isAddress || !words ? from + 1 : from + text.length - 9;
  return { from, to, text, start, end: isAddress || !words ? start : start + 8 };
}

/** Whole lines, all of them; what follows at once is parted from them, or it would belong to them. */
function markLines(sign, value, start, end) {
  const from = value.lastIndexOf("\n", start - 1) + 1;
  const ending = value.indexOf("\n", Math.max(start, end - (value[end - 1] === "\n")));
  const to = ending < 0 ? value.length : ending;
  const lines = value.slice(from, to).split("\n");
  const isMarked = lines.every((line) => line.startsWith(sign.trim()));
  const marked = lines.map((line) => (isMarked ? line.replace(sign, "").replace(/^>$/, "") : sign + line)).join("\n");
  const isFollowed = !isMarked && /^\n[^\n]/.test(value.slice(to));
  const begin = start === end ? from + marked.length : from;
  return { from, to, text: marked + (isFollowed ? "\n" : ""), start: begin, end: from + marked.length };
}
