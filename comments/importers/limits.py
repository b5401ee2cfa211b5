"""What is too long for the archive is refused before anything is written."""

from collections.abc import Iterator

from django.db.models import CharField, Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Byline, Picture, Tag
from comments.importers.lines import PageRefusedError
from comments.importers.page import SavedPage
from comments.models import Comment

# Beyond this an archive's page is no page, and reading it would take minutes.
MOST_ENTRIES = 5_000


def refuse_too_long(page: SavedPage) -> None:
    """Raises PageRefusedError with a sentence about the first part that does not fit."""
    if len(page.entries) > MOST_ENTRIES:
        raise PageRefusedError(
            _("There are %(count)d entries; a page may have %(most)d.")
            % {"count": len(page.entries), "most": MOST_ENTRIES}
        )
    for what, text, most in _measured(page):
        if len(text) > most:
            raise PageRefusedError(
                _("The %(what)s “%(start)s…” has %(length)d characters; there is room for %(most)d.")
                % {"what": what, "start": text[:40], "length": len(text), "most": most}
            )


def _measured(page: SavedPage) -> Iterator[tuple[str | Promise, str, int]]:
    head = page.head
    yield gettext_lazy("headline"), head.headline, room_for(Article, "headline")
    yield gettext_lazy("dek"), head.dek, room_for(Article, "dek")
    yield gettext_lazy("caption"), head.caption, room_for(Picture, "caption")
    yield gettext_lazy("writer's name"), head.byline, room_for(Byline, "name")
    for tag in head.tags:
        yield gettext_lazy("tag"), tag, room_for(Tag, "name")
    for entry in page.entries:
        yield gettext_lazy("commenter's name"), entry.name, room_for(Comment, "imported_name")


def room_for(model: type[Model], name: str) -> int:
    """The most characters that the field holds."""
    field = model._meta.get_field(name)
    assert isinstance(field, CharField)  # noqa: S101  # tells the type checker what the callers name
    return field.max_length or 0
