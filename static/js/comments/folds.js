// Remembers which branches this reader folded, in the browser; without it they fold all the same.
const KEPT_AT_MOST = 200;

export function rememberFolds(section) {
  const key = `folds-${section.dataset.number}`;
  const folded = new Set(JSON.parse(localStorage.getItem(key) ?? "[]"));
  for (const id of folded) {
    const branch = section.querySelector(`#comment-${id} > details.branch`);
    if (branch) branch.open = false;
  }
  section.addEventListener("toggle", ({ target }) => {
    if (!target.matches("details.branch")) return;
    folded[target.open ? "delete" : "add"](target.parentElement.dataset.id);
    localStorage.setItem(key, JSON.stringify([...folded].slice(-KEPT_AT_MOST)));
  }, true);
}

/** Open every branch around a comment, so that it can be seen. */
export function unfoldTo(comment) {
  for (let fold = comment?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}
