// Goes from card to card on the desk, and lets nothing move under the eyes. Without it: the page scrolls.
const isOpen = (card) => !card.matches(".is-decided, [data-waits]");

/** Go so many undecided cards on from this one; none is beyond the ends. */
export function moveTo(desk, step, card) {
  const all = [...desk.querySelectorAll(".desk-card")].filter((one) => one === card || isOpen(one));
  stand(desk, all[Math.max(all.indexOf(card), 0) + step]);
}

/** From a card that is decided: to the next one, else to the first that is left, else to the way further. */
export function moveOn(desk, card) {
  const all = [...desk.querySelectorAll(".desk-card")];
  const next = all.slice(all.indexOf(card) + 1).find(isOpen) ?? all.find((one) => one !== card && isOpen(one));
  if (next) stand(desk, next);
  else document.querySelector(".paging [rel=next]")?.focus();
}

export function stand(desk, card) {
  if (!card) return;
  desk.here = card;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest", behavior: "instant" });
}

/** Change something above, and scroll along, so that the card somebody looks at stays where it is. */
export function holding(desk, change) {
  const before = desk.here?.getBoundingClientRect().top;
  change();
  if (desk.here?.isConnected) scrollBy({ top: desk.here.getBoundingClientRect().top - before, behavior: "instant" });
}

export function nodesOf(html) {
  const answer = document.createElement("template");
  answer.innerHTML = html.trim();
  return answer.content;
}
