"""Where a reader goes on from an article: to others like it, and to its neighbours in time."""

from dataclasses import dataclass

from articles.models import Article

# More would be a list to choose from, and no advice.
RELATED_ARTICLES = 4


@dataclass(frozen=True)
class FurtherReading:
    related: list[Article]
    earlier: Article | None
    later: Article | None

    def __bool__(self) -> bool:
        return bool(self.related or self.earlier or self.later)


def further_reading(article: Article) -> FurtherReading:
    """Public articles; costs at most six queries, each for a few rows. Nothing is named twice."""
    public = Article.objects.public().for_links()
    related = _related(article)
    named = {other.pk for other in related}
    earlier, later = public.before(article).first(), public.after(article).first()
    return FurtherReading(
        related,
        earlier if earlier and earlier.pk not in named else None,
        later if later and later.pk not in named else None,
    )


def _related(article: Article) -> list[Article]:
    """A tag says more than a topic does: who shares one comes first, and the topics' latest fill up."""
    public = Article.objects.public().for_links()
    found = list(public.tagged_like(article)[:RELATED_ARTICLES]) if article.tags.all() else []
    if len(found) < RELATED_ARTICLES and article.topics.all():
        others = public.on_topics_of(article).exclude(pk__in=[other.pk for other in found])
        found += others[: RELATED_ARTICLES - len(found)]
    return found
