"""What the tests of notices share."""

import pytest
from pytest_django import Settings

from accounts.models import User
from comments.models import Comment
from tests.factories import ArticleFactory, CommentFactory


@pytest.fixture(autouse=True)
def _site(settings: Settings) -> None:
    settings.SITE_URL = "https://news.example"


@pytest.fixture
def comment(author: User) -> Comment:
    article = ArticleFactory.create(headline="Ferry & tide")
    return CommentFactory.create(author=author, article=article, body="Words in *doubt*.")
