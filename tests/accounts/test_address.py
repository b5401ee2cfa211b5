"""Changing the e-mail address of one's account."""

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.accounts.steps import PASSWORD, enter_code, mailed_code

pytestmark = pytest.mark.django_db

NEW = "mira@example.org"


@pytest.fixture
def trusted(client: Client, member: User) -> Client:
    """A browser in which the member has just given the password again."""
    client.force_login(member)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def test_the_code_from_the_new_address_makes_it_the_address(trusted: Client, member: User) -> None:
    trusted.post("/account/email/", {"email": NEW, "action_add": ""})
    assert mail.outbox[-1].to == [NEW]

    enter_code(trusted, mailed_code())

    member.refresh_from_db()
    assert member.email == NEW
    assert [address.email for address in member.emailaddress_set.all()] == [NEW]  # type: ignore[attr-defined]  # allauth's


def test_the_old_address_stays_until_then_and_is_told_afterwards(trusted: Client, member: User) -> None:
    trusted.post("/account/email/", {"email": NEW, "action_add": ""})
    code = mailed_code()
    member.refresh_from_db()
    assert member.email == "member@example.org"

    enter_code(trusted, code)

    assert mail.outbox[-1].to == ["member@example.org"]
    assert f"from member@example.org to {NEW}" in mail.outbox[-1].body
    assert "tell the people who run the site" in mail.outbox[-1].body


def test_the_password_is_asked_again_and_what_was_typed_is_kept(client: Client, member: User) -> None:
    client.force_login(member)

    answer = client.post("/account/email/", {"email": NEW, "action_add": ""})
    assert answer.headers["Location"].startswith("/account/reauthenticate/")
    assert mail.outbox == []

    client.post(answer.headers["Location"], {"password": PASSWORD})
    assert mail.outbox[-1].to == [NEW]


def test_a_wrong_password_changes_nothing(client: Client, member: User) -> None:
    client.force_login(member)
    answer = client.post("/account/email/", {"email": NEW, "action_add": ""})

    answer = client.post(answer.headers["Location"], {"password": "a guess"})

    assert "This is not your password." in answer.content.decode()
    assert mail.outbox == []


def test_an_address_that_is_none_is_told(trusted: Client) -> None:
    answer = trusted.post("/account/email/", {"email": "mira@", "action_add": ""})

    assert 'id="id_email_error"' in answer.content.decode()


def test_ones_own_address_is_told(trusted: Client, member: User) -> None:
    answer = trusted.post("/account/email/", {"email": member.email, "action_add": ""})

    assert "This is your address already." in answer.content.decode()
