"""Answering a comment; what holds for every deed is in test_every_deed.py."""

import pytest
from django.test import Client

from accounts.models import User
from comments.models import Comment
from comments.models.comment import DEEPEST
from tests.comments.steps import FRAGMENT, SIGNED_IN_ROLES, WORDS, everything, path_of, sign_in, text_of, written
from tests.factories import ArticleFactory, CommentFactory

pytestmark = pytest.mark.django_db


def test_a_reader_replies(signed_in: Client, reader: User) -> None:
    root = CommentFactory.create()

    answer = signed_in.post(path_of("reply", root), written())

    reply = Comment.objects.get(parent=root)
    assert answer.headers["Location"] == f"{root.discussion.article.get_absolute_url()}#comment-{reply.pk}"
    assert (reply.author, reply.root, reply.depth, reply.discussion) == (reader, root, 1, root.discussion)
    assert reply.parent_source == Comment.ParentSource.WRITTEN


def test_a_reply_to_a_reply_belongs_to_the_same_thread(signed_in: Client) -> None:
    root = CommentFactory.create()
    reply = CommentFactory.create(parent=root)

    signed_in.post(path_of("reply", reply), written())

    deeper = Comment.objects.get(parent=reply)
    assert (deeper.root, deeper.depth) == (root, 2)
    root.refresh_from_db()
    reply.refresh_from_db()
    assert (root.reply_count, reply.reply_count, root.thread.size) == (1, 1, 3)


@pytest.mark.parametrize("role", SIGNED_IN_ROLES)
def test_everybody_with_an_account_may_reply(client: Client, role: str) -> None:
    root = CommentFactory.create()
    sign_in(client, role)

    client.post(path_of("reply", root), written())

    assert Comment.objects.filter(parent=root).exists()


def test_an_author_may_answer_the_own_comment(client: Client, author: User) -> None:
    root = CommentFactory.create(author=author)
    client.force_login(author)

    client.post(path_of("reply", root), written())

    assert Comment.objects.filter(parent=root).exists()


def test_a_script_gets_the_reply_alone(signed_in: Client) -> None:
    root = CommentFactory.create()

    answer = signed_in.post(path_of("reply", root), written(), headers=FRAGMENT)

    assert answer.status_code == 201
    assert text_of(answer).count("<li") == 1
    assert root.body not in text_of(answer)


def test_the_same_form_twice_is_one_reply(signed_in: Client) -> None:
    root, form = CommentFactory.create(), written()

    for _ in range(2):
        signed_in.post(path_of("reply", root), form)

    root.refresh_from_db()
    assert Comment.objects.filter(parent=root).count() == root.reply_count == 1


def test_the_form_shows_what_it_answers(signed_in: Client) -> None:
    root = CommentFactory.create(body="The *tide* turned.", imported_name="O’Hara <b>", author=None)

    page = text_of(signed_in.get(path_of("reply", root)))

    assert "<p>The <em>tide</em> turned.</p>" in page
    assert "Answer <bdi>O’Hara &lt;b&gt;</bdi>" in page


def test_another_sites_mention_can_be_answered(signed_in: Client) -> None:
    linkback = CommentFactory.create(kind=Comment.Kind.LINKBACK, author=None, imported_name="Another paper")

    signed_in.post(path_of("reply", linkback), written())

    assert Comment.objects.filter(parent=linkback).exists()


@pytest.mark.parametrize("status", [Comment.Status.REMOVED, Comment.Status.DELETED])
def test_what_was_taken_down_cannot_be_answered(signed_in: Client, status: int) -> None:
    gone = CommentFactory.create(status=status, author=None, imported_name="Somebody Gone")
    before = everything()

    answer = signed_in.post(path_of("reply", gone), written())

    page = text_of(answer)
    assert answer.status_code == 403
    assert "not there to be answered any more" in page
    assert f"{WORDS}</textarea>" in page
    assert gone.body not in page
    assert "Somebody Gone" not in page
    assert everything() == before


def test_what_waits_cannot_be_answered_by_its_author(client: Client, author: User) -> None:
    waiting = CommentFactory.create(author=author, status=Comment.Status.PENDING)
    client.force_login(author)

    answer = client.post(path_of("reply", waiting), written())

    assert answer.status_code == 403
    assert not Comment.objects.filter(parent=waiting).exists()


@pytest.mark.parametrize(("depth", "may"), [(DEEPEST - 1, True), (DEEPEST, False)])
def test_a_thread_has_a_last_level(signed_in: Client, depth: int, may: bool) -> None:
    deep = CommentFactory.create(parent=CommentFactory.create())
    Comment.objects.filter(pk=deep.pk).update(depth=depth)

    answer = signed_in.post(path_of("reply", deep), written())

    assert Comment.objects.filter(parent=deep).exists() is may
    assert may or "as deep as threads go" in text_of(answer)


def test_a_reply_to_a_comment_of_a_hidden_article_is_not_found(signed_in: Client) -> None:
    hidden = CommentFactory.create(article=ArticleFactory.create(draft=True))

    assert signed_in.post(path_of("reply", hidden), written()).status_code == 404
