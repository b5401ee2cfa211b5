"""Bringing what is kept beside the comments back into agreement with the facts."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F

from comments.actions.bookkeeping import lock_discussion
from comments.checking.drift import Drift
from comments.checking.laws import find_drift
from comments.checking.reading import read_facts
from comments.models import Comment, Discussion, Thread, Vote


@transaction.atomic
def confirm_drift(*, article_id: int) -> list[Drift]:
    """What has drifted, looked at while nobody can change it."""
    _hold(article_id)
    return list(find_drift(read_facts(article_id)))


@transaction.atomic
def mend_discussion(*, article_id: int) -> list[Drift]:
    """Write what is right in place of what has drifted, as one change that readers see; says what it was."""
    _hold(article_id)
    drifts = list(find_drift(read_facts(article_id)))
    if drifts:
        counts = {drift.field: drift.right for drift in drifts if drift.subject == "discussion"}
        discussion = Discussion.objects.get(pk=article_id)
        version = counts.pop("version", discussion.version) + 1
        _mend_comments(drifts, article_id, version)
        _mend_threads(drifts)
        Discussion.objects.filter(pk=article_id).update(**counts, version=version)
    return drifts


@transaction.atomic
def move_stray(number: int) -> set[int]:
    """Bring a reply, and all that hangs under it, into the discussion of what it answers.

    What is kept about it is for `mend_discussion` to put right, in the discussions that come back.
    """
    stray = Comment.objects.select_related("parent").get(pk=number)
    old, new = stray.discussion_id, stray.parent.discussion_id if stray.parent else stray.discussion_id
    for article_id in sorted({old, new}):
        lock_discussion(article_id)
    branch = Comment.objects.filter(pk=number).exclude(discussion=new)
    while keys := list(branch.values_list("pk", flat=True)):
        Comment.objects.filter(pk__in=keys).update(discussion=new)
        branch = Comment.objects.filter(parent__in=keys, discussion=old)
    Discussion.objects.filter(pk__in={old, new}).update(version=F("version") + 1)
    return {old, new}


def _hold(article_id: int) -> None:
    """Keep posters and voters out until the transaction ends, in the order in which they would come."""
    lock_discussion(article_id)
    comments = Comment.objects.filter(discussion=article_id).order_by("pk")
    for _pk in comments.select_for_update(no_key=True).values_list("pk", flat=True).iterator():
        pass


def _mend_comments(drifts: Iterable[Drift], article_id: int, version: int) -> None:
    changes: dict[int, dict[str, Any]] = defaultdict(dict)
    for drift in drifts:
        if drift.subject == "comment":
            changes[drift.number][drift.field] = drift.right
    for pk, values in changes.items():
        if values.pop("astray_votes", None) is not None:
            Vote.objects.filter(comment=pk).update(discussion=article_id)
        Comment.objects.filter(pk=pk).update(**values, seq=version)


def _mend_threads(drifts: Iterable[Drift]) -> None:
    for drift in drifts:
        if drift.subject != "thread":
            continue
        threads = Thread.objects.filter(pk=drift.number)
        if drift.field == "extra":
            threads.delete()
        elif drift.field == "missing":
            right = drift.right
            Thread.objects.create(
                root_id=drift.number,
                discussion_id=right.discussion_id,
                best=right.best,
                size=right.size,
                last_reply_at=right.last_reply_at,
            )
        else:
            threads.update(**{drift.field: drift.right})
