// A digit chooses the reason and Enter sends it, unless single keys are off. Without it: a press for each.
export function listen(form) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem("keys") === "off") return;
    if (event.target.closest("textarea, input:not([type=radio], [type=checkbox])")) return;
    const reason = /^[1-9]$/.test(event.key) && form.querySelectorAll("input[name=reason]")[Number(event.key) - 1];
    if (!reason) return;
    event.preventDefault();
    reason.click();
    form.querySelector(".form-deeds button").focus();
  });
}
