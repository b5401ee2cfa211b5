// Recommends in place and takes it back by a second click; without it the link leads to a page with the form.

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
