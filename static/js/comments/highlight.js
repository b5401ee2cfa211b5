// Shows a quoted passage where it stands on this page; without it the browser jumps to the comment.
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const BETWEEN = "[^\\p{L}\\p{N}]*";

/** Mark the passage of a block quotation in the words of its source, and bring it into view. */
export function highlight(words, quotation) {
  const blocks = [...quotation.children].filter((block) => !block.querySelector("cite"));
  const passage = blocks.map((block) => block.textContent).join(" ");
  // What an ellipsis stands for is not marked.
  const parts = passage.split(/…|\.{3}/).map((part) => part.match(WORD)?.join(BETWEEN)).filter(Boolean);
  const { text, place } = read(words);
  const found = text.match(new RegExp(`(${parts.join(")[^]*?(")})`, "diu"));
  if (!parts.length || !found || !CSS.highlights) return;
  const ranges = found.indices.slice(1).map(([from, to]) => {
    const range = new Range();
    range.setStart(...place(from));
    range.setEnd(...place(to));
    return range;
  });
  CSS.highlights.set("quoted", new Highlight(...ranges));
  ranges[0].startContainer.parentElement.scrollIntoView({ block: "center" });
}

/** The text, and where in it a position stands. */
function read(words) {
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    nodes.push([walker.currentNode, text.length]);
    text += walker.currentNode.data;
  }
  const place = (at) => {
    const [node, start] = nodes.findLast(([, start]) => start <= at);
    return [node, at - start];
  };
  return { text, place };
}
