"""What may be typed when signing up, and what is said to what may not."""

import re

import pytest
from django.core import mail
from django.test import Client

from accounts.adapter import AccountAdapter
from accounts.models import User
from tests.accounts.steps import PASSWORD, sign_up
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_what_a_program_fills_in_makes_no_account(client: Client) -> None:
    sign_up(client, homepage="https://spam.example/")

    assert not User.objects.filter(handle="nina").exists()
    assert mail.outbox == []


def test_the_trap_is_out_of_the_way_of_people(client: Client) -> None:
    page = client.get("/account/signup/").content.decode()

    trap = page[page.index("account-trap") : page.index("homepage") + 200]
    assert 'aria-hidden="true"' in trap
    assert 'tabindex="-1"' in trap
    assert "style=" not in page


@pytest.mark.parametrize(
    ("handle", "sentence"),
    [
        ("Nina", "Use small letters"),
        ("nina!", "Use small letters"),
        ("-nina", "Use small letters"),
        ("нина", "Use small letters"),
        ("n", "at least 2 characters"),
        ("n" * 31, "at most 30 characters"),
        ("", "Choose a handle."),
        ("moderator", "kept for the site itself"),
        ("par-ley", "kept for the site itself"),
        ("taken", "This handle is taken."),
    ],
)
def test_a_handle_that_will_not_do_is_told_beside_the_field(client: Client, handle: str, sentence: str) -> None:
    UserFactory.create(handle="taken")

    page = sign_up(client, username=handle).content.decode()

    assert sentence in page[page.index('id="id_username_error"') :]
    assert not User.objects.filter(email="nina@example.org").exists()


def test_nothing_pasted_is_cut_short_without_a_word(client: Client) -> None:
    page = client.get("/account/signup/").content.decode()

    assert "maxlength" not in re.sub(r'<input type="email"[^>]*>', "", page)


def test_everything_typed_but_the_password_is_kept_when_something_is_wrong(client: Client) -> None:
    page = sign_up(client, username="Nina!").content.decode()

    assert 'value="nina@example.org"' in page
    assert 'value="Nina!"' in page
    assert 'value="Nina Newcomer"' in page
    assert PASSWORD not in page


def test_the_errors_come_first_and_take_the_focus(client: Client) -> None:
    page = sign_up(client, username="Nina!").content.decode()

    assert page.index('role="alert" tabindex="-1" autofocus') < page.index('<label for="id_email"')
    assert '<a href="#id_username">' in page


@pytest.mark.parametrize(
    "password", ["short", "password12", "8364519027", "nina@example.org"], ids=["short", "common", "digits", "address"]
)
def test_an_easy_password_is_refused(client: Client, password: str) -> None:
    page = sign_up(client, password1=password).content.decode()

    assert 'id="id_password1_error"' in page
    assert not User.objects.filter(handle="nina").exists()


def test_a_display_name_may_be_left_out(client: Client) -> None:
    sign_up(client, display_name="")

    assert User.objects.get(handle="nina").get_full_name() == "nina"


def test_a_display_name_cannot_speak_for_the_site(client: Client) -> None:
    page = sign_up(client, display_name="Moderator").content.decode()

    assert "kept for the site itself" in page
    assert not User.objects.filter(handle="nina").exists()


@pytest.fixture
def rival(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Facts of somebody who joins just after the newcomer's form was checked."""
    facts: dict[str, str] = {}
    check = AccountAdapter.clean_password

    def check_and_lose(self: AccountAdapter, password: str, user: User | None = None) -> str:
        checked: str = check(self, password, user)
        if not User.objects.exists():
            UserFactory.create(**facts)
        return checked

    monkeypatch.setattr(AccountAdapter, "clean_password", check_and_lose)
    return facts


def test_of_two_who_take_a_handle_at_the_same_moment_the_second_is_told(client: Client, rival: dict[str, str]) -> None:
    rival |= {"handle": "nina", "email": "other@example.org"}

    page = sign_up(client).content.decode()

    assert "This handle is taken." in page
    assert 'value="nina@example.org"' in page


def test_of_two_who_sign_up_with_an_address_at_the_same_moment_one_gets_an_account(
    client: Client, rival: dict[str, str]
) -> None:
    rival |= {"handle": "other", "email": "nina@example.org"}

    page = sign_up(client).content.decode()

    assert "Confirm your address" in page
    assert User.objects.count() == 1
