"""An article by its key, as deeds need it: whether it may be read and what its discussion allows."""

from collections.abc import Collection

from django.http import Http404

from accounts.permissions import Viewer
from accounts.statements import read_row
from articles.models import Article, ArticleRevision
from articles.permissions import may_preview

# Long, and of no use to a deed; who asks for one all the same gets it by a query more.
WORDS = ("body", "body_html")


def article_or_404(viewer: Viewer, key: int) -> Article:
    """The article among those that the viewer may see: the same answer as `visible_to`, for less."""
    article = read_row(Article, "id = %s", [key], without=WORDS)
    if article is None or not (article.is_public or may_preview(viewer)):
        raise Http404
    return article


def latest_revision(article: Article, *, without: Collection[str] = ("body",)) -> ArticleRevision | None:
    """The article's text as it stands; None where none was kept."""
    newest = "article_id = %s ORDER BY number DESC LIMIT 1"
    return read_row(ArticleRevision, newest, [article.pk], without=without)
