"""A text that is written already and becomes the article's at a moment to come."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import ArticleRevision
from articles.querysets import PlannedQuerySet


class PlannedRevision(models.Model):
    """The whole text that is to be the article's next revision from `takes_effect_at` on, by itself.

    It was written for the text numbered `based_on`. Where the article's text is another one by then, the
    plan is overtaken: it waits for an editor, and neither text is lost.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for its moment")
        APPLIED = "applied", _("in force: the article has had this text")
        OVERTAKEN = "overtaken", _("overtaken: its moment is past, and an editor has to look")
        DROPPED = "dropped", _("dropped: it will not appear")

    article = models.ForeignKey(
        "articles.Article", verbose_name=_("article"), on_delete=models.CASCADE, related_name="planned_revisions"
    )
    headline = models.CharField(_("headline"), max_length=200)
    dek = models.CharField(_("dek"), max_length=400, blank=True, help_text=_("The line under the headline."))
    body = models.TextField(_("body"), blank=True)
    note = models.CharField(
        _("note"),
        max_length=300,
        blank=True,
        help_text=_("What this change of the text is for, in a sentence. It is kept with the new text."),
    )
    is_correction = models.BooleanField(
        _("is a correction"),
        default=False,
        help_text=_("Readers are told that the published article was corrected, and when."),
    )
    based_on = models.PositiveIntegerField(_("written for text"))
    takes_effect_at = models.DateTimeField(
        _("appears at"), help_text=_("From this second on readers have the new text, by itself.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING, editable=False)
    planned_at = models.DateTimeField(_("planned"), default=timezone.now, editable=False)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("planned by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="planned_revisions",
    )
    changed_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)
    settled_at = models.DateTimeField(_("settled"), null=True, editable=False)
    # Null where its moment came by itself.
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("settled by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    revision = models.OneToOneField(
        ArticleRevision,
        verbose_name=_("became text"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="planned",
    )

    objects: ClassVar[PlannedQuerySet] = PlannedQuerySet.as_manager()  # type: ignore[assignment]  # has its methods

    class Meta:
        verbose_name = _("planned text")
        verbose_name_plural = _("planned texts")
        ordering = ["-takes_effect_at", "-pk"]
        constraints = [
            # Two would each be written for a text that the other replaces.
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(state__in=["waiting", "overtaken"]),
                name="articles_plannedrevision_one_open",
            ),
        ]
        indexes = [
            models.Index(
                fields=["takes_effect_at"], condition=Q(state="waiting"), name="articles_plannedrevision_due"
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def is_open(self) -> bool:
        """Whether it may still become the article's text."""
        return self.state in {self.State.WAITING, self.State.OVERTAKEN}
