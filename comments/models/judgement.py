"""What readers report and what moderators rule."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why a comment breaks the house rules; readers and moderators choose from the same list."""

    OFF_TOPIC = "off-topic", _("off-topic")
    ABUSE = "abuse", _("abuse")
    HATE = "hate", _("hate")
    SPAM = "spam", _("spam")
    PERSONAL_DATA = "personal-data", _("somebody's personal data")
    ILLEGAL = "illegal", _("illegal")
    OTHER = "other", _("other")


# Of a removal that was decided on first: its reason is given by a decision that explains it.
TO_FOLLOW = "to-follow"
REASON_NAMES: dict[str, str | Promise] = {**dict(Reason.choices), TO_FOLLOW: _("reason to follow")}


class DecisionRun(models.Model):
    """Decisions that one moderator made together, to be taken back together; what was decided is in their rows."""

    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("moderator"), on_delete=models.PROTECT, related_name="decision_runs"
    )
    begun_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("run of decisions")
        verbose_name_plural = _("runs of decisions")

    def __str__(self) -> str:
        return f"{self.pk}: {self.moderator_id}"


class Decision(models.Model):
    """One ruling on one revision of a comment: appended, never edited.

    An undo is a ruling too, on the decision that it undoes (comments/rulings.py). So is the reason that is given
    for a removal afterwards: it points to what it `explains`, and changes no status. And so is what is said to an
    appeal: to restore, or to uphold, which changes none either.
    """

    class Verdict(models.TextChoices):
        APPROVE = "approve", _("approved")
        REMOVE = "remove", _("removed")
        HOLD = "hold", _("held for review")
        RESTORE = "restore", _("restored")
        SPAM = "spam", _("removed as spam")
        UNDO = "undo", _("decision undone")
        # Measures (comments/measures.py): they change no status.
        LOCK = "lock", _("branch locked")
        COLLAPSE = "collapse", _("branch collapsed")
        SLOW = "slow", _("branch slowed down")
        PIN = "pin", _("thread pinned")
        FEATURE = "feature", _("featured")
        EXPLAIN = "explain", _("reason given")
        UPHOLD = "uphold", _("upheld after an appeal")

    comment = models.ForeignKey("comments.Comment", on_delete=models.PROTECT, related_name="decisions")
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("moderator"),
        null=True,
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    # What held it, where no moderator did: rules hold, and decide nothing else.
    rule = models.ForeignKey(
        "comments.Rule",
        verbose_name=_("rule"),
        null=True,
        on_delete=models.PROTECT,
        related_name="decisions",
        db_index=False,
    )
    # The capacity in which it was ruled: people change roles, the ruling keeps the one it was made in.
    role = models.CharField(_("role"), max_length=30)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    reason = models.CharField(_("reason"), max_length=20, choices=list(REASON_NAMES.items()), blank=True)
    note = models.CharField(_("what the author is told"), max_length=500, blank=True)
    revision_number = models.PositiveSmallIntegerField(_("revision judged"))
    # The comment's status as it was found, apart from a deletion by its author.
    status_before = models.PositiveSmallIntegerField(default=1, db_default=1, editable=False)
    undoes = models.OneToOneField(
        "self", verbose_name=_("undoes"), null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by"
    )
    explains = models.ForeignKey(
        "self",
        verbose_name=_("explains"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="explained_by",
    )
    run = models.ForeignKey(
        DecisionRun, verbose_name=_("run"), null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    slow_mode_seconds = models.PositiveIntegerField(
        _("seconds between one person's comments"), null=True, blank=True, editable=False
    )
    answers = models.ForeignKey(
        "comments.Appeal",
        verbose_name=_("appeal it answers"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rulings",
    )
    decided_at = models.DateTimeField(_("decided"), default=timezone.now, editable=False)

    # Noted where several are shown (comments/discussion.py).
    is_undone = False

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-pk"]
        # For the log: each of its filters with the newest first.
        indexes = [
            models.Index(F("verdict"), F("id"), name="comments_decision_by_verdict"),
            models.Index(F("reason"), F("id"), name="comments_decision_by_reason"),
            # All that figures of decisions tell apart, so that they read this alone; the log's times, too.
            models.Index(
                F("decided_at"),
                F("verdict"),
                F("reason"),
                F("moderator"),
                F("status_before"),
                name="comments_decision_tallied",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="hold", rule__isnull=False, moderator=None) | ~Q(verdict="hold") & Q(rule=None),
                name="comments_decision_hold_by_rule",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="remove") | ~Q(reason=""), name="comments_decision_removal_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(verdict="undo", undoes__isnull=False) | ~Q(verdict="undo") & Q(undoes=None),
                name="comments_decision_undo_has_decision",
            ),
            models.CheckConstraint(
                condition=Q(verdict="explain", explains__isnull=False) & ~Q(reason__in=["", TO_FOLLOW])
                | ~Q(verdict="explain") & Q(explains=None),
                name="comments_decision_explanation_has_removal",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="uphold") | Q(answers__isnull=False), name="comments_decision_uphold_has_appeal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.get_verdict_display()}"


class OwedReason(models.Model):
    """That a removal's reason is still to follow; gone once it is given, or the removal undone.

    What the decisions say, kept beside them so that the desk need not look through them.
    """

    decision = models.OneToOneField(
        Decision, verbose_name=_("decision"), primary_key=True, on_delete=models.PROTECT, related_name="owed"
    )

    class Meta:
        verbose_name = _("reason to follow")
        verbose_name_plural = _("reasons to follow")

    def __str__(self) -> str:
        return str(self.decision)


class Report(models.Model):
    """A reader's claim, or a rule's, that a comment breaks the house rules; open until a decision answers it."""

    comment = models.ForeignKey("comments.Comment", on_delete=models.PROTECT, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reporter"),
        null=True,
        on_delete=models.PROTECT,
        related_name="reports",
    )
    rule = models.ForeignKey(
        "comments.Rule",
        verbose_name=_("rule"),
        null=True,
        on_delete=models.PROTECT,
        related_name="reports",
        db_index=False,
    )
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    note = models.CharField(_("note"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("reported"), default=timezone.now, editable=False)
    decision = models.ForeignKey(
        Decision, verbose_name=_("answered by"), null=True, on_delete=models.PROTECT, related_name="reports"
    )

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "reporter"], condition=Q(decision=None), name="comments_report_open_once"
            ),
            models.UniqueConstraint(
                fields=["comment", "rule"],
                condition=Q(decision=None, rule__isnull=False),
                name="comments_report_open_once_by_rule",
            ),
            models.CheckConstraint(
                condition=Q(reporter__isnull=False, rule=None) | Q(reporter=None, rule__isnull=False),
                name="comments_report_one_reporter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.get_reason_display()}"
