"""Asking that somebody else looks again: by the author, once for each decision."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles.models import Article
from comments.actions.moderating import give_reason, mark_spam, remove_comment, restore_comment, undo_decision
from comments.models import Appeal, Comment
from comments.models.judgement import TO_FOLLOW
from tests.comments.steps import everything, path_of, sign_in, text_of
from tests.factories import AppealFactory, ArticleFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

WHY = "It was meant as a joke, <b>truly</b>."


@pytest.fixture
def comment(author: User, moderator: User) -> Comment:
    """Removed for abuse by Mona Moderator."""
    comment = CommentFactory.create(author=author, article=ArticleFactory.create(headline="Ferry & tide"))
    remove_comment(comment=comment, moderator=moderator, reason="abuse", note="Not like this.")
    comment.refresh_from_db()
    return comment


@pytest.fixture
def own(client: Client, author: User) -> Client:
    """The author's browser."""
    client.force_login(author)
    return client


def test_its_page_tells_what_was_decided_why_and_what_can_be_done(own: Client, comment: Comment) -> None:
    page = text_of(own.get(path_of("appeal", comment)))

    assert "removed – abuse" in page
    assert "Not like this." in page
    assert comment.body in page
    assert "Mona" not in page
    assert f'action="{path_of("appeal", comment)}"' in page


def test_the_comments_own_page_and_the_inbox_lead_there(own: Client, comment: Comment) -> None:
    pages = [text_of(own.get(path)) for path in (comment.get_absolute_url(), "/account/inbox/")]

    assert all(f'href="{path_of("appeal", comment)}"' in page for page in pages)


def test_once_it_is_sent_the_comments_page_leads_to_what_has_become_of_it(own: Client, comment: Comment) -> None:
    before = text_of(own.get(comment.get_absolute_url()))

    own.post(path_of("appeal", comment), {"body": WHY})

    after = text_of(own.get(comment.get_absolute_url()))
    assert "Appeal: ask that somebody else" in before
    assert "Appeal: ask that somebody else" not in after
    assert "Your appeal, and what has become of it" in after


@pytest.mark.parametrize("is_sent", [False, True])
def test_a_reason_that_followed_is_told(own: Client, author: User, moderator: User, is_sent: bool) -> None:
    comment = CommentFactory.create(author=author)
    removal = remove_comment(comment=comment, moderator=moderator, reason=TO_FOLLOW)
    give_reason(decision=removal, moderator=moderator, reason="hate", note="Nobody is less than others.")
    if is_sent:
        own.post(path_of("appeal", comment), {"body": WHY})

    page = text_of(own.get(path_of("appeal", comment)))

    assert "hate" in page
    assert "Nobody is less than others." in page
    assert "reason to follow" not in page


@pytest.mark.parametrize("role", ["anonymous", "reader", "moderator"])
def test_nobody_else_is_led_there(client: Client, comment: Comment, role: str) -> None:
    sign_in(client, role)

    assert path_of("appeal", comment) not in text_of(client.get(comment.get_absolute_url()))


def test_what_is_sent_waits_and_says_so(own: Client, comment: Comment, moderator: User) -> None:
    answer = own.post(path_of("appeal", comment), {"body": WHY}, follow=True)

    appeal = Appeal.objects.get()
    page = text_of(answer)
    assert (appeal.decision, appeal.decided_by, appeal.body) == (comment.decisions.get(), moderator, WHY)
    assert answer.redirect_chain == [(path_of("appeal", comment), 302)]
    assert "Waiting since" in page
    assert "&lt;b&gt;truly&lt;/b&gt;" in page
    assert '<form class="write"' not in page


def test_sent_twice_it_is_one_with_the_words_of_the_first(own: Client, comment: Comment) -> None:
    own.post(path_of("appeal", comment), {"body": WHY})
    once = everything()

    answer = own.post(path_of("appeal", comment), {"body": "Other words."})

    assert answer.status_code == 200
    assert everything() == once


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_there_is_no_other_way_than_a_form(own: Client, comment: Comment, method: str) -> None:
    assert getattr(own, method)(path_of("appeal", comment)).status_code == 405


def test_opening_the_form_changes_nothing(own: Client, comment: Comment) -> None:
    before = everything()

    assert own.get(path_of("appeal", comment)).status_code == 200
    assert everything() == before


@pytest.mark.parametrize("role", ["anonymous", "guest", "reader", "editor", "moderator", "administrator"])
def test_only_the_author_appeals(client: Client, comment: Comment, role: str) -> None:
    sign_in(client, role)
    before = everything()

    opened = client.get(path_of("appeal", comment))
    sent = client.post(path_of("appeal", comment), {"body": WHY})

    assert opened.status_code == (302 if role == "anonymous" else 403)
    assert sent.status_code == 403
    assert comment.body not in text_of(opened)
    assert "Not like this." not in text_of(opened) + text_of(sent)
    assert "truly&lt;/b&gt;" in text_of(sent)
    assert everything() == before


