// The key / goes to the field of a search; what switches a discussion's keys off (?) switches it off, too.
const isForWords = (place) => place.closest("input, textarea, select, [contenteditable], dialog");

export function enhance(form) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isForWords(event.target) || localStorage.getItem("keys") === "off") return;
    event.preventDefault();
    form.elements.q.focus();
  });
}
