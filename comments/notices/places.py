"""What an address in a notice names, among what its sender may see."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.models import Article
from comments.models import Comment
from comments.models.notice import PATH_LENGTH

_COMMENT = re.compile(r"^/comments/(\d{1,18})/")
_ANCHOR = re.compile(r"^comment-(\d{1,18})$")
_ARTICLE = re.compile(r"^/(\d{4})/(\d{1,2})/([-\w]+)/?$", re.ASCII)


class NoPlaceError(Exception):
    """Carries the sentence that says what is wrong with the address."""


@dataclass(frozen=True)
class NoticedPlace:
    """A comment, or where that is None the article's own content."""

    path: str
    article: Article
    comment: Comment | None = None


def place_at(address: str, request: HttpRequest) -> NoticedPlace:
    """Raises NoPlaceError for what is no address of an article or a comment here that the viewer may see."""
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("//?")
    if parts.netloc and parts.netloc.lower() not in {request.get_host().lower(), urlsplit(settings.SITE_URL).netloc}:
        raise NoPlaceError(_("“%(address)s” is not on this site.") % {"address": address[:PATH_LENGTH]})
    named = _COMMENT.match(parts.path) or _ANCHOR.match(parts.fragment)
    found = _comment(int(named[1]), request) if named else _article(parts.path, request)
    if found is None:
        sentence = _("We find neither an article nor a comment at “%(address)s”. Please copy the whole address.")
        raise NoPlaceError(sentence % {"address": address[:PATH_LENGTH]})
    return found


def _comment(number: int, request: HttpRequest) -> NoticedPlace | None:
    visible = Comment.objects.visible_to(request.user).published().select_related("discussion__article")
    comment = visible.filter(pk=number).first()
    return NoticedPlace(comment.get_absolute_url(), comment.discussion.article, comment) if comment else None


def _article(path: str, request: HttpRequest) -> NoticedPlace | None:
    named = _ARTICLE.match(path)
    articles = Article.objects.visible_to(request.user).public()
    found = articles.filter(slug=named[3]) if named else articles.none()
    article = next((one for one in found if one.get_absolute_url() == f"{path.rstrip('/')}/"), None)
    return NoticedPlace(article.get_absolute_url(), article) if article else None