@pytest.mark.parametrize(
    ("body", "sentence"),
    [("", "Please say why"), (" \n\u200b", "Please say why"), ("x" * 2_001, "This is 2001 characters long")],
    ids=["empty", "blank", "long"],
)
def test_words_that_cannot_be_taken_come_back_with_the_reason(
    own: Client, comment: Comment, body: str, sentence: str
) -> None:
    answer = own.post(path_of("appeal", comment), {"body": body})

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert body.strip() in text_of(answer)
    assert not Appeal.objects.exists()


def test_a_stale_form_comes_back_with_the_words(comment: Comment, author: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)

    page = text_of(client.post(path_of("appeal", comment), {"body": WHY}))

    assert "This form had gone stale" in page
    assert "&lt;b&gt;truly&lt;/b&gt;.</textarea>" in page


@pytest.mark.parametrize("status", [Comment.Status.PUBLISHED, Comment.Status.PENDING, Comment.Status.DELETED])
def test_against_nothing_nobody_appeals(own: Client, author: User, status: int) -> None:
    standing = CommentFactory.create(author=author, status=status)

    answer = own.post(path_of("appeal", standing), {"body": WHY})

    assert answer.status_code == 403
    assert "nothing to appeal against" in text_of(answer)
    assert not Appeal.objects.exists()


@pytest.mark.parametrize(("days", "status"), [(183, 302), (185, 403)])
def test_six_months_are_given_for_it(own: Client, comment: Comment, author: User, days: int, status: int) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        own.force_login(author)
        answer = own.post(path_of("appeal", comment), {"body": WHY})

    assert answer.status_code == status
    assert Appeal.objects.exists() is (status == 302)


def test_under_an_article_that_is_withdrawn_nothing_is_found(own: Client, comment: Comment) -> None:
    Article.objects.update(status=Article.Status.WITHDRAWN)

    assert own.get(path_of("appeal", comment)).status_code == 404
    assert own.post(path_of("appeal", comment), {"body": WHY}).status_code == 404


@pytest.mark.parametrize("went_unseen", [True, False])
def test_spam_too_and_what_waited_is_appealed_against(
    own: Client, author: User, moderator: User, went_unseen: bool
) -> None:
    status = Comment.Status.PENDING if went_unseen else Comment.Status.PUBLISHED
    comment = CommentFactory.create(author=author, status=status)
    mark_spam(comment=comment, moderator=moderator)

    own.post(path_of("appeal", comment), {"body": WHY})

    assert Appeal.objects.get().ruling_appealed.verdict == "spam"


def test_a_new_decision_can_be_appealed_against_anew(own: Client, comment: Comment, moderator: User) -> None:
    own.post(path_of("appeal", comment), {"body": "First."})
    restore_comment(comment=comment, moderator=moderator)
    own.post(path_of("appeal", comment), {"body": "Not while it stands."})
    remove_comment(comment=comment, moderator=moderator, reason="other")

    own.post(path_of("appeal", comment), {"body": "Second."})

    assert [(appeal.body, appeal.outcome) for appeal in Appeal.objects.all()] == [
        ("First.", "taken-back"),
        ("Second.", ""),
    ]


def test_a_decision_taken_back_settles_it_and_the_undo_undone_lets_it_wait_again(
    own: Client, comment: Comment, moderator: User
) -> None:
    own.post(path_of("appeal", comment), {"body": WHY})
    undo = undo_decision(decision=comment.decisions.get(), moderator=moderator)
    settled = text_of(own.get(path_of("appeal", comment)))

    undo_decision(decision=undo, moderator=moderator)

    appeal = Appeal.objects.get()
    assert "taken back before anybody answered" in settled
    assert (appeal.outcome, appeal.answered_at) == ("", None)
    assert "Waiting since" in text_of(own.get(path_of("appeal", comment)))


def test_the_database_keeps_one_for_each_decision_and_no_answer_to_ones_own() -> None:
    appeal = AppealFactory.create()

    with pytest.raises(IntegrityError), transaction.atomic():
        AppealFactory.create(decision=appeal.decision)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.update(outcome="upheld", answered_by=appeal.decided_by, answered_at=timezone.now())
    Appeal.objects.update(outcome="upheld", answered_by=UserFactory.create(), answered_at=timezone.now())


@pytest.mark.parametrize("replies", [0, 5])
def test_its_page_asks_the_database_as_often_for_a_long_history(
    own: Client, comment: Comment, moderator: User, replies: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(replies):
        remove_comment(comment=comment, moderator=moderator, reason="abuse")

    # Session, person, comment, article, discussion; the decisions, the appeal; the topics, the inbox.
    with django_assert_num_queries(9):
        own.get(path_of("appeal", comment))
