// Tells while an article's form is open who else is at it, and at once when somebody saves another text. Without it
// the form tells as it is opened, and when it is sent.
const AGAIN = 10_000;
const STILL = 60_000;
const place = document.querySelector("[data-colleagues]");
let tag = "";
let told = "";
let isSent = false;

function show(html) {
  place.firstElementChild.innerHTML = html;
  // The minutes go on; only who is there, and what they saved, is news.
  const news = [...place.querySelectorAll(".colleague")].map((line) => line.textContent.split(";")[0].trim()).join(" ");
  if (news !== told) place.lastElementChild.textContent = news;
  told = news;
}

async function ask() {
  if (document.hidden) return;
  const based = document.getElementById("id_based_on")?.value ?? "";
  const headers = tag ? { "If-None-Match": tag } : {};
  const answer = await fetch(`${place.dataset.colleagues}?based_on=${based}`, { headers, redirect: "manual" }).catch(() => null);
  if (answer?.status !== 200) return;
  tag = answer.headers.get("ETag");
  show(await answer.text());
}

function tell(more = {}, keepalive = false) {
  const csrfmiddlewaretoken = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const body = new URLSearchParams({ csrfmiddlewaretoken, ...more });
  fetch(place.dataset.colleagues, { method: "POST", body, keepalive, redirect: "manual" }).catch(() => {});
}

if (place) {
  setInterval(ask, AGAIN);
  setInterval(() => document.hidden || tell(), STILL);
  document.addEventListener("visibilitychange", ask);
  document.addEventListener("parley:kept", ask);
  // Who saves has left by that, or comes back at once.
  place.closest("form").addEventListener("submit", (event) => (isSent = !event.defaultPrevented));
  addEventListener("pagehide", () => isSent || tell({ leaves: "yes" }, true));
}
