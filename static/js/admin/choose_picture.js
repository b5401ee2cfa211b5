// Hands the picture that is pressed, or was just uploaded, to the editor that opened this window; without it, the line
// in the picture's own form names it in a body that is written as HTML.
const call = new URLSearchParams(location.search).get("CKEditorFuncNum");

function handOver({ dataset: { picture, address } }) {
  if (!window.opener?.CKEDITOR) return;
  window.opener.CKEDITOR.tools.callFunction(call, address, { id: picture });
  window.close();
}

document.addEventListener("click", ({ target }) => {
  const pressed = target.closest("[data-picture]");
  if (pressed) handOver(pressed);
});

// A button that nothing would come of stays what the page makes it: one that cannot be pressed.
for (const button of document.querySelectorAll("[data-picture]")) button.disabled = !window.opener?.CKEDITOR;

const taken = document.querySelector("[data-taken] [data-picture]");
if (taken) handOver(taken);
