"""Recommending a comment: once each, undoable, and shown in its time."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from comments.models import Comment, Discussion, Thread, Vote
from comments.ranking import rank
from tests.factories import ArticleFactory, CommentFactory, UserFactory

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db

NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
FRAGMENT = {"X-Fragment": "1"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Stands at noon until it is moved."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def comment(author: User) -> Comment:
    """A root, two hours old."""
    article = ArticleFactory.create(published_at=NOON - timedelta(days=1))
    return CommentFactory.create(author=author, article=article, created_at=NOON - timedelta(hours=2))


def vote(client: Client, comment: Comment, value: int | str = 1, **headers: str) -> "Answer":
    return client.post(f"/comments/{comment.pk}/vote/", {"value": value}, headers=headers)


def somebody() -> Client:
    """A browser in which a person of their own is signed in."""
    client = Client()
    client.force_login(UserFactory.create())
    return client


def sums(comment: Comment) -> tuple[int, int, int]:
    comment.refresh_from_db()
    return comment.upvotes, comment.downvotes, comment.score


def version(comment: Comment) -> int:
    return Discussion.objects.get(pk=comment.discussion_id).version


def word_of_version(comment: Comment) -> str:
    return Client().get(f"/discussions/{comment.discussion_id}/version/").content.decode()


def score_shown(comment: Comment) -> int | None:
    """What a reader who is not signed in sees beside the comment."""
    html = Client().get(comment.discussion.article.get_absolute_url()).content.decode()
    entry = html.partition(f'id="comment-{comment.pk}"')[2].partition("</footer>")[0]
    score = re.search(r'class="score"[^>]*>(\d+)<', entry)
    return int(score[1]) if score else None


def test_a_reader_recommends_a_comment(signed_in: Client, reader: User, comment: Comment) -> None:
    answer = vote(signed_in, comment)

    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"#comment-{comment.pk}")
    assert list(Vote.objects.values_list("comment", "discussion", "voter", "value")) == [
        (comment.pk, comment.discussion_id, reader.pk, 1)
    ]
    assert sums(comment) == (1, 0, 1)


def test_the_reader_is_told(signed_in: Client, comment: Comment) -> None:
    answer = signed_in.post(f"/comments/{comment.pk}/vote/", {"value": 1}, follow=True)

    assert "You recommend this comment." in answer.content.decode()


def test_a_script_is_told_the_vote_and_the_sum(signed_in: Client, comment: Comment) -> None:
    vote(somebody(), comment)

    answer = vote(signed_in, comment, 1, **FRAGMENT)

    assert json.loads(answer.content) == {"vote": 1, "upvotes": 2}


def test_voting_twice_counts_once_and_raises_nothing(signed_in: Client, comment: Comment) -> None:
    vote(signed_in, comment)
    before = Discussion.objects.values().get()

    vote(signed_in, comment)

    assert sums(comment) == (1, 0, 1)
    assert Vote.objects.count() == 1
    assert Discussion.objects.values().get() == before


def test_a_vote_is_taken_back(signed_in: Client, comment: Comment) -> None:
    vote(signed_in, comment)

    vote(signed_in, comment, 0)

    assert sums(comment) == (0, 0, 0)
    assert not Vote.objects.exists()


def test_taking_back_what_was_never_given_does_nothing(signed_in: Client, comment: Comment) -> None:
    before = version(comment)

    vote(signed_in, comment, 0)

    assert sums(comment) == (0, 0, 0)
    assert version(comment) == before


def test_each_voter_counts_for_one(comment: Comment) -> None:
    for _ in range(3):
        vote(somebody(), comment)

    assert sums(comment) == (3, 0, 3)


def test_nobody_votes_for_their_own(client: Client, author: User, comment: Comment) -> None:
    client.force_login(author)

    answer = vote(client, comment)

    assert answer.status_code == 403
    assert "for others to recommend" in answer.content.decode()
    assert sums(comment) == (0, 0, 0)


def test_anonymous_readers_are_sent_to_sign_in(client: Client, comment: Comment) -> None:
    answer = client.get(f"/comments/{comment.pk}/vote/")

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/account/login/?next=/comments/{comment.pk}/vote/"


def test_an_anonymous_vote_counts_nothing(client: Client, comment: Comment) -> None:
    answer = vote(client, comment)

    assert answer.status_code == 403
    assert "/account/login/" in answer.content.decode()
    assert sums(comment) == (0, 0, 0)


def test_a_script_is_told_where_to_sign_in(client: Client, comment: Comment) -> None:
    answer = client.get(f"/comments/{comment.pk}/vote/", headers=FRAGMENT)

    assert answer.status_code == 401
    assert answer.headers["Location"] == f"/account/login/?next=/comments/{comment.pk}/vote/"


def test_looking_at_the_form_changes_nothing(signed_in: Client, comment: Comment) -> None:
    before = version(comment)

    answer = signed_in.get(f"/comments/{comment.pk}/vote/?value=1")

    assert answer.status_code == 200
    assert 'name="value" value="1"' in answer.content.decode()
    assert sums(comment) == (0, 0, 0)
    assert version(comment) == before


def test_the_form_offers_to_take_the_vote_back(signed_in: Client, comment: Comment) -> None:
    vote(signed_in, comment)

    form = signed_in.get(f"/comments/{comment.pk}/vote/").content.decode()

    assert 'name="value" value="0"' in form
    assert 'name="value" value="1"' not in form


@pytest.mark.parametrize("value", ["2", "-2", "", "up", "1.5", "1e3"])
def test_a_vote_that_is_none_counts_nothing(signed_in: Client, comment: Comment, value: str) -> None:
    answer = vote(signed_in, comment, value)

    assert answer.status_code == 422
    assert not Vote.objects.exists()


def test_downvotes_are_refused_where_the_site_has_none(signed_in: Client, comment: Comment) -> None:
    answer = vote(signed_in, comment, -1)

    assert answer.status_code == 403
    assert "recommendations only" in answer.content.decode()
    assert sums(comment) == (0, 0, 0)
    assert 'value="-1"' not in signed_in.get(f"/comments/{comment.pk}/vote/").content.decode()


def test_a_site_may_have_downvotes(signed_in: Client, comment: Comment, settings: Settings) -> None:
    settings.DOWNVOTES = True
    assert 'value="-1"' in signed_in.get(f"/comments/{comment.pk}/vote/").content.decode()

    vote(signed_in, comment, -1)

    assert sums(comment) == (0, 1, -1)


def test_a_mind_may_be_changed(signed_in: Client, comment: Comment, settings: Settings) -> None:
    settings.DOWNVOTES = True
    vote(signed_in, comment, -1)

    vote(signed_in, comment, 1)

    assert sums(comment) == (1, 0, 1)
    assert Vote.objects.get().value == 1


@pytest.mark.parametrize("status", [Comment.Status.REMOVED, Comment.Status.DELETED])
def test_what_was_taken_down_takes_no_votes(signed_in: Client, comment: Comment, status: int) -> None:
    CommentFactory.create(parent=comment)
    taken_down = CommentFactory.create(parent=comment, status=status)

    answer = vote(signed_in, taken_down)

    assert answer.status_code == 403
    assert sums(taken_down) == (0, 0, 0)


def test_a_linkback_takes_no_votes(signed_in: Client, comment: Comment) -> None:
    linkback = CommentFactory.create(
        article=comment.discussion.article, kind=Comment.Kind.LINKBACK, imported_name="A blog"
    )

    assert vote(signed_in, linkback).status_code == 403


def test_a_comment_that_nobody_sees_takes_no_votes(signed_in: Client, comment: Comment) -> None:
    pending = CommentFactory.create(article=comment.discussion.article, status=Comment.Status.PENDING)

    assert vote(signed_in, pending).status_code == 404


def test_votes_rank_the_thread(comment: Comment, settings: Settings) -> None:
    settings.DOWNVOTES = True
    for value in (1, 1, -1):
        vote(somebody(), comment, value)

    assert Thread.objects.get(root=comment).best == rank(2, 1)


def test_a_vote_on_a_pinned_thread_leaves_it_on_top(signed_in: Client, comment: Comment) -> None:
    Thread.objects.filter(root=comment).update(pinned_at=NOON, best=rank(0, 0, is_pinned=True))

    vote(signed_in, comment)

    assert Thread.objects.get(root=comment).best == rank(1, 0, is_pinned=True)


def test_a_vote_on_a_reply_ranks_no_thread(signed_in: Client, comment: Comment) -> None:
    reply = CommentFactory.create(parent=comment)

    vote(signed_in, reply)

    assert sums(reply) == (1, 0, 1)
    assert Thread.objects.get(root=comment).best == 0


def test_a_thread_that_comes_back_keeps_its_rank(signed_in: Client, moderator: User, comment: Comment) -> None:
    vote(signed_in, comment)
    desk = Client()
    desk.force_login(moderator)

    desk.post(f"/comments/{comment.pk}/decision/", {"verdict": "remove", "reason": "other"})
    desk.post(f"/comments/{comment.pk}/decision/", {"verdict": "restore"})

    assert Thread.objects.get(root=comment).best == rank(1, 0)


def test_many_votes_in_a_minute_raise_the_version_once(comment: Comment) -> None:
    before = version(comment)

    for _ in range(4):
        vote(somebody(), comment)

    assert version(comment) == before + 1


def test_votes_on_different_comments_share_that_minute(comment: Comment) -> None:
    reply = CommentFactory.create(parent=comment)
    before = version(comment)

    vote(somebody(), comment)
    vote(somebody(), reply)

    assert version(comment) == before + 1


def test_the_next_minutes_vote_raises_it_again(comment: Comment, clock: time_machine.Traveller) -> None:
    vote(somebody(), comment)
    before = version(comment)

    clock.shift(timedelta(seconds=61))
    vote(somebody(), comment)

    assert version(comment) == before + 1


def test_votes_that_came_within_the_minute_are_marked_after_it(
    comment: Comment, clock: time_machine.Traveller
) -> None:
    vote(somebody(), comment)
    vote(somebody(), comment)
    within = word_of_version(comment)

    clock.shift(timedelta(seconds=61))

    assert within == str(version(comment))
    assert word_of_version(comment) == f"{within}+"


def test_a_single_vote_leaves_no_mark(comment: Comment, clock: time_machine.Traveller) -> None:
    vote(somebody(), comment)

    clock.shift(timedelta(seconds=61))

    assert word_of_version(comment) == str(version(comment))


def test_the_shared_page_shows_late_votes_after_the_minute(comment: Comment, clock: time_machine.Traveller) -> None:
    vote(somebody(), comment)
    at_once = score_shown(comment)
    vote(somebody(), comment)
    within = score_shown(comment)

    clock.shift(timedelta(seconds=61))

    assert (at_once, within, score_shown(comment)) == (1, 1, 2)


def test_scores_are_hidden_in_the_first_hour_and_shown_after_it(
    comment: Comment, clock: time_machine.Traveller
) -> None:
    young = CommentFactory.create(article=comment.discussion.article, created_at=NOON - timedelta(minutes=30))
    vote(somebody(), young)
    hidden = score_shown(young)

    clock.shift(timedelta(minutes=29))
    still_hidden = score_shown(young)
    clock.shift(timedelta(minutes=2))

    assert (hidden, still_hidden, score_shown(young)) == (None, None, 1)


def test_a_site_may_show_scores_at_once(comment: Comment, settings: Settings) -> None:
    settings.SCORES_HIDDEN_MINUTES = 0
    young = CommentFactory.create(article=comment.discussion.article, created_at=NOON)

    vote(somebody(), young)

    assert score_shown(young) == 1


def test_the_overlay_knows_a_readers_votes_and_nobody_elses(signed_in: Client, comment: Comment) -> None:
    vote(signed_in, comment)

    mine, theirs = (
        json.loads(client.get(f"/discussions/{comment.discussion_id}/overlay/").content)["votes"]
        for client in (signed_in, somebody())
    )

    assert (mine, theirs) == ({str(comment.pk): 1}, {})
