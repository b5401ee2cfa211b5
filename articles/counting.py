"""Numbers of articles that many pages show, counted once in an edition and not for each reader.

An article that appears by its schedule raises no edition: it stands on every list at its moment, and is counted
some minutes later.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property

from accounts.edition import edition_number
from articles.models import Article
from articles.querysets import ArticleQuerySet

COUNTED_EVERY = timedelta(minutes=5)
ARTICLES_ON_A_PAGE = 12
T = TypeVar("T")


def counted(name: str, count: Callable[[], T]) -> T:
    """What `count` found in this edition, for all who ask soon after; costs a query where it is known."""
    place = f"articles.{name}:{edition_number()}"
    found: T | None = cache.get(place)
    if found is None:
        found = count()
        cache.set(place, found, COUNTED_EVERY.total_seconds())
    return found


class ArticlePages(Paginator[Article]):
    """Cards of some articles, the newest first; `name` tells these articles from all others."""

    def __init__(self, articles: ArticleQuerySet, name: str) -> None:
        super().__init__(articles.latest_first().for_cards(), ARTICLES_ON_A_PAGE)
        self._articles, self._name = articles, name

    @cached_property
    def count(self) -> int:
        return counted(f"count:{self._name}", self._articles.count)

    def page(self, number: Any) -> Page[Article]:
        """What stands there now, though it may not be counted yet."""
        number = self.validate_number(number)
        begin = (number - 1) * self.per_page
        return Page(self.object_list[begin : begin + self.per_page], number, self)
