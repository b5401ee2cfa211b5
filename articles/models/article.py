"""Articles and their earlier texts."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.statements import read_rows
from articles.models.policy import DiscussionPolicyFields
from articles.models.taxonomy import Topic
from articles.querysets import ArticleQuerySet


class Article(DiscussionPolicyFields):
    """What a reader reads. `body` is as written; `body_html` is filled by articles/sanitizing.py alone."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        READY = "ready", _("ready: written, and waiting to be published")
        SCHEDULED = "scheduled", _("scheduled")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    headline = models.CharField(_("headline"), max_length=200)
    slug = models.SlugField(
        _("address"), max_length=120, unique=True, help_text=_("The last part of the article's address.")
    )
    dek = models.CharField(_("dek"), max_length=400, blank=True, help_text=_("The line under the headline."))
    body = models.TextField(_("body"), blank=True)
    body_html = models.TextField(blank=True, editable=False)
    bylines = models.ManyToManyField(
        "articles.Byline", verbose_name=_("bylines"), through="articles.ArticleByline", related_name="articles"
    )
    lead_picture = models.ForeignKey(
        "articles.Picture", verbose_name=_("lead picture"), null=True, blank=True, on_delete=models.SET_NULL
    )
    # Those that its body names, as articles/body.py found them.
    body_pictures = models.ManyToManyField(
        "articles.Picture", verbose_name=_("pictures in the text"), related_name="in_bodies", editable=False
    )
    # Those of its lone links, as articles/link_cards/ found them.
    link_cards = models.ManyToManyField(
        "articles.LinkCard", verbose_name=_("link cards"), related_name="in_bodies", editable=False
    )
    topics = models.ManyToManyField("articles.Topic", verbose_name=_("topics"), blank=True, related_name="articles")
    tags = models.ManyToManyField("articles.Tag", verbose_name=_("tags"), blank=True, related_name="articles")
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(
        _("published"), null=True, blank=True, help_text=_("A scheduled article appears at this moment.")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawal_note = models.CharField(
        _("why it was withdrawn"),
        max_length=300,
        blank=True,
        db_default="",
        help_text=_("A sentence for readers who come to its address."),
    )
    corrected_at = models.DateTimeField(_("corrected"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="articles",
        verbose_name=_("begun by"),
    )
    import_source = models.CharField(max_length=40, blank=True, editable=False)
    import_id = models.CharField(max_length=200, blank=True, editable=False)

    objects: ClassVar[ArticleQuerySet] = ArticleQuerySet.as_manager()  # type: ignore[assignment]  # has its methods

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-published_at", "-pk"]
        # With all that lists ask of an article before they know that they show it: its row is long.
        indexes = [models.Index(F("published_at").desc(), F("id").desc(), F("status"), name="articles_article_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "ready", "withdrawn"]) | Q(published_at__isnull=False),
                name="articles_article_shown_has_time",
                violation_error_message=_("A scheduled or published article needs the time of its publication."),
            ),
            models.UniqueConstraint(
                fields=["import_source", "import_id"],
                condition=~Q(import_id=""),
                name="articles_article_imported_once",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """Dated by publication; a draft, which only staff see, by the day it was begun."""
        date = timezone.localtime(self.published_at or self.created_at)
        return reverse("article", args=[date.year, f"{date.month:02d}", self.slug])

    @cached_property
    def topics_by_position(self) -> list[Topic]:
        """With what they say of discussions: read once, and not at all where the topics came with the article."""
        if "topics" in getattr(self, "_prefetched_objects_cache", {}):
            return list(self.topics.all())
        of_article = (
            "id IN (SELECT topic_id FROM articles_article_topics WHERE article_id = %s) ORDER BY position, name"
        )
        return read_rows(Topic, of_article, [self.pk], without=("description",))

    def is_shown_at(self, moment: datetime | None) -> bool:
        """Whether this moment, and no other, is when readers get it or got it."""
        return self.status in {self.Status.SCHEDULED, self.Status.PUBLISHED} and self.published_at == moment

    @property
    def is_public(self) -> bool:
        """Whether every reader may read it now; the same test as ArticleQuerySet.public."""
        shown = self.status in {self.Status.SCHEDULED, self.Status.PUBLISHED}
        return shown and self.published_at is not None and self.published_at <= timezone.now()

    @property
    def is_given_up(self) -> bool:
        """Whether it was withdrawn before any reader had it: to them there never was such an article."""
        return self.status == self.Status.WITHDRAWN and self.withdrawn_at is None


class FormerAddress(models.Model):
    """An address under which readers knew an article before it was given another; it leads there still."""

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="former_addresses")
    left_at = models.DateTimeField(_("left"), default=timezone.now)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self) -> str:
        return self.slug


class ArticleByline(models.Model):
    """Who wrote an article, in the order in which they are named."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="article_bylines")
    byline = models.ForeignKey("articles.Byline", on_delete=models.PROTECT, related_name="article_bylines")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("byline of an article")
        verbose_name_plural = _("bylines of an article")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "byline"], name="articles_articlebyline_once"),
        ]

    def __str__(self) -> str:
        return str(self.byline)


class ArticleRevision(models.Model):
    """The whole text of an article as it once stood; the highest number is the present one."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    headline = models.CharField(_("headline"), max_length=200)
    dek = models.CharField(_("dek"), max_length=400, blank=True)
    body = models.TextField(_("body"), blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_correction = models.BooleanField(_("is a correction"), default=False)
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="article_revisions",
    )

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="articles_articlerevision_number_once"),
        ]
        indexes = [
            models.Index(
                F("created_at").desc(),
                F("id").desc(),
                condition=Q(is_correction=True),
                name="articles_articlerevision_fixes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.headline} ({self.number})"
