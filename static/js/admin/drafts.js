// Keeps on the server what is typed into an article's form, and says so quietly. Without it there is the save button.
import { readFields, whenTyped } from "./article_fields.js";

// Half of what may be lost at most: the other half is for the way to the server.
const PAUSE = 1_000;
const AGAIN = 2_000;
// How long saving waits for keeping.
const PATIENCE = 5_000;
// What the server must know besides the words, as far as the form has it.
const ALONG = ["csrfmiddlewaretoken", "form_key", "takes", "based_on", "is_planned", "seen"];
const place = document.querySelector("[data-drafts]");
const form = place?.closest("form");
const lines = document.querySelectorAll("[data-kept]");
let isDirty = false;
let isSignedOut = false;
let isReached = true;
let isHeld = false;
// That what is not kept was not sent either: said once, and then it is.
let isWarned = false;
let underWay = null;
let isSent = false;
let timer = 0;

/** Seen at once, and told to screen readers only where it changes from kept to not kept and back. */
function say(said, isKept) {
  for (const line of lines) {
    line.textContent = said;
    line.parentElement.hidden = false;
    line.parentElement.classList.toggle("is-trouble", !isKept);
    line.nextElementSibling.hidden = !isSignedOut;
  }
  const told = place.querySelector("[role=status]");
  const news = isKept ? place.dataset.isKept : said;
  if (told.textContent !== news) told.textContent = news;
}

function facts() {
  const body = new FormData();
  for (const name of ALONG) if (form.elements[name]) body.set(name, form.elements[name].value);
  // Which text the editor had before their eyes is asked by another name where it is only compared with.
  if (form.elements.compared_with) body.set("based_on", form.elements.compared_with.value);
  for (const [name, value] of Object.entries({ ...readFields(), article: place.dataset.article })) body.set(name, value);
  return body;
}

/** An answer that leads to the sign-in is none, and so is one that never came. */
function post(how) {
  return fetch(place.dataset.drafts, { method: "POST", body: facts(), redirect: "manual", ...how }).catch(() => null);
}

/** Who signs in again in another window has another token; the page that refuses the old one carries it. */
async function takeNewToken(refusal) {
  const page = new DOMParser().parseFromString(await refusal.text(), "text/html");
  const fresh = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (fresh) form.elements.csrfmiddlewaretoken.value = fresh;
  return Boolean(fresh);
}

async function keep(how = {}) {
  clearTimeout(timer);
  timer = 0;
  isDirty = false;
  let answer = await post(how);
  if (answer?.status === 403 && (await takeNewToken(answer))) answer = await post(how);
  const said = (await answer?.json().catch(() => null))?.said;
  isSignedOut = answer?.type === "opaqueredirect";
  isReached = Boolean(answer);
  if (answer?.ok) {
    isWarned = false;
    say(said, true);
    document.dispatchEvent(new CustomEvent("parley:kept"));
  } else {
    isDirty = true;
    say(said ?? reason(), false);
  }
  return answer?.ok;
}

function reason() {
  const { signedOut, notSent, notKept } = place.dataset;
  return isSignedOut ? signedOut : isWarned ? notSent : notKept;
}

/** One after the other, so that an older text never arrives last. */
async function goOn() {
  timer = 0;
  underWay = keep();
  const isKept = await underWay;
  underWay = null;
  if (isDirty) note(isKept ? PAUSE : AGAIN);
}

function note(pause = PAUSE) {
  isDirty = true;
  if (!timer && !underWay && !isSent) timer = setTimeout(goOn, pause);
}

/** What is not kept is kept first: a sign-in, or the browser's page of an error, would stand in its place. */
async function send(event) {
  if (event.defaultPrevented) return;
  if (isSent || !(isDirty || underWay)) {
    isSent = true;
    return;
  }
  event.preventDefault();
  if (isHeld) return;
  isHeld = true;
  isSignedOut = isReached = false;
  await Promise.race([keepRest(), new Promise((goOn) => setTimeout(goOn, PATIENCE))]);
  isHeld = false;
  if (isSignedOut || !(isReached || isWarned)) return stay(event.submitter);
  isSent = true;
  clearTimeout(timer);
  timer = 0;
  form.requestSubmit(event.submitter);
}

/** What is under way would arrive after the form, and be kept once more: it is waited for. */
async function keepRest() {
  await underWay;
  if (isDirty) await (underWay = keep());
  underWay = null;
  if (isDirty) note(AGAIN);
}

/** Who is signed out is led to the way back that stands below the pressed button. */
function stay(button) {
  isWarned = !isSignedOut;
  say(reason(), false);
  const ways = [...lines].map((line) => line.nextElementSibling);
  const isBelow = (way) => button?.compareDocumentPosition(way) & Node.DOCUMENT_POSITION_FOLLOWING;
  if (isSignedOut) (ways.find(isBelow) ?? ways[0]).focus();
}

/** By a message that outlives its page, or, as browsers let these carry 64 kB only, by one that is as quick as it can. */
async function leave() {
  if (!isDirty || isSent) return;
  if (!(await keep({ keepalive: true }))) keep();
}

if (form) {
  whenTyped(() => note());
  form.addEventListener("submit", send);
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.hidden && isDirty && !underWay && !isSent && goOn());
  addEventListener("online", () => isDirty && note(0));
  addEventListener("pageshow", ({ persisted }) => persisted && (isSent = false));
}
