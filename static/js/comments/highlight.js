// Shows a quoted passage where it stands on this page; without it the browser jumps to the comment.
const ELLIPSIS = /\s*\[?(?:…|\.{3})\]?\s*/;
const AROUND = /^[\s.,;:!?"'–—()[\]-]+|[\s.,;:!?"'–—()[\]-]+$/g;

/** Mark the passage of a block quotation in the words of its source, and bring it into view. */
export function highlight(words, quotation) {
  const passage = [...quotation.children].filter((block) => !block.querySelector("cite")).map((block) => block.textContent).join(" ");
  const ranges = rangesOf(words, passage);
  if (!ranges.length || !CSS.highlights) return;
  CSS.highlights.set("quoted", new Highlight(...ranges));
  ranges[0].startContainer.parentElement.scrollIntoView({ block: "center" });
}

function rangesOf(words, passage) {
  const { text, places } = read(words);
  const ranges = [];
  let from = 0;
  for (const part of passage.split(ELLIPSIS).map((some) => alike(some).replace(AROUND, "")).filter(Boolean)) {
    const at = text.indexOf(part, from);
    if (at < 0) return [];
    from = at + part.length;
    const range = new Range();
    range.setStart(...places[at]);
    range.setEnd(places[from - 1][0], places[from - 1][1] + 1);
    ranges.push(range);
  }
  return ranges;
}

/** The text as it is compared, and where each of its characters stands. */
function read(words) {
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  const places = [];
  let text = "";
  while (walker.nextNode()) {
    [...walker.currentNode.data].reduce((offset, character) => {
      const one = /\s/.test(character) ? " " : alike(character);
      if (one !== " " || !text.endsWith(" ")) {
        text += one;
        for (const _half of one) places.push([walker.currentNode, offset]);
        while (places.length < text.length) places.push([walker.currentNode, offset]);
      }
      return offset + character.length;
    }, 0);
  }
  return { text, places };
}

function alike(text) {
  return text.replace(/[“”„‟«»]/g, '"').replace(/[‘’‚‛`´]/g, "'").replace(/\s+/g, " ").toLowerCase();
}
