"""Reading articles: chainable adjectives."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from accounts.permissions import Viewer
from articles.permissions import may_preview

if TYPE_CHECKING:
    from articles.models import Article, Picture, PlannedRevision, Topic


def memberships(relation: str) -> tuple[Any, str]:
    """The rows that say which article has which "topics", "tags" or "bylines", and what they call one of these."""
    from articles.models import Article

    field: Any = Article._meta.get_field(relation)
    return field.remote_field.through._default_manager, field.m2m_reverse_field_name()


# As many members of a group are looked up sooner than they are met on the way back in time.
FEW = 500


class ArticleQuerySet(models.QuerySet["Article"]):
    def public(self) -> Self:
        """What every reader may read now; a scheduled article joins at its moment, by itself."""
        return self.filter(status__in=["scheduled", "published"], published_at__lte=timezone.now())

    def public_or_withdrawn(self) -> Self:
        """With what every reader could read until it was withdrawn."""
        return self.public() | self.filter(status="withdrawn", withdrawn_at__isnull=False)

    def appeared(self, since: datetime, until: datetime) -> Self:
        """What of it appeared from `since` on and before `until`: one range, as SQLite may take the longer of two."""
        before = min(until, timezone.now() + timedelta(microseconds=1))
        return self.filter(status__in=["scheduled", "published"], published_at__gte=since, published_at__lt=before)

    def visible_to(self, user: Viewer) -> Self:
        return self.all() if may_preview(user) else self.public()

    def with_discussion(self) -> Self:
        """Those that articles/policy.py gives a discussion: the nearest say counts."""
        from articles.models import Topic

        topics = Topic.objects.in_navigation().filter(articles=OuterRef("pk")).exclude(discussion_mode="")
        said = Coalesce(
            NullIf("discussion_mode", Value("")),
            Subquery(topics.values("discussion_mode")[:1]),
            Value(settings.DISCUSSION_MODE),
        )
        return self.alias(mode_in_force=said).exclude(mode_in_force="off")

    def latest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def most_discussed(self) -> Self:
        """Where there is something to read."""
        discussed = self.with_discussion().filter(discussion__comment_count__gt=0)
        return discussed.order_by("-discussion__comment_count", "-published_at")

    def before(self, article: "Article") -> Self:
        """Published earlier, the nearest first."""
        return self.filter(published_at__lt=article.published_at or timezone.now()).latest_first()

    def after(self, article: "Article") -> Self:
        """Published later, the nearest first."""
        return self.filter(published_at__gt=article.published_at or timezone.now()).order_by("published_at", "pk")

    def in_group(self, relation: str, *groups: models.Model) -> Self:
        """Those that have one of some topics, tags or bylines, as `relation` says; costs a query for a few keys.

        Few are found one by one. Of many the latest are wanted, so that each article, from the last, is asked
        whether it belongs: no database would go that way by itself.
        """
        rows, group = memberships(relation)
        members = rows.filter(**{f"{group}__in": groups})
        if len(members.values_list("pk")[: FEW + 1]) <= FEW:
            return self.filter(pk__in=members.values("article"))
        return self.filter(Exists(members.filter(article=OuterRef("pk"))))

    def tagged_like(self, article: "Article") -> Self:
        """Others that share a tag, latest first."""
        return self.in_group("tags", *article.tags.all()).exclude(pk=article.pk).latest_first()

    def on_topics_of(self, article: "Article") -> Self:
        """Others that share a topic, latest first."""
        return self.in_group("topics", *article.topics.all()).exclude(pk=article.pk).latest_first()

    def for_links(self) -> Self:
        """What a link with its date shows."""
        return self.only("headline", "slug", "published_at", "created_at")

    def for_cards(self) -> Self:
        """What a card on a list page shows: headline, dek, bylines, picture, topics, the discussion's counts."""
        return self.select_related("lead_picture", "discussion").prefetch_related("topics", *self._bylines())

    def for_display(self) -> Self:
        """What the article's own page shows."""
        return self.select_related("lead_picture", "discussion").prefetch_related("topics", "tags", *self._bylines())

    def _bylines(self) -> list["Prefetch[str]"]:
        from articles.models import ArticleByline

        ordered = ArticleByline.objects.select_related("byline__portrait").order_by("position", "pk")
        return [Prefetch("article_bylines", queryset=ordered)]


class PictureQuerySet(models.QuerySet["Picture"]):
    def visible_to(self, user: Viewer) -> Self:
        """Pictures of what the user may read: lead pictures, those within texts, and writers' portraits."""
        if may_preview(user):
            return self
        from articles.models import Article

        public = Article.objects.public()
        leading = public.filter(lead_picture__isnull=False).values("lead_picture")
        within = public.filter(body_pictures__isnull=False).values("body_pictures")
        return self.filter(Q(pk__in=leading) | Q(pk__in=within) | Q(byline__isnull=False)).distinct()

    def held(self) -> Self:
        """For this transaction to write alone.

        Not held against whoever only names them: a lead picture is named by one who holds the article, which is
        waited for here, to be drawn anew.
        """
        return self.select_for_update(no_key=True)

    def twins_of(self, picture: "Picture") -> Self:
        """Other pictures with the same bytes, the oldest first."""
        found = self.filter(digest=picture.digest).exclude(digest="").exclude(pk=picture.pk)
        return found.order_by("uploaded_at", "pk")

    def undescribed(self) -> Self:
        """Those of which nobody has settled what readers who cannot see them are told."""
        return self.filter(alt="", is_decorative=False).exclude(file="")

    def unused(self) -> Self:
        """Those that no article, no byline and no text that is still to come shows; asks twice for the last."""
        from articles.waiting_texts import waiting_uses

        return self.filter(article=None, in_bodies=None, byline=None).exclude(pk__in=list(waiting_uses()))

    def portraits(self) -> Self:
        from articles.models import Byline

        return self.filter(pk__in=Byline.objects.filter(portrait__isnull=False).values("portrait"))


class TopicQuerySet(models.QuerySet["Topic"]):
    def in_navigation(self) -> Self:
        return self.order_by("position", "name")


class PlannedQuerySet(models.QuerySet["PlannedRevision"]):
    def open(self) -> Self:
        """What may still become an article's text."""
        return self.filter(state__in=["waiting", "overtaken"])

    def waiting(self) -> Self:
        return self.filter(state="waiting")

    def due(self, moment: datetime) -> Self:
        """What is to be in force at that moment and is not yet, in the order in which it comes into force."""
        return self.waiting().filter(takes_effect_at__lte=moment).order_by("takes_effect_at", "pk")
