"""What the tests of accounts share."""

import pytest
from allauth.account.models import EmailAddress

from accounts.models import User
from tests.factories import UserFactory


@pytest.fixture
def member(db: None) -> User:
    """A reader who signed up in the ordinary way: the address is confirmed, the password is PASSWORD."""
    user = UserFactory.create(handle="member", display_name="Mira Member", password="seven small boats")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
