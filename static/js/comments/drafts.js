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
  const draft = new Draft(form);
  draft.restore();
  draft.listen();
  sweep();
}

/** What is being written in one form. */
class Draft {
  isDirty = false;
  // Two devices wrote: nothing more goes to the server until their writer has chosen.
  isHeld = false;
  // What was under way when the form was sent says nothing any more.
  round = 0;

  constructor(form) {
    const { body, form_key, draft_at, writer } = form.elements;
    const [line, other] = form.querySelectorAll(".draft-line");
    Object.assign(this, { form, words: body, key: form_key, known: draft_at, writer: writer.value, line, other });
    this.name = nameOf(form);
  }

  /** What is kept in this browser comes back, unless the server's is newer: then it is offered. */
  restore() {
    const { words, key, known, name } = this;
    const served = known.value && { body: words.defaultValue, key: key.value, at: Date.parse(known.value) };
    const mine = read(name);
    if (served) show(this.line, served.at);
    const isSame = mine?.known === known.value;
    // It was in step with the server's, which has gone on, or away, since.
    if (mine?.isKept && !isSame) return localStorage.removeItem(name);
    if (!mine || mine.body === words.value) return;
    const isAhead = isSame || !served || mine.at > served.at;
    if (words.value !== words.defaultValue || !isAhead) return this.offer(mine);
    if (served && !isSame) this.offer(served);
    this.take(mine);
  }

  listen() {
    const { form, words, line, other } = this;
    words.addEventListener("input", () => this.note());
    addEventListener("pagehide", () => this.push(true));
    document.addEventListener("visibilitychange", () => document.hidden && this.push(true));
    form.addEventListener("parley:sending", () => this.rest());
    form.addEventListener("parley:sent", () => this.forget());
    form.addEventListener("parley:leave", (event) => {
      if (!this.keep()) return;
      this.push();
      event.preventDefault();
    });
    line.querySelector("button").onclick = (event) => this.discard(event);
    const [showIt, keepMine] = other.querySelectorAll("button");
    showIt.onclick = () => this.swap();
    keepMine.onclick = () => this.insist();
    // It is kept without being asked for; but no button is taken from under the keyboard.
    form.querySelector("[data-keep]:not(:focus)")?.remove();
  }

  note() {
    this.isDirty = true;
    this.keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.push(), PAUSE);
  }

  /** In this browser; whether it is safe there. `isKept`: so it is on the server. */
  keep(isKept = false) {
    const { words, key, known, name } = this;
    if (words.value.trim()) return write(name, { body: words.value, key: key.value, at: Date.now(), known: known.value, isKept });
    localStorage.removeItem(name);
    return true;
  }

  async push(keepalive = false) {
    clearTimeout(this.timer);
    if (!this.isDirty || this.isHeld || !this.writer) return;
    this.isDirty = false;
    const { round, words } = this;
    const sent = words.value;
    const { facts, status } = await this.ask({}, keepalive);
    if (round !== this.round) return;
    if (!facts) return void (this.isDirty = true);
    this.known.value = facts.at;
    if (status === 409) this.offer({ ...facts, key: facts.form_key, at: Date.parse(facts.at) });
    else this.keep(sent === words.value);
  }

  /** The form to the address of its draft; no facts come back where that was refused or could not be asked. */
  async ask(more, keepalive = false) {
    const body = new FormData(this.form);
    for (const [name, value] of Object.entries(more)) body.set(name, value);
    const how = { method: "POST", body, keepalive, headers: { "X-Fragment": "1" } };
    const answer = await fetch(`${this.form.action}draft/`, how).catch(() => null);
    const isTold = answer?.ok || answer?.status === 409;
    return { status: answer?.status, facts: isTold ? await answer.json().catch(() => null) : null };
  }

  take(draft) {
    this.words.value = draft.body;
    this.key.value = draft.key;
    show(this.line, draft.at);
    this.words.dispatchEvent(new Event("input"));
  }

  offer(draft) {
    this.rival = draft;
    this.isHeld = true;
    show(this.other, draft.at);
  }

  swap() {
    const left = { body: this.words.value, key: this.key.value, at: Date.now() };
    this.take(this.rival);
    this.offer(left);
    this.isHeld = false;
  }

  insist() {
    this.other.hidden = true;
    this.isHeld = false;
    this.isDirty = true;
    this.push();
  }

  rest() {
    clearTimeout(this.timer);
    this.round++;
  }

  forget() {
    this.rest();
    localStorage.removeItem(this.name);
    this.known.value = "";
    this.isDirty = this.isHeld = false;
    this.line.hidden = this.other.hidden = true;
  }

  /** As if deleted by hand, so that the browser's own undo brings it back. */
  async discard(event) {
    event.preventDefault();
    const { words } = this;
    const { facts } = this.writer ? await this.ask({ discard: "yes" }) : {};
    const before = facts?.words ?? words.defaultValue;
    words.focus();
    words.select();
    document.execCommand(before ? "insertText" : "delete", false, before);
    words.defaultValue = words.value;
    this.forget();
  }
}

function show(place, at) {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  const how = { timeStyle: "short", hourCycle: "h23", ...(isToday ? {} : { dateStyle: "medium" }) };
  place.querySelector("time").textContent = new Date(at).toLocaleString(document.documentElement.lang, how);
  place.hidden = false;
}
