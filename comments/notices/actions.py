"""Sending a notice, and deciding on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import role_of
from comments.actions.moderating import HappenedMeanwhileError, remove_comment
from comments.models import Notice, NoticeLocation
from comments.models.judgement import Reason
from comments.notices.letters import send_outcome, send_receipt
from comments.notices.limits import refuse_notice
from comments.notices.places import NoticedPlace
from comments.permissions import may_decide_notice
from comments.reasons import sentence_for

Outcome = NoticeLocation.Outcome


@transaction.atomic
def send_notice(*, places: Sequence[NoticedPlace], notifier: User | None, network: str, **facts: Any) -> Notice:
    """Keep the notice and mail the receipt; the same form sent again answers with the same notice.

    Raises Stopped where too many came lately.
    """
    if known := Notice.objects.filter(form_key=facts["form_key"]).first():
        return known
    refuse_notice(network=network, email=facts["email"])
    notice = Notice.objects.create(notifier=notifier, network=network, **facts)
    NoticeLocation.objects.bulk_create(
        [NoticeLocation(notice=notice, path=one.path, article=one.article, comment=one.comment) for one in places]
    )
    send_receipt(notice)
    return notice


@transaction.atomic
def decide_notice(
    *, notice: Notice, moderator: User, outcomes: Mapping[int, str], answer: str, note: str = "", is_automated: bool
) -> Notice:
    """Decide on every location; a comment is removed by a decision like any other, and the notifier is told.

    `outcomes` by the location's key; what has none was gone. Raises PermissionDenied unless the moderator
    may, and HappenedMeanwhileError where somebody was first.
    """
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    # Discussions are locked in one order, whoever locks several.
    locations = sorted(
        notice.locations.select_related("comment__discussion__article"),
        key=lambda one: one.comment.discussion_id if one.comment else 0,
    )
    may_decide_notice(moderator, [one.comment for one in locations]).enforce()
    if not notice.is_waiting:
        raise HappenedMeanwhileError
    for location in locations:
        _settle(location, outcomes.get(location.pk, Outcome.GONE), moderator, note)
    notice.decided_by, notice.role, notice.decided_at = moderator, role_of(moderator), timezone.now()
    notice.answer, notice.is_automated = answer, is_automated
    notice.save(update_fields=["decided_by", "role", "decided_at", "answer", "is_automated"])
    send_outcome(notice)
    return notice


def _settle(location: NoticeLocation, outcome: str, moderator: User, note: str) -> None:
    location.outcome = outcome
    if outcome == Outcome.TAKEN_DOWN and location.comment:
        sentence = note or sentence_for(Reason.ILLEGAL)
        location.ruling = remove_comment(
            comment=location.comment, moderator=moderator, reason=Reason.ILLEGAL, note=sentence
        )
    location.save(update_fields=["outcome", "ruling"])
