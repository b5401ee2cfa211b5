// Gives fields the names that the admin's widgets show beside them and tell no screen reader: the parts of a
// moment, the cells of a table of lines, the fields that select2 and the prose editor put in place of others.
const textOf = (node) => node?.textContent.trim().replace(/[:?]$/, "") ?? "";

function name(field, said) {
  if (said && !field.getAttribute("aria-label") && !field.labels?.length) field.setAttribute("aria-label", said);
}

const labelOf = (field) => textOf(field.closest(".form-row, .fieldBox")?.querySelector("label, legend"));

function columnOf(field) {
  const cell = field.closest("td");
  return textOf(cell?.closest("table")?.querySelector("thead tr")?.cells[cell.cellIndex]);
}

function nameAll(place) {
  for (const part of place.querySelectorAll(".datetime input")) name(part, `${labelOf(part)}, ${textOf(part.previousSibling)}`);
  for (const field of place.querySelectorAll("td :is(input, select, textarea):not([type=hidden])")) name(field, columnOf(field));
  for (const select of place.querySelectorAll("select.admin-autocomplete")) {
    const said = textOf(select.labels[0]) || columnOf(select);
    for (const part of select.nextElementSibling?.querySelectorAll("[role=combobox], [role=textbox], [type=search]") ?? []) name(part, said);
  }
  for (const text of place.querySelectorAll(".ProseMirror[role=textbox]")) name(text, labelOf(text));
}

// What the widgets put there comes after this, and with each line that is added.
new MutationObserver(() => nameAll(document)).observe(document.querySelector("#content"), { childList: true, subtree: true });
nameAll(document);
