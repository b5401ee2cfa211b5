"""All ways into the articles: topics, tags and writers, each with how many articles there are."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db.models import Count, Model

from articles.counting import counted
from articles.models import Article, Byline, Tag, Topic
from articles.querysets import memberships

# The rest are found on articles and by search: a longer list is read by nobody.
TAGS_SHOWN = 200
T = TypeVar("T", bound=Model)


def topics_to_show() -> list[Topic]:
    """In the order of the navigation, those without an article too: the navigation leads to them."""
    return _with_counts(Topic.objects.in_navigation(), _counts("topics"))


def tags_to_show() -> list[Tag]:
    """The most used, by name."""
    counts = _counts("tags")
    used = sorted(counts, key=lambda key: (-counts[key], key))[:TAGS_SHOWN]
    return sorted(_with_counts(Tag.objects.filter(pk__in=used), counts), key=lambda tag: tag.name.casefold())


def writers_to_show() -> list[Byline]:
    """Who has something to read here, by name."""
    counts = _counts("bylines")
    return _with_counts(Byline.objects.filter(pk__in=counts).select_related("portrait").order_by("name"), counts)


def _with_counts(groups: Iterable[T], counts: Mapping[int, int]) -> list[T]:
    """Each with its `article_count`."""
    found = list(groups)
    for group in found:
        vars(group)["article_count"] = counts.get(group.pk, 0)
    return found


def _counts(relation: str) -> dict[int, int]:
    """How many public articles each has that has one."""

    def count() -> dict[int, int]:
        members, group = memberships(relation)
        of_public = members.filter(article__in=Article.objects.public().values("pk")).order_by()
        return dict(of_public.values_list(group).annotate(count=Count("pk")))

    return counted(f"of_each:{relation}", count)
