// Puts the usual sentence for a reason into the form, to be edited. Without it the site fills in what is left blank.

/** What somebody wrote themselves stays. */
export function fillIn(choice) {
  const words = choice.form.elements.note;
  const usual = [...choice.form.elements.reason].map((one) => one.dataset.sentence);
  if (words.value.trim() && !usual.includes(words.value)) return;
  // As if it had come with the form: closing it loses nothing.
  words.defaultValue = choice.dataset.sentence;
  words.value = words.defaultValue;
}
