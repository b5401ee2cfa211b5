"""Rules: what the site looks for in comments, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.judgement import Reason


class Rule(models.Model):
    """A condition that holds, reports or refuses a comment, and says why.

    `parameters` are those of its kind (comments/rules/kinds.py), as the form wrote them. It is looked at
    everywhere unless a `topic` or an `article` is named. Every change is a RuleChange; `version` is the
    number of the last, which its hits and rehearsals name.
    """

    class Kind(models.TextChoices):
        WORDS = "words", _("words and phrases")
        LINKS = "links", _("links")
        FIRST = "first", _("first comments")
        YOUNG = "young", _("young accounts")
        REMOVALS = "removals", _("a history of removals")
        REPEATS = "repeats", _("the same words again")
        FLOODS = "floods", _("a flood in one discussion")
        REPORTS = "reports", _("reports reached")
        CLASSIFIER = "classifier", _("what the classifier learned")

    class Action(models.TextChoices):
        HOLD = "hold", _("hold for a moderator")
        REPORT = "report", _("publish and report")
        REFUSE = "refuse", _("refuse")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SHADOW = "shadow", _("shadow")
        LIVE = "live", _("live")
        OFF = "off", _("off")

    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    parameters = models.JSONField(_("what it looks for"), default=dict)
    action = models.CharField(_("action"), max_length=10, choices=Action, default=Action.HOLD)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason, default=Reason.OTHER)
    # In place of ours; blank for those.
    sentence = models.CharField(_("what the writer is told"), max_length=500, blank=True)
    tells_parts = models.BooleanField(_("tells the writer which words"), default=True)
    # Only of writers with fewer published comments than that; null: of everybody.
    newcomers_below = models.PositiveSmallIntegerField(_("only of newcomers"), null=True, blank=True)
    topic = models.ForeignKey(
        "articles.Topic", verbose_name=_("topic"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(_("version"), default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(topic=None) | Q(article=None), name="comments_rule_one_place"),
            # What is there already cannot be refused.
            models.CheckConstraint(
                condition=~Q(kind="reports", action="refuse"), name="comments_rule_reports_not_refused"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("rule", args=[self.pk])

    @property
    def is_in_force(self) -> bool:
        """Looked at whenever somebody writes; in shadow it only takes notes."""
        return self.state in {self.State.SHADOW, self.State.LIVE}


class RuleChange(models.Model):
    """What a rule was from one moment on, whole, and who made it so; appended, never edited."""

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField(_("version"))
    facts = models.JSONField(_("what the rule says"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("changed by"), on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(_("role"), max_length=30)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("rule change")
        verbose_name_plural = _("rule changes")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "version"], name="comments_rulechange_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} ({self.version})"


class RuleHit(models.Model):
    """That a rule found what it looks for in a comment, or in words that it refused: then there is no comment.

    `parts` are the places in the body of the revision: a list of [start, end, the words there]; `figure` is
    the number that decided where it is no part of the words, such as how many links there were.
    """

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="hits", db_index=False)
    rule_version = models.PositiveIntegerField(_("version"))
    comment = models.ForeignKey(
        "comments.Comment", null=True, on_delete=models.CASCADE, related_name="rule_hits", db_index=False
    )
    revision_number = models.PositiveSmallIntegerField(_("revision judged"), default=1)
    action = models.CharField(_("action"), max_length=10, choices=Rule.Action)
    is_shadow = models.BooleanField(_("in shadow"), default=False)
    parts = models.JSONField(_("parts"), default=list)
    figure = models.PositiveIntegerField(_("figure"), null=True)
    hit_at = models.DateTimeField(_("hit"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("rule hit")
        verbose_name_plural = _("rule hits")
        ordering = ["pk"]
        indexes = [
            models.Index(F("rule"), F("id"), name="comments_rulehit_of_rule"),
            models.Index(F("comment"), condition=Q(comment__isnull=False), name="comments_rulehit_of_comment"),
            models.Index(F("hit_at"), name="comments_rulehit_in_time"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id}: #{self.comment_id}"


class Rulebook(models.Model):
    """One row, whose number is raised by every change of a rule in force: what processes keep is held against it."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("rulebook")
        verbose_name_plural = _("rulebooks")

    def __str__(self) -> str:
        return str(self.number)


class Rehearsal(models.Model):
    """A rule tried out on what people decided (comments/rules/rehearsing.py).

    `condition` is what it looked for then; `found` holds the counts and the first of those it found wrongly.
    """

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="rehearsals")
    days = models.PositiveSmallIntegerField(_("days"))
    condition = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("rehearsal")
        verbose_name_plural = _("rehearsals")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.rule_id} ({self.days})"
