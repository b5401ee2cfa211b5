"""What moderators see of somebody, with an account or a guest: record, sanctions, notes, and all they wrote."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts.models import User
from comments.discussion import decisions_on, removals
from comments.models import Comment, Decision, ModeratorNote, Sanction
from comments.moderation.records import LATEST, WriterRecord
from comments.querysets import CommentQuerySet
from comments.sanctions.in_force import Somebody, naming
from comments.sanctions.standing import sanctions_of

COMMENTS_ON_A_PAGE = 30
# Beyond these nobody reads on.
MOST_NOTES = 100


@dataclass(frozen=True)
class Written:
    """A comment of theirs, and the decision that took it down, if one did."""

    comment: Comment
    decision: Decision | None


@dataclass(frozen=True)
class PersonPage:
    """`earlier` is the cursor of the next page of comments, or blank."""

    somebody: Somebody
    record: WriterRecord
    sanctions: list[Sanction]
    notes: list[ModeratorNote]
    written: list[Written]
    earlier: str = ""

    @property
    def in_force(self) -> list[Sanction]:
        return [sanction for sanction in self.sanctions if sanction.is_in_force]

    @property
    def over(self) -> list[Sanction]:
        return [sanction for sanction in self.sanctions if not sanction.is_in_force]


def person_page(somebody: Somebody, moderator: User, before: int | None = None) -> PersonPage:
    """Five queries, however much they wrote; the notes newest first, and so the comments."""
    written, earlier = _written(somebody, moderator, before)
    notes = ModeratorNote.objects.filter(**naming(somebody)).select_related("moderator", "sanction")
    return PersonPage(
        somebody=somebody,
        record=_record_of(somebody),
        sanctions=sanctions_of(somebody),
        notes=list(notes.order_by("-pk")[:MOST_NOTES]),
        written=written,
        earlier=earlier,
    )


def desk_path_of(somebody: Somebody) -> str:
    """Where moderators read of them."""
    if isinstance(somebody, User):
        return reverse("person_desk", args=[somebody.handle])
    return reverse("guest_desk", args=[somebody.pk])


def comments_of(somebody: Somebody) -> CommentQuerySet:
    return Comment.objects.filter(**({"author": somebody} if isinstance(somebody, User) else {"guest": somebody}))


def _record_of(somebody: Somebody) -> WriterRecord:
    """As the card tells it; a guest is here since their first comment."""
    latest = comments_of(somebody).order_by("-pk").values_list("status", flat=True)[:LATEST]
    counted = Counter(latest)
    removed = counted[Comment.Status.REMOVED] + counted[Comment.Status.SPAM]
    return WriterRecord(_since(somebody), counted[Comment.Status.PUBLISHED], removed)


def _since(somebody: Somebody) -> datetime:
    return somebody.joined_at if isinstance(somebody, User) else somebody.created_at


def _written(somebody: Somebody, moderator: User, before: int | None) -> tuple[list[Written], str]:
    theirs = comments_of(somebody).visible_to(moderator).select_related("discussion__article").order_by("-pk")
    if before is not None:
        theirs = theirs.filter(pk__lt=before)
    found = list(theirs[: COMMENTS_ON_A_PAGE + 1])
    shown = found[:COMMENTS_ON_A_PAGE]
    took_down = removals(decisions_on([comment.pk for comment in shown if comment.is_tombstone]))
    written = [Written(comment, took_down.get(comment.pk)) for comment in shown]
    return written, str(shown[-1].pk) if len(found) > len(shown) else ""
