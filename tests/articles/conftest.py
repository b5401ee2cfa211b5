"""The newsroom's part of the cast."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from tests.articles.outside import outside
from tests.articles.planning import BEFORE
from tests.articles.shelf import Shelf

__all__ = ["outside"]


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    """A browser in which an editor is signed in."""
    client.force_login(editor)
    return client


@pytest.fixture
def shelf(db: None) -> Shelf:
    return Shelf()


@pytest.fixture
def nine_in_the_morning() -> Iterator[None]:
    """Where a text is planned for noon."""
    with time_machine.travel(BEFORE, tick=False):
        yield


@pytest.fixture
def cards_shown(settings: Settings) -> None:
    settings.LINK_CARDS = True
