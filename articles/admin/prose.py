"""Where an article's body is written: an editor that shows it as it will look, or plain HTML."""

import re
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import Media

from articles.actions.publishing import settle_text
from articles.body import without_pictures
from articles.sanitizing import without_blank_pictures

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": {"enableTarget": False},
    **dict.fromkeys(("Table", "TableRow", "TableHeader", "TableCell"), True),
    "HTML": True,
    # Writers like to be told of a slip: the editor's default turns the browser's spelling check off.
    "NoSpellCheck": False,
    # Ours, see OWN_MODULES.
    "NoInjectedStyle": True,
}
# What each of them exports goes before the editor's extension of the same name.
OWN_MODULES = ("no_injected_style", "figure")
# What the editor shows and gives back without loss; it drops the tags of anything else.
EDITOR_TAGS = frozenset({
    "a", "blockquote", "br", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "s", "strong", "sub", "sup", "table",
    "tbody", "td", "th", "tr", "ul",
})  # fmt: skip

# Where writing was to go on, see static/js/admin/figure.js, and did not.
_BLANK_LINES = re.compile(r"(?<=</figure>)(?:<p></p>)+")
_TAG = re.compile(r"<([a-z][a-z0-9]*)", re.IGNORECASE)
# What a cell of the editor's tables does not keep.
_SCOPE = re.compile(r"<t[dh]\b[^>]*\sscope\b", re.IGNORECASE)

EDITOR_HELP = _(
    "Pictures come from the library, which the picture’s button opens: what the library says of one is "
    "shown where nothing else is said here. A link with a paragraph to itself is shown with what stands behind it. "
    'For what has no button here, such as a table’s caption, save first, then <a href="?html=1">edit as HTML</a>.'
)
HTML_HELP = _(
    "Written as HTML: p, h2 to h4, strong, em, a, blockquote, ul, ol and li, hr, table and their like, and "
    "pictures of the library, each by the line that its form in the library shows. What does not belong in an "
    "article is taken out when it is shown."
)


class BodyField(forms.CharField):
    """A body with one kind of line end, so that a text sent back as it came counts as the same.

    Shown and stored without what an editor leaves over: pictures without an address, and blank lines below a picture.
    """

    def prepare_value(self, value: object) -> object:
        return _without_leftovers(value) if isinstance(value, str) else value

    def to_python(self, value: object) -> str:
        return settle_text(_without_leftovers(super().to_python(value) or ""))

    def has_changed(self, initial: object, data: object) -> bool:
        return super().has_changed(settle_text(_without_leftovers(str(initial or ""))), data)


class BodyWidget(AdminProseEditorWidget):  # type: ignore[misc]  # the package ships no types
    """The editor for articles; without JavaScript it is a plain textarea of HTML."""

    def __init__(self) -> None:
        library = {
            "Image": True,
            "Caption": True,
            "Figure": {"pickerUrl": reverse("admin:articles_picture_choosing")},
        }
        super().__init__({"rows": 30}, config={"extensions": EXTENSIONS | library}, preset="configurable")

    def get_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().get_config()
        return config | {"js_modules": [static(f"js/admin/{name}.js") for name in OWN_MODULES]}


def body_widget(body: str, *, as_html: bool) -> forms.Textarea:
    """The editor, unless HTML is asked for or the body holds what the editor would lose."""
    if as_html or not is_plain_prose(body):
        return AdminTextareaWidget({"rows": 30, "spellcheck": "true"})
    return BodyWidget()


def let_editor_in(media: Any, request: HttpRequest) -> Any:
    """The form's media; by the nonce alone the content security policy lets the editor's import map in."""
    return Media.from_media(media, nonce=str(request.csp_nonce))  # type: ignore[attr-defined]  # set by django-csp


def is_plain_prose(body: str) -> bool:
    """Whether every tag in the body is one that the editor keeps, with all that it says."""
    prose = without_pictures(without_blank_pictures(body))
    return {tag.lower() for tag in _TAG.findall(prose)} <= EDITOR_TAGS and not _SCOPE.search(prose)


def _without_leftovers(body: str) -> str:
    return _BLANK_LINES.sub("", without_blank_pictures(body))
