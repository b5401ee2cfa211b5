// Marks and counts what is new since the last visit; without it `?since=` does so, from the server.
const OWN_PAGE_SECONDS = 5;

/** Where this reader left off: the account knows it on every device, the browser for everybody. */
function lastVisit(section) {
  const kept = localStorage.getItem(`visit-${section.dataset.number}`);
  const times = [kept, section.overlay?.seen_until].filter(Boolean).map(Date.parse);
  return times.length ? Math.max(...times) : NaN;
}

export function markNews(section) {
  const seen = lastVisit(section);
  const own = section.overlay?.deeds ?? {};
  const fresh = [...section.querySelectorAll(".comment:not(.tombstone)")].filter((comment) => {
    const time = comment.querySelector(":scope > .entry .when time")?.dateTime ?? "";
    const isNew = time.length > 10 && Date.parse(time) > seen && !(comment.dataset.id in own);
    comment.classList.toggle("is-new", isNew);
    return isNew;
  });
  const news = section.querySelector("[data-news]");
  if (news) {
    news.hidden = !fresh.length;
    news.querySelector("b").textContent = fresh.length;
    if (fresh.length) news.href = `#${fresh[0].id}`;
  }
  leaveWith(section, Date.now());
}

/** When the page is left after it could be read, what it showed is no longer new. */
function leaveWith(section, opened) {
  if (section.leaving) return;
  section.leaving = true;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || Date.now() - opened < OWN_PAGE_SECONDS * 1000) return;
    localStorage.setItem(`visit-${section.dataset.number}`, new Date().toISOString());
    if (!section.overlay?.token) return;
    const body = new URLSearchParams({ csrfmiddlewaretoken: section.overlay.token });
    fetch(`/discussions/${section.dataset.number}/visit/`, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
  });
}
