// What stands in the fields of an article's text at this moment, whichever editor the body has, and when it changes.
// Nothing is added to the form by it.
export const NAMES = ["headline", "dek", "body", "note"];

export const field = (name) => document.getElementById(`id_${name}`);

/** {headline, dek, body, note} as they would be sent now. */
export const readFields = () => Object.fromEntries(NAMES.map((name) => [name, field(name)?.value ?? ""]));

/** Tell of every stroke in one of them; the prose editor says so through its textarea. */
export function whenTyped(tell) {
  document.addEventListener("input", ({ target }) => NAMES.some((name) => target === field(name)) && tell(target.name));
}
