"""Erasing what is somebody's own, at their request, so that the conversation stays readable.

The account is closed at once. The rest is done in slices by a task, each comment and each vote in a
transaction of its own: nobody waits longer than for a deletion, and what was stopped goes on from what is left.
"""

from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.actions.closing import close_account, finish_erasure, former_name
from accounts.models import Erasure, User
from articles.models import ArticleDraft, ArticlePresence, Byline, Remark
from comments.actions.bookkeeping import hold_comment, mark_changed, set_status
from comments.actions.quoting import remade, retell
from comments.actions.voting import withdraw_vote
from comments.former import Former
from comments.models import (
    Appeal,
    Comment,
    CommentRevision,
    Draft,
    Guest,
    ModeratorNote,
    Mute,
    Notification,
    Origin,
    ReplyFeed,
    Report,
    SavedFilter,
    Visit,
    Vote,
)
from comments.notices.forgetting import forget_sender
from comments.querysets import CommentQuerySet
from comments.text import to_html

# Some seconds of the worker's time.
SLICE = 100


@transaction.atomic
def erase_person(*, person: User) -> Erasure:
    """Close the account, and let the worker empty all that was written with it.

    Raises PermissionDenied unless the person may. Asking twice does no more than once.
    """
    from comments.tasks import go_on_erasing

    erasure = close_account(person=person)
    if erasure.finished_at is None:
        go_on_erasing.enqueue(erasure.pk)
    return erasure


def erase_slice(erasure: Erasure) -> bool:
    """Erase the next SLICE of comments, then of votes, then all else; says whether more is left."""
    person, former = erasure.person, Former.of(erasure)
    if comments := list(words_left(person).with_article()[:SLICE]):
        for comment in comments:
            _erase_comment(comment, former)
        for article_id in sorted({comment.discussion_id for comment in comments}):
            _forget_mentions(article_id, former)
        return True
    if votes := list(Vote.objects.filter(voter=person).order_by("pk")[:SLICE]):
        for vote in votes:
            withdraw_vote(vote)
        return True
    _forget_the_rest(person)
    finish_erasure(erasure)
    return False


def words_left(person: User) -> CommentQuerySet:
    """The person's comments that are not erased yet."""
    return Comment.objects.filter(author=person).exclude(status=Comment.Status.DELETED, body="").order_by("pk")


@transaction.atomic
def _erase_comment(comment: Comment, former: Former) -> None:
    """Nothing of its words is left in the database; the place stays where others replied."""
    comment = hold_comment(comment)
    discussion = comment.discussion
    named = _unname_answers(comment, former)
    if comment.status == Comment.Status.DELETED:
        mark_changed(comment, discussion)
    else:
        # Before the words go: they tell whom they quote, which is counted there.
        set_status(comment, Comment.Status.DELETED, discussion)
    _empty(comment)
    retell(named, discussion)


def _empty(comment: Comment) -> None:
    comment.quotations.all().delete()
    comment.rule_hits.update(parts=[])
    comment.revisions.update(body="", body_html="", is_public=False)
    Origin.objects.filter(comment=comment).delete()
    Draft.objects.filter(comment=comment, is_edit=True).delete()
    # The admin's history keeps the first words of what was changed.
    about = LogEntry.objects.filter(content_type__app_label="comments", content_type__model="comment")
    about.filter(object_id=str(comment.pk)).update(object_repr=f"#{comment.pk}")
    comment.body = comment.body_html = ""
    comment.form_key = comment.edited_at = None
    comment.deleted_at = comment.deleted_at or timezone.now()
    comment.save(update_fields=["body", "body_html", "form_key", "edited_at", "deleted_at"])


def _unname_answers(comment: Comment, former: Former) -> list[Comment]:
    """Take the name out of what leads to the comment; those whose text was changed come back."""
    near = Comment.objects.exclude(pk=comment.pk).order_by("pk").prefetch_related("revisions", "quotations")
    found = {other.pk: other for other in near.filter(quotations__source_comment=comment)}
    found |= {other.pk: other for other in near.filter(parent=comment)}
    for draft in Draft.objects.filter(comment=comment, is_edit=False):
        draft.body = former.without_introduction(draft.body, comment.pk)
        draft.save(update_fields=["body"])
    return [other for other in found.values() if _unname(other, former, comment.pk)]


def _unname(other: Comment, former: Former, number: int) -> bool:
    for revision in other.revisions.all():
        _reword(revision, former.without_introduction(revision.body, number))
    for quotation in other.quotations.all():
        passage = former.without_introduction(quotation.passage, number)
        if passage != quotation.passage:
            quotation.passage = passage
            quotation.save(update_fields=["passage"])
    body = former.without_introduction(other.body, number)
    if body == other.body:
        return False
    other.body = body
    other.save(update_fields=["body"])
    return True


def _reword(revision: CommentRevision, body: str) -> None:
    if body != revision.body:
        revision.body, revision.body_html = body, to_html(body)
        revision.save(update_fields=["body", "body_html"])


def _forget_mentions(article_id: int, former: Former) -> None:
    """Outside any lock the comments are looked for; each is then changed by itself."""
    mentioning = Comment.objects.filter(discussion=article_id, body_html__contains=former.link).order_by("pk")
    for comment in mentioning.with_article():
        _forget_mention(comment, former)


@transaction.atomic
def _forget_mention(comment: Comment, former: Former) -> None:
    comment = hold_comment(comment)
    for revision in comment.revisions.all():
        _reword(revision, former.without_mention(revision.body))
    comment.body = former.without_mention(comment.body)
    # What is no link any more is none when it is made anew.
    comment.body_html = comment.body_html.replace(former.link, "@")
    comment.body_html = remade(comment)
    comment.save(update_fields=["body", "body_html"])
    mark_changed(comment, comment.discussion)


def _forget_the_rest(person: User) -> None:
    with transaction.atomic():
        for theirs in (
            Draft.objects.filter(reader=person),
            ArticleDraft.objects.filter(editor=person),
            ArticlePresence.objects.filter(editor=person),
            Visit.objects.filter(reader=person),
            SavedFilter.objects.filter(moderator=person),
            Notification.objects.filter(recipient=person),
            ReplyFeed.objects.filter(person=person),
            Mute.objects.filter(Q(reader=person) | Q(muted=person)),
            ModeratorNote.objects.filter(Q(person=person) | Q(guest__in=_guests_of(person))),
            Guest.objects.filter(pk__in=_guests_of(person), sanctions=None),
        ):
            theirs.delete()
        # What a moderator did to them as a guest stays on record, and names nobody.
        Guest.objects.filter(pk__in=_guests_of(person)).update(name=former_name(), email="", skeleton="", network="")
        person.claims.all().delete()
        # That a comment was reported, and for what, or a decision appealed, stays; what they wrote about it goes.
        Report.objects.filter(reporter=person).exclude(note="").update(note="")
        against = Q(decision__comment__author=person) | Q(sanction__person=person)
        Appeal.objects.filter(against).exclude(body="").update(body="")
        forget_sender(person)
        Remark.objects.filter(reader=person).update(reader=None, wants_credit=False)
        Byline.objects.filter(user=person).update(user=None)


def _guests_of(person: User) -> "QuerySet[Guest]":
    """Whom they were before they had the account, where nothing is left of that."""
    return Guest.objects.filter(claims__person=person, comments=None)
