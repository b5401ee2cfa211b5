"""Telling people what concerns them."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from comments.models.judgement import Decision
    from comments.models.sanction import Sanction


class Notification(models.Model):
    """One thing that one person is told, once: something that happened to, or by, a comment.

    Who did it is not kept: it is the comment's writer, whose name is read when it is shown, so
    that a new name, or a comment taken down since, is not told by its old one. `occasion` parts what
    happens to a comment more than once, such as edits by their revision's number or decisions by
    their key, and names the sanction where it tells of one; 0 elsewhere.
    """

    class Kind(models.TextChoices):
        REPLY = "reply", _("reply")
        MENTION = "mention", _("mention")
        QUOTATION = "quotation", _("quotation")
        EDITED_AFTER_REPLY = "edited-after-reply", _("edited after a reply")
        DECISION = "decision", _("decision")
        SCRUB = "scrub", _("words taken out")
        SANCTION = "sanction", _("sanction")
        LIFTING = "lifting", _("sanction lifted")
        SANCTION_UPHELD = "sanction-upheld", _("sanction upheld after an appeal")

    # What somebody wrote, of whom a reader may not want to hear.
    FROM_WRITERS = frozenset({
        Kind.REPLY.value, Kind.MENTION.value, Kind.QUOTATION.value, Kind.EDITED_AFTER_REPLY.value,
    })  # fmt: skip
    # Of whom they tell, rather than of a comment: `occasion` is the sanction's key.
    ABOUT_ONESELF = frozenset({Kind.SANCTION.value, Kind.LIFTING.value, Kind.SANCTION_UPHELD.value})

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recipient"),
        on_delete=models.CASCADE,
        related_name="notifications",
        db_index=False,
    )
    # Its choices are not the column's: another kind needs no migration, only its sentence.
    kind = models.CharField(_("kind"), max_length=30)
    # None where it is about its recipient.
    comment = models.ForeignKey(
        "comments.Comment",
        verbose_name=_("comment"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="notifications",
        db_index=False,
    )
    occasion = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(_("told"), default=timezone.now, editable=False)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    # What was decided, where it tells of that and is shown (notifications/inbox.py): then `occasion` is its key.
    decision: "Decision | None" = None
    # The same of a sanction.
    sanction: "Sanction | None" = None

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        indexes = [
            models.Index(F("recipient"), F("id"), name="comments_notification_inbox"),
            models.Index(F("recipient"), condition=Q(read_at=None), name="comments_notification_unread"),
        ]
        constraints = [
            # Led by the comment, which has no other index.
            models.UniqueConstraint(
                fields=["comment", "recipient", "kind", "occasion"], name="comments_notification_told_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.kind} #{self.comment_id}"

    @property
    def is_unread(self) -> bool:
        return self.read_at is None
