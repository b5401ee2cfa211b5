"""What a deed finds by key is what the lists show: neither more nor less."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import Client

from accounts.models import User
from accounts.permissions import Viewer
from articles.lookup import article_or_404, latest_revision
from articles.models import Article
from comments.lookup import comment_or_404
from comments.models import Comment
from tests.factories import ArticleFactory, CommentFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db

WHO = ["nobody", "author", "reader", "editor", "moderator", "administrator"]
VISIBLE: dict[str, dict[str, object]] = {"public": {}, "draft": {"draft": True}}


def person(who: str, author: User) -> Viewer:
    if who == "nobody":
        return AnonymousUser()
    return author if who == "author" else UserFactory.create(**({} if who == "reader" else {who: True}))


def is_found(look: Callable[[Viewer, int], object], viewer: Viewer, key: int) -> bool:
    try:
        look(viewer, key)
    except Http404:
        return False
    return True


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("state", VISIBLE)
def test_an_article_is_found_by_whom_it_is_visible_to(author: User, who: str, state: str) -> None:
    article, viewer = ArticleFactory.create(**VISIBLE[state]), person(who, author)

    found = is_found(article_or_404, viewer, article.pk)

    assert found == Article.objects.visible_to(viewer).filter(pk=article.pk).exists()


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("status", Comment.Status)
def test_a_comment_is_found_by_whom_it_is_visible_to(author: User, who: str, status: int) -> None:
    comments = [CommentFactory.create(author=author, status=status) for _ in range(3)]
    Comment.objects.filter(pk=comments[1].pk).update(went_unseen=True)
    Article.objects.filter(pk=comments[2].discussion_id).update(status="withdrawn")
    viewer = person(who, author)

    found = {comment for comment in comments if is_found(comment_or_404, viewer, comment.pk)}

    assert found == set(Comment.objects.visible_to(viewer))


def test_nobody_owns_what_was_imported() -> None:
    comment = CommentFactory.create(author=None, imported_name="Old hand", status=Comment.Status.PENDING)

    assert not is_found(comment_or_404, AnonymousUser(), comment.pk)


@pytest.mark.parametrize("path", ["/comments/{}/vote/", "/comments/{}/reply/", "/discussions/{}/comments/"])
@pytest.mark.parametrize("number", [2**63 - 1, 2**63, 10**40])
def test_an_address_with_a_number_beyond_all_keys_is_not_found(signed_in: Client, path: str, number: int) -> None:
    assert signed_in.get(path.format(number)).status_code == 404


def test_the_topics_speak_in_the_order_of_the_navigation() -> None:
    topics = [TopicFactory.create(position=position) for position in (3, 1, 2)]
    article = ArticleFactory.create(topics=topics)

    expected = [topics[1], topics[2], topics[0]]
    assert Article.objects.get(pk=article.pk).topics_by_position == expected
    assert Article.objects.prefetch_related("topics").get(pk=article.pk).topics_by_position == expected


def test_the_latest_revision_is_the_present_text() -> None:
    article = ArticleFactory.create()

    assert latest_revision(article) == article.revisions.first()
    article.revisions.all().delete()
    assert latest_revision(article) is None
