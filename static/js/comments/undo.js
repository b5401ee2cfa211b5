// Offers to take a deletion or a decision back where the comment stands, and counts the seconds. Without it: a page after it.
// The two scripts must not import each other: their names hold a hash of what they say, and of each other's name.

/** Put the form in the comment's place until its time is over; a comment that leaves nothing goes only then, by `vanish` (else null). */
export function offerUndo(form, comment, section, vanish) {
  const entry = comment.querySelector(":scope > .entry");
  const place = Object.assign(document.createElement("div"), { className: "deed-place" });
  entry.hidden = Boolean(vanish);
  place.append(form);
  entry.after(place);
  place.querySelector("button").focus();
  count(form, Number(form.dataset.undo), () => end(place, entry, () => vanish(comment, section)));
}

function count(form, left, over) {
  form.querySelector("[data-left]").textContent = left;
  if (left > 0) setTimeout(count, 1000, form, left - 1, over);
  // What was pressed in the last moment is answered first.
  else if (form.ariaBusy === "true") setTimeout(count, 1000, form, 0, over);
  else over();
}

function end(place, entry, vanish) {
  // Undone, or refused: then what stands there now is no offer any more.
  if (!entry.isConnected || (place.isConnected && !place.querySelector("[data-undo]"))) return;
  const active = document.activeElement;
  const wasInside = place.contains(active);
  place.remove();
  if (entry.hidden) vanish();
  else if (wasInside) entry.querySelector(".when")?.focus();
  // Whoever has gone on meanwhile is not called back.
  if (!wasInside) active.focus({ preventScroll: true });
}
