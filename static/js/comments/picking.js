// Takes words that are selected in a text over into a form's field. Without it they are typed or copied there.
export function enhance(source) {
  const field = document.getElementById(source.dataset.into);
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (selection.isCollapsed || !source.contains(selection.anchorNode) || !source.contains(selection.focusNode)) return;
    field.value = selection.toString();
  });
}
