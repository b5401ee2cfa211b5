"""Rules look at an edit, too: at its words."""

import pytest
from django.test import Client

from accounts.models import User
from comments.models import Comment, Decision, RuleHit
from tests.comments.steps import text_of
from tests.factories import CommentFactory, RuleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(author: User) -> Comment:
    return CommentFactory.create(author=author, body="About the harbour.")


def edit(client: Client, comment: Comment, body: str = "Buy tulips.") -> str:
    assert comment.author is not None
    client.force_login(comment.author)
    return text_of(client.post(f"/comments/{comment.pk}/edit/", {"body": body}, follow=True))


def test_an_edit_that_a_rule_holds_waits_and_its_writer_is_told_why(client: Client, comment: Comment) -> None:
    rule = RuleFactory.create(name="Flowers")

    page = edit(client, comment)

    comment.refresh_from_db()
    assert comment.status == Comment.Status.PENDING
    assert Decision.objects.get().rule == rule
    assert (RuleHit.objects.get().revision_number, comment.revision_number) == (2, 2)
    assert "Your comment is changed. Because of the rule “Flowers” a moderator looks at it first" in page


def test_an_edit_that_a_rule_refuses_changes_nothing_and_keeps_what_was_typed(
    client: Client, comment: Comment
) -> None:
    RuleFactory.create(name="Flowers", action="refuse")

    page = edit(client, comment)

    comment.refresh_from_db()
    assert comment.body == "About the harbour."
    assert "because of the rule “Flowers”" in page
    assert "Buy tulips.</textarea>" in page
    assert RuleHit.objects.get().comment is None


def test_what_others_have_answered_is_not_taken_off_the_page(client: Client, comment: Comment) -> None:
    RuleFactory.create(name="Flowers")
    CommentFactory.create(parent=comment)

    page = edit(client, comment)

    comment.refresh_from_db()
    assert (comment.status, comment.body) == (Comment.Status.PUBLISHED, "About the harbour.")
    assert "Somebody has answered your comment, so it cannot be taken off the page meanwhile." in page


def test_an_edit_that_a_rule_reports_is_published(client: Client, comment: Comment) -> None:
    RuleFactory.create(action="report")

    edit(client, comment)

    comment.refresh_from_db()
    assert (comment.status, comment.report_count) == (Comment.Status.PUBLISHED, 1)


def test_rules_about_who_writes_do_not_look_at_an_edit(client: Client, comment: Comment) -> None:
    RuleFactory.create(kind="young", action="refuse", parameters={"hours": 1_000})

    edit(client, comment, "About the harbour and the tide.")

    comment.refresh_from_db()
    assert comment.body == "About the harbour and the tide."


def test_what_waits_goes_on_waiting_when_the_word_is_gone(client: Client, author: User) -> None:
    RuleFactory.create()
    waiting = CommentFactory.create(author=author, status=Comment.Status.PENDING, body="Buy tulips.")

    edit(client, waiting, "Nothing to buy here.")

    waiting.refresh_from_db()
    assert waiting.status == Comment.Status.PENDING
