// Asks an address about what stands in the article's form, a moment after anything in it has changed. Nothing is saved.
const MOMENT_MS = 600;

// `show` gets the answer's words; what is asked meanwhile, or no longer `wanted`, is not shown. Returns the asking itself.
export function follow(form, address, show, wanted = () => true) {
  let timer;
  let asking;

  async function ask() {
    clearTimeout(timer);
    asking?.abort();
    if (!wanted()) return;
    asking = new AbortController();
    const { signal } = asking;
    try {
      const answer = await fetch(address, { method: "POST", body: new FormData(form), signal });
      // Whoever is not signed in any more is sent to the sign-in; saving tells them.
      if (answer.ok && !answer.redirected) show(await answer.text());
    } catch {
      // The next change asks again.
    }
  }

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, MOMENT_MS);
  };
  // Through jQuery, since the admin's choices tell of a change by it alone.
  window.django.jQuery(form).on("input change formset:added formset:removed", later);
  return ask;
}
