"""A shelf of articles, and the lists on which it stands."""

import re
from datetime import UTC, datetime

from articles.models import Article
from tests.factories import ArticleFactory, BylineFactory, TagFactory, TopicFactory

TOPIC, TAG, BYLINE, SEARCH = "/topics/harbour/", "/tags/ferry/", "/bylines/dora/", "/search/?q=ferry&order=newest"
LISTS = ["/", TOPIC, TAG, BYLINE, SEARCH]
HIDDEN = [
    {"draft": True},
    {"status": Article.Status.WITHDRAWN},
    {"status": Article.Status.SCHEDULED, "published_at": datetime(2100, 1, 1, tzinfo=UTC)},
    {"status": Article.Status.PUBLISHED, "published_at": datetime(2100, 1, 1, tzinfo=UTC)},
]


class Shelf:
    """A topic, a tag and a writer, and articles that stand on the list of each."""

    def __init__(self) -> None:
        self.topic = TopicFactory.create(slug="harbour", name="Harbour", description="Ships & tides")
        self.tag = TagFactory.create(slug="ferry", name="ferry")
        self.byline = BylineFactory.create(slug="dora", name="Dora Dee", bio="Writes about ships.")

    def add(self, headline: str = "The ferry", **facts: object) -> Article:
        return ArticleFactory.create(
            headline=headline, topics=[self.topic], tags=[self.tag], bylines=[self.byline], **facts
        )


def headlines(page: str) -> list[str]:
    """Without the marks that a search puts into them."""
    return re.findall(r'card-headline"><a href="[^"]+">([^<]+)<', re.sub("</?mark>", "", page))
