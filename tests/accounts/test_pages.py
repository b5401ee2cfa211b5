"""No page of accounts is reached that is not in our design."""

import re
from typing import TYPE_CHECKING

import pytest
from allauth.account import urls as account_urls
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.steps import SIGN_UP, mailed_code, sign_up

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db

NAMES = [pattern.name for pattern in account_urls.urlpatterns] + ["profile", "start_over", "outbox"]


def assert_ours(answer: "Answer") -> None:
    page = answer.content.decode()
    assert answer.status_code == 200
    assert '<header class="masthead">' in page
    assert page.count("<h1") == 1
    assert not re.search(r"\sstyle=|<style|<script>|\son\w+=", page)
    for tag in re.findall(r"<input[^>]*>", page):
        assert "placeholder" not in tag


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_ours_for_a_visitor(client: Client, name: str) -> None:
    answer = client.get(reverse(name), follow=True)

    assert_ours(answer)


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_ours_for_a_member(client: Client, member: User, name: str) -> None:
    client.force_login(member)

    answer = client.get(reverse(name), follow=True)

    assert_ours(answer)


def test_a_bare_folder_leads_to_a_page(client: Client) -> None:
    answer = client.get("/account/", follow=True)

    assert_ours(answer)


def test_every_step_of_signing_up_is_ours(client: Client) -> None:
    assert_ours(sign_up(client, username="Nina!"))
    assert_ours(sign_up(client))
    assert_ours(client.post("/account/confirm-email/", {"code": "WRNG-CODE"}))
    assert_ours(client.get("/account/login/", follow=True))


def test_every_step_of_signing_in_by_a_code_is_ours(client: Client, member: User) -> None:
    assert_ours(client.post("/account/login/code/", {"email": member.email}, follow=True))
    assert_ours(client.post("/account/login/code/confirm/", {"code": "WRNG-CODE"}))


def test_every_step_of_a_reset_is_ours(client: Client, member: User) -> None:
    assert_ours(client.post("/account/password/reset/", {"email": member.email}, follow=True))
    assert_ours(client.post("/account/password/reset/confirm/", {"code": mailed_code()}, follow=True))
    assert_ours(client.post("/account/password/reset/complete/", {"password1": "eight tall masts"}, follow=True))


def test_an_account_without_a_password_gets_a_page_to_choose_one(client: Client, member: User) -> None:
    member.set_unusable_password()
    member.save(update_fields=["password"])
    client.force_login(member)

    assert_ours(client.get("/account/password/change/", follow=True))


def test_an_address_that_waits_for_its_code_is_shown(client: Client, reader: User) -> None:
    client.force_login(reader)

    page = client.get("/account/email/").content.decode()

    assert "Not confirmed yet" in page
    assert reader.email in page


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/account/login/", {"login": "username", "password": "current-password"}),
        (
            "/account/signup/",
            {"email": "email", "username": "nickname", "display_name": "name", "password1": "new-password"},
        ),
        ("/account/login/code/", {"email": "email"}),
        ("/account/password/reset/", {"email": "email"}),
    ],
)
def test_browsers_know_what_to_fill_in(client: Client, path: str, expected: dict[str, str]) -> None:
    page = client.get(path).content.decode()

    for name, token in expected.items():
        tag = next(tag for tag in re.findall(r"<input[^>]*>", page) if f'name="{name}"' in tag)
        assert f'autocomplete="{token}"' in tag


def test_the_code_is_offered_by_the_browser_and_has_the_cursor(client: Client) -> None:
    page = sign_up(client).content.decode()

    tag = next(tag for tag in re.findall(r"<input[^>]*>", page) if 'name="code"' in tag)
    assert 'autocomplete="one-time-code"' in tag
    assert "autofocus" in tag


def test_every_message_is_plain_text_in_our_words(client: Client, member: User) -> None:
    sign_up(client, email="o'brien&co@example.org")
    Client().post("/account/signup/", {**SIGN_UP, "email": member.email, "username": "other"})
    Client().post("/account/login/code/", {"email": member.email})
    Client().post("/account/login/code/", {"email": "no'body@example.org"})
    Client().post("/account/password/reset/", {"email": member.email})

    assert len(mail.outbox) == 5
    for message in mail.outbox:
        assert message.subject.startswith("Parley: ")
        assert str(message.body).endswith("-- \nParley\nhttp://testserver/")
        assert "&#" not in str(message.body)
        assert "example.com" not in str(message.body)
