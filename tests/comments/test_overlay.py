"""What a script lays over a discussion: the deeds of the one who reads."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles.models import Article
from comments.models import Comment
from tests.comments.steps import everything, sign_in, text_of
from tests.factories import ArticleFactory, CommentFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create()


def path(article: Article) -> str:
    return f"/discussions/{article.pk}/overlay/"


def test_an_author_may_edit_and_delete_the_own_comments_only(client: Client, article: Article, author: User) -> None:
    own = CommentFactory.create(article=article, author=author)
    CommentFactory.create(article=article)
    client.force_login(author)

    overlay = client.get(path(article)).json()

    assert overlay["deeds"] == {str(own.pk): ["edit", "deletion"]}
    assert overlay["everywhere"] == []
    assert set(overlay["labels"]) == {"edit", "deletion", "decision", "branch"}


@pytest.mark.parametrize(
    ("role", "everywhere"),
    [
        ("anonymous", []),
        ("reader", []),
        ("editor", []),
        ("moderator", ["decision", "branch"]),
        ("administrator", ["decision", "branch"]),
    ],
)
def test_moderators_decide_everywhere(client: Client, article: Article, role: str, everywhere: list[str]) -> None:
    CommentFactory.create(article=article)
    sign_in(client, role)

    overlay = client.get(path(article)).json()

    assert overlay["everywhere"] == everywhere
    assert overlay["deeds"] == {}


@pytest.mark.parametrize("status", [Comment.Status.PENDING, Comment.Status.REMOVED, Comment.Status.SPAM])
def test_what_waits_for_others_is_not_named(
    client: Client, article: Article, reader: User, author: User, status: int
) -> None:
    CommentFactory.create(article=article, author=author, status=status)
    client.force_login(reader)

    assert client.get(path(article)).json()["deeds"] == {}


@pytest.mark.parametrize(
    ("status", "deeds"),
    [
        (Comment.Status.PENDING, ["edit", "deletion"]),
        (Comment.Status.REMOVED, []),
        (Comment.Status.DELETED, []),
    ],
)
def test_what_was_taken_down_offers_no_deed(
    client: Client, article: Article, author: User, status: int, deeds: list[str]
) -> None:
    own = CommentFactory.create(article=article, author=author, status=status)
    client.force_login(author)

    assert client.get(path(article)).json()["deeds"].get(str(own.pk), []) == deeds


def test_a_button_and_its_endpoint_agree_when_the_discussion_is_closed(
    client: Client, article: Article, author: User
) -> None:
    own = CommentFactory.create(article=article, author=author)
    Article.objects.update(discussion_mode="closed")
    client.force_login(author)

    assert client.get(path(article)).json()["deeds"] == {str(own.pk): ["deletion"]}


def test_what_waits_comes_to_its_writer_alone(client: Client, article: Article, author: User, reader: User) -> None:
    parent = CommentFactory.create(article=article)
    own = CommentFactory.create(parent=parent, author=author, status=Comment.Status.PENDING, body="Patience.")
    seen = {}

    for somebody in (author, reader):
        client.force_login(somebody)
        seen[somebody.handle] = client.get(path(article)).json()["waiting"]

    [entry] = seen["author"]
    assert (entry["id"], entry["parent"]) == (own.pk, parent.pk)
    assert "Patience." in entry["html"]
    assert "waiting for review" in entry["html"]
    assert seen["reader"] == []


def test_it_is_nobody_elses_business(signed_in: Client, article: Article) -> None:
    answer = signed_in.get(path(article))

    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))


def test_under_an_article_that_is_not_public_nothing_is_found(signed_in: Client) -> None:
    draft = ArticleFactory.create(draft=True)

    hidden, absent = signed_in.get(path(draft)), signed_in.get("/discussions/999999/overlay/")

    assert hidden.status_code == absent.status_code == 404
    assert text_of(hidden) == text_of(absent)


def test_looking_changes_nothing_and_there_is_nothing_to_post(signed_in: Client, article: Article) -> None:
    before = everything()

    signed_in.get(path(article))

    assert everything() == before
    assert signed_in.post(path(article)).status_code == 405


@pytest.mark.parametrize("count", [1, 12])
def test_it_asks_the_database_as_often_for_many_comments(
    client: Client, author: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    article = ArticleFactory.create(topics=[TopicFactory.create()])
    CommentFactory.create_batch(count, article=article, author=author)
    client.force_login(author)

    # Session, person; article; comments with their article, its topics; votes; the last visit.
    with django_assert_num_queries(7):
        overlay = client.get(path(article)).json()

    assert len(overlay["deeds"]) == count
