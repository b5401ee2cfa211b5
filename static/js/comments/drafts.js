// Keeps what is typed in this browser at once, and for accounts on the server too; without it a button does.
const DAY = 86_400_000;
const KEPT_DAYS = 30;
const KEPT_AT_MOST = 50;
const LONGEST = 100_000;
const PAUSE = 2_000;
const MARK = "draft ";

/** The browser's draft of that name: {body, key, at, known, isKept}; nothing where it is too old. */
export function read(name, now = Date.now()) {
  const draft = JSON.parse(localStorage.getItem(name));
  return draft && now - draft.at < KEPT_DAYS * DAY ? draft : null;
}

/** Whether there was room for it. */
export function write(name, draft) {
  try {
    localStorage.setItem(name, JSON.stringify({ ...draft, body: draft.body.slice(0, LONGEST) }));
    return true;
  } catch {
    return false;
  }
}

/** Let go what is old, and the oldest of what is too much. */
export function sweep(now = Date.now()) {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(MARK));
  const dated = names.map((name) => [name, read(name, now)?.at ?? 0]).sort((one, two) => two[1] - one[1]);
  for (const [index, [name, at]] of dated.entries()) if (!at || index >= KEPT_AT_MOST) localStorage.removeItem(name);
}

export const nameOf = (form) => `${MARK}${form.elements.writer.value} ${new URL(form.action).pathname}`;

export function keepDrafts(form) {
  const { body: words, form_key: key, draft_at: known, writer } = form.elements;
  const [line, other] = form.querySelectorAll(".draft-line");
  const name = nameOf(form);
  const served = known.value;
  let timer, isDirty, isHeld, rival;
  // What was under way when the form was sent says nothing any more.
  let round = 0;

  const keep = (isKept = false) => {
    if (words.value.trim()) return write(name, { body: words.value, key: key.value, at: Date.now(), known: known.value, isKept });
    localStorage.removeItem(name);
  };
  const ask = (body, keepalive) =>
    fetch(`${form.action}draft/`, { method: "POST", body, keepalive, headers: { "X-Fragment": "1" } }).catch(() => null);
  const push = async (keepalive = false) => {
    clearTimeout(timer);
    if (!isDirty || isHeld || !writer.value) return;
    isDirty = false;
    const sent = words.value;
    const now = round;
    const answer = await ask(new FormData(form), keepalive);
    const facts = await answer?.json().catch(() => null);
    if (now !== round) return;
    if (!facts) return void (isDirty = true);
    known.value = facts.at;
    if (answer.status === 409) offer({ ...facts, key: facts.form_key, at: Date.parse(facts.at) });
    else if (answer.ok) keep(sent === words.value);
  };
  const show = (place, at) => {
    place.hidden = false;
    const isToday = new Date(at).toDateString() === new Date().toDateString();
    const how = { timeStyle: "short", hourCycle: "h23", ...(isToday ? {} : { dateStyle: "medium" }) };
    place.querySelector("time").textContent = new Date(at).toLocaleString(document.documentElement.lang, how);
  };
  const take = (draft) => {
    words.value = draft.body;
    key.value = draft.key;
    show(line, draft.at);
    words.dispatchEvent(new Event("input"));
  };
  /** Two devices wrote: nothing more goes to the server until their writer has chosen. */
  const offer = (draft) => {
    rival = draft;
    isHeld = true;
    show(other, draft.at);
  };

  const served_draft = served && { body: words.defaultValue, key: key.value, at: Date.parse(served) };
  const mine = read(name);
  if (served_draft) show(line, served_draft.at);
  // It was in step with the server's, which has gone on, or away, since.
  if (mine?.isKept && mine.known !== served) localStorage.removeItem(name);
  else if (mine && mine.body !== words.value) {
    const isAhead = mine.known === served || !served || mine.at > served_draft.at;
    if (words.value !== words.defaultValue || !isAhead) offer(mine);
    else {
      if (mine.known !== served && served) offer(served_draft);
      take(mine);
    }
  }
  sweep();

  words.addEventListener("input", () => {
    isDirty = true;
    keep();
    clearTimeout(timer);
    timer = setTimeout(push, PAUSE);
  });
  addEventListener("pagehide", () => push(true));
  document.addEventListener("visibilitychange", () => document.hidden && push(true));
  form.addEventListener("parley:sending", () => {
    clearTimeout(timer);
    round++;
  });
  form.addEventListener("parley:sent", () => {
    clearTimeout(timer);
    localStorage.removeItem(name);
    known.value = "";
    isDirty = isHeld = false;
    line.hidden = other.hidden = true;
  });
  form.addEventListener("parley:leave", (event) => {
    if (keep() === false) return;
    push();
    event.preventDefault();
  });
  line.querySelector("button").addEventListener("click", async (event) => {
    event.preventDefault();
    const body = new FormData(form);
    body.set("discard", "yes");
    const answer = writer.value ? await ask(body) : null;
    const facts = answer?.ok ? await answer.json().catch(() => null) : null;
    words.focus();
    words.select();
    // As if typed, so that the browser's own undo brings it back.
    const before = facts?.words ?? words.defaultValue;
    document.execCommand(before ? "insertText" : "delete", false, before);
    words.defaultValue = words.value;
    form.dispatchEvent(new Event("parley:sent"));
  });
  const [showIt, keepMine] = other.querySelectorAll("button");
  showIt.onclick = () => {
    const left = { body: words.value, key: key.value, at: Date.now() };
    take(rival);
    offer(left);
    isHeld = false;
  };
  keepMine.onclick = () => {
    other.hidden = true;
    isHeld = false;
    isDirty = true;
    push();
  };
  form.querySelector("[data-keep]")?.remove();
}
