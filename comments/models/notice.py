"""Notices: legal claims that something here is against the law."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LAW_LENGTH = 300
EXPLANATION_LENGTH = 4_000
ANSWER_LENGTH = 1_000
PATH_LENGTH = 300


class NoticeQuerySet(models.QuerySet["Notice"]):
    def waiting(self) -> Self:
        return self.filter(decided_at=None)


class Notice(models.Model):
    """What Article 16 of the Digital Services Act asks for: where, why, by whom, and said in good faith.

    By anybody, with an account or without. Who sent it is told neither to the author nor in public, and
    forgotten in time (comments/notices/forgetting.py). One decision for each of its locations, made together.
    """

    class Ground(models.TextChoices):
        HATE = "hate", _("incitement or hate")
        THREAT = "threat", _("threats or stalking")
        DEFAMATION = "defamation", _("defamation or insult")
        PRIVACY = "privacy", _("personal data or private life")
        COPYRIGHT = "copyright", _("copyright or trade marks")
        FRAUD = "fraud", _("fraud")
        TERRORISM = "terrorism", _("terrorism")
        # The law asks for no name where a notice is about one of these.
        CHILD_ABUSE = "child-abuse", _("sexual abuse of children")
        OTHER = "other", _("something else")

    ground = models.CharField(_("what it is against"), max_length=20, choices=Ground)
    law = models.CharField(_("law"), max_length=LAW_LENGTH, blank=True)
    explanation = models.TextField(_("why it is illegal"), max_length=EXPLANATION_LENGTH)
    name = models.CharField(_("name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    notifier = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account of whoever sent it"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="notices",
    )
    # Where the form came from, as a digest that names nobody (comments/guards/origins.py); kept for 90 days.
    network = models.CharField(max_length=32, blank=True, editable=False)
    form_key = models.UUIDField(unique=True, editable=False)
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)

    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="notices_decided",
    )
    # The capacity in which it was decided, as with decisions.
    role = models.CharField(_("role"), max_length=30, blank=True)
    answer = models.CharField(_("what the notifier is told"), max_length=ANSWER_LENGTH, blank=True)
    is_automated = models.BooleanField(_("automated means helped to decide"), default=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]  # the manager has the queryset's methods

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["pk"]
        indexes = [
            models.Index(F("id"), condition=Q(decided_at=None), name="comments_notice_waiting"),
            models.Index(F("email"), F("id"), name="comments_notice_from_address"),
            models.Index(F("network"), F("id"), name="comments_notice_of_network"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, answer="") | Q(decided_at__isnull=False),
                name="comments_notice_decision_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.get_ground_display()}"

    @property
    def is_waiting(self) -> bool:
        return self.decided_at is None


class NoticeLocation(models.Model):
    """One place that a notice names: a comment, or an article's own content."""

    class Outcome(models.TextChoices):
        TAKEN_DOWN = "taken-down", _("taken down")
        LEFT = "left", _("left as it is")
        GONE = "gone", _("was gone already")

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="locations")
    # As it was found; what is there may change or go.
    path = models.CharField(_("address"), max_length=PATH_LENGTH)
    article = models.ForeignKey(
        "articles.Article", verbose_name=_("article"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    comment = models.ForeignKey(
        "comments.Comment",
        verbose_name=_("comment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="noticed",
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    # What took the comment down, where this notice did.
    ruling = models.ForeignKey(
        "comments.Decision",
        verbose_name=_("decision"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="follows_notices",
    )

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["notice", "path"], name="comments_notice_location_once")]

    def __str__(self) -> str:
        return self.path

    def get_absolute_url(self) -> str:
        return reverse("comment", args=[self.comment_id]) if self.comment_id else self.path
