"""Trying a rule out on what people decided, before it does anything."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import User
from comments.classifier.model import readable_model
from comments.models import Comment, CommentRevision, Decision, Rehearsal, Rule
from comments.rules.book import ReadyRule
from comments.rules.cases import BY_MODERATORS, Case, case_of

SPANS = (
    (7, gettext_lazy("7 days")),
    (30, gettext_lazy("30 days")),
    (90, gettext_lazy("90 days")),
    (365, gettext_lazy("365 days")),
)
# The latest decisions of the span; a rule that asks about writers takes some milliseconds for each.
MOST_DECISIONS = 2_000
# Besides, of the latest comments that nobody decided on, for how much work it would make.
MOST_UNDECIDED = 500
MOST_WRONG = 50
# Up to so many decisions whoever asks waits for the answer; beyond, the worker looks them through.
AT_ONCE = 200

_TAKEN_DOWN = {Decision.Verdict.REMOVE, Decision.Verdict.SPAM}


def ask_rehearsal(*, rule: Rule, days: int, asker: User) -> Rehearsal:
    """Done when it comes back where there is little to look through; else a task goes on with it."""
    from comments.tasks import go_on_rehearsing

    rehearsal = Rehearsal.objects.create(rule=rule, days=days, condition=condition_facts(rule), asked_by=asker)
    if _decisions(timezone.now() - timedelta(days=days))[: AT_ONCE + 1].count() > AT_ONCE:
        go_on_rehearsing.enqueue(rehearsal.pk)
    else:
        carry_out_rehearsal(rehearsal)
    return rehearsal


def carry_out_rehearsal(rehearsal: Rehearsal) -> None:
    """By what the rule looked for when it was asked for, whatever became of it since. Changes nothing else."""
    rule = rehearsal.rule
    ready = ReadyRule.of(rule)
    since = rehearsal.asked_at - timedelta(days=rehearsal.days)
    counted: Counter[str] = Counter()
    wrong: list[dict[str, Any]] = []
    for decision, case in _decided_cases(since):
        is_removed = decision.verdict in _TAKEN_DOWN
        finding = ready.find(case)
        counted.update(["looked_at", *(["removed"] * is_removed)])
        if finding:
            counted.update(["hits", *(["removed_hits"] * is_removed)])
        if finding and not is_removed:
            wrong.append({"comment": decision.comment_id, "words": [part.words for part in finding.parts]})
    for case in _undecided_cases(since):
        counted.update(["undecided", *(["undecided_hits"] * (ready.find(case) is not None))])
    rehearsal.found = {**counted, "wrong": wrong[:MOST_WRONG]}
    rehearsal.finished_at = timezone.now()
    rehearsal.save(update_fields=["found", "finished_at"])


def is_rehearsed(rule: Rule) -> bool:
    """Whether it has been tried out as it looks for things now."""
    done = Rehearsal.objects.filter(rule=rule).exclude(finished_at=None).order_by("-pk").first()
    return done is not None and done.condition == condition_facts(rule)


def condition_facts(rule: Rule) -> dict[str, Any]:
    """What decides on what it finds."""
    model = readable_model() if rule.kind == Rule.Kind.CLASSIFIER else None
    return {
        "parameters": rule.parameters,
        "newcomers_below": rule.newcomers_below,
        "topic": rule.topic_id,
        "article": rule.article_id,
        # What it learned anew it has to show anew.
        **({"learned": model and model.trained_at} if rule.kind == Rule.Kind.CLASSIFIER else {}),
    }


def _decisions(since: datetime) -> QuerySet[Decision]:
    """Rulings of people that stand, the latest first."""
    by_people = Decision.objects.filter(verdict__in=BY_MODERATORS, decided_at__gte=since, undone_by=None)
    return by_people.exclude(comment__body="").order_by("-pk")


def _decided_cases(since: datetime) -> Iterator[tuple[Decision, Case]]:
    """Of each comment the last ruling, with the words that it was about."""
    latest = _decisions(since).select_related("comment__discussion__article", "comment__author", "comment__guest")
    found = list(latest.prefetch_related("comment__discussion__article__topics")[:MOST_DECISIONS])
    decisions = list({one.comment_id: one for one in reversed(found)}.values())[::-1]
    bodies = _earlier_bodies(decisions)
    reports = _reports_on(decisions)
    for decision in decisions:
        comment = decision.comment
        body = bodies.get((comment.pk, decision.revision_number), comment.body)
        yield decision, case_of(comment, body=body, reports=reports.get(comment.pk, 0))


def _earlier_bodies(decisions: list[Decision]) -> dict[tuple[int, int], str]:
    changed = [one.comment_id for one in decisions if one.revision_number != one.comment.revision_number]
    earlier = CommentRevision.objects.filter(comment__in=changed)
    return {(comment, number): body for comment, number, body in earlier.values_list("comment", "number", "body")}


def _reports_on(decisions: list[Decision]) -> dict[int, int]:
    comments = Comment.objects.filter(pk__in=[one.comment_id for one in decisions])
    counted = comments.annotate(count=Count("reports", filter=Q(reports__rule=None)))
    return dict(counted.values_list("pk", "count"))


def _undecided_cases(since: datetime) -> Iterator[Case]:
    decided = Decision.objects.filter(comment=OuterRef("pk"))
    published = Comment.objects.published().filter(~Exists(decided), created_at__gte=since, kind=Comment.Kind.COMMENT)
    for comment in published.with_article().select_related("author", "guest").order_by("-pk")[:MOST_UNDECIDED]:
        yield case_of(comment)
