// Runs a behaviour on each [data-enhance="name"], which is then [data-enhanced]; without it every page is complete.
const behaviours = {
  discussion: () => import("./comments/discussion.js"),
  picking: () => import("./comments/picking.js"),
  desk: () => import("./comments/desk.js"),
  inbox: () => import("./comments/inbox.js"),
  peeks: () => import("./comments/peek.js"),
};

for (const place of document.querySelectorAll("[data-enhance]")) {
  behaviours[place.dataset.enhance]?.().then(async (behaviour) => {
    await behaviour.enhance(place);
    place.dataset.enhanced = "";
  });
}

if (document.querySelector("time[data-relative]")) {
  import("./times.js").then((times) => times.enhance(document));
}

// A form for words is dressed when somebody comes to it, and at once where a draft waits in it or it is to be sent.
const editor = (use) => import("./comments/editor.js").then(use, () => {});
document.addEventListener("focusin", ({ target }) => {
  const form = target.closest("form[data-writing]");
  if (form) editor(({ dress }) => dress(form));
});
for (const form of document.querySelectorAll("form[data-writing]")) {
  const name = `draft ${form.elements.writer.value} ${new URL(form.action).pathname}`;
  if ("goes" in form.dataset || form.querySelector(".draft-line:not([hidden])") || localStorage.getItem(name)) {
    editor(({ dress }) => dress(form));
  }
}

document.addEventListener("change", ({ target }) => {
  if (target.dataset.sentence) import("./comments/sentence.js").then(({ fillIn }) => fillIn(target), () => {});
});

// The key / goes to the field of a search; what switches a discussion's keys off (?) switches it off, and desks have their own.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
  const field = document.querySelector("main [type=search]");
  if (!field || localStorage.getItem("keys") === "off" || document.querySelector("[data-enhance=desk]")) return;
  event.preventDefault();
  field.focus();
});
