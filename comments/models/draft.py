"""What somebody has begun to write."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """Words that wait to be sent, on every device of their writer; one row for each place.

    `comment` is what they answer or, where `is_edit`, what they are to replace; null below the
    article. `form_key` is their form's, so that the same words sent from two devices are one comment.
    """

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("reader"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey("comments.Comment", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    is_edit = models.BooleanField(_("replaces the comment"), default=False)
    body = models.TextField(_("body"))
    form_key = models.UUIDField(editable=False)
    updated_at = models.DateTimeField(_("last changed"), db_index=True)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "article"], condition=Q(comment=None), name="comments_draft_once_below"
            ),
            models.UniqueConstraint(
                fields=["reader", "comment", "is_edit"],
                condition=Q(comment__isnull=False),
                name="comments_draft_once_on_comment",
            ),
            models.CheckConstraint(
                condition=Q(is_edit=False) | Q(comment__isnull=False), name="comments_draft_edits_a_comment"
            ),
        ]

    def __str__(self) -> str:
        """Without its words: they are nobody's to see before they are sent."""
        return f"#{self.pk}"
