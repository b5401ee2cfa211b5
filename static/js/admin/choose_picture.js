// Hands the picture that is pressed to the editor that opened this window; without it, the line in the picture's
// own form names it in a body that is written as HTML.
const call = new URLSearchParams(location.search).get("CKEditorFuncNum");

document.addEventListener("click", ({ target }) => {
  const { picture, address } = target.closest("[data-picture]")?.dataset ?? {};
  if (!picture || !window.opener?.CKEDITOR) return;
  window.opener.CKEDITOR.tools.callFunction(call, address, { id: picture });
  window.close();
});
