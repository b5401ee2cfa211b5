// Shows in its card what stands around a comment, and hides it again. Without it the link leads to a page.
export function showBackgrounds(desk) {
  desk.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-background]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    toggle(link, link.closest(".desk-card").querySelector("[data-around]"));
  });
}

async function toggle(link, place) {
  if (link.ariaBusy === "true") return;
  const opens = !place.childElementCount;
  if (opens) {
    link.ariaBusy = "true";
    const answer = await fetch(link.href, { headers: { "X-Fragment": "1" } }).catch(() => null);
    link.ariaBusy = "false";
    if (!answer?.ok) return void (location.href = link.href);
    place.innerHTML = await answer.text();
  } else {
    place.replaceChildren();
  }
  link.ariaExpanded = opens;
}
