"""Taking a decision back: at once, from the comment's page for ever, and as often as one likes."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.models import User
from comments.actions.editing import delete_comment, undo_deletion
from comments.actions.moderating import approve_comment, mark_spam, remove_comment, undo_decision
from comments.models import Comment, Decision, Report
from comments.permissions import UNDO_GRACE, UNDO_WINDOW
from tests.comments.steps import FRAGMENT, everything, path_of, sign_in, text_of
from tests.factories import CommentFactory, ReportFactory

pytestmark = pytest.mark.django_db

PENDING, PUBLISHED = Comment.Status.PENDING, Comment.Status.PUBLISHED
REMOVED, SPAM = Comment.Status.REMOVED, Comment.Status.SPAM
REMOVE = {"verdict": "remove", "reason": "abuse"}


@pytest.fixture
def comment(author: User) -> Comment:
    return CommentFactory.create(author=author, body="Words to be judged.")


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


def undo_path(decision: Decision) -> str:
    return f"/moderation/decisions/{decision.pk}/undo/"


def status_of(comment: Comment) -> int:
    return Comment.objects.get(pk=comment.pk).status


@pytest.mark.parametrize(
    ("status", "form"),
    [
        (PUBLISHED, REMOVE),
        (PUBLISHED, {"verdict": "spam"}),
        (PUBLISHED, {"verdict": "approve"}),
        (PENDING, {"verdict": "approve"}),
        (PENDING, REMOVE),
        (REMOVED, {"verdict": "restore"}),
        (SPAM, {"verdict": "restore"}),
        (SPAM, REMOVE),
    ],
)
def test_the_comment_is_what_it_was(desk: Client, moderator: User, status: int, form: dict[str, str]) -> None:
    comment = CommentFactory.create(status=status)
    desk.post(path_of("decision", comment), form)
    ruling = Decision.objects.get()

    answer = desk.post(undo_path(ruling))

    undo = Decision.objects.latest("pk")
    assert answer.headers["Location"] == comment.get_absolute_url()
    assert status_of(comment) == status
    assert (undo.verdict, undo.undoes, undo.moderator, undo.role) == ("undo", ruling, moderator, "moderator")


@pytest.mark.parametrize("role", ["anonymous", "reader", "author", "editor"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_takes_it_back(client: Client, comment: Comment, moderator: User, role: str, method: str) -> None:
    ruling = remove_comment(comment=comment, moderator=moderator, reason="abuse")
    if role == "author" and comment.author:
        client.force_login(comment.author)
    else:
        sign_in(client, role)
    before = everything()

    answer = getattr(client, method)(undo_path(ruling))

    assert answer.status_code == (302 if role == "anonymous" else 403)
    assert everything() == before


def test_another_moderator_may(client: Client, comment: Comment, moderator: User) -> None:
    ruling = remove_comment(comment=comment, moderator=moderator, reason="abuse")
    sign_in(client, "administrator")

    client.post(undo_path(ruling))

    assert status_of(comment) == PUBLISHED


def test_its_page_says_what_would_be_undone_and_changes_nothing(desk: Client, comment: Comment) -> None:
    desk.post(path_of("decision", comment), {**REMOVE, "note": "Not like this."})
    ruling = Decision.objects.get()
    before = everything()

    page = text_of(desk.get(undo_path(ruling)))

    assert "Not like this." in page
    assert "Mona Moderator" in page
    assert f'action="{undo_path(ruling)}"' in page
    assert everything() == before


@pytest.mark.parametrize("number", [999_999, 10**18])
def test_a_decision_that_is_not_there_is_not_found(desk: Client, number: int) -> None:
    assert desk.post(f"/moderation/decisions/{number}/undo/").status_code == 404


def test_undoing_twice_does_no_more_than_once(desk: Client, comment: Comment) -> None:
    desk.post(path_of("decision", comment), REMOVE)
    ruling = Decision.objects.get()
    desk.post(undo_path(ruling))
    once = everything()

    assert desk.post(undo_path(ruling)).status_code == 302
    assert everything() == once


def test_undoing_the_undo_puts_the_decision_in_force_again(desk: Client, comment: Comment) -> None:
    CommentFactory.create(parent=comment)
    desk.post(path_of("decision", comment), REMOVE)
    desk.post(undo_path(Decision.objects.get()))

    desk.post(undo_path(Decision.objects.latest("pk")))

    assert status_of(comment) == REMOVED
    assert "<strong>abuse</strong>." in text_of(Client().get(comment.discussion.article.get_absolute_url()))


def test_a_decision_in_force_again_can_be_undone_again(comment: Comment, moderator: User) -> None:
    ruling = remove_comment(comment=comment, moderator=moderator, reason="abuse")
    undo = undo_decision(decision=ruling, moderator=moderator)
    undo_decision(decision=undo, moderator=moderator)

    undo_decision(decision=ruling, moderator=moderator)

    assert status_of(comment) == PUBLISHED
    assert Decision.objects.count() == 4


def test_below_a_newer_decision_the_newer_one_stands_and_is_the_one_that_is_told(
    desk: Client, comment: Comment, moderator: User
) -> None:
    CommentFactory.create(parent=comment)
    first = remove_comment(comment=comment, moderator=moderator, reason="abuse")
    remove_comment(comment=comment, moderator=moderator, reason="hate")

    desk.post(undo_path(first))

    page = text_of(Client().get(comment.discussion.article.get_absolute_url()))
    assert status_of(comment) == REMOVED
    assert "<strong>hate</strong>." in page
    assert "<strong>abuse</strong>." not in page


def test_the_reports_that_it_answered_are_open_again(desk: Client, comment: Comment) -> None:
    reports = ReportFactory.create_batch(2, comment=comment)
    desk.post(path_of("decision", comment), {"verdict": "approve"})

    desk.post(undo_path(Decision.objects.get()))

    comment.refresh_from_db()
    assert list(Report.objects.filter(decision=None).order_by("pk")) == reports
    assert comment.report_count == 2


def test_undone_again_they_are_answered_again(comment: Comment, moderator: User) -> None:
    report = ReportFactory.create(comment=comment)
    ruling = approve_comment(comment=comment, moderator=moderator)
    undo = undo_decision(decision=ruling, moderator=moderator)

    undo_decision(decision=undo, moderator=moderator)

    report.refresh_from_db()
    comment.refresh_from_db()
    assert (report.decision, comment.report_count) == (ruling, 0)


def test_who_reported_it_anew_has_one_open_report(comment: Comment, moderator: User, reader: User) -> None:
    ReportFactory.create(comment=comment, reporter=reader)
    ruling = approve_comment(comment=comment, moderator=moderator)
    comment.refresh_from_db()
    ReportFactory.create(comment=comment, reporter=reader)

    undo_decision(decision=ruling, moderator=moderator)

    comment.refresh_from_db()
    assert Report.objects.filter(decision=None).count() == comment.report_count == 1


def test_what_others_answered_does_not_wait_again(desk: Client, moderator: User) -> None:
    waiting = CommentFactory.create(status=PENDING)
    ruling = approve_comment(comment=waiting, moderator=moderator)
    waiting.refresh_from_db()
    CommentFactory.create(parent=waiting)

    answers = [desk.get(undo_path(ruling)), desk.post(undo_path(ruling))]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "it cannot wait for review again" in text_of(answers[0])
    assert status_of(waiting) == PUBLISHED


def test_an_authors_deletion_stands_apart(comment: Comment, author: User, moderator: User) -> None:
    delete_comment(comment=comment, author=author)
    ruling = mark_spam(comment=comment, moderator=moderator)
    with pytest.raises(PermissionDenied, match="taken this comment down meanwhile"):
        undo_deletion(comment=comment, author=author)

    undo_decision(decision=ruling, moderator=moderator)

    assert status_of(comment) == Comment.Status.DELETED
    undo_deletion(comment=comment, author=author)
    assert status_of(comment) == PUBLISHED


def test_the_desk_offers_it_for_some_seconds_after(desk: Client, comment: Comment) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        desk.post(path_of("decision", comment), {**REMOVE, "next": "/moderation/"})
        action = f'action="{undo_path(Decision.objects.get())}"'

        at_once = text_of(desk.get("/moderation/"))
        clock.shift(UNDO_WINDOW + UNDO_GRACE + timedelta(seconds=1))
        later = text_of(desk.get("/moderation/"))

    assert action in at_once
    assert "Just now, the comment by Ada Author: removed." in at_once
    assert action not in later


def test_the_comments_page_offers_it_for_ever(desk: Client, comment: Comment, moderator: User) -> None:
    ruling = remove_comment(
        comment=comment, moderator=moderator, reason="abuse", at=timezone.now() - timedelta(days=900)
    )

    page = text_of(desk.get(comment.get_absolute_url()))
    undo_decision(decision=ruling, moderator=moderator)
    undone = text_of(desk.get(comment.get_absolute_url()))

    assert f'href="{undo_path(ruling)}"' in page
    assert f'href="{undo_path(ruling)}"' not in undone
    assert re.search(r'<span class="mark">\s*undone', undone)


def test_a_script_gets_the_form_beside_the_comment_and_then_the_comment(desk: Client, comment: Comment) -> None:
    decided = text_of(desk.post(path_of("decision", comment), REMOVE, headers=FRAGMENT))
    ruling = Decision.objects.get()

    undone = text_of(desk.post(undo_path(ruling), headers=FRAGMENT))

    assert f'action="{undo_path(ruling)}"' in decided
    assert "The comment is removed." in decided
    assert comment.body in undone


def test_spam_keeps_its_place_and_its_page_where_it_was_answered(desk: Client, comment: Comment) -> None:
    CommentFactory.create(parent=comment)

    desk.post(path_of("decision", comment), {"verdict": "spam"})

    page = text_of(Client().get(comment.discussion.article.get_absolute_url()))
    own = Client().get(comment.get_absolute_url())
    assert "<strong>spam</strong>." in page
    assert own.status_code == 200
    assert comment.body not in page + text_of(own)
