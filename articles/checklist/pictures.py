"""What readers must be told of pictures: what they show, what they mean, whose they are."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.body import picture_named
from articles.checklist.findings import Finding
from articles.checklist.reading import read_body
from articles.checklist.subject import Subject
from articles.models import Picture

# As much of a foreign address as a sentence repeats: some hold the whole picture.
_ADDRESS_LETTERS = 200


def check_lead_picture(subject: Subject) -> Iterator[Finding]:
    picture = subject.article.lead_picture
    if picture is None:
        yield Finding(_("There is no lead picture: lists of articles show it with words alone."), "lead_picture")
    elif not picture.file:
        yield Finding(_("The lead picture has no file: readers see its caption alone."), "lead_picture", picture)


def check_lost_pictures(subject: Subject) -> Iterator[Finding]:
    """What the text names and readers do not get: pasted from elsewhere, or deleted since."""
    shown = {picture.address for picture in subject.body.pictures}
    for picture in read_body(subject.article.body).pictures:
        key = picture_named(picture.address)
        if key is not None and key not in subject.pictures:
            yield Finding(
                _("The text shows picture %(number)d, which is not in the library.") % {"number": key}, "body"
            )
        elif key is None and picture.address not in shown:
            sentence = _(
                "A picture of another site is not shown to readers: %(address)s. Add it to the library first."
            )
            yield Finding(sentence % {"address": picture.address[:_ADDRESS_LETTERS]}, "body")


def check_alt(subject: Subject) -> Iterator[Finding]:
    lead = subject.article.lead_picture
    if lead and not lead.alt.strip() and not lead.is_decorative:
        yield _without_alt(str(lead), "lead_picture", lead)
    for shown in subject.body.pictures:
        picture = subject.pictures.get(shown.key)
        if not shown.alt.strip() and not (picture and picture.is_decorative):
            yield _without_alt(str(picture or shown.address), "body", picture)


def check_caption(subject: Subject) -> Iterator[Finding]:
    """A decorative picture has nothing to say; one in the middle of a line has no room for it."""
    lead = subject.article.lead_picture
    if lead and not lead.caption.strip() and not lead.is_decorative:
        yield _without_caption(str(lead), "lead_picture", lead)
    for shown in subject.body.pictures:
        picture = subject.pictures.get(shown.key)
        is_bare = shown.caption is not None and not shown.caption.strip()
        if is_bare and not (picture and picture.is_decorative):
            yield _without_caption(str(picture or shown.address), "body", picture)


def check_credit(subject: Subject) -> Iterator[Finding]:
    lead = subject.article.lead_picture
    if lead and not lead.credit.strip():
        yield _without_credit(lead, "lead_picture")
    for picture in subject.unsaved.pictures:
        if not picture.credit.strip() and picture != lead:
            yield _without_credit(picture, "body")


def _without_alt(name: str, field: str, picture: Picture | None) -> Finding:
    sentence = _("The picture “%(name)s” has no text for those who cannot see it, and is not said to be decorative.")
    return Finding(sentence % {"name": name}, field, picture)


def _without_caption(name: str, field: str, picture: Picture | None) -> Finding:
    return Finding(_("The picture “%(name)s” has no caption.") % {"name": name}, field, picture)


def _without_credit(picture: Picture, field: str) -> Finding:
    return Finding(_("The picture “%(name)s” does not say whose it is.") % {"name": picture}, field, picture)
