// Keeps the prose editor from writing a style of its own into the page, which our content security policy
// forbids; css/admin.css has those rules. Without it the editor works and the browser's console complains.
import { Extension } from "django-prose-editor/editor";

export const NoInjectedStyle = Extension.create({
  name: "noInjectedStyle",
  onBeforeCreate() {
    this.editor.options.injectCSS = false;
  },
});
