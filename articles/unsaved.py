"""An article as readers would get it now: as it is stored, or as it stands in a form and is stored nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from articles.models import Article, Byline, Picture, Tag, Topic


@dataclass(frozen=True)
class Unsaved:
    """`article` has its fields, `body_html` among them; what hangs on it by other tables stands beside it.

    `pictures` are those of the library within the text.
    """

    article: Article
    bylines: Sequence[Byline]
    topics: Sequence[Topic]
    tags: Sequence[Tag]
    pictures: Sequence[Picture]

    @property
    def appears_at(self) -> datetime:
        """When readers get it, or now where that is past or not said."""
        return max(self.article.published_at or timezone.now(), timezone.now())


def as_stored(article: Article) -> Unsaved:
    """The article as it is stored; one that never was has nothing."""
    if article.pk is None:
        article.topics_by_position = []
        return Unsaved(article, bylines=[], topics=[], tags=[], pictures=[])
    return Unsaved(
        article,
        bylines=[named.byline for named in article.article_bylines.select_related("byline__portrait")],
        topics=list(article.topics.in_navigation()),
        tags=list(article.tags.all()),
        pictures=list(article.body_pictures.all()),
    )
