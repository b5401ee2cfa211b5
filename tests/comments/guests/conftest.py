"""A site that lets guests in."""

import pytest
from django.test import Client
from pytest_django import Settings

from articles.models import Article
from comments.models import Guest
from tests.comments.steps import remember
from tests.factories import ArticleFactory, GuestFactory


@pytest.fixture(autouse=True)
def _open_to_guests(settings: Settings) -> None:
    settings.DISCUSSION_ALLOWS_GUESTS = True
    settings.SITE_URL = "https://news.example"


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(headline="The harbour at dawn")


@pytest.fixture
def guest(db: None) -> Guest:
    return GuestFactory.create(name="Gita Guest", email="gita@example.org")


@pytest.fixture
def known(client: Client, guest: Guest) -> Client:
    """The guest's browser."""
    remember(client, guest)
    return client
