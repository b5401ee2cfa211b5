// Tells the other moderators on which card somebody rests. Without it: the page of each decision does.
const REST_MS = 1_500;
const AGAIN_MS = 60_000;

/** One message for each rest, and one a minute while it lasts and the page is seen; who only passes by sends none. */
export function showPresence(desk) {
  let card = null;
  let timer = 0;
  const tell = () => {
    timer = setTimeout(tell, AGAIN_MS);
    const token = card?.querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (document.hidden || !token || card.matches(".is-decided")) return;
    const body = new URLSearchParams({ csrfmiddlewaretoken: token, comment: card.id.replace("card-", "") });
    fetch(desk.dataset.presences, { method: "POST", body }).catch(() => {});
  };
  desk.addEventListener("focusin", ({ target }) => {
    const now = target.closest(".desk-card");
    if (!now || now === card) return;
    card = now;
    clearTimeout(timer);
    timer = setTimeout(tell, REST_MS);
  });
}
