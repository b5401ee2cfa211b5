"""Reporting a comment; what holds for every deed is in test_every_deed.py."""

import pytest
from django.test import Client

from accounts.models import User
from comments.models import Comment, Report
from comments.models.judgement import Reason
from tests.comments.steps import FRAGMENT, SIGNED_IN_ROLES, everything, path_of, sign_in, text_of
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db

REPORT = {"reason": "abuse", "note": "He names my street."}


@pytest.fixture
def comment(author: User) -> Comment:
    return CommentFactory.create(author=author)


def test_a_reader_reports(signed_in: Client, reader: User, comment: Comment) -> None:
    answer = signed_in.post(path_of("report", comment), REPORT)

    report = Report.objects.get()
    comment.refresh_from_db()
    assert answer.headers["Location"] == f"{comment.discussion.article.get_absolute_url()}#comment-{comment.pk}"
    assert (report.comment, report.reporter, report.decision) == (comment, reader, None)
    assert (report.reason, report.note) == ("abuse", "He names my street.")
    assert comment.report_count == 1


def test_the_reader_is_thanked(signed_in: Client, comment: Comment) -> None:
    answer = signed_in.post(path_of("report", comment), REPORT, follow=True)

    assert "A moderator will look at this comment." in text_of(answer)


@pytest.mark.parametrize("role", SIGNED_IN_ROLES)
def test_everybody_with_an_account_may_report(client: Client, role: str, comment: Comment) -> None:
    sign_in(client, role)

    client.post(path_of("report", comment), REPORT)

    assert Report.objects.filter(comment=comment).count() == 1


def test_reporting_twice_is_one_report(signed_in: Client, comment: Comment) -> None:
    for reason in ("abuse", "spam"):
        signed_in.post(path_of("report", comment), {"reason": reason})

    comment.refresh_from_db()
    assert Report.objects.get().reason == "abuse"
    assert comment.report_count == 1


def test_two_readers_are_two_reports(client: Client, comment: Comment) -> None:
    for _ in range(2):
        sign_in(client, "reader")
        client.post(path_of("report", comment), REPORT)

    comment.refresh_from_db()
    assert Report.objects.count() == comment.report_count == 2


def test_after_a_decision_the_same_reader_may_report_again(
    signed_in: Client, reader: User, moderator: User, comment: Comment
) -> None:
    signed_in.post(path_of("report", comment), REPORT)
    signed_in.force_login(moderator)
    signed_in.post(path_of("decision", comment), {"verdict": "approve"})
    signed_in.force_login(reader)

    signed_in.post(path_of("report", comment), REPORT)

    comment.refresh_from_db()
    assert Report.objects.count() == 2
    assert comment.report_count == 1


def test_readers_see_nothing_of_a_report(signed_in: Client, comment: Comment) -> None:
    before = text_of(Client().get(comment.discussion.article.get_absolute_url()))

    signed_in.post(path_of("report", comment), REPORT)

    assert text_of(Client().get(comment.discussion.article.get_absolute_url())) == before
    assert REPORT["note"] not in text_of(Client().get(comment.get_absolute_url()))


def test_a_script_gets_the_comment_as_it_stands(signed_in: Client, comment: Comment) -> None:
    answer = signed_in.post(path_of("report", comment), REPORT, headers=FRAGMENT)

    assert answer.status_code == 200
    assert text_of(answer).startswith(f'<li class="comment" id="comment-{comment.pk}"')


@pytest.mark.parametrize("reason", ["", "dislike", "\x00"])
def test_a_report_needs_one_of_the_reasons_and_keeps_the_note(
    signed_in: Client, comment: Comment, reason: str
) -> None:
    before = everything()

    answer = signed_in.post(path_of("report", comment), {**REPORT, "reason": reason})

    assert answer.status_code == 422
    assert 'class="errorlist"' in text_of(answer)
    assert f"{REPORT['note']}</textarea>" in text_of(answer)
    assert everything() == before


def test_a_note_that_is_too_long_is_told_and_kept(signed_in: Client, comment: Comment) -> None:
    answer = signed_in.post(path_of("report", comment), {"reason": "spam", "note": "n" * 501})

    assert answer.status_code == 422
    assert "at most 500 characters" in text_of(answer)
    assert "n" * 501 in text_of(answer)


@pytest.mark.parametrize("reason", Reason.values)
def test_each_of_the_reasons_is_offered_and_taken(signed_in: Client, comment: Comment, reason: str) -> None:
    form = text_of(signed_in.get(path_of("report", comment)))
    signed_in.post(path_of("report", comment), {"reason": reason})

    assert f'name="reason" value="{reason}"' in form
    assert Report.objects.get().reason == reason


def test_nobody_reports_the_own_comment(client: Client, author: User, comment: Comment) -> None:
    client.force_login(author)

    answer = client.post(path_of("report", comment), REPORT)

    assert answer.status_code == 403
    assert "This comment is your own" in text_of(answer)
    assert not Report.objects.exists()


@pytest.mark.parametrize("status", [Comment.Status.REMOVED, Comment.Status.DELETED])
def test_what_is_not_shown_cannot_be_reported(signed_in: Client, status: int) -> None:
    gone = CommentFactory.create(status=status, author=None, imported_name="Somebody Gone")

    answer = signed_in.post(path_of("report", gone), REPORT)

    assert answer.status_code == 403
    assert f"{REPORT['note']}</textarea>" in text_of(answer)
    assert gone.body not in text_of(answer)
    assert "Somebody Gone" not in text_of(answer)
    assert not Report.objects.exists()
