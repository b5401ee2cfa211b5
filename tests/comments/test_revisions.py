"""The page of what changed in a comment: who sees which change, and how it reads."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from comments import revisions as module
from comments.models import Comment
from tests.comments.steps import SIGNED_IN_ROLES, path_of, sign_in, text_of
from tests.factories import ArticleFactory, CommentFactory, TopicFactory

pytestmark = pytest.mark.django_db

QUIET = "Nobody had read this when it went."


@pytest.fixture
def comment(author: User) -> Comment:
    """Changed without a trace, then twice with one."""
    article = ArticleFactory.create(topics=[TopicFactory.create()])
    comment = CommentFactory.create(article=article, author=author, body=QUIET)
    for minutes, body in ((5, "The ferry was late."), (60, "The ferry was <b>never</b> late."), (90, "It came.")):
        change(comment, body, minutes)
    return comment


def change(comment: Comment, body: str, minutes: float = 60) -> None:
    client = Client()
    assert comment.author
    client.force_login(comment.author)
    with time_machine.travel(comment.created_at + timedelta(minutes=minutes), tick=False):
        client.post(path_of("edit", comment), {"body": body})
    comment.refresh_from_db()


@pytest.mark.parametrize("role", ["anonymous", "reader", "editor"])
def test_readers_see_each_change_that_left_a_trace(client: Client, comment: Comment, role: str) -> None:
    sign_in(client, role)

    answer = client.get(path_of("revisions", comment))

    page = text_of(answer)
    assert answer.status_code == 200
    assert page.count('class="difference"') == 2
    assert 'added: </span>&lt;b&gt;never&lt;/b&gt; <span class="unseen">]</span></ins>' in page
    assert page.index("It came") < page.index("added: </span>&lt;b&gt;never")
    assert QUIET not in page


def test_moderators_see_the_others_too(client: Client, comment: Comment, moderator: User) -> None:
    client.force_login(moderator)

    page = text_of(client.get(path_of("revisions", comment)))

    assert page.count('class="difference"') == 3
    assert page.count("only moderators see this change") == 1
    assert "Nobody had read this when" in page


def test_each_change_says_when_it_was_made_and_when_the_words_before_were_written(
    client: Client, comment: Comment
) -> None:
    page = text_of(client.get(path_of("revisions", comment)))

    times = re.findall(r'<time datetime="([^"]+)">', page)
    moments = [comment.created_at + timedelta(minutes=minutes) for minutes in (90, 60, 60, 5)]
    assert times == [moment.isoformat() for moment in moments]


def test_where_nothing_was_changed_the_page_says_so(client: Client) -> None:
    untouched = CommentFactory.create()

    answer = client.get(path_of("revisions", untouched))

    assert answer.status_code == 200
    assert "No change of this comment is on record for readers." in text_of(answer)


def test_a_change_without_a_trace_is_not_even_hinted_at(client: Client, author: User) -> None:
    quiet = CommentFactory.create(author=author, body=QUIET)
    change(quiet, "Milder words.", minutes=1)

    page = text_of(client.get(path_of("revisions", quiet)))

    assert "No change of this comment is on record" in page
    assert QUIET not in page


@pytest.mark.parametrize("role", ["anonymous", *SIGNED_IN_ROLES])
@pytest.mark.parametrize(
    "status", [Comment.Status.PENDING, Comment.Status.REMOVED, Comment.Status.DELETED, Comment.Status.SPAM]
)
def test_the_former_words_of_what_is_not_shown_are_for_moderators_alone(
    client: Client, author: User, role: str, status: int
) -> None:
    hidden = CommentFactory.create(author=author, body=QUIET)
    change(hidden, "Other words.")
    Comment.objects.filter(pk=hidden.pk).update(status=status)
    sign_in(client, role)

    answer = client.get(path_of("revisions", hidden))

    assert answer.status_code == (200 if role in {"moderator", "administrator"} else 404)
    assert role in {"moderator", "administrator"} or "Nobody had" not in text_of(answer)


def test_under_a_hidden_article_there_is_no_page_of_changes(client: Client, comment: Comment) -> None:
    comment.discussion.article.status = "draft"
    comment.discussion.article.save()

    assert client.get(path_of("revisions", comment)).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_page_is_only_to_be_read(client: Client, comment: Comment, method: str) -> None:
    assert getattr(client, method)(path_of("revisions", comment)).status_code == 405


@pytest.mark.parametrize("number", ["999999", str(10**30)])
def test_of_no_comment_there_are_no_changes(client: Client, number: str) -> None:
    assert client.get(f"/comments/{number}/revisions/").status_code == 404


def test_many_changes_have_pages(client: Client, comment: Comment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHANGES_ON_A_PAGE", 1)

    first = text_of(client.get(path_of("revisions", comment)))
    later = text_of(client.get(path_of("revisions", comment) + "?before=3"))

    assert '?before=3"' in first
    assert "never" in first
    assert later.count('class="difference"') == 1
    assert "&lt;b&gt;never&lt;/b&gt; <span" in later
    assert "Earlier changes" not in later


@pytest.mark.parametrize("before", ["x", "", "-1", "0", "²", "9" * 30, "999"])
def test_a_page_that_is_none_is_the_first_or_an_empty_one(client: Client, comment: Comment, before: str) -> None:
    assert client.get(path_of("revisions", comment), {"before": before}).status_code == 200


def test_more_changes_cost_no_more_queries(client: Client, comment: Comment) -> None:
    counts = []
    for minutes in (100, 110, 120):
        with CaptureQueriesContext(connection) as queries:
            client.get(path_of("revisions", comment))
        counts.append(len(queries))
        change(comment, f"Again, at {minutes}.", minutes)

    assert len(set(counts)) == 1


def test_what_did_not_change_is_left_out_where_it_is_long(client: Client, author: User) -> None:
    long = CommentFactory.create(author=author, body=f"{'before ' * 400}late{' after' * 400}")
    change(long, long.body.replace("late", "early"))

    page = text_of(client.get(path_of("revisions", long)))

    assert page.count("[unchanged words left out]") == 2
    assert page.count("before ") < 60
    assert "late" in page
    assert "early" in page


def test_no_turn_of_direction_and_no_markup_leaves_its_place(client: Client, author: User) -> None:
    turned = CommentFactory.create(author=author, body="שלום \u202eabc <script>alert(1)</script>")
    change(turned, "שלום \u202eabd <img src=x onerror=alert(2)>")

    page = text_of(client.get(path_of("revisions", turned)))

    assert '<div class="difference" dir="auto">' in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_reply_says_that_what_it_answers_was_changed_since(client: Client, author: User) -> None:
    parent = CommentFactory.create(author=author)
    reply = CommentFactory.create(parent=parent)
    before = text_of(client.get(reply.get_absolute_url()))
    change(parent, "I never said that.")

    after = text_of(client.get(reply.get_absolute_url()))

    assert "was changed after this was written" not in before
    assert "was changed after this was written" in after
    assert path_of("revisions", parent) in after


def test_a_reply_to_what_was_changed_before_says_nothing_of_it(client: Client, author: User) -> None:
    parent = CommentFactory.create(author=author)
    change(parent, "Mended.", minutes=60)
    reply = CommentFactory.create(parent=parent, created_at=parent.created_at + timedelta(minutes=61))

    assert "was changed after this was written" not in text_of(client.get(reply.get_absolute_url()))
