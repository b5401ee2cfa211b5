// Adds what is this reader's alone: votes, which a click gives and takes back, and what they may do (edit, delete, decide).
// Without it those links are on the comment's own page, and voting is a page with a form.
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

/** Show this reader's own votes, which the shared page does not know. */
export function showVotes(section) {
  for (const [id, value] of Object.entries(section.overlay.votes)) {
    const link = section.querySelector(`#comment-${id} > .entry [data-vote]`);
    if (link) draw(section, link, value);
  }
}

export async function sendVote(event, link, section) {
  if (!section.overlay?.token) return;
  event.preventDefault();
  if (link.ariaBusy === "true") return;
  link.ariaBusy = "true";
  const value = link.classList.contains("is-mine") ? 0 : 1;
  const body = new URLSearchParams({ value, csrfmiddlewaretoken: section.overlay.token });
  const answer = await fetch(link.href, { method: "POST", body, headers: { "X-Fragment": "1" } }).catch(() => null);
  link.ariaBusy = "false";
  if (!answer?.ok) return void (location.href = link.href);
  const facts = await answer.json();
  draw(section, link, facts.vote, facts.upvotes);
}

function draw(section, link, value, upvotes) {
  link.classList.toggle("is-mine", value === 1);
  link.firstChild.data = value === 1 ? section.dataset.recommended : section.dataset.recommend;
  if (upvotes === undefined) return;
  const score = link.querySelector(".score") ?? link.appendChild(document.createElement("span"));
  score.className = "score";
  score.textContent = upvotes ? ` ${upvotes}` : "";
}
