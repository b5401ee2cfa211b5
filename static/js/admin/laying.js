// Puts one drawing of a page in the place of another and leaves alone what is the same, so that nothing jumps or blinks.
export function lay(there, drawn) {
  if (there.isEqualNode(drawn)) return;
  if (!there.cloneNode(false).isEqualNode(drawn.cloneNode(false)) || there.nodeType !== Node.ELEMENT_NODE) {
    there.replaceWith(there.ownerDocument.adoptNode(drawn));
    return;
  }
  const [old, young] = [[...there.childNodes], [...drawn.childNodes]];
  while (old.length && young.length && old[0].isEqualNode(young[0])) {
    old.shift();
    young.shift();
  }
  let following = 0;
  while (old.length && young.length && old.at(-1).isEqualNode(young.at(-1))) {
    old.pop();
    young.pop();
    following += 1;
  }
  // What has as many parts as before is the same with other words in it.
  if (old.length === young.length) {
    old.forEach((part, number) => lay(part, young[number]));
    return;
  }
  const place = there.childNodes[there.childNodes.length - following] ?? null;
  for (const part of young) there.insertBefore(there.ownerDocument.adoptNode(part), place);
  for (const part of old) part.remove();
}
