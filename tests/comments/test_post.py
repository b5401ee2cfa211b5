"""Saying something new; what holds for every deed is in test_every_deed.py."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from comments.actions import posting
from comments.actions.posting import post_comment
from comments.models import Comment, Thread
from tests.comments.steps import FRAGMENT, SIGNED_IN_ROLES, WORDS, discussion_path, say, sign_in, text_of, written
from tests.comments.threads import ThreadOf, discussion_of, keys_in
from tests.factories import ArticleFactory, CommentFactory

pytestmark = pytest.mark.django_db


def test_a_reader_comments(signed_in: Client, reader: User) -> None:
    article = ArticleFactory.create()

    answer = say(signed_in, article)

    comment = Comment.objects.get()
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{article.get_absolute_url()}#comment-{comment.pk}"
    assert (comment.author, comment.body, comment.status) == (reader, WORDS, Comment.Status.PUBLISHED)
    assert (comment.discussion.article, comment.parent, comment.depth) == (article, None, 0)
    assert comment.article_revision == article.revisions.get()


@pytest.mark.parametrize(("threads", "is_on_article"), [(199, True), (200, False)])
def test_who_commented_is_led_to_where_it_stands(signed_in: Client, threads: int, is_on_article: bool) -> None:
    article = discussion_of(*[ThreadOf()] * threads)

    answer = say(signed_in, article)

    comment = Comment.objects.latest("pk")
    on_article = f"{article.get_absolute_url()}#comment-{comment.pk}"
    assert answer.headers["Location"] == (on_article if is_on_article else comment.get_absolute_url())
    assert comment.pk in keys_in(text_of(signed_in.get(answer.headers["Location"])))


def test_everybody_reads_the_comment_at_once(signed_in: Client) -> None:
    article = ArticleFactory.create()

    told = text_of(signed_in.post(discussion_path(article), written(), follow=True))

    assert "Your comment is here." in told
    assert WORDS in text_of(Client().get(article.get_absolute_url()))


@pytest.mark.parametrize("role", SIGNED_IN_ROLES)
def test_everybody_with_an_account_may_comment(client: Client, role: str) -> None:
    author = sign_in(client, role)

    answer = say(client, ArticleFactory.create())

    assert answer.status_code == 302
    assert Comment.objects.get().author == author


def test_a_script_gets_the_comment_as_it_stands_in_the_list(signed_in: Client) -> None:
    answer = say(signed_in, ArticleFactory.create(), "Said *once*.", **FRAGMENT)

    comment = Comment.objects.get()
    entry = text_of(answer)
    assert answer.status_code == 201
    assert entry.startswith(f'<li class="comment" id="comment-{comment.pk}"')
    assert entry.endswith("</li>")
    assert "<p>Said <em>once</em>.</p>" in entry


def test_the_same_form_twice_is_one_comment(signed_in: Client) -> None:
    article, form = ArticleFactory.create(), written()

    answers = [signed_in.post(discussion_path(article), form) for _ in range(2)]

    assert Comment.objects.count() == 1
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Comment.objects.get().discussion.comment_count == 1


def test_the_same_form_twice_at_once_is_one_comment(reader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    article, key = ArticleFactory.create(), uuid4()
    first = post_comment(article=article, author=reader, body="Aye.", form_key=key)
    looked = posting._posted
    answers = iter([lambda key: None, looked])
    monkeypatch.setattr(posting, "_posted", lambda key: next(answers)(key))

    second = post_comment(article=article, author=reader, body="Aye.", form_key=key)

    assert second == first
    assert Comment.objects.count() == 1


def test_another_broken_constraint_is_not_taken_for_a_second_click(
    reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*anything: Any) -> Comment:
        raise IntegrityError

    monkeypatch.setattr(posting, "_post", broken)

    with pytest.raises(IntegrityError):
        post_comment(article=ArticleFactory.create(), author=reader, body=WORDS, form_key=uuid4())


def test_two_people_who_send_the_same_key_both_speak(client: Client, reader: User, author: User) -> None:
    article, form = ArticleFactory.create(), written()

    for somebody in (reader, author):
        client.force_login(somebody)
        client.post(discussion_path(article), form)

    assert set(Comment.objects.values_list("author", flat=True)) == {reader.pk, author.pk}


def test_other_words_sent_after_going_back_to_the_form_are_not_lost(signed_in: Client) -> None:
    article, form = ArticleFactory.create(), written()

    signed_in.post(discussion_path(article), form)
    signed_in.post(discussion_path(article), {**form, "body": "And another thing."})

    assert list(Comment.objects.order_by("pk").values_list("body", flat=True)) == [WORDS, "And another thing."]


def test_the_same_short_words_with_the_same_key_in_two_places_are_two_comments(signed_in: Client) -> None:
    form, root = written("Aye."), CommentFactory.create()

    signed_in.post(discussion_path(ArticleFactory.create()), form)
    signed_in.post(f"/comments/{root.pk}/reply/", form)

    assert Comment.objects.filter(body="Aye.").count() == 2


@pytest.mark.parametrize("key", [None, "", "x", "\x00", "1" * 40])
def test_a_form_whose_key_was_lost_or_broken_is_taken(signed_in: Client, key: str | None) -> None:
    form = {"body": WORDS} if key is None else {"body": WORDS, "form_key": key}

    answer = signed_in.post(discussion_path(ArticleFactory.create()), form)

    assert answer.status_code == 302
    assert isinstance(Comment.objects.get().form_key, UUID)


def test_a_thread_is_opened(signed_in: Client) -> None:
    article = ArticleFactory.create()

    say(signed_in, article)

    thread = Thread.objects.get()
    assert (thread.root, thread.size) == (Comment.objects.get(), 1)
    article.discussion.refresh_from_db()
    assert (article.discussion.comment_count, article.discussion.thread_count) == (1, 1)
    assert article.discussion.last_comment_at == Comment.objects.get().created_at


@pytest.mark.parametrize("count", [1, 12])
def test_it_asks_the_database_as_often_in_a_long_discussion(
    signed_in: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    article = ArticleFactory.create()
    parent = CommentFactory.create_batch(count, article=article)[0]
    # The number of the rules' present state: SQLite is asked for it past Django's cursors, which are counted here.
    number_of_rules = connection.vendor != "sqlite"

    # Session, person; the article, its topics; whether it is their first comment; three of the guards; the rules,
    # which are remembered then; the article's latest revision; the same form once more; the discussion, the comment,
    # its thread, the discussion, its origin; the draft; the entry. Beside these the two marks of the transaction.
    with django_assert_num_queries(20 + number_of_rules):
        say(signed_in, article, **FRAGMENT)
    # For a reply also the parent, the discussion, and both again once it is held; then the parent's count,
    # whether its author has muted the writer, and the notification.
    with django_assert_num_queries(25 + number_of_rules):
        signed_in.post(
            f"/comments/{parent.pk}/reply/", written("And another thing that nobody said so far."), headers=FRAGMENT
        )


def test_an_article_that_does_not_exist_looks_like_one_not_yet_published(signed_in: Client) -> None:
    draft = ArticleFactory.create(draft=True)

    answers = [signed_in.post(path, written()) for path in (discussion_path(draft), "/discussions/999999/comments/")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert text_of(answers[0]) == text_of(answers[1])


def test_an_editor_is_told_that_comments_open_with_the_article(client: Client, editor: User) -> None:
    client.force_login(editor)

    answer = say(client, ArticleFactory.create(draft=True))

    assert answer.status_code == 403
    assert "Comments open when the article is published." in text_of(answer)
    assert WORDS in text_of(answer)
    assert not Comment.objects.exists()


def test_the_page_of_the_form_names_the_article(signed_in: Client) -> None:
    article = ArticleFactory.create(headline="Ferry & tide")

    page = text_of(signed_in.get(discussion_path(article)))

    assert "Ferry &amp; tide" in page
    assert f'href="{article.get_absolute_url()}#discussion"' in page
