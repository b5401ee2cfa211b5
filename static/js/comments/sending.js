// Sends a form and says how that goes; its words stay until they have arrived. Without it the browser sends it.
export const FRAGMENT = { headers: { "X-Fragment": "1" } };

/** The answer and its HTML; nothing where the site did not take it, which is then said in the form. */
export async function send(form, submitter) {
  const says = form.closest("[data-failed]").dataset;
  const button = submitter ?? form.querySelector("button");
  const label = button.textContent;
  const body = new FormData(form, submitter);
  form.ariaBusy = "true";
  button.textContent = says.sending;
  form.dispatchEvent(new Event("parley:sending"));
  const answer = await fetch(form.action, { method: "POST", body, ...FRAGMENT }).catch(() => null);
  const html = answer && (await answer.text().catch(() => null));
  form.ariaBusy = null;
  button.textContent = label;
  form.querySelector(".deed-word")?.remove();
  if (html !== null && (answer.ok || isRefusal(answer, html))) return { answer, html };
  const why = html === null ? "failed" : answer.status === 401 ? "signedOut" : answer.status === 429 ? "busy" : "broken";
  const word = note(says[why], "alert");
  const again = document.createElement("button");
  Object.assign(again, { type: "button", className: "button", textContent: says.again });
  // By the same button as before: its name may be part of what is sent.
  again.onclick = () => form.requestSubmit(button);
  word.append(" ", again);
  form.querySelector(".form-deeds").after(word);
  if (html === null) addEventListener("online", () => (word.firstChild.data = says.online), { once: true });
  return null;
}

/** Forbidden and not understood hold what was typed; so does whatever brings the form back. */
function isRefusal({ status }, html) {
  return [403, 422].includes(status) || (status < 500 && html.includes("data-deed-form"));
}

export function note(sentence, role) {
  const word = document.createElement("p");
  return Object.assign(word, { className: "note deed-word", textContent: sentence, role });
}
