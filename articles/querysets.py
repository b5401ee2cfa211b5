"""Reading articles: chainable adjectives."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Prefetch
from django.utils import timezone

from accounts.permissions import Viewer
from articles.permissions import may_preview

if TYPE_CHECKING:
    from articles.models import Article, Topic


class ArticleQuerySet(models.QuerySet["Article"]):
    def public(self) -> Self:
        """What every reader may read now; a scheduled article joins at its moment, by itself."""
        return self.filter(status__in=["scheduled", "published"], published_at__lte=timezone.now())

    def visible_to(self, user: Viewer) -> Self:
        return self.all() if may_preview(user) else self.public()

    def latest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def for_cards(self) -> Self:
        """What a card on a list page shows: headline, dek, bylines, picture, topics, the discussion's counts."""
        return self.select_related("lead_picture", "discussion").prefetch_related("topics", *self._bylines())

    def for_display(self) -> Self:
        """What the article's own page shows."""
        return self.select_related("lead_picture", "discussion").prefetch_related("topics", "tags", *self._bylines())

    def _bylines(self) -> list[Prefetch]:
        from articles.models import ArticleByline

        ordered = ArticleByline.objects.select_related("byline__portrait").order_by("position", "pk")
        return [Prefetch("article_bylines", queryset=ordered)]


class TopicQuerySet(models.QuerySet["Topic"]):
    def in_navigation(self) -> Self:
        return self.order_by("position", "name")
