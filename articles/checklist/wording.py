"""Headline and dek, as they are read where they stand without the article."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.checklist.findings import Finding
from articles.checklist.subject import Subject
from articles.structured import HEADLINE_LETTERS

# In a feed, a list of results or the subject of a mail a headline stands alone: a word or two say too little there.
HEADLINE_FEWEST = 12
# Search engines fill two lines of a result, and cut what is longer in the middle of a sentence.
DESCRIPTION_MOST = 160
# Less does not fill one of them, and engines then often take a sentence of the text instead.
DESCRIPTION_FEWEST = 50


def check_headline(subject: Subject) -> Iterator[Finding]:
    letters = len(subject.article.headline.strip())
    if 0 < letters < HEADLINE_FEWEST:
        yield Finding(
            _("The headline has %(letters)d letters: where it stands alone, fewer than %(fewest)d say little.")
            % {"letters": letters, "fewest": HEADLINE_FEWEST},
            "headline",
        )
    elif letters > HEADLINE_LETTERS:
        yield Finding(
            _("The headline has %(letters)d letters: search engines cut it off after %(most)d.")
            % {"letters": letters, "most": HEADLINE_LETTERS},
            "headline",
        )


def check_dek(subject: Subject) -> Iterator[Finding]:
    if not subject.article.dek.strip():
        yield Finding(_("There is no dek. It is also what search engines and links elsewhere show."), "dek")


def check_description(subject: Subject) -> Iterator[Finding]:
    """The dek, where it is the description of a link."""
    letters = len(subject.article.dek.strip())
    if 0 < letters < DESCRIPTION_FEWEST:
        yield Finding(
            _("The dek has %(letters)d letters: as the description of a link, fewer than %(fewest)d say little.")
            % {"letters": letters, "fewest": DESCRIPTION_FEWEST},
            "dek",
        )
    elif letters > DESCRIPTION_MOST:
        yield Finding(
            _("The dek has %(letters)d letters: as the description of a link, it is cut off after about %(most)d.")
            % {"letters": letters, "most": DESCRIPTION_MOST},
            "dek",
        )
