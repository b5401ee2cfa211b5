// Shows below a form how its words will look, while they are typed; without it a button shows it on a page.
const PAUSE = 400;
// Plain words look as they are typed; these do not.
const MARKS = /[*_`[<>&\\]|^\s*([-+]|\d+[.)])\s|https?:|@\w/m;

export function showPreviews(form) {
  const words = form.elements.body;
  const button = form.querySelector("[data-preview]");
  const panel = form.querySelector("[data-panel]");
  if (!button || !panel) return;
  let timer, running;
  // What its reader chose counts everywhere; until then it opens where it tells something.
  const isWanted = () => words.value.trim() && (localStorage.preview ? localStorage.preview === "on" : MARKS.test(words.value));

  const refresh = async () => {
    running?.abort();
    running = new AbortController();
    const html = await ask(form, running.signal);
    if (html === null || !isWanted()) return;
    panel.innerHTML = html;
    panel.hidden = false;
  };
  const consider = () => {
    clearTimeout(timer);
    if (!isWanted()) panel.hidden = true;
    else timer = setTimeout(refresh, panel.hidden ? 0 : PAUSE);
    button.ariaExpanded = isWanted() ? "true" : "false";
  };
  button.addEventListener("click", (event) => {
    event.preventDefault();
    localStorage.preview = panel.hidden ? "on" : "off";
    consider();
  });
  words.addEventListener("input", consider);
  consider();
}

/** The words as the server will publish them; nothing where it cannot be asked, or was asked again. */
async function ask(form, signal) {
  const how = { method: "POST", body: new FormData(form), headers: { "X-Fragment": "1" }, signal };
  const answer = await fetch(`${form.action}preview/`, how).catch(() => null);
  return answer?.ok ? answer.text().catch(() => null) : null;
}
