// Marks what is followed as read on the way there; without it a button beside each entry does so.
export function enhance(inbox) {
  inbox.addEventListener("click", async (event) => {
    const link = event.target.closest(".inbox-sentence a");
    const entry = link?.closest(".is-unread");
    if (!entry) return;
    const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (isPlain) event.preventDefault();
    // First, so that the page it leads to counts what is left.
    await markRead(entry);
    if (isPlain) location.assign(link.href);
  });
}

/** What fails stays unread. */
async function markRead(entry) {
  const form = entry.querySelector("form");
  await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => {});
  entry.classList.remove("is-unread");
  entry.querySelector(".inbox-new")?.remove();
  form.remove();
}
