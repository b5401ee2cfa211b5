"""What one reader did with a discussion: votes and visits."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Vote(models.Model):
    """A reader's judgement of a comment: 1 recommends it, -1 does not."""

    comment = models.ForeignKey("comments.Comment", on_delete=models.CASCADE, related_name="votes")
    discussion = models.ForeignKey("comments.Discussion", on_delete=models.CASCADE, related_name="+", db_index=False)
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("voter"),
        on_delete=models.CASCADE,
        related_name="votes",
        db_index=False,
    )
    value = models.SmallIntegerField(_("value"))
    voted_at = models.DateTimeField(_("voted"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        indexes = [models.Index(F("voter"), F("discussion"), name="comments_vote_of_reader")]
        constraints = [
            models.UniqueConstraint(fields=["comment", "voter"], name="comments_vote_once"),
            models.CheckConstraint(condition=Q(value__in=[1, -1]), name="comments_vote_up_or_down"),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.value:+d}"


class Visit(models.Model):
    """When a reader with an account last read a discussion; what came later is new to them."""

    discussion = models.ForeignKey("comments.Discussion", on_delete=models.CASCADE, related_name="visits")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("reader"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    seen_until = models.DateTimeField(_("has seen comments until"))

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [models.UniqueConstraint(fields=["reader", "discussion"], name="comments_visit_once")]

    def __str__(self) -> str:
        return f"{self.reader_id} – {self.discussion_id}"
