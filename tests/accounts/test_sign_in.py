import pytest
import time_machine
from django.core import mail
from django.test import Client, override_settings
from django.utils import timezone

from accounts.models import User
from tests.accounts.steps import PASSWORD, enter_code, is_signed_in, mailed_code

pytestmark = pytest.mark.django_db

CREDENTIALS = {"login": "member@example.org", "password": PASSWORD}


def test_a_member_signs_in_by_address_and_password(client: Client, member: User) -> None:
    answer = client.post("/account/login/", CREDENTIALS)

    assert answer.headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(member.pk)


def test_the_address_may_be_typed_in_capitals(client: Client, member: User) -> None:
    client.post("/account/login/", {**CREDENTIALS, "login": " Member@Example.ORG "})

    assert is_signed_in(client)


def test_a_wrong_password_is_told_and_the_address_is_kept(client: Client, member: User) -> None:
    answer = client.post("/account/login/", {**CREDENTIALS, "password": "six small boats"})

    page = answer.content.decode()
    assert "The e-mail address or the password is not right." in page
    assert 'value="member@example.org"' in page
    assert "six small boats" not in page
    assert not is_signed_in(client)


def test_the_handle_does_not_sign_in(client: Client, member: User) -> None:
    client.post("/account/login/", {**CREDENTIALS, "login": "member"})

    assert not is_signed_in(client)


def test_guessing_ends_after_five_tries_even_for_the_right_password(client: Client, member: User) -> None:
    for _ in range(5):
        client.post("/account/login/", {**CREDENTIALS, "password": "a guess"})

    answer = client.post("/account/login/", CREDENTIALS)

    assert "too many tries" in answer.content.decode()
    assert not is_signed_in(client)


def test_guessing_is_over_after_five_minutes(client: Client, member: User) -> None:
    with time_machine.travel(timezone.now()) as clock:
        for _ in range(5):
            client.post("/account/login/", {**CREDENTIALS, "password": "a guess"})
        clock.shift(5 * 60 + 1)

        client.post("/account/login/", CREDENTIALS)

    assert is_signed_in(client)


def knock_from_many_addresses(client: Client) -> list[int]:
    """The status of each of 31 tries to sign in, each said to come from another place."""
    return [
        client.post(
            "/account/login/",
            {"login": f"{n}@example.org", "password": "a guess"},
            headers={"X-Forwarded-For": f"10.0.0.{n}"},
        ).status_code
        for n in range(31)
    ]


def test_a_visitor_who_claims_many_addresses_does_not_escape_the_limit(client: Client) -> None:
    statuses = knock_from_many_addresses(client)

    assert statuses[-1] == 429


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_behind_a_proxy_of_ours_visitors_are_told_apart(client: Client) -> None:
    statuses = knock_from_many_addresses(client)

    assert set(statuses) == {200}


def test_the_session_is_a_new_one_after_signing_in(client: Client, member: User) -> None:
    client.get("/account/login/code/")
    client.post("/account/login/code/", {"email": member.email})
    before = client.session.session_key

    enter_code(client, mailed_code(), "/account/login/code/confirm/")

    assert is_signed_in(client)
    assert client.session.session_key != before


def test_a_member_signs_in_by_a_code(client: Client, member: User) -> None:
    client.post("/account/login/code/", {"email": member.email})

    enter_code(client, mailed_code(), "/account/login/code/confirm/")

    assert client.session["_auth_user_id"] == str(member.pk)


def test_a_wrong_sign_in_code_is_told(client: Client, member: User) -> None:
    client.post("/account/login/code/", {"email": member.email})

    answer = enter_code(client, "WRNG-CODE", "/account/login/code/confirm/")

    assert "This is not the code we sent" in answer.content.decode()
    assert not is_signed_in(client)


def test_another_sign_in_code_can_be_asked_for(client: Client, member: User) -> None:
    client.post("/account/login/code/", {"email": member.email})

    client.post("/account/login/code/confirm/", {"action": "resend"})
    enter_code(client, mailed_code(), "/account/login/code/confirm/")

    assert len(mail.outbox) == 2
    assert is_signed_in(client)


def test_a_closed_account_does_not_sign_in(client: Client, member: User) -> None:
    member.is_active = False
    member.save(update_fields=["is_active"])

    answer = client.post("/account/login/", CREDENTIALS, follow=True)

    assert "This account is closed" in answer.content.decode()
    assert not is_signed_in(client)


def test_signing_in_leads_back_to_where_it_began(client: Client, member: User) -> None:
    answer = client.post("/account/login/?next=/search/%3Fq%3Dferry", CREDENTIALS)

    assert answer.headers["Location"] == "/search/?q=ferry"


def test_the_form_hands_on_where_it_leads(client: Client) -> None:
    page = client.get("/account/login/?next=/search/").content.decode()

    assert '<input type="hidden" name="next" value="/search/">' in page
    assert 'href="/account/signup/?next=%2Fsearch%2F"' in page


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "///elsewhere.example/",
        "https:/\\elsewhere.example/",
        "\\\\elsewhere.example/",
        "http://localhost/",  # a host of ours, but not the one asked
        "javascript:alert(1)",
        "https://testserver@elsewhere.example/",
        "\x01//elsewhere.example/",
    ],
)
def test_signing_in_leads_to_no_other_host(client: Client, member: User, elsewhere: str) -> None:
    answer = client.post("/account/login/", {**CREDENTIALS, "next": elsewhere})

    assert answer.headers["Location"] == "/"


def test_who_is_signed_in_is_led_to_no_other_host(client: Client, member: User) -> None:
    client.force_login(member)

    answer = client.get("/account/login/?next=https://elsewhere.example/")

    assert answer.headers["Location"] == "/"


def test_the_admin_sends_to_the_same_door(client: Client) -> None:
    answer = client.get("/admin/", follow=True)

    assert 'name="login"' in answer.content.decode()
    assert answer.redirect_chain[-1][0].startswith("/account/login/?next=")
