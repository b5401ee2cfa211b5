"""Discussions said aloud: comments, edits, removals and reports by the actions, then set back in time."""

from datetime import datetime
from typing import TypeAlias
from uuid import uuid4

from django.db.models import Max, Q
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from comments.actions.editing import delete_comment, edit_comment
from comments.actions.moderating import approve_comment, remove_comment
from comments.actions.posting import post_comment
from comments.actions.reporting import report_comment
from comments.appeals.actions import appeal_decision
from comments.demo.outline import Deed
from comments.demo.schedule import Event, Talk, events_of
from comments.models import Appeal, Comment, Discussion, Notice, Report, Thread
from comments.notices.actions import send_notice
from comments.notices.places import NoticedPlace

People: TypeAlias = dict[str, User]
# Who approves, where an outline does not say.
_MODERATOR = "milo"


def hold_discussions(talks: list[Talk], people: People) -> None:
    """Everything happens in order of time, so numbers rise with it; each row then says when it was."""
    comments: dict[tuple[int, int], Comment] = {}
    for event in events_of(talks):
        place = event.talk.article.pk, event.position
        if event.deed:
            _do(event.deed, comments[place], event, people)
        else:
            comments[place] = _say(event, comments, people)
    for talk in talks:
        _settle_times(talk.article)


def _say(event: Event, comments: dict[tuple[int, int], Comment], people: People) -> Comment:
    saying, article = event.saying, event.talk.article
    parent = comments[article.pk, saying.parent] if saying.parent is not None else None
    # An edited comment begins with the words that it had before.
    body = next((deed.note for deed in saying.deeds if deed.verb == "edited"), saying.body)
    comment = post_comment(article=article, author=people[saying.handle], body=body, form_key=uuid4(), parent=parent)
    # At once, so that nobody is found to say too much in too short a time.
    Comment.objects.filter(pk=comment.pk).update(created_at=event.at)
    return comment


def _do(deed: Deed, comment: Comment, event: Event, people: People) -> None:
    author, other = people[event.saying.handle], people[deed.handle or _MODERATOR]
    match deed.verb:
        case "edited":
            said_at = Comment.objects.values_list("created_at", flat=True).get(pk=comment.pk)
            # Only what was said just now can be edited.
            Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now())
            edit_comment(comment=comment, editor=author, body=event.saying.body)
            comment.revisions.update(written_at=said_at, replaced_at=event.at, is_public=True)
            Comment.objects.filter(pk=comment.pk).update(created_at=said_at, edited_at=event.at)
        case "deleted":
            delete_comment(comment=comment, author=author)
        case "approved":
            approve_comment(comment=comment, moderator=other, at=event.at)
        case "removed":
            remove_comment(comment=comment, moderator=other, reason=deed.reason, note=deed.note, at=event.at)
        case "appealed":
            appeal = appeal_decision(decision=comment.decisions.latest("pk"), writer=author, body=deed.note)
            Appeal.objects.filter(pk=appeal.pk).update(appealed_at=event.at)
        case "noticed":
            _notify(comment, other, deed, event.at)
        case "reported":
            report = report_comment(comment=comment, reporter=other, reason=deed.reason, note=deed.note)
            Report.objects.filter(pk=report.pk).update(created_at=event.at)
        case _:
            raise ValueError(deed.verb)


def _notify(comment: Comment, notifier: User, deed: Deed, at: datetime) -> None:
    """A notice of illegal content, from somebody with an account."""
    place = NoticedPlace(comment.get_absolute_url(), comment.discussion.article, comment)
    notice = send_notice(
        places=[place],
        notifier=notifier,
        network="",
        ground=deed.reason,
        law="",
        explanation=deed.note,
        name=notifier.get_full_name(),
        email=notifier.email,
        form_key=uuid4(),
    )
    Notice.objects.filter(pk=notice.pk).update(received_at=at)


def _settle_times(article: Article) -> None:
    """Discussion and threads say again when they were last added to."""
    published = Comment.objects.published().filter(discussion_id=article.pk)
    for thread in Thread.objects.filter(discussion_id=article.pk).select_related("root"):
        latest = published.filter(Q(pk=thread.root_id) | Q(root_id=thread.root_id)).aggregate(at=Max("created_at"))[
            "at"
        ]
        Thread.objects.filter(pk=thread.pk).update(last_reply_at=latest or thread.root.created_at)
    Discussion.objects.filter(pk=article.pk).update(last_comment_at=published.aggregate(at=Max("created_at"))["at"])
