"""An article that lacks nothing, and what the checklist finds when something is taken away."""

from typing import Any

from articles.checklist.checks import findings_in
from articles.models import Article
from articles.unsaved import as_stored
from tests.factories import ArticleFactory, BylineFactory, PictureFactory, TopicFactory

HEADLINE = "The ferry stops at Millbrook again"
DEK = "Service returns three mornings a week, and with it an argument that nobody had missed."


def complete_article(**but: Any) -> Article:
    """A draft that lacks nothing `but` what is said."""
    facts: dict[str, Any] = {
        "status": Article.Status.DRAFT,
        "published_at": None,
        "headline": HEADLINE,
        "dek": DEK,
        "bylines": [BylineFactory.create()],
        "topics": [TopicFactory.create()],
        "lead_picture": PictureFactory.create(),
    }
    return ArticleFactory.create(**facts | but)


def found_in(article: Article) -> list[tuple[str, str]]:
    """The name of each finding, and the field that it points to."""
    return [(finding.check, finding.field) for finding in findings_in(as_stored(article))]
