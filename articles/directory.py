"""All ways into the articles: topics, tags and writers, each with how many articles there are."""

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from articles.models import Byline, Tag, Topic

# The rest are found on articles and by search: a longer list is read by nobody.
TAGS_SHOWN = 200


def topics_to_show() -> QuerySet[Topic]:
    """In the order of the navigation, those without an article too: the navigation leads to them."""
    return Topic.objects.in_navigation().annotate(article_count=Count("articles", filter=_is_public()))


def tags_to_show() -> list[Tag]:
    """The most used, by name."""
    used = Tag.objects.annotate(article_count=Count("articles", filter=_is_public())).filter(article_count__gt=0)
    return sorted(used.order_by("-article_count", "name")[:TAGS_SHOWN], key=lambda tag: tag.name.casefold())


def writers_to_show() -> QuerySet[Byline]:
    """Who has something to read here, by name."""
    counted = Byline.objects.annotate(article_count=Count("articles", filter=_is_public()))
    return counted.filter(article_count__gt=0).select_related("portrait").order_by("name")


def _is_public() -> Q:
    """The same test as ArticleQuerySet.public."""
    return Q(articles__status__in=["scheduled", "published"], articles__published_at__lte=timezone.now())
