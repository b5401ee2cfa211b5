"""What moderators set for a whole branch."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from comments.models.judgement import Decision


class Branch(models.Model):
    """What holds for a comment and everything below it; the row exists while something does.

    It follows from the decisions in force on `top` (comments/measures.py) and names them, so that
    whoever reads a page finds the branches on it by their keys.
    """

    top = models.OneToOneField("comments.Comment", primary_key=True, on_delete=models.PROTECT, related_name="branch")
    lock = models.ForeignKey(
        "comments.Decision", verbose_name=_("locked by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    collapse = models.ForeignKey(
        "comments.Decision", verbose_name=_("collapsed by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    slow = models.ForeignKey(
        "comments.Decision", verbose_name=_("slowed down by"), null=True, on_delete=models.PROTECT, related_name="+"
    )

    # Of the top alone: its thread stands first in best order; it is marked, and told of above the discussion.
    pin = models.ForeignKey(
        "comments.Decision", verbose_name=_("pinned by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    feature = models.ForeignKey(
        "comments.Decision", verbose_name=_("featured by"), null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")

    def __str__(self) -> str:
        return f"#{self.top_id}"

    @property
    def slow_mode_seconds(self) -> int:
        """The least time between two comments of one person in it; 0 where it is not slowed down."""
        slow: Decision | None = self.slow
        return (slow and slow.slow_mode_seconds) or 0
