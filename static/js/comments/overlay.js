// Adds what this reader alone may do (edit, delete, decide); without it those links are on the comment's own page.
export async function layOver(section, address = section.dataset.overlay) {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) return;
  const mine = await answer.json();
  section.overlay = mine;
  for (const comment of section.querySelectorAll(".comment")) addDeeds(comment, mine);
}

/** Put the links of this reader's deeds on one comment; twice does no more than once. */
export function addDeeds(comment, mine) {
  const place = comment.querySelector(":scope > .entry > .deeds, :scope > .entry > .epitaph");
  if (!place) return;
  // Of words that were taken down nothing is left to edit or delete.
  const own = place.matches(".deeds") && mine.deeds[comment.dataset.id];
  // Nobody reports or recommends their own words.
  if (own) for (const deed of ["report", "vote"]) place.querySelector(`[href$="/${deed}/"]`)?.remove();
  for (const deed of [...(own || []), ...mine.everywhere]) {
    const href = `/comments/${comment.dataset.id}/${deed}/`;
    if (place.querySelector(`[href="${href}"]`)) continue;
    const link = document.createElement("a");
    Object.assign(link, { href, textContent: mine.labels[deed], rel: "nofollow" });
    link.dataset.deed = "";
    place.append(" ", link);
  }
}
