import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles.models import Article
from comments.models import Comment
from tests.accounts.steps import sign_up
from tests.factories import ArticleFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_everybody_sees_who_a_person_is(client: Client, reader: User) -> None:
    page = client.get("/people/reader/").content.decode()

    assert "Rita Reader" in page
    assert "@reader" in page
    assert reader.joined_at.strftime("%Y-%m-%d") in page


def test_nobody_sees_the_address(client: Client, reader: User, moderator: User) -> None:
    client.force_login(moderator)

    page = client.get("/people/reader/").content.decode()

    assert reader.email not in page


@pytest.mark.parametrize(
    ("trait", "role"), [("moderator", "Moderator"), ("editor", "Editor"), ("administrator", None)]
)
def test_the_roles_that_concern_readers_are_named(client: Client, trait: str, role: str | None) -> None:
    UserFactory.create(handle="someone", **{trait: True})

    page = client.get("/people/someone/").content.decode()

    shown = '<span class="person-role">'
    assert (f"{shown}{role}</span>" in page) if role else (shown not in page)


def test_the_comments_are_those_that_everybody_may_read(client: Client, author: User) -> None:
    public, draft = ArticleFactory.create(headline="The ferry sails"), ArticleFactory.create(draft=True)
    CommentFactory.create(author=author, article=public, body="Seen by all.")
    CommentFactory.create(author=author, article=public, body="Still waiting.", status=Comment.Status.PENDING)
    CommentFactory.create(author=author, article=public, body="Taken down.", status=Comment.Status.REMOVED)
    CommentFactory.create(author=author, article=draft, body="Under a draft.")
    silenced = CommentFactory.create(author=author, body="Nothing is discussed there any more.").discussion.article
    Article.objects.filter(pk=silenced.pk).update(discussion_mode="off")

    page = client.get("/people/author/").content.decode()

    assert "Seen by all." in page
    assert public.get_absolute_url() in page
    assert not any(words in page for words in ("Still waiting.", "Taken down.", "Under a draft.", "any more"))


def test_a_reply_says_whom_it_answers_unless_that_is_gone(client: Client, author: User, reader: User) -> None:
    asked, gone = CommentFactory.create(author=reader), CommentFactory.create(author=reader)
    CommentFactory.create(author=author, parent=asked)
    CommentFactory.create(author=author, parent=gone)
    Comment.objects.filter(pk=gone.pk).update(status=Comment.Status.DELETED)

    page = client.get(f"/people/{author.handle}/").content.decode()

    assert re.search(rf'href="/comments/{asked.pk}/"[^>]*>\s*in reply to <bdi>Rita Reader</bdi>\s*</a>', page)
    assert re.search(rf'href="/comments/{gone.pk}/"[^>]*>\s*in reply to a comment no longer here\s*</a>', page)


def test_a_person_who_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/people/nobody/").status_code == 404


def test_who_never_confirmed_the_address_has_no_page(client: Client) -> None:
    sign_up(client)

    assert client.get("/people/nina/").status_code == 404


def test_who_closed_the_account_keeps_the_page(client: Client) -> None:
    UserFactory.create(handle="gone", is_active=False)

    assert client.get("/people/gone/").status_code == 200


def test_a_name_is_only_ever_words(client: Client) -> None:
    UserFactory.create(handle="sly", display_name="<script>alert(1)</script>")

    page = client.get("/people/sly/").content.decode()

    assert "<script>alert" not in page


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_asks_the_database_as_often_for_many_comments(
    client: Client, author: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        CommentFactory.create(author=author)

    # The person, the roles, how many comments and which, the masthead's topics.
    with django_assert_num_queries(5):
        client.get("/people/author/")
