"""A word of welcome before somebody's first comment, and none afterwards."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from comments.models import Comment
from tests.comments.steps import path_of, say, text_of, written
from tests.factories import ArticleFactory, CommentFactory

pytestmark = pytest.mark.django_db

WELCOME = "Your first comment here: welcome."


@pytest.mark.parametrize("where", ["article", "comment", "reply"])
def test_the_rules_stand_beside_the_form_of_a_first_comment(signed_in: Client, where: str) -> None:
    comment = CommentFactory.create()
    path = comment.discussion.article.get_absolute_url() if where == "article" else path_of(where, comment)

    page = text_of(signed_in.get(path))

    assert WELCOME in page


def test_and_of_no_second(signed_in: Client) -> None:
    article = ArticleFactory.create()
    say(signed_in, article)

    pages = [text_of(signed_in.get(article.get_absolute_url())) for _twice in range(2)]

    assert not any(WELCOME in page for page in pages)


def test_a_first_comment_that_is_refused_still_has_them(signed_in: Client) -> None:
    comment = CommentFactory.create()

    page = text_of(signed_in.post(path_of("reply", comment), written("")))

    assert WELCOME in page


def test_whose_comment_was_deleted_has_had_them(client: Client, author: User) -> None:
    comment = CommentFactory.create(author=author, status=Comment.Status.DELETED)
    client.force_login(author)

    page = text_of(client.get(comment.discussion.article.get_absolute_url()))

    assert WELCOME not in page


def test_the_site_may_say_them_in_its_own_words(signed_in: Client, settings: Settings) -> None:
    settings.HOUSE_RULES = "Be brief.\n\nMind <the> gap."

    page = text_of(signed_in.get(ArticleFactory.create().get_absolute_url()))

    assert "<p>Be brief.</p>" in page
    assert "<p>Mind &lt;the&gt; gap.</p>" in page
    assert WELCOME not in page


def test_visitors_without_a_form_are_not_lectured(client: Client) -> None:
    assert WELCOME not in text_of(client.get(ArticleFactory.create().get_absolute_url()))
