// Runs a behaviour on each [data-enhance="name"], which is then [data-enhanced]; without it every page is complete.
const behaviours = {
  discussion: () => import("./comments/discussion.js"),
  picking: () => import("./comments/picking.js"),
  desk: () => import("./comments/desk.js"),
  inbox: () => import("./comments/inbox.js"),
  search: () => import("./search.js"),
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

// The first words that are selected bring what can be done with them.
document.addEventListener("selectionchange", function begin() {
  if (getSelection().isCollapsed) return;
  document.removeEventListener("selectionchange", begin);
  import("./passages.js").catch(() => {});
});
