"""Links of a text to this site's own addresses that do not lead where readers can follow."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.checklist.addresses import Destination
from articles.checklist.findings import Finding
from articles.checklist.subject import Subject


def check_links(subject: Subject) -> Iterator[Finding]:
    nothing = _("The link “%(words)s” leads to nothing on this site: %(address)s")
    not_public = _("The link “%(words)s” leads where readers have no way: %(address)s")
    yield from _about(subject, Destination.NOTHING, nothing)
    yield from _about(subject, Destination.NOT_PUBLIC, not_public)


def check_moved_links(subject: Subject) -> Iterator[Finding]:
    yield from _about(subject, Destination.MOVED, _("The link “%(words)s” names a former address: %(address)s"))


def _about(subject: Subject, destination: Destination, sentence: str) -> Iterator[Finding]:
    for link in subject.body.links:
        if subject.destinations[link.address] == destination:
            yield Finding(sentence % {"words": link.words.strip() or link.address, "address": link.address}, "body")
