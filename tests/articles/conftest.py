"""The newsroom's part of the cast."""

import pytest
from django.test import Client

from accounts.models import User
from tests.articles.outside import outside

__all__ = ["outside"]


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    """A browser in which an editor is signed in."""
    client.force_login(editor)
    return client
