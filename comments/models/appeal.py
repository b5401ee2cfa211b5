"""An author's request that somebody else looks again."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from comments.models.judgement import Decision

# Enough to explain oneself; moderators read it beside the comment.
APPEAL_LENGTH = 2_000


class AppealQuerySet(models.QuerySet["Appeal"]):
    def waiting(self) -> Self:
        """Unanswered, and the words are still down: what somebody erased meanwhile, account and all, awaits nobody."""
        of_somebody = Q(sanction__isnull=False) & ~Q(sanction__person__is_active=False)
        return self.filter(Q(decision__comment__status__in=[2, 4]) | of_somebody, outcome="")


class Appeal(models.Model):
    """That somebody asks another moderator to look again: at the decision that took a comment of theirs down, or at a
    sanction on them; once each.

    What came of it follows from the decisions (`settled_by` in comments/rulings.py) and is kept here beside them.
    `answered_by`, `answer` and `answered_at` tell of the decision that settled it; where that was no answer to the
    appeal, because the decision was taken back before, nobody answered.
    """

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("the decision stands")
        OVERTURNED = "overturned", _("the decision was overturned")
        TAKEN_BACK = "taken-back", _("the decision was taken back")

    decision = models.OneToOneField(
        "comments.Decision",
        verbose_name=_("decision appealed"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="appeal",
    )
    sanction = models.OneToOneField(
        "comments.Sanction",
        verbose_name=_("sanction appealed"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="appeal",
    )
    # Whose decision it is, beside the decision: so that the database can refuse an answer by the same person.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    body = models.TextField(_("why"), max_length=APPEAL_LENGTH)
    appealed_at = models.DateTimeField(_("appealed"), default=timezone.now, editable=False)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="appeals_answered",
    )
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects: ClassVar[AppealQuerySet] = AppealQuerySet.as_manager()  # type: ignore[assignment]  # the manager has the queryset's methods

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["pk"]
        indexes = [models.Index(F("id"), condition=Q(outcome=""), name="comments_appeal_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__isnull=False, sanction=None) | Q(decision=None, sanction__isnull=False),
                name="comments_appeal_against_one",
            ),
            models.CheckConstraint(condition=~Q(answered_by=F("decided_by")), name="comments_appeal_by_somebody_else"),
            models.CheckConstraint(
                condition=Q(outcome="", answered_at=None, answered_by=None)
                | ~Q(outcome="") & Q(answered_at__isnull=False),
                name="comments_appeal_outcome_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision or self.sanction}: {self.get_outcome_display() or _('waiting')}"

    @property
    def ruling_appealed(self) -> "Decision":
        """The decision, of an appeal against one."""
        assert self.decision is not None  # noqa: S101  # the caller asked whether it is against a sanction
        return self.decision

    @property
    def is_waiting(self) -> bool:
        return not self.outcome
