"""What was corrected in published articles, in public: the notes, and the words that changed."""

import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from articles.models import Article, ArticleRevision
from articles.shown_differences import difference_html

# Where a paragraph of a text ends, and where a line within one does, whatever stands there.
_PARAGRAPH_ENDS = re.compile(r"</(?:p|h[2-4]|blockquote|figcaption|ul|ol|dl|table)>|<hr>", re.IGNORECASE)
_LINE_ENDS = re.compile(r"</(?:li|tr|dd|dt)>|<br>", re.IGNORECASE)
_ENDS = re.compile(r"\s*\n\s*")


class Correction(NamedTuple):
    """When it was made, and where is shown what changed."""

    made_at: datetime
    path: str


@dataclass(frozen=True)
class WhatChanged:
    """The differences of one correction; those of what it left alone are blank."""

    headline: SafeString
    dek: SafeString
    body: SafeString


def corrections_of(article: Article) -> list[ArticleRevision]:
    """In the order in which they were made, without bodies; nothing is asked where the article was not corrected."""
    if article.corrected_at is None:
        return []
    return list(article.revisions.filter(is_correction=True).defer("body").order_by("number"))


def made_in(article: Article) -> tuple[Correction, ...]:
    """When the article was corrected, the first time first; costs what `corrections_of` does."""
    return tuple(
        Correction(made.created_at, correction_path(article.pk, made.number)) for made in corrections_of(article)
    )


def correction_path(article_id: int, number: int) -> str:
    return reverse("correction", args=[article_id, number])


def what_changed(revision: ArticleRevision, before: ArticleRevision | None = None) -> WhatChanged:
    """Held against `before`; without one against the text before it, whatever that was for."""
    before = before or text_before(revision)
    return WhatChanged(
        headline=_difference(before.headline if before else "", revision.headline),
        dek=_difference(before.dek if before else "", revision.dek),
        body=_difference(words_of(before.body) if before else "", words_of(revision.body)),
    )


def text_before(revision: ArticleRevision) -> ArticleRevision | None:
    earlier = ArticleRevision.objects.filter(article=revision.article_id, number__lt=revision.number)
    return earlier.order_by("-number").first()


def words_of(body: str) -> str:
    """A body without its markup, a blank line between paragraphs."""
    words = unescape(strip_tags(_PARAGRAPH_ENDS.sub("\n\n", _LINE_ENDS.sub("\n", body))))
    return _ENDS.sub(lambda ends: "\n\n" if ends[0].count("\n") > 1 else "\n", words).strip()


def _difference(before: str, after: str) -> SafeString:
    return difference_html(before, after) if before != after else SafeString("")
